"""Where the bookmarks of a Word file stand: within paragraphs, and so that LibreOffice keeps them.

pandoc puts the two ends of a bookmark between paragraphs. Word takes that; LibreOffice, which saves a copy that a reader has
marked, doubles some of them and loses the ends of others. Works on the XML of a document of python-docx.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from goldenthread.documents.paper.given_out_text import W

_START, _END, _PARAGRAPH, _ID, _NAME = (W + name for name in ("bookmarkStart", "bookmarkEnd", "p", "id", "name"))
DIVIDER = "_divides_"
"""How the names of bookmarks begin that only divide a paragraph; Word hides those that begin with an underscore."""


def put_bookmarks_in_paragraphs(body: Any) -> None:
    """Move each bookmark's start to the beginning of the paragraph that follows it, its end to the end of the one before.

    An end passes over paragraphs without words. A bookmark around nothing begins and ends where its start was moved.
    """
    paragraphs, between = _in_order(body)
    last: dict[Any, Any] = {}
    begins: dict[str, int] = {}
    for mark, before in between:
        key = mark.get(_ID)
        if mark.tag == _START and before + 1 == len(paragraphs):
            begins[key] = before + 1
            paragraphs[-1].append(mark)
        elif mark.tag == _START:
            begins[key] = before + 1
            _put_at_beginning(paragraphs[before + 1], mark, last)
        elif (begin := begins.get(key, 0)) == len(paragraphs):
            paragraphs[-1].append(mark)
        elif begin > before:
            _put_at_beginning(paragraphs[begin], mark, last)
        else:
            while before > begin and not _runs_with_words(paragraphs[before]):
                before -= 1
            paragraphs[before].append(mark)
    _divide_last_paragraphs(paragraphs)
    _part_from_tables(paragraphs)


def _part_from_tables(paragraphs: list[Any]) -> None:
    """Put a paragraph of no height between a table and a paragraph that begins a bookmark: LibreOffice 7.4 loses it there."""
    for paragraph in paragraphs:
        before = paragraph.getprevious()
        if before is not None and before.tag == f"{W}tbl" and any(mark.tag == _START for mark in paragraph):
            gap = paragraph.makeelement(_PARAGRAPH)
            properties = gap.makeelement(f"{W}pPr")
            values = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
            properties.append(gap.makeelement(f"{W}spacing", {W + name: value for name, value in values.items()}))
            gap.append(properties)
            paragraph.addprevious(gap)


def _in_order(body: Any) -> tuple[list[Any], list[tuple[Any, int]]]:
    """Every paragraph of the text, and every end of a bookmark between two with the number of the paragraph before it."""
    paragraphs: list[Any] = []
    between: list[tuple[Any, int]] = []
    for part in _walk(body):
        if part.tag == _PARAGRAPH:
            paragraphs.append(part)
        else:
            between.append((part, len(paragraphs) - 1))
    return paragraphs, between


def _walk(parent: Any) -> Iterator[Any]:
    for part in parent:
        if part.tag in (_START, _END, _PARAGRAPH):
            yield part
        else:
            yield from _walk(part)


def _put_at_beginning(paragraph: Any, mark: Any, last: dict[Any, Any]) -> None:
    """Put a mark before the words of a paragraph, behind those that were put there; `last` holds the last one of each."""
    before = last.get(paragraph)
    if before is None:
        before = paragraph.pPr
    if before is None:
        paragraph.insert(0, mark)
    else:
        before.addnext(mark)
    last[paragraph] = mark


def _runs_with_words(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.iter(f"{W}r") if "".join(text.text or "" for text in run.iter(f"{W}t"))]


def _divide_last_paragraphs(paragraphs: list[Any]) -> None:
    """Let no bookmark end in the first stretch of a paragraph, where LibreOffice would begin it a second time.

    LibreOffice 7.4 compares only how far into a paragraph a bookmark begins and a stretch of text does, not whether it is the
    same paragraph (`DocxAttributeOutput::DoWriteBookmarksStart` and `MSWordExportBase::GetBookmarks`). A bookmark around
    nothing, within the last paragraph, makes a stretch of its own of the rest, which is a space behind a paragraph of one
    letter. A paragraph that begins with a sign cannot be parted: what ends there begins a stretch later, behind its number.
    """
    starts = {mark.get(_ID): mark for paragraph in paragraphs for mark in paragraph.iter(_START)}
    number = max(map(int, starts), default=0)
    for paragraph in paragraphs:
        ending = {mark.get(_ID) for mark in paragraph.iter(_END)} - {mark.get(_ID) for mark in paragraph.iter(_START)}
        if not ending:
            continue
        number += 1
        if not _divide(paragraph, number):
            for key in sorted(ending & set(starts), key=int, reverse=True):
                _begin_later(starts[key])


def _divide(paragraph: Any, number: int) -> bool:
    """Put a bookmark around nothing before the last run of a paragraph, or behind the first letter of its only one, if it can."""
    runs = [run for run in _runs_with_words(paragraph) if run.getparent().tag != f"{W}fldSimple"]
    rest = None if not runs else _rest_of(runs[0]) if len(runs) == 1 else runs[-1]
    if rest is None:
        return False
    for mark in (rest.makeelement(_START, {_ID: str(number), _NAME: f"{DIVIDER}{number}"}),
                 rest.makeelement(_END, {_ID: str(number)})):
        rest.addprevious(mark)
    return True


def _rest_of(run: Any) -> Any | None:
    """The run that holds all but the first letter of a run, or a space; None where the run begins with a sign."""
    text = next((part for part in run if part.tag != f"{W}rPr"), None)
    if text is None or text.tag != f"{W}t" or not text.text:
        return None
    rest = deepcopy(run)
    for part in list(text.itersiblings()):
        run.remove(part)
    after = next(part for part in rest if part.tag == f"{W}t")
    text.text, after.text = text.text[:1], text.text[1:] or ("" if after.getnext() is not None else " ")
    for each in (text, after):
        each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(rest)
    return rest


def _begin_later(start: Any) -> None:
    """Move the start of a bookmark behind the first run of its paragraph, where there is more than one."""
    runs = [run for run in start.getparent() if run.tag == f"{W}r"]
    if len(runs) > 1 and start in list(runs[0].itersiblings(preceding=True)):
        runs[0].addnext(start)
