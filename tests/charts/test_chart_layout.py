"""What charts are laid out with: scales, classes, labels and colours."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise

import pytest

from goldenthread.charts.colours import (
    AXIS,
    CLASS_INKS,
    CLASSES,
    COLOURS,
    COMPARATOR,
    INK,
    LINES,
    MARK,
    QUIET,
    STRONG,
    Colour,
    colour_properties,
)
from goldenthread.charts.scales import TimeScale, line_ticks, nice_ticks
from goldenthread.charts.text_layout import broken, room_for_names, spread_apart, text_width, wrapped
from goldenthread.charts.tile_map import natural_breaks

PAGES = {"light": "#ffffff", "dark": "#131416"}
Triple = tuple[float, float, float]

# How people see who lack one kind of cone, after Machado, Oliveira and Fernandes (2009), and those who lack none.
SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def shade(colour: Colour, page: str) -> str:
    return colour.dark if page == "dark" else colour.light


def linear(text: str) -> Triple:
    parts = [int(text[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def contrast(one: str, two: str) -> float:
    """The contrast of the Web Content Accessibility Guidelines."""
    light = [sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True)) for each in (one, two)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def seen(text: str, sight: str) -> Triple:
    """A colour in CIE Lab as it looks to somebody."""
    rgb = linear(text)
    red, green, blue = (max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True))) for row in SIGHTS[sight])
    tristimulus = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in tristimulus)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("page", PAGES)
def test_words_have_a_contrast_of_four_and_a_half_and_marks_of_three(page: str) -> None:
    for colour in (INK, QUIET):
        assert contrast(shade(colour, page), PAGES[page]) >= 4.5, colour.name
    for colour in (MARK, STRONG, COMPARATOR, AXIS, *LINES):
        assert contrast(shade(colour, page), PAGES[page]) >= 3, colour.name
    for fill, ink in zip(CLASSES, CLASS_INKS, strict=True):
        assert contrast(shade(fill, page), shade(ink, page)) >= 4.5, fill.name


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_no_two_lines_look_alike_to_a_colour_blind_reader(page: str, sight: str) -> None:
    for one, two in combinations((*LINES, COMPARATOR), 2):
        a, b = seen(shade(one, page), sight), seen(shade(two, page), sight)
        assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 > 20, (one.name, two.name)


@pytest.mark.parametrize("page", PAGES)
def test_classes_and_the_highlight_differ_in_grey(page: str) -> None:
    greys = [seen(shade(colour, page), "all")[0] for colour in CLASSES]
    steps = [abs(one - two) for one, two in pairwise(greys)]
    assert greys in (sorted(greys), sorted(greys, reverse=True))
    assert min(steps) > 8
    assert abs(seen(shade(MARK, page), "all")[0] - seen(shade(STRONG, page), "all")[0]) > 20


def test_a_page_can_set_every_colour() -> None:
    assert len({colour.name for colour in COLOURS}) == len(COLOURS)
    assert colour_properties().splitlines()[0] == "--gt-ink: #1a1a1a;"
    assert colour_properties(dark=True).splitlines()[0] == "--gt-ink: #e8e8e8;"
    assert len(colour_properties(dark=True).splitlines()) == len(COLOURS)


def decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


def test_ticks_are_round_and_few() -> None:
    assert nice_ticks(Decimal(0), Decimal(27642)) == decimals("0", "10000", "20000", "30000")
    assert nice_ticks(Decimal(-3), Decimal(8)) == decimals("-5", "0", "5", "10")
    assert nice_ticks(Decimal("0.02"), Decimal("0.05")) == decimals("0.02", "0.03", "0.04", "0.05")
    assert nice_ticks(Decimal(0), Decimal(0)) == decimals("0", "0.5", "1")


def test_lines_begin_at_zero_unless_that_would_press_them_flat() -> None:
    assert line_ticks([Decimal(8), Decimal(82)])[0] == 0
    assert line_ticks([Decimal(80), Decimal(95)])[0] == 80
    assert line_ticks([Decimal(-80), Decimal(-95)]) == decimals("-100", "-50", "0")
    assert line_ticks([]) == decimals("0", "0.5", "1")


def test_the_first_and_the_last_period_are_always_labelled() -> None:
    years = TimeScale(periods=tuple(str(year) for year in range(2001, 2016)), start=0, end=300)
    assert [words for _, _, words in years.labels()] == ["2001", "2005", "2010", "2015"]
    narrow = TimeScale(periods=("2001", "2015"), start=0, end=40)
    assert narrow.labels() == [(40, "end", "2015")]


def test_classes_part_values_where_the_gaps_are_widest() -> None:
    values = decimals("1", "2", "2", "3", "21", "22", "40", "41", "43")
    assert natural_breaks(values, 3) == [decimals("1", "3"), decimals("21", "22"), decimals("40", "43")]
    assert natural_breaks(decimals("5", "5", "5")) == [decimals("5", "5")]
    assert natural_breaks(decimals("9", "1", "2")) == [decimals("1", "1"), decimals("2", "2"), decimals("9", "9")]
    assert natural_breaks([]) == []


def test_labels_move_no_further_than_they_must() -> None:
    assert spread_apart([10, 50], [20, 20], 0, 100) == [10, 50]
    assert spread_apart([50, 52], [20, 20], 0, 100) == [41, 61]
    assert spread_apart([99, 100], [20, 20], 0, 100) == [70, 90]
    assert spread_apart([], [], 0, 100) == []


def test_words_are_broken_at_the_width_and_cut_where_they_cannot_be() -> None:
    assert wrapped("North East Northshire", 120) == ("North East", "Northshire")
    assert wrapped("one two three four", 40, lines=2) == ("one", "tw…")
    assert wrapped("", 120) == ()
    assert all(text_width(line) <= 100 for line in wrapped("Llanfairpwllgwyngyllgogerychwyrndrobwll", 100))


def test_names_have_more_room_only_where_they_would_be_cut_and_it_saves_them() -> None:
    assert room_for_names({"North East": False}, 124, 156) == 124
    room = room_for_names({"Leicestershire, Rutland and Northamptonshire": False}, 124, 156)
    assert 124 < room <= 156
    assert "…" not in "".join(wrapped("Leicestershire, Rutland and Northamptonshire", room))
    assert room_for_names({"Llanfairpwllgwyngyllgogerychwyrndrobwll": False}, 124, 156) == 124


def test_a_word_that_is_too_wide_goes_on_behind_a_hyphen_and_nothing_is_cut() -> None:
    word = "Llanfairpwllgwyngyllgogerychwyrndrobwll"
    lines = broken(f"The station of {word} is small", 120)
    assert "".join(line.removesuffix("-") for line in lines).replace(" ", "") == f"Thestationof{word}issmall"
    assert all(text_width(line) <= 120 for line in lines)
    assert broken("", 120) == ()
