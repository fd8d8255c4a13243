"""What looks like markup and is none is an author's mistake, but never a respondent's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.book import DIRECTIVES, markup_problems
from goldenthread.book.allowed_markup import INSTEAD

WORDS = "# Words\n\nThe rate is TBC, and **bold is open.\n\n:::{note} {{ a name }}\nWords.\n:::\n"


@pytest.mark.parametrize(("file", "codes"), [
    ("evidence/people.md", ["markup.unfinished", "markup.bold", "markup.unfinished"]),
    ("strategy/consultation/responses/sea.md", []),
])
def test_what_a_respondent_wrote_is_kept_whatever_it_looks_like(tmp_path: Path, file: str, codes: list[str]) -> None:
    assert [problem.code for problem in markup_problems(tmp_path, file, WORDS)] == codes


def test_a_sign_that_is_escaped_is_meant(tmp_path: Path) -> None:
    assert markup_problems(tmp_path, "evidence/people.md", "# Words\n\nWrite \\{\\{name\\}\\} in the template.\n") == []


@pytest.mark.parametrize("name", sorted(INSTEAD))
def test_a_directive_of_another_project_is_answered_with_what_to_write(name: str, tmp_path: Path) -> None:
    (problem,) = markup_problems(tmp_path, "evidence/people.md", f"# Words\n\n```{{{name}}} Words\n```\n")
    assert (problem.code, problem.fix) == ("markup.directive", INSTEAD[name])
    named = re.findall(r"'([\w-]+)'", problem.fix)
    assert set(named) <= DIRECTIVES.keys(), "what is offered is there"
    assert name not in DIRECTIVES


@pytest.mark.parametrize("text", [
    "a snake_case name", "in _pictures/map.png", "the file _map.png", "Name: ____ Date: _____", "Name____", "__bold__ and _it_",
    "see [it](https://example.org/_a) at https://example.org/_a_b", "`_x`", "x_1, _x_1 and x_", "_f(x) and __init__(self)",
    "{value}`jobs:north:2018:_a`", "3 < 5 and a <b@example.org>", "`<www.example.org>`", "EV_SKILLS and EV__SKILLS", "\\_word",
    "{value}`a:b:c` `_`", "![A map](map.png) (map.png)",
])
def test_signs_within_names_and_addresses_are_no_markup(text: str, tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    told = markup_problems(tmp_path, "evidence/people.md", f"# Words\n\nWords: {text}.\n")
    assert [problem for problem in told if problem.code != "markup.picture"] == []


@pytest.mark.parametrize(("text", "code"), [
    ("the __bold word", "markup.bold"), ("the bold__ word", "markup.bold"), ("(_in italics", "markup.bold"),
    ("_in italics_ and _not", "markup.bold"), ("<WWW.example.org>", "markup.link"), ("<example.org.uk/a>", "markup.link"),
    ("<https//example.org>", "markup.link"), ("![a map] (map.png)", "markup.link"), ("![a map](map.png", "markup.link"),
    ("![a map](a map.png)", "markup.link"), ("`words <https://example.org>`__", "markup.link"),
    ("{ value}`a:b:c`", "chapter.role"), ("{cite }`a`", "chapter.role"),
])
def test_mistyped_markup_would_be_printed(text: str, code: str, tmp_path: Path) -> None:
    problems = markup_problems(tmp_path, "evidence/people.md", f"# Words\n\nHere {text} is.\n")
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize(("text", "what"), [
    ("![a map] (map.png)", "'![a map] (map.png)' is no picture: a space separates its text from its address."),
    ("![a map](a map.png)", "'![a map](a map.png)' is no picture, and would be printed as it stands."),
])
def test_a_mistyped_picture_is_no_link(text: str, what: str, tmp_path: Path) -> None:
    (problem,) = markup_problems(tmp_path, "evidence/people.md", f"# Words\n\n{text}\n")
    assert problem.what == what
