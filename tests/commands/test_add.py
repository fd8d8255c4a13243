"""Adding to a book: each kind goes where it belongs and passes the rules, or nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.book.consultation_file import read_consultation
from goldenthread.commands.add.add_arguments import ITEM_OPTIONS
from goldenthread.commands.cli import main
from goldenthread.rules import check
from tests.books.broken_books import DRAFT, ED, FINAL, PEOPLE
from tests.books.commands import build_book
from tests.books.logic_chains import CHAINED
from tests.books.own_words import own_book
from tests.books.small_book import changed, small_book, write_book
from tests.commands.terminals import at_a_terminal

Capture = pytest.CaptureFixture[str]
FINDING = (
    "add",
    "finding",
    "--title",
    "Half of the north is unskilled",
    "--chapter",
    "people",
    "--tags",
    "people",
    "--datasets",
    "skills-2018",
    "--confidence",
    "high",
    "--period",
    "2018",
    "--geography",
    "North: all of it",
)
TABLE = (
    "add",
    "table",
    "pay-2018",
    "--title",
    "Pay",
    "--measure",
    "Median pay",
    "--unit",
    "£",
    "--publisher",
    "Statistics Office",
    "--publication",
    "Pay survey",
    "--url",
    "https://example.org/pay",
    "--released",
    "2019-10",
    "--licence",
    "Open",
)


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), *arguments])


def files_of(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "build" not in path.relative_to(root).parts
    }


def text_of(root: Path, file: str) -> str:
    return (root / file).read_text(encoding="utf-8")


def test_the_options_are_those_that_items_have(tmp_path: Path) -> None:
    assert sorted(ITEM_OPTIONS) == sorted(read_book(write_book(tmp_path)).vocabulary.options - {"id"})


def test_a_finding_stands_behind_the_last_one_of_its_chapter(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path, changed(PEOPLE, "in the land.\n:::\n", "in the land.\n:::\n\n## Sources\n\nWords at the end.\n"))
    before = files_of(root)
    words = ("--text", "Of all, {value}`skills-2018:north:2018` are skilled.")
    assert run(root, *FINDING, *words, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "+:id: EV_HALF_NORTH_UNSKILLED" in said
    assert said.endswith("Nothing was written.\n")
    assert files_of(root) == before
    assert run(root, *FINDING, *words) == 0
    assert capsys.readouterr().out == f"EV_HALF_NORTH_UNSKILLED stands at {PEOPLE}:15.\n"
    assert text_of(root, PEOPLE).partition("in the land.\n:::\n\n")[2] == (
        ":::{evidence} Half of the north is unskilled\n:id: EV_HALF_NORTH_UNSKILLED\n:tags: people\n:datasets: skills-2018\n"
        ':confidence: high\n:since: 2020-03\n:period: 2018\n:geography: "North: all of it"\n\n'
        "Of all, {value}`skills-2018:north:2018` are skilled.\n:::\n\n## Sources\n\nWords at the end.\n"
    )
    assert check(root) == []
    assert run(root, *FINDING) == 0
    assert "EV_HALF_NORTH_UNSKILLED_2 stands at" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("finding", "--title", "It is so"),
            "add finding: To add this, say also: --chapter, --tags, --confidence, --period, --geography. ",
        ),
        (
            (*FINDING[1:], "--confidence", "hihg"),
            "--confidence: 'hihg' is none of what may be said here. Use one of: high, medium, low. Did "
            "you mean 'high'? [add.word]",
        ),
        ((*FINDING[1:], "--datasets", "skils-2018"), "Did you mean 'skills-2018'? [add.word]"),
        ((*FINDING[1:], "--chapter", "poeple"), "Did you mean 'people'? [add.word]"),
        (
            (*FINDING[1:], "--lead", "Colleges"),
            "[add.option]",
        ),
        ((*FINDING[1:], "--text", "{value}`skills-2018:north:2071`"), "[value.unknown]"),
        (("finding", "EV_SKILLS", *FINDING[2:]), f"EV_SKILLS: The id EV_SKILLS is already at {PEOPLE}:3. "),
        (("finding", "PRI_X", *FINDING[2:]), "[item.id]"),
        ((*FINDING[1:], "--after", "EV_SKILS"), "Did you mean 'EV_SKILLS'? [add.word]"),
        (
            ("action", "--title", "Do it", "--delivers", "M20_PRI_SKILS", "--lead", "Colleges", "--by", "2021"),
            "Did you mean 'M20_PRI_SKILLS'? [add.word]",
        ),
        (("action", "--title", "Do it", "--delivers", "M20_PRI_SKILLS", "--lead", "Colleges", "--by", "soon"), "[item.date]"),
        (("table", "Pay", *TABLE[3:]), "add table: 'Pay' is no name for a table."),
        (("table", "skills-2018", *TABLE[3:]), "There is a table 'skills-2018' already"),
        (
            TABLE[1:],
            "The table has no row. Give each as --row 'area,period,value', or a file of such rows with --rows. [add.missing]",
        ),
        ((*TABLE[1:], "--row", "nrth,2018,1"), "Did you mean 'north'? [data.area]"),
        (
            (*TABLE[1:], "--rows", "none.csv"),
            "what a publisher gives is read by "
            "'goldenthread import'. [add.rows]",
        ),
        (("chapter", "evidnce/homes", "--title", "Homes"), "Did you mean 'evidence'? [add.name]"),
        (("chapter", "evidence/people", "--title", "Homes"), "There is a chapter evidence/people.md already."),
        (("chapter", "evidence/homes", "--title", "Homes", "--after", "peple"), "Did you mean 'people'? [add.word]"),
        (("edition", "2020-9"), "Did you mean '2020-09'? [add.name]"),
        (("edition", "2020-13"), "add edition: '2020-13' is no name for an edition."),
        (("edition", "autumn 2020"), "Did you mean 'autumn-2020'? [add.name]"),
        (("edition", ""), "add edition: The edition has no name."),
        (("edition", "2020-autumn"), "add edition: To add this, say also: --published. --published: The day on which"),
        (("edition", "2020-03"), "There is an edition 2020-03 already."),
        (("edition", "2020-09", "--from", "2020-3"), "Did you mean '2020-03'? [asked.edition]"),
        (("edition", "2020-01"), "2020-01-31 is not after the date of edition 2020-03, 2020-03-31."),
        (("edition", "2020-09", "--code", "m20"), "[edition.code]"),
        (("edition", "2020-09", "--published", "September"), "--published: 'September' is not a day."),
        (
            (
                "response",
                "--title",
                "No",
                "--respondent",
                "Us",
                "--about",
                "EV_SKILLS",
                "--source",
                "e-mail",
                "--text",
                "Write to someone@example.org.",
            ),
            "[response.private]",
        ),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: Capture
) -> None:
    root = write_book(tmp_path)
    before = files_of(root)
    assert run(root, "add", *arguments) == 1
    assert said in capsys.readouterr().out
    assert files_of(root) == before


def test_from_a_table_to_a_priority_with_what_is_under_it(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path)
    assert run(root, *TABLE, "--row", "north,2018,500.5", "--row", "land,2018,520") == 0
    assert text_of(root, "evidence/data/pay-2018.csv") == "area,period,value\nnorth,2018,500.5\nland,2018,520\n"
    assert read_book(root).register.datasets["pay-2018"].decimals == 1
    assert (
        run(
            root,
            "add",
            "finding",
            "EV_PAY",
            "--title",
            "Pay is low",
            "--chapter",
            "people",
            "--tags",
            "people",
            "--datasets",
            "pay-2018",
            "--confidence",
            "high",
            "--period",
            "2018",
            "--geography",
            "North",
            "--text",
            "It is {value}`pay-2018:north:2018`.",
        )
        == 0
    )
    capsys.readouterr()
    assert (
        run(
            root,
            "add",
            "priority",
            "--title",
            "Raise pay",
            "--chapter",
            "people",
            "--tags",
            "people",
            "--rests-on",
            "EV_PAY",
            "--reason",
            "Pay was not looked at before.",
        )
        == 0
    )
    said = capsys.readouterr().out
    assert "has no action." in said
    assert "has no measure." in said
    assert (
        run(
            root,
            "add",
            "measure",
            "--title",
            "Pay",
            "--tracks",
            "M20_PRI_RAISE_PAY",
            "--baseline",
            "pay-2018:north:2018",
            "--direction",
            "rise",
        )
        == 0
    )
    assert (
        run(root, "add", "action", "--title", "Plan", "--delivers", "M20_PRI_RAISE_PAY", "--lead", "Colleges", "--by", "2021")
        == 0
    )
    assert (
        run(root, "add", "action", "--title", "Tell", "--delivers", "M20_PRI_SKILLS", "--lead", "Colleges", "--by", "2021") == 0
    )
    order = [item.id for item in read_book(root).register.items.values() if item.place.file == FINAL]
    assert order == [
        "M20_PRI_SKILLS",
        "M20_ACT_COURSES",
        "M20_ACT_TELL",
        "M20_MEA_SKILLS",
        "M20_PRI_RAISE_PAY",
        "M20_ACT_PLAN",
        "M20_MEA_PAY",
    ]
    assert ":baseline: pay-2018:north:2018\n" in text_of(root, FINAL)
    assert [problem.code for problem in check(root)] == ["thread.no-reason"]  # the first priority has an action more


def test_a_response_opens_a_page_for_its_respondent(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path)
    for title in ("A first point", "A second point"):
        assert (
            run(
                root,
                "add",
                "response",
                "--title",
                title,
                "--respondent",
                "Shore Trust",
                "--about",
                "EV_SKILLS",
                "--source",
                "e-mail",
                "--disposition",
                "not-accepted",
                "--grounds",
                "It is so.",
            )
            == 0
        )
    responses = list(read_book(root).register.responses())
    assert [response.id for response in responses] == ["RSP_FIRST_POINT", "RSP_SECOND_POINT"]
    assert {response.place.file for response in responses} == {"strategy/consultation/responses/shore-trust.md"}
    assert check(root) == []


def test_a_chapter_is_named_in_the_contents_before_what_stands_last(tmp_path: Path) -> None:
    root = write_book(
        tmp_path,
        {
            "evidence/annex-data.md": "# Data\n",
            "index.md": small_book()["index.md"],
            **changed("evidence/index.md", "people\n", "people\nannex-data\n"),
        },
    )
    assert run(root, "add", "chapter", "evidence/Homes and rents", "--title", "Homes", "--text", "Homes are few.") == 0
    assert run(root, "add", "chapter", "work.md", "--edition", "2020-03", "--title", "Work") == 0
    assert "people\nhomes-and-rents\nannex-data\n" in text_of(root, "evidence/index.md")
    assert "people\nwork\n" in text_of(root, "strategy/2020-03/index.md")
    assert text_of(root, "evidence/homes-and-rents.md") == "# Homes\n\nHomes are few.\n"
    assert check(root) == []


@pytest.mark.whole_build
def test_a_third_edition_is_one_command_and_then_the_book_builds(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(
        tmp_path,
        {
            **changed(FINAL, ":revises: D19_PRI_SKILLS\n", ":revises: D19_PRI_SKILLS\n:reason: It was short.\n"),
            "strategy/2020-03/index.md": "# For agreement\n\nThis is March 2020, after December 2019.\n\n```{changes}\n```\n\n"
            "```{toctree}\npeople\n```\n",
        },
    )
    capsys.readouterr()
    assert run(root, "add", "edition", "2020-09", "--from", "2020-03") == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "The edition 2020-09 is begun from 2020-03, in strategy/2020-09, and its 3 items have ids that begin with S20."
    )
    assert "    strategy/2020-09/index.md: line 3\n" in said
    assert check(root) == []
    register = read_book(root).register
    edition = register.editions["2020-09"]
    assert (edition.code, edition.label, edition.status, edition.title) == ("S20", "September 2020", "Draft", "Draft")
    assert (edition.published.isoformat(), edition.follows, edition.file) == ("2020-09-30", "2020-03", "land-2020-09")
    priority = register.items["S20_PRI_SKILLS"]
    assert (priority.links["revises"], priority.text("reason"), priority.text("status")) == (("M20_PRI_SKILLS",), "", "draft")
    assert register.items["S20_ACT_COURSES"].links["delivers"] == ("S20_PRI_SKILLS",)
    assert text_of(root, "index.md").endswith("strategy/2020-03/index\nstrategy/2020-09/index\n```\n")
    assert build_book(root, ["html"]) == 0
    assert "S20_PRI_SKILLS" in text_of(root, "build/html/strategy/2020-09/people.html")


@pytest.mark.parametrize(
    ("name", "options", "label", "day", "code"),
    [
        ("2021", (), "2021", "2021-12-31", "D21"),
        ("mid-term-review", ("--published", "2021-06-30"), "Mid term review", "2021-06-30", "J21"),
        ("2020-autumn", ("--published", "2020-10-15", "--label", "autumn of 2020"), "autumn of 2020", "2020-10-15", "O20"),
    ],
)
def test_an_edition_may_be_called_by_its_year_or_in_words(
    name: str, options: tuple[str, ...], label: str, day: str, code: str, tmp_path: Path
) -> None:
    root = write_book(tmp_path)
    assert run(root, "add", "edition", name, *options) == 0
    edition = read_book(root).register.editions[name]
    assert (edition.label, edition.published.isoformat(), edition.code, edition.follows) == (label, day, code, "2020-03")
    assert f"{code}_PRI_SKILLS" in read_book(root).register.items
    assert f"{name}/index" in text_of(root, "index.md")
    assert check(root) == []


RISK = ("add", "risk", "--title", "Too few teachers")


def test_an_item_of_the_book_s_own_kind_stands_under_its_priority(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path, own_book())
    options = ("--option", "threatens=M20_PRI_SKILLS", "--option", "score=9", "--option", "likelihood=rare", "--tags", "people")
    assert run(root, *RISK, *options, "--rests-on", "EV_SKILLS", "--text", "Few train.") == 0
    assert "M20_RSK_TOO_FEW_TEACHERS stands at strategy/2020-03/people.md:" in capsys.readouterr().out
    text = text_of(root, "strategy/2020-03/people.md")
    assert (
        ":::{risk} Too few teachers\n:id: M20_RSK_TOO_FEW_TEACHERS\n:tags: people\n:threatens: M20_PRI_SKILLS\n"
        ":rests_on: EV_SKILLS\n:likelihood: rare\n:score: 9\n\nFew train.\n:::\n"
    ) in text
    assert text.index("M20_RSK_EMPTY") < text.index("M20_RSK_TOO_FEW_TEACHERS")
    assert check(root) == []
    assert run(root, *RISK, "--chapter", "people") == 0
    assert "\n\n:::{risk} Too few teachers\n:id: RSK_TOO_FEW_TEACHERS\n:::\n" in text_of(root, "evidence/people.md")
    assert run(root, *RISK, "--edition", "2019-12", "--chapter", "people") == 0
    assert "D19_RSK_TOO_FEW_TEACHERS" in text_of(root, "strategy/2019-12/people.md")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*RISK[1:], "--option", "likelihood=sure"), "'sure' is none of what may be said here. Use one of: rare, likely."),
        ((*RISK[1:], "--option", "threatens=M20_PRI_SKILS"), "Did you mean 'M20_PRI_SKILLS'? [add.word]"),
        ((*RISK[1:], "--option", "likelyhood=rare"), "Did you mean '--option likelihood=…'? [add.option]"),
        ((*RISK[1:], "--option", "score"), "--option: 'score' is no name with a value."),
        ((*RISK[1:], "--option", "score=99", "--chapter", "people"), "[item.schema]"),
        (("rsk", *RISK[2:]), "Did you mean 'risk'? [add.kind]"),
        (("evidence", *RISK[2:]), "add evidence: This is nothing that can be added."),
        (("evidence", *RISK[2:]), "Did you mean 'finding'? [add.kind]"),
        ((*FINDING[1:], "--option", "score=1"), "[add.option]"),
    ],
)
def test_of_the_book_s_own_kinds_what_cannot_be_added_is_said(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: Capture
) -> None:
    root = write_book(tmp_path, own_book())
    assert run(root, "add", *arguments) == 1
    assert said in capsys.readouterr().out


def test_a_finding_takes_an_option_that_only_the_book_has(tmp_path: Path) -> None:
    root = write_book(tmp_path, own_book())
    scale = ["5" if word == "high" else word for word in FINDING]
    assert run(root, *scale, "--option", "method=interview") == 0
    assert "\n:geography: \"North: all of it\"\n:method: interview\n:::\n" in text_of(root, PEOPLE)


def test_in_a_terminal_the_options_of_an_own_kind_are_asked(tmp_path: Path) -> None:
    root = write_book(tmp_path, own_book())
    status, shown = at_a_terminal(
        ["--root", str(root), "add", "risk"],
        [
            ("in one sentence, its title: ", "Too few teachers"),
            ("Threatens", "M20_PRI_SKILLS"),
            ("What it is about", ""),
            ("Rests on", ""),
            ("How likely (rare, likely) [none]: ", "certain"),
            ("Use one of: rare, likely.", "rare"),
            ("From 1 to 25 [none]: ", "4"),
            ("Who looks after it [none]: ", ""),
            ("Its text [none]: ", ""),
            ("Write it? (yes, no) [yes]: ", ""),
        ],
    )
    assert status == 0, shown
    assert ":threatens: M20_PRI_SKILLS\n:likelihood: rare\n:score: 4\n:::" in text_of(root, "strategy/2020-03/people.md")


@pytest.mark.parametrize(
    ("edition", "kept", "codes"),
    [
        ("2020-09", "2021-03: read; 2023: above the baseline", set()),
        ("2022-06", "2023: above the baseline", set()),
        ("2040-01", "", {"chain.unmeasured"}),
    ],
)
def test_an_edition_with_logic_chains_keeps_the_milestones_that_are_ahead(
    edition: str, kept: str, codes: set[str], tmp_path: Path, capsys: Capture
) -> None:
    root = write_book(tmp_path, CHAINED)
    assert run(root, "add", "edition", edition, "--from", "2019-12", "--code", "X1") == 0
    said = capsys.readouterr().out
    items = read_book(root).register.items
    assert items["X1_CHN_SKILLS"].links["explains"] == ("X1_PRI_SKILLS",)
    assert items["X1_MEA_SKILLS"].text("milestones") == kept
    assert {problem.code for problem in check(root)} == codes
    assert all(f"[{code}]" in said for code in codes)


def test_an_edition_is_not_begun_with_what_was_agreed_or_published_of_the_earlier_one(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    assert run(root, "confirm", "M20_PRI_SKILLS", "--by", "The board", "--why", "Read in March.", "--pin") == 0
    assert run(root, "freeze", "2020-03") == 0
    assert run(root, "add", "edition", "2020-09") == 0
    assert not (root / "strategy/2020-09/agreed.toml").exists()
    assert "[fp==" not in text_of(root, "strategy/2020-09/people.md")
    assert text_of(root, ED).count("[[edition]]") == 3
    assert check(root) == []
    assert "D19_PRI_SKILLS" not in text_of(root, "strategy/2020-09/people.md") and "D19" in text_of(root, DRAFT)


def test_in_a_terminal_each_thing_is_asked_and_a_wrong_answer_once_more(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    status, shown = at_a_terminal(
        ["--root", str(root), "add", "finding", "--tags", "people"],
        [
            ("its title:", "Half are skilled"),
            ("in which it stands", "peple"),
            ("Did you mean 'people'?", "people"),
            ("Datasets", "skills-2018"),
            ("Keys", ""),
            ("How sure", "high"),
            ("First edition", ""),
            ("The time", "2018"),
            ("The place", "North"),
            ("compared with", ""),
            ("bear in mind", ""),
            ("Its text", "It is so."),
            ("Write it?", ""),
        ],
    )
    assert status == 0, shown
    assert "How sure the finding is (high, medium, low): " in shown
    assert shown.endswith(f"EV_HALF_SKILLED stands at {PEOPLE}:15.\n")
    assert "Traceback" not in shown
    assert check(root) == []


def test_a_terminal_that_is_left_in_the_middle_has_written_nothing(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    before = files_of(root)
    status, shown = at_a_terminal(["--root", str(root), "add", "finding"], [("its title:", "\x04")])
    assert (status, files_of(root)) == (1, before)
    status, shown = at_a_terminal(
        ["--root", str(root), "add", "chapter", "evidence/homes"],
        [("The title", "Homes"), ("first paragraph", ""), ("Write it?", "no")],
    )
    assert shown.endswith("Nothing was written.\n")
    assert (status, files_of(root)) == (0, before)


def test_a_consultation_asks_by_the_criteria_of_the_book_and_is_begun_once(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path)
    assert run(root, "add", "consultation", "--deadline", "2099-05-31") == 0
    said = capsys.readouterr().out
    assert said.startswith("The consultation is in strategy/consultation/consultation.toml, with a page beside it; it is open "
                           "until 31 May 2099.\n")
    assert check(root) == []
    criteria = read_book(root).vocabulary.criteria
    consultation, problems = read_consultation(root, criteria)
    assert consultation is not None and problems == []
    assert consultation.deadline == date(2099, 5, 31)
    assert tuple(one.id for one in consultation.criteria) == criteria != ()
    assert "strategy/2020-03/index\nThe consultation <strategy/consultation/index>\n" in text_of(root, "index.md")
    before = text_of(root, "index.md")
    assert run(root, "add", "consultation") == 1
    refusal = "There is a consultation already, in strategy/consultation. Edit it: a book has one. [add.name]"
    assert refusal in capsys.readouterr().out
    assert text_of(root, "index.md") == before


def test_a_consultation_of_a_front_page_without_contents_says_what_is_to_be_named(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path)
    front = text_of(root, "index.md").replace("strategy/2020-03/index", "strategy/*/index")
    (root / "index.md").write_text(front.replace("toctree}\n", "toctree}\n:glob:\n"), encoding="utf-8")
    run(root, "add", "consultation")
    assert "Name strategy/consultation/index in the contents of index.md." in capsys.readouterr().out
