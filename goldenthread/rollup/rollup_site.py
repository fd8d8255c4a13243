"""The roll-up as a site: a small Sphinx project, whose pages are made of nodes, so that no area's text is ever read as markup."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.parsers import Parser

from goldenthread import __version__
from goldenthread.model import Fault, Place, Problem, current_language, gettext
from goldenthread.rollup import priority_pages
from goldenthread.rollup import rollup_pages as pages
from goldenthread.rollup.rollup_pieces import Rollup, RollupPage, anchor_of, area_page, tag_page
from goldenthread.site import (
    BOOK,
    Handover,
    SearchEntry,
    sections_of,
    set_up_pages,
    sphinx_app,
    without_colours,
    write_search_data,
)

EXTENSION = "goldenthread.rollup.rollup_site"
ENDING = ".page"
WIDE = {"index", "map", "sources", "priorities/all"}
Make = Callable[[RollupPage], list[nodes.Node]]
MAKERS: dict[str, Make] = {
    "map": pages.gap_map, "priorities/index": priority_pages.index, "priorities/all": priority_pages.every_priority,
    "sources": pages.sources, "areas/index": pages.areas_index, "about": pages.about,
}
"""The functions that make the pages about all areas."""


def pages_of(rollup: Rollup) -> dict[str, tuple[str, Make]]:
    """Every page by its name: its title and the function that makes it."""
    every: dict[str, tuple[str, Make]] = {
        "index": (rollup.title, pages.front), **{name: (gettext(title), MAKERS[name]) for name, title in pages.TITLES.items()},
    }
    every |= {tag_page(tag): (tag.name, partial(priority_pages.for_tag, tag=tag)) for tag in rollup.common.tags}
    return every | {area_page(one.area): (one.area.name, partial(priority_pages.area, summary=one)) for one in rollup.summaries}


def handed_rollup(config: Config) -> Rollup:
    """The roll-up whose site is being built."""
    handed: Handover[Rollup] = config.rollup_handed
    if handed.value is None:
        raise RuntimeError("the site of a roll-up is built by `build_site`, which hands the roll-up to Sphinx")
    return handed.value


class PageParser(Parser):
    """Makes a page of the roll-up instead of parsing one: its file is empty, and its name says which page it is."""

    supported = ("rollup",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        rollup = handed_rollup(env.config)
        docname = env.docname
        title, make = pages_of(rollup)[docname]
        self.setup_parse(inputstring, document)
        content = make(RollupPage(rollup=rollup, docname=docname))
        page = nodes.section("", nodes.title("", title), *content, ids=["page"], names=[])
        document += page
        for node in page.findall(nodes.Element):
            # so that docutils keeps the ids, to which other pages link
            if node["ids"]:
                document.note_explicit_target(node, node)
        self.finish_parse()


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_source_suffix(ENDING, "rollup")
    app.add_source_parser(PageParser)
    app.add_config_value("rollup_handed", Handover(), "", types=(Handover,))
    set_up_pages(app, "explorer.css", "rollup.css")
    app.connect("html-page-context", widen, priority=900)  # after furo has looked for a table of contents
    app.connect("build-finished", write_search)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def widen(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give pages of wide tables the whole width."""
    context["furo_hide_toc"] = context.get("furo_hide_toc") or pagename in WIDE


def write_search(app: Sphinx, exception: Exception | None) -> None:
    """Write the data for the search: every priority, and the pages."""
    if exception is not None:
        return
    rollup = handed_rollup(app.config)
    entries = [SearchEntry(kind=one.area.key, label=gettext("{area}: priority", area=one.area.name),
                           id=anchor_of(one.area, item), title=item.title, edition=one.area.edition.label,
                           address=f"{area_page(one.area)}.html#{anchor_of(one.area, item)}", text=item.body)
               for one in rollup.summaries for item in one.priorities]
    entries += [SearchEntry(kind="page", label=gettext("Page"), id="", title=title, edition="", address=f"{name}.html",
                            text=sections_of(app.env.get_doctree(name)))
                for name, (title, _make) in pages_of(rollup).items()]
    write_search_data(Path(app.outdir), BOOK, entries, explorer="priorities/all.html",
                      dimensions=rollup.common.dimensions)


def build_site(rollup: Rollup, work: Path) -> Path:
    """Build the site below `work`, an empty folder: the folder with the pages.

    Raises `Fault` if Sphinx gives any warning or error.
    """
    source, out = work / "source", work / "html"
    for name in pages_of(rollup):
        path = source / f"{name}{ENDING}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    warnings = io.StringIO()
    failed = ""
    try:
        with sphinx_app(source, out, work / "doctrees", "html", _settings(rollup), warnings) as app:
            app.build()
    except (SphinxError, OSError) as error:
        failed = str(error)
    complaints = without_colours(warnings.getvalue()).strip()
    if failed or complaints:
        raise Fault(Problem(Place(file=str(rollup.output), line=0), "rollup.pages",
                            f"The pages could not be made: {failed or complaints}.",
                            "This is a fault of goldenthread: please report it."))
    shutil.rmtree(out / "_sources", ignore_errors=True)  # there are no sources, but Sphinx leaves a folder for them
    return out


def _settings(rollup: Rollup) -> dict[str, Any]:
    return {
        "extensions": [EXTENSION], "project": rollup.title, "html_title": rollup.title, "author": "",
        "language": current_language().tag.replace("-", "_"),
        "copyright": gettext("Each area's register belongs to its publisher"), "html_theme": "furo", "html_copy_source": False,
        "html_use_index": False, "html_show_sphinx": False, "html_last_updated_fmt": None, "smartquotes": False,
        "suppress_warnings": ["config.cache"], "rollup_handed": Handover(rollup),
    }
