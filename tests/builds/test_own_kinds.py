"""A book with a kind of item, a field and words of its own: on cards, on pages, in print, and in what is taken away."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from jsonschema_rs import Draft202012Validator
from openpyxl import load_workbook

from goldenthread.rollup.register_json import register_from_json, schema_faults
from tests.books.commands import build_book
from tests.books.own_words import own_book
from tests.books.small_book import write_book


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_book(tmp_path_factory.mktemp("own"), own_book())
    assert build_book(root, ["html", "docx"]) == 0
    return root / "build"


def facts(page: Path, within: str) -> dict[str, str]:
    part = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select_one(within)
    assert part is not None
    return {name.get_text(strip=True): " ".join(name.find_next_sibling("dd").get_text(" ").split())
            for name in part.select("dl dt")}


@pytest.mark.whole_build
def test_a_risk_stands_on_its_card_its_page_and_the_cards_of_what_it_links_to(built: Path) -> None:
    chapter = built / "html/strategy/2019-12/people.html"
    own = {"Likelihood": "Likely", "Score": "12", "Owner body": "Skills-and-work board",
           "Threatens": "Raise skills (D19_PRI_SKILLS)"}
    assert own.items() <= facts(chapter, "#D19_RSK_EMPTY").items()
    assert own.items() <= facts(built / "html/id/D19_RSK_EMPTY.html", "article, main").items()
    priority = facts(chapter, "#D19_PRI_SKILLS")
    assert priority["Threatened by"] == "Courses stay empty - or half-empty (D19_RSK_EMPTY)"
    assert priority["Rests on"].endswith(", confidence 4")
    finding = facts(built / "html/evidence/people.html", "#EV_SKILLS")
    assert (finding["Method"], finding["Confidence"]) == ("Case study", "4")
    assert facts(chapter, "#D19_MEA_SAID")["Seen by"] == "Interviews with those who took part, each spring"


@pytest.mark.whole_build
def test_a_risk_is_printed(built: Path) -> None:
    words = "\n".join(part.text for part in docx.Document(str(built / "docx/land-2019-12.docx")).paragraphs)
    for said in ("Courses stay empty - or half-empty", "Skills-and-work board", "Threatened by", "Seen by"):
        assert said in words


@pytest.mark.whole_build
def test_a_risk_is_in_what_is_taken_away(built: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((built / "html/register.csv").read_text(encoding="utf-8-sig"))))
    risk = next(row for row in rows if row["id"] == "D19_RSK_EMPTY")
    assert (risk["kind"], risk["score"], risk["likelihood"], risk["method"]) == ("risk", "12", "Likely", "None")
    assert risk["links"] == "threatens: D19_PRI_SKILLS; rests_on: EV_SKILLS"
    workbook = load_workbook(built / "html/register.xlsx")
    risks, findings, measures = ([cell.value for cell in workbook[name][3]] for name in ("Own Risk", "Evidence", "Measures"))
    assert risks == ["Id", "Risk", "Edition", "Foundations", "Grand challenges", "Status", "Likelihood", "Score", "Owner body",
                     "Threatens", "Rests on", "Text"]
    assert (findings[-1], measures[-1]) == ("Method", "Seen by")
    data = json.loads((built / "html/register.json").read_text(encoding="utf-8"))
    Draft202012Validator(json.loads((built / "html/register.schema.json").read_text(encoding="utf-8"))).validate(data)
    assert schema_faults(data) == []
    back = register_from_json(data, "register.json")
    assert (back.items["D19_RSK_EMPTY"].kind, back.words.high_confidence) == ("risk", "confidence 5 (a trial by lot) or 4")
    item = next(one for one in data["items"] if one["id"] == "D19_PRI_SKILLS")
    assert (item["strength"]["high"], item["strength"]["by_confidence"]) == (1, {"4": 1})
