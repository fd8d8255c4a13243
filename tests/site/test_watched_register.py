"""What a page looks up is noted, and its digest changes with that and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.model import Register
from goldenthread.site.watched_register import RegisterWatch
from tests.books.small_book import changed, write_book


def read(root: Path, changes: dict[str, str] | None = None) -> Register:
    return read_book(write_book(root, changes)).register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return read(tmp_path_factory.mktemp("watched") / "book")


def test_only_what_is_asked_for_is_noted(register: Register) -> None:
    watch = RegisterWatch(register)
    watch.start_page()
    assert watch.register.items["EV_SKILLS"].title
    assert watch.register.titles.get("evidence/people")
    assert watch.looked_up() == [("items", "EV_SKILLS"), ("titles", "evidence/people")]
    watch.start_page()
    assert watch.looked_up() == []


def test_what_is_not_there_is_noted_too(register: Register) -> None:
    watch = RegisterWatch(register)
    watch.start_page()
    assert watch.register.items.get("EV_NONE") is None
    assert "EV_OTHER" not in watch.register.items
    assert watch.looked_up() == [("items", "EV_NONE"), ("items", "EV_OTHER")]


def test_where_all_was_gone_through_single_ones_do_not_count(register: Register) -> None:
    watch = RegisterWatch(register)
    watch.start_page()
    assert [item.id for item in watch.register.items.values()] == list(register.items)
    assert watch.register.items["EV_SKILLS"].body
    assert watch.looked_up() == [("body", "EV_SKILLS"), ("items", "*")]


def test_rows_of_a_table_are_noted_apart_from_its_card(register: Register) -> None:
    watch = RegisterWatch(register)
    watch.start_page()
    dataset = watch.register.datasets["skills-2018"]
    assert dataset.title
    assert watch.looked_up() == [("datasets", "skills-2018")]
    assert len(dataset.observations) == 4
    assert ("rows", "skills-2018") in watch.looked_up()


ITEM, BODY, CARD, ROWS, TITLE, NONE = (
    ("items", "EV_SKILLS"), ("body", "EV_SKILLS"), ("datasets", "skills-2018"), ("rows", "skills-2018"),
    ("titles", "evidence/people"), ("items", "EV_NONE"))


@pytest.mark.parametrize(("changes", "differ"), [
    (changed("evidence/people.md", "are highly skilled", "are skilled"), {ITEM}),
    (changed("evidence/people.md", "The share was", "This share was"), {BODY}),
    (changed("evidence/people.md", "# People\n\n", "# People\n\nWords above.\n\n"), set()),
    (changed("evidence/people.md", "# People", "# Persons"), {TITLE}),
    (changed("evidence/data/skills-2018.csv", "33.0", "34.0"), {ROWS}),
    (changed("evidence/data/skills-2018.toml", "Skilled residents", "Skilled people"), {CARD}),
], ids=["title", "body", "line", "chapter", "row", "card"])
def test_a_digest_changes_with_what_it_stands_for_alone(
    changes: dict[str, str], differ: set[tuple[str, str]], register: Register, tmp_path: Path
) -> None:
    before, after = RegisterWatch(register), RegisterWatch(read(tmp_path, changes))
    keys = (ITEM, BODY, CARD, ROWS, TITLE, NONE)
    assert {key for key in keys if before.digest_of([key]) != after.digest_of([key])} == differ
    assert (before.digest_of_all != after.digest_of_all) == bool(differ)


def test_what_every_page_hangs_on_is_apart(register: Register) -> None:
    renamed = replace(register, book=replace(register.book, title="Another"))
    before, after = RegisterWatch(register), RegisterWatch(renamed)
    assert before.digest_of_rest != after.digest_of_rest
    assert before.digest_of([ITEM]) == after.digest_of([ITEM])
    assert before.digest_of_all != after.digest_of_all


def test_a_changed_row_changes_the_digest_of_rows_and_not_of_the_card(register: Register, tmp_path: Path) -> None:
    other = RegisterWatch(read(tmp_path, dict(changed("evidence/data/skills-2018.csv", "33.0", "33.9"))))
    same = RegisterWatch(register)
    assert other.digest_of([("datasets", "skills-2018")]) == same.digest_of([("datasets", "skills-2018")])
    assert other.digest_of([("rows", "skills-2018")]) != same.digest_of([("rows", "skills-2018")])
