"""What a record says of itself: README.txt, and start.html, from which everything in it can be opened."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from html import escape

from goldenthread.model import Edition, Register, period_in_words

WIDTH = 78
"""Characters to a line."""
OPENING = """\
Unpack the whole zip first; on Windows, right-click it and choose "Extract All". Then open start.html in any web browser.
No connection and no account are needed. The PDF files open in any PDF reader, the files in data/docx in Word or LibreOffice,
and those in data/tables in any spreadsheet or text editor.
"""
CHECKING = """\
This folder is a bag, as archives keep files (BagIt, RFC 8493): manifest-sha256.txt holds the checksum of every file in
data, and tagmanifest-sha256.txt those of the files beside it. Whoever has the checksum of the whole zip can check that first.
Go to the folder of this file, and give one command. What it prints is what is not as it was; if it prints nothing, all
is well. Any tool for BagIt can check it, too, and also says what was added or taken away.
"""
COMMANDS = (
    ("Linux", "sha256sum --check --quiet manifest-sha256.txt tagmanifest-sha256.txt"),
    ("macOS", "shasum -a 256 --check manifest-sha256.txt tagmanifest-sha256.txt | grep -v ': OK$'"),
    ("Windows (PowerShell)", "Get-Content -Encoding UTF8 manifest-sha256.txt, tagmanifest-sha256.txt | "
     "ForEach-Object { $sum, $file = $_ -split '  ', 2; "
     "if ((Get-FileHash -LiteralPath $file).Hash -ne $sum) { $file } }"),
)
LICENCES = """\
Each table in data/tables has a card beside it (.toml) that names its publisher, its source, its licence, and what to bear
in mind. What may be done with a table is what its licence says. The number of tables under each licence:
"""
SOFTWARE = """\
software.cdx.json lists the software that built these files with its versions, and with the licences and checksums that are
known, in the format CycloneDX. The same book, built with the same software, gives this same zip again, byte for byte.
"""
OUTPUT_NAMES = (("pdf", "PDF"), ("docx", "Word"), ("register", "Register"))
STYLE = "body{max-width:40em;margin:2em auto;padding:0 1em;font:1.1em/1.5 sans-serif}li{margin:.5em 0}"


def readme(register: Register, edition: Edition, files: Sequence[str], *, frozen: bool) -> str:
    """README.txt: what the record is, where everything is, and how to check it. Its lines end in CR LF, which every editor knows.

    `files` are the paths below the record's folder; `frozen` is whether the edition's text had been frozen.
    """
    book, dated = register.book, period_in_words(edition.published.isoformat())
    licences = Counter(dataset.licence for dataset in register.datasets.values()).most_common()
    what = (f"The record of the {edition.label}: everything that was published, with the data that it rests on, as it stood "
            "when the edition was put on record.")
    parts = [
        f"{book.title}\n{edition.label}", _filled(f"Status: {edition.status}. Dated {dated}. Published by: {book.publisher}."),
        _filled(book.note),
        _heading("What this is"), _filled(what),
        _heading("To open it"), _filled(OPENING),
        _heading("What is where"), *(_entry(name, text) for name, text in contents(register, edition, files, frozen=frozen)),
        _heading("To check it"), _filled(CHECKING), *(f"{system}:\n\n    {command}" for system, command in COMMANDS),
        _heading("Licences of the data"), _filled(LICENCES),
        "\n".join(f"{number:>6}  {licence}" for licence, number in sorted(licences, key=lambda pair: (-pair[1], pair[0]))),
        _heading("Software"), _filled(SOFTWARE),
    ]
    return "\r\n".join("\n\n".join(part for part in parts if part).split("\n")) + "\r\n"


def contents(register: Register, edition: Edition, files: Sequence[str], *, frozen: bool) -> list[tuple[str, str]]:
    """Each file or folder at the top of the record, with what it holds."""
    count = Counter(file.partition("/")[0] for file in files)
    others = [other.label for other in register.editions.values() if other.id != edition.id]
    shared = f" It is one for all editions (also: {', '.join(others)}), so that the links between them hold." if others else ""
    return [
        ("start.html", "A page that leads to all of this."),
        ("data/html", f"The whole web site, {count['html']} files.{shared} This edition begins at data/html/{edition.folder}/"
         "index.html."),
        ("data/pdf", "The edition in print, and every volume that it links to: the evidence base, other editions and what else "
         f"was printed: {_names(files, 'pdf')}."),
        ("data/docx", f"The same as Word files, {count['docx']} of them; those of single chapters are in "
         "data/docx/chapters."),
        ("data/register", "Every finding, priority, action, measure and response, as a workbook, as a table (CSV) and for "
         "programs (JSON, with its schema). The pages that it names are below data/html."),
        ("data/tables", f"The {len(register.datasets)} tables behind the text, each with its card."),
        ("data/lists", "The publications that are cited, and the lists that the tables and the register refer to."),
        ("data/frozen", "What the edition's items said on the day on which it was frozen, with prints of the data behind them."
         if frozen else "Not here: the text of this edition had not been frozen when this record was made."),
        ("software.cdx.json", "What software built these files."),
        ("provenance.json", "What each file was made from, with the checksums of the book's own files (PROV-JSON)."),
        ("bagit.txt, bag-info.txt", "What makes this folder a bag."),
        ("manifest-sha256.txt", "The checksums of the files in data."),
        ("tagmanifest-sha256.txt", "The checksums of the files beside it."),
    ]


def start_page(register: Register, edition: Edition, files: Sequence[str]) -> str:
    """A small page with links to the edition's pages, its printed files, the register and the data."""
    title = f"{register.book.title}: {edition.label}"
    printed = [(f"data/{file}", f"{kind}: {file.rpartition('/')[2]}") for folder, kind in OUTPUT_NAMES for file in files
               if file.startswith(f"{folder}/") and file.count("/") == 1]
    links = [(f"data/html/{edition.folder}/index.html", "Read the edition"),
             ("data/html/index.html", "The front page of the site"), *printed,
             ("README.txt", "What is what, how to check it, and the licences of the data")]
    shown = "\n".join(f'<li><a href="{escape(target)}">{escape(words)}</a></li>' for target, words in links)
    return ('<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
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
