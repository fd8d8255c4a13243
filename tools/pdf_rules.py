"""Hold finished PDF files against the rules of PDF/UA-1 that a program can judge, by the numbers of the Matterhorn Protocol 1.1.

The walk is the project's own and knows nothing of how the files were made. To run it: `python -m tools.pdf_rules build/pdf`.
The rules that only a person can judge (whether a text says what a picture shows, whether an order makes sense) are not here.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf

STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H",
    "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span",
    "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure",
    "Formula", "Form",
})
"""The structure types of PDF 1.7."""
PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
           "TFoot": {"Table"}, "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"}}
"""Within what some types stand."""
KIDS = {"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
        "TR": {"TH", "TD"}, "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOC", "TOCI", "Caption"}}
"""What alone may stand within some types."""
SHOWN = frozenset({"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"})
"""The operators that put something on a page."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure tree: its type as the role map has it, the types around it, and the object itself."""

    kind: str
    around: tuple[str, ...]
    element: Any


@dataclass
class Checked:
    """A PDF that is open, with what several rules ask of it."""

    pdf: pikepdf.Pdf

    @cached_property
    def tags(self) -> list[Tag]:
        """Every element of the structure, in reading order."""
        return list(self._below(self.pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary()).get("/K", []), ()))

    def _below(self, kids: Any, around: tuple[str, ...]) -> Iterator[Tag]:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                tag = Tag(self.role(str(kid.S)[1:]), around, kid)
                yield tag
                yield from self._below(kid.get("/K", []), (*around, tag.kind))

    @cached_property
    def roles(self) -> dict[str, str]:
        """What each type of its own the file takes for which other."""
        roles = self.pdf.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
        return {name[1:]: str(role)[1:] for name, role in roles.items()}

    def role(self, kind: str) -> str:
        """The standard type that a type stands for; itself where it stands for none or for itself in a circle."""
        met = [kind]
        while kind not in STANDARD and self.roles.get(kind, kind) not in met:
            kind = self.roles[kind]
            met.append(kind)
        return kind

    @cached_property
    def notes(self) -> list[tuple[int, Any, Any]]:
        """Every annotation, with the number of its page and the page."""
        return [(number, page, note) for number, page in enumerate(self.pdf.pages, start=1) for note in page.get("/Annots", [])]

    @cached_property
    def owners(self) -> dict[int, Any]:
        """What the parent tree holds, by number: an element for an annotation, a list of elements for the content of a page."""
        tree = self.pdf.Root.StructTreeRoot.get("/ParentTree")
        return dict(pikepdf.NumberTree(tree).items()) if tree is not None else {}

    @cached_property
    def metadata(self) -> str:
        """The XMP metadata of the file."""
        stream = self.pdf.Root.get("/Metadata")
        return stream.read_bytes().decode("utf-8", errors="replace") if stream is not None else ""

    @cached_property
    def loose(self) -> list[tuple[str, str]]:
        """Faults of content as number of the rule and place: what is no artifact and in no tag, or is both."""
        return [(rule, f"page {number}") for number, page in enumerate(self.pdf.pages, start=1) for rule in _loose_in(page)]

    @cached_property
    def fonts(self) -> list[tuple[int, Any]]:
        """Every font, with the number of a page that uses it."""
        fonts: dict[Any, tuple[int, Any]] = {}
        for number, page in enumerate(self.pdf.pages, start=1):
            for resources in _resources_of(page.obj):
                for font in resources.get("/Font", pikepdf.Dictionary()).values():
                    fonts.setdefault(font.objgen, (number, font))
        return list(fonts.values())


def _resources_of(holder: Any) -> Iterator[Any]:
    """The resources of a page and of what it draws."""
    resources = holder.get("/Resources", pikepdf.Dictionary())
    yield resources
    for drawn in resources.get("/XObject", pikepdf.Dictionary()).values():
        if drawn.get("/Subtype") == "/Form":
            yield from _resources_of(drawn)


def _loose_in(page: Any) -> Iterator[str]:
    """The rules that the content of a page breaks, each once."""
    met, open_marks = set[str](), list[str]()
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), instruction.operands
        if name in ("BDC", "BMC"):
            kind = "artifact" if str(operands[0]) == "/Artifact" else "tagged" if _is_tagged(operands) else "other"
            if kind == "artifact" and "tagged" in open_marks:
                met.add("01-003")
            if kind == "tagged" and "artifact" in open_marks:
                met.add("01-004")
            open_marks.append(kind)
        elif name == "EMC":
            open_marks.pop()
        elif name in SHOWN and not {"artifact", "tagged"} & set(open_marks):
            met.add("01-005")
    yield from sorted(met)


def _is_tagged(operands: Any) -> bool:
    return len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]


def _missing_role(file: Checked) -> Iterator[str]:
    yield from sorted({tag.kind for tag in file.tags} - STANDARD)


def _circle(file: Checked) -> Iterator[str]:
    for start in file.roles:
        met, kind = {start}, file.roles[start]
        while kind in file.roles and kind not in met:
            met.add(kind)
            kind = file.roles[kind]
        if kind in met:
            yield start


def _wrong_parent(names: set[str]) -> Callable[[Checked], Iterator[str]]:
    def broken(file: Checked) -> Iterator[str]:
        for tag in file.tags:
            around = tag.around[-1] if tag.around else ""
            if tag.kind in names & PARENTS.keys() and around not in PARENTS[tag.kind]:
                yield f"{tag.kind} within {around or 'nothing'}"
            if around in names & KIDS.keys() and tag.kind not in KIDS[around]:
                yield f"{tag.kind} within {around}"
    return broken


def _without_alternative(kind: str) -> Callable[[Checked], Iterator[str]]:
    def broken(file: Checked) -> Iterator[str]:
        for tag in file.tags:
            if tag.kind == kind and not (str(tag.element.get("/Alt", "")).strip() or "/ActualText" in tag.element):
                yield kind
    return broken


def _levels(file: Checked) -> list[int]:
    return [int(tag.kind[1:]) for tag in file.tags if tag.kind[:1] == "H" and tag.kind[1:].isdigit()]


def _skipped_levels(file: Checked) -> Iterator[str]:
    last = 0
    for level in _levels(file):
        if level > last + 1:
            yield f"H{level} behind {f'H{last}' if last else 'nothing'}"
        last = level


def _attributes(element: Any, owner: str) -> Any:
    held = element.get("/A", pikepdf.Dictionary())
    return next((each for each in (held if isinstance(held, pikepdf.Array) else [held]) if each.get("/O") == owner),
                pikepdf.Dictionary())


def _lonely_headers(file: Checked) -> Iterator[str]:
    """Headers that say neither which cells are theirs nor are named by any."""
    named = {str(name) for tag in file.tags if tag.kind in ("TD", "TH")
             for name in _attributes(tag.element, "/Table").get("/Headers", [])}
    for tag in file.tags:
        if (tag.kind == "TH" and str(_attributes(tag.element, "/Table").get("/Scope", "")) not in ("/Row", "/Column", "/Both")
                and str(tag.element.get("/ID", "")) not in named):
            yield "TH"


def _unknown_headers(file: Checked) -> Iterator[str]:
    """Names of headers that no header bears."""
    ids = {str(tag.element.ID) for tag in file.tags if "/ID" in tag.element}
    for tag in file.tags:
        for name in _attributes(tag.element, "/Table").get("/Headers", []) if tag.kind in ("TD", "TH") else []:
            if str(name) not in ids:
                yield str(name)


def _notes_without_id(file: Checked) -> Iterator[str]:
    yield from ("Note" for tag in file.tags if tag.kind == "Note" and not str(tag.element.get("/ID", "")))


def _ids_twice(file: Checked) -> Iterator[str]:
    counted = Counter(str(tag.element.ID) for tag in file.tags if "/ID" in tag.element)
    yield from (name for name, count in counted.items() if count > 1)


def _link_outside_link(file: Checked) -> Iterator[str]:
    for number, _, note in file.notes:
        owner: Any = file.owners.get(int(note.get("/StructParent", -1)))
        if note.get("/Subtype") == "/Link" and (owner is None or file.role(str(owner.S)[1:]) != "Link"):
            yield f"page {number}"


def _link_without_words(file: Checked) -> Iterator[str]:
    for number, _, note in file.notes:
        if note.get("/Subtype") == "/Link" and not str(note.get("/Contents", "")).strip():
            yield f"page {number}"


def _not_by_structure(file: Checked) -> Iterator[str]:
    yield from sorted({f"page {number}" for number, page, _ in file.notes if page.get("/Tabs") != "/S"})


def _font_files(font: Any) -> bool:
    return any("FontFile" in key for each in font.get("/DescendantFonts", [font])
               for key in each.get("/FontDescriptor", pikepdf.Dictionary()))


def _when(broken: Callable[[Checked], bool], words: str) -> Callable[[Checked], Iterator[str]]:
    return lambda file: iter([words] if broken(file) else [])


def _content(rule: str) -> Callable[[Checked], Iterator[str]]:
    return lambda file: (place for number, place in file.loose if number == rule)


def _root(file: Checked, name: str) -> Any:
    return file.pdf.Root.get(name, pikepdf.Dictionary())


RULES: dict[str, tuple[str, Callable[[Checked], Iterator[str]]]] = {
    "01-003": ("Nothing that is marked as an artifact stands within tagged content", _content("01-003")),
    "01-004": ("Nothing that is tagged stands within an artifact", _content("01-004")),
    "01-005": ("Everything on a page is tagged or an artifact", _content("01-005")),
    "01-007": ("No tag is said to be suspect", _when(
        lambda file: bool(_root(file, "/MarkInfo").get("/Suspects", False)), "Suspects")),
    "02-001": ("Each type of tag is one of PDF's own or stands for one", _missing_role),
    "02-003": ("No type stands for itself in a circle", _circle),
    "02-004": ("None of PDF's own types stands for another", lambda file: (kind for kind in file.roles if kind in STANDARD)),
    "06-001": ("The file has metadata", _when(lambda file: not file.metadata, "none")),
    "06-002": ("The metadata say PDF/UA-1", _when(lambda file: "pdfuaid:part" not in file.metadata, "no part")),
    "06-003": ("The metadata have a title", _when(lambda file: "dc:title" not in file.metadata, "no title")),
    "07-001": ("The file says what its window is called by", _when(
        lambda file: "/DisplayDocTitle" not in _root(file, "/ViewerPreferences"), "nothing")),
    "07-002": ("A window is called by the title, not by the file's name", _when(
        lambda file: not _root(file, "/ViewerPreferences").get("/DisplayDocTitle", True), "the file's name")),
    "09-004": ("Tables have rows, and rows cells", _wrong_parent({"Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"})),
    "09-005": ("Lists have entries with a mark and a body", _wrong_parent({"L", "LI", "LBody"})),
    "09-006": ("Contents have entries", _wrong_parent({"TOC", "TOCI"})),
    "10-001": ("Every sign can be read as text", lambda file: (
        f"page {number}" for number, font in file.fonts if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font)),
    "11-001": ("The file says its language", _when(lambda file: not str(file.pdf.Root.get("/Lang", "")), "none")),
    "13-004": ("Each picture has words that stand for it", _without_alternative("Figure")),
    "14-002": ("The first heading is of the first level", _when(lambda file: _levels(file)[:1] not in ([], [1]), "another")),
    "14-003": ("No level of headings is skipped", _skipped_levels),
    "14-007": ("Headings are numbered or not, in the whole file", _when(
        lambda file: bool(_levels(file)) and any(tag.kind == "H" for tag in file.tags), "H and H1")),
    "15-003": ("Each header cell says which cells it is the header of", _lonely_headers),
    "15-005": ("Each cell names only headers that there are", _unknown_headers),
    "17-002": ("Each formula has words that stand for it", _without_alternative("Formula")),
    "19-003": ("Each note has an id", _notes_without_id),
    "19-004": ("No id stands twice", _ids_twice),
    "26-001": ("The file may be read by every program", _when(lambda file: file.pdf.is_encrypted, "encrypted")),
    "28-008": ("The tabulator follows the structure on every page with annotations", _not_by_structure),
    "28-011": ("Each link stands within a tag for links", _link_outside_link),
    "28-012": ("Each link is described in words", _link_without_words),
    "31-009": ("Every font is in the file", lambda file: (
        f"page {number}" for number, font in file.fonts if not _font_files(font))),
}
"""What each rule asks, by its number, and how the places are found where a file breaks it."""


def broken_rules(path: Path) -> dict[str, list[str]]:
    """The rules that a finished PDF breaks, each with the places."""
    with pikepdf.open(path) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return {"01-005": ["the whole file has no tags"]}
        file = Checked(pdf)
        places = {number: list(broken(file)) for number, (_, broken) in RULES.items()}
        return {number: where for number, where in places.items() if where}


def main(arguments: list[str]) -> int:
    """Print what the files of a folder break, and how many were looked at."""
    files, faults = sorted(Path(arguments[0]).glob("*.pdf")), 0
    for path in files:
        for number, places in broken_rules(path).items():
            faults += 1
            print(f"{path.name}: {number} {RULES[number][0]}: broken {len(places)} times, first: {places[0]}")
    print(f"{len(files)} files were held against {len(RULES)} rules of PDF/UA-1: {faults} broken.")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
