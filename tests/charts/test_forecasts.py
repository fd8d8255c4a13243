"""What was not measured does not look as if it had been: its line is dotted, its bar is hollow, and a note says so."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from goldenthread.charts import draw
from goldenthread.charts.selection import drawing_from_options
from goldenthread.model import Dataset, Observation
from tests.books.records import dataset

ROWS = "north 2014 10, north 2016 12, north 2018 14, north 2030 20, south 2014 9, south 2016 9, south 2018 8, south 2030 7"
SVG = "{http://www.w3.org/2000/svg}"


def table(released: str = "2017-02") -> Dataset:
    return dataset("homes", ROWS, released=released)


def flagged(*periods: str) -> Dataset:
    """A table that was released after all of its periods, in which the publisher says what is a forecast."""
    made = table("2031")
    rows = {key: replace_status(row) if row.period in periods else row for key, row in made.rows.items()}
    return replace(made, rows=rows, observations=tuple(rows.values()))


def replace_status(row: Observation) -> Observation:
    return row._replace(status=("forecast",))


def dashes(made: Dataset, kind: str) -> set[str]:
    svg = draw(drawing_from_options(made, {"kind": kind, "alt": "It rises."}))
    return set(re.findall(r"stroke-dasharray:([\d. ]+)", svg))


@pytest.mark.parametrize("kind", ["line", "multiples"])
def test_a_line_is_dotted_to_the_periods_after_the_release(kind: str) -> None:
    assert "2 5" in dashes(table(), kind) and "2 5" not in dashes(table("2031"), kind)
    assert "2 5" in dashes(flagged("2030"), kind)


def test_a_bar_of_a_forecast_is_hollow() -> None:
    def filled(made: Dataset, periods: str) -> int:
        svg = ElementTree.fromstring(draw(drawing_from_options(made, {"kind": "bar", "alt": "It rises.", "periods": periods})))
        return sum("fill:none" not in str(one.get("style")) for one in svg.iter(f"{SVG}rect"))

    assert filled(table(), "2016") - filled(table(), "2030") == 2


def test_the_note_names_what_was_not_measured() -> None:
    notes = drawing_from_options(table(), {"kind": "line", "alt": "It rises."}).notes
    assert notes == ("Forecast: 2018, 2030.",)
    assert drawing_from_options(table("2031"), {"kind": "line", "alt": "It rises."}).notes == ()
    assert drawing_from_options(flagged("2030"), {"kind": "line", "alt": "It rises."}).notes == (
        "Forecast: North 2030, South 2030.",)
