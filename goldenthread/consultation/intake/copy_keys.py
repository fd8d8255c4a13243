"""By what a paragraph of a copy is known again, although some programs drop what they know no place for, or make it anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from goldenthread.consultation.intake.points import fold
from goldenthread.consultation.intake.word_marks import WordParagraph
from goldenthread.model import CONTENTS_LINE, PAGE_PART, TITLE_LINE

GivenOut = Sequence[tuple[str, str]]
"""The paragraphs of a copy as it was given out: the bookmarks around each, the innermost last, and its words."""
PAGE_PARTS = ("header", "footer")
_CAPTION = re.compile(r"(\w+)\s+(?:[A-Z]\.?)?\d[\d.]*(?=[.:]\s)(.{5,})", re.DOTALL)
"""A caption with its label and number, which is a field: `Chart 1. Output grew more slowly`."""
_NEVER = "\0"


class CopyKeys:
    """The keys of a copy for one file that may be it. `has_marks` says that the file has kept the marks of a copy.

    Lines of contents are looked for only where a program has turned its list into text.
    """

    def __init__(self, paragraphs: Sequence[WordParagraph], copy: GivenOut, *, has_marks: bool) -> None:
        self._copy, self._is_converted = copy, not has_marks
        self._has_heads = any(paragraph.part in PAGE_PARTS and paragraph.old.strip() for paragraph in paragraphs)
        are_text = self._contents_are_text(paragraphs)
        self.keys = [_NEVER if name == CONTENTS_LINE and not are_text else fold(words) for name, words in copy]
        every = set(self.keys)
        self._unnumbered = {key: full for (_, words), full in zip(copy, self.keys, strict=True) if not has_marks
                            for key in map(fold, _without_number(words)) if key not in every}

    def _contents_are_text(self, paragraphs: Sequence[WordParagraph]) -> bool:
        """Whether a program has turned the lists of contents into text: their lines stand there beside what they list."""
        listed = {fold(words) for name, words in self._copy if name == CONTENTS_LINE}
        if any(paragraph.in_contents for paragraph in paragraphs) or not listed:
            return False
        due = Counter(key for _, words in self._copy if (key := fold(words)) in listed)
        there = Counter(key for paragraph in paragraphs if (key := fold(paragraph.old)) in listed)
        return (due - there).total() < len(listed) / 2

    def key_of(self, words: str) -> str:
        """The key of a paragraph of the file: of a caption that has lost its number, that of the caption with it."""
        key = fold(words)
        return self._unnumbered.get(key, key)

    def listed(self, own: Sequence[WordParagraph], places: Sequence[int | None]) -> set[int]:
        """The numbers of the paragraphs that are lines of contents."""
        return {paragraph.number for paragraph, place in zip(own, places, strict=True)
                if place is not None and self._copy[place][0] == CONTENTS_LINE}

    def passed_over(self, places: Sequence[int | None]) -> set[int]:
        """The places of the copy of which nobody misses anything: a program made or dropped what stood there."""
        return {place for place, (name, words) in enumerate(self._copy)
                if name == CONTENTS_LINE or not words.strip()} | set(self._dropped(places))

    def dropped(self, places: Sequence[int | None]) -> GivenOut:
        """What a program has dropped that keeps not all of a file."""
        return [self._copy[place] for place in self._dropped(places)]

    def _dropped(self, places: Sequence[int | None]) -> Iterator[int]:
        there = set(places)
        for place, (name, words) in enumerate(self._copy):
            is_gone = words.strip() and place not in there
            if is_gone and ((name == PAGE_PART and not self._has_heads) or (name == TITLE_LINE and self._is_converted)):
                yield place


def as_it_came(words: str, came: str) -> str:
    """The words of a copy as far as a program has left them: of a caption without its number, the words without it."""
    return next((less for less in _without_number(words) if fold(less) == fold(came) != fold(words)), words)


def _without_number(words: str) -> Iterator[str]:
    if caption := _CAPTION.fullmatch(words):
        yield f"{caption[1]} {caption[2]}"
        yield caption[2]
