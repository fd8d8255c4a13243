"""`goldenthread site`: everything that is to be published in one folder, `build/site`, ready for any host of plain files."""

from __future__ import annotations

import re
import shutil
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from html import escape
from pathlib import Path

from goldenthread.book import read_book
from goldenthread.commands.build import OUTPUTS, build_book
from goldenthread.model import FILES_FOLDER, Fault, Register, number_of, whole_and_part
from goldenthread.system import (
    SUMS,
    NewFolder,
    Outcome,
    alone,
    failure,
    format_checksums,
    publish_one,
    remove_tree,
    sha256_of,
    showing,
    stamps_of_book,
    walk,
)

SITE, UNFINISHED, CHARTS = "build/site", "build/.site", "build/.charts"
AS_IT_WAS = "build/site is as it was."
FILES_MARK = re.compile(r"<!-- files of ([\w.-]+) -->")
"""The placeholder that a template writes where a page offers files: of an edition, of the `evidence` base, of the response
`form`, or of `everything`."""
KINDS = {".pdf": "PDF", ".docx": "Word", ".xlsx": "workbook", ".zip": "zip"}


def run_site(root: Path, chosen: Namespace) -> Outcome:
    return build_site(root, records=not chosen.without_records)


def build_site(root: Path, *, records: bool = True) -> Outcome:
    """Build everything, and assemble what is to be published. If anything fails, `build/site` stays as it was.

    `records` says whether the record of each edition is among it.
    """
    since, lines = stamps_of_book(root), list[str]()
    try:
        from goldenthread.consultation import write_form

        book = read_book(root)
        register = book.register
        built = build_book(root, OUTPUTS)
        if not built.good:
            return Outcome(status=built.status, problems=built.problems, lines=[*built.lines, AS_IT_WAS])
        if records:
            from goldenthread.documents.record import software_in_words, write_record

            for edition in register.editions.values():
                write_record(root, register, edition, since)
            lines = software_in_words()
        with alone(root):
            try:
                form = write_form(root, book, date.today())
                _put_together(root, register, form, records=records)
                _changed, count = publish_one(NewFolder(built=root / UNFINISHED, target=root / SITE))
            finally:
                remove_tree(root / UNFINISHED)
    except (Fault, OSError) as error:
        return failure(error, root, AS_IT_WAS)
    last = f"{SITE}: {number_of(count, 'file')}, ready for any host."
    return Outcome(problems=built.problems, lines=[*built.lines, *lines, last])


def _put_together(root: Path, register: Register, form: str, *, records: bool) -> None:
    from goldenthread.site import write_chart_pictures

    site, build = root / UNFINISHED, root / "build"
    remove_tree(site)
    shutil.copytree(build / "html", site)
    taken = site / FILES_FOLDER
    for output in OUTPUTS[1:]:
        shutil.copytree(build / output, taken, dirs_exist_ok=True)
    shutil.copy2(root / form, taken)
    if records:
        for edition in register.editions.values():
            shutil.copy2(build / "archive" / f"{register.book.file}-{edition.id}.zip", taken)
    names = sorted(name for name, _entry in walk(taken))
    sums = format_checksums({name: sha256_of(taken / name) for name in names})
    (taken / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    # GitHub Pages would leave out folders that begin with an underscore
    (site / ".nojekyll").touch()
    sizes = {name: (taken / name).stat().st_size for name in names}
    for page in [name for name, _entry in walk(site) if name.endswith(".html")]:
        _offer_on(site, page, register, sizes)
    with showing("Drawing the charts as pictures"):
        write_chart_pictures(register, site, root / CHARTS)


def _offer_on(site: Path, page: str, register: Register, sizes: dict[str, int]) -> None:
    """Replace the placeholders in a page of the site by links to the files that the site offers."""
    from goldenthread.site import offer_pictures

    text = (site / page).read_text(encoding="utf-8")
    offered = offer_pictures(FILES_MARK.sub(lambda mark: files_as_html(register, sizes, mark[1], page.count("/")), text))
    if offered != text:
        (site / page).write_text(offered, encoding="utf-8", newline="\n")


def files_as_html(register: Register, sizes: dict[str, int], part: str, depth: int) -> str:
    """The list of files that a page offers, as HTML; empty when there is none. `depth` counts the page's folders."""
    entries = [f'<li><a href="{"../" * depth}{FILES_FOLDER}/{escape(name)}">{escape(file_in_words(register, name))}</a> '
               f"({KINDS[Path(name).suffix]}, {size_in_words(sizes[name])})</li>\n"
               for name in files_of(register, sizes, part)]
    if not entries:
        return ""
    return (f'<section class="gt-files" aria-labelledby="files-title">\n<h2 id="files-title">To take away</h2>\n<ul>\n'
            f"{''.join(entries)}</ul>\n</section>\n")


def files_of(register: Register, names: Iterable[str], part: str) -> list[str]:
    """The files that belong to an edition, to the `evidence` base, to the response `form`, or to `everything`, those that most
    readers want first: the editions from the newest on, the evidence base, all others, the records.

    Review copies of chapters are not among them.
    """
    from goldenthread.documents.record import is_of_edition

    ordered = sorted(names, key=partial(_order, _volumes(register)))
    whole = [name for name in ordered if "/" not in name and Path(name).suffix in KINDS]
    evidence = [name for name in whole if whole_and_part(Path(name).stem)[0] == register.book.evidence_file]
    if part == "everything":
        return whole
    if part == "evidence":
        return evidence
    if part == "form":
        return [name for name in whole if name == f"{register.book.file}-response-form.xlsx"]
    edition, every = register.editions[part], register.editions.values()
    general = {name for name in whole if all(is_of_edition(name, other, every) for other in every)}
    return [name for name in whole if is_of_edition(name, edition, every) and name not in general]


def _volumes(register: Register) -> list[str]:
    newest_first = sorted(register.editions.values(), key=lambda edition: edition.published, reverse=True)
    return [*(edition.file for edition in newest_first), register.book.evidence_file]


def _order(volumes: Sequence[str], name: str) -> tuple[int, str, int]:
    path = Path(name)
    volume = whole_and_part(path.stem)[0]
    rank = volumes.index(volume) if volume in volumes else len(volumes) + (path.suffix == ".zip")
    return rank, path.stem, list(KINDS).index(path.suffix) if path.suffix in KINDS else len(KINDS)


def file_in_words(register: Register, name: str) -> str:
    """What a file is: `March 2020 edition`, `Record of the March 2020 edition`, `Evidence base`."""
    book, path = register.book, Path(name)
    words = {book.evidence_file: book.evidence_title, f"{book.file}-consultation-outcome": "Report on the consultation",
             f"{book.file}-response-form": "Response form, to be filled in and sent back",
             f"{book.file}-changes": "What changed between the editions, marked"}
    for edition in register.editions.values():
        words |= {edition.file: edition.label, f"{book.file}-agreement-pack-{edition.id}": f"Pack for agreement, {edition.label}"}
        # by its whole name, because an edition's printed files may begin with the same name
        words[f"{book.file}-{edition.id}.zip"] = f"Record of the {edition.label}, with everything in it"
    whole, part = whole_and_part(path.stem)
    return words.get(path.name) or words.get(path.stem) or words.get(whole, whole) + (f", part {part}" if part else "")


def size_in_words(size: int) -> str:
    """`340 KB`, `2.1 MB`."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"
