"""The one file that knows sphinx-needs 9.1: what is used of it, what is held against it, and what of it is not wanted.

It reads the items, resolves the conditions that a link may set (`[[...]]`) and writes `needs.json`, which other programs
read. Our own reading of the chapters is held against its own; items are given the field `fp`, their fingerprint; and its
cards, tables, styles and scripts give way to ours. `needs.json` is not written again while it would come out as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx_needs.api import get_needs_view

from goldenthread.analysis import Fingerprints, pins
from goldenthread.model import Item, Place, Problem, Register
from goldenthread.site.domain import BookDomain
from goldenthread.site.incremental.rewrite import told_of_everything
from goldenthread.system import digest

# what a schema says of an item, our rules have looked at already, each fault at its own line
NO_SECOND_CHECK: dict[str, Any] = {"needs_schema_validation_enabled": False}
UNUSED_STATIC_FILES = ("sphinx-needs/", "sphinx-data-viewer/", "graphviz.css", "jquery.js",
                       "_sphinx_javascript_frameworks_compat.js")
"""Styles and scripts that sphinx-needs, and the extensions that it loads, add to every page, below `_static/`."""


def set_up_needs(app: Sphinx) -> None:
    """Load sphinx-needs, give its items our fingerprint, and have it write `needs.json` only when something in it changes."""
    app.setup_extension("sphinx_needs")
    _Export(app)


def needs_on(doctree: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Each item that sphinx-needs has left on a page to be drawn, with its id; the target that it puts before is taken away.

    Whoever replaces them all before sphinx-needs' own handler of `doctree-resolved` spares it its tables.
    """
    for node in list(doctree.findall(nodes.Element)):
        # by its name, since the class (`sphinx_needs.nodes.Need`) is no part of the public interface
        if node.tagname != "Need" or node.parent is None:
            continue
        place = node.parent.index(node)
        if place and isinstance(node.parent[place - 1], nodes.target):
            del node.parent[place - 1]
        yield node, node["ids"][0] if node["ids"] else node.get("refid", "")


def register_differs(app: Sphinx, register: Register) -> Iterator[Problem]:
    """A problem for each item that only one of the two readings has, or that they read differently."""
    view = get_needs_view(app)
    needs = {key: view[key] for key in view}
    for key in sorted({*needs, *register.items}):
        need, item = needs.get(key), register.items.get(key)
        if item is None:
            place = Place(file=f"{need['docname']}.md", line=need["lineno"] or 1) if need else Place(file="index.md", line=1)
            yield _differs(place, key, "is made by the build but is not an item that the rules have seen")
        elif need is None:
            yield _differs(item.place, key, "could not be built, though the rules could read it")
        elif said := _difference(need, item):
            yield _differs(item.place, key, f"is read in two ways: its {said}")


def _difference(need: Any, item: Item) -> str:
    read = need.__getitem__
    if (read("title"), read("type"), read("docname")) != (item.title, item.kind, item.place.docname):
        return "title, kind or page"
    if tuple(read("tags")) != item.tags:
        return "tags"
    for name, targets in item.links.items():
        found = [str(link).partition("[")[0] for link in read(name)]
        if sorted(found) != sorted(targets):
            return f"links under '{name}'"
    return ""


def _differs(place: Place, key: str, what: str) -> Problem:
    return Problem(place, "item.reading", f"{key} {what}.",
                   "Write its options one to a line, each as ':name: value', right below the first line.", key)


class _Export:
    """Leaves `needs.json` as it is while nothing has changed of what sphinx-needs writes into it, and for any other builder.

    That hangs on the items as sphinx-needs has read them, page by page, and on the whole book, since a print may tell of a row
    of data. Pages that were not read again hold the items that they held.
    """

    def __init__(self, app: Sphinx) -> None:
        self._read: set[str] = set()
        self._pages: dict[str, str] = {}
        app.connect("env-before-read-docs", self._begin)
        app.connect("needs-before-post-processing", self._prepare)  # before a link's condition asks for a print
        app.connect("build-finished", self._keep, priority=900)  # once it is written

    def _begin(self, app: Sphinx, env: Any, docnames: list[str]) -> None:
        self._read = set(docnames)

    def _prepare(self, app: Sphinx, needs: Any) -> None:
        """See whether anything has changed; if so, give every item its print, and else those that a link is pinned to."""
        register = BookDomain.of(app.env).register
        wanted = set(register.items)
        if isinstance(app.builder, StandaloneHTMLBuilder):
            self._note_pages(app, needs)
            if (Path(app.outdir) / "needs.json").is_file() and self._kept(app) == self._now(app):
                app.config.needs_build_json = False
                wanted &= {pin.target for item in register.items.values() for pin in pins(item)}
        else:
            app.config.needs_build_json = False  # it belongs to the web pages, and to sphinx-needs' own builder
        prints = Fingerprints(register)
        for key in wanted & needs.keys():
            needs[key]["fp"] = prints.of(register.items[key])

    def _note_pages(self, app: Sphinx, needs: Any) -> None:
        """Print the items of each page that was read, before anything is worked out from others."""
        before = self._kept(app).get("pages", {})
        again = self._read if before else app.env.found_docs
        told: dict[str, list[str]] = {}
        for need in needs.values():
            if need["docname"] in again:
                told.setdefault(need["docname"], []).append(repr(need))
        stay = app.env.found_docs - again
        self._pages = {page: known for page, known in before.items() if page in stay}
        for page, own in told.items():
            self._pages[page] = digest("".join(own))

    def _keep(self, app: Sphinx, exception: Exception | None) -> None:
        kept = _kept_at(app)
        if exception is None and app.config.needs_build_json:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(self._now(app)), encoding="utf-8", newline="\n")
        elif not isinstance(app.builder, StandaloneHTMLBuilder) and self._read:
            kept.unlink(missing_ok=True)  # the web pages will not read these pages again, and would not know of their items

    def _now(self, app: Sphinx) -> dict[str, Any]:
        return {"book": f"{told_of_everything(app)} {app.config.project} {app.config.version}", "pages": self._pages}

    def _kept(self, app: Sphinx) -> dict[str, Any]:
        file = _kept_at(app)
        return cast(dict[str, Any], json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _kept_at(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "lookups" / "needs.made"
