"""A volume as Word files for review: one for the whole, and one for each chapter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from goldenthread.documents.paper.convert import document_from_chapters
from goldenthread.documents.paper.cross_references import Shelf, labels_of
from goldenthread.documents.paper.fonts import font_folders
from goldenthread.documents.paper.numbering import Counts
from goldenthread.documents.paper.pandoc_model import Element, whole
from goldenthread.documents.paper.pandoc_process import run_pandoc
from goldenthread.documents.paper.volume import ORDINARY, Bounds, Chapter, FrontPage, Paper, Volume
from goldenthread.documents.paper.word_finish import finished
from goldenthread.documents.paper.word_front import contents_blocks, front_blocks, title_blocks
from goldenthread.documents.paper.word_pictures import Printed, pictures_for_word
from goldenthread.documents.paper.word_source import WordWriter
from goldenthread.model import Place, Problem

CHAPTERS_FOLDER = "chapters"


def chapter_file(volume: Volume, chapter: Chapter) -> str:
    """The file of one chapter below the folder of the volumes."""
    name = chapter.docname.rpartition("/")[2]
    return f"{CHAPTERS_FOLDER}/{volume.file.removesuffix('.docx')}-{name}.docx"


def word_files(volume: Volume) -> list[str]:
    """Every file that a volume is written into: a report is read whole."""
    return [volume.file, *(chapter_file(volume, chapter) for chapter in volume.chapters if volume.form == "book")]


def make_docx(volume: Volume, shelf: Shelf, folder: Path, workdir: Path, front: FrontPage | None = None,
              bounds: Bounds = ORDINARY) -> list[Problem]:
    """Write `folder / volume.file` and each chapter's file. When there is a problem, what was there before stays as it was.

    Links to other files lead to the site, if it has an address: a copy that travels alone has no neighbours.
    """
    paper = document_from_chapters(volume, _reachable(shelf, volume.file, shelf.labels[volume.file]))
    fonts, missing = font_folders(Place(file=paper.chapters[0].source if paper.chapters else volume.file, line=1))
    if paper.problems or missing or not paper.chapters:
        return [*paper.problems, *missing]
    shutil.rmtree(workdir, ignore_errors=True)
    workdir.mkdir(parents=True)
    pictures, problems = pictures_for_word(paper, workdir, fonts, bounds)
    if problems:
        return problems
    desk = _Desk(volume=volume, workdir=workdir, pictures=pictures, front=front, bounds=bounds)
    made, problems, starts = desk.write(volume, paper)
    for chapter, start in zip(volume.chapters, starts, strict=True):
        if not problems and volume.form == "book":
            alone = replace(volume, file=chapter_file(volume, chapter), chapters=[chapter])
            others = _reachable(shelf, alone.file, labels_of(chapter))
            told, problems, _ = desk.write(alone, document_from_chapters(alone, others), start)
            made |= told
    if not problems:
        for name, content in made.items():
            _put(folder / name, content)
    return problems


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.new")
    waiting.write_bytes(content)
    os.replace(waiting, path)


def _reachable(shelf: Shelf, file: str, own: Mapping[tuple[str, str], object]) -> Shelf:
    """The shelf as it is seen from one file: only itself when there is a site, else the others by their way from here."""
    labels = {file: own}
    if not shelf.site:
        up = "../" * file.count("/")
        labels |= {f"{up}{name}": found for name, found in shelf.labels.items() if name != file}
    return Shelf(labels=labels, site=shelf.site)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Desk:
    volume: Volume
    workdir: Path
    pictures: Mapping[str, Printed]
    front: FrontPage | None
    bounds: Bounds

    def write(self, volume: Volume, paper: Paper, start: Counts | None = None,
              ) -> tuple[dict[str, bytes], list[Problem], list[Counts]]:
        """The file by its name, what went wrong, and how far the numbers had come before each chapter."""
        writer = WordWriter(self.pictures, copy(start) if start else None)
        starts, blocks = [], list[Element]()
        for chapter in paper.chapters:
            starts.append(replace(writer.counts, notes=0, sections=[]))
            blocks += writer.chapter(chapter)
        problems = [*paper.problems, *_same_bookmarks(writer, paper)]
        if problems:
            return {}, problems, starts
        alone = start is not None
        opening = title_blocks(volume, writer.headings[0].title if alone and writer.headings else "")
        opening += front_blocks(self.front) if self.front else []
        opening += [] if alone else contents_blocks(writer.headings)
        written, problems = self._pandoc(whole([*opening, *blocks], language=volume.language), paper)
        if written is None:
            return {}, problems, starts
        return {volume.file: finished(written, volume, writer.cards, writer.tables)}, [], starts

    def _pandoc(self, document: dict[str, object], paper: Paper) -> tuple[bytes | None, list[Problem]]:
        first = Place(file=paper.chapters[0].source, line=1)
        with resources.as_file(resources.files("goldenthread.documents.paper") / "reference.docx") as reference:
            try:
                written, said = run_pandoc(["--from=json", "--to=docx", "--output=-", f"--reference-doc={reference}"],
                                           json.dumps(document), self.bounds.seconds, folder=self.workdir)
            except subprocess.TimeoutExpired:
                return None, [Problem(first, "word.runaway", f"To write '{self.volume.file}' would need more than "
                                      f"{self.bounds.seconds} seconds.", "Part long tables and long lists.")]
        if written is None or said:
            return None, [Problem(_place_of(said, paper) or first, "word.pandoc", f"Pandoc says: {said}.",
                                  "Change what stands there.")]
        return written, []


def _place_of(said: str, paper: Paper) -> Place | None:
    """The chapter that holds the formula which pandoc speaks of."""
    for chapter in paper.chapters:
        for formula in _formulas(chapter.blocks):
            if " ".join(formula.split()) in said:
                return Place(file=chapter.source, line=1)
    return None


def _formulas(part: object) -> list[str]:
    if isinstance(part, list):
        return [found for each in part for found in _formulas(each)]
    if not isinstance(part, dict):
        return []
    return [part["c"][1]] if part.get("t") == "Math" else _formulas(part.get("c"))


def _same_bookmarks(writer: WordWriter, paper: Paper) -> list[Problem]:
    """Word takes one bookmark of a name, whatever its capitals."""
    place = Place(file=paper.chapters[0].source, line=1)
    return [Problem(place, "word.bookmark", f"'{labels[0]}' and '{labels[1]}' would have the same bookmark in Word, '{name}'.",
                    "Give one of the two headings other words.")
            for name, labels in writer.names.items() if len(labels) > 1]
