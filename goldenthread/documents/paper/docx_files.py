"""A volume as Word files for review: one for the whole, and one for each chapter."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.documents.paper.convert import convert_volume
from goldenthread.documents.paper.cross_references import FileLabels, LinkTargets, labels_of
from goldenthread.documents.paper.fault_places import place_of_fault
from goldenthread.documents.paper.numbering import Counters
from goldenthread.documents.paper.pandoc_model import Element, pandoc_document
from goldenthread.documents.paper.pandoc_process import PandocRun, docx_from_document
from goldenthread.documents.paper.typst_process import font_folders
from goldenthread.documents.paper.volume import (
    DEFAULT_LIMITS,
    ConvertedChapter,
    ConvertedVolume,
    FrontPage,
    Limits,
    Volume,
    VolumeChapter,
)
from goldenthread.documents.paper.word_fields import contents_blocks
from goldenthread.documents.paper.word_finish import finish_docx
from goldenthread.documents.paper.word_pictures import WordPicture, pictures_for_word
from goldenthread.documents.paper.word_source import WordWriter, front_blocks, title_blocks
from goldenthread.model import Place, Problem
from goldenthread.system import put_files

CHAPTERS_FOLDER = "chapters"


def chapter_file(volume: Volume, chapter: VolumeChapter) -> str:
    """The file of one chapter, below the folder of the volumes: `chapters/book-people.docx`, in whatever part it stands."""
    name = chapter.docname.rpartition("/")[2]
    return f"{CHAPTERS_FOLDER}/{volume.whole.removesuffix('.docx')}-{name}.docx"


def word_files(volume: Volume) -> list[str]:
    """Every file that a volume is written into: a book and each of its chapters, but only the whole of a report."""
    return [volume.file, *(chapter_file(volume, chapter) for chapter in volume.chapters if _is_reviewed(volume, chapter))]


def _is_reviewed(volume: Volume, chapter: VolumeChapter) -> bool:
    """Whether a chapter has a file of its own."""
    return volume.form == "book" and not chapter.made


def make_docx(volume: Volume, targets: LinkTargets, folder: Path, workdir: Path, front: FrontPage | None = None,
              limits: Limits = DEFAULT_LIMITS) -> list[Problem]:
    """Write `folder / volume.file` and each chapter's file, the same bytes for the same volume; `workdir` is emptied and used.

    When there is a problem, what was there before stays as it was. Links to other files lead to the site, if it has an address:
    a copy that travels alone has no neighbours. Raises `Fault` when pandoc or Typst is missing.
    """
    converted = convert_volume(volume, _reachable(targets, volume.file, targets.of_file(volume.file)))
    fonts, missing = font_folders(Place(file=converted.chapters[0].source if converted.chapters else volume.file, line=1))
    if converted.problems or missing or not converted.chapters:
        return [*converted.problems, *missing]
    shutil.rmtree(workdir, ignore_errors=True)
    workdir.mkdir(parents=True)
    pictures, problems = pictures_for_word(converted, workdir, fonts, limits)
    if problems:
        return problems
    writing = _DocxWriting(volume=volume, workdir=workdir, pictures=pictures, front=front, limits=limits)
    files = dict[str, bytes]()
    content, problems, starts = writing.write(volume, converted)
    if content is None:
        return problems
    files[volume.file] = content
    for chapter, start in zip(volume.chapters, starts, strict=True):
        if _is_reviewed(volume, chapter):
            alone = replace(volume, file=chapter_file(volume, chapter), chapters=[chapter])
            others = _reachable(targets, alone.file, FileLabels(labels_of(chapter)))
            content, problems, _ = writing.write(alone, convert_volume(alone, others), start)
            if content is None:
                return problems
            files[alone.file] = content
    put_files(folder, files)
    return []


def _reachable(targets: LinkTargets, file: str, own: FileLabels) -> LinkTargets:
    """The link targets as seen from one file: only its own when there is a site, else those of the others by relative path."""
    labels = {file: own}
    if not targets.site:  # a chapter's file stands one folder below the volumes
        up = "../" * file.count("/")
        labels |= {f"{up}{name}": others for name, others in targets.labels.items() if name != file}
    return LinkTargets(labels=labels, site=targets.site)


@dataclass(frozen=True, kw_only=True, slots=True)
class _DocxWriting:
    """What the files of one volume share; `write` makes one of them."""

    volume: Volume
    workdir: Path
    pictures: Mapping[str, WordPicture]
    front: FrontPage | None
    limits: Limits

    def write(self, volume: Volume, converted: ConvertedVolume, start: Counters | None = None,
              ) -> tuple[bytes | None, list[Problem], list[Counters]]:
        """One file, or what keeps it from being written, and how far the numbers had come before each of its chapters.

        `start` says how far they had come before a file that holds one chapter only.
        """
        part = self.volume.part
        begin = Counters(chapters=part.chapters, annexes=part.annexes) if part else Counters()
        writer = WordWriter(self.pictures, copy(start or begin))
        starts, blocks = [], list[Element]()
        for chapter in converted.chapters:
            if part and chapter.annex and chapter.made:
                writer.counters.annexes = part.all_annexes
            # in a file of its own a chapter's notes begin at 1, and its sections with it
            starts.append(replace(writer.counters, notes=0, sections=[]))
            blocks += writer.chapter(chapter)
        writer.write_numbers()
        problems = [*converted.problems, *_same_bookmarks(writer, converted)]
        if problems:
            return None, problems, starts
        alone = start is not None
        opening = title_blocks(volume, writer.headings[0].title if alone and writer.headings else "")
        opening += front_blocks(self.front) if self.front else []
        opening += [] if alone else contents_blocks(writer.headings, writer.captions)
        document = pandoc_document([*opening, *blocks], language=volume.language)
        run = docx_from_document(document, self.limits.seconds, self.workdir)
        if run.output is None or run.message:  # a warning, too, means that something of the text is missing
            return None, [self._problem(run, converted)], starts
        return finish_docx(run.output, volume, writer.cards, writer.tables), [], starts

    def _fails(self, chapter: ConvertedChapter) -> bool:
        """Whether pandoc cannot write a chapter alone without a warning."""
        document = pandoc_document(WordWriter(self.pictures).chapter(chapter), language=self.volume.language)
        run = docx_from_document(document, self.limits.seconds, self.workdir)
        return run.output is None or bool(run.message)

    def _problem(self, run: PandocRun, converted: ConvertedVolume) -> Problem:
        if run.timed_out:
            first = Place(file=converted.chapters[0].source, line=1)
            return Problem(first, "word.runaway", f"To write '{self.volume.file}' would need more than {self.limits.seconds} "
                           "seconds of the processor.", "Divide the longest tables and lists of its chapters.")
        place = _place_of(run.message, converted) or place_of_fault(converted, self._fails)
        return Problem(place, "word.pandoc", f"This cannot be written to Word: {run.message}.",
                       "Change what stands there.")


def _place_of(message: str, converted: ConvertedVolume) -> Place | None:
    """The chapter with the formula that pandoc quotes: it warns of no other thing, and names no place."""
    for chapter in converted.chapters:
        for formula in _formulas(chapter.blocks):
            if " ".join(formula.split()) in message:
                return Place(file=chapter.source, line=1)
    return None


def _formulas(part: object) -> list[str]:
    """The TeX of every formula in a part of a document."""
    if isinstance(part, list):
        return [formula for each in part for formula in _formulas(each)]
    if not isinstance(part, dict):
        return []
    return [part["c"][1]] if part.get("t") == "Math" else _formulas(part.get("c"))


def _same_bookmarks(writer: WordWriter, converted: ConvertedVolume) -> list[Problem]:
    """Word takes one bookmark of a name, whatever its capitals."""
    place = Place(file=converted.chapters[0].source, line=1)
    return [Problem(place, "word.bookmark", f"'{labels[0]}' and '{labels[1]}' would have the same bookmark in Word, '{name}'.",
                    "Give one of the two headings other words.")
            for name, labels in writer.names.items() if len(labels) > 1]
