"""The bookmarks of a review copy as they really come back: paired by number and by name, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.consultation.intake.points import Targets
from goldenthread.model import number_of

MOST_FAULTS = 20
_MARK = re.compile(rb"<(?:[\w.-]+:)?bookmark(Start|End)\s[^>]*>")
_VALUE = re.compile(rb"""(?<=[\s:])(id|name)\s*=\s*["']([^"']*)""")


def names_that_end(part: bytes) -> frozenset[str]:
    """The names of the bookmarks that have an end, from the bytes of a part: to read it twice would take twice the time."""
    names: dict[bytes, set[bytes]] = {}
    ends: set[bytes] = set()
    for mark in _MARK.finditer(part):
        values = dict(_VALUE.findall(mark[0]))
        if mark[1] == b"End":
            ends.update(values.values())
        else:
            names.setdefault(values.get(b"name", b""), set()).add(values.get(b"id", b""))
    return frozenset(name.decode("utf-8", "replace") for name, keys in names.items() if name in ends or keys & ends)


@dataclass(kw_only=True)
class _OpenBookmark:
    """A bookmark that has begun, by its name, and by every number under which it began."""

    name: str
    keys: set[str]


class BookmarkTracker:
    """Follows the bookmarks of items and chapters through one part, from its beginning to its end.

    A bookmark ends where one of its numbers does, or its name where a program writes one: LibreOffice 7 lets some begin twice,
    under two numbers, of which one has an end. What has no end at all ends where the next item or chapter begins, and a chapter
    where the next one does, whatever its end says, for chapters never stand in one another.
    """

    def __init__(self, targets: Targets, ended: frozenset[str]) -> None:
        self.targets, self.ended = targets, ended
        self.open: list[_OpenBookmark] = []
        """The bookmarks that are open, the innermost last."""
        self.names: dict[str, None] = {}
        """Every bookmark of an item or chapter that has begun, in order."""
        self.faults: list[str] = []
        self._target: str | None = ""

    @property
    def target(self) -> str:
        """The innermost item whose bookmark is open, else the innermost chapter, else nothing."""
        if self._target is None:
            self._target = innermost([bookmark.name for bookmark in self.open], self.targets)
        return self._target

    def begin(self, key: str, name: str) -> None:
        is_chapter = name in self.targets.page_of_bookmark
        if not is_chapter and not self.targets.item_id.fullmatch(name):
            return
        for bookmark in self.open:
            if bookmark.name == name:
                bookmark.keys.add(key)
                return
        if name in self.names:
            self._fault(f"the bookmark {name} begins again after its end")
            return
        self._target = None
        unended = [bookmark for bookmark in self.open if is_chapter or bookmark.name not in self.ended]
        for bookmark in unended:
            self._fault(f"the bookmark {bookmark.name} has no end before {name} begins")
        self.open = [bookmark for bookmark in self.open if bookmark not in unended]
        if name not in self.ended:
            self._fault(f"the bookmark {name} has no end")
        self.names[name] = None
        self.open.append(_OpenBookmark(name=name, keys={key}))

    def end(self, key: str, name: str) -> None:
        for place in range(len(self.open) - 1, -1, -1):
            bookmark = self.open[place]
            if bookmark.name == name or (not name and key in bookmark.keys):
                del self.open[place]
                self._target = None
                return

    def _fault(self, what: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(what)


def innermost(names: Sequence[str], targets: Targets) -> str:
    """The innermost item among bookmarks that are open, else the innermost page, else nothing."""
    page = ""
    for name in reversed(names):
        if targets.item_id.fullmatch(name):
            return name
        page = page or targets.page_of_bookmark.get(name, "")
    return page


def bookmark_remarks(faults: list[str]) -> list[str]:
    """What is wrong with the bookmarks of a copy, in one sentence, or nothing."""
    if not faults:
        return []
    return [f"The copy's bookmarks are not as they were given out ({number_of(len(faults), 'fault')}; the first: {faults[0]}). "
            "Look at which item each point is about."]
