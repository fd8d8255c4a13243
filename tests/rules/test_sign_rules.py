"""Words that need a number above zero, beside values that are below it and others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.model import Mention, Place, resolve
from tests.books.records import dataset
from tests.rules.rule_runs import problems_of

PAGE = "evidence/notes.md"
TABLES = [dataset("s", "north 2017 64.0, north 2018 60.3, south 2018 70.0"), dataset("g", "north 2018 -1.2, south 2018 1.2")]
FELL, ROSE = "s:north:2018 less s:north:2017", "s:north:2017 less s:north:2018"
LOSS, GAIN = "g:north:2018", "g:south:2018"


def told(text: str, root: Path, *expressions: str) -> list[tuple[str, str]]:
    mentions = [Mention(kind="value", text=one, place=Place(file=PAGE, line=3)) for one in expressions]
    problems = problems_of("value.sign", root=root, pages={PAGE: f"# Notes\n\n{text}"}, mentions=mentions, tables=TABLES)
    assert all((problem.place.line, problem.advice) == (3, False) for problem in problems)
    return [(problem.what.partition("'")[2].partition("'")[0], problem.fix) for problem in problems]


@pytest.mark.parametrize(("text", "words"), [
    *((f"It has {words} {{}} since.", words) for words in (
        "risen by", "rose by", "fallen by", "fell by", "grew by", "up by", "down by", "lower by", "higher by", "increased by",
        "an increase of", "a rise of", "a fall of", "a reduction of")),
    ("Output grew in the north by about {}.", "grew by"), ("A fall in output of just over {}.", "fall of"),
    ("It has risen by **{}**.", "risen by"), ("It was {} higher than before.", "higher than"),
    ("It is {} below the land.", "below"),
])
@pytest.mark.parametrize("below", [FELL, LOSS])
def test_a_number_below_zero_is_not_said_to_rise_or_fall(text: str, words: str, below: str, tmp_path: Path) -> None:
    words = words.removeprefix("an ").removeprefix("a ")
    assert [found for found, _fix in told(text.format(f"{{value}}`{below}`"), tmp_path, FELL, LOSS)] == [words]
    above = GAIN if below == LOSS else ROSE
    assert told(text.format(f"{{value}}`{above}`"), tmp_path, GAIN, ROSE) == []


@pytest.mark.parametrize("text", [
    "It changed by {}.", "The change was {}.", "It was {}, lower than before.", "Prices rose and output changed by {}.",
    "Growth of {} was measured.", "It rose. By {}, it differs.", "It rose, from one year to the next, to {}.", "It is {} here.",
    "It has risen to {}.",
])
def test_a_number_below_zero_may_stand_beside_other_words(text: str, tmp_path: Path) -> None:
    assert told(text.format(f"{{value}}`{LOSS}`"), tmp_path, LOSS) == []


def test_an_example_in_code_is_no_value(tmp_path: Path) -> None:
    assert told(f"It has risen by {{value}}`{LOSS}`.", tmp_path, GAIN) == []


@pytest.mark.parametrize(("expression", "fix"), [
    (FELL, "The data fell: write 'fallen by {value}`fall from s:north:2017 to s:north:2018 in points`'."),
    (f"{FELL}, no unit", "The data fell: write 'fallen by {value}`fall from s:north:2017 to s:north:2018 in points, no unit`'."),
    ("s:north:2018 less s:south:2018",
     "Write '{value}`gap between s:north:2018 and s:south:2018`', which has no sign, and see which of them is higher."),
    *((expression, "Give the number with words that fit its sign, such as 'a change of'.") for expression in (
        LOSS, "s:north:2018 less s:south:2018 less s:north:2017", "s:north:2018 less mean of s:*:2018 among districts")),
])
def test_what_to_write_instead_is_the_change_or_the_gap_itself(expression: str, fix: str, tmp_path: Path) -> None:
    assert told(f"It has risen by {{value}}`{expression}`.", tmp_path, expression) == [("risen by", fix)]
    for better in re.findall(r"`(.+)`", fix):
        assert resolve(better, {table.id: table for table in TABLES}).text[0].isdigit()


def test_a_value_whose_earlier_row_comes_first_rose(tmp_path: Path) -> None:
    tables = dataset("s", "north 2017 60.0, north 2018 64.0")
    [problem] = problems_of("value.sign", root=tmp_path, pages={PAGE: f"Fallen by {{value}}`{ROSE}`."}, tables=[tables],
                            mentions=[Mention(kind="value", text=ROSE, place=Place(file=PAGE, line=1))])
    assert problem.fix == "The data rose: write 'risen by {value}`rise from s:north:2017 to s:north:2018 in points`'."
