"""Rules about files and folders: a book that fits on one author's disk must fit on every other's."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterator
from functools import partial
from itertools import accumulate

from goldenthread.book import DATA_FOLDER, UNPRINTABLE, copied_from, lone_copy_of, meant_name, name_of_sign, read_text
from goldenthread.model import Fault, Place, Problem, nearest, number_of
from goldenthread.rules.context import Context, rule
from goldenthread.system import FRONT_PAGE, book_entries

# the names and characters that Windows reserves: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?", re.IGNORECASE)
REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
TABULAR = re.compile(r"\.(?:xlsx?|xlsm|xlsb|ods|numbers|csv|tsv|parquet|sav|dta|zip)$", re.IGNORECASE)
IMPORTED = (".xlsx", ".ods", ".csv", ".tsv")
"""The endings of files that 'goldenthread import' reads directly."""
# what each folder of a book may contain, by the endings of names; anything else there is not part of a book
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg")
KINDS_OF_FILE = {
    "evidence": (".md", ".toml", ".csv", ".bib", *PICTURES),
    "strategy": (".md", ".toml", ".csv", ".json", *PICTURES),
    "docs": (".md", ".toml", *PICTURES),
}
# what editors, spreadsheets and systems put beside an open file; nothing reads it
LEFT_BESIDE = re.compile(
    r".*~|#.*#|.*\.(?:bak|backup|orig|old|swp|tmp|save|autosave)|Thumbs\.db|desktop\.ini|Icon\r", re.IGNORECASE)
# beside the book: what make, docutils, Sphinx, sphinx-needs or Python would read without being asked to
READ_UNASKED = re.compile(r"GNUmakefile|makefile|docutils\.conf|locales|needs_templates|(?!conf\.py).*\.py")
READ_ENDINGS = (".md", ".csv", ".toml", ".bib")
LONGEST = 200
# bytes in a name: disks allow 255, and a build adds an ending, the name of a printed file in front, and a mark while it writes
LONGEST_NAME = 180
OF_A_DATE = re.compile(r"(?:19|20)\d\d(?!\d)")
"""How the folder of an edition is named; another folder may hold chapters that belong to none."""
# Sphinx ignores every folder with this name, because it writes one itself (EXCLUDE_PATHS in sphinx/project.py)
OF_SPHINX = "_sources"


def _paths(context: Context) -> list[str]:
    """Every file of the book and every folder with one, in alphabetical order."""
    return sorted({path for file in context.files
                   for path in accumulate(file.split("/"), lambda above, name: f"{above}/{name}")})


@rule("file.case")
def names_differ_in_more_than_capitals(context: Context) -> Iterator[Problem]:
    """Two files or folders have names that differ in more than capitals and in how accents are stored."""
    known: dict[str, str] = {}
    for path in _paths(context):
        other = known.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path and other.rpartition("/")[0] == path.rpartition("/")[0]:
            yield Problem(Place(file=path, line=1), "file.case",
                          f"'{path}' and '{other}' differ only in capitals or accents, and are one file on Windows and macOS.",
                          "Give one of them another name.")


@rule("file.name")
def names_are_possible_everywhere(context: Context) -> Iterator[Problem]:
    """A file or folder has a name that Windows and the builder allow, too."""
    for path in _paths(context):
        if reason := _refusal(path.rpartition("/")[2]):
            yield Problem(Place(file=path, line=1), "file.name", f"'{path.rpartition('/')[2]}' {reason}.",
                          "Give it another name, of letters, digits and hyphens.")
    for edition in context.register.editions.values():
        if reason := _refusal(edition.file):
            yield Problem(edition.place, "file.name", f"'{edition.file}' {reason}.", "Give it another 'file'.", edition.id)


def _refusal(name: str) -> str:
    if RESERVED.fullmatch(name):
        return "is a name that Windows keeps for a device"
    if name == OF_SPHINX:
        return "is a name that the builder keeps for itself, and none of its pages would be published"
    if name != unicodedata.normalize("NFC", name):
        return "has accents that are stored apart from their letters, as some Macs do, and the builder would not find it"
    if len(name.encode()) > LONGEST_NAME:
        return f"has more than {LONGEST_NAME} letters, and with what a build adds to it no disk could hold it"
    refused = REFUSED.search(name)
    return f"holds or ends in {refused[0]!r}, which no name may on Windows" if refused else ""


@rule("file.long")
def names_are_not_too_long(context: Context) -> Iterator[Problem]:
    """A file's path below the book's folder has no more than 200 letters (advice)."""
    for path in context.files:
        if len(path) > LONGEST:
            yield Problem(Place(file=path, line=1), "file.long",
                          f"The path has {len(path)} letters; Windows allows about 260 with all folders above.",
                          f"Shorten it to {LONGEST} at most.", advice=True)


@rule("edition.folder")
def edition_has_a_folder(context: Context) -> Iterator[Problem]:
    """An edition has a folder with its chapters, and a folder that is named by a date has its edition."""
    chapters = [file for file in context.files if file.startswith("strategy/") and file.endswith(".md")]
    folders = {file.split("/")[1]: file for file in reversed(chapters)}
    editions = context.register.editions
    without = [edition for edition in editions.values() if not any(edition.holds(file) for file in chapters)]
    for edition in without:
        yield Problem(edition.place, "edition.folder", f"The edition '{edition.id}' has no chapter in strategy/{edition.id}.",
                      f"Write its chapters there, or take the edition out.{nearest(edition.id, folders)}", edition.id)
    # while an edition is without its folder, the folder without an edition may be the one that it means
    for folder, first in () if without else sorted(folders.items()):
        if OF_A_DATE.match(folder) and folder not in editions:
            yield Problem(Place(file=first, line=1), "edition.folder", f"No edition has the folder strategy/{folder}.",
                          f"Add an [[edition]] with id = \"{folder}\" to strategy/editions.toml, or take the folder out.")


def _publishers_file(file: str) -> Problem:
    """The problem of a workbook or the like in the book, with the command that makes a table of it."""
    name = file.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    table = re.sub("[^a-z0-9]+", "-", stem.lower()).strip("-") or "jobs"
    read = f".{ending.lower()}" in IMPORTED
    imported = f"make a table of it: goldenthread import {shlex.quote(name if read else f'{stem}.csv')} --name {table}"
    fix = f"Keep it outside of the book{',' if read else '. Save it there as .csv,'} and {imported}"
    return Problem(Place(file=file, line=1), "data.publisher-file", "Nothing of the book reads this file.", f"{fix}.")


@rule("data.publisher-file")
def data_folder_holds_tables_with_cards(context: Context) -> Iterator[Problem]:
    """The folder of the data holds tables with their cards, and no publisher's file as it was downloaded."""
    for file in context.files:
        if file.startswith(f"{DATA_FOLDER}/") and TABULAR.search(file):
            below = file.removeprefix(f"{DATA_FOLDER}/")
            missed = f"{file.rpartition('.')[0]}.toml" in context.files  # a card without its table, which is reported
            if ("/" in below or not below.endswith(".csv")) and not missed and not meant_name(below.rpartition("/")[2]):
                yield _publishers_file(file)


@rule("file.copy")
def file_is_no_copy(context: Context) -> Iterator[Problem]:
    """A file is not the copy of another that a program or a person left beside it."""
    files = set(context.files)
    for file in context.files:
        if file.endswith(READ_ENDINGS) and (other := copied_from(context.root, file, files)):
            yield Problem(Place(file=file, line=1), "file.copy",
                          f"By its name this is a copy of {other}, as a shared drive or an editor leaves it; it is not read.",
                          f"Bring what is newer in it into {other.rpartition('/')[2]}, then delete it. If it is a file of its "
                          "own, give it another name.")
        elif (other := lone_copy_of(file, files)) and _is_missed(context, other):
            yield Problem(Place(file=file, line=1), "file.copy",
                          f"By its name a program kept this of {other}, and that file is gone.",
                          f"Name it '{other.rpartition('/')[2]}' if it holds what you want, or take the file back from Git.")


def _is_missed(context: Context, file: str) -> bool:
    """Whether the book names a file that is gone; a backup alone proves nothing, as a deleted chapter may leave one."""
    stem, _, ending = file.rpartition(".")
    if ending in {"csv", "toml"}:
        return f"{stem}.{'toml' if ending == 'csv' else 'csv'}" in context.files
    folder, _, name = stem.rpartition("/")
    pages = [page for page in (f"{folder}/index.md", FRONT_PAGE) if page in context.files]
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", read_text(context.root, page)) for page in pages)


@rule("file.ending")
def endings_are_read(context: Context) -> Iterator[Problem]:
    """The ending of a chapter, a table or a settings file is written in small letters, and once."""
    for file in context.files:
        folder, _, name = file.rpartition("/")
        if folder and (meant := meant_name(name)):
            yield Problem(Place(file=file, line=1), "file.ending", f"Nothing reads a file with the name '{name}'.",
                          f"Name it '{meant}'. Some programs hide the end of a name: have all endings shown.")


@rule("file.kind")
def book_holds_known_kinds_of_file(context: Context) -> Iterator[Problem]:
    """The book's folders hold chapters, tables, settings and pictures, and nothing that a program could take for its own."""
    for file in context.files:
        folder, _, below = file.partition("/")
        if below and not LEFT_BESIDE.fullmatch(below.rpartition("/")[2]):
            kinds = KINDS_OF_FILE[folder]
            if meant_name(below.rpartition("/")[2]):
                continue
            if TABULAR.search(file) and not file.lower().endswith(kinds):
                if not file.startswith(f"{DATA_FOLDER}/"):
                    yield _publishers_file(file)
            elif not file.lower().endswith(kinds):
                yield Problem(Place(file=file, line=1), "file.kind", f"This is no kind of file that '{folder}' may hold.",
                              f"Take it out; what may be there ends in {', '.join(kinds[:-1])} or {kinds[-1]}.")
    for name in sorted(path.name for path in context.root.iterdir()):
        if READ_UNASKED.fullmatch(name):
            yield Problem(Place(file=name, line=1), "file.kind",
                          f"'{name}' may not stand beside a book: a program could read or run it without being asked.",
                          "Take it out, or keep it in another folder.")


@rule("source.glyph")
def characters_stand_in_the_fonts(context: Context) -> Iterator[Problem]:
    """A file holds only characters that the fonts of the printed files have; any other is printed as its name (advice)."""
    for file in context.files:
        if not file.endswith(READ_ENDINGS):
            continue
        try:
            text = read_text(context.root, file)
        except Fault:  # reported where the file is read
            continue
        if not (lacking := context.cache.get("signs", file, text, partial(_unprintable, text))):
            continue
        first = next(sign for sign in text if sign in lacking)
        line = text.count("\n", 0, text.index(first)) + 1
        more = f" So it does with {number_of(len(lacking) - 1, 'other sign')} of this file." if len(lacking) > 1 else ""
        yield Problem(Place(file=file, line=line), "source.glyph",
                      f"No font of the printed files has '{first}' (U+{ord(first):04X}): the PDF shows its name in its place, "
                      f"{name_of_sign(first)}.{more}",
                      "Write in words what it stands for. Leave it where it is quoted.", advice=True)


def _unprintable(text: str) -> frozenset[str]:
    """The characters of a text that no font has; each distinct one is looked up once, which takes a tenth of the time."""
    return frozenset() if text.isascii() else frozenset(sign for sign in set(text) if UNPRINTABLE.match(sign))


@rule("source.folder-link")
def folder_is_no_link(context: Context) -> Iterator[Problem]:
    """A folder of the book is a folder of its own, and no link to another."""
    for name, entry in book_entries(context.root):
        if entry.is_symlink() and entry.is_dir():
            yield Problem(Place(file=name, line=1), "source.folder-link",
                          "This is a link to a folder: the build would read what lies there, the rules would not.",
                          "Put the folder itself in its place.")
