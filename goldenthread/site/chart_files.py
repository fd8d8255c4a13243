"""Each chart as files to be taken along: its numbers as CSV and itself as SVG, with its source and licence inside."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

from sphinx.application import Sphinx

from goldenthread.charts import ChartFault, Drawing, draw, drawing_from_options, for_paper, numbers_from
from goldenthread.documents import safe_cell
from goldenthread.model import Book, Dataset, Place, Register, period_in_words
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.page_addresses import CHART_FOLDER, chart_file, chart_id
from goldenthread.system import write_changed

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
    """Put every chart as CSV and SVG below `charts/`; what is no longer drawn goes."""
    register, out = BookDomain.of(app.env).register, Path(app.outdir)
    charts = list(charts_of_book(register))
    kept = {out / chart.file(ending) for chart in charts for ending in ("csv", "svg")}
    for left in [path for path in (out / CHART_FOLDER).rglob("*.*") if path.is_file() and path not in kept]:
        left.unlink()
    for chart in charts:
        (out / chart.file("svg")).parent.mkdir(parents=True, exist_ok=True)
        # the mark at the start tells spreadsheets that the letters are UTF-8
        write_changed(out / chart.file("csv"), chart_as_csv(register.book, chart).encode("utf-8-sig"))
        write_changed(out / chart.file("svg"), chart_as_svg(register.book, chart))
