"""How to cite an item or a dataset: who published what, in which edition, when, and under which lasting address."""

from __future__ import annotations

from docutils import nodes

from goldenthread.model import Dataset, Item, Register, Response, gettext, item_address, item_page, page_address, period_in_words
from goldenthread.site.html_words import html_words
from goldenthread.site.page_addresses import dataset_page
from goldenthread.site.page_context import PageContext


def cite_item(page: PageContext, item: Item) -> list[nodes.Node]:
    """The citation of an item, with a button that copies it."""
    words = f"{_book_in_words(page.register, item)} {item.title} ({item.id}). "
    return _citation(page, words, item_address(page.register.book.site, item.id), item_page(item.id))


def cite_dataset(page: PageContext, dataset: Dataset) -> list[nodes.Node]:
    """The citation of a dataset as this book holds it: its own publisher first."""
    book = page.register.book
    words = (gettext("{publisher}. {title}: {publication}. Released {released}. As held in {book}, {latest} ({id}). ",
                     publisher=dataset.publisher, title=dataset.title, publication=dataset.publication,
                     released=period_in_words(dataset.released), book=book.title, latest=_latest(page.register), id=dataset.id))
    return _citation(page, words, page_address(book.site, dataset_page(dataset.id)), dataset_page(dataset.id))


def _book_in_words(register: Register, item: Item) -> str:
    """Publisher, title, edition and date; what belongs to no edition is of the day of the last one."""
    book, edition = register.book, register.editions.get(item.edition)
    if edition:
        day = period_in_words(edition.published.isoformat())
        return f"{book.publisher}. {book.title}, {edition.label} ({edition.status}), {day}."
    part = gettext("responses to the consultation") if isinstance(item, Response) else gettext("evidence base")
    return f"{book.publisher}. {book.title}, {part}, {_latest(register)}."


def _latest(register: Register) -> str:
    last = max(register.editions.values(), key=lambda edition: edition.published)
    return gettext("as of the {label}, {day}", label=last.label, day=period_in_words(last.published.isoformat()))


def _citation(page: PageContext, words: str, address: str, docname: str) -> list[nodes.Node]:
    uri = address if page.register.book.site else page.builder.get_relative_uri(page.docname, docname) or "#"
    link = nodes.reference("", address, refuri=uri)
    cited = nodes.inline("", "", nodes.Text(words), link, ids=["citation"])
    button = ('<p><button class="gt-button gt-copy" type="button" data-copies="citation" hidden>'
              f"{html_words('Copy the citation')}</button> "
              '<span role="status"></span></p>')
    return [nodes.paragraph("", "", nodes.Text(gettext("Cite this as: ")), cited, classes=["cite"]),
            nodes.raw("", button, format="html")]
