"""The pages as they are written: what every one of them has, and what none has."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from goldenthread.charts import colour_properties

BUDGET = 150 * 1024


@cache
def soup_of(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def pages(northshire: Path) -> dict[str, BeautifulSoup]:
    """Every page by its path."""
    pages = {str(path.relative_to(northshire)): soup_of(path) for path in sorted(northshire.rglob("*.html"))}
    assert {"index.html", "search.html", "evidence/sea.html", "evidence/data/catch-2018.html",
            "strategy/2020-03/harbour.html", "strategy/consultation/index.html"} <= set(pages)
    return pages


def found_in(pages: dict[str, BeautifulSoup], selector: str) -> list[str]:
    """Where a selector matches, with what it matches."""
    return [f"{name}: {str(tag)[:120]}" for name, soup in pages.items() for tag in soup.select(selector)]


def test_every_internal_link_and_anchor_resolves(pages: dict[str, BeautifulSoup], northshire: Path) -> None:
    dead, followed = [], 0
    for name, soup in pages.items():
        for tag in soup.select("[href], [src]"):
            target = urlsplit(str(tag.get("href") or tag.get("src") or ""))
            if target.scheme or target.netloc:
                continue
            if target.path.endswith("respond.html") and target.fragment.startswith("about="):
                target = target._replace(fragment="")  # what the response is about, for the page's script
            path = (northshire / name).parent / unquote(target.path) if target.path else northshire / name
            followed += 1
            known = path.is_file() and (not target.fragment or path.suffix != ".html"
                                        or soup_of(path.resolve()).find(id=unquote(target.fragment)) is not None)
            if not known:
                dead.append(f"{name} -> {target.geturl()}")
    assert dead == []
    assert followed > 500


def test_no_link_or_button_stands_within_another(pages: dict[str, BeautifulSoup]) -> None:
    """Not even where a word of a link's text is a term of the glossary. A browser would end the outer link before the inner."""
    inner = ":is(a, button, input, select, textarea, summary)"
    assert found_in(pages, f"a {inner}, button {inner}") == []
    terms = {name: [link.get_text() for link in soup.select("a.gt-term")] for name, soup in pages.items()}
    # the first use of a term that is no part of a link is one: terms are linked, and a link to an item holds one as plain words
    assert terms["evidence/notes.html"] == ["catch", "wharf"]
    links = [link.get_text() for link in pages["evidence/notes.html"].select("main a[href$='#EV_CATCH']")]
    assert "the catch of the county" in links


def test_an_id_stands_once_on_its_page(pages: dict[str, BeautifulSoup]) -> None:
    counts = {name: Counter(tag["id"] for tag in soup.select("[id]")) for name, soup in pages.items()}
    assert [(name, key) for name, ids in counts.items() for key, count in ids.items() if count > 1] == []


def test_a_page_has_one_first_heading_and_no_gap_below_it(pages: dict[str, BeautifulSoup]) -> None:
    for name, soup in pages.items():
        headings = soup.select("main :is(h1, h2, h3, h4, h5, h6, [role=heading])")
        levels = [int(tag.get("aria-level") or tag.name[1]) for tag in headings]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(below <= above + 1 for above, below in pairwise(levels)), (name, levels)


def test_no_two_pages_have_one_title_and_each_says_its_language(pages: dict[str, BeautifulSoup]) -> None:
    titles = {name: soup.title.get_text() for name, soup in pages.items() if soup.title}
    assert len(set(titles.values())) == len(pages), titles
    assert titles["strategy/2020-03/harbour.html"] == "Harbours – March 2020 edition – Northshire strategy"
    assert {soup.html["lang"] for soup in pages.values() if soup.html} == {"en-GB"}


def test_a_page_has_the_landmarks_of_its_frame_once(pages: dict[str, BeautifulSoup]) -> None:
    for name, soup in pages.items():
        assert [len(soup.select(part)) for part in ("body > header", "main", "body > footer", "nav.gt-contents")] == [1] * 4, name
        parts = soup.select("nav, section[aria-label], [role=region]")
        names = [tag.get("aria-label") or tag.get("aria-labelledby") for tag in parts]
        assert None not in names, name
        assert len(names) == len(set(names)), (name, names)


def test_the_contents_mark_the_page_that_is_open(pages: dict[str, BeautifulSoup]) -> None:
    marked = pages["evidence/sea.html"].select("nav.gt-contents [aria-current=page]")
    assert [tag.get_text() for tag in marked] == ["The sea and its trades"]


def test_a_table_names_its_headers_and_scrolls_in_a_named_region(pages: dict[str, BeautifulSoup]) -> None:
    tables = [(name, table) for name, soup in pages.items() for table in soup.select("table")]
    assert len(tables) > 10
    for name, table in tables:
        assert isinstance(table.parent, Tag)
        assert table.parent.get("role") == "region", name
        assert table.parent.get("tabindex") == "0", name
        assert table.select("thead th"), name
    assert {tag.get("scope") for _, table in tables for tag in table.select("thead th")} == {"col"}
    assert {tag.get("scope") for _, table in tables for tag in table.select("tbody th")} == {"row"}


def test_a_corner_without_words_heads_nothing(pages: dict[str, BeautifulSoup]) -> None:
    table = pages["evidence/notes.html"].select("table")[-1]
    assert [(tag.name, tag.get_text(strip=True)) for tag in table.select("thead :is(td, th)")] == [
        ("td", ""), ("th", "Ferry"), ("th", "Train")]
    assert {name for name, soup in pages.items() for head in soup.select("th") if not head.get_text(strip=True)} == set()


def test_a_number_in_a_sentence_says_its_source_and_period_in_its_name(pages: dict[str, BeautifulSoup]) -> None:
    number = pages["evidence/sea.html"].select_one("a.value")
    assert number is not None
    assert number["aria-label"] == "2,158\xa0tonnes (Source: Sea Office, 2018)"
    assert number["href"] == "data/catch-2018.html#row:northshire:2018"


def test_a_number_that_was_worked_out_leads_to_its_working_and_that_to_its_rows_and_back(pages: dict[str, BeautifulSoup]) -> None:
    number = pages["evidence/sea.html"].select("a.value")[1]
    page, _, anchor = number["href"].partition("#")
    assert page == "data/catch-2018.html"
    working = pages["evidence/data/catch-2018.html"].find(id=anchor)
    assert working is not None
    assert working.h3.get_text().rstrip("#") == number.get_text()
    links = [link["href"] for link in working.select("a:not(.headerlink)")]
    assert links[:2] == ["#row:northshire:2018", "#row:kingdom:2018"]
    assert links[2:] == [f"../sea.html#{anchor}"]  # where it stands
    assert number["id"] == anchor
    row = pages["evidence/data/catch-2018.html"].find(id="row:northshire:2018")
    assert row is not None
    assert f"#{anchor}" in [link["href"] for link in row.select("td:last-child a")]


def test_the_panel_of_a_number_has_its_working_without_a_further_request(pages: dict[str, BeautifulSoup]) -> None:
    number = pages["evidence/sea.html"].select("a.value")[1]
    panel = pages["evidence/sea.html"].find(id=number["data-working"])
    assert panel is not None
    assert panel.has_attr("popover")
    assert [link["href"] for link in panel.select("li a")] == [
        "data/catch-2018.html#row:northshire:2018", "data/catch-2018.html#row:kingdom:2018"]
    assert number.get_text() in panel.get_text()


def test_a_baseline_is_a_number_that_leads_to_its_row(pages: dict[str, BeautifulSoup]) -> None:
    baseline = pages["strategy/2020-03/harbour.html"].select_one(".gt-measure .fact-baseline a.value, .gt-measure dd a.value")
    assert baseline is not None
    assert "#row:" in baseline["href"]


def test_an_item_is_an_article_with_its_heading_and_its_facts(pages: dict[str, BeautifulSoup]) -> None:
    for kind, name in {"evidence": "evidence/sea.html", "priority": "strategy/2020-03/harbour.html",
                       "action": "strategy/2020-03/harbour.html", "measure": "strategy/2020-03/harbour.html",
                       "response": "strategy/consultation/index.html"}.items():
        own = pages[name].select_one(f"article.gt-{kind}")
        assert own is not None, kind
        heading = own.find(id=own["aria-labelledby"])
        assert isinstance(heading, Tag)
        assert heading.name in {"h2", "h3"}
        assert own.select("dl.facts > dt"), kind


def test_many_cautions_are_folded_and_few_are_not(pages: dict[str, BeautifulSoup]) -> None:
    folded = pages["evidence/sea.html"].select_one("#EV_CATCH details")
    assert folded is not None
    assert folded.summary is not None
    assert (folded.summary.get_text(), len(folded.select("li"))) == ("3 cautions", 3)
    assert not pages["evidence/sea.html"].select("#EV_WAGE details")


def test_nothing_is_styled_or_scripted_within_a_page(pages: dict[str, BeautifulSoup]) -> None:
    assert found_in(pages, "[style], style, script:not([src]):not([type='application/ld+json'])") == []
    attributes = {key for soup in pages.values() for tag in soup.find_all(True) for key in tag.attrs}
    assert {key for key in attributes if key.startswith("on")} == set()


def test_a_page_loads_nothing_that_it_does_not_need(pages: dict[str, BeautifulSoup]) -> None:
    assert found_in(pages, "[href*='sphinx-needs'], [src*='sphinx-needs'], [href*='data-viewer'], [src*='jquery']") == []
    scripts = [tag["src"] for tag in pages["index.html"].select("script")]
    assert [Path(urlsplit(source).path).name for source in scripts] == ["goldenthread.js", "previews.js", "furo.js", "comment.js"]


def test_numbers_that_disagree_are_listed_and_each_finding_names_the_other(pages: dict[str, BeautifulSoup]) -> None:
    listed = pages["docs/reviewers/map.html"].select_one("#gaps-2020-03-disagree")
    assert listed
    assert "Pay is counted where people live, work where they do it. " in listed.get_text()
    assert {link["href"].rpartition("#")[2] for link in listed.select("a.reference")} >= {"EV_WAGE", "EV_WORK"}
    article = pages["evidence/sea.html"].select_one("#EV_WORK")
    assert article
    facts = " ".join(article.get_text().split())
    assert "Differs fromPay is below that of the kingdom (EV_WAGE)" in facts


def test_a_first_view_keeps_to_its_budget(pages: dict[str, BeautifulSoup], northshire: Path) -> None:
    for name, soup in pages.items():
        parts = {northshire / name, northshire / "_static/book-sans.woff2"}
        for tag in soup.select("link[rel=stylesheet], link[rel=icon], script[src]"):
            parts.add(((northshire / name).parent / urlsplit(tag.get("href") or tag.get("src")).path).resolve())
        weight = sum(min(len(gzip.compress(part.read_bytes())), part.stat().st_size) for part in parts)
        assert weight < BUDGET, (name, weight)


def test_the_style_sheet_has_the_colours_of_the_charts(northshire: Path) -> None:
    sheet = re.sub(r"\s+", " ", (northshire / "_static/colours.css").read_text(encoding="utf-8"))
    light, dark = (re.sub(r"\s+", " ", colour_properties(dark=dark)) for dark in (False, True))
    assert (sheet.count(light), sheet.count(dark)) == (1, 2)
    assert sheet.index(light) < sheet.index("@media not print") < sheet.index(dark)


def _light_of(colour: str) -> float:
    channels = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, as the accessibility guidelines count it."""
    light, dark = sorted((_light_of(one), _light_of(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_edges_stand_out_from_every_ground(northshire: Path, scheme: str) -> None:
    sheet = (northshire / "_static/colours.css").read_text(encoding="utf-8")
    rule = re.search(r"(?:^|\n)body \{([^}]*)\}" if scheme == "light" else r'body\[data-theme="dark"\] \{([^}]*)\}', sheet)
    assert rule is not None
    colours = dict(re.findall(r"--gt-([a-z0-9-]+): (#[0-9a-f]{6});", rule[1]))
    words = ("ink", "quiet", "link", "visited", "evidence", "priority", "action", "measure", "response", "warning")
    # the name of an item's kind is written in its colour, whatever kinds a book has
    kinds = re.findall(r"--gt-kind: var\(--gt-(\w+)\)", (northshire / "_static/goldenthread.css").read_text(encoding="utf-8"))
    assert len(kinds) > 5
    assert set(kinds) <= set(words)
    weak = [(word, ground) for word in words for ground in ("paper", "surface", "target")
            if contrast(colours[word], colours[ground]) < 4.5]
    weak += [(edge, "paper") for edge in ("edge", "focus", "strong") if contrast(colours[edge], colours["paper"]) < 3]
    weak += [(word, "band") for word in ("band-ink", "band-focus") if contrast(colours[word], colours["band"]) < 4.5]
    assert weak == []


# finding one's way


def trail_of(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """What stands in the way to a page: words and address of each step, the page itself last."""
    steps = soup.select("nav.gt-trail li")
    return [(" ".join(step.get_text().split()), str(link["href"]) if (link := step.find("a")) else "") for step in steps]


def test_every_page_says_where_it_stands(pages: dict[str, BeautifulSoup]) -> None:
    without = {name for name, soup in pages.items() if not soup.select("nav.gt-trail [aria-current=page]")}
    assert without == {"index.html"}
    assert trail_of(pages["id/EV_CATCH.html"]) == [
        ("Front page", "../index.html"), ("Evidence base", "../evidence/index.html"),
        ("The sea and its trades", "../evidence/sea.html"), ("Most of the catch is landed at Northport (EV_CATCH)", "")]
    assert trail_of(pages["id/M20_PRI_HARBOURS.html"])[:3] == [
        ("Front page", "../index.html"), ("March 2020 edition", "../strategy/2020-03/index.html"),
        ("Harbours", "../strategy/2020-03/harbour.html")]
    assert [words for words, _ in trail_of(pages["evidence/data/catch-2018.html"])] == [
        "Front page", "Evidence base", "Fish landed at each port"]


def test_one_goes_on_to_the_next_page_of_the_same_part_and_no_further(pages: dict[str, BeautifulSoup]) -> None:
    followed = 0
    for name, soup in pages.items():
        for link in soup.select("nav.gt-neighbours a"):
            assert "/" not in str(link["href"]), f"{name} leads on to {link['href']}"
            followed += 1
    assert followed >= 6
    # the contents go on from the draft to the strategy
    assert pages["strategy/2019-12/harbour.html"].select("nav.gt-neighbours [rel=next]") == []


def test_the_foot_of_a_page_says_its_edition_and_how_to_respond(pages: dict[str, BeautifulSoup]) -> None:
    for name in ("strategy/2020-03/harbour.html", "id/M20_PRI_HARBOURS.html"):
        foot = pages[name].select_one(".gt-page-foot")
        assert foot is not None
        assert "March 2020 edition, 31 March 2020." in " ".join(foot.get_text().split())
        link = foot.find("a", string="How to respond to what stands here")
        assert link is not None and str(link["href"]).endswith("consultation/index.html")


def test_a_citation_has_publisher_edition_status_date_and_an_address_that_is_a_file(pages: dict[str, BeautifulSoup]) -> None:
    def cited(name: str) -> str:
        words = pages[name].select_one("#citation")
        assert words is not None
        assert pages[name].select_one("button.gt-copy[data-copies=citation]") is not None
        address = words.a.get_text() if words.a else ""
        assert address.endswith(name)
        return words.get_text().removesuffix(address).rstrip()

    assert cited("id/M20_PRI_HARBOURS.html").startswith(
        "Northshire partnership. Northshire strategy, March 2020 edition (")
    assert cited("id/M20_PRI_HARBOURS.html").endswith(
        "31 March 2020. Land the catch cleanly at more than one harbour (M20_PRI_HARBOURS).")
    assert ", evidence base, as of the March 2020 edition, 31 March 2020." in cited("id/EV_CATCH.html")
    assert ", responses to the consultation, as of the March" in cited("id/RSP_QUAYS.html")
    assert cited("evidence/data/catch-2018.html").startswith("Sea Office. ")


def test_a_record_has_the_links_of_its_card(pages: dict[str, BeautifulSoup]) -> None:
    def targets(page: str, selector: str) -> set[str]:
        links = {link["href"] for link in pages[page].select(f"{selector} a[href]:not(.headerlink)")}
        return {urlsplit(link).fragment or urlsplit(link).path for link in links}

    for name, soup in pages.items():
        for card in soup.select("article.gt-item") if name.startswith(("evidence/", "strategy/")) else ():
            own = {target for target in targets(name, f"#{card['id']}") if not target.endswith(f"id/{card['id']}.html")}
            # publications are cited by number in a chapter, and by name in the record
            own = {target for target in own if not re.fullmatch(r"id\d+", target)}
            missing = own - targets(f"id/{card['id']}.html", "main")
            assert missing == set(), card["id"]


def test_no_attribute_stands_twice_no_role_is_redundant_and_a_page_has_one_viewport(northshire: Path) -> None:
    found: list[str] = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names = Counter(name for name, _value in attrs)
            found.extend(f"{page.name}: {tag} {name}" for name, count in names.items() if count > 1)
            own = {"main": "main", "nav": "navigation", "header": "banner", "footer": "contentinfo", "article": "article",
                   "aside": "complementary", "button": "button", "ul": "list", "li": "listitem", "table": "table"}
            if own.get(tag, "") == dict(attrs).get("role"):
                found.append(f"{page.name}: {tag} says its own role")

    for page in sorted(northshire.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        Checker().feed(text)
        assert text.count('name="viewport"') == 1, page
    assert found == []


def test_a_page_loads_the_colours_of_code_only_where_it_shows_code(pages: dict[str, BeautifulSoup]) -> None:
    loading = {name for name, soup in pages.items() if soup.select("link[href*='pygments.css']")}
    assert loading == {name for name, soup in pages.items() if soup.select("[class^=highlight]")}
    assert len(loading) < len(pages) / 2


def test_every_page_says_what_it_is_and_names_no_address_that_the_book_does_not_know(pages: dict[str, BeautifulSoup]) -> None:
    for name, soup in pages.items():
        described = soup.select_one("meta[name=description]")
        assert described is not None, name
        assert len(described["content"]) > 10, name
        assert soup.select("link[rel=canonical]") == [], name
        told = {tag["property"] for tag in soup.select("meta[property]")}
        assert told == {"og:type", "og:title", "og:description", "og:site_name", "og:locale"}, name
    first = pages["id/EV_CATCH.html"].select_one("meta[name=description]")
    assert first is not None
    assert first["content"].startswith("Northport landed ")


def test_a_page_of_a_dataset_is_told_to_catalogues(pages: dict[str, BeautifulSoup]) -> None:
    told = [json.loads(tag.string or "") for tag in pages["evidence/data/catch-2018.html"].select("script[type]")]
    assert [data["@type"] for data in told] == ["Dataset", "dcat:Dataset"]


def test_under_a_chart_stands_every_caution_of_its_table(pages: dict[str, BeautifulSoup]) -> None:
    figure = pages["evidence/sea.html"].select_one("figure[id^=chart-catch-2018]")
    assert figure is not None
    source = figure.select_one(".source")
    assert source is not None
    assert " ".join(source.get_text().split()) == (
        "Source: Fish landed at each port, Sea Office, released June 2019. "
        "Fish is counted where it is landed, not where the boat is from. Boats below ten metres report once a month. "
        "Numbers before 2016 were gathered in another way.")
