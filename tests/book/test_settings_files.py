"""The settings of a book, each read from the small book with one thing changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.book.consultation_file import read_consultation
from goldenthread.book.editions_file import read_editions
from goldenthread.book.framework_file import framework_in, read_framework
from goldenthread.book.references import read_references
from goldenthread.book.signoffs import add_signoff, read_signoffs, signoff_file
from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.model import Fault, Problem, Signoff
from tests.books.framework_shapes import NATURE, PILLARS
from tests.books.records import at
from tests.books.small_book import CONSULTATION, EDITIONS, FRAMEWORK, ROOT

CRITERIA = ("accuracy", "completeness", "insight")


def put(root: Path, file: str, text: str) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def codes_and_lines(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(problem.code, problem.place.line) for problem in problems]


def test_the_framework_has_its_tags_in_order(tmp_path: Path) -> None:
    framework, problems = read_framework(put(tmp_path, "strategy/framework.toml", FRAMEWORK))
    assert ([(tag.id, tag.kind) for tag in framework.tags], problems) == ([("people", "foundation"), ("clean-growth",
    "challenge")], [])
    assert (framework.title, framework.publisher, framework.published, framework.url) == (
        "Plan for growth", "Government", "2017-11", "https://example.org/plan")


@pytest.mark.parametrize(("old", "new", "code", "line"), [
    ('id = "people"', 'id = "People"', "framework.id", 7), ('"clean-growth"', '"people"', "framework.twice", 0),
    ("[[challenge]]", "[[chalenge]]", "framework.empty", 1),
])
def test_a_tag_has_a_plain_id_of_its_own(old: str, new: str, code: str, line: int, tmp_path: Path) -> None:
    _, problems = read_framework(put(tmp_path, "strategy/framework.toml", FRAMEWORK.replace(old, new)))
    assert code in [problem.code for problem in problems]
    assert not line or (code, line) in codes_and_lines(problems)


def test_editions_are_read_in_their_order(tmp_path: Path) -> None:
    more = '[[edition.accepted]]\ncode = "a.b"\nabout = "X"\nreason = "Why."\n[[edition.dropped]]\nid = "Y"\nreason = "Done."\n'
    book, editions, problems = read_editions(put(tmp_path, "strategy/editions.toml", EDITIONS + more))
    assert problems == []
    assert (book.title, book.file, book.site, book.evidence_note) == ("Strategy", "land", "", "")
    first, second = editions.values()
    assert (first.id, first.code, first.follows, first.published, first.place.line) == ("2019-12", "D19",
    "", date(2019, 12, 20), 7)
    assert (second.follows, [one.about for one in second.accepted], [one.id for one in second.dropped]) == ("2019-12", ["X"],
    ["Y"])


@pytest.mark.parametrize(("old", "new", "code"), [
    ('"M20"', '"m20"', "edition.code"), ('"M20"', '"D19"', "edition.code"), ('"M20"', '"M"', "edition.code"),
    ('"land-2020-03"', '"land-2019-12"', "edition.file"), ('"land-2020-03"', '"a b"', "edition.file"),
    ('follows = "2019-12"', 'follows = "2020-03"', "edition.follows"),
])
def test_an_edition_has_names_of_its_own(old: str, new: str, code: str, tmp_path: Path) -> None:
    _, _, problems = read_editions(put(tmp_path, "strategy/editions.toml", EDITIONS.replace(old, new)))
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("name", ["2019-12", "../x", ""])
def test_without_an_id_of_its_own_an_edition_cannot_be_read(name: str, tmp_path: Path) -> None:
    text = EDITIONS.replace('id = "2020-03"', f'id = "{name}"').replace('follows = "2019-12"\n', "")
    if name:
        with pytest.raises(Fault) as raised:
            read_editions(put(tmp_path, "strategy/editions.toml", text))
        assert raised.value.problems[0].code == "edition.id"


def test_a_consultation_is_read_where_there_is_one(tmp_path: Path) -> None:
    assert read_consultation(tmp_path, CRITERIA) == (None, [])
    asked, problems = read_consultation(put(tmp_path, "strategy/consultation/consultation.toml", CONSULTATION), CRITERIA)
    assert problems == []
    assert asked and (asked.opened, asked.deadline, [one.id for one in asked.criteria]) == (
        "2019-09", date(2019, 10, 18), ["accuracy", "insight"])


@pytest.mark.parametrize(("old", "new", "code", "line"), [
    ('opened = "2019-09"', 'opened = "soon"', "consultation.opened", 1), ("2019-10-18", "2019-08-31", "consultation.deadline", 2),
    ("the strategy team", "a@b.uk", "consultation.contact", 3), ("the strategy team", "01632 960 000", "consultation.contact", 3),
    ('id = "insight"', 'id = "insights"', "consultation.criterion", 13),
    ('id = "insight"', 'id = "accuracy"', "consultation.criterion", 13),
])
def test_a_consultation_holds_together(old: str, new: str, code: str, line: int, tmp_path: Path) -> None:
    root = put(tmp_path, "strategy/consultation/consultation.toml", CONSULTATION.replace(old, new))
    assert codes_and_lines(read_consultation(root, CRITERIA)[1]) == [(code, line)]


BIB = "@misc{one,\n author = {{Office \\& Sons}},\n title = {A {T}itle},\n year = 2019,\n url = {https://example.org}\n}\n"


def test_a_publication_is_read_without_its_braces(tmp_path: Path) -> None:
    assert read_references(tmp_path) == ({}, [])
    references, problems = read_references(put(tmp_path, "evidence/references.bib", "\n" + BIB))
    one = references["one"]
    assert (one.title, one.publisher, one.year, one.url, one.place.line, problems) == (
        "A Title", "Office & Sons", "2019", "https://example.org", 2, [])


@pytest.mark.parametrize(("text", "code", "line"), [
    (BIB.replace("author", "editor"), "reference.field", 1), (BIB.replace("https://", "ftp://"), "reference.url", 1),
    (BIB.replace("A {T}", "\\\\href{javascript:x}{T}"), "reference.url", 1),
    (BIB + '@string{a = b # "c"}', "reference.syntax", 7),
    (BIB + BIB, "reference.syntax", 0), (BIB.replace("{{Office \\& Sons}}", "{A, B, C, D}"), "reference.syntax", 2),
])
def test_what_is_wrong_with_the_bibliography_is_reported(text: str, code: str, line: int, tmp_path: Path) -> None:
    [(reported, at_line)] = codes_and_lines(read_references(put(tmp_path, "evidence/references.bib", text))[1])
    assert reported == code and line in (0, at_line)


AGREED = '[[agreed]]\nitem = "P"\nrole = "Board"\ndate = 2020-03-20\nfingerprint = "0123456789ab"\nwhy = "Read."\n'


def test_sign_offs_are_read_and_one_is_added_or_renewed(tmp_path: Path) -> None:
    _, editions, _ = read_editions(put(tmp_path, "strategy/editions.toml", EDITIONS))
    assert read_signoffs(tmp_path, editions.values()) == ((), [])
    assert signoff_file("2020-03") == "strategy/2020-03/agreed.toml"
    [one], problems = read_signoffs(put(tmp_path, signoff_file("2020-03"), AGREED), editions.values())
    assert (one.edition, one.item, one.role, one.day, one.fingerprint, problems) == (
        "2020-03", "P", "Board", date(2020, 3, 20), "0123456789ab", [])
    new = Signoff(
        edition="2020-03", item="P", role="board", day=date(2020, 4, 1), fingerprint="f" * 12, why="Anew,\nread.", place=at())
    renewed = add_signoff("# Kept.\n" + AGREED, new)
    assert renewed.startswith("# Kept.\n") and renewed.count("[[agreed]]") == 1 and 'why = "Anew, read."' in renewed
    other = Signoff(edition="2020-03", item="Q", role="Board", day=date(2020, 4, 1), fingerprint="f" * 12, why="x", place=at())
    assert add_signoff(AGREED, other).startswith(AGREED + "\n[[agreed]]\n")
    assert add_signoff("", other).startswith("[[agreed]]\n")


@pytest.mark.parametrize(("old", "new", "code"), [
    ("Board", "a@b.uk", "agreement.role"), ("Read.", "As a@b.uk said", "agreement.role"), ("0123456789ab", "x",
    "agreement.fingerprint"),
])
def test_a_sign_off_names_a_role_and_a_form(old: str, new: str, code: str, tmp_path: Path) -> None:
    _, editions, _ = read_editions(put(tmp_path, "strategy/editions.toml", EDITIONS))
    root = put(tmp_path, signoff_file("2020-03"), AGREED.replace(old, new))
    assert [problem.code for problem in read_signoffs(root, editions.values())[1]] == [code]
    put(tmp_path, signoff_file("2020-03"), AGREED + AGREED.replace("Board", "BOARD"))
    assert [problem.code for problem in read_signoffs(root, editions.values())[1]] == ["agreement.twice"]


def test_the_vocabulary_holds_every_kind_with_its_options_choices_and_links() -> None:
    vocabulary = read_vocabulary(ROOT)
    assert set(vocabulary.kinds) == {"evidence", "priority", "action", "measure", "chain", "gap", "response"}
    assert vocabulary.kinds["evidence"].choices["confidence"] == ("high", "medium", "low")
    assert vocabulary.kinds["priority"].links["rests_on"] == ("evidence",)
    assert {"confidence", "rests_on", "baseline"} <= vocabulary.options
    with pytest.raises(Fault):
        read_vocabulary(ROOT / "tests")


@pytest.mark.parametrize(("old", "new", "code", "what"), [
    ('id = "priority-habitat"', 'id = "type"', "framework.id", "'type' means something else in the list of all items."),
    ('id = "priority-habitat"', 'id = "theme"', "framework.twice", "The dimension 'theme' is defined twice."),
    ('id = "priority-habitat"', 'id = "Habitat"', "framework.id", "'Habitat' is not a plain id."),
    ('id = "moor"', 'id = "none"', "framework.id", "'none' means something else in the list of all items."),
    ('id = "moor"', 'id = "soil"', "framework.twice", "The tag 'soil' is defined twice."),
    ("required = true", 'required = "yes"', "source.kind", "'required' should be true or false."),
    ('plural = "Themes"', "", "source.key", "'plural' is missing or empty."),
    ("[[dimension]]", '[[foundation]]\nid = "a"\n\n[[dimension]]', "source.unknown-key",
     "'foundation' is not a key that is read here."),
])
def test_what_is_wrong_with_a_dimension_is_said(old: str, new: str, code: str, what: str) -> None:
    assert old in NATURE
    _, problems = framework_in("strategy/framework.toml", NATURE.replace(old, new, 1))
    assert (code, what) in [(problem.code, problem.what) for problem in problems]


def test_a_dimension_without_tags_and_a_framework_without_dimensions_are_told() -> None:
    head, _, rest = PILLARS.partition("\n[[dimension.tag]]")
    assert rest
    told = [framework_in("f", text)[1] for text in (head, head.partition("\n[[dimension]]")[0] + "\ndimension = []\n")]
    assert [[str(problem).partition(": ")[2] for problem in problems] for problems in told] == [
        ["The dimension 'pillar' has no tag. Add at least one [[dimension.tag]]. [framework.empty]"],
        ["There is no dimension. Add at least one [[dimension]]. [framework.empty]"]]


def test_a_dimension_that_says_no_short_words_is_called_as_its_name_in_a_sentence() -> None:
    framework, problems = framework_in("f", PILLARS.replace('"Pillar"', '"SDG"').replace('"Pillars"', '"Big SDGs"'))
    assert (problems, framework.dimensions[0].short, framework.dimensions[0].short_plural) == ([], "SDG", "big SDGs")
