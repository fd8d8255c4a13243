"""The prose: what is said of words and sentences, and what is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.rules.prose import check_prose, prose_of
from tests.books.small_book import EVIDENCE, small_book, write_book

STYLE = 'sentence_words = 12\nproselint_off = ["typography"]\n\n[words]\nutilise = "use"\n'


def complaints(root: Path, text: str, style: str = STYLE) -> list[str]:
    return [str(p) for p in check_prose(write_book(root, {"strategy/style.toml": style, "evidence/people.md": EVIDENCE + text}))]


def test_a_word_of_the_list_is_told_with_a_plain_one(tmp_path: Path) -> None:
    assert complaints(tmp_path, "\nColleges utilise\nit.\n") == [
        "evidence/people.md:15: 'utilise' is not a plain word here. Write: use. [style.word]"]


def test_a_long_sentence_is_told_by_its_first_words(tmp_path: Path) -> None:
    assert complaints(tmp_path, "\nOne two three four five six seven eight nine ten eleven twelve thirteen.\n") == [
        "evidence/people.md:15: The sentence that begins 'One two three four five six …' has 13 words. "
        "Split it: 12 words at most. [style.sentence]"]


def test_proselint_is_asked(tmp_path: Path) -> None:
    assert complaints(tmp_path, "\nCourses in the the north are full.\n") == [
        "evidence/people.md:15: There's a lexical illusion in 'the the' - a phrase is repeated. Mend it, or switch off "
        "'lexical_illusions' in strategy/style.toml. [style.proselint]"]


@pytest.mark.parametrize("off", ["weasel_words", "weasel_words.very"])
def test_a_check_of_proselint_is_switched_off_by_its_name_or_that_of_its_group(off: str, tmp_path: Path) -> None:
    assert "'weasel_words.very'" in complaints(tmp_path, "\nIt is very new.\n")[0]
    assert complaints(tmp_path, "\nIt is very new.\n", STYLE.replace('"typography"', f'"{off}"')) == []


def test_a_page_that_begins_with_an_empty_line_has_its_lines_counted_from_there(tmp_path: Path) -> None:
    write_book(tmp_path, {"strategy/style.toml": STYLE, "evidence/notes.md": "\n# Notes\n\nWe utilise it.\n"})
    assert [(str(problem.place), problem.code) for problem in check_prose(tmp_path)] == [("evidence/notes.md:4", "style.word")]


def test_what_is_no_prose_is_left_alone(tmp_path: Path) -> None:
    assert complaints(tmp_path, "\nSee {need}`utilise` and `utilise`.\n\n% utilise\n\n```\nutilise\n```\n")[1:] == []


def test_what_a_respondent_said_is_left_alone(tmp_path: Path) -> None:
    quotation = "\n> They utilise {value}`x` in the the north,\n> and one two three four five six seven eight.\n"
    assert complaints(tmp_path, quotation) == []


def test_a_book_without_a_style_is_left_alone(tmp_path: Path) -> None:
    assert check_prose(write_book(tmp_path, {"evidence/people.md": EVIDENCE + "\nColleges utilise it.\n"})) == []


def lines_found(root: Path, text: str, style: str = STYLE) -> list[tuple[int, str]]:
    """The lines below the small book's chapter, counted from 1, and the codes."""
    first = EVIDENCE.count("\n")
    write_book(root, {"strategy/style.toml": style, "evidence/people.md": EVIDENCE + text})
    return [(problem.place.line - first, problem.code.removeprefix("style.")) for problem in check_prose(root)]


LONG = "one two three four five six seven eight nine ten eleven twelve"


def test_a_word_is_told_whole_in_any_letters_and_the_longest_first(tmp_path: Path) -> None:
    style = 'sentence_words = 0\nproselint_off = []\n[words]\nput = "a"\n"put in" = "b"\nZed = "c"\n"a.b" = "d"\n'
    lines = complaints(tmp_path, "\nPUT IN a zed, then put; input, axb.\n", style)
    assert [line.partition(": ")[2] for line in lines] == [
        "'PUT IN' is not a plain word here. Write: b. [style.word]", "'put' is not a plain word here. Write: a. [style.word]",
        "'zed' is not a plain word here. Write: c. [style.word]"]


@pytest.mark.parametrize(("text", "lines"), [
    (f"\n{LONG}.\n", []), (f"\n{LONG} thirteen.\n", [2]), (f"\n{LONG} thirteen?\n", [2]), (f"\n{LONG} thirteen!\n", [2]),
    (f"\n{LONG} thirteen\n", []), (f"\n{LONG}\nthirteen.\n", [2]), (f"\nFirst. {LONG}\nthirteen.\n", [2]),
    (f"\n{LONG}\n\nthirteen.\n", []), (f"\n{LONG}\n- thirteen.\n", []), (f"\n| {LONG} | thirteen.\n", []),
    (f"\n{LONG} {{value}}`a:b:c`.\n", [2]), (f"\n{LONG} `code`.\n", [2]), (f"\n{LONG} [a](b.md).\n", [2]),
    (f"\n:grounds: {LONG} thirteen.\n", [2]), (f"\n:lead: {LONG} thirteen.\n", []), (f"\n% {LONG} thirteen.\n", []),
    (f"\n{LONG} {{need}}`a\nb` x.\n", [2]), (f"\n{LONG} https://example.org/a.b\n", []), (f"\n{LONG} X\n", []),
    (f"\n:alt: {LONG} thirteen.\n", [2]), (f"\n:alt: {LONG}.\n", []),
])
def test_a_sentence_is_long_from_a_word_more_than_allowed(text: str, lines: list[int], tmp_path: Path) -> None:
    style = STYLE.replace('["typography"]', '["typography", "misc", "spelling", "lexical_illusions"]')
    assert [line for line, code in lines_found(tmp_path, text, style) if code == "sentence"] == lines


def test_each_blank_stays_on_its_line_and_a_role_stands_for_a_word() -> None:
    assert prose_of("A {value}`a:b:c` b.") == "A ~" + " " * 13 + " b."
    assert prose_of("A {need}`a\nb` `c` [d](e.md) https://f.org g") == "A ~       \n   ~   [d" + " " * 7 + " " + " " * 13 + " g"
    assert prose_of("> By `code`\n") == " " * 11 + "\n"
    assert prose_of(":title: A b\n:lead: A b\n> Quoted\n% Left\n```{chart} x\n") == (
        "        A b" + "\n" + " " * 10 + "\n" + " " * 8 + "\n" + " " * 6 + "\n" + " " * 12 + "\n")


@pytest.mark.parametrize("file", ["strategy/2019-12/people.md", "index.md", "evidence/people.md", "docs/notes.md"])
def test_the_pages_of_the_book_are_read_and_those_on_how_it_is_made_are_not(file: str, tmp_path: Path) -> None:
    write_book(tmp_path, {"strategy/style.toml": STYLE, "docs/notes.md": "# Notes\n"})
    (tmp_path / file).write_text((tmp_path / file).read_text(encoding="utf-8") + "\nWe utilise it.\n", encoding="utf-8")
    told_of = [problem.place.file for problem in check_prose(tmp_path) if problem.code == "style.word"]
    assert told_of == ([] if file.startswith("docs/") else [file])


def test_what_is_wrong_with_the_style_or_a_page_is_told(tmp_path: Path) -> None:
    style = STYLE.replace("sentence_words", "words_of_sentence")
    assert [line.rpartition("[")[2] for line in complaints(tmp_path, "", style)] == [
        "source.key]", "source.unknown-key]"]
    assert complaints(tmp_path, "", "a = ")[0].endswith("[source.toml]")
    write_book(tmp_path, {"strategy/style.toml": STYLE, "evidence/people.md": b"\xff"})
    assert [problem.code for problem in check_prose(tmp_path)] == ["source.encoding"]


def test_proselint_says_what_it_has_found_and_how_to_switch_it_off(tmp_path: Path) -> None:
    text = "\nAll in the the north.\n\nIn the north\n\nnorth of it, and it is very very new.\n"
    lines = complaints(tmp_path, text)
    assert lines == sorted(lines) and len(lines) >= 2
    for line in lines:
        assert re.fullmatch(r"evidence/people\.md:\d+: \S.*[^.]\. Mend it, or switch off '[\w.]+' in strategy/style\.toml\. "
                            r"\[style\.proselint\]", line), line
    assert lines_found(tmp_path, text)[0] == (2, "proselint")
    off = sorted(set(re.findall(r"switch off '(\w+)", "\n".join(lines))))
    assert complaints(tmp_path, text, STYLE.replace('["typography"]', str(["typography", *off]).replace("'", '"'))) == []
    assert complaints(tmp_path, "\nIn the north\n\nnorth of it.\n\nThen the the end.\n")[0].startswith("evidence/people.md:19:")


def test_a_book_in_another_language_is_held_against_its_own_words_alone(tmp_path: Path) -> None:
    text = "\nNous nous sommes réunis et nous utilise.\n"
    assert any("proselint" in line for line in complaints(tmp_path / "english", text))
    book = write_book(tmp_path / "french", {"strategy/style.toml": STYLE, "evidence/people.md": EVIDENCE + text,
                                            "conf.py": small_book()["conf.py"].replace("en_GB", "fr")})
    assert [problem.code for problem in check_prose(book)] == ["style.word"]
