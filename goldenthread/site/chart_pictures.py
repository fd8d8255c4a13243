"""The charts of a site as PNG files.

To draw them takes Typst longer than most builds take: so they are drawn when a site is put together to be published, and only
those that look otherwise than before. Pages offer them there alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from goldenthread.model import Fault, Register
from goldenthread.site.chart_files import ChartOfPage, chart_as_svg, charts_of_book, source_of
from goldenthread.system import digest, digest_of_code, new_file

PICTURE_MARK = "<!-- picture -->"
"""Stands behind the link to a chart's drawing: there a site that has its picture offers that, too."""
_MARKED_DRAWING = re.compile(rf'href="([^"]*)\.svg" download="([^"]*)\.svg">[^<]*</a>{re.escape(PICTURE_MARK)}')


def write_chart_pictures(register: Register, site: Path, drawn_before: Path) -> None:
    """Put a PNG file beside the SVG file of every chart of a built site.

    The folder `drawn_before` keeps the pictures of this call for the next. Raises `Fault` when one cannot be drawn.
    """
    charts = {chart.file("png"): chart for chart in charts_of_book(register)}
    svgs = {name: chart_as_svg(register.book, chart) for name, chart in charts.items()}
    texts = {name: _texts_within(register, chart) for name, chart in charts.items()}
    code = digest_of_code()
    kept = {name: drawn_before / f"{digest(repr((code, svgs[name], texts[name])))}.png" for name in charts}
    drawn_before.mkdir(parents=True, exist_ok=True)
    for left in set(drawn_before.iterdir()) - set(kept.values()):
        left.unlink()
    missing = {name: svgs[name] for name, file in kept.items() if not file.is_file()}
    if missing:
        from goldenthread.documents.paper import drawings_as_png  # takes long to load

        first = charts[next(iter(missing))].place
        with TemporaryDirectory() as workdir:
            pictures, problems = drawings_as_png(missing, texts, Path(workdir), first)
        for name, png in pictures.items():
            with new_file(kept[name]) as picture:
                picture.write(png)
        if problems:
            raise Fault(*problems)
    for name, file in kept.items():
        (site / name).write_bytes(file.read_bytes())


def offer_pictures(page: str) -> str:
    """The text of a page, with the picture of each of its charts offered beside its drawing."""
    return _MARKED_DRAWING.sub(r'\g<0>, <a href="\1.png" download="\2.png">picture (PNG)</a>', page).replace(PICTURE_MARK, "")


def _texts_within(register: Register, chart: ChartOfPage) -> dict[str, str]:
    return {"Title": chart.drawing.title, "Description": chart.drawing.alt, **source_of(register.book, chart.dataset)}
