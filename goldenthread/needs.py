"""The one place that meets sphinx-needs: its items are held against our own reading, and given the fingerprint `fp`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx_needs.api import add_dynamic_function, get_needs_view, reads

from goldenthread.agreement import Fingerprints
from goldenthread.domain import BookDomain
from goldenthread.model import Item, Place, Problem, Register


def offer_fingerprints(app: Sphinx) -> None:
    """Have sphinx-needs fill the field `fp` (see ubproject.toml) with our own print, so that a link can be pinned to it."""
    app.setup_extension("sphinx_needs")
    made: list[Fingerprints] = []

    def fingerprint(app: Sphinx, need: Any, needs: Any) -> str:
        domain: BookDomain = app.env.get_domain("book")  # type: ignore[assignment]
        if not made or made[0].register is not domain.register:
            made[:] = [Fingerprints(domain.register)]
        item = domain.register.items.get(need["id"]) if need else None
        return made[0].of(item) if item else ""

    add_dynamic_function(app, fingerprint, reads=reads())


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
