"""What a workbook says beside the values of its cells: in formats, names, links and scenarios, and by striking words out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.consultation.intake.form_text import is_of_form
from goldenthread.consultation.intake.package_parts import PartTree
from goldenthread.consultation.intake.package_words import LONGEST_LEFTOVER, words_of_format
from goldenthread.consultation.intake.place_names import is_by_program
from goldenthread.consultation.intake.points import LINKED, LeftOut, Leftover, Passage, Targets
from goldenthread.consultation.intake.safe_files import Package
from goldenthread.consultation.intake.workbook_oddities import RELATION_ID, S, StruckWords, cells_of
from goldenthread.model import number_of

BY_FORMAT = "the format of the cell shows them beside its value"
STRUCK_OUT = "it is struck out in its cell: whoever reads the cell whole has its words turned round"
NAMED = "somebody has named it so: a sheet, a range of cells, a table, or a scenario"
_WORD = re.compile(r"[^\W\d_]{2}")
_BY_PROGRAM = re.compile(r"_xlnm\..*|Excel_BuiltIn.*|Sheet|Print_\w+|[^\W\d_]+ \d+")


@dataclass(kw_only=True)
class _Looks:
    """What the styles of a workbook make of cells: the words that a format shows, and which formats strike out."""

    words: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)


def asides_of_workbook(package: Package, tree: PartTree, titles: Mapping[str, str], told: Collection[str], targets: Targets,
                       ) -> Iterator[Leftover | LeftOut]:
    """Everything that stands beside the values. `titles` are those of the sheets by their parts; those in `told` were told."""
    looks, texts = _looks(package, tree), list(_texts(package, tree))
    for part, title in titles.items():
        yield from _beside_cells(package, part, title, looks, texts)
        yield from _links(package, tree, part, title, {words for words, _ in texts}, targets)
    # the tables of the form are named by their sheets
    ours = {re.sub(r"\W", "_", f"{title.lower()}_table") for title in titles.values()}
    names = dict.fromkeys(name for name in [*_names(package, tree), *(set(titles.values()) - set(told))]
                          if not is_by_program(name) and not _BY_PROGRAM.fullmatch(name) and name not in ours
                          and not is_of_form(name, targets))
    if names:
        yield _told("name", number_of(len(names), "name"), NAMED, sorted(names))


def _told(kind: str, where: str, why: str, lines: Collection[str]) -> Leftover:
    words = "\n".join(lines)[:LONGEST_LEFTOVER]
    return Leftover(where=where, why=why, text=words, passages=(Passage(kind=kind, where=where, words=words),))


def _looks(package: Package, tree: PartTree) -> _Looks:
    looks, formats, fonts = _Looks(), dict[str, str](), list[bool]()
    within, count = "", 0
    for part in filter(package.has, tree.related(tree.main, "styles")):
        for event, element in package.elements(part):
            tag = element.tag.removeprefix(S)
            if event == "end":
                within = "" if tag == within else within
            elif tag in ("fonts", "cellXfs"):
                within = tag
            elif tag == "numFmt":
                formats[element.get("numFmtId", "")] = words_of_format(element.get("formatCode", ""))
            elif tag == "font" and within == "fonts":
                fonts.append(False)
            elif tag == "strike" and fonts and within == "fonts":
                fonts[-1] = element.get("val", "1") not in ("0", "false")
            elif tag == "xf" and within == "cellXfs":
                key, count = str(count), count + 1
                font = element.get("fontId", "")
                looks.words[key] = formats.get(element.get("numFmtId", ""), "")
                looks.struck |= {key} if font.isdigit() and int(font) < len(fonts) and fonts[int(font)] else set()
    return looks


def _texts(package: Package, tree: PartTree) -> Iterator[tuple[str, str]]:
    """Each text that cells share, and the words of it that are struck out."""
    words, struck = "", StruckWords()
    for part in filter(package.has, tree.related(tree.main, "sharedStrings")):
        for event, element in package.elements(part):
            tag = element.tag.removeprefix(S)
            struck.see(event, tag, element)
            if tag == "si" and event == "start":
                words, struck = "", StruckWords()
            elif tag == "si":
                yield words, struck.words
            elif tag == "t" and event == "end":
                words += element.text or ""


def _beside_cells(package: Package, part: str, title: str, looks: _Looks, texts: Sequence[tuple[str, str]]) -> Iterator[Leftover]:
    shown, struck = list[str](), list[str]()
    for cell in cells_of(package, part):
        value = cell.value.strip()
        is_shared = cell.type == "s" and value.isdigit() and int(value) < len(texts)
        text, marked = texts[int(value)] if is_shared else ("".join(cell.inline) or value, cell.struck.words)
        if text and cell.type != "b" and (words := looks.words.get(cell.style)):
            shown.append(f"{cell.place}: {words}")
        if words := (text if cell.style in looks.struck else marked).strip():
            struck.append(f"{cell.place}: {words}")
    for lines, what, why in ((shown, "words that formats show", BY_FORMAT), (struck, "words that are struck out", STRUCK_OUT)):
        if lines:
            yield _told("cell", f"{what}, in {number_of(len(lines), 'cell')} of sheet '{title}'", why, lines)


def _links(package: Package, tree: PartTree, part: str, title: str, texts: Collection[str], targets: Targets,
           ) -> Iterator[LeftOut | Leftover]:
    """The addresses that the cells of a sheet lead to, and what links and scenarios say of themselves."""
    addresses = {one.id: one.target for one in tree.relations.get(part, ()) if one.is_external}
    said, leads = list[str](), list[str]()
    for event, element in package.elements(part):
        tag = element.tag.removeprefix(S)
        if event == "start" and tag == "hyperlink":
            said += [element.get(key, "") for key in ("tooltip", "display")]
            leads.append(f"{element.get('ref', 'a cell')}: {addresses.get(element.get(RELATION_ID, ''), '')}")
        elif event == "start" and tag == "scenario":
            said += [element.get("name", ""), element.get("comment", "")]
    shown = {*texts, *("".join(cell.inline) for cell in cells_of(package, part))} if any(said) else set()
    if words := [one for one in dict.fromkeys(said) if _WORD.search(one) and one not in shown and not is_of_form(one, targets)]:
        yield _told("words aside", f"words beside the cells of sheet '{title}'", NAMED, words)
    if lines := [one for one in dict.fromkeys(leads) if not one.endswith(": ")]:
        passage = Passage(kind="link", where=f"links of sheet '{title}'", words="\n".join(lines)[:LONGEST_LEFTOVER])
        yield LeftOut(passage=passage, reason=LINKED)


def _names(package: Package, tree: PartTree) -> Iterator[str]:
    """What names of ranges and tables say, and what somebody has noted of them."""
    for event, element in package.elements(tree.main) if tree.main else ():
        if event == "end" and element.tag == f"{S}definedName":
            yield from (element.get(key, "") for key in ("name", "comment", "description"))
            # a name may stand for words in place of cells
            yield from re.findall(r'"([^"]+)"', element.text or "")
    for part in (part for part, kind in tree.reached if kind == "table" and package.has(part)):
        for event, element in package.elements(part):
            if event == "start" and element.tag == f"{S}table":
                yield from (element.get(key, "") for key in ("displayName", "comment"))
