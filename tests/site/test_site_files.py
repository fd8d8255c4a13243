"""What machines are told: the feed, the site map, addresses and what a dataset is, from records made in memory."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from goldenthread.model import DataCopy, Register, Signoff
from goldenthread.site.page_metadata import LONGEST_DESCRIPTION, canonical_address, shortened, structured_data
from goldenthread.site.site_files import ATOM, SITE_MAPS, feed, feed_entries, site_map
from tests.books.records import BOOK, at, dataset, item, register

AT_HOME = replace(BOOK, site="https://example.org/book/")


def _book() -> Register:
    return register(
        item("priority", "D19_PRI_A", "Skills", edition="2019-12"), item("priority", "D19_PRI_B", "Homes", edition="2019-12"),
        item("priority", "M20_PRI_A", "Skills & more", edition="2020-03", revises="D19_PRI_A", reason="The data were renewed."),
        signoffs=[Signoff(edition="2020-03", item="M20_PRI_A", role="The board", day=date(2020, 4, 2), fingerprint="",
                          why="As is.", place=at())])


def test_the_feed_tells_of_editions_changes_with_their_reasons_and_agreements_newest_first() -> None:
    told = [(entry.day.isoformat(), entry.title, entry.words, entry.page) for entry in feed_entries(_book())]
    assert told == [
        ("2020-04-02", "Agreed by The board: Skills & more", "As is.", "id/M20_PRI_A"),
        ("2020-03-31", "2020-03 edition: Skills & more", "Revised. The data were renewed.", "id/M20_PRI_A"),
        ("2020-03-31", "2020-03 edition: Homes", "Dropped.", "id/D19_PRI_B"),
        ("2020-03-31", "2020-03 edition: 2020-03", "Draft.", "strategy/2020-03/index"),
        ("2019-12-20", "2019-12 edition: 2019-12", "Draft.", "strategy/2019-12/index")]


def test_the_feed_is_atom_whose_ids_stay_though_the_book_moves() -> None:
    here, there = _book(), replace(_book(), book=AT_HOME)
    roots = [ElementTree.fromstring(feed(book)) for book in (here, there)]
    ids = [[node.text for node in root.iter(f"{{{ATOM}}}id")] for root in roots]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 6
    assert roots[0].findtext(f"{{{ATOM}}}updated") == "2020-04-02T00:00:00Z"
    links = [[node.get("href") for node in root.iter(f"{{{ATOM}}}link")] for root in roots]
    assert links[0][:3] == ["feed.xml", "index.html", "id/M20_PRI_A.html"]
    assert links[1][:3] == ["https://example.org/book/feed.xml", "https://example.org/book/index.html",
                            "https://example.org/book/id/M20_PRI_A.html"]


def test_a_site_map_has_the_address_by_which_a_page_calls_itself() -> None:
    root = ElementTree.fromstring(site_map(AT_HOME, ["index", "id/EV_A"], "index"))
    assert [node.text for node in root.iter(f"{{{SITE_MAPS}}}loc")] == [
        "https://example.org/book/", "https://example.org/book/id/EV_A.html"]
    assert [canonical_address(AT_HOME, page, "index") for page in ("index", "id/EV_A")] == [
        "https://example.org/book/", "https://example.org/book/id/EV_A.html"]


def test_a_book_that_does_not_say_where_it_is_published_names_no_address_as_the_one_of_a_page() -> None:
    assert [canonical_address(BOOK, page, "index") for page in ("index", "id/EV_A")] == ["", ""]


def test_a_description_is_one_line_that_ends_at_a_word() -> None:
    assert shortened("Two\n  lines.") == "Two lines."
    long = shortened("word " * 80)
    assert len(long) <= LONGEST_DESCRIPTION + 2
    assert long.endswith("word …")


def test_a_dataset_is_told_in_the_words_of_schema_org_and_of_dcat() -> None:
    table = dataset("pay", "north 2017 1,south 2018 2", unit="£", measure="Pay </script>", licence="Open licence")
    texts = structured_data(AT_HOME, table)
    assert not any("<" in text for text in texts)
    schema, dcat = map(json.loads, texts)
    assert (schema["@type"], schema["name"], schema["creator"]["name"], schema["temporalCoverage"]) == (
        "Dataset", "pay", "Office", "2017/2018")
    assert [place["name"] for place in schema["spatialCoverage"]] == ["North", "South"]
    assert schema["distribution"][0]["contentUrl"] == "https://example.org/book/evidence/data/pay.csv"
    assert dcat["@type"] == "dcat:Dataset"
    assert dcat["dcat:landingPage"] == {"@id": "https://example.org/book/evidence/data/pay.html"}
    assert json.loads(structured_data(BOOK, table)[0])["url"] == "pay.html"


COPY = DataCopy(holder="Nesta", url="https://example.com/copy.csv", version="commit f157936", read="2026-11")
READ = "Nesta, commit f157936, read in November 2026"


def test_catalogues_are_told_of_the_publication_and_of_the_copy_that_was_read() -> None:
    schema, dcat = map(json.loads, structured_data(BOOK, dataset("pay", "north 2018 1", copy=COPY)))
    office = {"@type": "Organization", "name": "Office"}
    copy = {"@type": "CreativeWork", "name": READ, "url": COPY.url, "version": "commit f157936"}
    assert schema["isBasedOn"] == [
        {"@type": "CreativeWork", "name": "Survey", "url": "https://example.org", "publisher": office}, copy]
    assert dcat["dct:source"] == [{"@id": "https://example.org", "dct:title": "Survey"}, {"@id": COPY.url, "dct:title": READ}]
    # a copy is not passed off as the publisher's own page
    schema, dcat = map(json.loads, structured_data(BOOK, dataset("pay", "north 2018 1", copy=COPY, url="")))
    assert schema["isBasedOn"] == [{"@type": "CreativeWork", "name": "Survey", "publisher": office}, copy]
    assert dcat["dct:source"] == [{"@id": COPY.url, "dct:title": READ}]
    # an empty address would be that of the page itself
    schema, dcat = map(json.loads, structured_data(BOOK, dataset("pay", "north 2018 1", url="")))
    assert "url" not in schema["isBasedOn"][0]
    assert dcat["dct:source"] == []


@pytest.mark.parametrize(("rows", "covered"), [
    ("north 2018 1", ["2018"]), ("north 2019 1,north 2008 1", ["2008", "2019"]),
    ("north 2017/18 1,north 2016/17 1", ["2016-04-01", "2018-03-31"]),
    ("north mid-2018 1,north 2011 1", ["2011-01-01", "2018-06-30"]),
    ("north 2018-Q4 1,north 2019-03 1", ["2018-10-01", "2019-03-31"]),
    ("north 2014-04/2019-11 1", ["2014-04-01", "2019-11-30"]),
])
def test_the_time_of_a_table_is_told_as_machines_read_it(rows: str, covered: list[str]) -> None:
    schema, dcat = map(json.loads, structured_data(BOOK, dataset("pay", rows)))
    assert schema["temporalCoverage"] == "/".join(covered)
    assert [dcat["dct:temporal"][end] for end in ("dcat:startDate", "dcat:endDate")] == [covered[0], covered[-1]]
