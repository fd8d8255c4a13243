"""Pictures for Word, which shows no SVG or WebP by itself in every version: each of these becomes a PNG that prints sharp."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from goldenthread.documents.paper.figures import width_of
from goldenthread.documents.paper.typst_process import run_typst
from goldenthread.documents.paper.typst_source import quoted
from goldenthread.documents.paper.volume import ConvertedVolume, Limits
from goldenthread.model import Place, Problem

DOTS_PER_INCH = 220
POINTS_PER_PIXEL = 0.66
"""The size in print of a drawing's CSS pixel, so that its letters are about as large as those of a table."""
WORD_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif")
"""The kinds of picture that Word takes as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordPicture:
    """A picture as a file that Word takes, with its own size in points."""

    file: str
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureUse:
    """Where a picture was written, and how many CSS pixels wide it is to be (0 for its own width)."""

    place: Place
    pixels: float


def pixels_of(width: str) -> float:
    """A width as an author gives it (`640` or `640px`) in pixels; 0 for none or one in another unit."""
    number = re.match(r"\d+(\.\d+)?(?=px|$)", width)
    return float(number.group()) if number else 0.0


def picture_uses(part: Any, width: str = "") -> dict[str, PictureUse]:
    """Every picture in some blocks of pandoc's model, by its file name; of several uses the widest counts."""
    uses: dict[str, PictureUse] = {}
    if isinstance(part, dict):
        if part.get("t") == "Image":
            (_, _, pairs), _, (name, _) = part["c"]
            file, _, line = dict(pairs)["at"].rpartition(":")
            return {name: PictureUse(place=Place(file=file, line=int(line)), pixels=pixels_of(width))}
        width = dict(part["c"][0][2]).get("width", "") if part.get("t") == "Div" else width
        return picture_uses(part.get("c"), width)
    for each in part if isinstance(part, list) else []:
        for name, use in picture_uses(each, width).items():
            if name not in uses or use.pixels > uses[name].pixels:
                uses[name] = use
    return uses


def pictures_for_word(
    converted: ConvertedVolume, workdir: Path, fonts: list[Path], limits: Limits,
) -> tuple[dict[str, WordPicture], list[Problem]]:
    """Every picture of a volume by its name, drawn into `workdir`; a picture that cannot be drawn or read is a problem."""
    uses = picture_uses([chapter.blocks for chapter in converted.chapters])
    files = {name: workdir / name for name in converted.pictures}
    drawn = {name: path.with_suffix(".png") for name, path in files.items() if path.suffix not in WORD_SUFFIXES}
    for name, picture in converted.pictures.items():
        if isinstance(picture, Path):
            shutil.copyfile(picture, files[name])
        else:
            files[name].write_text(picture, encoding="utf-8", newline="\n")
    problems = _draw(converted, {name: uses[name] for name in drawn}, workdir, fonts, limits) if drawn else []
    if problems:
        return {}, problems
    measured: dict[str, WordPicture] = {}
    for name, path in (files | drawn).items():
        # a PNG of Typst's names no dots per inch
        size = _size(path, DOTS_PER_INCH if name in drawn else None)
        if size is None:
            problems.append(_problem(uses[name].place, "it cannot be read as a picture of its kind"))
        else:
            measured[name] = WordPicture(file=path.name, width=size[0], height=size[1])
    return measured, problems


def _draw(
    converted: ConvertedVolume, uses: Mapping[str, PictureUse], workdir: Path, fonts: list[Path], limits: Limits,
) -> list[Problem]:
    """One run of Typst, one page per picture, white behind it."""
    names = list(uses)  # all in one run: each would start a process and read the fonts again
    lines = ["#set page(width: auto, height: auto, margin: 0pt, fill: white)"]
    for number, name in enumerate(names):
        picture = converted.pictures[name]
        pixels = max(uses[name].pixels, pixels_of(width_of(picture)) if isinstance(picture, str) else 0.0)
        width = f", width: {pixels * POINTS_PER_PIXEL:.2f}pt" if pixels else ""
        lines.append(f"{'#pagebreak()' if number else ''}#image({quoted(name)}{width})")
    (workdir / "pictures.typ").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    run = run_typst(workdir / "pictures.typ", fonts, limits, {"format": "png", "ppi": DOTS_PER_INCH})
    if run is None:
        return [Problem(uses[names[0]].place, "word.runaway", "To draw the pictures would need more than "
                        f"{limits.seconds} seconds or {limits.megabytes} MB.",
                        "Take out what was added last to see which is too large.")]
    problems = []
    for fault in run.faults:  # the picture of number n is in line n + 2, below the line that sets the page
        line = re.search(r"pictures\.typ:(\d+)", fault.where)
        name = names[int(line.group(1)) - 2] if line else names[0]
        problems.append(_problem(uses[name].place, f"Typst says: {fault.message.rstrip('.')}"))
    if not problems:
        for name, output in zip(names, run.outputs, strict=True):
            (workdir / name).with_suffix(".png").write_bytes(output)
    return problems


def _problem(place: Place, why: str) -> Problem:
    return Problem(place, "word.picture", f"The picture cannot be drawn for Word: {why}.",
                   "Save it anew as PNG or SVG, and look at it in a browser.")


def _size(path: Path, dots_per_inch: int | None = None) -> tuple[float, float] | None:
    """The width and height of a picture file in points (72 to the inch), at the dots per inch that it names; None if unreadable.

    python-docx 1.2 measures every picture that it puts into a file with `docx.image`, which it documents nowhere.
    """
    try:
        image = Image.from_blob(path.read_bytes())
        across, up = dots_per_inch or image.horz_dpi, dots_per_inch or image.vert_dpi
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, io.UnsupportedOperation, ValueError):
        return None
    return image.px_width / across * 72, image.px_height / up * 72
