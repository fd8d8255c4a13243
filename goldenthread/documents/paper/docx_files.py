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

from goldenthread.documents.paper.convert import convert_volume
from goldenthread.documents.paper.cross_references import LinkTargets, labels_of
from goldenthread.documents.paper.fonts import font_folders
from goldenthread.documents.paper.numbering import Counters
from goldenthread.documents.paper.pandoc_model import Element, whole
from goldenthread.documents.paper.pandoc_process import run_pandoc
from goldenthread.documents.paper.volume import DEFAULT_LIMITS, ConvertedVolume, FrontPage, Limits, Volume, VolumeChapter
from goldenthread.documents.paper.word_finish import finished
from goldenthread.documents.paper.word_front import contents_blocks, front_blocks, title_blocks
from goldenthread.documents.paper.word_pictures import WordPicture, pictures_for_word
from goldenthread.documents.paper.word_source import WordWriter
from goldenthread.model import Place, Problem

CHAPTERS_FOLDER = "chapters"


def chapter_file(volume: Volume, chapter: VolumeChapter) -> str:
    """The file of one chapter below the folder of the volumes."""
    name = chapter.docname.rpartition("/")[2]
    return f"{CHAPTERS_FOLDER}/{volume.file.removesuffix('.docx')}-{name}.docx"


def word_files(volume: Volume) -> list[str]:
    """Every file that a volume is written into: a report is read whole."""
    return [volume.file, *(chapter_file(volume, chapter) for chapter in volume.chapters if volume.form == "book")]


def make_docx(volume: Volume, targets: LinkTargets, folder: Path, workdir: Path, front: FrontPage | None = None,
              limits: Limits = DEFAULT_LIMITS) -> list[Problem]:
    """Write `folder / volume.file` and each chapter's file. When there is a problem, what was there before stays as it was.

    Links to other files lead to the site, if it has an address: a copy that travels alone has no neighbours.
    """
    converted = convert_volume(volume, _reachable(targets, volume.file, targets.labels[volume.file]))
    fonts, missing = font_folders(Place(file=converted.chapters[0].source if converted.chapters else volume.file, line=1))
    if converted.problems or missing or not converted.chapters:
        return [*converted.problems, *missing]
    shutil.rmtree(workdir, ignore_errors=True)
    workdir.mkdir(parents=True)
    pictures, problems = pictures_for_word(converted, workdir, fonts, limits)
    if problems:
        return problems
    desk = _Desk(volume=volume, workdir=workdir, pictures=pictures, front=front, limits=limits)
    made, problems, starts = desk.write(volume, converted)
    for chapter, start in zip(volume.chapters, starts, strict=True):
        if not problems and volume.form == "book":
            alone = replace(volume, file=chapter_file(volume, chapter), chapters=[chapter])
            others = _reachable(targets, alone.file, labels_of(chapter))
            told, problems, _ = desk.write(alone, convert_volume(alone, others), start)
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


def _reachable(targets: LinkTargets, file: str, own: Mapping[tuple[str, str], object]) -> LinkTargets:
    """The targets as it is seen from one file: only itself when there is a site, else the others by their way from here."""
    labels = {file: own}
    if not targets.site:
        up = "../" * file.count("/")
        labels |= {f"{up}{name}": found for name, found in targets.labels.items() if name != file}
    return LinkTargets(labels=labels, site=targets.site)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Desk:
    volume: Volume
    workdir: Path
    pictures: Mapping[str, WordPicture]
    front: FrontPage | None
    limits: Limits

    def write(self, volume: Volume, converted: ConvertedVolume, start: Counters | None = None,
              ) -> tuple[dict[str, bytes], list[Problem], list[Counters]]:
        """The file by its name, what went wrong, and how far the numbers had come before each chapter."""
        writer = WordWriter(self.pictures, copy(start) if start else None)
        starts, blocks = [], list[Element]()
        for chapter in converted.chapters:
            starts.append(replace(writer.counters, notes=0, sections=[]))
            blocks += writer.chapter(chapter)
        problems = [*converted.problems, *_same_bookmarks(writer, converted)]
        if problems:
            return {}, problems, starts
        alone = start is not None
        opening = title_blocks(volume, writer.headings[0].title if alone and writer.headings else "")
        opening += front_blocks(self.front) if self.front else []
        opening += [] if alone else contents_blocks(writer.headings)
        written, problems = self._pandoc(whole([*opening, *blocks], language=volume.language), converted)
        if written is None:
            return {}, problems, starts
        return {volume.file: finished(written, volume, writer.cards, writer.tables)}, [], starts

    def _pandoc(self, document: dict[str, object], converted: ConvertedVolume) -> tuple[bytes | None, list[Problem]]:
        first = Place(file=converted.chapters[0].source, line=1)
        with resources.as_file(resources.files("goldenthread.documents.paper") / "reference.docx") as reference:
            try:
                written, said = run_pandoc(["--from=json", "--to=docx", "--output=-", f"--reference-doc={reference}"],
                                           json.dumps(document), self.limits.seconds, folder=self.workdir)
            except subprocess.TimeoutExpired:
                return None, [Problem(first, "word.runaway", f"To write '{self.volume.file}' would need more than "
                                      f"{self.limits.seconds} seconds.", "Part long tables and long lists.")]
        if written is None or said:
            return None, [Problem(_place_of(said, converted) or first, "word.pandoc", f"Pandoc says: {said}.",
                                  "Change what stands there.")]
        return written, []


def _place_of(said: str, converted: ConvertedVolume) -> Place | None:
    """The chapter that holds the formula which pandoc speaks of."""
    for chapter in converted.chapters:
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


def _same_bookmarks(writer: WordWriter, converted: ConvertedVolume) -> list[Problem]:
    """Word takes one bookmark of a name, whatever its capitals."""
    place = Place(file=converted.chapters[0].source, line=1)
    return [Problem(place, "word.bookmark", f"'{labels[0]}' and '{labels[1]}' would have the same bookmark in Word, '{name}'.",
                    "Give one of the two headings other words.")
            for name, labels in writer.names.items() if len(labels) > 1]
