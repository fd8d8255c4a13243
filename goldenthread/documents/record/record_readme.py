"""What a record says of itself: README.txt, and start.html, from which everything in it can be opened."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from html import escape

from goldenthread.model import Edition, Register, current_language, gettext, gettext_noop, period_in_words

WIDTH = 78
"""Characters to a line."""
OPENING = gettext_noop("""\
Unpack the whole zip first; on Windows, right-click it and choose "Extract All". Then open start.html in any web browser.
No connection and no account are needed. The PDF files open in any PDF reader, the files in data/docx in Word or LibreOffice,
and those in data/tables in any spreadsheet or text editor.
""")
CHECKING = gettext_noop("""\
This folder is a bag, as archives keep files (BagIt, RFC 8493): manifest-sha256.txt holds the checksum of every file in
data, and tagmanifest-sha256.txt those of the files beside it. Whoever has the checksum of the whole zip can check that first.
Go to the folder of this file, and give one command. What it prints is what is not as it was; if it prints nothing, all
is well. Any tool for BagIt can check it, too, and also says what was added or taken away.
""")
COMMANDS = (
    ("Linux", "sha256sum --check --quiet manifest-sha256.txt tagmanifest-sha256.txt"),
    ("macOS", "shasum -a 256 --check manifest-sha256.txt tagmanifest-sha256.txt | grep -v ': OK$'"),
    ("Windows (PowerShell)", "Get-Content -Encoding UTF8 manifest-sha256.txt, tagmanifest-sha256.txt | "
     "ForEach-Object { $sum, $file = $_ -split '  ', 2; "
     "if ((Get-FileHash -LiteralPath $file).Hash -ne $sum) { $file } }"),
)
LICENCES = gettext_noop("""\
Each table in data/tables has a card beside it (.toml) that names its publisher, its source, its licence, and what to bear
in mind. What may be done with a table is what its licence says. The number of tables under each licence:
""")
SOFTWARE = gettext_noop("""\
software.cdx.json lists the software that built these files with its versions, and with the licences and checksums that are
known, in the format CycloneDX. The same book, built with the same software, gives this same zip again, byte for byte.
""")
OUTPUT_NAMES = (("pdf", "PDF"), ("docx", "Word"), ("register", gettext_noop("Register")))
STYLE = "body{max-width:40em;margin:2em auto;padding:0 1em;font:1.1em/1.5 sans-serif}li{margin:.5em 0}"


def readme(register: Register, edition: Edition, files: Sequence[str], *, frozen: bool) -> str:
    """README.txt in the current language: what the record is, where everything is, and how to check it.

    Its lines end in CR LF, which every editor knows.

    `files` are the paths below the record's folder; `frozen` is whether the edition's text had been frozen.
    """
    book, dated = register.book, period_in_words(edition.published.isoformat())
    licences = Counter(dataset.licence for dataset in register.datasets.values()).most_common()
    what = gettext("The record of the {label}: everything that was published, with the data that it rests on, as it stood when "
                   "the edition was put on record.", label=edition.label)
    status = gettext("Status: {status}. Dated {day}. Published by: {publisher}.", status=edition.status, day=dated,
                     publisher=book.publisher)
    parts = [
        f"{book.title}\n{edition.label}", _filled(status),
        _filled(book.note),
        _heading(gettext("What this is")), _filled(what),
        _heading(gettext("To open it")), _filled(gettext(OPENING)),
        _heading(gettext("What is where")),
        *(_entry(name, text) for name, text in contents(register, edition, files, frozen=frozen)),
        _heading(gettext("To check it")), _filled(gettext(CHECKING)),
        *(f"{system}:\n\n    {command}" for system, command in COMMANDS),
        _heading(gettext("Licences of the data")), _filled(gettext(LICENCES)),
        "\n".join(f"{number:>6}  {licence}" for licence, number in sorted(licences, key=lambda pair: (-pair[1], pair[0]))),
        _heading(gettext("Software")), _filled(gettext(SOFTWARE)),
    ]
    return "\r\n".join("\n\n".join(part for part in parts if part).split("\n")) + "\r\n"


def contents(register: Register, edition: Edition, files: Sequence[str], *, frozen: bool) -> list[tuple[str, str]]:
    """Each file or folder at the top of the record, with what it holds."""
    count = Counter(file.partition("/")[0] for file in files)
    others = ", ".join(other.label for other in register.editions.values() if other.id != edition.id)
    site = gettext("The whole web site, {number} files.", number=count["html"])
    shared = gettext("It is one for all editions (also: {others}), so that the links between them hold.", others=others)
    begins = gettext("This edition begins at {page}.", page=f"data/html/{edition.folder}/index.html")
    return [
        ("start.html", gettext("A page that leads to all of this.")),
        ("data/html", " ".join([site, *([shared] if others else []), begins])),
        ("data/pdf", gettext("The edition in print, and every volume that it links to: the evidence base, other editions and "
                             "what else was printed: {files}.", files=_names(files, "pdf"))),
        ("data/docx", gettext("The same as Word files, {number} of them; those of single chapters are in data/docx/chapters.",
                              number=count["docx"])),
        ("data/register", gettext("Every finding, priority, action, measure and response, as a workbook, as a table (CSV) and "
                                  "for programs (JSON, with its schema). The pages that it names are below data/html.")),
        ("data/tables", gettext("The {number} tables behind the text, each with its card.", number=len(register.datasets))),
        ("data/lists", gettext("The publications that are cited, and the lists that the tables and the register refer to.")),
        ("data/frozen",
         gettext("What the edition's items said on the day on which it was frozen, with prints of the data behind them.")
         if frozen else gettext("Not here: the text of this edition had not been frozen when this record was made.")),
        ("software.cdx.json", gettext("What software built these files.")),
        ("provenance.json",
         gettext("What each file was made from, with the checksums of the book's own files (PROV-JSON).")),
        ("bagit.txt, bag-info.txt", gettext("What makes this folder a bag.")),
        ("manifest-sha256.txt", gettext("The checksums of the files in data.")),
        ("tagmanifest-sha256.txt", gettext("The checksums of the files beside it.")),
    ]


def start_page(register: Register, edition: Edition, files: Sequence[str]) -> str:
    """A small page with links to the edition's pages, its printed files, the register and the data."""
    title = f"{register.book.title}: {edition.label}"
    printed = [(f"data/{file}", f"{gettext(kind)}: {file.rpartition('/')[2]}") for folder, kind in OUTPUT_NAMES for file in files
               if file.startswith(f"{folder}/") and file.count("/") == 1]
    links = [(f"data/html/{edition.folder}/index.html", gettext("Read the edition")),
             ("data/html/index.html", gettext("The front page of the site")), *printed,
             ("README.txt", gettext("What is what, how to check it, and the licences of the data"))]
    shown = "\n".join(f'<li><a href="{escape(target)}">{escape(words)}</a></li>' for target, words in links)
    return (f'<!DOCTYPE html>\n<html lang="{current_language().tag}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
            f"<p>{escape(edition.status)}. {escape(' '.join(register.book.note.split()))}</p>\n<ul>\n{shown}\n</ul>\n"
            "</main>\n</body>\n</html>\n")


def _names(files: Sequence[str], folder: str) -> str:
    return ", ".join(file.partition("/")[2] for file in files if file.startswith(f"{folder}/"))


def _heading(text: str) -> str:
    return f"\n{text.upper()}"


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
                         break_on_hyphens=False)


def _entry(name: str, text: str) -> str:
    return f"{name}\n{_filled(text, '    ')}"
