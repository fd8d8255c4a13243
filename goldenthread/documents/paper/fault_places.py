"""Where the author wrote what Typst or pandoc cannot take, when neither says so: found by halving the chapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from goldenthread.documents.paper.volume import ConvertedChapter, ConvertedVolume
from goldenthread.model import Place


def place_of_fault(converted: ConvertedVolume, fails: Callable[[ConvertedChapter], bool]) -> Place:
    """The place of the first block with which a chapter fails; where none fails alone, the first line of the first chapter.

    `fails` says whether a chapter cannot be written or set. It is asked once for each chapter, and some ten times for the one
    that fails. A block that does not say where it stands is told at the place that was said last before it.
    """
    for chapter in converted.chapters:
        if fails(chapter):
            good, bad = 0, len(chapter.blocks)
            while bad - good > 1:
                middle = (good + bad) // 2
                good, bad = (good, middle) if fails(replace(chapter, blocks=chapter.blocks[:middle])) else (middle, bad)
            places = [*_places(chapter.blocks[bad - 1:bad])[:1], *reversed(_places(chapter.blocks[:max(bad - 1, 0)]))]
            return places[0] if places else Place(file=chapter.source, line=1)
    return Place(file=converted.chapters[0].source, line=1)


def _places(part: Any) -> list[Place]:
    """Every place that some blocks say, in their order."""
    if isinstance(part, Sequence) and not isinstance(part, str):
        if len(part) == 2 and part[0] == "at" and isinstance(part[1], str):
            file, _, line = part[1].rpartition(":")
            return [Place(file=file, line=int(line))] if line.isdigit() else []
        return [place for each in part for place in _places(each)]
    return _places(part.get("c")) if isinstance(part, dict) else []
