"""Each chart as files to be taken along: its numbers as CSV, itself as SVG and PNG, with its source and licence inside."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from sphinx.application import Sphinx
from sphinx.util import logging

from goldenthread.charts import ChartFault, Drawing, draw, drawing_from_options, for_paper, numbers_from
from goldenthread.documents import safe_cell
from goldenthread.model import Book, Dataset, Fault, Place, Problem, Register, period_in_words
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.page_addresses import CHART_FOLDER, chart_file, chart_id
from goldenthread.system import write_changed

logger = logging.getLogger(__name__)
HEADERS = ("Name", "Period", "Value", "Unit", "What", "Source", "Publisher", "Released", "Licence", "Taken from")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartOfPage:
    """A chart as an author asked for it: its page, its id there, its drawing and the dataset behind it."""

    docname: str
    id: str
    drawing: Drawing
    dataset: Dataset
    place: Place

    def file(self, ending: str) -> str:
        """Where it lies as a file of a kind, below the site's root."""
        return chart_file(self.docname, self.id, ending)


def charts_of_book(register: Register) -> Iterator[ChartOfPage]:
    """Every chart that a chapter has of a dataset, and that can be drawn."""
    counts = Counter[tuple[str, str]]()
    for mention in register.mentions:
        if mention.kind == "chart" and mention.text in register.datasets:
            dataset, docname = register.datasets[mention.text], mention.place.docname
            counts[docname, dataset.id] += 1
            with suppress(ChartFault):  # the rules report it
                yield ChartOfPage(docname=docname, id=chart_id(dataset.id, counts[docname, dataset.id]), dataset=dataset,
                                  drawing=drawing_from_options(dataset, mention.options), place=mention.place)


def source_of(book: Book, dataset: Dataset) -> dict[str, str]:
    """What a file says of where its numbers come from, by the keywords of a PNG file."""
    return {
        "Source": f"{dataset.title}, {dataset.publisher}, released {period_in_words(dataset.released)}",
        "Copyright": f"{dataset.licence} (the numbers)", "Author": book.title,
    }


def chart_as_svg(book: Book, chart: ChartOfPage) -> str:
    """The chart with its title, source and licence below it, as a file that needs nothing else: dark on white."""
    said = source_of(book, chart.dataset)
    lines = [f"Source: {said['Source']}.", f"Licence: {said['Copyright']}. From: {said['Author']}."]
    svg = for_paper(draw(replace(chart.drawing, notes=(*chart.drawing.notes, *lines))))
    texts = {"dc:title": chart.drawing.title, "dc:source": said["Source"], "dc:rights": said["Copyright"],
             "dc:publisher": said["Author"]}
    metadata = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in texts.items())
    head, _, rest = svg.partition("\n")
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n<title>{escape(chart.drawing.title)}</title>\n'
            f'<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description>{metadata}</rdf:Description></rdf:RDF></metadata>\n'
            f'<rect width="100%" height="100%" fill="#ffffff"/>\n{rest}')


def chart_as_csv(book: Book, chart: ChartOfPage) -> str:
    """The numbers drawn, a row each, with their source and licence in every row; no value where there is none."""
    drawing, dataset = chart.drawing, chart.dataset
    same = (drawing.unit, drawing.title, dataset.title, dataset.publisher, dataset.released, dataset.licence, book.title)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADERS)
    for name, period, value in numbers_from(drawing):
        writer.writerow([safe_cell(name), period, "" if value is None else f"{value:f}", *map(safe_cell, same)])
    return stream.getvalue()


def write_chart_files(app: Sphinx, builder: BookHTMLBuilder) -> None:
    """Put every chart as CSV, SVG and PNG below `charts/`; what is no longer drawn goes. Pictures that did not change stay."""
    register, out = BookDomain.of(app.env).register, Path(app.outdir)
    charts = list(charts_of_book(register))
    drawn = {chart.file("svg"): chart for chart in charts}
    kept = {out / chart.file(ending) for chart in charts for ending in ("csv", "svg", "png")}
    for left in [path for path in (out / CHART_FOLDER).rglob("*.*") if path.is_file() and path not in kept]:
        left.unlink()
    changed: dict[str, str] = {}
    for name, chart in drawn.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        # the mark at the start tells spreadsheets that the letters are UTF-8
        write_changed(out / chart.file("csv"), chart_as_csv(register.book, chart).encode("utf-8-sig"))
        svg = chart_as_svg(register.book, chart)
        if write_changed(out / name, svg) or not (out / chart.file("png")).is_file():
            changed[name] = svg
    if changed:
        _write_pictures(app, register.book, {name: drawn[name] for name in changed}, changed)


def _write_pictures(app: Sphinx, book: Book, charts: Mapping[str, ChartOfPage], svgs: Mapping[str, str]) -> None:
    from goldenthread.documents.paper import drawings_as_png  # takes long to load, and most builds draw no chart anew

    said: dict[str, dict[str, Any]] = {
        name: {"Title": chart.drawing.title, "Description": chart.drawing.alt, **source_of(book, chart.dataset)}
        for name, chart in charts.items()}
    first = next(iter(charts.values())).place
    try:
        pictures, problems = drawings_as_png(svgs, said, Path(app.doctreedir) / "chart-pictures", first)
    except Fault as fault:
        pictures, problems = {}, list(fault.problems)
    for name, png in pictures.items():
        (Path(app.outdir) / charts[name].file("png")).write_bytes(png)
    for problem in problems:
        _report(app, problem)


def _report(app: Sphinx, problem: Problem) -> None:
    location = f"{Path(app.srcdir) / problem.place.file}:{problem.place.line}"
    logger.warning("%s %s [%s]", problem.what, problem.fix, problem.code, location=location)
