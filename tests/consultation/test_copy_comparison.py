"""A copy that came back compared with what was given out: nothing typed into it without tracking is overlooked."""

from __future__ import annotations

import re

import pytest

from goldenthread.consultation.intake.copy_comparison import Comparison, compare, copy_that_it_is
from goldenthread.consultation.intake.points import Targets
from goldenthread.consultation.intake.word_marks import WordParagraph

TARGETS = Targets(items=frozenset({"EV_A", "EV_B"}), title_of_page={"evidence/people": "People"},
                  page_of_bookmark={"people": "evidence/people"}, criteria=(), item_id=re.compile(r"EV_[A-Z]+"))
COPY = (("people", "People"), ("people EV_A", "A third of residents are skilled."), ("people EV_A", "High"),
        ("people EV_B", "Jobs fell by a tenth since 2008."), ("people EV_B", "High"), ("people", "A last word on people."))


def paragraphs(*texts: str) -> list[WordParagraph]:
    return [WordParagraph(number=number, part="text", old=text, new=text) for number, text in enumerate(texts)]


def found(*texts: str) -> list[tuple[str, str, str]]:
    return [(change.about, change.deleted, change.inserted)
            for change in compare(paragraphs(*texts), COPY, TARGETS, has_marks=False).changes]


ALL = [words for _, words in COPY]


@pytest.mark.parametrize(("texts", "due"), [
    (ALL, []),
    # other spaces, hyphens and forms of letters are no change
    ([text.replace(" ", "\u00a0 ").replace("fell", "\u00adfell") for text in ALL], []),
    ([*ALL[:2], "This is out of date.", *ALL[2:]], [("EV_A", "", "This is out of date.")]),
    ([ALL[0], f"{ALL[1]} This is wrong!", *ALL[2:]], [("EV_A", "", "This is wrong!")]),
    ([*ALL[:3], "Jobs rose by a tenth since 2008.", *ALL[4:]], [("EV_B", "fell", "rose")]),
    ([*ALL[:3], *ALL[4:]], [("EV_B", "Jobs fell by a tenth since 2008.", "")]),
    ([*ALL, "Yours, the Shore Trust"], [("", "", "Yours, the Shore Trust")]),
    # a paragraph that was parted in two
    ([*ALL[:3], "Jobs fell by a tenth", "since 2008.", *ALL[4:]], []),
])
def test_what_differs_is_found_and_belongs_to_its_item(texts: list[str], due: list[tuple[str, str, str]]) -> None:
    assert found(*texts) == due


def test_a_new_paragraph_belongs_to_its_bookmarks_where_there_are_any() -> None:
    texts = paragraphs(*ALL[:2], "New.", *ALL[2:])
    assert [change.about for change in compare(texts, COPY, TARGETS, has_marks=True).changes] == [""]


def test_every_paragraph_is_as_given_out_or_in_a_change() -> None:
    comparison = compare(paragraphs(*ALL[:4], "New.", *ALL[4:]), COPY, TARGETS, has_marks=False)
    assert (comparison.same, len(comparison.changes)) == (6, 1)
    assert comparison.about[4] == "EV_B"


def test_words_that_are_alike_belong_to_the_next_place_that_has_them() -> None:
    comparison = compare(paragraphs(*ALL), COPY, TARGETS, has_marks=False)
    assert [comparison.about[number] for number in (2, 4)] == ["EV_A", "EV_B"]


def test_a_file_is_the_copy_that_it_shares_most_words_with() -> None:
    other = (("people", "Something else"), ("", "altogether"))
    assert copy_that_it_is(paragraphs(*ALL[:4]), [other, COPY]) == COPY
    assert copy_that_it_is(paragraphs("A report of our own.", "With its own words."), [other, COPY]) is None


QUOTED = (("people", "People"), *(("people EV_A", f"“Skills” and the area’s jobs, {year}–{year + 1}, are m² no. {year}.")
                                  for year in range(2010, 2020)), ("people EV_B", "“High” is what’s due in 2019."))


def came(change: dict[str, str] | None = None, only: int | None = None) -> list[str]:
    """The paragraphs of QUOTED with signs changed: in all of them, or in the one of this number."""
    table = str.maketrans(change or {})
    return [words.translate(table) if only in (None, number) else words for number, (_, words) in enumerate(QUOTED)]


@pytest.mark.parametrize(("only", "change", "due"), [
    (11, {"“": "'", "”": "'"}, ("EV_B", "“High”", "'High'")),
    (11, {"’": "'"}, ("EV_B", "what’s", "what's")),
    (3, {"–": "-"}, ("EV_A", "2012–2013,", "2012-2013,")),
    (3, {"²": "2"}, ("EV_A", "m²", "m2")),
])
def test_a_reader_who_changes_a_sign_has_made_a_change(only: int, change: dict[str, str], due: tuple[str, str, str]) -> None:
    comparison = compare(paragraphs(*came(change, only)), QUOTED, TARGETS, has_marks=False)
    assert [(one.about, one.deleted, one.inserted) for one in comparison.changes] == [due]
    assert (comparison.same, comparison.signs.places) == (len(QUOTED) - 1, 0)


def test_a_program_that_writes_signs_anew_throughout_has_changed_no_word() -> None:
    comparison = compare(paragraphs(*came({"“": '"', "”": '"', "’": "'"})), QUOTED, TARGETS, has_marks=False)
    assert (comparison.changes, comparison.same, comparison.signs.places) == ([], len(QUOTED), 33)
    assert comparison.signs.in_words() == "“ as \", ” as \", ’ as '"


def test_a_reader_is_heard_in_a_copy_whose_signs_a_program_has_changed() -> None:
    texts = came({"“": '"', "”": '"', "’": "'"})
    texts[3] = texts[3].replace("–", "-")
    texts[5] = texts[5].replace("jobs", "firms’ work")
    comparison = compare(paragraphs(*texts), QUOTED, TARGETS, has_marks=False)
    changes = [(one.deleted, one.inserted) for one in comparison.changes]
    assert changes == [("2012–2013,", "2012-2013,"), ("jobs,", "firms’ work,")]


def test_a_volume_in_which_a_program_changed_a_little_is_not_taken_for_a_chapter_of_it() -> None:
    chapter = [("", f"A sentence of the chapter on people, the number of which is {number}.") for number in range(20)]
    volume = [*chapter, *(("", f"A sentence of another chapter, the number of which is {number}.") for number in range(80))]
    came = paragraphs(*(words.replace("5.", "five.") for _, words in volume))
    assert copy_that_it_is(came, [chapter, volume]) is volume
    assert copy_that_it_is(paragraphs(*(words for _, words in chapter)), [volume, chapter]) is chapter
    assert copy_that_it_is(paragraphs(*(words for _, words in chapter)), [volume]) is volume


def test_a_list_of_contents_that_became_text_is_no_reader_s_doing() -> None:
    headings = [f"{number} What the chapter on subject {number} says" for number in range(1, 7)]
    copy = [("", words) for heading in headings for words in (heading, f"The text below {heading}.")]
    text = [words for _, words in copy]
    lines = [f"{heading} .... 1{number}" for number, heading in enumerate(headings)]
    result = compare(paragraphs(*lines, *text), copy, TARGETS, has_marks=False)
    assert result.changes == [] and len(result.listed) == len(headings)
    again = compare(paragraphs(*headings[:2], *text), copy, TARGETS, has_marks=False)
    assert [change.inserted for change in again.changes] == headings[:2]


def test_a_new_row_between_two_of_one_item_belongs_to_it() -> None:
    result = Comparison(about={1: "EV_A", 4: "EV_A", 7: "EV_B"})
    assert [result.beside(number) for number in (0, 2, 3, 5, 6, 8)] == ["EV_A", "EV_A", "EV_A", "", "", "EV_B"]
