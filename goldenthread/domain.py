"""The book as Sphinx sees it: the register at hand, links to datasets, and which pages a change elsewhere touches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Set
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from goldenthread.book import Reading
from goldenthread.datasets import DATA_FOLDER
from goldenthread.model import Item, Register


class BookDomain(Domain):
    """Holds the reading of this build, and remembers what each page showed of the rest of the book when it was written."""

    name = "book"
    label = "Book"
    initial_data: ClassVar[dict[str, dict[str, str]]] = {"views": {}, "prints": {}}
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.reading: Reading | None = None

    @property
    def register(self) -> Register:
        """The register of this build. A build whose book could not be read stops before any page asks for it."""
        if self.reading is None or self.reading.register is None:
            raise RuntimeError("the book was not read before its pages")
        return self.reading.register

    def note_view(self, docname: str) -> None:
        """Remember that a page holds a view, and so may change with anything in the book."""
        self.data["views"][docname] = "yes"

    def clear_doc(self, docname: str) -> None:
        for kept in self.data.values():
            if isinstance(kept, dict):
                kept.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for name in docnames & set(otherdata["views"]):
            self.data["views"][name] = otherdata["views"][name]

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: addnodes.pending_xref, contnode: nodes.Element,
    ) -> nodes.reference | None:
        if typ != "dataset":
            return None
        contnode["refuri"] = dataset_uri(builder, fromdocname, target)
        return cast(nodes.reference, contnode)

    def pages_to_write(self) -> list[str]:
        """Pages that show something of the book that has changed since they were written, though their own text has not."""
        register, whole = self.register, ""
        by_page: dict[str, list[Item]] = {}
        for item in register.items.values():
            by_page.setdefault(item.place.docname, []).append(item)
        prints = {}
        for docname in {*by_page, *self.data["views"]} & set(self.env.found_docs):
            if docname in self.data["views"]:
                whole = whole or _print([*_shown(register, register.items.values()), repr(register.datasets)])
                prints[docname] = whole
            else:
                prints[docname] = _print(_shown(register, by_page[docname]))
        changed = [name for name, value in prints.items() if self.data["prints"].get(name) != value]
        self.data["prints"] = prints
        return sorted(changed)


def _shown(register: Register, items: Iterable[Item]) -> list[str]:
    """All that the rendering of these items takes from elsewhere."""
    said = [repr(register.framework), repr(register.editions)]
    for item in items:
        said.append(repr(item))
        neighbours = [*(key for keys in item.links.values() for key in keys),
                      *(key for keys in register.back.get(item.id, {}).values() for key in keys)]
        said += [repr((n.id, n.title, n.place.docname, n.fields)) for key in neighbours if (n := register.items.get(key))]
        said += [repr((d.title, d.publisher, d.released)) for name in item.list("datasets") if (d := register.datasets.get(name))]
        said += [repr(register.references.get(key)) for key in item.list("references")]
    return said


def _print(said: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def dataset_page(name: str) -> str:
    """The page of a dataset."""
    return f"{DATA_FOLDER}/{name}"


def dataset_anchor(name: str) -> str:
    """The id of a dataset's page and of its entry among an edition's sources: one that no item has."""
    return f"DATA_{name.upper().replace('-', '_')}"


def dataset_uri(builder: Builder, docname: str, name: str) -> str:
    """The way from a page to a dataset's page; on paper that anchor stands among the sources."""
    uri = builder.get_relative_uri(docname, dataset_page(name))
    return f"{uri}#{dataset_anchor(name)}"


def item_uri(builder: Builder, docname: str, item: Item) -> str:
    """The way from a page to an item."""
    page = item.place.docname
    if page == docname and builder.format == "html":
        return f"#{item.id}"
    return f"{builder.get_relative_uri(docname, page)}#{item.id}"
