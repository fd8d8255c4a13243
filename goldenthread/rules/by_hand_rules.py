"""Rules about numbers that somebody typed: each must come from a table, be quoted from a publication, or have a stated reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from goldenthread.analysis import in_plain_words
from goldenthread.book import read_text
from goldenthread.model import Evidence, Fault, Item, Place, Priority, Problem, Register, number_of
from goldenthread.rules.context import Context, rule

# a number with a unit: a currency sign before it, or per cent or a word of quantity after it
BY_HAND = re.compile(
    r"[£€$]\s?\d[\d,.]*(?:\s(?:million|billion|thousand)\b)?|"
    r"\d(?<![\w,].)[\d,]*(?:\.\d+)?\s?(?:%|per cent\b|percentage points?\b|(?:million|billion|thousand)\b|"
    r"(?:people|residents|jobs|homes|households|vehicles|tonnes|kilotonnes|gigawatt-hours|hectares|years of age)\b)"
)
# a cell of a table with nothing but a number, grouped by commas or with decimals; a year or a small count has neither
CELL = re.compile(r"[*_]{0,3}[-+−–]?[£€$]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?: ?(?:%|[^\W\d_]{1,10}))?[*_]{0,3}")
MAY_BE_TYPED = re.compile(rf"{BY_HAND.pattern}|\n[ \t]*(?:\||[*-] )[^\n]*\d[,.]\d")
"""A typed number, or a line of a table or list with one; a line end stands before the text. It begins with a known character: a
pattern that looks back or at the beginning of a line first takes several times as long.
"""
# a paragraph that cites a publication may quote its numbers; the text of a role or link is not prose
CITES = re.compile(r"\{cite(?::\w+)?\}`")
NOT_PROSE = re.compile(r"\{[\w:-]+\}(`+).*?\1|`[^`]*`|\]\([^)]{0,2000}\)", re.DOTALL)
# a line that is not published: `% by hand: 60%: a goal of the Energy Strategy`
ANY_OF_A_TABLE = "table"
"""Written in place of a number, it gives the reason for all numbers in the page's tables."""
REASON = re.compile(r"^% by hand: ([^:\n]+): \S", re.MULTILINE)
NAMES = re.compile(r"\{need\}`(?:[^`]*<)?([A-Z0-9_]+)>?`")
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
SCALES = (1, 10**3, 10**6, 10**9)
FIX = ("Take it from its table with {value}`…`, cite the publication or name the finding that has it in the same paragraph, or "
       "say on a line above why it stands in no table: '% by hand: NUMBER: …'.")


@dataclass(frozen=True, kw_only=True, slots=True)
class _TypedNumber:
    """A number that somebody typed and its line in the text, from 0; for a table, the first, and how many cells have one."""

    line: int
    number: str
    cells: int = 0


@rule("value.by-hand")
def number_comes_from_a_dataset(context: Context) -> Iterator[Problem]:
    """A number with a unit comes through {value}, is quoted from a publication or finding, or has its reason (advice).

    It is looked for in priorities, in findings that have a dataset, in the titles of both, and in the chapters of editions.
    """
    reasons = dict[str, frozenset[str]]()

    def known(file: str) -> frozenset[str]:
        if file not in reasons:
            reasons[file] = frozenset(" ".join(reason[1].split()) for reason in REASON.finditer(_text(context, file)))
        return reasons[file]

    items = context.register.items
    context.cache.keep_only("by hand", items)
    for key, item in items.items():
        if isinstance(item, Priority) or (isinstance(item, Evidence) and item.datasets):
            # most items have no such number at all
            typed, in_title = context.cache.get("by hand", key, (item.body, item.title), partial(_in_item, item))
            if typed:
                yield from _told(typed, item.place.file, item.body_line, known(item.place.file), item.id)
            if in_title:
                yield from _in_title(context, item, known(item.place.file))
    yield from _in_chapters(context, known)


def _in_item(item: Item) -> tuple[tuple[_TypedNumber, ...], bool]:
    """The numbers that are typed in an item's text, and whether its title has any."""
    return tuple(_typed(item.body)) if _may_hold_typed(item.body) else (), bool(BY_HAND.search(item.title))


def _may_hold_typed(text: str) -> bool:
    return bool(MAY_BE_TYPED.search(f"\n{text}"))


def _told(
    numbers: Iterable[_TypedNumber], file: str, first: int, reasons: frozenset[str], about: str = ""
) -> Iterator[Problem]:
    for typed in numbers:
        if (ANY_OF_A_TABLE if typed.cells else typed.number) in reasons:
            continue
        if typed.cells:
            what = f"This table has {number_of(typed.cells, 'number')} typed by hand, the first '{typed.number}'."
            fix = ("Keep them as a table in evidence/data and show them with {value}`…` or a chart, cite the publication in the "
                   "table, or say on a line above why they stand in none: '% by hand: table: …'.")
        else:
            what, fix = f"The number '{typed.number}' is typed by hand.", FIX
        yield Problem(Place(file=file, line=first + typed.line), "value.by-hand", what, fix, about, True)


def _typed(text: str, findings: Register | None = None) -> Iterator[_TypedNumber]:
    """The typed numbers in a text for which their paragraph gives no source.

    A paragraph that names one of the `findings` may repeat its numbers.
    """
    line = 0
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        if _may_hold_typed(paragraph) and not CITES.search(paragraph):
            named = " ".join(_words_of(findings, key) for key in NAMES.findall(paragraph)) if findings else ""
            cells = [(row, cell) for row, cell in _number_cells(paragraph) if not _stands_in(cell, named)]
            if cells:
                yield _TypedNumber(line=line + cells[0][0], number=cells[0][1], cells=len(cells))
            prose = "" if cells else NOT_PROSE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), paragraph)
            for match in BY_HAND.finditer(prose):
                if not _stands_in(match[0], named):
                    yield _TypedNumber(line=line + prose.count("\n", 0, match.start()), number=match[0].strip().rstrip(".,"))
        line += paragraph.count("\n")


def _number_cells(paragraph: str) -> Iterator[tuple[int, str]]:
    """The cells of a table with nothing but a number, each with its line in the paragraph, from 0."""
    in_list = "* - " in paragraph
    for number, row in enumerate(map(str.strip, paragraph.split("\n"))):
        cells = row.split("|") if row.startswith("|") else [row.lstrip("*- ")] if in_list and row[:2] in ("* ", "- ") else []
        yield from ((number, cell.strip(" *_")) for cell in cells if CELL.fullmatch(cell.strip()))


def _in_title(context: Context, item: Item, reasons: frozenset[str]) -> Iterator[Problem]:
    """A title cannot contain a `{value}`: it may only repeat numbers of its text, rounded or not, or those that the text
    quotes."""
    # values are formatted here as in an English book
    language, text = context.language, in_plain_words(context.register, item.body)
    if CITES.search(item.body):
        return
    for match in BY_HAND.finditer(item.title):
        number = match[0].strip().rstrip(".,")
        if number not in reasons and not _stands_in(language.plain(number), text):
            yield Problem(item.place, "value.by-hand", f"The number '{number}' of the title does not stand in the text.",
                          "Have the text show it with {value}`…`, or take it out of the title.", item.id, True,
                          dataset=next(iter(item.list("datasets")), ""))


def _in_chapters(context: Context, known: Callable[[str], frozenset[str]]) -> Iterator[Problem]:
    """Numbers in editions' chapters outside items, which are checked already, and charts, which are about their own tables."""
    register = context.register
    for file in context.files:
        if file.endswith(".md") and any(edition.holds(file) for edition in register.editions.values()):
            written, kinds = _text(context, file), (*context.vocabulary.kinds, "chart")
            text = context.cache.get("chapter text", file, (written, kinds), partial(_numbered_text, written, kinds))
            if text:
                yield from _told(_typed(text, register), file, 1, known(file))


def _words_of(register: Register, key: str) -> str:
    """The title and text of an item in plain words; empty if there is no such item."""
    item = register.items.get(key)
    return f"{item.title} {in_plain_words(register, item.body)}" if item else ""


def _numbered_text(text: str, directives: Iterable[str]) -> str:
    """A chapter without its items and charts, if a number that may be typed is left in it; otherwise an empty text."""
    without = _without_items(text, directives)
    return without if _may_hold_typed(without) else ""


def _without_items(text: str, directives: Iterable[str]) -> str:
    """A chapter with empty lines in place of its items and charts."""
    opening = re.compile(rf"(:{{3,}}|`{{3,}})\{{(?:{'|'.join(map(re.escape, directives))})\}}")
    lines, closing = list[str](), ""
    for line in text.split("\n"):
        opened = None if closing else opening.match(line)
        if closing and line.strip() == closing:
            closing = ""
            lines.append("")
        elif opened:
            closing = opened[1]
            lines.append("")
        else:
            lines.append("" if closing or line.startswith("%") else line)
    return "\n".join(lines)


def _stands_in(number: str, text: str) -> bool:
    """Whether a text contains this number, or one that rounds to it, in any scale."""
    said = DIGITS.findall(number)[0]
    value = Decimal(said.replace(",", ""))
    nearest = min(Decimal(10) ** _last_digit(said), value / 20)
    others = [Decimal(other.replace(",", "")) for other in DIGITS.findall(text)]
    # 34.9 may be given as 34, but 35 may not
    return any(abs(scaled - value) < nearest or scaled == value
               for other in others for scale in SCALES for scaled in (other / scale, other * scale))


def _last_digit(number: str) -> int:
    """The power of ten of the last digit that is not zero."""
    plain = number.replace(",", "")
    whole, _, fraction = plain.partition(".")
    return -len(fraction) if fraction else len(whole) - len(whole.rstrip("0"))


def _text(context: Context, file: str) -> str:
    try:
        return read_text(context.root, file)
    except Fault:  # reported when it was read
        return ""
