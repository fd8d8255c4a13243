"""The status of a value: a value that is not there is refused with words, and what is said of one that is there is kept."""

from __future__ import annotations

import pytest

from goldenthread.analysis import working_of
from goldenthread.charts import drawing_from_options
from goldenthread.model import (
    STATUSES,
    WITH_VALUE,
    WITHOUT_VALUE,
    Dataset,
    MissingValue,
    Observation,
    Part,
    Quantity,
    Term,
    Unresolved,
    resolve,
    status_in_words,
    statuses_in,
)
from goldenthread.model.quantities import MeasuredPart, measure
from tests.books.records import dataset


def test_the_statuses_of_a_cell_are_parted_by_semicolons_whatever_their_case() -> None:
    assert statuses_in(" Provisional ;low  quality; ") == ("provisional", "low quality")
    assert statuses_in(" ; ") == ()
    assert set(STATUSES) == {*WITH_VALUE, *WITHOUT_VALUE}


def test_statuses_read_well_after_is() -> None:
    assert status_in_words(["provisional", "low quality"]) == "provisional and of low quality"
    assert status_in_words(["break in series"]) == "the first after a break in the series"


def _table() -> dict[str, object]:
    table = dataset("share", "north 2017 31.0, north 2018 33.0, south 2018 40.0",
                    missing={("west", "2018"): MissingValue("west", "2018", (), ("confidential",), 7)})
    row = table.rows["north", "2018"]
    marked = row._replace(status=("provisional",))
    rows = {key: marked if one is row else one for key, one in table.rows.items()}
    object.__setattr__(table, "rows", rows)
    object.__setattr__(table, "observations", tuple(rows.values()))
    return {"share": table}


def test_a_value_that_is_confidential_is_refused_with_that_word_and_not_as_unknown() -> None:
    with pytest.raises(Unresolved) as refused:
        resolve("share:north:2018 less share:west:2018", _table())  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.dataset) == ("value.missing", "share")
    assert refused.value.what == ("'share:west:2018': the publisher gives no value here: it is confidential "
                                  "(line 7 of evidence/data/share.csv).")
    assert refused.value.fix == "Name a row that has a value, or say in words that there is none."


def test_a_statistic_knows_the_areas_of_its_kind_that_have_no_value_at_its_time_and_in_its_dimensions() -> None:
    gaps = [MissingValue(area, period, (mode,), ("confidential",), line) for line, (area, period, mode) in enumerate(
        [("west", "2018", "rail"), ("west", "2018", "road"), ("west", "2017", "rail"), ("land", "2018", "rail"),
         ("east", "2018", "rail")], start=7)]
    table = dataset("share", "north 2018 rail 33.0, south 2018 rail 40.0",
                    missing={(one.area, one.period, *one.dimensions): one for one in gaps})
    statistic = Part(1, Term("share", ("*", "2018", "rail")), "mean", "districts")
    assert [one.line for one in measured(statistic, table).missing] == [7, 11]
    single = Part(1, Term("share", ("north", "2018", "rail")))
    assert measured(single, table).missing == ()


@pytest.mark.parametrize(("statistic", "is_row"), [
    ("highest", True), ("lowest", True), ("median", True), ("mean", False), ("sum", False), ("", True)])
def test_a_part_knows_whether_it_is_the_value_of_one_row(statistic: str, is_row: bool) -> None:
    # the mean of these, 2, is the value of a row by chance
    table = dataset("homes", "north 2018 1, south 2018 2, east 2018 3, west 2018 2", unit="homes", decimals=0)
    area = "*" if statistic else "north"
    part = Part(1, Term("homes", (area, "2018")), statistic, "districts" if statistic else "")
    assert measured(part, table).is_row is is_row


def measured(part: Part, table: Dataset) -> MeasuredPart:
    (found,) = measure(Quantity((part,)), {table.id: table}).parts
    return found


def test_a_provisional_value_is_said_to_be_so_in_the_working_and_another_is_not() -> None:
    told = working_of("share:north:2018 less share:south:2018", _table())  # type: ignore[arg-type]
    assert told.steps[0] == "North, 2018: the published value is provisional"
    assert [operand.label for operand in told.operands] == ["North, 2018 (provisional)", "South, 2018"]
    plain = working_of("share:south:2018 less share:north:2017", _table())  # type: ignore[arg-type]
    assert "provisional" not in plain.in_words


def test_a_chart_says_below_it_which_of_its_values_are_provisional_or_missing() -> None:
    table = _table()["share"]
    assert drawing_from_options(table, {"periods": "2018"}).notes == (  # type: ignore[arg-type]
        "Provisional: North 2018.", "Confidential: West 2018.")
    assert drawing_from_options(table, {"periods": "2018", "areas": "north, south"}).notes == (  # type: ignore[arg-type]
        "Provisional: North 2018.",)
    assert drawing_from_options(table, {"periods": "2017"}).notes == ()  # type: ignore[arg-type]


def test_a_row_without_a_status_is_as_it_was() -> None:
    assert Observation("north", "2018", (), 1, 2).status == ()  # type: ignore[arg-type]
