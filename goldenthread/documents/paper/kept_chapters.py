"""The chapters of all volumes of a book while they are printed: some in memory, the others in files until they are asked for.

Without this a book of thousands of pages would be held whole, every page with its tree of nodes, before the first is set.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import overload

from goldenthread.documents.paper.parts import MOST_IN_PART, weight_of
from goldenthread.documents.paper.volume import Volume, VolumeChapter

IN_MEMORY = 6 * MOST_IN_PART
"""How much the chapters that stay in memory may weigh together: a million takes some 20 MB, and loading one again its time."""


@dataclass(slots=True)
class KeptChapter:
    """A chapter in memory, or the file that it is loaded from each time it is asked for."""

    held: VolumeChapter | None
    file: Path

    def load(self) -> VolumeChapter:
        """The chapter. A change of its tree lasts only when it is given to `keep`, for it may have been read from a file."""
        if self.held is not None:
            return self.held
        chapter: VolumeChapter = pickle.loads(self.file.read_bytes())
        return chapter

    def keep(self, chapter: VolumeChapter) -> None:
        """Have this chapter from now on."""
        if self.held is not None:
            self.held = chapter
        else:
            self.file.write_bytes(pickle.dumps(_without_process(chapter), pickle.HIGHEST_PROTOCOL))


class KeptChapters(Sequence[VolumeChapter]):
    """Some chapters in their order. One that is not in memory is loaded anew each time it is asked for."""

    def __init__(self, kept: Iterable[KeptChapter]) -> None:
        self.kept = list(kept)

    def __len__(self) -> int:
        return len(self.kept)

    @overload
    def __getitem__(self, position: int) -> VolumeChapter: ...
    @overload
    def __getitem__(self, position: slice) -> KeptChapters: ...
    def __getitem__(self, position: int | slice) -> VolumeChapter | KeptChapters:
        return KeptChapters(self.kept[position]) if isinstance(position, slice) else self.kept[position].load()

    def __iter__(self) -> Iterator[VolumeChapter]:
        return (each.load() for each in self.kept)


def keep_changed(chapters: Sequence[VolumeChapter], position: int, chapter: VolumeChapter) -> None:
    """Have one of some chapters from now on as it was changed after it had been asked for."""
    if isinstance(chapters, KeptChapters):
        chapters.kept[position].keep(chapter)


def with_chapters_at_end(volume: Volume, added: Iterable[VolumeChapter]) -> Volume:
    """The volume with some chapters more."""
    more = list(added)
    if isinstance(volume.chapters, KeptChapters):
        kept = [KeptChapter(held=chapter, file=Path()) for chapter in more]
        return replace(volume, chapters=KeptChapters([*volume.chapters.kept, *kept]))
    return replace(volume, chapters=[*volume.chapters, *more])


class ChapterKeeper:
    """Keeps chapters for one build: in memory as long as they weigh little together, those that come after in a folder."""

    def __init__(self, folder: Path, room: int = IN_MEMORY) -> None:
        self._folder, self._room, self._number = folder, room, 0

    def kept(self, chapters: Iterable[VolumeChapter]) -> KeptChapters:
        """The chapters, each put away as it comes."""
        return KeptChapters([self._keep(chapter) for chapter in chapters])

    def _keep(self, chapter: VolumeChapter) -> KeptChapter:
        self._number += 1
        self._room -= weight_of(chapter.doctree)
        file = self._folder / f"{self._number}.pickle"
        if self._room >= 0:
            return KeptChapter(held=chapter, file=file)
        self._folder.mkdir(parents=True, exist_ok=True)
        put_away = KeptChapter(held=None, file=file)
        put_away.keep(chapter)
        return put_away


def _without_process(chapter: VolumeChapter) -> VolumeChapter:
    """The chapter without what its tree knows of the process that made it, as Sphinx itself writes trees."""
    tree = chapter.doctree
    tree.reporter = tree.transformer = None  # type: ignore[assignment]
    tree.settings = tree.settings.copy()
    for name in ("env", "warning_stream", "record_dependencies"):
        setattr(tree.settings, name, None)
    return replace(chapter, doctree=tree)
