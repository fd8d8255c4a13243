"""Who has agreed to what: prints that see every change, sign-offs that are recorded whole, and pins that hold a link."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from goldenthread.analysis.agreement import (
    AGREED,
    CHANGED,
    NOT_YET,
    agreement_state,
    agreements,
    fingerprint_of_item,
    pin_text,
    with_pin,
)
from goldenthread.book.book_reader import read_book
from goldenthread.book.signoffs import add_signoff, read_signoffs
from goldenthread.commands.confirm import confirm
from goldenthread.model import Register, Signoff
from goldenthread.rules import check
from tests.books.broken_books import AGREED as FILE
from tests.books.broken_books import CSV, FINAL, PEOPLE, SIGNOFF
from tests.books.commands import build_book
from tests.books.small_book import changed, small_book, write_book

KEY = "M20_PRI_SKILLS"
DAY = date(2020, 3, 20)


def book_at(root: Path) -> Register:
    return read_book(root).register


def print_in(root: Path) -> str:
    book = book_at(root)
    return fingerprint_of_item(book, book.items[KEY])


def state_in(root: Path) -> str:
    book = book_at(root)
    return agreement_state(agreements(book, book.items[KEY]))


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def agree(root: Path, *, role: str = "Skills board", why: str = "Read on that day.", day: date = DAY, pin: bool = False) -> str:
    """Confirm the small book's priority; what was said."""
    outcome = confirm(root, KEY, role, why, day, pin=pin)
    assert outcome.good, outcome
    return "\n".join(outcome.lines)


@pytest.mark.parametrize(("file", "old", "new"), [
    (FINAL, "Raise skills", "Lift skills"),
    (FINAL, "Fewer people", "Too few people"),
    (FINAL, ":tags: people", ":tags: people, clean-growth"),
    (FINAL, ":status: for-agreement", ":status: draft"),
    (FINAL, ":lead: Colleges", ":lead: Councils"),
    (FINAL, ":direction: rise", ":direction: hold"),
    (PEOPLE, "A third of residents", "One resident in three"),
    (PEOPLE, ":confidence: high", ":confidence: medium"),
    (CSV, "33.0", "33.1"),
], ids=str)
def test_a_print_changes_with_the_priority_and_with_all_that_it_rests_on(file: str, old: str, new: str, tmp_path: Path) -> None:
    before = print_in(write_book(tmp_path))
    edit(tmp_path, file, old, new)
    assert print_in(tmp_path) != before


def test_a_print_does_not_change_with_white_space_line_numbers_pins_or_other_items(tmp_path: Path) -> None:
    before = print_in(write_book(tmp_path))
    edit(tmp_path, FINAL, "# People\n", "# People\n\nMore words before.\n")
    edit(tmp_path, FINAL, "Fewer people are", "Fewer people\nare")
    edit(tmp_path, FINAL, ":rests_on: EV_SKILLS", ':rests_on: EV_SKILLS[fp=="0123456789ab"]')
    edit(tmp_path, "strategy/2019-12/people.md", "Offer courses", "Offer lessons")
    assert print_in(tmp_path) == before


def test_the_order_of_rows_does_not_change_a_print(tmp_path: Path) -> None:
    before = print_in(write_book(tmp_path))
    header, *rows = small_book()[CSV].splitlines(keepends=True)
    (tmp_path / CSV).write_text("".join([header, *reversed(rows)]), encoding="utf-8")
    assert print_in(tmp_path) == before


def test_a_priority_is_agreed_then_changed_then_agreed_again(tmp_path: Path) -> None:
    assert state_in(write_book(tmp_path)) == NOT_YET
    lines = agree(tmp_path)
    assert lines == ("Skills board agrees to M20_PRI_SKILLS (Raise skills) on 20 March 2020, as 190cc424b360: Read on that day.\n"
                    "Recorded in strategy/2020-03/agreed.toml.")
    assert (state_in(tmp_path), check(tmp_path)) == (AGREED, [])
    edit(tmp_path, CSV, "33.0", "31.4")
    assert state_in(tmp_path) == CHANGED
    assert [(p.code, p.advice) for p in check(tmp_path)] == [("agreement.changed", True)]
    agree(tmp_path, why="The new value was put before them.", day=date(2020, 3, 27))
    assert (state_in(tmp_path), check(tmp_path)) == (AGREED, [])
    [entry] = tomllib.loads((tmp_path / FILE).read_text(encoding="utf-8"))["agreed"]
    assert (entry["date"], entry["why"]) == (date(2020, 3, 27), "The new value was put before them.")


def test_each_role_has_a_sign_off_of_its_own(tmp_path: Path) -> None:
    agree(write_book(tmp_path))
    agree(tmp_path, role="Board of the partnership", why="Said \"yes\" at its meeting.")
    book = book_at(tmp_path)
    assert [signoff.role for signoff in book.signoffs] == ["Skills board", "Board of the partnership"]
    assert [one.words for one in agreements(book, book.items[KEY])][1] == "Agreed by Board of the partnership on 20 March 2020"
    assert book.signoffs[1].why == 'Said "yes" at its meeting.'


def test_comments_between_sign_offs_stay(tmp_path: Path) -> None:
    other = SIGNOFF.replace("Skills board", "Other board")
    text = f"# Kept by the office.\n\n{SIGNOFF}# Minute 7.\n\n{other}"
    write_book(tmp_path, {FILE: text})
    book = book_at(tmp_path)
    signoffs, problems = read_signoffs(tmp_path, book.editions.values())
    assert problems == []
    new = Signoff(edition="2020-03", item=KEY, role="skills board", day=DAY, fingerprint="0" * 12, why="Anew.",
                  place=signoffs[0].place)
    after = add_signoff(text, new)
    assert after.startswith("# Kept by the office.\n\n[[agreed]]\n")
    assert after.endswith(f"# Minute 7.\n\n{other}")
    assert [entry["why"] for entry in tomllib.loads(after)["agreed"]] == ["Anew.", "The board read it on that day."]


@pytest.mark.parametrize(("item", "role", "why", "message"), [
    ("M20_PRI_SKILS", "Board", "So.", "the item: There is no item 'M20_PRI_SKILS'. Name an item by its id. "
     "Did you mean 'M20_PRI_SKILLS'? [asked.item]"),
    (KEY, "chair@example.org", "So.", "--by: 'chair@example.org' holds an e-mail address. "
     "Name a body or a role, never a person. [confirm.address]"),
    (KEY, "Board", "As a@b.uk wrote.", "--why: 'As a@b.uk wrote.' holds an e-mail address. "
     "Name a body or a role, never a person. [confirm.address]"),
    (KEY, " ", "So.", "--by: Nothing is given here. Say which body or role agrees (--by), and on what grounds (--why). "
     "[confirm.empty]"),
    ("EV_SKILLS", "Board", "So.", "evidence/people.md:3: EV_SKILLS is of kind evidence, and bodies agree to priorities. "
     "Confirm one that it belongs to: D19_PRI_SKILLS, M20_PRI_SKILLS. [confirm.kind]"),
])
def test_a_confirmation_that_says_too_little_or_too_much_is_refused(
    item: str, role: str, why: str, message: str, tmp_path: Path
) -> None:
    outcome = confirm(write_book(tmp_path), item, role, why, DAY)
    assert (outcome.good, outcome.printed()) == (False, [message, "Nothing was recorded."])
    assert not (tmp_path / FILE).exists()


def test_a_link_that_is_not_on_its_line_is_not_pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_book(tmp_path)
    monkeypatch.setattr("goldenthread.commands.confirm.read_text", lambda root, file: "\n" * 20)
    outcome = confirm(tmp_path, KEY, "Board", "So.", DAY, pin=True)
    assert outcome.printed() == [
        f"{FINAL}:7: EV_SKILLS is not on this line. Write all of 'rests_on' on one line. [confirm.pin]", "Nothing was recorded."]
    assert not outcome.good and not (tmp_path / FILE).exists()


def test_nobody_agrees_to_a_add_signoff_a_fault(tmp_path: Path) -> None:
    write_book(tmp_path, changed(PEOPLE, ":confidence: high", ":confidence: hihg"))
    outcome = confirm(tmp_path, KEY, "Board", "So.", DAY)
    assert (outcome.good, [problem.code for problem in outcome.problems]) == (False, ["item.choice"])
    assert not (tmp_path / FILE).exists()


def test_pins_are_set_and_renewed(tmp_path: Path) -> None:
    lines = agree(write_book(tmp_path), pin=True)
    book = book_at(tmp_path)
    pinned = f'EV_SKILLS[fp=="{fingerprint_of_item(book, book.items["EV_SKILLS"])}"]'
    assert lines.endswith(f"Pinned in strategy/2020-03/people.md:7: {pinned}.")
    assert f":rests_on: {pinned}\n" in (tmp_path / FINAL).read_text(encoding="utf-8")
    assert check(tmp_path) == []
    edit(tmp_path, PEOPLE, "The share was", "The share stood at")
    assert [p.code for p in check(tmp_path)] == ["agreement.changed", "agreement.pin"]
    assert "Pinned in strategy/2020-03/people.md:7: EV_SKILLS" in agree(tmp_path)
    assert check(tmp_path) == []
    # the text of a chapter is touched nowhere else
    kept = re.sub(r'\[fp=="\w+"\]', "", (tmp_path / FINAL).read_text(encoding="utf-8"))
    assert kept == small_book()[FINAL]


def test_a_pin_is_set_behind_its_own_target_alone() -> None:
    pin = pin_text("0123456789ab")
    assert with_pin(":rests_on: EV_AB, EV_A, EV_A", "EV_A", pin) == ':rests_on: EV_AB, EV_A[fp=="0123456789ab"], EV_A'
    assert with_pin(":rests_on: EV_A[old]", "EV_A", pin) == ':rests_on: EV_A[fp=="0123456789ab"]'
    assert with_pin(":rests_on: EV_AB", "EV_A", pin) is None


@pytest.mark.whole_build
def test_a_pin_holds_in_a_build_that_exports_nothing_anew(tmp_path: Path) -> None:
    agree(write_book(tmp_path), pin=True)
    assert build_book(tmp_path, ["html"]) == 0
    exported = tmp_path / "build/html/needs.json"
    before, made = exported.read_bytes(), (tmp_path / "build/.work/html/needs.json").stat().st_mtime_ns
    edits = {"index.md": ("# Book\n", "# Book\n\nOf the north.\n"), FINAL: ("# People\n\n", "# People\n% a remark\n")}
    for file, (old, new) in edits.items():  # another page than the pin's, then the pin's own; neither in an item
        edit(tmp_path, file, old, new)
        assert build_book(tmp_path, ["html"]) == 0
    assert exported.read_bytes() == before
    assert (tmp_path / "build/.work/html/needs.json").stat().st_mtime_ns == made


def test_an_empty_list_of_sign_offs_is_added_to(tmp_path: Path) -> None:
    agree(write_book(tmp_path, {FILE: "# None yet.\nagreed = []\n"}))
    assert (tmp_path / FILE).read_text(encoding="utf-8").startswith('# None yet.\n\n[[agreed]]\nitem = "M20_PRI_SKILLS"\n')
    assert (state_in(tmp_path), check(tmp_path)) == (AGREED, [])


def test_a_file_with_a_fault_is_left_alone(tmp_path: Path) -> None:
    text = "agreed = [1]\n"
    write_book(tmp_path, {FILE: text})
    outcome = confirm(tmp_path, KEY, "Board", "So.", DAY)
    assert not outcome.good
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text
    assert [path.name for path in (tmp_path / FILE).parent.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.whole_build
def test_the_pages_say_who_has_agreed_and_that_it_has_changed_since(tmp_path: Path) -> None:
    index = small_book()["strategy/2020-03/index.md"] + "\n## Agreement\n\n```{agreement}\n```\n"
    write_book(tmp_path, {"strategy/2020-03/index.md": index})
    assert build_book(tmp_path, ["html"]) == 0
    names = ("strategy/2020-03/people", f"id/{KEY}", "strategy/2020-03/index")
    pages = {name: tmp_path / f"build/html/{name}.html" for name in names}
    assert "No sign-off is recorded. The one priority is not yet agreed:" in pages["strategy/2020-03/index"].read_text("utf-8")
    assert "Not yet agreed: no sign-off is recorded." in pages[f"id/{KEY}"].read_text(encoding="utf-8")
    agree(tmp_path, pin=True)
    assert build_book(tmp_path, ["html"]) == 0  # sphinx-needs finds that the pins hold
    for page in pages.values():
        assert AGREED in page.read_text(encoding="utf-8")
        assert CHANGED not in page.read_text(encoding="utf-8")
    edit(tmp_path, FINAL, ":lead: Colleges", ":lead: Councils")
    edit(tmp_path, FINAL, ":revises:", ":reason: Councils lead.\n:revises:")
    assert build_book(tmp_path, ["html"]) == 0
    for page in pages.values():
        assert CHANGED in page.read_text(encoding="utf-8")


@pytest.mark.whole_build
def test_the_register_that_is_exported_has_our_prints(tmp_path: Path) -> None:
    write_book(tmp_path)
    assert build_book(tmp_path, ["html"]) == 0
    needs = json.loads((tmp_path / "build/html/needs.json").read_text(encoding="utf-8"))
    items = needs["versions"][needs["current_version"]]["needs"]
    book = book_at(tmp_path)
    shown = {key: need["fp"] for key, need in items.items()}
    assert shown == {key: fingerprint_of_item(book, item) for key, item in book.items.items()}
