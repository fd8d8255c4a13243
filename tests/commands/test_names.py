"""Commands about names: what can be written is listed, an id is changed everywhere at once, and a check can be of one file."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest

from goldenthread.book import read_book
from goldenthread.commands import doctor
from goldenthread.commands.cli import main
from goldenthread.model import Place, Problem
from goldenthread.rules import check
from goldenthread.system import problem_lines
from tests.books.broken_books import CSV, DRAFT, FINAL, PEOPLE
from tests.books.small_book import CARD, TABLE, changed, small_book, write_book
from tests.commands.terminals import at_a_terminal

Capture = pytest.CaptureFixture[str]


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), *arguments])


def test_an_id_is_changed_in_every_file_that_names_it(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path)
    before = {file: (root / file).read_text(encoding="utf-8") for file in (PEOPLE, DRAFT, FINAL)}
    assert run(root, "rename", "EV_SKILLS", "EV_HIGH_SKILLS", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Nothing was changed." in said
    assert {file: (root / file).read_text(encoding="utf-8") for file in before} == before
    assert run(root, "rename", "EV_SKILLS", "EV_HIGH_SKILLS") == 0
    assert capsys.readouterr().out.split("\n")[:-2] == said.split("\n")[:-2]
    items = read_book(root).register.items
    assert "EV_SKILLS" not in items
    assert items["EV_HIGH_SKILLS"].place.file == PEOPLE
    assert check(root) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("EV_SKILS", "EV_X", "[rename.item]"),
        ("EV_SKILLS", "ev skills", "[rename.id]"),
        ("EV_SKILLS", "M20_PRI_SKILLS", "[rename.id]"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_nothing_changes(
    old: str, new: str, code: str, tmp_path: Path, capsys: Capture
) -> None:
    root = write_book(tmp_path)
    before = (root / PEOPLE).read_bytes()
    assert run(root, "rename", old, new) == 1
    assert code in capsys.readouterr().out
    assert (root / PEOPLE).read_bytes() == before


def test_an_id_of_a_frozen_edition_stays(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path)
    assert run(root, "freeze", "2019-12") == 0
    assert run(root, "rename", "D19_PRI_SKILLS", "D19_PRI_OTHER") == 1
    assert "[rename.frozen]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("what", "first", "count"),
    [
        (("areas",), "north", 3),
        (("areas", "country"), "land", 1),
        (("ids", "gap"), "", 0),
        (("tables",), "skills-2018", 1),
        (("periods", "skills-2018"), "2018", 1),
        (("ids", "evidence"), "EV_SKILLS", 1),
        (("ids", "2020-03"), "M20_PRI_SKILLS", 3),
        (("tags",), "people", 2),
        (("editions",), "2019-12", 2),
    ],
)
def test_names_are_listed(what: tuple[str, ...], first: str, count: int, tmp_path: Path, capsys: Capture) -> None:
    assert run(write_book(tmp_path), "list", *what) == 0
    rows = capsys.readouterr().out.splitlines()
    if not count:
        assert rows == ["There is none."]
    else:
        assert any(row.split()[0] == first for row in rows)
        assert len(rows) >= count


def test_a_table_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path, capsys: Capture) -> None:
    assert run(write_book(tmp_path), "list", "periods", "skills-2019") == 1
    assert capsys.readouterr().out == (
        "skills-2019: There is no table 'skills-2019'. Name one, as in 'list periods population-2018'. "
        "Did you mean 'skills-2018'? [asked.table]\n"
    )


def test_a_check_of_one_file_tells_of_that_file(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path, {**changed(PEOPLE, ":confidence: high", ":confidence: huge"), CSV: TABLE.replace("33.0", "x")})
    assert run(root, "check", PEOPLE) == 1
    said = capsys.readouterr().out
    assert "[item.choice]" in said
    assert said.count("data.number") == 1
    assert "1 message about other files not shown.\n" in said
    assert said.endswith(
        "What could not be read elsewhere may hide problems here: evidence/data/skills-2018.csv:3: 'x' is not a "
        "number. Write plain digits ('34.1'), or leave the row out. [data.number]\n"
    )
    assert run(root, "check", str(root / DRAFT)) == 0
    assert run(root, "check", "evidence/none.md") == 1
    assert "[asked.file]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("areas", "distrct"),
            "list areas: 'distrct' does not narrow this list. Leave it out, or give one of: district, country. "
            "Did you mean 'district'? [asked.narrowing]",
        ),
        (("ids", "2020-3"), "Did you mean '2020-03'? [asked.narrowing]"),
        (("tags", "people"), "list tags: This list is not narrowed, and 'people' was given. Leave it out. [asked.narrowing]"),
    ],
)
def test_a_list_that_cannot_be_narrowed_so_says_by_what_it_can(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: Capture
) -> None:
    assert run(write_book(tmp_path), "list", *arguments) == 1
    assert said in capsys.readouterr().out


def test_all_problems_are_kept_and_never_those_of_an_earlier_check(tmp_path: Path, capsys: Capture) -> None:
    unknown = "".join(f"E{number:05},2018,1\n" for number in range(3_000))
    root = write_book(tmp_path, {**changed(PEOPLE, ":confidence: high", ":confidence: huge"), CSV: TABLE + unknown})
    kept = root / "build/problems.txt"
    assert run(root, "check") == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == (
        f"{CSV}:6: 'E00000' is not an area of evidence/areas.toml. The like is wrong in 2,999 more rows, "
        "first on lines 7, 8 and 9. Use an id from there, or declare the area. [data.area]"
    )
    assert kept.read_text(encoding="utf-8").splitlines() == printed[:2]
    assert run(root, "check", "--format", "json") == 1
    assert capsys.readouterr().out.count('"data.area"') == 1
    write_book(root)
    assert run(root, "check") == 0
    assert kept.read_text(encoding="utf-8") == "The rules found no problem.\n"


def test_a_terminal_shows_twenty_lines_of_however_many_kinds() -> None:
    many = [
        Problem(Place(file="a.md", line=line), f"kind.{line % kinds}", "It is so.", "Mend it.")
        for kinds in (1, 5, 40)
        for line in range(100)
    ]
    for start in (0, 100, 200):
        assert len(problem_lines(many[start : start + 100])) <= 20
    assert problem_lines(many[200:])[-2:] == ["… and 82 lines more.", "All 100 are in build/problems.txt."]
    assert problem_lines(many[:100])[1] == "    99 more of this kind, at a.md:1, a.md:2, a.md:3 and 96 more places."


LINKS = """\
# Housing

:::{chart} skills-2018
:kind: bar
:areas: north, land
:highlight: north
:periods: 2018
:alt: Bars of skills-2018 in the north.
:::

Homes of the north, see [people](people.md#people), [the draft](../strategy/2019-12/people.md) and [all](/evidence/index.md).
Of skills-2018, a `word` of a sentence, {value}`skills-2018:north:2018 less skills-2018:land:2018`.
"""


def linked_book(root: Path) -> Path:
    """The small book with a page that names tables, areas and pages in every way."""
    return write_book(
        root,
        {
            "evidence/housing.md": LINKS,
            **changed("evidence/index.md", "people\n", "people\nhousing\n"),
            "index.md": small_book()["index.md"] + "\nSee [homes](evidence/housing.md) and {doc}`evidence/people`.\n",
            "evidence/data/pay-2018.csv": TABLE,
            "evidence/data/pay-2018.toml": CARD + 'made_from = ["skills-2018"]\n',
            "strategy/consultation/responses/us.md": RESPONSE,
        },
    )


RESPONSE = """\
---
orphan: true
---

# Us: responses

:::{response} It is so
:id: RSP_SO
:chapter: evidence/housing
:respondent: Us
:criterion: not-stated
:received: 2019-10
:source: e-mail
:disposition: not-accepted
:grounds: It is not.
:::
"""


def test_a_table_gets_another_name_with_its_files_and_all_that_names_it(tmp_path: Path, capsys: Capture) -> None:
    root = linked_book(tmp_path)
    assert check(root) == []
    assert run(root, "rename", "skills-2018", "skilled-2018", "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "evidence/data/skills-2018.csv becomes evidence/data/skilled-2018.csv" in shown
    assert shown.endswith("skills-2018 is named at 9 places in 5 files. Nothing was changed.\n")
    assert (root / CSV).exists()
    assert run(root, "rename", "skills-2018", "skilled-2018") == 0
    assert not (root / CSV).exists()
    text = (root / "evidence/housing.md").read_text(encoding="utf-8")
    assert text.startswith("# Housing\n\n:::{chart} skilled-2018\n")
    assert "Of skills-2018, a `word` of a sentence, {value}`skilled-2018:north:2018 less skilled-2018:land:2018`." in text
    assert read_book(root).register.datasets["pay-2018"].made_from == ("skilled-2018",)
    assert check(root) == []


def test_an_area_gets_another_id_in_its_list_in_tables_numbers_and_charts(tmp_path: Path, capsys: Capture) -> None:
    root = linked_book(tmp_path)
    assert run(root, "rename", "north", "far-north") == 0
    assert "evidence/data/skills-2018.csv:2\n" in capsys.readouterr().out
    text = (root / "evidence/housing.md").read_text(encoding="utf-8")
    assert ":areas: far-north, land\n:highlight: far-north\n" in text
    assert "Homes of the north" in text and "in the north." in text
    assert "{value}`skills-2018:far-north:2018 less" in text
    assert (root / CSV).read_text(encoding="utf-8") == TABLE.replace("north,", "far-north,")
    assert check(root) == []


def test_a_page_moves_with_the_links_that_lead_to_it_and_its_own(tmp_path: Path) -> None:
    root = linked_book(tmp_path)
    assert run(root, "rename", "evidence/housing.md", "evidence/homes") == 0
    assert "people\nhomes\n" in (root / "evidence/index.md").read_text(encoding="utf-8")
    assert "[homes](evidence/homes.md)" in (root / "index.md").read_text(encoding="utf-8")
    assert ":chapter: evidence/homes\n" in (root / "strategy/consultation/responses/us.md").read_text(encoding="utf-8")
    assert check(root) == []
    assert run(root, "rename", "evidence/people", "docs/folk") == 0
    assert "/docs/folk\nhomes\n" in (root / "evidence/index.md").read_text(encoding="utf-8")
    assert "[people](../docs/folk.md#people)" in (root / "evidence/homes.md").read_text(encoding="utf-8")
    assert "{doc}`docs/folk`" in (root / "index.md").read_text(encoding="utf-8")
    assert check(root) == []
    assert run(root, "rename", "evidence/homes", "docs/homes") == 0
    text = (root / "docs/homes.md").read_text(encoding="utf-8")
    assert "[people](folk.md#people), [the draft](../strategy/2019-12/people.md) and [all](/evidence/index.md)" in text
    assert check(root) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("skils-2018", "pay"),
            "There is no item, table, area or page skils-2018. Give the name of one of the book. Did you mean "
            "'skills-2018'? [rename.item]",
        ),
        (("skills-2018", "Skills"), "'Skills' is no name of a table. Use small letters, digits and hyphens. [rename.id]"),
        (("skills-2018", "pay-2018"), "There is a table 'pay-2018' already. [rename.id]"),
        (("skills-2018", "pay-2018"), "Choose another name."),
        (("north", "south"), "There is an area 'south' already."),
        (("evidence/people", "evidence/housing"), "There is a page"),
        (("evidence/people", "housing"), "Write where it stands, in small letters, digits and hyphens: evidence/housing."),
        (("skills-2018", "x", "--kind", "area"), "There is no area skills-2018."),
        (
            ("skills-2018", "skilled"),
            "Edition 2019-12 was published with a table 'skills-2018'. Keep the name; the title may change. [rename.frozen]",
        ),
        (("north", "far-north"), "Edition 2019-12 was published with an area 'north' in skills-2018."),
        (("strategy/2019-12/people", "strategy/2019-12/folk"), "readers cite its address. Keep its name. [rename.frozen]"),
    ],
)
def test_a_name_that_cannot_be_changed_is_told_with_the_reason(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: Capture
) -> None:
    root = linked_book(tmp_path)
    assert run(root, "freeze", "2019-12") == 0
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert run(root, "rename", *arguments) == 1
    assert said.replace(" [rename.id]", "") in capsys.readouterr().out
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_before_a_name_is_changed_a_terminal_shows_where(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    status, shown = at_a_terminal(["--root", str(root), "rename", "EV_SKILLS", "EV_OTHER"], [("(yes, no)", "no")])
    assert (status, shown.splitlines()[-1]) == (0, "Nothing was changed.")
    assert f"{PEOPLE}:4\n" in shown
    assert check(root) == []


def test_the_doctor_says_what_is_missing_and_what_that_costs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(tmp_path, "doctor") == 0
    whole = capsys.readouterr().out
    assert "are within their bounds, pandoc, Typst and the fonts among them" in whole
    assert whole.endswith("All that a book needs is here.\n")
    monkeypatch.setattr(doctor.shutil, "which", lambda command: None)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: SimpleNamespace(free=1024**3))
    real = doctor.version

    def version(name: str) -> str:
        if name in {"typst", "pygls"}:
            raise PackageNotFoundError(name)
        return "0.1" if name == "openpyxl" else real(name)

    monkeypatch.setattr(doctor, "version", version)
    assert run(tmp_path, "doctor") == 1
    said = capsys.readouterr().out
    for words in (
        "NEEDED   typst        is not installed: no PDF can be made.",
        "NEEDED   openpyxl     0.1 is here, and <4,>=3.1 is needed",
        "missing  lock         other than requirements.lock says: openpyxl, typst;",
        "without it no history of the book is kept",
        "Chromium     without it the tests in a browser",
        "LibreOffice  without it",
        "an editor is told nothing of the book",
        "disk         1.0 GiB free; a large book may need 2: make room",
        "2 things must be put right before a book can be built.",
    ):
        assert words in said, said
