"""The extension in a Sphinx project that is no book: numbers and charts from its tables, in every builder and under any theme.

Nothing of the project is changed: neither its settings nor its parser, pages, theme or sphinx-needs. What needs more of a book
than is there says so as a warning at its place, and leaves a note in the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from goldenthread import __version__
from goldenthread.book import AREAS_FILE, DATA_FOLDER, EDITIONS_FILE, FRAMEWORK_FILE, read_areas, read_datasets
from goldenthread.charts import OPTIONS, ChartFault, draw, drawing_from_options, for_paper, table_from
from goldenthread.model import Dataset, Fault, FaultInText, Unresolved, gettext, nearest, resolve
from goldenthread.site.node_builders import paragraph, table
from goldenthread.site.sphinx_defaults import speak_language

logger = logging.getLogger(__name__)
BOOKS_FILES = (EDITIONS_FILE, FRAMEWORK_FILE, AREAS_FILE)


@dataclass(slots=True)
class Tables:
    """The tables of a project, read once for each build; `missing` says what is not there of what they need."""

    datasets: dict[str, Dataset] = field(default_factory=dict)
    missing: str = ""

    def read(self, app: Sphinx) -> None:
        """Read the areas and the tables; a handler of `builder-inited`. What is wrong with them is warned of."""
        root, self.datasets, self.missing = Path(app.srcdir), {}, ""
        lacking = [name for name in (AREAS_FILE, DATA_FOLDER) if not (root / name).exists()]
        if lacking:
            self.missing = f"This project has no {' and no '.join(lacking)}."
            return
        try:
            areas, problems = read_areas(root)
            self.datasets, more = read_datasets(root, areas)
        except Fault as fault:
            problems, more = [*fault.problems], []
        for problem in (*problems, *more):
            logger.warning("%s %s [%s]", problem.what, problem.fix, problem.code,
                           location=f"{root / problem.place.file}:{problem.place.line}")


def is_book(root: Path) -> bool:
    """Whether a folder is a book, or is to be one: it has editions, or what only a book has."""
    return (root / EDITIONS_FILE).exists() or (root / FRAMEWORK_FILE).exists()


def set_up_guest(app: Sphinx, views: tuple[str, ...]) -> dict[str, Any]:
    """Offer numbers and charts, and say of the views what they need."""
    tables = Tables()
    app.add_role("value", GuestValue(tables))
    app.add_directive("chart", type("GuestChartHere", (GuestChart,), {"tables": tables}))
    for name in views:
        app.add_directive(name, GuestView)
    app.connect("builder-inited", tables.read)
    app.connect("config-inited", speak_or_warn)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def speak_or_warn(app: Sphinx, config: Config) -> None:
    """Write for readers in the project's language; where the program has no words in it, warn that they are English."""
    if not speak_language(app, config):
        logger.warning("The program has no words of its own in '%s': what stands beside charts and numbers is English. "
                       "[guest.language]", config.language, type="guest", subtype="language")


class GuestValue(SphinxRole):
    """A number from a table of the project, as text."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self.tables = tables

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if self.tables.missing:
            logger.warning("%s A number is taken from a table: see docs/authors/data.md of goldenthread. [guest.missing]",
                           self.tables.missing, location=self.get_location())
            return [nodes.inline("", "[no value]", classes=["no-value"])], []
        try:
            value = resolve(self.text, self.tables.datasets)
        except Unresolved as fault:
            _warn(fault, self.get_location())
            return [nodes.inline("", "[no value]", classes=["no-value"])], []
        _note_tables(self.env, value.datasets)
        return [nodes.inline(self.rawtext, value.text, classes=["goldenthread-value"])], []


class GuestChart(SphinxDirective):
    """A chart from a table of the project: drawn on web pages, and everywhere as the table of its numbers."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {name: directives.unchanged for name in OPTIONS}
    tables: ClassVar[Tables]

    def run(self) -> list[nodes.Node]:
        name, place = self.arguments[0], self.get_location()
        if self.tables.missing:
            logger.warning("%s A chart is drawn from a table. [guest.missing]", self.tables.missing, location=place)
            return []
        dataset = self.tables.datasets.get(name)
        if dataset is None:
            logger.warning("There is no table '%s'.%s [chart.unknown]", name, nearest(name, self.tables.datasets), location=place)
            return []
        try:
            drawing = drawing_from_options(dataset, self.options)
            svg = for_paper(draw(drawing))
        except ChartFault as fault:
            _warn(fault, place)
            return []
        _note_tables(self.env, (dataset.id,))
        headers, rows = table_from(drawing)
        source = paragraph(gettext("Source: {source}", source=f"{dataset.publisher}: {dataset.publication}."))
        return [nodes.raw("", svg, format="html"), *self.parse_content_to_nodes(),
                table(gettext("{title}: the numbers", title=drawing.title), headers, rows, numbers=True), source]


class GuestView(SphinxDirective):
    """A view is made from all items of a book: where there is none, this says what it needs."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        missing = [name for name in BOOKS_FILES if not (Path(self.env.srcdir) / name).exists()]
        logger.warning("'{%s}' is made from the items of a book, and this project lacks %s. 'goldenthread new' begins a book. "
                       "[guest.view]", self.name, ", ".join(missing), location=self.get_location())
        return [nodes.note("", paragraph(f"Here would stand {self.name}, which needs a book: {', '.join(missing)}."))]


def _warn(fault: FaultInText, location: str) -> None:
    logger.warning("%s %s [%s]", fault.what, fault.fix, fault.code, location=location)


def _note_tables(env: Any, names: tuple[str, ...]) -> None:
    """Have the page read again when a table, its card or the areas change."""
    for file in (AREAS_FILE, *(f"{DATA_FOLDER}/{name}.{ending}" for name in names for ending in ("csv", "toml"))):
        env.note_dependency(str(Path(env.srcdir) / file))
