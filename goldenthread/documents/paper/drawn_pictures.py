"""Pictures drawn by Typst, many in a run with a page for each, with the fonts of our packages; and drawings as PNG files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
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
IN_ONE_RUN = 60
"""How many pictures one run of Typst draws: about 0.5 GB at most, whatever the length of the book."""


def draw_pages(
    pictures: Mapping[str, str], workdir: Path, fonts: Sequence[Path], limits: Limits, dots_per_inch: int
) -> Iterator[tuple[list[str], TypstRun | None]]:
    """Pictures that lie in `workdir`, by their file names, each on a white page of its own size.

    They are drawn in runs of `IN_ONE_RUN`; each run comes with the names of its pictures, and is None when it went beyond the
    limits. The value of a picture is what else Typst is to know of it, such as `, width: 12pt`. The picture of number n of a run
    stands in line n + 2 of `pictures.typ`, below the line that sets the page.
    """
    names = list(pictures)
    # many in one run: each would start a process and read the fonts again
    for start in range(0, len(names), IN_ONE_RUN):
        some = names[start:start + IN_ONE_RUN]
        lines = ["#set page(width: auto, height: auto, margin: 0pt, fill: white)"]
        for number, name in enumerate(some):
            lines.append(f"{'#pagebreak()' if number else ''}#image({quoted(name)}{pictures[name]})")
        (workdir / "pictures.typ").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        yield some, run_typst(workdir / "pictures.typ", fonts, limits, {"format": "png", "ppi": dots_per_inch})


def drawings_as_png(
    drawings: Mapping[str, str], said: Mapping[str, Mapping[str, str]], workdir: Path, place: Place,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[dict[str, bytes], list[Problem]]:
    """Each SVG, by its name, as the bytes of a PNG file with two dots to a CSS pixel; the same bytes for the same drawing.

    `said` are the texts that a file carries within, by their PNG keywords. With a problem, at `place`, there may be fewer files.
    Raises `Fault` when Typst is missing.
    """
    fonts, problems = font_folders(place)
    if problems:
        return {}, problems
    workdir.mkdir(parents=True, exist_ok=True)
    files = {f"drawing-{number}.svg": name for number, name in enumerate(drawings)}
    for file, name in files.items():
        svg = with_weights(with_literal_colours(drawings[name]))
        (workdir / file).write_text(svg, encoding="utf-8", newline="\n")
    made: dict[str, bytes] = {}
    for some, run in draw_pages(dict.fromkeys(files, ""), workdir, fonts, limits, DOTS_PER_PIXEL * CSS_DOTS_PER_INCH):
        if run is None:
            what = f"To draw {len(some)} charts would need more than {limits.seconds} seconds or {limits.megabytes} MB."
            return made, [Problem(place, "paper.runaway", what, "Take out what was added last to see which is too large.")]
        problems += [Problem(place, "paper.typst", f"This cannot be drawn: {fault.message.rstrip('.')}.", "Change the chart.")
                     for fault in run.faults]
        if not run.faults:
            made |= {files[file]: _with_texts(png, said[files[file]]) for file, png in zip(some, run.outputs, strict=True)}
    return made, problems


def _with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """A PNG file with texts behind its head. By hand: Pillow would pack each picture anew, which took longer than to draw it."""
    chunks = b"".join(_chunk(b"iTXt", keyword.encode("latin-1") + bytes(5) + text.encode()) for keyword, text in texts.items())
    return png[:_HEAD] + chunks + png[_HEAD:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
