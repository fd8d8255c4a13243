"""A mistake is told by its cause, first and once: what only follows from it is not said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from goldenthread.book.misnamed_files import copied_from, meant_name
from goldenthread.book.references import REFERENCES_FILE, read_references
from goldenthread.book.table_forms import form_fault
from goldenthread.book.toml_tables import toml_in
from goldenthread.model import Area, Fault, nearest, nearest_area
from goldenthread.rules import check
from tests.books.broken_books import CSV, DRAFT, ED, FINAL, PEOPLE, TOML, Changes
from tests.books.small_book import EDITIONS, EVIDENCE, TABLE, small_book, write_book

FOREIGN = re.compile(r"Traceback|\bTOML\b|pybtex|tomllib|Error\b|Illegal|NoneType|codec|delimiter|docutils|Sphinx|Typst|pandoc")
TEXTS = {name: text for name, text in small_book().items() if isinstance(text, str) and name.endswith((".md", ".csv", ".toml"))}
FILES = [PEOPLE, DRAFT, FINAL, CSV, TOML, ED, "evidence/areas.toml", "strategy/framework.toml", REFERENCES_FILE]
BIB = "@misc{ons2019,\n  author = {{ONS}},\n  title = {Skills},\n  url = {https://ons.example},\n}\n"


def text_of(name: str) -> str:
    return BIB if name == REFERENCES_FILE else TEXTS[name]


def mistakes() -> Iterator[tuple[str, Changes, str, str]]:
    """Each mistake: its name, what is changed in the small book, the place that is told first, and some of its words."""
    for name in FILES:
        text = text_of(name)
        lines = text.count("\n") + 1
        yield f"{name} in UTF-16", {name: text.encode("utf-16")}, f"{name}:1", "UTF-16"
        yield f"{name} in UTF-16 without a mark", {name: text.encode("utf-16-le")}, f"{name}:1", "UTF-16"
        yield f"{name} in Windows-1252", {name: f"{text}# Café\n".encode("cp1252")}, f"{name}:{lines}", "Windows-1252"
        for start, kind in (
            (b"PK\x03\x04", "Word, Excel"),
            (b"%PDF-1.7", "a PDF"),
            (b"\xd0\xcf\x11\xe0", "older Word"),
            (b"{\\rtf1", "rich text"),
        ):
            yield f"{name} is {kind}", {name: start + b"\n" + text.encode()}, f"{name}:1", kind
        yield (
            f"{name} half merged",
            {name: f"{text}<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n"},
            f"{name}:{lines}",
            "Two people",
        )
    for name, added in product(
        [PEOPLE, DRAFT, FINAL, CSV, TOML],
        [
            " (conflicted copy 2019-12-02)",
            " (Anna's conflicted copy 2019-12-02)",
            ".sync-conflict-20191202-101500-ABCDEF",
            " (1)",
            " - Copy",
            " - Copy (2)",
            " copy",
            "_BACKUP_1234",
            "-DESKTOP-AB12CD",
            " 2",
            "_old",
            " (case conflict)",
        ],
    ):
        stem, _, ending = name.rpartition(".")
        yield f"{name} with {added}", {f"{stem}{added}.{ending}": text_of(name)}, f"{stem}{added}.{ending}:1", f"a copy of {name}"
    for name, (old, new) in product(
        [PEOPLE, DRAFT, FINAL],
        [(".md", ".MD"), (".md", ".md.txt"), (".md", ".markdown"), (".md", ".Md"), (".md", ".md.md"), (".md", ".mkd")],
    ):
        yield (
            f"{name} as {new}",
            {name: None, name.replace(old, new): text_of(name)},
            f"{name.replace(old, new)}:1",
            f"Name it '{name.rpartition('/')[2]}'",
        )
    for name, new in ((CSV, ".CSV"), (CSV, ".csv.txt"), (TOML, ".TOML"), (TOML, ".toml.txt")):
        stem = name.rpartition(".")[0]
        yield (
            f"{name} as {new}",
            {name: None, stem + new: text_of(name)},
            f"{stem}{new}:1",
            f"Name it '{name.rpartition('/')[2]}'",
        )
    for name in (PEOPLE, DRAFT, FINAL):
        yield f"{name} emptied", {name: ""}, f"{name}:1", "no title"
        yield f"{name} taken away", {name: None}, name.rpartition("/")[0] + "/index.md", "there is no file"


def mistakes_in_text() -> Iterator[tuple[str, Changes, str, str]]:
    """The same for what stands in a table, a settings file or an item."""
    for sign, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")):
        yield f"table with {word}", {CSV: TABLE.replace(",", sign)}, f"{CSV}:1", word
        yield (
            f"table with {word} and decimal commas",
            {CSV: TABLE.replace(",", sign).replace(".", ",")},
            f"{CSV}:1",
            "decimal commas",
        )
    head, _, rows = TABLE.partition("\n")
    for what, new in (
        ("capitals", head.upper()),
        ("titles", head.title()),
        ("spaces", head.replace(",", ", ")),
        ("quotation marks and capitals", '"' + head.title().replace(",", '","') + '"'),
    ):
        yield f"table headed with {what}", {CSV: f"{new}\n{rows}"}, f"{CSV}:1", "header of this table"
    for number in (1, 2, 5):
        yield f"table below {number} lines", {CSV: "Skills by area,,\n" * number + TABLE}, f"{CSV}:1", f"on line {number + 1}"
    yield (
        "table of unknown areas",
        {CSV: re.sub(r"^(north|south|land)", r"E0\1", TABLE, flags=re.MULTILINE)},
        f"{CSV}:2",
        "not an area",
    )
    yield "table taken away", {CSV: None}, f"{TOML}:1", "no table"
    yield "card taken away", {TOML: None}, f"{CSV}:1", "no card"
    yield (
        "date in words",
        {ED: re.sub(r"\d{4}-\d\d-\d\d", '"31 December 2019"', EDITIONS.replace('"2', '"x2'), count=1).replace('"x2', '"2')},
        f"{ED}:",
        "should be a date",
    )
    yield (
        "a 31 February",
        {ED: re.sub(r"= \d{4}-\d\d-\d\d", "= 2019-02-31", EDITIONS, count=1)},
        f"{ED}:",
        "no date of the calendar",
    )
    yield (
        "an edition that follows itself",
        {ED: EDITIONS.replace('follows = "2019-12"', 'follows = "2020-03"')},
        f"{ED}:",
        "above this one",
    )
    yield "an edition in single brackets", {ED: EDITIONS.replace("[[edition]]", "[edition]", 1)}, f"{ED}:", "[[edition]]"
    for name, fault in product(
        [TOML, ED, "evidence/areas.toml", "strategy/framework.toml"], ["quote", "curly", "equals", "twice"]
    ):
        rows_of = text_of(name).split("\n")
        at = next(number for number, row in enumerate(rows_of) if re.fullmatch(r'\w+ = "[^"]*"', row))
        row = rows_of[at]
        new = {
            "quote": row[:-1],
            "curly": row.replace('"', "\u201c", 1).replace('"', "\u201d"),
            "equals": row.replace(" =", "", 1),
            "twice": f"{row}\n{row}",
        }[fault]
        words = {"quote": "quotation mark", "curly": "curly", "equals": "'='", "twice": "a second time"}[fault]
        yield (
            f"{name}: {fault}",
            {name: "\n".join([*rows_of[:at], new, *rows_of[at + 1 :]])},
            f"{name}:{at + 1 + (fault == 'twice')}",
            words,
        )
    for gap in ("\n\n:id:", "\n\n\n:id:", "\n \n:id:"):
        yield f"options behind {gap!r}", {PEOPLE: EVIDENCE.replace("\n:id:", gap, 1)}, f"{PEOPLE}:", "An empty line parts ':id:'"
    yield (
        "options parted in the middle",
        {PEOPLE: EVIDENCE.replace("\n:since:", "\n\n:since:", 1)},
        f"{PEOPLE}:",
        "parts ':since:'",
    )
    yield "an item without its id", {PEOPLE: EVIDENCE.replace(":id: EV_SKILLS\n", "", 1)}, f"{PEOPLE}:", "no id"
    yield (
        "an item with an id in small letters",
        {PEOPLE: EVIDENCE.replace("EV_SKILLS", "ev_skills", 1)},
        f"{PEOPLE}:",
        "ev_skills",
    )


def mistakes_with_what_programs_leave() -> Iterator[tuple[str, Changes, str, str]]:
    """The same for files that programs leave while the file itself is gone, and for publishers' files in the book."""
    for name in (PEOPLE, DRAFT, CSV, TOML):
        for added in (".bak", ".orig", "~", ".tmp", ".old", ".backup"):
            yield f"{name} only as {added}", {name: None, name + added: text_of(name)}, f"{name}{added}:1", "Name it"
        stem, _, ending = name.rpartition(".")
        for added in (" (conflicted copy 2019-12-02)", ".sync-conflict-20191202-101500-ABCDEF", " (case conflict)"):
            yield (
                f"{name} only with {added}",
                {name: None, f"{stem}{added}.{ending}": text_of(name)},
                f"{stem}{added}.{ending}:1",
                "that file is gone",
            )
    for name in (ED, "evidence/areas.toml", "strategy/framework.toml"):
        stem, _, ending = name.rpartition(".")
        for other in (f"{name}.bak", f"{stem} (1).{ending}", f"{stem} (conflicted copy).{ending}"):
            yield f"{name} only as {other}", {name: None, other: text_of(name)}, f"{name}:1", "Beside it stands"
    for folder, ending in product(("evidence/data", "evidence", "strategy"), ("xlsx", "ods", "xls", "tsv", "numbers", "zip")):
        file = f"{folder}/Jobs 2018.{ending}"
        yield file, {file: b"PK"}, f"{file}:1", "goldenthread import"
    for ending in ("xlsx", "ods", "tsv"):
        yield f"{CSV} as {ending}", {CSV: None, f"evidence/data/skills-2018.{ending}": b"PK"}, f"{TOML}:1", "goldenthread import"


MISTAKES = [*mistakes(), *mistakes_in_text(), *mistakes_with_what_programs_leave()]


@pytest.mark.parametrize(("changes", "place", "words"), [each[1:] for each in MISTAKES], ids=[each[0] for each in MISTAKES])
def test_the_cause_is_told_first_and_almost_alone(changes: Changes, place: str, words: str, tmp_path: Path) -> None:
    base = {REFERENCES_FILE: BIB} if REFERENCES_FILE in changes else {}
    problems = [problem for problem in check(write_book(tmp_path, {**base, **changes})) if not problem.advice]
    assert problems
    said = [str(problem) for problem in problems]
    assert said[0].startswith(place), said[:3]
    assert words in said[0], said[:3]
    assert len(problems) <= 3 or len({problem.code for problem in problems}) == 1, said
    assert not [line for line in said if FOREIGN.search(line.partition(": ")[2].replace(".TOML", ""))]


def test_the_collection_is_not_small() -> None:
    assert len(MISTAKES) >= 265


@pytest.mark.parametrize(
    "name",
    [
        "evidence/data/~$skills-2018.csv",
        "evidence/data/~$jobs.xlsx",
        "evidence/~$people.md",
        "evidence/data/.~lock.skills-2018.csv#",
        "evidence/.#people.md",
        "evidence/.people.md.swp",
        "evidence/people.md.bak",
        "evidence/people.md~",
        "evidence/gone.md~",
        "evidence/Thumbs.db",
    ],
)
def test_what_programs_leave_beside_a_file_is_none_of_the_book(name: str, tmp_path: Path) -> None:
    root = write_book(tmp_path)
    (root / name).write_bytes(b"x")
    assert check(root) == []


def test_an_unread_bibliography_does_not_make_every_citation_wrong(tmp_path: Path) -> None:
    cited = {PEOPLE: EVIDENCE + "\nAs said {cite}`ons2019`, twice {cite}`ons2019`.\n\n```{bibliography}\n```\n"}
    assert check(write_book(tmp_path / "good", {**cited, REFERENCES_FILE: BIB})) == []
    problems = check(write_book(tmp_path / "bad", {**cited, REFERENCES_FILE: BIB.replace("{Skills},", "{Skills}")}))
    assert [str(problem) for problem in problems] == [
        f"{REFERENCES_FILE}:3: No comma stands at the end of this line, before the next field. Add the comma. [reference.syntax]"
    ]


@pytest.mark.parametrize(("listed", "unlisted"), [
    ("", "ons2019"), (":notcited:\n", "ons2019"), (":keyprefix: x\n", "ons2019"), (":keyprefix: ons\n", ""), (":all:\n", ""),
    (":cited:\n", "")])
def test_what_is_cited_is_listed_on_a_page(listed: str, unlisted: str, tmp_path: Path) -> None:
    page = f"\n```{{bibliography}}\n{listed}```\n" if listed else ""
    cited = {PEOPLE: f"{EVIDENCE}\nAs said {{cite}}`ons2019`, twice {{cite:t}}`ons2019`.\n{page}", REFERENCES_FILE: BIB}
    assert [str(problem).partition(": ")[2] for problem in check(write_book(tmp_path, cited))] == ([
        f"'{unlisted}' is cited, and no page lists the publications. Put the directive 'bibliography' on a page, such as "
        "evidence/references.md, and the page into the contents. [markup.bibliography]"] if unlisted else [])


def test_what_does_not_hang_on_the_cause_is_said_still(tmp_path: Path) -> None:
    other = EVIDENCE.replace(":confidence: high", ":confidence: huge")
    problems = check(write_book(tmp_path, {PEOPLE: other, CSV: TABLE.replace(",", ";")}))
    assert [problem.code for problem in problems] == ["data.form", "item.choice"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("{Skills},", "{Skills}", 3, "No comma"),
        ("{Skills},", "{Skills,", 3, "more opening braces"),
        ("{Skills},", "Skills},", 3, "more opening braces"),
        (" = {Skills}", " {Skills}", 3, "no '='"),
        ("{Skills}", "Skills", 3, "not in braces"),
        ("{ons2019,", "{", 1, "no key"),
        ("\n}\n", "\n", 1, "not closed"),
        ("@misc{", "@misc ", 1, "no key"),
        ("{Skills},", "{Skills},\n  title = {Other},", 4, "has the field 'title' on line 3 already"),
    ],
)
def test_what_a_bibliography_lacks_is_told_at_its_line(old: str, new: str, line: int, words: str, tmp_path: Path) -> None:
    write_book(tmp_path, {REFERENCES_FILE: BIB.replace(old, new, 1) + BIB.replace("ons2019", "beis2018")})
    _, (problem, *_) = read_references(tmp_path)
    assert (problem.place.line, problem.code) == (line, "reference.syntax")
    assert words in problem.what
    assert not FOREIGN.search(str(problem))


def test_an_entry_that_is_there_twice_names_both_lines(tmp_path: Path) -> None:
    write_book(tmp_path, {REFERENCES_FILE: BIB + "\n" + BIB})
    _, (problem,) = read_references(tmp_path)
    assert (problem.place.line, problem.what) == (7, "The entry 'ons2019' stands on line 1 already.")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('a = "x\nb = 1\n', 1, "does not end with one"),
        ("a = 'x\n", 1, "does not end with one"),
        ("a = 31/12/2019\n", 1, "'31/12/2019' is no date"),
        ("a = 31 December 2019\n", 1, "'31 December 2019' is no date"),
        ("a = 2019-1-5\n", 1, "is no date"),
        ("b = 1\na = \u201cx\u201d\n", 2, "curly"),
        ("a = x y\n", 1, 'Write a = "x y"'),
        ('a = ["b" "c"]\n', 1, "not closed, or lacks a comma"),
        ('b = 1\na = ["b",\nc = 1\n', 2, "not closed"),
        ("a = 1\na = 2\n", 2, "the first stands on line 1"),
        ('a "x"\n', 1, "no '='"),
        ("words\n", 1, "no '='"),
        ('a = "C:\\new\\x"\n', 1, "backslash"),
        ('a: "x"\n', 1, 'Write a = "x"'),
        ("[edition\n", 1, "Write [edition]"),
        ("[[edition]\n", 1, "[[edition]]"),
        ('a = "x" y\n', 1, "behind the closing quotation mark"),
        ('a = "he said "yes""\n', 1, "holds a quotation mark"),
        ("a = True\n", 1, "Write a = true"),
        ("a = no\n", 1, "Write a = false"),
        ("a = 1,5\n", 1, "Write it without one, with a point before decimals: 1.5"),
        ('[edition]\nid = "a"\n[[edition]]\nid = "b"\n', 1, "and '[[edition]]' on line 3"),
        ('[[edition]]\nid = "a"\n[edition]\nid = "b"\n', 3, "and '[[edition]]' on line 1"),
        ('[edition]\nid = "a"\n[edition]\nid = "b"\n', 3, "stands on line 1 already"),
    ],
)
def test_what_a_settings_file_lacks_is_told_in_plain_words(text: str, line: int, words: str) -> None:
    with pytest.raises(Fault) as fault:
        toml_in("strategy/editions.toml", text)
    problem = fault.value.problem
    assert (problem.place.line, problem.code) == (line, "source.toml")
    assert words in f"{problem.what} {problem.fix}"
    assert not FOREIGN.search(str(problem))


def test_names_that_only_seem_to_be_copies_are_files_of_their_own(tmp_path: Path) -> None:
    root = write_book(
        tmp_path, {"evidence/people 2.md": "# Another\n\nWords of its own.\n", "evidence/annex (1).md": "# An annex\n"}
    )
    files = {"evidence/people.md", "evidence/people 2.md", "evidence/annex (1).md"}
    assert [copied_from(root, file, files) for file in sorted(files)] == ["", "", ""]
    (root / "evidence/people 2.md").write_text(EVIDENCE, encoding="utf-8")
    assert copied_from(root, "evidence/people 2.md", files) == "evidence/people.md"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("people.md", ""),
        ("jobs.csv", ""),
        ("map.PNG", ""),
        ("notes.txt", ""),
        ("people.md.txt", "people.md"),
        ("people.MD", "people.md"),
        ("jobs.csv.csv", "jobs.csv"),
        ("jobs.Csv", "jobs.csv"),
        ("card.toml.text", "card.toml"),
        ("references.BIB", "references.bib"),
    ],
)
def test_an_ending_that_nothing_reads_is_answered_with_the_one_that_is_meant(name: str, meant: str) -> None:
    assert meant_name(name) == meant


def test_a_table_in_its_own_form_has_no_fault() -> None:
    assert form_fault("area,period,value\nnorth,2018,1\n", ["area", "period", "value"]) is None
    assert form_fault("name;number\nx;1\n", ["area", "period", "value"]) is None


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("EV\u2013Skills", "EV_SKILLS"),
        ("ev skills", "EV_SKILLS"),
        ("\u201cEV_SKILLS\u201d", "EV_SKILLS"),
        ("EV_SKILS", "EV_SKILLS"),
        ("something", ""),
    ],
)
def test_capitals_dashes_and_quotation_marks_do_not_hide_the_nearest_word(word: str, meant: str) -> None:
    assert nearest(word, ["EV_PAY", "EV_SKILLS"]) == (f" Did you mean '{meant}'?" if meant else "")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("E06000015", "derby"), ("e06000015", "derby"), ("City of Derby", "derby"), ("derbi", "derby"), ("xyz", "")],
)
def test_official_codes_and_names_lead_to_the_area(word: str, meant: str) -> None:
    areas = {
        "derby": Area(id="derby", name="City of Derby", code="E06000015", kind="district"),
        "ashfield": Area(id="ashfield", name="Ashfield", code="E07000170", kind="district"),
    }
    assert nearest_area(word, areas) == (f" Did you mean '{meant}'?" if meant else "")


@pytest.mark.parametrize(
    ("old", "new", "joined"),
    [
        ("https://ons.example", "https://ons.example/page#part", False),
        ("{Skills}", "{C# and F#, ward #3}", False),
        ("{Skills}", '"C# for all"', False),
        ("{Skills}", '"A {"} # B"', False),
        ("{Skills}", '"A" # "B"', True),
        ("{Skills}", "jan # { 2019}", True),
        ("@misc{", '@string{a = "x" # "y"}\n@misc{', True),
        ("@misc{", '@string(a = "x" # "y")\n@misc{', True),
    ],
)
def test_only_texts_that_are_joined_are_refused_and_no_sign_within_one(old: str, new: str, joined: bool, tmp_path: Path) -> None:
    write_book(tmp_path, {REFERENCES_FILE: BIB.replace(old, new, 1)})
    references, problems = read_references(tmp_path)
    assert ["joins texts" in problem.what for problem in problems] == ([True] if joined else [])
    assert bool(references) is not joined
