"""`goldenthread site`: one folder with everything that is to be published."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from goldenthread.commands.publish_site import run_site
from goldenthread.system import parse_checksums, sha256_of
from tests.books.small_book import EVIDENCE, changed, write_book

CHART = "\n```{chart} skills-2018\n:kind: bar\n:periods: 2018\n:alt: Bars of three areas.\n```\n"
SITE = 'site = "https://example.org/land"\n'


def chart_files(folder: Path) -> list[tuple[str, Path]]:
    """What the chart of the built book offers of itself: the words of each link, and the file to which it leads."""
    page = folder / "evidence/people.html"
    links = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(".gt-chart-files a")
    return [(link.get_text(), page.parent / str(link["href"])) for link in links]


@pytest.mark.whole_build
def test_the_folder_has_pages_files_and_what_hosts_ask_for_and_every_file_that_is_offered_is_there(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", changed("strategy/editions.toml", 'file = "land"\n', f'file = "land"\n{SITE}')
                      | {"evidence/people.md": EVIDENCE + CHART})
    outcome = run_site(root, Namespace(without_records=True))
    assert outcome.good, outcome.printed()
    site = root / "build/site"
    assert {"index.html", "404.html", "feed.xml", "sitemap.xml", ".nojekyll", "register.json"} <= {
        path.name for path in site.iterdir()}
    offered = {}
    for page in ("index.html", "evidence/index.html", "strategy/2020-03/index.html"):
        links = BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser").select(".gt-files a")
        offered[page] = [(link.get_text(), Path(link["href"]).name) for link in links]
        assert all((site / page).parent.joinpath(link["href"]).is_file() for link in links)
    assert offered["evidence/index.html"] == [
        ("Evidence base", "land-evidence-base.pdf"), ("Evidence base", "land-evidence-base.docx")]
    assert ("March 2020", "land-2020-03.pdf") in offered["strategy/2020-03/index.html"]
    assert len(offered["index.html"]) > 4
    # a picture takes long to draw, and only what is published has it
    assert [words for words, _file in chart_files(root / "build/html")] == ["its numbers (CSV)", "drawing (SVG)"]
    assert [words for words, _file in chart_files(site)] == ["its numbers (CSV)", "drawing (SVG)", "picture (PNG)"]
    assert all(file.is_file() for folder in (root / "build/html", site) for _words, file in chart_files(folder))
    assert "<!-- picture" not in (site / "evidence/people.html").read_text(encoding="utf-8")
    sums = parse_checksums((site / "files/SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert {name: sha256_of(site / "files" / name) for name in sums} == sums
    # shown at any depth of the host
    page = BeautifulSoup((site / "404.html").read_text(encoding="utf-8"), "html.parser")
    links = [tag.get("href") or tag.get("src") for tag in page.select("[href], [src]")]
    assert [link for link in links if not link.startswith(("/land/", "#", "https://"))] == []
    # each page names its one address on the web
    for path in site.rglob("*.html"):
        page, name = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser"), str(path.relative_to(site))
        lasting = f"https://example.org/land/{'' if name == 'index.html' else name}"
        assert [tag["href"] for tag in page.select("link[rel=canonical]")] == [lasting]
        assert [tag["content"] for tag in page.select("meta[property='og:url']")] == [lasting]
    # a build that fails leaves what was published
    (root / "evidence/people.md").write_text("No heading, and {value}`gone:north:2018`.\n", encoding="utf-8")
    assert not run_site(root, Namespace(without_records=True)).good
    assert (site / "files/land-evidence-base.pdf").is_file()
    # and what the pages alone hold offers nothing that is not there
    assert 'class="gt-files"' not in (root / "build/html/index.html").read_text(encoding="utf-8")

