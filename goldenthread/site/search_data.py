"""What the search of a site looks through: items, datasets, chapters and publishers, as scripts that a page loads when asked.

A page that is opened as a file may load a script beside it but may not fetch, so the words come as a script. They are packed,
for a plain host or a memory stick sends them as they are.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from sphinx.application import Sphinx

from goldenthread.analysis import editions_in_words
from goldenthread.model import Dimension, Register, count_in_words, gettext, item_page, number_of, period_in_words
from goldenthread.site.chapter_texts import Section, with_names
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.page_addresses import READERS, dataset_page, is_guide
from goldenthread.site.views.explorer import EXPLORER_PAGE
from goldenthread.system import digest, write_changed

BOOK, GUIDES = "book", "guides"


def file_of(part: str) -> str:
    """The name of the script, at the site's root, with one part of what is searched."""
    return f"search-{part}.js"


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchEntry:
    """One thing that may be found.

    `kind` and `label` say what it is (`evidence`, "Evidence"), `edition` which edition it belongs to in words, or which part of
    the book. `address` is relative to the site's root. `text` is what is searched and shown as an excerpt: one text, or the
    sections of a chapter. `more` is searched but not shown.
    """

    kind: str
    label: str
    id: str
    title: str
    edition: str
    address: str
    text: str | Sequence[Section]
    more: str = ""


def write_search_data(
    out: Path, part: str, entries: Iterable[SearchEntry], synonyms: Sequence[Sequence[str]] = (), explorer: str = "",
    *, guides: bool = False, dimensions: Sequence[Dimension] = (),
) -> None:
    """Write one part of what is searched at the root of a site.

    `explorer` is the address of its list of all items, and `dimensions` are those by which it can be narrowed; `guides` says that
    there is a part with the pages for who works on it.
    """
    kinds: dict[tuple[str, str], int] = {}
    rows = [[kinds.setdefault((entry.kind, entry.label), len(kinds)), entry.id, entry.title, entry.edition, entry.address,
             entry.text, *([entry.more] if entry.more else [])] for entry in entries]
    labels = [{"name": name, "label": label} for name, label in kinds]
    narrowed_by = ", ".join([gettext("edition"), *(each.short for each in dimensions[:1]), gettext("confidence and more")])
    data = {"explorer": explorer, "narrowed_by": narrowed_by, "guides": guides, "synonyms": synonyms, "kinds": labels,
            "entries": rows}
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    packed = b64encode(zlib.compress(words, 9)).decode("ascii")
    text = f'(window.searchWords=window.searchWords||{{}}).{part}="{packed}";\n'
    write_changed(out / file_of(part), text)


def write_search(app: Sphinx, builder: BookHTMLBuilder) -> None:
    """Write what the search of a book looks through: the book itself, and apart from it the pages for those who work on it."""
    domain, out = BookDomain.of(app.env), Path(app.outdir)
    register = domain.register
    explorer = builder.get_target_uri(EXPLORER_PAGE) if EXPLORER_PAGE in register.titles else ""
    chapters = list(_chapters(app, builder))
    entries = [*_items(domain, builder), *_datasets(register, builder), *_publishers(register, explorer),
               *(entry for entry in chapters if entry.kind != GUIDES)]
    guides = [entry for entry in chapters if entry.kind == GUIDES]
    write_search_data(out, BOOK, entries, domain.loaded.synonyms, explorer, guides=bool(guides),
                      dimensions=register.framework.dimensions)
    if guides:
        write_search_data(out, GUIDES, guides, domain.loaded.synonyms)
    else:
        (out / file_of(GUIDES)).unlink(missing_ok=True)


def digest_of_texts(app: Sphinx) -> str:
    """What stands for all that the search shows beside the register."""
    domain = BookDomain.of(app.env)
    return digest(repr((sorted(domain.data["texts"].items()), domain.loaded.synonyms)))


def _items(domain: BookDomain, builder: BookHTMLBuilder) -> Iterator[SearchEntry]:
    register, kinds = domain.register, domain.loaded.vocabulary.kinds
    tags = {tag.id: tag.name for tag in register.framework.tags}
    for item in register.items.values():
        yield SearchEntry(
            kind=item.kind, label=kinds[item.kind].label, id=item.id, title=item.title,
            edition=editions_in_words(register, item), address=builder.get_target_uri(item_page(item.id)),
            text=domain.texts.of(item), more=", ".join(tags[tag] for tag in item.tags if tag in tags))


def _datasets(register: Register, builder: BookHTMLBuilder) -> Iterator[SearchEntry]:
    for dataset in register.datasets.values():
        what = f"{dataset.measure} ({dataset.unit})" if dataset.unit else dataset.measure
        text = gettext("{what}. {publisher}: {publication}, released {released}.", what=what, publisher=dataset.publisher,
                       publication=dataset.publication, released=period_in_words(dataset.released))
        yield SearchEntry(kind="dataset", label=gettext("Dataset"), id=dataset.id, title=dataset.title,
                          edition=number_of(len(dataset.observations), "row"),
                          address=builder.get_target_uri(dataset_page(dataset.id)),
                          text=" ".join([text, *dataset.cautions, dataset.method]).strip())


def _publishers(register: Register, explorer: str) -> Iterator[SearchEntry]:
    published: dict[str, tuple[list[str], list[str]]] = {}
    for dataset in register.datasets.values():
        published.setdefault(dataset.publisher, ([], []))[0].append(dataset.title)
    for reference in register.references.values():
        published.setdefault(reference.publisher, ([], []))[1].append(reference.title)
    for name, (tables, publications) in published.items():
        both = ((tables, "dataset"), (publications, "publication"))
        counts = [count_in_words(len(titles), one) for titles, one in both if titles]
        yield SearchEntry(kind="publisher", label=gettext("Publisher"), id="", title=name, edition=", ".join(counts),
                          address=f"{explorer}?{urlencode({'publisher': name})}" if explorer else "evidence/index.html",
                          text="; ".join([*tables, *publications]))


def _chapters(app: Sphinx, builder: BookHTMLBuilder) -> Iterator[SearchEntry]:
    domain = BookDomain.of(app.env)
    register, names = domain.register, _names(domain.register)
    for docname, title in register.titles.items():
        edition = register.edition_of_page(docname)
        kind, label = _kind_of_page(docname)
        sections = [(anchor, with_names(heading, names), with_names(text, names))
                    for anchor, heading, text in domain.data["texts"].get(docname, ())]
        where = edition.label if edition else gettext("Evidence base") if docname.startswith("evidence/") else ""
        yield SearchEntry(kind=kind, label=label, id="", title=title, edition=where, address=builder.get_target_uri(docname),
                          text=sections)


def _kind_of_page(docname: str) -> tuple[str, str]:
    if docname.startswith(READERS):
        return "page", gettext("Page for readers")
    if is_guide(docname):
        return GUIDES, gettext("For developers") if docname.startswith("docs/developers/") else gettext("For authors")
    return ("chapter", gettext("Chapter")) if "/" in docname else ("page", gettext("Front page"))


def _names(register: Register) -> Mapping[str, str]:
    """What is shown in a text for what it names: an item or a chapter by its title, a citation by publisher and year."""
    cited = {key: f"({', '.join(filter(None, (one.publisher, one.year)))})" for key, one in register.references.items()}
    return {**cited, **register.titles, **{key: item.title for key, item in register.items.items()}}
