"""What a reader sees of a number, worked out a second time with Python's own decimals: from any start, in any unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest

from goldenthread.model import Dataset, Unresolved, in_language, resolve
from goldenthread.system import language_called
from tests.books.records import dataset, datasets

MINUS, NBSP = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
ENDS = ("-50", "-0.4", "0", "0.4", "3", "30", "120", "3150")


def grouped(number: Decimal, decimals: int) -> str:
    """A number as a reader expects it: groups of three, halves away from zero, a true minus and none before a zero."""
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,.{decimals}f}"


def shown(expression: str, tables: dict[str, Dataset]) -> str:
    """The text of an expression with plain blanks, or the code by which it is refused."""
    try:
        return resolve(expression, tables).text.replace(NBSP, " ")
    except Unresolved as fault:
        return fault.code


@pytest.mark.parametrize("start", ENDS)
@pytest.mark.parametrize("end", ENDS)
def test_a_change_from_any_start_is_told_truly_or_not_at_all(start: str, end: str) -> None:
    """64 pairs, each as a rise and a fall, in per cent, in points, and in shares."""
    held = datasets(dataset("a", f"north 2010 {start}, north 2018 {end}", unit="jobs", decimals=1),
                    dataset("s", f"north 2010 {start}, north 2018 {end}"))
    old, new = Decimal(start), Decimal(end)
    for word, is_so in (("rise", new >= old), ("fall", new <= old)):
        ends = "from {0}:north:2010 to {0}:north:2018"
        points = grouped(abs(new - old), 1) if is_so else "value.direction"
        assert shown(f"{word} {ends.format('a')} in points", held) == (f"{points} jobs" if is_so else points)
        assert shown(f"{word} {ends.format('s')} in points", held) == (f"{points} percentage points" if is_so else points)
        percent = "value.start" if old <= 0 else "value.direction" if not is_so else f"{grouped(abs(new - old) / old * 100, 1)}%"
        assert shown(f"{word} {ends.format('a')}", held) == percent
        both = f"{points} jobs ({percent})" if percent.endswith("%") else percent
        assert shown(f"{word} {ends.format('a')} with %", held) == both
    sign = MINUS if new < old else ""
    assert shown("s:north:2018 less s:north:2010", held) == f"{sign}{grouped(abs(new - old), 1)} percentage points"


@pytest.mark.parametrize(("value", "unit", "options", "text"), [
    # nearest counts in the table's unit, and the scale comes after it
    ("2207511", "people", "in millions, nearest 100000", "2.2 million people"),
    ("2207511", "people", "nearest 250, in thousands", "2,207.50 thousand people"),
    ("400", "people", "in millions, nearest 1000000", "value.rounding"),
    ("-400", "jobs", "nearest 1000", "value.rounding"), ("-500", "jobs", "nearest 1000", f"{MINUS}1,000 jobs"),
    ("1999.5", "thousand people", "in millions", "2.0 million people"),
    # what leaves nothing, and what is refused of whole numbers
    ("499999", "people", "in billions", "value.rounding"), ("2207511", "people", "1 decimal", "value.options"),
    ("2207511", "people", "8 significant figures", "value.options"),
    ("33.0", "%", "in thousands", "value.options"), ("33.0", "% of GDP", "in millions", "value.options"),
    ("2.5", "percentage points", "in thousands", "value.options"),
    ("2207511", "people", "ordinal", "value.options"), ("3.7", "", "ordinal", "value.options"),
    ("0", "", "ordinal", "value.options"), ("-2", "", "ordinal", "value.options"), ("3150", "", "ordinal", "3,150th"),
    ("33.0", "%", "nearest 5, 1 decimal", "value.options"), ("33.0", "%", "1 decimal, 1 decimal", "value.options"),
    ("33.0", "%", "as a fraction, no unit", "value.options"), ("3150", "%", "as a fraction", "value.options"),
    ("-1.5", "%", "as 1 in n", "value.options"), ("0.04", "%", "as 1 in n", "1 in 2,500"),
    # one of what is counted is in the singular; a number in words and a sign stay as they are
    ("1", "people", "", "1 person"), ("-1", "jobs", "", f"{MINUS}1 job"), ("1", "people in work", "", "1 person in work"),
    ("1", "percentage points", "", "1 percentage point"), ("1", "businesses per 1,000 people", "", "1 business per 1,000 people"),
    ("1", "million people", "", "1 million people"), ("1000000", "people", "in millions, 0 decimals", "1 million people"),
    ("1", "PPS", "", "1 PPS"), ("1", "Mbit/s", "", "1 Mbit/s"), ("1", "entries and exits", "", "1 entries and exits"),
    ("1", "tonnes of CO2", "", "1 tonne of CO2"), ("1", "£ per hour", "", "£1 per hour"), ("1", "%", "", "1%"),
    ("1", "", "", "1"), ("1.0", "years", "1 decimal", "1.0 years"),
    ("0", "jobs", "", "0 jobs"), ("1", "censuses", "no unit", "1"),
])
def test_a_value_is_shown_as_it_is_counted(value: str, unit: str, options: str, text: str) -> None:
    held = datasets(dataset("a", f"north 2018 {value}", unit=unit, decimals=0))
    assert shown(f"a:north:2018, {options}" if options else "a:north:2018", held) == text


@pytest.mark.parametrize(("rows", "options", "text"), [
    ("33.4~32.2~34.6", "", "33.4% (± 1.2)"), ("33.4~32.2~34.6", ", 0 decimals", "33% (± 1)"),
    ("33.4~32.2~34.6", ", nearest 5", "value.rounding"), ("33.5~33.1~33.9", ", 0 decimals", "value.rounding"),
    ("33.9~30.0~35.0", ", nearest 5", "35% (30% to 35%)"),
    ("33.44~33.41~33.449", ", 0 decimals", "value.rounding"), ("33.0~33.0~33.0", "", "33.0% (± 0.0)"),
])
def test_no_margin_is_rounded_to_nothing(rows: str, options: str, text: str) -> None:
    assert shown(f"a:north:2018, with interval{options}", datasets(dataset("a", f"north 2018 {rows}"))) == text


def test_no_per_cent_beside_a_change_is_rounded_to_nothing() -> None:
    held = datasets(dataset("a", "north 2010 2000000, north 2018 2000001, south 2010 2, south 2018 2", unit="jobs", decimals=0),
                    dataset("b", "north 2010 10000, north 2018 10004", unit="jobs", decimals=0))
    change = "rise from a:{0}:2010 to a:{0}:2018"
    with pytest.raises(Unresolved) as refused:
        resolve(f"{change.format('north')} with %", held)
    assert (refused.value.code, refused.value.what, refused.value.fix) == (
        "value.rounding", "In per cent the change is 0.00005%, which would be shown as 0.0%.",
        "Write 'in points' in place of 'with %', or say in words that it is next to nothing.")
    assert shown(f"{change.format('north')} in points", held) == "1 job"
    assert shown("rise from b:north:2010 to b:north:2018 with %", held) == "value.rounding"
    assert shown(f"{change.format('south')} with %", held) == "0 jobs (0.0%)"


def test_the_difference_of_percentages_of_something_is_in_points_of_it() -> None:
    held = datasets(dataset("a", "north 2010 1.2, north 2018 1.7", unit="% of GDP"))
    for form in ("rise from a:north:2010 to a:north:2018 in points", "a:north:2018 less a:north:2010",
                 "gap between a:north:2010 and a:north:2018"):
        assert shown(form, held) == "0.5 percentage points of GDP"
    assert shown("rise from a:north:2010 to a:north:2018", held) == "41.7%"


def test_a_scale_is_known_in_english_and_in_the_language_of_the_book() -> None:
    held = datasets(dataset("a", "north 2018 20.4", unit="£ million"), dataset("b", "north 2018 20.4", unit="£ miliwn"))
    with in_language(language_called("cy")):
        assert [shown(f"{name}:north:2018, in thousands", held) for name in "ab"] == ["£20,400 mil", "£20,400 mil"]


def test_an_interval_has_its_unit_once_behind_the_value() -> None:
    held = datasets(dataset("a", "north 2018 40.2~39.2~41.7", unit="minutes"))
    assert shown("a:north:2018, with interval", held) == "40.2 minutes (39.2 to 41.7)"


def test_units_that_the_program_makes_are_in_the_language_of_the_book() -> None:
    held = datasets(dataset("a", "north 2010 30.0, north 2018 33.0, south 2018 40.0"),
                    dataset("p", "north 2018 1500000, south 2018 3", unit="emplois", decimals=0),
                    dataset("g", "north 2018 20400000", unit="€", decimals=0))
    forms = ("a:north:2018 less a:north:2010", "a:south:2018 as multiple of a:north:2018", "p:north:2018, in millions",
             "count of a:*:2018 among districts above a:north:2018", "g:north:2018 per p:north:2018")
    french = ["3,0 points de pourcentage", "1,2 fois", "1,5 millions emplois", "1 sur 2 districts", "13,6 € par emploi"]
    welsh = ["3.0 pwynt canran", "1.2 gwaith", "1.5 miliwn emplois", "1 o 2 districts", "€13.6 fesul emploi"]
    for code, texts in (("fr", french), ("cy", welsh)):
        language = language_called(code)
        assert language
        with in_language(language):
            assert [shown(form, held) for form in forms] == texts
