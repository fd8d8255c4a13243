"""Remedies for files themselves: another name, with every link to it, and another encoding.

See `remedies` for what a remedy is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from goldenthread.editor.link_targets import leading_to
from goldenthread.editor.remedies import QUOTED, Edit, FoundProblem
from goldenthread.editor.row_edits import Rows
from goldenthread.editor.text_spans import Change, FileMove, Span, TextChange
from goldenthread.model import file_slug


def _meant_ending(found: FoundProblem) -> Iterator[Edit]:
    if meant := re.search(r"Name it '([^'/]+)'\.", found.problem.fix):
        yield from _moved(found, meant[1])


def _plain_name(found: FoundProblem) -> Iterator[Edit]:
    """A name in letters, digits and hyphens; made of the title where that of the file says nothing that is allowed."""
    folder, _slash, name = found.rows.file.rpartition("/")
    if name not in QUOTED.findall(found.problem.what) or not (found.root / found.rows.file).is_file():
        return
    stem, _point, ending = name.rpartition(".")
    page = f"{folder}/{stem}" if folder else stem
    for words in (stem, found.book.register.titles.get(page, "")):
        if (plain := file_slug(words)) and plain != stem:
            yield from _moved(found, f"{plain}.{ending}")
            return


def _table_and_card(found: FoundProblem) -> Iterator[Edit]:
    """A table and its card, both under a plain name."""
    folder, _slash, name = found.rows.file.rpartition("/")
    stem = name.rpartition(".")[0]
    new = file_slug(stem)
    both = [ending for ending in ("toml", "csv") if (found.root / folder / f"{stem}.{ending}").is_file()]
    if new and new != stem and not any((found.root / folder / f"{new}.{ending}").exists() for ending in ("toml", "csv")):
        moves = (FileMove(f"{folder}/{stem}.{ending}", f"{folder}/{new}.{ending}") for ending in both)
        yield f"Name it '{new}'", tuple(moves)


def _moved(found: FoundProblem, name: str) -> Iterator[Edit]:
    """The file under another name in its folder, with every link to it; nothing where there is such a file."""
    old, folder = found.rows.file, found.rows.file.rpartition("/")[0]
    new = f"{folder}/{name}" if folder else name
    if not (found.root / new).exists():
        yield f"Name it '{name}'", (*_links(found, old, new), FileMove(old, new))


def _links(found: FoundProblem, old: str, new: str) -> Iterator[Change]:
    """What leads to a page, with the page's new name."""
    before, after = (path.rpartition("/")[2].removesuffix(".md") for path in (old, new))
    by_row: dict[tuple[str, int], list[str]] = {}
    for file, line, words in leading_to(found.book, "page", old):
        by_row.setdefault((file, line - 1), []).append(words)
    for (file, line), every in by_row.items():
        rows = Rows(file, found.text_of(file).split("\n"))
        row = changed = rows.rows[line] if line < len(rows.rows) else ""
        for words in sorted(every, key=len, reverse=True):  # `aux.md` before `aux`, which is a part of it
            changed = re.sub(rf"(?<=[(`<\s]){re.escape(words)}(?=[)`>#\s]|\Z)|\A{re.escape(words)}(?=\s*\Z)",
                             after.join(words.rsplit(before, 1)), changed)
        if changed != row:
            yield rows.written(line, changed)


def _in_utf8(found: FoundProblem) -> Iterator[Edit]:
    """The file read in the encoding that it seems to have; saved again, it is UTF-8."""
    try:
        raw = (found.root / found.rows.file).read_bytes()
    except OSError:
        return
    for encoding, name in _encodings(raw):
        try:
            text = raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeError:
            continue
        last = len(found.rows.rows) - 1
        whole = Span(0, 0, last, len(found.rows.rows[last]))
        yield f"Read it as {name} and save it as UTF-8", (TextChange(found.rows.file, whole, text),)
        return


def _encodings(raw: bytes) -> Iterator[tuple[str, str]]:
    """The encodings in which bytes may be meant that are no UTF-8, with their names."""
    try:
        raw.decode()
    except UnicodeError:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield "utf-16", "UTF-16"
        elif b"\0" not in raw:
            yield "cp1252", "Windows-1252"


OF_FILES: Mapping[str, tuple[Callable[[FoundProblem], Iterator[Edit]], ...]] = {
    "data.id": (_table_and_card,), "file.ending": (_meant_ending,), "file.name": (_plain_name,),
    "source.encoding": (_in_utf8,), "source.garbled": (_in_utf8,),
}
"""What is done for a message by its code with a whole file."""
