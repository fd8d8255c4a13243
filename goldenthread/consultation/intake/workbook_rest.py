"""What a workbook holds beside the rows of the form: other sheets, notes at cells, drawings, and parts that are read nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.consultation.intake.form_text import form_key, is_of_form
from goldenthread.consultation.intake.package_parts import TEXT_PARTS, WORDLESS, PartTree, part_tree
from goldenthread.consultation.intake.package_words import gaps_of_parts, people_of, properties_of
from goldenthread.consultation.intake.points import OF_THE_FILE, Delivery, Leftover, Passage, Point, Targets
from goldenthread.consultation.intake.safe_files import Package
from goldenthread.consultation.intake.workbook_asides import asides_of_workbook
from goldenthread.consultation.intake.workbook_oddities import RELATION_ID, S, odd_cells, unlisted_sheets
from goldenthread.consultation.intake.workbook_rows import MOST_COLUMNS, MOST_ROWS, Row
from goldenthread.model import number_of

SOURCE = "form"
OTHER_SHEET = "it stands on a sheet that is no form"
IN_LIST = "it is an entry of a list to choose from"
MESSAGE = "a list to choose from shows it beside its cells"
HEAD_OR_FOOT = "it stands at the head or foot of every page"
# sheets, their words and their notes are read here; a picture stands in a drawing, which is named
KNOWN_PARTS = frozenset({*WORDLESS, *TEXT_PARTS, "worksheet", "sharedStrings", "comments", "threadedComment", "person", "table",
                         "sheetMetadata", "image", "chartsheet", "customXml", "hyperlink"})
CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r\s*=\s*"([A-Z]{1,3})(\d+)"[^>]*(?<!/)>')
_PAGE_CODE = re.compile(r'(?<!&)&(?:[LCRPNDTAFGZ]|"[^"]*"|\d+|K[0-9A-F]{6}|[BIUESXY])')


@dataclass(kw_only=True)
class CellNote:
    """A note or a thread at a cell: its sheet and cell, its words and the answers to it."""

    sheet: str
    cell: str
    author: str = ""
    words: str = ""
    replies: list[str] = field(default_factory=list)
    resolved: bool = False
    is_thread: bool = False


def rest_of_workbook(raw: bytes, name: str, targets: Targets, others: Mapping[str, Sequence[Row]],
                     about: Mapping[tuple[str, int], Sequence[str]]) -> Delivery:
    """Everything but the rows of the form. `others` are sheets that are no form, `about` what each row of a form names."""
    package = Package(raw, name, ".xlsx")
    tree, delivery = part_tree(package), Delivery()
    titles = dict(_titles(package, tree))
    delivery.names = {person for person in _people(package, tree) if form_key(person) not in targets.form_words} - {""}
    for title, rows in others.items():
        _take_sheet(delivery, title, rows, targets)
    for part, title in titles.items():
        _take_beside_rows(delivery, package, part, title, targets)
    for aside in asides_of_workbook(package, tree, titles, {title for title, rows in others.items() if rows}, targets):
        delivery.take(aside)
    for note in _notes(package, tree, titles):
        _take_note(delivery, note, targets, about)
    for gap in [*gaps_of_parts(package, tree, KNOWN_PARTS), *unlisted_sheets(package, tree, titles)]:
        if not gap.where.startswith("drawing") or gap.text or _draws(package, tree, gap.where):
            delivery.keep(gap)
    for one in properties_of(package, tree):
        if not is_of_form(one.words, targets):
            delivery.leave_out(one.kind, one.where, one.words, OF_THE_FILE)
    return delivery


def _take_sheet(delivery: Delivery, title: str, rows: Sequence[Row], targets: Targets) -> None:
    """A sheet that is no form, as one table; what the form itself says there stays out of it."""
    first = next((str(values[0] or "") for _, values in rows if values), "")
    is_list = is_of_form(first, targets)
    lines = []
    for _, values in rows:
        cells = ["" if value is None else str(value).strip() for value in values]
        if is_list and (cells[0].partition(" ")[0] in targets.title_of_page or targets.item_id.match(cells[0])):
            # the list of an earlier form, in which a title was another
            cells[0] = ""
        # a row of the form itself; a word of it among others is the respondent's
        lines += [] if all(is_of_form(cell, targets) for cell in cells) else [" | ".join(filter(None, cells))]
    if lines:
        more = f"; of it {MOST_ROWS:,} rows are read" if len(rows) > MOST_ROWS else ""
        passage = Passage(kind="table", where=f"sheet '{title}'", words="\n".join(lines))
        delivery.keep(Leftover(where=passage.where, why=f"{OTHER_SHEET}{more}",
                               point=Point(text=passage.words, source=SOURCE, passages=(passage,))))


def _take_beside_rows(delivery: Delivery, package: Package, part: str, title: str, targets: Targets) -> None:
    """What a sheet holds that is in no row as it is read."""
    _take_far_cells(delivery, package, part, title)
    for odd in odd_cells(package, part, title):
        delivery.keep(odd)
    for kind, words, reason in _said_beside_cells(package, part):
        if not is_of_form(words, targets):
            delivery.leave_out(kind, f"sheet '{title}'", words, reason)


def _take_far_cells(delivery: Delivery, package: Package, part: str, title: str) -> None:
    cells = CELL.finditer(package.bytes_of(part))
    far = sum(_column(cell[1]) > MOST_COLUMNS or int(cell[2]) > MOST_ROWS for cell in cells)
    if far:
        where = f"{number_of(far, 'cell')} of sheet '{title}'"
        bounds = f"column {MOST_COLUMNS} or row {MOST_ROWS:,}"
        delivery.keep(Leftover(where=where, why=f"beyond {bounds} nothing is read: look at it in the original"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _take_note(delivery: Delivery, note: CellNote, targets: Targets, about: Mapping[tuple[str, int], Sequence[str]]) -> None:
    where = f"note at {note.cell} of sheet '{note.sheet}'"
    row = re.sub(r"\D", "", note.cell)
    passages = (Passage(kind="note", where=where, words=note.words),
                *(Passage(kind="note", where=f"answer to the {where}", words=reply) for reply in note.replies))
    point = Point(text=note.words, replies=tuple(note.replies), resolved=note.resolved, source=SOURCE, passages=passages)
    if note.words or note.replies:
        delivery.keep(targets.point_about(about.get((note.sheet, int(row or 0)), []), point, where, "its row names no item"))
    else:
        delivery.keep(Leftover(where=where, why="it holds no words", passages=passages))


def _titles(package: Package, tree: PartTree) -> Iterator[tuple[str, str]]:
    """The part of each sheet and its title."""
    parts = {one.id: one.target for one in tree.relations.get(tree.main, ())}
    for event, element in package.elements(tree.main) if tree.main else ():
        if event == "start" and element.tag == f"{S}sheet":
            part = parts.get(element.get(RELATION_ID, ""), "")
            if package.has(part):
                yield part, element.get("name", "")


def _people(package: Package, tree: PartTree) -> Iterator[str]:
    yield from people_of(package, tree)
    for part, kind in tree.reached:
        for event, element in package.elements(part) if kind in ("comments", "person") and package.has(part) else ():
            local = element.tag.rpartition("}")[2]
            if event == "end" and local == "author":
                yield (element.text or "").strip()
            elif event == "start" and local == "person":
                yield element.get("displayName", "").strip()


def _notes(package: Package, tree: PartTree, titles: Mapping[str, str]) -> Iterator[CellNote]:
    """Every note and thread; the words that a thread leaves for older programs are not a note of their own."""
    for sheet, title in titles.items():
        threads = [note for part in filter(package.has, tree.related(sheet, "threadedComment"))
                   for note in _threads(package, part, title)]
        in_threads = {note.cell for note in threads}
        yield from threads
        for part in filter(package.has, tree.related(sheet, "comments")):
            yield from (note for note in _plain_notes(package, part, title) if note.cell not in in_threads)


def _plain_notes(package: Package, part: str, title: str) -> Iterator[CellNote]:
    authors, note, phonetic = list[str](), CellNote(sheet=title, cell=""), 0
    for event, element in package.elements(part):
        local = element.tag.rpartition("}")[2]
        phonetic += (1 if event == "start" else -1) * (local == "rPh")
        if event == "start" and local == "comment":
            place = element.get("authorId", "")
            author = authors[int(place)] if place.isdigit() and int(place) < len(authors) else ""
            note = CellNote(sheet=title, cell=element.get("ref", ""), author=author)
        elif event == "end" and local == "author":
            authors.append((element.text or "").strip())
        elif event == "end" and local == "t" and not phonetic:
            note.words += element.text or ""
        elif event == "end" and local == "comment":
            # Excel begins a note with the name of whoever writes it
            note.words = note.words.strip().removeprefix(f"{note.author}:" if note.author else "").strip()
            yield note


def _threads(package: Package, part: str, title: str) -> Iterator[CellNote]:
    threads: dict[str, CellNote] = {}
    for event, element in package.elements(part):
        local = element.tag.rpartition("}")[2]
        if event == "start" and local == "threadedComment":
            key, parent = element.get("id", ""), element.get("parentId", "")
            if parent in threads:
                threads[key] = threads[parent]
                threads[key].replies.append("")
            else:
                threads[key] = CellNote(sheet=title, cell=element.get("ref", ""), resolved=element.get("done") == "1")
            note = threads[key]
        elif event == "end" and local == "text" and threads:
            words = (element.text or "").strip()
            if note.replies:
                note.replies[-1] = words
            else:
                note.words = words
    yield from {id(note): note for note in threads.values()}.values()


def _said_beside_cells(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """What a sheet says that is in no cell: the kind, the words, and why they are left out."""
    for event, element in package.elements(part):
        if event == "end" and element.tag.startswith(S) and element.tag.endswith(("Header", "Footer")):
            words = " ".join(_PAGE_CODE.sub(" ", element.text or "").replace("&&", "&").split())
            # the form has its title there, cut short
            yield "head or foot", re.sub(r" ?Page of$", "", words), HEAD_OR_FOOT
        elif event == "start" and element.tag.endswith("}dataValidation"):
            # newer programs write some of them into an extension
            for key in ("promptTitle", "prompt", "errorTitle", "error"):
                yield "message", " ".join(element.get(key, "").split()), MESSAGE
        elif event == "end" and element.tag == f"{S}formula1" and (element.text or "").startswith('"'):
            for entry in (element.text or "").strip('"').split(","):
                yield "message", entry, IN_LIST


def _draws(package: Package, tree: PartTree, where: str) -> bool:
    """Whether a drawing of this name holds anything."""
    return any(b"Anchor>" in package.bytes_of(part) for part, kind in tree.reached
               if kind == "drawing" and package.has(part) and part.rpartition("/")[2] in where)
