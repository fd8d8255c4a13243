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
