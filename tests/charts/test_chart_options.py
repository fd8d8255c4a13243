"""From an author's options to a drawing, and what is said when they do not fit the dataset."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.charts import CHART_KINDS, ChartFault, Drawing, draw, drawing_from, drawing_from_options, table_from
from goldenthread.model import Area, Dataset, Observation, Place, slug
from tests.books import records

PLACE = Place(file="evidence/data/output-2015.csv", line=2)
AREAS = {
    area.id: area
    for area in (
        Area(id="northton", name="Northton", code="E1", kind="district", tile=(0, 0)),
        Area(id="southton", name="Southton", code="E2", kind="district", tile=(0, 1)),
        Area(id="weston", name="Weston", code="E3", kind="district", tile=(1, 1)),
        Area(id="the-two", name="The Two", code="", kind="partnership"),
        Area(id="uk", name="United Kingdom", code="K1", kind="country"),
    )
}
ROWS = (
    "northton 2001 10", "northton 2002 12", "northton 2003 15", "southton 2001 20", "southton 2003 18",
    "the-two 2001 15", "the-two 2002 16", "the-two 2003 16.5", "uk 2001 40", "uk 2002 40", "uk 2003 44",
)
SECTORS = tuple(
    f"{area} {year} {value} {sector}"
    for area, factor in (("northton", 1), ("southton", 2))
    for year, growth in ((2001, 0), (2002, 1))
    for sector, value in (
        ("Industry_and_commercial", 5 * factor + growth), ("Transport", 3 * factor), ("Total", 8 * factor),
    )
)


def dataset(rows: tuple[str, ...] = ROWS, **more: object) -> Dataset:
    """A dataset of rows written as `area period value` and a word for each dimension."""
    observations = []
    for row in rows:
        area, period, value, *dimensions = row.split()
        observations.append(Observation(
            area=area, period=period, value=Decimal(value), line=1,
            dimensions=tuple(text.replace("_", " ") for text in dimensions),
        ))
    given = {
        "id": "output-2015", "title": "Output", "measure": "Output per resident", "unit": "£", "decimals": 1,
        "areas": AREAS, "publisher": "", "publication": "", "url": "", "released": "", "licence": "", "since": "",
        **more,
    }
    by_key = {(o.area, o.period, *map(slug, o.dimensions)): o for o in observations}
    return Dataset(observations=tuple(observations), rows=by_key, table_digest="", place=PLACE, **given)  # type: ignore[arg-type]


def chosen(kind: str, rows: tuple[str, ...] = ROWS, **options: str) -> Drawing:
    dimensions = ("sector",) if rows is SECTORS else ()
    return drawing_from(dataset(rows, dimensions=dimensions), kind=kind, alt="What it shows.", **options)


def fault(kind: str, rows: tuple[str, ...], options: dict[str, str]) -> str:
    with pytest.raises(ChartFault) as raised:
        chosen(kind, rows, **options)
    assert str(raised.value) == f"{raised.value.what} {raised.value.fix}"
    return str(raised.value)


def test_bars_show_the_latest_period_of_every_area_and_set_other_kinds_beside() -> None:
    shown = chosen("bar", areas="district, the-two, uk", highlight="the-two")
    assert shown.title == "Output per resident, 2003 (£)"
    assert [(each.id, each.comparator) for each in shown.series] == [
        ("northton", False), ("southton", False), ("the-two", True), ("uk", True),
    ]
    assert table_from(shown)[1][0] == ("United Kingdom", "£44.0")


def test_lines_show_every_period_and_leave_a_gap_where_there_is_no_row() -> None:
    shown = chosen("line", areas="southton, uk")
    assert shown.periods == ("2001", "2002", "2003")
    assert shown.series[0].points == (("2001", Decimal(20)), ("2002", None), ("2003", Decimal(18)))
    assert not any(each.comparator for each in shown.series)


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_every_kind_draws_one_period_or_several_and_can_be_drawn(kind: str) -> None:
    form = CHART_KINDS[kind]
    good, bad = ("2001-2003", "2001") if form.over_time else ("2001", "2001-2003")
    assert draw(chosen(kind, areas="district", periods=good)).startswith("<svg")
    several = f"A {form.words} shows one period, and '{bad}' names 3. "
    assert fault(kind, ROWS, {"periods": bad}).startswith("A chart over time needs two periods" if form.over_time else several)


def test_quarters_halves_and_weeks_are_periods_of_a_chart_in_order_of_time() -> None:
    table = records.dataset("a", "north 2018-Q3 4,north 2018-Q1 1,north 2018-Q2 2,north 2018-Q4 3,north 2019-Q1 5")
    drawing = drawing_from_options(table, {"kind": "line", "periods": "2018-Q2-2019-Q1", "areas": "north", "alt": "Words"})
    assert [period for period, _value in drawing.series[0].points] == ["2018-Q2", "2018-Q3", "2018-Q4", "2019-Q1"]
    assert all(words in draw(drawing) for words in ("Q2 2018", "Q1 2019"))
    weeks = records.dataset("b", "north 2018-W10 1,north 2018-W09 2,north 2018-H2 3")
    drawing = drawing_from_options(weeks, {"kind": "line", "areas": "north", "alt": "Words"})
    assert [period for period, _value in drawing.series[0].points] == ["2018-W09", "2018-W10", "2018-H2"]


def test_periods_can_be_a_range_or_a_list() -> None:
    assert chosen("line", areas="uk", periods="2002-2003").periods == ("2002", "2003")
    assert chosen("line", areas="uk", periods="2003, 2001").periods == ("2001", "2003")
    months = ("uk 2019-01 1", "uk 2019-02 2", "uk 2019-03 3", "uk 2014-04/2019-11 4")
    assert chosen("line", months, periods="2019-01-2019-02").periods == ("2019-01", "2019-02")
    interval = chosen("bar", months, periods="2014-04/2019-11")
    assert interval.title == "Output per resident, April 2014 to November 2019 (£)"


def test_an_index_makes_the_first_period_one_hundred() -> None:
    shown = chosen("line", areas="northton, uk", index="2001")
    assert shown.title == "Output per resident, 2001 to 2003 (2001 = 100)"
    assert table_from(shown)[1] == (("2001", "100.0", "100.0"), ("2002", "120.0", "100.0"), ("2003", "150.0", "110.0"))


def test_relative_values_are_shares_of_the_other_area_in_the_same_period() -> None:
    shown = chosen("line", areas="the-two, northton", relative="uk")
    assert shown.title == "Output per resident, 2001 to 2003 (% of United Kingdom)"
    assert table_from(shown)[1] == (("2001", "37.5%", "25.0%"), ("2002", "40.0%", "30.0%"), ("2003", "37.5%", "34.1%"))


def test_a_title_is_plain_english_where_a_card_explains_its_measure_and_has_dimensions() -> None:
    rows = ("uk 2001 5 Once_a_week cycling", "uk 2001 7 Once_a_month cycling")
    measure = "Adults who travel; 1 is the most active tenth"
    table = dataset(rows, dimensions=("how_often", "mode"), unit="adults", measure=measure)
    shown = drawing_from(table, kind="bar", alt="Words.", dimension="once-a-week, cycling")
    assert shown.title == ("Adults who travel, 2001. How often: Once a week; mode: cycling. 1 is the most active tenth")
    shown = drawing_from(table, kind="bar", alt="Words.", dimension="once-a-week, cycling", relative="uk")
    assert shown.title.startswith("Adults who travel, 2001 (% of United Kingdom). How often")


def test_a_dimension_is_fixed_or_spread() -> None:
    fixed = chosen("bar", SECTORS, dimension="transport")
    spread = chosen("bar", SECTORS, dimension="sector=*", areas="southton", highlight="transport")
    assert fixed.title == "Output per resident, 2002 (£). Sector: Transport"
    assert spread.title == "Output per resident, Southton, 2002 (£)"
    assert table_from(spread) == (
        ("Sector", "2002"), (("Total", "£16.0"), ("Industry and commercial", "£11.0"), ("Transport", "£6.0")),
    )
    assert [each.comparator for each in spread.series] == [False, False, True]


def test_panels_are_areas_or_the_values_of_the_dimension() -> None:
    areas = chosen("multiples", areas="district, uk", highlight="northton")
    sectors = chosen("multiples", SECTORS, dimension="*", highlight="transport")
    assert [each.panel for each in areas.series] == ["Northton", "Southton", ""]
    assert [(each.panel, each.label) for each in sectors.series][:2] == [
        ("Industry and commercial", "Northton"), ("Industry and commercial", "Southton"),
    ]
    assert (areas.highlight, sectors.highlight) == ("northton", "Transport")
    assert "Northton" in draw(sectors)


def test_steps_of_a_dimension_keep_their_own_order() -> None:
    rows = ("uk 2001 5 65_or_over", "uk 2001 1 0_to_15", "uk 2001 3 16_to_64", "uk 2001 9 Total")
    shown = drawing_from(dataset(rows, dimensions=("age_group",)), kind="bar", alt="Words.", dimension="*")
    assert [row[0] for row in table_from(shown)[1]] == ["0 to 15", "16 to 64", "65 or over", "Total"]
    assert table_from(shown)[0][0] == "Age group"


def test_a_tile_map_keeps_a_tile_for_an_area_without_a_row() -> None:
    shown = chosen("tiles", areas="district, uk")
    assert [(each.id, each.tile, each.last) for each in shown.series] == [
        ("northton", (0, 0), 15), ("southton", (0, 1), 18), ("weston", (1, 1), None), ("uk", None, 44),
    ]
    assert "no data" in draw(shown)


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("pie", {}, "'pie' is not a kind of chart. Write one of: bar, line, multiples, tiles."),
        ("lines", {}, "'lines' is not a kind of chart. Did you mean 'line'?"),
        ("bar", {"areas": "nortton"}, "output-2015 has no area 'nortton'. Did you mean 'northton'?"),
        ("bar", {"areas": "districts"}, "output-2015 has no area 'districts'. Did you mean 'district'?"),
        ("bar", {"areas": "weston"}, "output-2015 has no row for the area 'weston'. Write one of: "
                                     "northton, southton, the-two, uk, district, partnership, country."),
        ("bar", {"areas": "zzz"}, "output-2015 has no area 'zzz'. "
                                  "Write one of: northton, southton, the-two, uk, district, partnership, country."),
        ("bar", {"periods": "2030"}, "output-2015 has no period '2030'. Did you mean '2003'?"),
        ("line", {"periods": "2001-2071"}, "'2001-2071': output-2015 has no period '2071'. Did you mean '2001'?"),
        ("line", {"periods": "2003-2001"}, "'2003-2001' ends before it begins. Write '2001-2003'."),
        ("bar", {"periods": "2001-2003"}, "A bar chart shows one period, and '2001-2003' names 3. "
                                          "Name one, such as '2003', or write ':kind: line'."),
        ("line", {"periods": "2001"}, "A chart over time needs two periods or more, and this one has 1. "
                                      "Name more periods, or write ':kind: bar'."),
        ("bar", {"dimension": "transport"}, "output-2015 has no dimensions. Leave out ':dimension:'."),
        ("bar", {"highlight": "weston"}, "The chart does not show 'weston', its highlight. "
                                         "Write one of: northton, southton, the-two, uk."),
        ("line", {"index": "1999", "areas": "uk"}, "output-2015 has no period '1999'. "
                                                   "Write one of: 2001, 2002, 2003."),
        ("line", {"index": "2002", "areas": "southton"},
         "There is no value above or below zero for output-2015:southton:2002, so that it cannot be made 100. "
         "Choose another period for ':index:', or leave the area out."),
        ("bar", {"relative": "uck"}, "output-2015 has no area 'uck'. Did you mean 'uk'?"),
        ("line", {"relative": "uk", "index": "2001"},
         "':index:' and ':relative:' cannot stand in one chart. Keep one of them."),
        ("bar", {"areas": "southton", "periods": "2002"},
         "output-2015 has no value for these areas and periods. Choose others."),
        ("tiles", {"areas": "uk"}, "None of these areas has a tile on the map. "
                                   "Name areas that have a tile in evidence/areas.toml."),
    ],
)
def test_a_fault_says_what_is_the_case_and_what_to_write(kind: str, options: dict[str, str], message: str) -> None:
    assert fault(kind, ROWS, options) == message


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("bar", {}, "output-2015 has the dimension 'sector', and the chart does not say which value of it to show. "
                    "Write ':dimension: sector=industry-and-commercial', or ':dimension: sector=*' to show all."),
        ("bar", {"dimension": "trasport"}, "The dimension 'sector' of output-2015 has no value 'trasport'. "
                                           "Did you mean 'transport'?"),
        ("bar", {"dimension": "sectors=total"}, "output-2015 has no dimension 'sectors'. Did you mean 'sector'?"),
        ("bar", {"dimension": "total, transport"}, "'transport' is one value too many: output-2015 has 1 dimension. "
                                                   "Name one value each for: sector."),
        ("bar", {"dimension": "*"}, "'*' spreads a dimension of one area, and the chart names 2 areas. "
                                    "Name one area, or write ':kind: multiples'."),
        ("tiles", {"dimension": "*"}, "A tile map shows one value for each area. Name one value in place of '*'."),
    ],
)
def test_a_fault_about_a_dimension_says_so_too(kind: str, options: dict[str, str], message: str) -> None:
    assert fault(kind, SECTORS, options) == message


def test_more_lines_than_can_be_told_apart_need_a_highlight() -> None:
    areas = {f"a{n}": Area(id=f"a{n}", name=f"A{n}", code="", kind="district") for n in range(9)}
    many = dataset(tuple(f"a{n} {year} {n}" for n in range(9) for year in (2001, 2002)), areas=areas)
    with pytest.raises(ChartFault) as raised:
        drawing_from(many, kind="line", alt="Words.")
    assert str(raised.value) == (
        "9 lines cannot be told apart. Name at most 7 areas, name one with ':highlight:', or write ':kind: multiples'."
    )
    assert "A3" in draw(drawing_from(many, kind="line", alt="Words.", highlight="a3"))


def test_kinds_of_areas_that_are_as_frequent_are_set_beside_nothing() -> None:
    kinds = {"a": "city", "b": "city", "c": "county", "d": "county", "e": "country"}
    areas = {name: Area(id=name, name=name.upper(), code="", kind=kind) for name, kind in kinds.items()}
    shown = drawing_from(dataset(tuple(f"{name} 2001 3" for name in kinds), areas=areas), kind="bar", alt="Words.")
    assert [each.id for each in shown.series if each.comparator] == ["e"]
