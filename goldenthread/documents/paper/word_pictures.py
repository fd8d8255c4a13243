"""Pictures for Word, which shows no SVG or WebP by itself in every version: each of these becomes a PNG that prints sharp."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from goldenthread.documents.paper.drawn_pictures import draw_pages
from goldenthread.documents.paper.figures import width_of
from goldenthread.documents.paper.screen_colours import copy_in_screen_colours
from goldenthread.documents.paper.typst_process import TypstMessage
from goldenthread.documents.paper.volume import ConvertedVolume, Limits
from goldenthread.model import Place, Problem

DOTS_PER_INCH = 220
POINTS_PER_PIXEL = 0.66
"""The size in print of a drawing's CSS pixel, so that its letters are about as large as those of a table."""
WORD_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif")
"""The kinds of picture that Word takes as they are."""
ORIENTATION = 0x0112
"""The field of EXIF data that says how the camera was held: 1 for upright."""


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
            copy_in_screen_colours(picture, files[name])
        else:
            files[name].write_text(picture, encoding="utf-8", newline="\n")
    problems = _draw(converted, {name: uses[name] for name in drawn}, workdir, fonts, limits) if drawn else []
    if problems:
        return {}, problems
    measured: dict[str, WordPicture] = {}
    for name, path in (files | drawn).items():
        # a PNG of Typst's names no dots per inch
        shown = _for_word(path, DOTS_PER_INCH if name in drawn else None)
        if shown is None:
            problems.append(_problem(uses[name].place, "it cannot be read as a picture of its kind"))
        else:
            measured[name] = shown
    return measured, problems


def _draw(
    converted: ConvertedVolume, uses: Mapping[str, PictureUse], workdir: Path, fonts: list[Path], limits: Limits,
) -> list[Problem]:
    """Draw pictures with Typst, as wide as they are to be."""
    widths = {name: _width(converted.pictures[name], use) for name, use in uses.items()}
    for names, run in draw_pages(widths, workdir, fonts, limits, DOTS_PER_INCH):
        if run is None and len(names) > 1:  # each alone, to name the one that is too large
            alone = (_draw(converted, {name: uses[name]}, workdir, fonts, limits) for name in names)
            problems = next(filter(None, alone), [])
        elif run is None:
            problems = [Problem(uses[names[0]].place, "word.runaway", "To draw this picture would need more than "
                                f"{limits.seconds} seconds of the processor or {limits.megabytes} MB.",
                                "Save it smaller or with fewer details.")]
        else:
            problems = [_problem_of_fault(fault, names, uses) for fault in run.faults]
            for name, output in () if problems else zip(names, run.outputs, strict=True):
                (workdir / name).with_suffix(".png").write_bytes(output)
        if problems:
            return problems
    return []


def _width(picture: str | Path, use: PictureUse) -> str:
    """How wide a picture is to be drawn, as Typst takes it; empty for its own width."""
    pixels = max(use.pixels, pixels_of(width_of(picture)) if isinstance(picture, str) else 0.0)
    return f", width: {pixels * POINTS_PER_PIXEL:.2f}pt" if pixels else ""


def _problem_of_fault(fault: TypstMessage, names: list[str], uses: Mapping[str, PictureUse]) -> Problem:
    line = re.search(r"pictures\.typ:(\d+)", fault.where)
    name = names[int(line.group(1)) - 2] if line else names[0]
    return _problem(uses[name].place, f"the program that draws it says '{fault.message.rstrip('.')}'")


def _problem(place: Place, why: str) -> Problem:
    return Problem(place, "word.picture", f"The picture cannot be drawn for Word: {why}.",
                   "Save it anew as PNG or SVG, and look at it in a browser.")


def _for_word(path: Path, dots_per_inch: int | None = None) -> WordPicture | None:
    """A picture file as Word shows it, at the dots per inch that it names (72 if none); None if it is unreadable.

    Word 2019 and LibreOffice do not turn a photo as its EXIF data say: such a one is saved anew beside itself.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                named = picture.info.get("dpi", (0, 0))
                across, up = (dots_per_inch or (round(each) if each > 1 else 72) for each in named)
                width, height = picture.size
                turned = picture.getexif().get(ORIENTATION, 1)
                if turned != 1:
                    (width, height), path = _saved_anew(picture, path)
                    across, up = (up, across) if turned > 4 else (across, up)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    return WordPicture(file=path.name, width=width / across * 72, height=height / up * 72)


def _saved_anew(picture: Image.Image, path: Path) -> tuple[tuple[int, int], Path]:
    """The size of the picture, upright, and the file that it was saved to."""
    upright = ImageOps.exif_transpose(picture)
    target = path.with_name(f"{path.stem}-upright{path.suffix}")
    upright.info.pop("exif", None)
    upright.save(target, quality=92) if picture.format == "JPEG" else upright.save(target)
    return upright.size, target
