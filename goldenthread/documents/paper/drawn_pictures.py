"""Drawings as PNG files: one run of Typst for all, a page for each, with the fonts of our packages."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from goldenthread.documents.paper.figures import with_literal_colours, with_weights
from goldenthread.documents.paper.typst_process import TypstRun, font_folders, run_typst
from goldenthread.documents.paper.typst_source import quoted
from goldenthread.documents.paper.volume import DEFAULT_LIMITS, Limits
from goldenthread.model import Place, Problem

DOTS_PER_PIXEL = 2
"""For screens, of which most show a CSS pixel by two dots or more."""
CSS_DOTS_PER_INCH = 96
_HEAD = 33
"""The bytes of a PNG file up to the end of its head, which says how large the picture is."""
TOGETHER = 30
"""So many drawings are drawn in one run, which stays well within its limits."""


def draw_pages(
    pictures: Mapping[str, str], workdir: Path, fonts: Sequence[Path], limits: Limits, dots_per_inch: int
) -> TypstRun | None:
    """Pictures that lie in `workdir`, by their file names, each on a white page of its own size; None beyond the limits.

    The value of a picture is what else Typst is to know of it, such as `, width: 12pt`. The picture of number n stands in line
    n + 2 of `pictures.typ`, below the line that sets the page.
    """
    # all in one run: each would start a process and read the fonts again
    lines = ["#set page(width: auto, height: auto, margin: 0pt, fill: white)"]
    for number, (name, more) in enumerate(pictures.items()):
        lines.append(f"{'#pagebreak()' if number else ''}#image({quoted(name)}{more})")
    (workdir / "pictures.typ").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return run_typst(workdir / "pictures.typ", fonts, limits, {"format": "png", "ppi": dots_per_inch})


def drawings_as_png(
    drawings: Mapping[str, str], said: Mapping[str, Mapping[str, str]], workdir: Path, place: Place,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[dict[str, bytes], list[Problem]]:
    """Each SVG, by its name, as the bytes of a PNG file with two dots to a CSS pixel; the same bytes for the same drawing.

    `said` are the texts that a file carries within, by their PNG keywords. With a problem, at `place`, there may be fewer files.
    Raises `Fault` when Typst is missing.
    """
    fonts, problems = font_folders(place)
    made: dict[str, bytes] = {}
    workdir.mkdir(parents=True, exist_ok=True)
    names = list(drawings)
    for start in range(0, 0 if problems else len(names), TOGETHER):
        some = names[start:start + TOGETHER]
        for number, name in enumerate(some):
            svg = with_weights(with_literal_colours(drawings[name]))
            (workdir / f"drawing-{number}.svg").write_text(svg, encoding="utf-8", newline="\n")
        pages = {f"drawing-{number}.svg": "" for number in range(len(some))}
        run = draw_pages(pages, workdir, fonts, limits, DOTS_PER_PIXEL * CSS_DOTS_PER_INCH)
        if run is None:
            what = f"To draw {len(some)} charts would need more than {limits.seconds} seconds or {limits.megabytes} MB."
            return made, [Problem(place, "paper.runaway", what, "Take out what was added last to see which is too large.")]
        problems += [Problem(place, "paper.typst", f"Typst says: {fault.message.rstrip('.')}.", "Change the chart.")
                     for fault in run.faults]
        if not run.faults:
            made |= {name: _with_texts(png, said[name]) for name, png in zip(some, run.outputs, strict=True)}
    return made, problems


def _with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """A PNG file with texts behind its head. By hand: Pillow would pack each picture anew, which took longer than to draw it."""
    chunks = b"".join(_chunk(b"iTXt", keyword.encode("latin-1") + bytes(5) + text.encode()) for keyword, text in texts.items())
    return png[:_HEAD] + chunks + png[_HEAD:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
