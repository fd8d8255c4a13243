"""From the resolved pages of a volume to pandoc's document model: the walker with the writers of every node it may meet."""

from __future__ import annotations

from goldenthread.documents.paper import blocks, card_blocks, inlines, table_blocks
from goldenthread.documents.paper.cross_references import Shelf
from goldenthread.documents.paper.volume import Paper, Volume
from goldenthread.documents.paper.walker import Walker, Writer

BLOCK_WRITERS: dict[type, Writer] = {**blocks.WRITERS, **table_blocks.WRITERS, **card_blocks.WRITERS}
INLINE_WRITERS: dict[type, Writer] = inlines.WRITERS


def document_from_chapters(volume: Volume, shelf: Shelf) -> Paper:
    """The whole volume in pandoc's model, with every problem that was met."""
    walker = Walker(volume, shelf, BLOCK_WRITERS, INLINE_WRITERS)
    chapters = [walker.chapter_blocks(chapter) for chapter in volume.chapters]
    walker.check_links()
    return Paper(chapters=chapters, problems=sorted(walker.problems), entries=walker.entries, pictures=walker.pictures)
