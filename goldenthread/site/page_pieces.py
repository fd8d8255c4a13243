"""Small pieces of a page, as docutils nodes: texts, links, lists, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx.builders import Builder

from goldenthread.book import Vocabulary
from goldenthread.model import Dataset, Reference, Register, period_in_words, slug
from goldenthread.site.page_addresses import dataset_uri, item_uri

Inline = str | nodes.Node | Sequence["str | nodes.Node"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The page that is being made: what may be shown on it and how to link from it."""

    register: Register
    vocabulary: Vocabulary
    builder: Builder
    docname: str

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

    def dataset(self, name: str) -> nodes.Node:
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
        room = edition.label if edition else "evidence base" if docname.startswith("evidence/") else ""
        return f"{title} ({room})" if room else title

    def page(self, docname: str, text: str) -> nodes.Node:
        """A link to a page."""
        return nodes.reference("", text, internal=True, refuri=self.builder.get_relative_uri(self.docname, docname))


def source_of(page: Page, dataset: Dataset) -> list[nodes.Node]:
    """`Title (publisher, released March 2019)` with the title as a link."""
    return [page.dataset(dataset.id), nodes.Text(f" ({dataset.publisher}, released {period_in_words(dataset.released)})")]


def publication(reference: Reference) -> list[nodes.Node]:
    """`Publisher (year). Title.` with the title as a link to where it is published."""
    when = f" ({reference.year})" if reference.year else " (undated)"
    title = nodes.reference("", reference.title, refuri=reference.url) if reference.url else nodes.Text(reference.title)
    note = f". {reference.note.rstrip('.')}" if reference.note else ""
    return [nodes.Text(f"{reference.publisher}{when}. "), title, nodes.Text(f"{note}.")]


def inline(content: Inline) -> list[nodes.Node]:
    """A text, a node, or several, as nodes."""
    if isinstance(content, str):
        return [nodes.Text(content)]
    if isinstance(content, nodes.Node):
        return [content]
    return [nodes.Text(part) if isinstance(part, str) else part for part in content]


def paragraph(content: Inline, *classes: str) -> nodes.paragraph:
    node = nodes.paragraph("", "", *inline(content))
    node["classes"] += classes
    return node


def listed(entries: Iterable[Inline]) -> nodes.bullet_list:
    """A bullet list, one paragraph an entry."""
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(entry)) for entry in entries), bullet="-")


def facts(pairs: Iterable[tuple[str, Sequence[Inline]]]) -> nodes.definition_list:
    """Terms with what they say; a term whose entries are empty is left out."""
    rows = []
    for term, entries in pairs:
        if entries:
            body = [paragraph(entry) for entry in entries] if len(entries) == 1 else [listed(entries)]
            row = nodes.definition_list_item("", nodes.term("", term), nodes.definition("", *body))
            row["classes"].append(f"fact-{nodes.make_id(term)}")
            rows.append(row)
    return nodes.definition_list("", *rows, classes=["facts"])


def section(ids: str, title: str, *content: nodes.Node) -> nodes.section:
    """A section with one id and its title."""
    return nodes.section("", nodes.title("", title), *content, ids=[ids], names=[])


def table(
    caption: str, headers: Sequence[str], rows: Iterable[Sequence[Inline]], *, numbers: bool = False,
    classes: Sequence[str] = (), ids: str = "",
) -> nodes.table:
    """A table with a caption, one header row, and row headers in the first column; `numbers` sets the rest to the right."""
    group = nodes.tgroup(cols=len(headers))
    for column in range(len(headers)):
        group += nodes.colspec(colwidth=100 // len(headers), stub=1 if column == 0 else 0)
    head = nodes.row("", *(nodes.entry("", paragraph(header)) for header in headers))
    group += nodes.thead("", head)
    body = nodes.tbody()
    for cells in rows:
        body += nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in cells))
    group += body
    node = nodes.table("", group, classes=["numbers", *classes] if numbers else list(classes))
    # Sphinx numbers what has a title, and asks for an id to do so
    node["ids"] = [ids or f"table-{slug(caption or headers[0])}"]
    if caption:
        node.insert(0, nodes.title("", caption))
    return node
