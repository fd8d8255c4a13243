"""The prose: what is said of words and sentences, and what is left alone."""

from __future__ import annotations

from pathlib import Path

from goldenthread.rules.prose import check_prose
from tests.books.small_book import EVIDENCE, write_book

STYLE = 'sentence_words = 12\nproselint_off = ["typography"]\n\n[words]\nutilise = "use"\n'


def told(root: Path, text: str, style: str = STYLE) -> list[str]:
    return [str(p) for p in check_prose(write_book(root, {"strategy/style.toml": style, "evidence/people.md": EVIDENCE + text}))]


def test_a_word_of_the_list_is_told_with_a_plain_one(tmp_path: Path) -> None:
    assert told(tmp_path, "\nColleges utilise\nit.\n") == [
        "evidence/people.md:15: 'utilise' is not a plain word here. Write: use. [style.word]"]


def test_a_long_sentence_is_told_by_its_first_words(tmp_path: Path) -> None:
    assert told(tmp_path, "\nOne two three four five six seven eight nine ten eleven twelve thirteen.\n") == [
        "evidence/people.md:15: The sentence that begins 'One two three four five six …' has 13 words. "
        "Part it: 12 words at the most. [style.sentence]"]


def test_proselint_is_asked(tmp_path: Path) -> None:
    found = told(tmp_path, "\nCourses in the the north are full.\n")
    assert len(found) == 1
    assert found[0].startswith("evidence/people.md:15: ")
    assert found[0].endswith("[style.proselint]")


def test_what_is_no_prose_is_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, "\nSee {need}`utilise` and `utilise`.\n\n% utilise\n\n```\nutilise\n```\n")[1:] == []


def test_what_a_respondent_said_is_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, "\n> They utilise {value}`x` in the the north,\n> and one two three four five six seven eight.\n") == []


def test_a_book_without_a_style_is_left_alone(tmp_path: Path) -> None:
    assert check_prose(write_book(tmp_path, {"evidence/people.md": EVIDENCE + "\nColleges utilise it.\n"})) == []
