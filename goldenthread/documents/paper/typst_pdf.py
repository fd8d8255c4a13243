"""A volume as a PDF: its Typst source laid out in a folder, the run of Typst, and its complaints at the author's place."""

from __future__ import annotations

import io
import logging
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from goldenthread.book import UNPRINTABLE, name_of_sign
from goldenthread.documents.paper.convert import convert_volume
from goldenthread.documents.paper.cross_references import LinkTargets
from goldenthread.documents.paper.fault_places import place_of_fault
from goldenthread.documents.paper.screen_colours import copy_in_screen_colours
from goldenthread.documents.paper.typst_process import TypstMessage, TypstRun, font_folders, run_typst
from goldenthread.documents.paper.typst_source import PLACE_MARK, quoted, typst_sources
from goldenthread.documents.paper.unchanged_pdf import digest_of_source, is_unchanged, record_name, record_of
from goldenthread.documents.paper.volume import DEFAULT_LIMITS, ConvertedChapter, ConvertedVolume, Limits, Volume, VolumePart
from goldenthread.model import (
    Place,
    Problem,
    alphabetical,
    current_language,
    folder_of_files,
    gettext,
    gettext_noop,
    names_in_words,
    period_in_words,
)
from goldenthread.system import put_files

TEMPLATES = ("book.typ", "pack.typ", "pieces.typ", "words.typ")
N_ = gettext_noop
MESSAGES = (N_("Contents"), N_("Index of items"), N_("Index of places"), N_("Id"), N_("Title"), N_("Page"), N_("Charts"),
            N_("Pictures"), N_("Tables"), N_("About this file"), N_("Chapter"), N_("Annex"), N_("Table"), N_("Chart"),
            N_("Picture"), N_("Cited on page "), N_("Cited on pages "), N_("On page "), N_("On pages "), N_("page"),
            N_(", continued"))
"""What the templates say in their own words: each asks `words.typ` for it."""
INDEXES = {"index-of-items": "Index of items", "index-of-places": "Index of places"}
"""The titles of what `book.typ` adds, by their labels."""
_WHERE = re.compile(r"(?<![\w.-])([\w.-]+\.typ):(\d+):\d+")
_PART = re.compile(r"part-(\d+)\.typ")
_ENCLOSED = r"\\P{M}\\p{M}*\\p{Me}\\p{M}*|^\\p{M}*\\p{Me}\\p{M}*|\\s\\p{M}+"
_HEAP = r"\\P{M}\\p{M}{4,}"
"""Patterns of Typst: a letter that is enclosed or marks without a letter, and a letter with more than three marks."""


def make_pdf(volume: Volume, targets: LinkTargets, folder: Path, workdir: Path, limits: Limits = DEFAULT_LIMITS) -> list[Problem]:
    """Write the tagged PDF `folder / volume.file`, the same bytes for the same volume; `workdir` is emptied and used.

    A PDF that was made from the same source stays, with a record of that beside it.

    When there is a problem, the PDF that was there before stays as it was. Raises `Fault` when pandoc or Typst is missing, or
    pandoc cannot write a chapter.
    """
    begun = _begun(volume, targets, folder, workdir, limits)
    return begun if isinstance(begun, list) else begun.finished(begun.first_run())


def make_pdfs(shelf: Iterable[tuple[Volume, LinkTargets]], folder: Path, work: Path) -> Iterator[list[Problem]]:
    """Write the PDFs of several volumes into one folder, each as `make_pdf` does: the problems of each, in their order.

    Typst is a process of its own: while it sets one volume, the one after it is read and the one before it packed. No two are
    set at the same time, since each may take all the memory that one may have.
    """
    with ThreadPoolExecutor(max_workers=1) as setting:
        waiting: list[Callable[[], list[Problem]]] = []
        for volume, targets in shelf:
            waiting.append(_later(_begun(volume, targets, folder, work / volume.file, DEFAULT_LIMITS), setting))
            if len(waiting) > 1:
                yield waiting.pop(0)()
        yield from (finish() for finish in waiting)


def _later(begun: list[Problem] | _Typesetting, setting: ThreadPoolExecutor) -> Callable[[], list[Problem]]:
    """Have a volume set; what is given back is called for its problems, and writes its PDF then."""
    if isinstance(begun, list):
        return lambda: begun
    run = setting.submit(begun.first_run)
    return lambda: begun.finished(run.result())


def _begun(volume: Volume, targets: LinkTargets, folder: Path, workdir: Path, limits: Limits) -> list[Problem] | _Typesetting:
    """A volume laid out for Typst; or the problems that keep it from being set, and none where its PDF is as it would be."""
    converted = convert_volume(volume, targets)
    first = Place(file=converted.chapters[0].source if converted.chapters else volume.file, line=1)
    fonts, missing = font_folders(first)
    if converted.problems or missing or not converted.chapters:
        return [*converted.problems, *missing]
    web = folder_of_files(targets.site)
    volume = replace(volume, imprint=[*volume.imprint, *_files_beside(converted.files, web)])
    source = digest_of_source(converted, _book_call(volume), _includes(volume, converted), web)
    if is_unchanged(folder / volume.file, source):
        return []
    _lay_out(volume, converted, workdir)
    return _Typesetting(volume=volume, converted=converted, folder=folder, workdir=workdir, fonts=fonts, limits=limits, web=web,
                        source=source)


def _files_beside(files: Sequence[str], web: str) -> list[tuple[str, str]]:
    """What an imprint says of the other files that links lead to: a term with its words, if there are any."""
    if not files:
        return []
    said = gettext("Links to other files open where those lie in the same folder as this one: {files}.",
                   files=names_in_words(files))
    if web:
        said += " " + gettext("On the web they are at {addresses}.", addresses=names_in_words(web + file for file in files))
    return [(gettext("Other files"), said)]


def _packed(pdf: bytes, titles: Mapping[str, str], web: str) -> bytes:
    """A PDF with complete tags, its small objects packed into streams: unpacked, the tags would make two thirds of the file.

    `titles` are those of its headings, by their labels; `web` is where other files are published.
    """
    # pikepdf logs on import that it has been loaded, which shows among a build's warnings where the web theme lets it through
    logging.getLogger("pikepdf").setLevel(logging.WARNING)
    import pikepdf

    from goldenthread.documents.pages_as_given_out import keep_given_out_pages
    from goldenthread.documents.paper.tagged_pdf import complete_tags

    packed = io.BytesIO()  # not straight into a file: on a full disk qpdf, which pikepdf is built on, would end the whole build
    with pikepdf.open(io.BytesIO(pdf)) as document:
        # Typst 0.15 says that no tag is suspect. That holds where nothing is said, too, and poppler 22 calls the word an error
        if "/Suspects" in document.Root.MarkInfo:
            del document.Root.MarkInfo["/Suspects"]
        complete_tags(document, titles, web)
        keep_given_out_pages(document, pdf)
        # an id from the content, in place of one from the clock
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()


def _lay_out(volume: Volume, converted: ConvertedVolume, workdir: Path) -> None:
    """Write the source, the templates and the pictures into an empty folder: `main.typ` includes a part for each chapter.

    `alone-1.typ` sets the first chapter alone, and so on.
    """
    shutil.rmtree(workdir, ignore_errors=True)
    workdir.mkdir(parents=True)
    for name in TEMPLATES:
        _write(workdir / name, (resources.files(__package__) / name).read_text(encoding="utf-8"))
    if not current_language().is_english:
        _write(workdir / "words.typ", _words_of_templates())
    for name, picture in converted.pictures.items():
        if isinstance(picture, Path):
            copy_in_screen_colours(picture, workdir / name)
        else:
            _write(workdir / name, picture)
    sources = typst_sources(converted)
    all_sources = [*sources, _book_call(volume), _includes(volume, converted)]
    opening = '#import "book.typ": *\n' + _named_signs(all_sources)
    # these hold for what is included, too, and would give it twice the room if they stood there
    marks = _marks_with_room(all_sources)
    for number, source in enumerate(sources, start=1):
        _write(workdir / f"part-{number}.typ", opening + source)
        _write(workdir / f"alone-{number}.typ", f'{opening}{marks}{_book_call(volume, alone=True)}#include "part-{number}.typ"\n')
    _write(workdir / "main.typ", opening + marks + _book_call(volume) + _includes(volume, converted))


def _words_of_templates() -> str:
    """What the templates say for each of their own messages, in the language of the book."""
    return f"#let words = ({', '.join(f'{quoted(one)}: {quoted(gettext(one))}' for one in MESSAGES)})\n"


def _named_signs(sources: Sequence[str]) -> str:
    """Rules by which each sign that no font has is set as its name; no address and no text for machines is changed by them."""
    lacking = sorted({sign for source in sources for sign in UNPRINTABLE.findall(source)})
    return "".join(f"#show {quoted(sign)}: {quoted(name_of_sign(sign))}\n" for sign in lacking)


def _marks_with_room(sources: Sequence[str]) -> str:
    """Rules by which no combining mark lies over the words beside it; empty for a book that has none.

    Those that enclose a letter are wider than it, one without a letter stands over the word before, and a heap of them over the
    lines around: from the fourth on each is set as its name. The functions that are called are in `pieces.typ`.
    """
    marks = sorted({sign for source in sources if not source.isascii() for sign in set(source)
                    if unicodedata.category(sign).startswith("M")})
    if not marks:
        return ""
    names = ", ".join(f"{quoted(sign)}: {quoted(name_of_sign(sign))}" for sign in marks)
    return (f'#show regex("{_ENCLOSED}"): set-apart\n'
            f'#show regex("{_HEAP}"): without-heap.with(({names}))\n')


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _book_call(volume: Volume, alone: bool = False) -> str:
    language, _, region = volume.language.partition("-")
    texts = {"title": volume.title, "edition": volume.edition, "status": volume.status, "running": volume.running_head,
             "publisher": volume.publisher, "note": volume.note, "language": language, "region": region, "form": volume.form,
             "dated": period_in_words(volume.dated.isoformat()),
             "keywords": ", ".join(part for part in (volume.edition, volume.status, volume.publisher) if part)}
    day = volume.dated
    arguments = [f"{name}: {quoted(text)}" for name, text in texts.items() if text]
    if volume.imprint:
        arguments.append(f"imprint: ({' '.join(f'({quoted(term)}, {quoted(words)}),' for term, words in volume.imprint)})")
    arguments += [f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day})"]
    return f"#show: book.with({', '.join(arguments + ['bare: true'] * alone)})\n"


def _includes(volume: Volume, converted: ConvertedVolume) -> str:
    part = volume.part or VolumePart(number=1, of=1, whole=volume.file)
    lines, in_annexes = [f"#counter(heading).update({part.chapters})"] if part.chapters else [], False
    for number, chapter in enumerate(converted.chapters, start=1):
        if chapter.annex and not in_annexes:
            lines.append(f"#show: annexes.with(before: {part.annexes})" if part.annexes else "#show: annexes")
            in_annexes = True
        if volume.part and chapter.annex and chapter.made:
            lines.append(f"#counter(heading).update({part.all_annexes})")
        lines.append(f'#include "part-{number}.typ"')
    if volume.index and converted.entries:
        lines.append(f"#index-of-items({_index(converted)})")
    if volume.places:
        names = sorted(dict.fromkeys(volume.places), key=alphabetical)
        lines.append(f"#index-of-places(({' '.join(f'{quoted(name)},' for name in names)}))")
    return "\n".join(lines) + "\n"


def _index(converted: ConvertedVolume) -> str:
    labels = dict.fromkeys(entry.label for entry in converted.entries)
    groups = []
    for label in labels:
        entries = sorted((entry for entry in converted.entries if entry.label == label), key=lambda entry: entry.id)
        rows = "".join(f"({quoted(entry.id)}, {quoted(entry.title)}), " for entry in entries)
        groups.append(f"({quoted(label)}, ({rows})), ")
    return f"({''.join(groups)})"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Typesetting:
    """A volume that is laid out in `workdir`; `source` is the digest of all that it is made from."""

    volume: Volume
    converted: ConvertedVolume
    folder: Path
    workdir: Path
    fonts: list[Path]
    limits: Limits
    web: str
    source: str

    def first_run(self) -> TypstRun | None:
        """What comes of setting the whole volume; None when that went beyond the limits."""
        return self._run("main.typ")

    def finished(self, run: TypstRun | None) -> list[Problem]:
        """Write the PDF that was set, or say what keeps it from being made."""
        if run is None:
            return [self._runaway()]
        if run.faults:
            return [self._problem(fault) for fault in run.faults]
        indexes = {label: gettext(title) for label, title in INDEXES.items()}
        packed = _packed(run.outputs[0], {**indexes, **self.converted.titles}, self.web)
        name = self.volume.file
        put_files(self.folder, {name: packed, record_name(name): record_of(self.source, packed)})
        return []

    def _run(self, source: str, inputs: Mapping[str, str] | None = None) -> TypstRun | None:
        day = self.volume.dated
        stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        # UA-1 is tagged PDF with alternative texts, A-2a PDF for keeping; the time is the volume's, so that the same volume gives
        # the same bytes
        options = {"format": "pdf", "pdf_standards": ["ua-1", "a-2a"], "timestamp": stamp}
        return run_typst(self.workdir / source, self.fonts, self.limits, options, inputs)

    def _runaway(self) -> Problem:
        """Set each chapter alone to find the one that never ends."""
        what = f"would need more than {self.limits.seconds} seconds of the processor or {self.limits.megabytes} MB."
        fix = "Divide its longest table or list, or move some of it to a page of its own: a volume is divided only between pages."
        for number, chapter in enumerate(self.converted.chapters, start=1):
            if self._run(f"alone-{number}.typ", {"alone": "yes"}) is None:
                return Problem(place=Place(file=chapter.source, line=1), code="paper.runaway",
                               what=f"To set this chapter {what}", fix=fix)
        place = Place(file=self.converted.chapters[0].source, line=1)
        fix = "Shorten the longest tables and lists of its chapters, or build the web pages alone: 'build html'."
        return Problem(place=place, code="paper.runaway", fix=fix,
                       what=f"To set '{self.volume.file}' {what} Each of its chapters alone is within bounds.")

    def _problem(self, fault: TypstMessage) -> Problem:
        hints = " ".join(fault.hints)
        place = self._place(fault.where) or place_of_fault(self.converted, self._fails)
        return Problem(place=place, code="paper.typst", what=f"This cannot be set in print: {fault.message.rstrip('.')}.",
                       fix=(hints[:1].upper() + hints[1:] + ".") if hints else "Change what stands there.")

    def _fails(self, chapter: ConvertedChapter) -> bool:
        """Whether Typst cannot set a chapter alone."""
        source, = typst_sources(replace(self.converted, chapters=[chapter]))
        call = _book_call(self.volume, alone=True)
        _write(self.workdir / "alone.typ", f'#import "book.typ": *\n{_named_signs([call, source])}{call}{source}')
        run = self._run("alone.typ", {"alone": "yes"})
        return run is None or bool(run.faults)

    def _place(self, where: str) -> Place | None:
        """The author's place of a line in the source: the nearest mark above it; None if no line of a chapter is named."""
        for file, line in _WHERE.findall(where):
            part = _PART.fullmatch(file)
            if not part:
                continue
            above = (self.workdir / file).read_text(encoding="utf-8").split("\n")[:int(line)]
            marks = PLACE_MARK.findall("\n".join(above))
            if marks:
                return Place(file=marks[-1][0], line=int(marks[-1][1]))
        return None
