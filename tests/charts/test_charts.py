"""Charts: the same bytes each time, true to their values, and legible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree

import pytest

from goldenthread.charts import (
    CHART_KINDS,
    NARROW,
    WIDTH,
    ChartFault,
    Drawing,
    Series,
    draw,
    draw_for_page,
    for_paper,
    table_from,
)
from goldenthread.charts.text_layout import SIZE, text_width

MINUS = "\N{MINUS SIGN}"
NAMES = (
    "High Fell", "Northshire Dales", "North East Northshire", "Chesterton", "Boldover", "Amber Vale", "Erebrook",
    "Darby", "South Northshire", "Bassetford", "Mansford", "Ashford", "Newhurst and Sherford", "Gedford", "Broxford",
    "Northlingham", "Rushford",
)
Box = tuple[float, float, float, float]


def series(name: str, values: Sequence[str | None], first: int = 2010, **more: object) -> Series:
    """A series of yearly values, None for a year without one; its id is its name."""
    points = tuple((str(first + n), None if value is None else Decimal(value)) for n, value in enumerate(values))
    return Series(**{"id": name, "label": name, "points": points, **more})  # type: ignore[arg-type]


def drawing(kind: str, *all_series: Series, **more: object) -> Drawing:
    """A drawing with a title, in per cent."""
    given = {"title": "Share of something (%)", "unit": "%", "decimals": 1, "alt": "What it shows.", **more}
    return Drawing(kind=kind, series=all_series, **given)  # type: ignore[arg-type]


def seventeen(kind: str, **more: object) -> Drawing:
    """Seventeen areas over three years, with one comparator and one highlighted."""
    years = 3 if kind in ("line", "multiples") else 1
    own = [
        series(name, [str(20 + n), str(21 + n * 1.5), str(22 + n * 2)][-years:], tile=(n % 5, n // 5),
               panel=name if kind == "multiples" else "")
        for n, name in enumerate(NAMES)
    ]
    whole = series("The whole country", ["25", "26", "27"][-years:], comparator=True)
    return drawing(kind, *own, whole, highlight="Darby", **more)


def elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def words(svg: str) -> list[str]:
    return [element.text or "" for element in elements(svg, "text")]


def boxes(svg: str) -> list[tuple[str, Box]]:
    """Each text with the room it takes: left, top, right, bottom."""
    collected = []
    for element in elements(svg, "text"):
        text = element.text or ""
        width = text_width(text, bold=element.get("font-weight") == "600")
        x = float(element.get("x", "")) - width * {"end": 1.0, "middle": 0.5}.get(element.get("text-anchor", ""), 0.0)
        y = float(element.get("y", ""))
        collected.append((text, (x, y - 0.75 * SIZE, x + width, y + 0.25 * SIZE)))
    return collected


def assert_legible(svg: str, width: int = WIDTH) -> None:
    """No two texts touch, and none leaves the canvas."""
    height = float(ElementTree.fromstring(svg).get("height", ""))
    for text, (left, top, right, bottom) in boxes(svg):
        assert left >= -0.1 and top >= 0 and right <= width + 0.1 and bottom <= height, text
    for (one, a), (two, b) in combinations(boxes(svg), 2):
        assert a[2] <= b[0] + 0.1 or b[2] <= a[0] + 0.1 or a[3] <= b[1] + 0.1 or b[3] <= a[1] + 0.1, (one, two)


def bars(svg: str) -> list[tuple[float, float]]:
    """Left edge and width of each bar, from the top down."""
    return [(float(r.get("x", "")), float(r.get("width", ""))) for r in elements(svg, "rect")]


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_the_same_drawing_is_the_same_text(kind: str) -> None:
    assert draw(seventeen(kind)) == draw(seventeen(kind))


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_no_label_touches_another_among_seventeen_areas(kind: str) -> None:
    assert_legible(draw(seventeen(kind)))


@pytest.mark.parametrize("kind", CHART_KINDS)
@pytest.mark.parametrize("width", [NARROW, WIDTH])
def test_a_page_has_a_chart_of_each_width_whose_title_and_notes_are_its_own_text(kind: str, width: int) -> None:
    shown = seventeen(kind, notes=("Counted in April.",))
    svg, said = draw_for_page(shown, width)
    assert_legible(svg, width)
    assert (said[0], "Counted in April." in said) == (shown.title, True)
    assert not {shown.title, "Counted in April."} & set(words(svg))
    assert ElementTree.fromstring(svg).get("viewBox", "").split()[2] == str(width)
    # letters stay at least 12 pixels tall where a page of 320 pixels leaves 284 to a chart
    assert SIZE * 284 / NARROW >= 12


def test_millions_along_an_axis_are_a_letter_and_not_noughts() -> None:
    whole = draw(drawing("line", series("A", ["1000000", "3500000", "6000000"]), unit="people", decimals=0))
    assert {"0", "2m", "4m", "6m"} <= set(words(whole))
    half = draw(drawing("bar", series("A", ["1400000"]), series("B", ["400000"]), unit="£", decimals=0))
    assert {"£0", "£0.5m", "£1.0m"} <= set(words(half))
    assert "£1,400,000" in words(half), "a value keeps its digits"
    most = draw(drawing("line", series("A", ["500000000", "4000000000"]), unit="£", decimals=0))
    assert {"£0", "£2bn", "£4bn"} <= set(words(most))
    assert not [word for word in words(draw(drawing("line", series("A", ["100", "400000"]), unit="£"))) if word.endswith("m")]


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_a_drawing_is_one_named_picture_without_anything_that_leaks_into_the_page(kind: str) -> None:
    svg = draw(seventeen(kind, alt='Darby is "ahead" of <all> & sundry.'))
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Darby is "ahead" of <all> & sundry.')
    assert not re.search(r"<style|<script|\bid=|href|url\(|class=|@", svg)


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_on_paper_every_colour_is_a_plain_one(kind: str) -> None:
    svg = draw(seventeen(kind))
    paper = for_paper(svg)
    assert "var(--gt-ink, #1a1a1a)" in svg
    assert "var(" not in paper
    assert "fill:#1a1a1a" in paper
    assert words(paper) == words(svg)


def test_bars_stand_in_order_and_are_as_long_as_their_values() -> None:
    svg = draw(drawing("bar", series("A", ["10"]), series("B", ["40"]), series("C", ["20"])))
    (left, longest), (_, middle), (_, shortest) = bars(svg)
    assert [word for word in words(svg) if word in "ABC"] == ["B", "C", "A"]
    assert (middle / longest, shortest / longest) == pytest.approx((0.5, 0.25), abs=0.001)
    assert {x for x, _ in bars(svg)} == {left}


def test_bars_that_have_an_order_of_their_own_keep_it() -> None:
    ages = ["0 to 15", "16 to 64", "65 or over"]
    shown = drawing("bar", *(series(age, [value]) for age, value in zip(ages, "142", strict=True)), ordered=True)
    assert [word for word in words(draw(shown)) if word in ages] == ages


def test_negative_bars_go_left_from_zero() -> None:
    svg = draw(drawing("bar", series("Up", ["10"]), series("Down", ["-5"])))
    (up, up_width), (down, down_width) = bars(svg)
    assert down + down_width == pytest.approx(up, abs=0.1)
    assert up_width / down_width == pytest.approx(2, abs=0.01)
    assert f"{MINUS}5.0%" in words(svg)
    assert_legible(svg)


def test_a_bar_without_a_value_says_so_and_comes_last() -> None:
    svg = draw(drawing("bar", series("None", [None]), series("Some", ["-3"])))
    assert [w for w in words(svg) if w in ("None", "Some", "no data")] == ["Some", "None", "no data"]
    assert len(bars(svg)) == 1


@pytest.mark.parametrize("value", ["7", "-7", "0", "0.0004", "98765432109"])
@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_single_value_can_be_drawn(kind: str, value: str) -> None:
    svg = draw(drawing(kind, series("Alone", [value])))
    assert "Alone" in words(svg)
    assert_legible(svg)


def test_the_comparator_and_the_highlight_differ_by_more_than_colour() -> None:
    svg = draw(drawing("bar", series("A", ["3"]), series("B", ["2"]), series("All", ["1"], comparator=True), highlight="B"))
    fills = [re.search(r"fill:([^;]*)", r.get("style", "")) for r in elements(svg, "rect")]
    weights = {e.text: e.get("font-weight") for e in elements(svg, "text")}
    assert [bool(fill and fill[1] == "none") for fill in fills] == [False, False, True]
    assert (weights["B"], weights["A"], weights["All"]) == ("600", None, None)


def test_six_lines_that_end_together_have_labels_apart_and_in_their_order() -> None:
    lines = [series(f"Area {n}", ["10", str(20 + n / 10)]) for n in range(6)]
    svg = draw(drawing("line", *lines))
    tops = {text: box[1] for text, box in boxes(svg) if text.startswith("Area")}
    assert sorted(tops, key=lambda text: tops[text]) == [f"Area {n}" for n in reversed(range(6))]
    assert_legible(svg)


@pytest.mark.parametrize("width", [NARROW, WIDTH])
def test_lines_in_the_background_have_names_or_are_told_of(width: int) -> None:
    regions = [series(name, ["100", str(150 + n)]) for n, name in enumerate(NAMES[:9])]
    svg, _ = draw_for_page(drawing("line", *regions, highlight="Darby"), width)
    assert set(" ".join(words(svg)).split()) >= set(" ".join(NAMES[:9]).split())
    assert_legible(svg, width)
    crowd = [series(f"Area {n}", ["100", str(150 + n)]) for n in range(40)]
    shown = draw(drawing("line", *crowd, highlight="Area 3"))
    assert [word for word in words(shown) if word.startswith("Area")] == ["Area 3"]
    assert "The thin lines are 39 others" in " ".join(words(shown))


def test_stripes_are_explained() -> None:
    striped = draw(drawing("bar", series("A", ["2"]), series("All", ["3"], comparator=True)))
    assert "Striped bars are there to compare with." in words(striped)
    assert "Striped" not in draw(drawing("bar", series("A", ["2"])))


def test_a_map_fits_its_names_by_the_letters_that_are_drawn_and_says_where_it_does_not() -> None:
    names = ["Chesterfield", "Bolsover", "Ashfield", "Mansfield", "Gedling"]
    shown = drawing("tiles", *(series(name, [str(n)], tile=(n, 0)) for n, name in enumerate(names)))
    wide, _ = draw_for_page(shown, WIDTH)
    assert len(elements(wide, "rect")) > len(names), "tiles, and a legend below"
    narrow, _ = draw_for_page(shown, NARROW)
    assert ElementTree.fromstring(narrow).get("aria-label") == "What it shows. Drawn here as bars."


def test_a_missing_value_is_a_gap_in_the_line_and_a_lone_value_a_dot() -> None:
    svg = draw(drawing("line", series("A", ["1", "2", None, "4", "5", None, "7"])))
    way = next(p.get("d", "") for p in elements(svg, "path") if "stroke-width:2.5" in p.get("style", ""))
    assert (way.count("M"), way.count("L")) == (2, 2)
    assert len(elements(svg, "circle")) == 2


def test_lines_that_would_be_flat_begin_above_zero_and_say_so() -> None:
    high = draw(drawing("line", series("A", ["80", "82"])))
    low = draw(drawing("line", series("A", ["8", "82"])))
    assert "The scale begins at 80%, not at zero." in words(high)
    assert not any("not at zero" in word for word in words(low))


def test_years_stand_as_far_apart_as_they_are() -> None:
    uneven = Series(id="A", label="A", points=tuple((year, Decimal(5)) for year in ("2001", "2011", "2016")))
    svg = draw(drawing("line", uneven))
    places = {e.text: float(e.get("x", "")) for e in elements(svg, "text") if e.text in ("2001", "2011", "2016")}
    assert (places["2011"] - places["2001"]) / (places["2016"] - places["2011"]) == pytest.approx(2, abs=0.01)


def test_long_periods_are_thinned_out_until_they_fit() -> None:
    months = tuple((f"20{year}-{month:02}", Decimal(month)) for year in (17, 18, 19) for month in range(1, 13))
    svg = draw(drawing("line", Series(id="A", label="A", points=months)))
    assert "January 2017" in words(svg)
    assert "December 2019" in words(svg)
    assert_legible(svg)


@pytest.mark.parametrize("width", [NARROW, WIDTH])
@pytest.mark.parametrize("kind", ["bar", "line"])
def test_no_name_that_a_country_has_is_cut_on_any_page(kind: str, width: int) -> None:
    names = ("Leicestershire, Rutland and Northamptonshire", "Associate professional and technical occupations", "Oxfordshire")
    values = ["4", "5"] if kind == "line" else ["4"]
    svg, _said = draw_for_page(drawing(kind, *(series(name, values) for name in names), highlight=names[1]), width)
    assert [text for text in words(svg) if "…" in text] == []
    assert set(" ".join(names).split()) <= set(" ".join(words(svg)).split())
    assert_legible(svg, width)


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_very_long_names_are_broken_or_cut_but_never_overlap(kind: str) -> None:
    name = "The combined authority of the upper and lower reaches of the northern and southern river valleys"
    more = {"panel": name} if kind == "multiples" else {"tile": (0, 0)}
    over_time = ["4", "5"] if kind in ("line", "multiples") else ["4"]
    other = {"panel": "B"} if kind == "multiples" else {"tile": (3, 0)}
    word = series("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", over_time, **other)
    svg = draw(drawing(kind, series(name, over_time, **more), word, highlight=name))
    assert any(text.endswith("…") for text in words(svg))
    assert_legible(svg)


def test_panels_share_one_scale_and_print_their_last_value() -> None:
    svg = draw(drawing("multiples", series("A", ["10", "20"], panel="A"), series("B", ["1", None], panel="B")))
    assert "20.0% in 2011" in words(svg)
    assert "1.0% in 2010" in words(svg)
    assert [word for word in words(svg) if word in ("0%", "10%", "20%")] == ["0%", "10%", "20%"]


def test_a_tile_without_a_value_says_so_and_areas_off_the_map_are_told_below() -> None:
    tiles = [series("A", ["4"], tile=(0, 0)), series("B", [None], tile=(1, 0)), series("All", ["5"])]
    svg = draw(drawing("tiles", *tiles))
    assert words(svg).count("no data") == 2
    assert "For comparison: All 5.0%." in words(svg)


def test_the_table_holds_the_numbers_drawn_in_the_order_drawn() -> None:
    shown = drawing("bar", series("A", ["1.25"]), series("B", ["-2"]), series("C", [None]), series("D", ["9"]))
    assert table_from(shown) == (
        ("Area", "2010"), (("D", "9.0%"), ("A", "1.3%"), ("B", f"{MINUS}2.0%"), ("C", "no data")),
    )


def test_the_table_of_a_long_time_line_has_a_row_for_each_period() -> None:
    shown = drawing("line", series("A", ["1", None, "3"]), series("B", ["4", "5"]), unit="£ million", decimals=0)
    assert table_from(shown) == (
        ("Period", "A", "B"), (("2010", "1", "4"), ("2011", "no data", "5"), ("2012", "3", "no data")),
    )


def test_what_cannot_be_drawn_is_refused() -> None:
    for shown, message in (
        (drawing("pie"), "'pie' is not a kind of chart. Write one of bar, line, multiples, tiles."),
        (drawing("bar"), "The chart has no values to draw. Name areas and periods for which the dataset has rows."),
        (drawing("multiples", series("A", ["1"])), "No series has a panel to stand in. "
                                                   "Give each series the name of its panel."),
    ):
        with pytest.raises(ChartFault) as raised:
            draw(shown)
        assert str(raised.value) == message


def heights_of(count: int) -> tuple[int, float]:
    """How many panels stand side by side in a drawing of so many, and how tall it is."""
    names = [f"Place {number}" for number in range(count)]
    svg = draw(drawing("multiples", *(series(name, ["10", "20"], panel=name) for name in names)))
    rows = {re.search(r'y="([\d.]+)"[^>]*>' + name + "<", svg).group(1) for name in names}  # type: ignore[union-attr]
    height = re.search(r'<svg[^>]* height="([\d.]+)"', svg)
    assert height
    return -(-count // len(rows)), float(height.group(1))


def test_many_panels_stand_four_to_a_row_so_that_a_printed_page_has_room_for_them() -> None:
    assert heights_of(12)[0] == 3
    across, height = heights_of(17)
    assert across == 4
    assert height < 1000
