"""The one file that knows sphinx-needs 9.1: what is used of it, what is compared with it, and what of it is not wanted.

It reads the items, resolves the conditions that a link may set (`[[...]]`) and writes `needs.json`, which other programs
read. Our own reading of the chapters is compared with its own; items are given the field `fp`, their fingerprint; and its
cards, tables, styles and scripts give way to ours. `needs.json` is not written again while it would come out as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_needs.api import get_needs_view

from goldenthread.analysis import Fingerprints, pins
from goldenthread.model import Item, Place, Problem, Register
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.incremental.outdated_chapters import stamp_of_reading
from goldenthread.site.incremental.outdated_pages import digest_of_book
from goldenthread.site.page_store import FILES, NEEDS, PageStore
from goldenthread.system import digest

# what a schema says of an item, our rules have looked at already, each fault at its own line
NO_SECOND_CHECK: dict[str, Any] = {"needs_schema_validation_enabled": False}
UNUSED_STATIC_FILES = ("sphinx-needs/", "sphinx-data-viewer/", "graphviz.css", "jquery.js",
                       "_sphinx_javascript_frameworks_compat.js")
"""Styles and scripts that sphinx-needs, and the extensions that it loads, add to every page, below `_static/`."""
UNUSED_FILES = ("schema_violations.json", "permalink.html", "sphinx-needs", "sphinx-data-viewer", "jquery.js")
"""Files and folders that they write, of which no page of ours makes use."""


def set_up_needs(app: Sphinx) -> None:
    """Load sphinx-needs, give its items our fingerprint, and have it write `needs.json` only when something in it changes."""
    app.setup_extension("sphinx_needs")
    _NeedsJson().connect(app)


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
        elif difference := _difference(need, item):
            yield _differs(item.place, key, f"is read in two ways: its {difference}")


def _difference(need: Any, item: Item) -> str:
    read = need.__getitem__
    if (read("title"), read("type"), read("docname")) != (item.title, item.kind, item.place.docname):
        return "title, kind or page"
    if tuple(read("tags")) != item.tags:
        return "tags"
    for name, targets in item.links.items():
        linked = [str(link).partition("[")[0] for link in read(name)]
        if sorted(linked) != sorted(targets):
            return f"links under '{name}'"
    return ""


def _differs(place: Place, key: str, what: str) -> Problem:
    return Problem(place, "item.reading", f"{key} {what}.",
                   "Write its options one to a line, each as ':name: value', right below the first line, and give none of "
                   "them a default in ubproject.toml.", key)


class _NeedsJson:
    """Has sphinx-needs write `needs.json` with the web pages only, and only when something in it has changed.

    What it holds depends on the items as sphinx-needs has read them, page by page, and on the whole book, since a fingerprint
    depends on rows of data. To write it takes 0.5 of the 3.5 seconds of a build with 3,000 items.
    """

    FILE = "needs.json"

    def connect(self, app: Sphinx) -> None:
        app.connect("needs-before-post-processing", self._prepare)  # before a link's condition asks for a fingerprint
        app.connect("build-finished", self._note, priority=900)  # sphinx-needs writes the file at 500

    def _prepare(self, app: Sphinx, needs: Any) -> None:
        """Decide whether it is written, and give the items their fingerprints: all if so, else those that a link is pinned to."""
        register, builder = BookDomain.of(app.env).register, app.builder
        wanted = set(register.items)
        if isinstance(builder, BookHTMLBuilder):
            self._note_items(app, builder.page_store, needs)
            known = builder.page_store.get(FILES, self.FILE)
            if known and known.digest == self._digest(app, builder.page_store) and (Path(app.outdir) / self.FILE).is_file():
                app.config.needs_build_json = False
                wanted &= {pin.target for item in register.items.values() for pin in pins(item)}
            else:
                # sphinx-needs 9.1 writes it at the end of a build that failed, too
                builder.page_store.drop(FILES, self.FILE)
        else:
            app.config.needs_build_json = False
        fingerprints = Fingerprints(register)
        for key in wanted & needs.keys():
            needs[key]["fp"] = fingerprints.of(register.items[key])

    def _note_items(self, app: Sphinx, store: PageStore, needs: Any) -> None:
        """Note of each chapter what items it holds, before sphinx-needs works anything out from the items of others."""
        by_page: dict[str, list[Any]] = {}
        for need in needs.values():
            by_page.setdefault(need["docname"], []).append(need)
        for page in store.names(NEEDS):
            if page not in by_page:
                store.drop(NEEDS, page)
        for page, on_page in by_page.items():
            known, stamp = store.get(NEEDS, page), stamp_of_reading(app, page)
            if known is None or known.keys != (stamp,):
                store.put(NEEDS, page, digest("".join(map(repr, on_page))), [stamp])

    def _note(self, app: Sphinx, exception: Exception | None) -> None:
        if exception is None and app.config.needs_build_json and isinstance(app.builder, BookHTMLBuilder):
            app.builder.page_store.put(FILES, self.FILE, self._digest(app, app.builder.page_store))

    def _digest(self, app: Sphinx, store: PageStore) -> str:
        items = [(page, entry.digest) for page in sorted(store.names(NEEDS)) if (entry := store.get(NEEDS, page))]
        return digest(repr((digest_of_book(app), app.config.project, app.config.version, items)))
