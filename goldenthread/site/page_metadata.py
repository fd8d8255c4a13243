"""What a page says of itself to machines: description, lasting address, Open Graph, and what a dataset is."""

from __future__ import annotations

import json
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.analysis import copy_in_words
from goldenthread.book import DATA_FOLDER
from goldenthread.documents.nodes import banner, chart, item
from goldenthread.model import Book, Dataset, Register, gettext, licence_called, page_address, span_of
from goldenthread.site.domain import BookDomain
from goldenthread.site.page_addresses import dataset_page

LONGEST_DESCRIPTION = 200
FEED = "feed.xml"
DCAT_WORDS = {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/"}


def add_metadata(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the frame of a page its description and its address; a handler of `html-page-context`."""
    register = BookDomain.of(app.env).register
    own = context.get("description") or (_first_words(doctree) if doctree is not None else "")
    title = nodes.unescape(str(context.get("title") or gettext("Search")))
    context["description"] = shortened(own or gettext("{title}: {book}, by {publisher}.", title=title,
                                                               book=register.book.title, publisher=register.book.publisher))
    context["canonical"] = canonical_address(register.book, pagename, str(app.config.root_doc))
    context["language_tag"] = str(app.config.language).replace("-", "_")
    context["feed"] = FEED
    context["languages"] = _other_languages(register.book, pagename, str(app.config.root_doc))


def canonical_address(book: Book, pagename: str, root_page: str) -> str:
    """The one address of a page on the web; empty where the book does not say where it is published.

    A relative address would name whatever copy it is read from: each mirror would call itself the original, and on hosts that
    leave out `.html` a page would name an address that leads elsewhere.
    """
    return _address_below(book.site, pagename, root_page) if book.site else ""


def _address_below(site: str, pagename: str, root_page: str) -> str:
    return f"{site.rstrip('/')}/" if pagename == root_page else page_address(site, pagename)


def _other_languages(book: Book, pagename: str, root_page: str) -> list[dict[str, str]]:
    """The address of a page in each other language of the book, with the language's tag and its own name for itself."""
    return [{"tag": other.language, "name": other.name, "address": _address_below(other.site, pagename, root_page)}
            for other in book.other_languages]


def shortened(text: str) -> str:
    """A text of one line that ends at a word, with an ellipsis where it was longer."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_DESCRIPTION else f"{line[:LONGEST_DESCRIPTION].rpartition(' ')[0]} …"


def _first_words(doctree: nodes.document) -> str:
    """The first paragraph that is the chapter's own; failing that, what its first item says."""
    aside = (banner, chart, nodes.table, nodes.footnote, nodes.citation, nodes.Admonition, nodes.definition_list, nodes.compound)
    within_item = ""
    for paragraph in doctree.findall(nodes.paragraph):
        if "kicker" in paragraph["classes"] or _is_within(paragraph, aside):
            continue
        if not _is_within(paragraph, (item,)):
            return paragraph.astext()
        within_item = within_item or paragraph.astext()
    return within_item


def _is_within(node: nodes.Node, kinds: tuple[type, ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False


def structured_data(book: Book, dataset: Dataset) -> list[str]:
    """A dataset in the words of schema.org and of DCAT, each as JSON that may stand within a page."""
    return [json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
            for data in (_schema_org(book, dataset), _dcat(book, dataset))]


def described(dataset: Dataset) -> str:
    """What a dataset holds and who published it, in two sentences."""
    unit = "" if not dataset.unit or dataset.unit in dataset.measure.lower() else gettext(", in {unit}", unit=dataset.unit)
    return f"{dataset.measure}{unit}. {dataset.publisher}: {dataset.publication}."


def _schema_org(book: Book, dataset: Dataset) -> dict[str, Any]:
    page = _address(book, dataset, "html")
    areas = [dataset.areas[area] for area in dict.fromkeys(row.area for row in dataset.observations)]
    licence = licence_called(dataset.licence)
    return {
        "@context": "https://schema.org/", "@type": "Dataset", "name": dataset.title, "identifier": dataset.id, "url": page,
        "description": " ".join([described(dataset), dataset.method, *dataset.cautions]).strip(),
        "creator": {"@type": "Organization", "name": dataset.publisher}, "datePublished": dataset.released,
        "isBasedOn": [{"@type": "CreativeWork", "name": name, **({"url": address} if address else {}), **more}
                      for name, address, more in _origins(dataset)],
        "license": {"@type": "CreativeWork", "name": dataset.licence, **({"url": licence.url} if licence else {})},
        "variableMeasured": dataset.measure,
        "spatialCoverage": [{"@type": "Place", "name": area.name, **({"identifier": area.code} if area.code else {})}
                            for area in areas],
        **({"temporalCoverage": "/".join(_coverage(dataset))} if dataset.observations else {}),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": book.title},
        **({} if dataset.cited_only else {"distribution": [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": _address(book, dataset, "csv")}]}),
    }


def _origins(dataset: Dataset) -> list[tuple[str, str, dict[str, Any]]]:
    """What a table was taken from: the publication, and the copy of it that was read, if any.

    Each has its name, its address, which is empty where it is not known, and what schema.org says beside.
    """
    publisher = {"publisher": {"@type": "Organization", "name": dataset.publisher}}
    copy = dataset.copy
    version = {"version": copy.version} if copy and copy.version else {}
    return [(dataset.publication, dataset.publisher_page, publisher),
            *([(copy_in_words(copy), copy.url, version)] if copy else [])]


def _coverage(dataset: Dataset) -> list[str]:
    """The first and the last time of a table's rows in ISO 8601: years where it has years alone, else days. One for one year."""
    spans = [span_of(row.period) for row in dataset.observations]
    if all(row.period.isdecimal() for row in dataset.observations):
        years = sorted({row.period for row in dataset.observations})
        return list(dict.fromkeys((years[0], years[-1])))
    return [min(begin for begin, _end in spans).isoformat(), max(end for _begin, end in spans).isoformat()]


def dcat_catalogue(register: Register) -> dict[str, Any]:
    """Every dataset of the book as a catalogue in the words of DCAT, which portals of open data take in."""
    book = register.book
    entries = [_dcat(book, dataset, f"{DATA_FOLDER}/") for dataset in register.datasets.values()]
    return {"@context": DCAT_WORDS, "@type": "dcat:Catalog",
            "dct:title": gettext("{title}: datasets", title=book.title),
            "dct:publisher": {"@type": "foaf:Organization", "foaf:name": book.publisher},
            **({"foaf:homepage": {"@id": book.site}} if book.site else {}),
            "dcat:dataset": [{name: value for name, value in entry.items() if name != "@context"} for entry in entries]}


def _dcat(book: Book, dataset: Dataset, folder: str = "") -> dict[str, Any]:
    """`folder` is where the dataset's page stands as seen from the file, for a book without an address on the web."""
    licence = licence_called(dataset.licence)
    page, table = (_address(book, dataset, ending, folder) for ending in ("html", "csv"))
    return {
        "@context": DCAT_WORDS, "@type": "dcat:Dataset", "dct:identifier": dataset.id, "dct:title": dataset.title,
        "dct:description": described(dataset), "dct:issued": dataset.released,
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": dataset.publisher},
        "dct:source": [{"@id": address, "dct:title": name} for name, address, _more in _origins(dataset) if address],
        **({"dct:temporal": _period_of_time(dataset)} if dataset.observations else {}),
        "dct:license": {"@type": "dct:LicenseDocument", "dct:title": dataset.licence,
                        **({"@id": licence.url} if licence else {})},
        "dcat:landingPage": {"@id": page},
        **({} if dataset.cited_only else {"dcat:distribution": {
            "@type": "dcat:Distribution", "dcat:accessURL": {"@id": page}, "dcat:downloadURL": {"@id": table},
            "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"}}}),
    }


def _period_of_time(dataset: Dataset) -> dict[str, Any]:
    covered = _coverage(dataset)
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": covered[0], "dcat:endDate": covered[-1]}


def _address(book: Book, dataset: Dataset, ending: str, folder: str = "") -> str:
    """The address of a dataset's page or table; without a site, as it is found from the page, or from where `folder` is below."""
    page = page_address(book.site, dataset_page(dataset.id)).removesuffix("html") + ending
    return page if book.site else f"{folder}{page.rpartition('/')[2]}"
