"""From the resolved pages of a volume to pandoc's document model: the walker with the writers of every node it may meet."""

from __future__ import annotations

from goldenthread.documents.paper import blocks, figures, inlines, table_blocks
from goldenthread.documents.paper.cross_references import LinkTargets
from goldenthread.documents.paper.volume import ConvertedVolume, Volume
from goldenthread.documents.paper.walker import Walker, Writer

BLOCK_WRITERS: dict[type, Writer] = {**blocks.WRITERS, **table_blocks.WRITERS, **figures.WRITERS}
INLINE_WRITERS: dict[type, Writer] = inlines.WRITERS


def convert_volume(volume: Volume, targets: LinkTargets) -> ConvertedVolume:
    """The whole volume in pandoc's model, with every problem that was met."""
    walker = Walker(volume, targets, BLOCK_WRITERS, INLINE_WRITERS)
    chapters = [walker.chapter_blocks(chapter) for chapter in volume.chapters]
    walker.check_links()
    return ConvertedVolume(chapters=chapters, problems=sorted(walker.problems), entries=walker.entries, pictures=walker.pictures,
                           files=sorted(walker.files), titles=walker.titles)
