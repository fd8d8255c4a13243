"""Every form of a number against the same sum in plain Python: exact fractions, rounded once, half away from zero."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goldenthread.model import Dataset, Unresolved, resolve, work_out
from tests.books.records import dataset, datasets

AREAS = ("north", "south", "east", "west")
AMOUNTS = st.decimals(min_value=-10_000, max_value=10_000, places=2)
HEADS = st.integers(min_value=1, max_value=10_000_000)
Values = dict[str, Fraction]


def away(number: Fraction, decimals: int) -> str:
    """A number in plain digits, halves away from zero."""
    whole = int(abs(number) * 10 ** decimals + Fraction(1, 2))
    sign = "-" if number < 0 and whole else ""
    digits = f"{whole:0{decimals + 1}d}"
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def digits_of(text: str) -> str:
    """The digits of a number as it was printed, with its sign."""
    return "".join(sign for sign in text.replace("\N{MINUS SIGN}", "-") if sign in "-.0123456789")


def tables(before: list[Decimal], after: list[Decimal], heads: list[int]) -> tuple[dict[str, Dataset], Values]:
    rows = [f"{area} {year} {number}" for year, own in (("2010", before), ("2018", after)) for area,
     number in zip(AREAS, own, strict=True)]
    people = [f"{area} 2018 {number}" for area, number in zip(AREAS, heads, strict=True)]
    values = {f"{area}{year}": Fraction(number) for year, own in (("10", before), ("18", after))
              for area, number in zip(AREAS, own, strict=True)}
    values |= {f"people-{area}": Fraction(number) for area, number in zip(AREAS, heads, strict=True)}
    return datasets(dataset("a", ",".join(rows), unit="£ million", decimals=2),
                    dataset("p", ",".join(people), unit="thousand people", decimals=0)), values


def latest(values: Values) -> list[Fraction]:
    return [values[f"{area}18"] for area in AREAS]


N10, N18, S18 = "a:north:2010", "a:north:2018", "a:south:2018"
EACH = "a:*:2018 among districts"
FORMS: dict[str, tuple[Callable[[Values], Fraction], int]] = {
    f"{N18}": (lambda v: v["north18"], 2),
    f"{N18} plus {S18} less {N10}": (lambda v: v["north18"] + v["south18"] - v["north10"], 2),
    f"{N18} as % of {S18}": (lambda v: v["north18"] / v["south18"] * 100, 1),
    f"{N18} as multiple of {S18}, 3 decimals": (lambda v: v["north18"] / v["south18"], 3),
    f"{N18} less {S18} as % of {N10} plus {S18}, 0 decimals":
        (lambda v: (v["north18"] - v["south18"]) / (v["north10"] + v["south18"]) * 100, 0),
    f"gap between {N18} and {S18}": (lambda v: abs(v["north18"] - v["south18"]), 2),
    f"{N18} per p:north:2018, 2 decimals": (lambda v: v["north18"] * 1000 / v["people-north"], 2),
    f"{N18} plus {S18} per 1000 p:north:2018 plus p:south:2018, 0 decimals":
        (lambda v: (v["north18"] + v["south18"]) * 1_000_000 / (v["people-north"] + v["people-south"]), 0),
    f"{N18} per p:north:2018 as % of {S18} per p:south:2018":
        (lambda v: v["north18"] / v["people-north"] / (v["south18"] / v["people-south"]) * 100, 1),
    f"sum of {EACH}": (lambda v: sum(latest(v), Fraction(0)), 2),
    f"mean of {EACH}": (lambda v: sum(latest(v), Fraction(0)) / 4, 2),
    f"median of {EACH}, 3 decimals": (lambda v: median(latest(v)), 3),
    f"highest of {EACH}": (lambda v: max(latest(v)), 2),
    f"lowest of {EACH}": (lambda v: min(latest(v)), 2),
    f"{N18} less mean of {EACH}, 1 decimal": (lambda v: v["north18"] - sum(latest(v), Fraction(0)) / 4, 1),
    f"{N18} as % of sum of {EACH}": (lambda v: v["north18"] / sum(latest(v), Fraction(0)) * 100, 1),
    f"count of {EACH} above {N10}, no unit": (lambda v: Fraction(sum(one > v["north10"] for one in latest(v))), 0),
    f"count of {EACH} below {N10}, no unit": (lambda v: Fraction(sum(one < v["north10"] for one in latest(v))), 0),
}


@pytest.mark.parametrize("form", FORMS)
@given(before=st.lists(AMOUNTS, min_size=4, max_size=4), after=st.lists(AMOUNTS, min_size=4, max_size=4),
       heads=st.lists(HEADS, min_size=4, max_size=4))
@settings(max_examples=20, deadline=None)
def test_a_form_comes_to_what_plain_python_says(form: str, before: list[Decimal], after: list[Decimal], heads: list[int]) -> None:
    held, values = tables(before, after, heads)
    work, decimals = FORMS[form]
    try:
        due: Fraction | None = work(values)
    except ZeroDivisionError:
        due = None
    # a median between two rows may be shown with more decimals than they have, one that is a row may not
    assume("median" not in form or (due is not None and due not in latest(values)))
    try:
        text = resolve(form, held).text.partition(" per ")[0].partition("\N{NO-BREAK SPACE}")[0]
    except Unresolved as fault:
        assert fault.code == ("value.zero" if due is None else "value.rounding")
        assert due is None or (due and not Decimal(away(due, decimals)))
    else:
        assert due is not None
        assert digits_of(text) == away(due, decimals)


CHANGES: dict[str, tuple[Callable[[Fraction, Fraction], Fraction], int]] = {
    "{} from {a} to {b}": (lambda old, new: abs(new - old) / old * 100, 1),
    "{} from {a} to {b} in points": (lambda old, new: abs(new - old), 2),
    "{} from {a} to {b} with %": (lambda old, new: abs(new - old), 2),
    "annual {} from {a} to {b} in points, 3 decimals": (lambda old, new: abs(new - old) / 8, 3),
}


@pytest.mark.parametrize("form", CHANGES)
@given(old=st.decimals(min_value="0.01", max_value=10_000, places=2), new=st.decimals(min_value=-100, max_value=10_000, places=2))
@settings(max_examples=20, deadline=None)
def test_a_change_comes_to_what_plain_python_says_and_only_in_its_own_direction(form: str, old: Decimal, new: Decimal) -> None:
    held = datasets(dataset("a", f"north 2010 {old}, north 2018 {new}", unit="homes", decimals=2))
    work, decimals = CHANGES[form]
    due = work(Fraction(old), Fraction(new))
    own, other = ("rise", "fall") if new >= old else ("fall", "rise")
    ends = {"a": "a:north:2010", "b": "a:north:2018"}
    try:
        text = resolve(form.format(own, **ends), held).text
    except Unresolved as fault:
        assert fault.code == "value.rounding" and due and not Decimal(away(due, decimals))
    else:
        number, _, percent = text.partition(" (") if "with" in form else (text, "", "")
        assert digits_of(number) == away(due, decimals)
        assert not percent or digits_of(percent) == away(abs(Fraction(new) - Fraction(old)) / Fraction(old) * 100, 1)
    if new != old:
        with pytest.raises(Unresolved) as raised:
            resolve(form.format(other, **ends), held)
        assert raised.value.code == "value.direction"


@given(start=st.integers(1, 100_000), end=st.integers(0, 100_000), years=st.integers(1, 60))
@settings(max_examples=50, deadline=None)
def test_growth_a_year_made_again_each_year_leads_from_the_start_to_the_end(start: int, end: int, years: int) -> None:
    held = datasets(dataset("a", f"north 1950 {start}, north {1950 + years} {end}", unit="homes", decimals=0))
    word = "rise" if end >= start else "fall"
    try:
        value = resolve(f"annual {word} from a:north:1950 to a:north:{1950 + years}, 9 decimals", held)
    except Unresolved as fault:  # a growth of less than a thousand millionth of a per cent
        assert fault.code == "value.rounding" and end
        return
    with localcontext() as context:
        context.prec = 40
        growth = (-value.number if word == "fall" else value.number) / 100
        assert abs(start * (1 + growth) ** years - end) < Decimal("1e-15") * max(start, end, 1) * years


@given(base=st.integers(1, 40), growth=st.integers(1, 60), years=st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_a_growth_without_a_remainder_is_exact(base: int, growth: int, years: int) -> None:
    start, end = base * 100 ** years, base * (100 + growth) ** years
    assume(len(str(end)) < 15)
    held = datasets(dataset("a", f"north 2000 {start}, north {2000 + years} {end}", unit="homes", decimals=0))
    assert resolve(f"annual rise from a:north:2000 to a:north:{2000 + years}", held).number == growth


def test_any_other_growth_has_28_digits_and_is_told_with_its_months() -> None:
    held = datasets(dataset("a", "north 2000 1, north 2010 2", unit="homes", decimals=0))
    worked = work_out("annual rise from a:north:2000 to a:north:2010", held)
    assert (worked.result.number, worked.months) == (Decimal("7.177346253629316421300632502"), 120)
    for text in ("rise from a:north:2000 to a:north:2010", "a:north:2010"):
        assert work_out(text, held).months == 0


def test_a_growth_to_the_hundredfold_each_year_is_exact_too() -> None:
    held = datasets(dataset("a", "north 2000 1, north 2003 1000000", unit="homes", decimals=0))
    assert resolve("annual rise from a:north:2000 to a:north:2003", held).number == 9900


@given(number=st.decimals(min_value=-10**9, max_value=10**9, places=3),
 step=st.sampled_from([5, 10, 25, 50, 100, 250, 500, 1000, 25000]))
@settings(max_examples=50, deadline=None)
def test_the_nearest_multiple_is_the_one_that_plain_python_finds(number: Decimal, step: int) -> None:
    held = datasets(dataset("a", f"north 2018 {number}", unit="", decimals=3))
    due = Decimal(away(Fraction(number) / step, 0)) * step
    if number and not due:
        with pytest.raises(Unresolved):
            resolve(f"a:north:2018, nearest {step}", held)
    else:
        assert Decimal(digits_of(resolve(f"a:north:2018, nearest {step}", held).text)) == due


@given(number=st.decimals(min_value=-10**9, max_value=10**9, places=6), figures=st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_so_many_figures_are_those_of_the_scientific_form(number: Decimal, figures: int) -> None:
    assume(number)
    held = datasets(dataset("a", f"north 2018 {number}, south 2018 1", unit="", decimals=6))
    exponent = number.adjusted()
    due = Decimal(away(Fraction(number).limit_denominator(10**6) / Fraction(10) ** (exponent - figures + 1),
     0)).scaleb(exponent - figures + 1)
    plural = "s" if figures > 1 else ""
    value = resolve(f"a:north:2018 as multiple of a:south:2018, {figures} significant figure{plural}, no unit", held)
    assert Decimal(digits_of(value.text)) == due
