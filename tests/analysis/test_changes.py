"""What changed between two editions, and why: the same of it in words, evidence, tags, actions, measures and values."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.analysis.change_details import ChangeDetails, details_of, differences
from goldenthread.analysis.changes import PriorityChange, changes_between, note_of
from goldenthread.analysis.plain_text import in_plain_words
from goldenthread.analysis.word_diff import marked_text, words_changed
from goldenthread.book.book_reader import read_book
from goldenthread.commands import main
from goldenthread.model import Item, Register
from goldenthread.rules import check
from tests.books.broken_books import DRAFT, ED, EXTRA, FINAL, PEOPLE
from tests.books.commands import build_book
from tests.books.logic_chains import CHAINED, DRAFT_PAGE
from tests.books.small_book import CARD, EDITIONS, EVIDENCE, TABLE, edition_page, small_book, write_book

NEW_FINDING = EVIDENCE.partition("\n\n")[2].replace("EV_SKILLS", "EV_SKILLS_NOW").replace("A third of", "More").replace(
    ":datasets: skills-2018", ":datasets: skills-2019").replace("skills-2018:north:2018", "skills-2019:north:2019").replace(
    "skills-2018:land:2018", "skills-2019:land:2019").replace(
    ":since: 2019-12", ":since: 2020-03\n:replaces: EV_SKILLS").replace(":period: 2018", ":period: 2019")
RELEASE = {
    "evidence/data/skills-2019.csv": TABLE.replace("2018", "2019").replace("33.0", "34.5") + "north,2018,33.2\n",
    "evidence/data/skills-2019.toml": CARD.replace("2019-11", "2020-03").replace(
        '"2019-12"', '"2020-03"') + 'replaces = "skills-2018"\n',
    PEOPLE: f"{EVIDENCE}\n{NEW_FINDING}",
}
REVISED = edition_page("2020-03").replace(":revises:", ":reason: Newer numbers.\n:because: RSP_OLD\n:revises:").replace(
    "EV_SKILLS", "EV_SKILLS_NOW").replace("Fewer people are", "Still fewer people here are").replace(
    "skills-2018:north:2018", "skills-2019:north:2019").replace(":lead: Colleges", ":lead: Colleges, with employers").replace(
    ":tags: people", ":tags: people, clean-growth")
RESPONSE = """\
# Points

:::{response} Newer numbers are out
:id: RSP_OLD
:about: EV_SKILLS
:respondent: The college
:criterion: accuracy
:received: 2020-01-20
:source: form
:disposition: accepted
:grounds: They are.
:changed: M20_PRI_SKILLS

Use them.
:::
"""
BOOK = {**RELEASE, FINAL: REVISED, "strategy/consultation/points.md": RESPONSE}


def register_of(root: Path, files: dict[str, str]) -> Register:
    write_book(root, files)
    assert check(root) == []
    return read_book(root).register


def changes_of(book: Register) -> dict[str, PriorityChange]:
    earlier, later = book.editions.values()
    return {change.subject.id: change for change in changes_between(book, earlier, later)}


def note(change: PriorityChange) -> str:
    return "".join(part.title if isinstance(part, Item) else part for part in note_of(change))


@pytest.fixture
def revised(tmp_path: Path) -> tuple[Register, ChangeDetails]:
    book = register_of(tmp_path, BOOK)
    return book, details_of(book, changes_of(book)["M20_PRI_SKILLS"])


def test_a_restated_priority_is_unchanged(tmp_path: Path) -> None:
    book = register_of(tmp_path, {})
    [change] = changes_of(book).values()
    assert change.kind == "same"
    detail = details_of(book, change)
    assert (detail.tags.added, detail.evidence.changed, detail.actions.changed) == ((), (), ())
    assert (detail.values, detail.releases) == ((), ())


def test_a_dossier_says_that_nothing_of_a_priority_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(write_book(tmp_path)), "thread", "M20_PRI_SKILLS"]) == 0
    lines = capsys.readouterr().out.splitlines()
    heading = lines.index("What changed since December 2019")
    assert lines[heading + 1] == "  The words, the evidence, the actions and the measures are the same."


def test_a_finding_that_replaces_another_is_told_as_an_exchange(revised: tuple[Register, ChangeDetails]) -> None:
    evidence = revised[1].evidence
    assert [(old.id, new.id) for old, new in evidence.changed] == [("EV_SKILLS", "EV_SKILLS_NOW")]
    assert (evidence.added, evidence.dropped) == ((), ())


def test_tags_that_came_and_went_are_told(revised: tuple[Register, ChangeDetails]) -> None:
    assert (revised[1].tags.added, revised[1].tags.dropped) == (("clean-growth",), ())


def test_an_action_with_another_lead_is_changed_and_says_how(revised: tuple[Register, ChangeDetails]) -> None:
    book, detail = revised
    [(old, new)] = detail.actions.changed
    assert (detail.actions.added, detail.actions.dropped) == ((), ())
    assert differences(book, old, new) == [("lead", "Colleges", "Colleges, with employers")]
    [(old_measure, new_measure)] = detail.measures.changed
    assert differences(book, old_measure, new_measure) == [
        ("baseline", "33.0% (Statistics Office, 2018)", "34.5% (Statistics Office, 2019)")]


def test_a_new_release_is_told_with_the_values_that_it_changed(revised: tuple[Register, ChangeDetails]) -> None:
    detail = revised[1]
    assert [(old.id, new.id) for old, new in detail.releases] == [("skills-2018", "skills-2019")]
    # the land's value is the same in both releases, but of another year
    assert [entry.words for entry in detail.values] == [
        "Residents with a higher qualification, North: 33.0% (Statistics Office, 2018) became 34.5% (Statistics Office, 2019)",
        "Residents with a higher qualification, Land: 39.2% (Statistics Office, 2018) became 39.2% (Statistics Office, 2019)"]


def test_a_value_shown_with_fewer_decimals_is_the_same_value(tmp_path: Path) -> None:
    body = "Fewer people are: {value}`skills-2018:north:2018`."
    book = register_of(tmp_path, {
        DRAFT: edition_page("2019-12").replace("Fewer people are", body),
        FINAL: edition_page("2020-03").replace("Fewer people are", body.replace("2018`", "2018, 0 decimals`")).replace(
            ":revises:", ":reason: Plainer.\n:revises:")})
    detail = details_of(book, changes_of(book)["M20_PRI_SKILLS"])
    assert (detail.change.kind, detail.values) == ("revised", ())


def test_merged_priorities_are_set_against_the_one_most_like_them(tmp_path: Path) -> None:
    book = register_of(tmp_path, {
        DRAFT: edition_page("2019-12") + EXTRA,
        FINAL: edition_page("2020-03").replace(
            "D19_PRI_SKILLS\n", "D19_PRI_MORE, D19_PRI_SKILLS\n:reason: One task.\n")})
    change = changes_of(book)["M20_PRI_SKILLS"]
    detail = details_of(book, change)
    assert change.kind == "merged"
    assert detail.closest and detail.closest.id == "D19_PRI_SKILLS"
    assert [item.id for item in detail.others] == ["D19_PRI_MORE"]
    assert [item.id for item in detail.actions.dropped] == ["D19_ACT_MORE"]
    assert note(change) == "Merged Do more and Raise skills into Raise skills: One task."


def test_public_notes_say_what_was_dropped_added_and_revised(tmp_path: Path) -> None:
    book = register_of(tmp_path, {
        DRAFT: edition_page("2019-12") + EXTRA,
        FINAL: edition_page("2020-03").replace(":revises: D19_PRI_SKILLS", ":reason: A new need.")
        + EXTRA.replace("D19_", "M20_").replace("Do more", "Do much more").replace(
            ":status: draft", ":status: for-agreement\n:revises: D19_PRI_MORE\n:reason: Plainer."),
        ED: EDITIONS + '[[edition.dropped]]\nid = "D19_PRI_SKILLS"\nreason = "Done."\n'})
    assert [note(change) for change in changes_of(book).values()] == [
        "Added Raise skills: A new need.", "Revised Do more into Do much more: Plainer.", "Dropped Raise skills: Done."]


def test_words_are_marked_by_signs() -> None:
    assert marked_text("The share rose slowly.", "The share\nfell slowly.") == "The share [−rose−] [+fell+] slowly."
    assert marked_text("One two three.", "One two three. Four.") == "One two three. [+Four.+]"
    assert marked_text("Same words.", "Same  words.") == "Same words."


def test_a_word_or_two_between_changes_is_part_of_one_change() -> None:
    assert marked_text("skills and the jobs that use them", "skills, management among them") == (
        "[−skills and the jobs that use−] [+skills, management among+] them")
    runs = list(words_changed("a b c d e", "x b c d y"))
    assert runs == [("deleted", "a"), ("inserted", "x"), ("same", "b c d"), ("deleted", "e"), ("inserted", "y")]


def test_marked_words_give_both_texts_back() -> None:
    before, after = "One {value}`a:b:2018 less a:c:2018` two three four five.", "One {value}`a:b:2018` two, three four five six."
    runs = list(words_changed(before, after))
    assert " ".join(words for how, words in runs if how != "inserted") == before
    assert " ".join(words for how, words in runs if how != "deleted") == after


def test_markdown_is_told_in_plain_words(tmp_path: Path) -> None:
    entry = "@misc{one, author={{Office}}, title={T}, year=2019, url={https://e.org}}"
    book = register_of(tmp_path, {"evidence/references.bib": entry})
    text = ("**Most** are at {value}`skills-2018:north:2018` ({need}`EV_SKILLS`), see [there](x.md) {cite}`one`.\n\n"
            "```{chart} skills-2018\n:alt: Bars.\nThe south.\n```\n\nAnd {need}`so it is <EV_SKILLS>`, {value}`nothing:at:all`.")
    assert in_plain_words(book, text) == (
        "Most are at 33.0% (A third of residents in the north are highly skilled), see there (Office, 2019).\n\n"
        "And so it is, nothing:at:all.")


@pytest.mark.whole_build
def test_the_view_tells_each_change_with_its_reason_and_what_led_to_it(tmp_path: Path) -> None:
    index = small_book()["strategy/2020-03/index.md"] + "\n## Changes\n\n```{changes}\n```\n"
    contents = small_book()["index.md"].replace("evidence/index", "evidence/index\nstrategy/consultation/points")
    write_book(tmp_path, {**BOOK, "strategy/2020-03/index.md": index, "index.md": contents})
    assert build_book(tmp_path, ["html", "pdf"]) == 0
    page = (tmp_path / "build/html/strategy/2020-03/index.html").read_text(encoding="utf-8")
    for words in ("Compared with the December 2019, priority by priority: 1 revised.", "Change notes", "Revised: Raise skills",
                  "Newer numbers.", ", from The college: accepted. They are.", "New releases", "Added: Clean growth",
                  '<span class="deleted">[−Fewer people−]</span> <span class="inserted">[+Still fewer people here+]</span>',
                  "33.0% (Statistics Office, 2018) became 34.5% (Statistics Office, 2019)"):
        assert words in page, words


def test_a_word_that_a_long_text_often_holds_is_compared_too() -> None:
    # from 200 words on, difflib would by itself leave out those that are more than one in a hundred
    long = " ".join(["and"] * 200)
    assert list(words_changed(f"here {long}", f"there {long}")) == [("deleted", "here"), ("inserted", "there"), ("same", long)]


def test_another_step_of_a_logic_chain_is_a_change_that_wants_a_reason_and_is_told(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = DRAFT_PAGE.replace("D19_", "M20_").replace("# Draft", "# Final").replace(
        "id: M20_PRI_SKILLS\n", "id: M20_PRI_SKILLS\n:revises: D19_PRI_SKILLS\n").replace("2021-03: read", "2022-03: read")
    unchanged = {**CHAINED, FINAL: later.replace("2022-03: read", "2021-03: read")}
    changed = {**CHAINED, FINAL: later.replace("Courses are offered.", "Courses are offered in the evening.")}
    assert changes_of(register_of(tmp_path / "same", unchanged))["M20_PRI_SKILLS"].kind == "same"
    assert main(["--root", str(tmp_path / "same"), "thread", "M20_PRI_SKILLS"]) == 0
    assert "The words, the evidence, the actions, the measures and the logic chain are the same." in capsys.readouterr().out
    root = write_book(tmp_path / "changed", changed)
    assert [problem.code for problem in check(root)] == ["thread.no-reason"]
    write_book(root, {**changed, FINAL: changed[FINAL].replace(":revises:", ":reason: They said when.\n:revises:")})
    assert check(root) == []
    assert main(["--root", str(root), "changes", "2019-12", "2020-03"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Activity: Courses are [−offered.−] [+offered in the evening.+]" in told
    assert "Milestones: March [−2021:−] [+2022:+] read; 2023: above the baseline" in told
