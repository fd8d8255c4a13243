"""Giving a table, an area or a page another name: every place where it is used as a name, and not as a word of a sentence."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.book.areas_file import AREAS_FILE
from goldenthread.book.dataset_cards import DATA_FOLDER, RECIPE_ENDING
from goldenthread.book.frozen_editions import archive_file
from goldenthread.book.item_renames import archived_names, frozen_problem, naming_files, places_of_name
from goldenthread.book.text_files import read_text
from goldenthread.book.web_addresses import page_path
from goldenthread.model import Place, Problem, Register

Span = tuple[int, int]
_FORMS = {
    "table": re.compile(r"[a-z][a-z0-9-]*"),
    "area": re.compile(r"[a-z][a-z0-9-]*"),
    "page": re.compile(r"(?:evidence|strategy|docs)(?:/[a-z0-9][a-z0-9.-]*)+(?<!\.md)"),
}
_ARTICLE = {"table": "a table", "area": "an area", "page": "a page"}
_FIXES = {
    "table": "Use small letters, digits and hyphens.",
    "area": "Use small letters, digits and hyphens.",
    "page": "Write where it stands, in small letters, digits and hyphens: evidence/housing.",
}
# where Markdown names tables beside expressions: in options and after the name of a directive
_NAMING = re.compile(
    r"^[ \t]*:(?:datasets|baseline|filled_by|not_filled_by):[^\n]*|^[ \t]*[`:]{3,}\{[\w:-]+\}[^\n]*", re.MULTILINE
)
_AREAS_OF_CHART = re.compile(r"^[ \t]*:(?:areas|highlight|relative|index):[^\n]*", re.MULTILINE)
_PAGES = re.compile(r"^[ \t]*:chapter:[^\n]*", re.MULTILINE)
_PAGES_BESIDE = re.compile(r"^[ \t]*:chapters:[^\n]*", re.MULTILINE)
_CONTENTS = re.compile(r"^([ \t]*)([`:]{3,})\{toctree\}[^\n]*\n(.*?)^\1\2[ \t]*$", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^[ \t]*(?!:[\w-]+:)(?:[^\n<]*<)?([^\s<>:*?]+?)>?[ \t]*$", re.MULTILINE)
_DOC = re.compile(r"\{doc\}`(?:[^`<]*<)?([^`<>]+)>?`")
_LINK = re.compile(r"\]\(<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:[ \t]*(\S+)", re.MULTILINE)
_WORDS_IN_TOML = r"(?<=\")%s(?=\")|(?<=')%s(?=')"


@dataclass(kw_only=True, slots=True)
class NameChange:
    """The changes for a new name: the texts of files, the places, such as `evidence/people.md:12`, and the files that move."""

    texts: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    moves: dict[str, str] = field(default_factory=dict)

    def take(self, file: str, text: str, spans: Mapping[Span, str]) -> None:
        """Note a file in which these spans are to be replaced."""
        for start, end in sorted(spans, reverse=True):
            self.places.append(f"{file}:{text.count(chr(10), 0, start) + 1}")
            text = text[:start] + spans[start, end] + text[end:]
        if spans:
            self.texts[file] = text
            self.places.sort(key=lambda place: (place.rpartition(":")[0].split("/"), int(place.rpartition(":")[2])))


def item_change(root: Path, register: Register, old: str, new: str) -> NameChange:
    """A new id for an item, which is a whole word everywhere."""
    return _change(root, lambda file, text: dict.fromkeys(places_of_name(text, old), new))


def table_change(root: Path, register: Register, old: str, new: str) -> NameChange:
    """A new name for a table: in chapters where it is named, in cards and settings as a whole text; its files move."""

    in_number = re.compile(rf"(?<![\w-]){re.escape(old)}(?=:\S)|(?<=`){re.escape(old)}(?=`)")

    def spans(file: str, text: str) -> dict[Span, str]:
        if file.endswith(".toml"):
            return dict.fromkeys(_quoted(text, old), new)
        return dict.fromkeys({*_within(_NAMING, text, old), *(match.span() for match in in_number.finditer(text))}, new)

    change = _change(root, spans)
    for ending in (".csv", ".toml", RECIPE_ENDING):
        if (root / f"{DATA_FOLDER}/{old}{ending}").exists():
            change.moves[f"{DATA_FOLDER}/{old}{ending}"] = f"{DATA_FOLDER}/{new}{ending}"
    return change


def area_change(root: Path, register: Register, old: str, new: str) -> NameChange:
    """A new id for an area: in the list of areas, in tables and recipes, in numbers after a table's name, and in charts."""
    tables = "|".join(sorted(map(re.escape, register.datasets), key=len, reverse=True)) or r"(?!)"
    in_number = re.compile(rf"(?<![\w-])(?:{tables}):({re.escape(old)})(?![\w-])")

    def spans(file: str, text: str) -> dict[Span, str]:
        if file.endswith(".toml"):
            found = set(_quoted(text, old)) if file == AREAS_FILE or file.startswith(f"{DATA_FOLDER}/") else set()
        else:
            found = {match.span(1) for match in in_number.finditer(text)} | set(_within(_AREAS_OF_CHART, text, old))
        return dict.fromkeys(found, new)

    change = _change(root, spans)
    for dataset in register.datasets.values():
        file = dataset.place.file
        text = read_text(root, file)
        change.take(file, text, dict.fromkeys(_first_cells(text, old), new))
    return change


def page_change(root: Path, register: Register, old: str, new: str) -> NameChange:
    """A new path for a page: links to it, its names, and its own links if its folder changes."""

    def spans(file: str, text: str) -> dict[Span, str]:
        if file.endswith(".toml"):
            return dict.fromkeys(_quoted(text, old), new)
        if not file.endswith(".md"):
            return {}
        found = {span: address for span, address in _links(file, text, old, new)} | dict(_entries(file, text, old, new))
        found |= dict.fromkeys(_within(_PAGES, text, old), new)
        if posixpath.dirname(file) == posixpath.dirname(old):  # a gap names pages in its own folder
            found |= dict.fromkeys(_within(_PAGES_BESIDE, text, posixpath.basename(old)), posixpath.basename(new))
        return found

    change = _change(root, spans)
    change.moves[f"{old}.md"] = f"{new}.md"
    return change


def _change(root: Path, spans: Callable[[str, str], Mapping[Span, str]]) -> NameChange:
    change = NameChange()
    for file in naming_files(root):
        text = read_text(root, file)
        change.take(file, text, spans(file, text))
    return change


def _within(context: re.Pattern[str], text: str, name: str) -> Iterator[Span]:
    if name in text:
        for match in context.finditer(text):
            for start, end in places_of_name(match[0], name):
                yield match.start() + start, match.start() + end


def _quoted(text: str, name: str) -> Iterator[Span]:
    word = re.escape(name)
    yield from (match.span() for match in re.finditer(_WORDS_IN_TOML % (word, word), text))


def _first_cells(text: str, area: str) -> Iterator[Span]:
    """The cells of a table with an area's id, in whichever column the areas are."""
    header = next(csv.reader(io.StringIO(text)), [])
    if "area" not in header:
        return
    column, at = header.index("area"), 0
    for line in text.split("\n"):
        match = re.match(rf"((?:[^,\n]*,){{{column}}}\s*){re.escape(area)}(?=\s*(?:,|\r?$))", line)
        if match:
            yield at + len(match[1]), at + match.end()
        at += len(line) + 1


def _links(file: str, text: str, old: str, new: str) -> Iterator[tuple[Span, str]]:
    """Links to the page, and links on the page itself that would go wrong from its new folder."""
    own = file == f"{old}.md"
    home = posixpath.dirname(new if own else file)
    for match in _LINK.finditer(text):
        group = 1 if match[1] else 2
        address, mark, anchor = match[group].partition("#")
        if not address or ":" in address:
            continue
        leads_to = page_path(file, address)
        if leads_to == f"{old}.md":
            target = f"{new}.md"
        elif own and posixpath.dirname(old) != home and not address.startswith("/"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file), address))
        else:
            continue
        written = f"/{target}" if address.startswith("/") else posixpath.relpath(target, home or ".")
        if written != address:
            yield match.span(group), f"{written}{mark}{anchor}"


def _entries(file: str, text: str, old: str, new: str) -> Iterator[tuple[Span, str]]:
    """The entries of contents and the `{doc}` roles that name the page."""
    folder = posixpath.dirname(file)
    own = file == f"{old}.md"
    home = posixpath.dirname(new) if own else folder
    names = [(match.start(3) + row.start(1), row[1]) for match in _CONTENTS.finditer(text) for row in _ENTRY.finditer(match[3])]
    names += [(match.start(1), match[1]) for match in _DOC.finditer(text)]
    for start, name in names:
        page = name.removesuffix(".md")
        leads_to = posixpath.normpath(page.lstrip("/") if page.startswith("/") else posixpath.join(folder, page))
        target = new if leads_to == old else leads_to
        if leads_to != old and not (own and home != folder and not name.startswith("/")):
            continue
        beside = posixpath.relpath(target, home or ".")
        written = f"/{target}" if name.startswith("/") or beside.startswith("..") else beside
        ending = ".md" if name.endswith(".md") else ""
        if f"{written}{ending}" != name:
            yield (start, start + len(name)), f"{written}{ending}"


def why_not_changed(root: Path, register: Register, kind: str, old: str, new: str) -> Problem | None:
    """What prevents a table, an area or a page from getting a name: it is invalid or taken, or the old one was published."""
    place = {
        "table": lambda: register.datasets[old].place,
        "area": lambda: Place(file=AREAS_FILE, line=0),
        "page": lambda: Place(file=f"{old}.md", line=1),
    }[kind]()
    known = {"table": register.datasets, "area": register.areas, "page": register.titles}[kind]
    if not _FORMS[kind].fullmatch(new):
        return Problem(place, "rename.id", f"'{new}' is no name of {_ARTICLE[kind]}.", _FIXES[kind], old)
    if new in known or (kind == "page" and (root / f"{new}.md").exists()):
        return Problem(place, "rename.id", f"There is {_ARTICLE[kind]} '{new}' already.", "Choose another name.", old)
    if kind == "page" and (
        frozen := next(
            (one for one in register.editions.values() if one.holds(f"{old}.md") and (root / archive_file(one.id)).exists()), None
        )
    ):
        return frozen_problem(
            place,
            old,
            f"The page is part of edition {frozen.id} as it was published, and readers cite its address.",
            "Keep its name.",
        )
    for edition in register.editions.values() if kind != "page" else ():
        for table in archived_names(root, edition.id, "datasets"):
            held = register.datasets.get(table)
            if table == old or (kind == "area" and held is not None and any(row.area == old for row in held.observations)):
                return frozen_problem(
                    place,
                    old,
                    f"Edition {edition.id} was published with {_ARTICLE[kind]} '{old}'"
                    f"{f' in {table}' if kind == 'area' else ''}.",
                    "Keep the name; the title may change.",
                )
    return None
