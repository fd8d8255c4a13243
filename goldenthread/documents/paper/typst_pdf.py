"""A volume as a PDF: its source, the run of the press, and what the press says, told at the author's place."""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from goldenthread.documents.paper import typst_process as press
from goldenthread.documents.paper.convert import convert_volume
from goldenthread.documents.paper.cross_references import LinkTargets
from goldenthread.documents.paper.fonts import font_folders
from goldenthread.documents.paper.typst_source import PLACE_MARK, quoted, typst_sources
from goldenthread.documents.paper.volume import DEFAULT_LIMITS, ConvertedVolume, Limits, Volume
from goldenthread.model import Place, Problem

_WHERE = re.compile(r"([\w.-]+\.typ):(\d+):\d+")
_PART = re.compile(r"part-(\d+)\.typ")


def make_pdf(volume: Volume, targets: LinkTargets, folder: Path, workdir: Path, limits: Limits = DEFAULT_LIMITS) -> list[Problem]:
    """Write `folder / volume.file`. When there is a problem, the PDF that was there before stays as it was."""
    converted = convert_volume(volume, targets)
    first = Place(file=converted.chapters[0].source if converted.chapters else volume.file, line=1)
    fonts, missing = font_folders(first)
    if converted.problems or missing or not converted.chapters:
        return [*converted.problems, *missing]
    _lay_out(volume, converted, workdir)
    problems = _Press(volume=volume, converted=converted, workdir=workdir, fonts=fonts, limits=limits).problems("book.pdf")
    if not problems:
        folder.mkdir(parents=True, exist_ok=True)
        waiting = folder / f".{volume.file}.new"
        _save_compact(workdir / "book.pdf", waiting)
        os.replace(waiting, folder / volume.file)
    return problems


def _save_compact(set_pdf: Path, target: Path) -> None:
    """Save a PDF with its small objects packed: the tags alone would make two thirds of the file."""
    # it says that it has been loaded, and a part of the web theme lets all such words through
    logging.getLogger("pikepdf").setLevel(logging.WARNING)
    import pikepdf

    packed = io.BytesIO()  # not straight into the file: on a full disk the library would end the whole build
    with pikepdf.open(set_pdf) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    target.write_bytes(packed.getvalue())


def _lay_out(volume: Volume, converted: ConvertedVolume, workdir: Path) -> None:
    """Write the source, the template and the pictures into an empty folder."""
    shutil.rmtree(workdir, ignore_errors=True)
    workdir.mkdir(parents=True)
    for name in ("book.typ", "pack.typ", "pieces.typ"):
        template = resources.files("goldenthread.documents.paper") / name
        (workdir / name).write_text(template.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    for name, picture in converted.pictures.items():
        if isinstance(picture, Path):
            shutil.copyfile(picture, workdir / name)
        else:
            (workdir / name).write_text(picture, encoding="utf-8", newline="\n")
    opening = '#import "book.typ": *\n'
    for number, source in enumerate(typst_sources(converted), start=1):
        (workdir / f"part-{number}.typ").write_text(opening + source, encoding="utf-8", newline="\n")
        (workdir / f"alone-{number}.typ").write_text(
            f'{opening}{_book_call(volume, alone=True)}#include "part-{number}.typ"\n', encoding="utf-8", newline="\n")
    (workdir / "main.typ").write_text(opening + _book_call(volume) + _includes(volume, converted), encoding="utf-8", newline="\n")


def _book_call(volume: Volume, alone: bool = False) -> str:
    language, _, region = volume.language.partition("-")
    texts = {"title": volume.title, "edition": volume.edition, "status": volume.status, "running": volume.running_head,
             "publisher": volume.publisher, "note": volume.note, "language": language, "region": region, "form": volume.form}
    day = volume.dated
    arguments = [f"{name}: {quoted(text)}" for name, text in texts.items() if text]
    arguments += [f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day})"]
    return f"#show: book.with({', '.join(arguments + ['bare: true'] * alone)})\n"


def _includes(volume: Volume, converted: ConvertedVolume) -> str:
    lines, in_annexes = [], False
    for number, chapter in enumerate(converted.chapters, start=1):
        if chapter.annex and not in_annexes:
            lines.append("#show: annexes")
            in_annexes = True
        part = f'include "part-{number}.typ"'
        lines.append(f"#one-page({part})" if volume.form == "pack" else f"#{part}")
    if volume.index and converted.entries:
        lines.append(f"#index-of-items({_index(converted)})")
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
class _Press:
    volume: Volume
    converted: ConvertedVolume
    workdir: Path
    fonts: list[Path]
    limits: Limits

    def problems(self, output: str) -> list[Problem]:
        """Set the book; what went wrong."""
        told = self._run("main.typ", output, {})
        if told is not None:
            faults = [told["error"]] if told["error"] else told["warnings"]
            return [self._problem(fault) for fault in faults]
        return [self._runaway()]

    def _run(self, source: str, output: str, inputs: dict[str, str]) -> dict[str, Any] | None:
        """What the press told, or nothing if it went beyond its limits."""
        day = self.volume.dated
        stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        return press.run({
            "source": str(self.workdir / source), "root": str(self.workdir), "output": str(self.workdir / output),
            "fonts": [str(folder) for folder in self.fonts], "inputs": inputs,
            "form": {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": stamp},
            "bytes": self.limits.megabytes * 1_000_000, "seconds": self.limits.seconds})

    def _runaway(self) -> Problem:
        """Set each chapter alone to find the one that never ends."""
        what = f"would need more than {self.limits.seconds} seconds or {self.limits.megabytes} MB."
        fix = "Take out what was added last to see what is too large; part long tables and long lists with notes."
        for number, chapter in enumerate(self.converted.chapters, start=1):
            if self._run(f"alone-{number}.typ", "alone.pdf", {"alone": "yes"}) is None:
                return Problem(place=Place(file=chapter.source, line=1), code="paper.runaway",
                               what=f"To set this chapter {what}", fix=fix)
        place = Place(file=self.converted.chapters[0].source, line=1)
        fix = "Take its longest annexes out of its table of contents, or build the web pages alone: 'build html'."
        return Problem(place=place, code="paper.runaway", fix=fix,
                       what=f"To set '{self.volume.title}' {what} Each chapter alone is within limits.")

    def _problem(self, fault: dict[str, Any]) -> Problem:
        hints = " ".join(fault["hints"])
        message = fault["message"].rstrip(".")
        return Problem(place=self._place(fault["where"]), code="paper.typst", what=f"Typst says: {message}.",
                       fix=(hints[:1].upper() + hints[1:] + ".") if hints else "Change what stands there.")

    def _place(self, where: str) -> Place:
        """The author's place of a line in the source: the nearest mark above it."""
        for file, line in _WHERE.findall(where):
            part = _PART.fullmatch(file)
            if not part:
                continue
            above = (self.workdir / file).read_text(encoding="utf-8").split("\n")[:int(line)]
            marks = PLACE_MARK.findall("\n".join(above))
            if marks:
                return Place(file=marks[-1][0], line=int(marks[-1][1]))
            return Place(file=self.converted.chapters[int(part.group(1)) - 1].source, line=1)
        return Place(file=self.converted.chapters[0].source, line=1)
