"""The page that is being filled, and the links that it may show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from goldenthread.book import Vocabulary
from goldenthread.model import Dataset, Reference, Register, gettext, period_in_words
from goldenthread.site.domain import BookDomain
from goldenthread.site.page_addresses import dataset_uri, item_uri


@dataclass(frozen=True, kw_only=True, slots=True)
class PageContext:
    """The page that is being made: what may be shown on it and how to link from it."""

    register: Register
    vocabulary: Vocabulary
    builder: Builder
    docname: str

    @classmethod
    def of(cls, app: Sphinx, docname: str) -> Self:
        """A page of the application's build, with note taken of what it looks up in the register."""
        domain = BookDomain.of(app.env)
        return cls(register=domain.watch.register, vocabulary=domain.loaded.vocabulary, builder=app.builder, docname=docname)

    def link(self, item_id: str, text: str = "") -> nodes.Node:
        """A link to an item by its title, or by other words; the plain id when no such item exists."""
        item = self.register.items.get(item_id)
        if item is None:
            return nodes.literal("", item_id)
        return nodes.reference("", text or item.title, internal=True, refuri=item_uri(self.builder, self.docname, item),
                               classes=["item-link"])

    def link_with_id(self, item_id: str) -> list[nodes.Node]:
        """A link by the item's title with the id beside it."""
        return [self.link(item_id), nodes.Text(" "), nodes.inline("", f"({item_id})", classes=["item-id"])]

    def dataset_link(self, name: str) -> nodes.Node:
        """A link to a dataset's page by its title."""
        dataset = self.register.datasets.get(name)
        if dataset is None:
            return nodes.literal("", name)
        return nodes.reference("", dataset.title, internal=True, refuri=dataset_uri(self.builder, self.docname, name),
                               classes=["dataset-link"])

    def title_of(self, docname: str) -> str:
        """What a chapter is called and what it belongs to, for several chapters may bear one title."""
        title = self.register.titles.get(docname) or docname
        edition = self.register.edition_of_page(docname)
        part = edition.label if edition else gettext("evidence base") if docname.startswith("evidence/") else ""
        return f"{title} ({part})" if part else title

    def page_link(self, docname: str, text: str, anchor: str = "") -> nodes.Node:
        """A link to a page, or to a place on it."""
        uri = self.builder.get_relative_uri(self.docname, docname)
        return nodes.reference("", text, internal=True, refuri=f"{uri}#{anchor}" if anchor else uri)


def dataset_source(page: PageContext, dataset: Dataset) -> list[nodes.Node]:
    """`Title (publisher, released March 2019)` with the title as a link."""
    return [page.dataset_link(dataset.id), nodes.Text(gettext(" ({publisher}, released {released})", publisher=dataset.publisher,
                                                              released=period_in_words(dataset.released)))]


def publication(reference: Reference) -> list[nodes.Node]:
    """`Publisher (year). Title.` with the title as a link to where it is published, by which print knows a publication."""
    when = f" ({reference.year or gettext('undated')})"
    link = nodes.reference("", reference.title, refuri=reference.url, publication=reference.key)
    title = link if reference.url else nodes.Text(reference.title)
    note = f". {reference.note.rstrip('.')}" if reference.note else ""
    return [nodes.Text(f"{reference.publisher}{when}. "), title, nodes.Text(f"{note}.")]
