"""What the rules find in the text of a page itself: private addresses, signs that no font has, units beside values."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.model import Mention, Place
from tests.books.records import dataset
from tests.rules.rule_runs import problems_of

PAGE = "evidence/notes.md"


def told(code: str, root: Path, text: str, file: str = PAGE) -> list[tuple[int, str]]:
    problems = problems_of(code, root=root, pages={file: text})
    assert all(problem.advice and problem.place.file == file for problem in problems)
    return [(problem.place.line, problem.what) for problem in problems]


MAIL, PHONE = "The page shows an e-mail address: '{}'.", "The page shows a telephone number: '{}'."


@pytest.mark.parametrize(("text", "found"), [
    ("# Notes\n\nAsk anna.brown@example.org.", [(3, MAIL.format("anna.brown@example.org"))]),
    ("anna_brown2@example.org", [(1, MAIL.format("anna_brown2@example.org"))]),
    *((f"desk@{host}.com", [(1, MAIL.format(f"desk@{host}.com"))]) for host in (
        "gmail", "googlemail", "hotmail", "outlook", "live", "yahoo", "icloud", "aol", "btinternet", "proton", "GMAIL")),
    ("\nRing 0115 496 0000.", [(2, PHONE.format("0115 496 0000"))]),
    ("Ring 0115 496\n0000 now.", [(1, PHONE.format("0115 496 0000"))]),
    ("One.\nRing 0115 496 0000 or 0115 496 0000,\nor 0115 496 0000.",
     [(2, PHONE.format("0115 496 0000")), (3, PHONE.format("0115 496 0000"))]),
    ("% public: 0115 496 0000: the desk\n0115 4960000 and 0115 496 0001", [(2, PHONE.format("0115 496 0001"))]),
    # an office, what is not published, and a reason that is none
    ("strategy@example.org, press-office@example.org, a.b@example.org", []), ("% Ask anna.brown@example.org.", []),
    ("% public: 0115 496 0000:\n0115 496 0000", [(2, PHONE.format("0115 496 0000"))]), ("In 2018 and 2019", []),
])
def test_a_page_shows_no_private_address_unless_a_line_says_why(text: str, found: list[tuple[int, str]], tmp_path: Path) -> None:
    assert told("chapter.private", tmp_path, text) == found


def test_what_is_to_be_done_about_a_private_address_names_it(tmp_path: Path) -> None:
    [problem] = problems_of("chapter.private", root=tmp_path, pages={PAGE: "Ring 0115 496 0000."})
    assert problem.fix == ("Name an office and its own address, or say on a line above why it is public: "
                           "'% public: 0115 496 0000: …'.")


@pytest.mark.parametrize("file", ["strategy/consultation/responses/a.md", "evidence/notes.csv"])
def test_responses_and_what_is_no_page_are_not_looked_at(file: str, tmp_path: Path) -> None:
    assert told("chapter.private", tmp_path, "Ring 0115 496 0000.", file) == []


def test_a_page_that_cannot_be_read_or_has_no_such_sign_is_passed_over_and_the_next_is_not(tmp_path: Path) -> None:
    pages = {"evidence/a.md": b"\xff\xfe", "evidence/b.png": "\U00012000", "evidence/c.md": "Plain – é.",
             PAGE: "Ring 0115 496 0000. \U00012000".encode()}
    for code in ("chapter.private", "source.glyph"):
        assert [problem.place.file for problem in problems_of(code, root=tmp_path, pages=pages)] == [PAGE]


def test_the_first_sign_that_no_font_has_is_told_with_the_number_of_the_others(tmp_path: Path) -> None:
    first = "No font of the printed files has '\U00012000' (U+12000): the PDF shows its name in its place, [cuneiform sign a]."
    assert told("source.glyph", tmp_path, "One – two.\n\nThree \U00012000\U00012000.") == [(3, first)]
    assert told("source.glyph", tmp_path, "\n\U00012000") == [(2, first)]
    others = f"{first} So it does with 1 other sign of this file."
    assert told("source.glyph", tmp_path, "\U00012000\n\U00012001") == [(1, others)]
    for file, found in (("evidence/references.bib", [(1, first)]), ("evidence/notes.png", [])):
        assert told("source.glyph", tmp_path, "\U00012000", file) == found
    assert told("source.glyph", tmp_path, "Plain – é.") == []


UNITS = (dataset("s", "north 2018 33.0, south 2018 30.0"), dataset("j", "north 2018 5", unit="jobs", decimals=0),
         dataset("h", "north 2018 5", unit="new homes per 1,000 people", decimals=0),
         dataset("m", "north 2018 5, south 2018 -5", unit="£ million", decimals=0),
         dataset("e", "north 2018 5", unit="€", decimals=0))
SHARE, GAP, JOBS, HOMES, MONEY, EURO = (f"{{value}}`{text}`" for text in (
    "s:north:2018", "gap between s:north:2018 and s:south:2018", "j:north:2018", "h:north:2018", "m:north:2018", "e:north:2018"))


@pytest.mark.parametrize(("text", "found"), [
    (f"{SHARE}%", "%"), (f"{SHARE} %", "%"), (f"**{SHARE}** per\ncent", "per cent"), (f"{SHARE} Percent", "Percent"),
    (f"{SHARE} points", "points"),
    (f"{GAP} points", "points"), (f"{GAP} percentage points", "percentage points"), (f"{JOBS} jobs", "jobs"),
    (f"{JOBS}\njobs", "jobs"), (f"£{MONEY}", "£"), (f"£ _{MONEY}_", "£"), (f"{MONEY} million", "million"), (f"€{EURO}", "€"),
    ("£{value}`m:south:2018`", "£"), ("{value}`s:north:2018  less\ts:south:2018` points", "points"),
    # another unit, a word that only begins like it, and a value that has none
    (f"{JOBS} %", ""), (f"{JOBS} jobseekers", ""), (f"€{MONEY}", ""), (f"{HOMES} homes", ""),
    (f"{{value}}`gone:north:2018`% and {SHARE}%", "%"),
    (f"{JOBS} million", ""), ("{value}`gone:north:2018`%", ""), (f"{SHARE}, jobs", ""), (f"£5 and {MONEY}", ""),
])
def test_a_unit_is_not_typed_beside_a_value_that_brings_it(text: str, found: str, tmp_path: Path) -> None:
    page = f"# Notes\n\nIt is {text} here."
    mentions = [Mention(kind="value", text="s:north:2018", place=Place(file=PAGE, line=3))]
    problems = problems_of("value.unit-twice", root=tmp_path, pages={PAGE: page}, mentions=mentions, tables=UNITS)
    assert [(problem.place.line, problem.fix) for problem in problems] == ([(3, f"Take the '{found}' out.")] if found else [])
