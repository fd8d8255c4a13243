"""The path of a number: what each kind of expression comes to, and the words in which a sentence says it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.model import Area, Dataset, Unresolved, datasets_of, ordinal, resolve
from tests.books.records import dataset, datasets

MINUS, NBSP = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def tables() -> dict[str, Dataset]:
    return datasets(
        dataset("share", "north 2017 30.0, north 2018 33.0, south 2018 40.0, land 2018 39.2, east 2018 33.0, west 2018 0"),
        dataset("later", "north 2019 36.3", publisher="Bureau"),
        dataset("pay", "north 2018 1500, south 2018 2500, land 2018 -2500", unit="£ million", decimals=0),
        dataset("euro", "north 2018 1468.25", unit="€ million", decimals=0),
        dataset("dollar", "north 2018 1500000", unit="$", decimals=0),
        dataset("wage", "north 2018 21500", unit="£ per head", decimals=0),
        dataset("freight", "north 2018 5250", unit="thousand tonnes", decimals=0),
        dataset("people", "north 2008 2000000, north 2018 2207511, east 2018 2207512, south 2018 1500, south 2019 500",
                unit="people", decimals=0),
        dataset("fine", "north 2018 0.125, south 2018 0.375, land 2018 -0.125", unit="tonnes", decimals=2),
        dataset("place", "north 2018 1, south 2018 13, land 2018 22", unit="", decimals=0),
        dataset("balance", "north 2017 -10, north 2018 -5, south 2018 5", unit="jobs", decimals=0),
        dataset("sector", "north 2018 roads 10.5, north 2018 rail 4.5", unit="£ million", decimals=1),
    )


def words(expression: str, tables: dict[str, Dataset]) -> str:
    return resolve(expression, tables).text.replace(NBSP, " ")


@pytest.mark.parametrize(("expression", "text"), [
    # one value, and sums
    ("share:north:2018", "33.0%"),
    ("sector:north:2018:rail", "£4.5 million"),
    ("pay:north:2018 plus pay:south:2018", "£4,000 million"),
    ("pay:north:2018 less pay:south:2018", f"{MINUS}£1,000 million"),
    ("pay:south:2018 less pay:north:2018 plus pay:land:2018", f"{MINUS}£1,500 million"),
    ("share:south:2018 less share:north:2018", "7.0 percentage points"),
    ("share:south:2018 plus share:north:2018", "73.0%"),
    ("pay:south:2018 less pay:north:2018", "£1,000 million"),
    # a half is rounded away from zero
    ("fine:north:2018", "0.13 tonnes"), ("fine:south:2018", "0.38 tonnes"), ("fine:land:2018", f"{MINUS}0.13 tonnes"),
    ("fine:north:2018, 1 decimal", "0.1 tonnes"), ("fine:south:2018, 1 decimal", "0.4 tonnes"),
    # proportions
    ("share:north:2018 as % of share:south:2018", "82.5%"),
    ("pay:north:2018 as % of pay:south:2018 less pay:north:2018", "150.0%"),
    ("pay:north:2018 plus pay:south:2018 as % of pay:south:2018", "160.0%"),
    ("pay:south:2018 less pay:north:2018 as % of pay:south:2018", "40.0%"),
    ("pay:south:2018 as multiple of pay:north:2018", "1.7 times"),
    ("pay:south:2018 as multiple of pay:south:2018 less pay:north:2018", "2.5 times"),
    ("pay:north:2018 less pay:south:2018 as multiple of pay:north:2018", f"{MINUS}0.7 times"),
    # changes
    ("rise from share:north:2017 to share:north:2018", "10.0%"),
    ("fall from share:south:2018 to share:north:2018", "17.5%"),
    ("rise from pay:north:2018 to pay:south:2018", "66.7%"),
    ("rise from people:north:2018 to people:east:2018, 5 decimals", "0.00005%"),
    ("rise from share:north:2018 to share:east:2018", "0.0%"),
    ("fall from share:north:2018 to share:east:2018", "0.0%"),
    ("rise from pay:south:2018 less pay:north:2018 to pay:south:2018 plus pay:north:2018", "300.0%"),
    # changes in points, of shares and of all else, whatever they start from
    ("rise from share:north:2017 to share:north:2018 in points", "3.0 percentage points"),
    ("fall from share:south:2018 to share:north:2018 in points", "7.0 percentage points"),
    ("fall from share:south:2018 to share:north:2018 in points, 0 decimals", "7 percentage points"),
    ("fall from share:south:2018 to share:north:2018 in points, no unit", "7.0"),
    ("rise from share:west:2018 to share:north:2018 in points", "33.0 percentage points"),
    ("rise from share:north:2018 to share:east:2018 in points", "0.0 percentage points"),
    ("fall from share:north:2018 to share:east:2018 in points", "0.0 percentage points"),
    ("rise from pay:north:2018 to pay:south:2018 in points", "£1,000 million"),
    ("rise from pay:north:2018 to pay:south:2018 in points, in billions", "£1.0 billion"),
    ("fall from pay:south:2018 to pay:land:2018 in points", "£5,000 million"),
    ("rise from balance:north:2017 to balance:south:2018 in points", "15 jobs"),
    ("rise from people:south:2019 plus people:south:2018 to people:north:2018 less people:south:2019 in points",
     "2,205,011 people"),
    # ranks
    ("rank of share:south:2018 among districts", "1st"),
    ("rank of share:north:2018 among district", "2nd"),
    ("rank of share:east:2018 among districts", "2nd"),
    ("rank of share:west:2018 among districts", "4th"),
    ("rank of share:north:2018 among districts from lowest", "2nd"),
    ("rank of share:south:2018 among districts from lowest", "4th"),
    ("rank of share:south:2018 among districts from lowest, no unit", "4th"),
    ("rank of share:land:2018 among districts", "2nd"),
    # options
    ("fine:north:2018, 3 decimals", "0.125 tonnes"),
    ("share:north:2018, no unit", "33.0"), ("share:north:2018, 0 decimals", "33%"),
    ("people:north:2018, nearest 1000", "2,208,000 people"), ("people:north:2018, nearest 10", "2,207,510 people"),
    ("people:south:2019, nearest 1000", "1,000 people"), ("people:south:2018, nearest 1000", "2,000 people"),
    ("euro:north:2018, nearest 10", "€1,470 million"), ("euro:north:2018, 2 decimals", "€1,468.25 million"),
    ("euro:north:2018 plus euro:north:2018, 1 decimal", "€2,936.5 million"),
    ("place:north:2018, ordinal", "1st"), ("place:south:2018, ordinal", "13th"), ("place:land:2018, ordinal", "22nd"),
    # scales, from none, from a smaller and from a larger one
    ("people:north:2018, in millions", "2.2 million people"), ("people:south:2018, in thousands", "1.5 thousand people"),
    ("people:north:2018, in millions, 2 decimals", "2.21 million people"),
    ("people:north:2018, in millions, no unit", "2.2"),
    ("pay:south:2018, in billions", "£2.5 billion"), ("pay:land:2018, in billions", f"{MINUS}£2.5 billion"),
    # no more decimals than the table has
    ("pay:north:2018, in millions", "£1,500 million"), ("pay:north:2018, in thousands", "£1,500,000 thousand"),
    ("euro:north:2018, in millions", "€1,468.3 million"), ("sector:north:2018:rail, in thousands", "£4,500 thousand"),
    ("sector:north:2018:rail, in thousands, 0 decimals", "£4,500 thousand"),
    ("people:north:2018, in millions, 6 decimals", "2.207511 million people"),
    ("euro:north:2018, in billions, 5 decimals", "€1.46825 billion"),
    ("people:north:2018 as multiple of people:south:2018, in thousands", "1.5 thousand times"),
    ("people:north:2018 as multiple of people:south:2018, 4 decimals", "1,471.6740 times"),
    ("share:north:2018 as % of share:south:2018, 3 decimals", "82.500%"),
    ("euro:north:2018, in billions", "€1.5 billion"), ("dollar:north:2018, in millions", "$1.5 million"),
    # rounded before it is scaled, in the unit of the table, with just the decimals that this leaves
    ("pay:north:2018, in billions, nearest 100", "£1.5 billion"), ("pay:north:2018, nearest 10, in billions", "£1.50 billion"),
    ("pay:north:2018, nearest 1000, in millions", "£2,000 million"),
    ("pay:north:2018, nearest 10, in thousands", "£1,500,000 thousand"),
    ("people:north:2018, in millions, nearest 100000", "2.2 million people"),
    ("people:north:2018, in millions, nearest 1000000", "2 million people"),
    ("people:north:2018, in thousands, nearest 10000", "2,210 thousand people"),
    ("people:south:2018, in thousands, nearest 1000", "2 thousand people"),
    ("people:south:2018, in millions, nearest 1000", "0.002 million people"),
    ("place:land:2018, in thousands, 3 decimals", "0.022 thousand"),
])
def test_an_expression_comes_to_words(expression: str, text: str, tables: dict[str, Dataset]) -> None:
    assert words(expression, tables) == text


@pytest.mark.parametrize(("number", "text"), [
    (1, "1st"), (2, "2nd"), (3, "3rd"), *((number, f"{number}th") for number in range(4, 21)),
    (21, "21st"), (22, "22nd"), (23, "23rd"), (24, "24th"),
    (100, "100th"), (101, "101st"),
    (1000, "1,000th"), (32844, "32,844th"), (110, "110th"), (111, "111th"), (112, "112th"), (113, "113th"),
    (120, "120th"), (121, "121st"), (203, "203rd"),
])
def test_a_place_in_an_order_has_its_ending(number: int, text: str) -> None:
    assert words("place:north:2018, ordinal", datasets(dataset("place", f"north 2018 {number}", unit=""))) == text


def test_the_ordinal_of_nothing_is_no_other() -> None:
    assert ordinal(0) == "0th"


@pytest.mark.parametrize(("expression", "number", "unit", "decimals"), [
    ("share:south:2018 less share:north:2018", "7.0", "percentage points", 1),
    ("pay:north:2018 plus pay:south:2018", "4000", "£ million", 0),
    ("euro:north:2018, in billions", "1468.25", "€ million", 0),
    ("pay:south:2018 as multiple of pay:north:2018 plus pay:south:2018", "0.625", "times", 1),
    ("share:west:2018 as % of share:south:2018", "0", "%", 1),
    ("fall from share:south:2018 to share:north:2018", "17.5", "%", 1),
    ("rank of share:north:2018 among districts", "2", "", 0),
])
def test_a_value_keeps_the_number_as_it_was_before_it_was_shown(
    expression: str, number: str, unit: str, decimals: int, tables: dict[str, Dataset]
) -> None:
    value = resolve(expression, tables)
    assert (value.number, value.unit, value.decimals) == (Decimal(number), unit, decimals)


def test_a_sum_has_the_decimals_of_its_finest_table() -> None:
    two = datasets(dataset("whole", "north 2018 1", decimals=0), dataset("finer", "north 2018 0.25", decimals=2))
    assert words("whole:north:2018 plus finer:north:2018", two) == "1.25%"
    assert words("finer:north:2018 plus whole:north:2018", two) == "1.25%"


def test_a_value_says_from_whom_and_when_it_is_once_each(tables: dict[str, Dataset]) -> None:
    value = resolve("rise from share:north:2017 plus share:north:2018 to later:north:2019 plus share:south:2018", tables)
    assert value.source == "Office and Bureau, 2017 and 2018 and 2019"
    assert value.datasets == ("share", "later")
    assert [(one.area, one.period, one.line) for one in value.observations] == [
        ("north", "2017", 2), ("north", "2018", 3), ("north", "2019", 2), ("south", "2018", 4)]
    assert datasets_of("share:north:2017 less later:north:2019", tables) == ("share", "later")
    assert resolve("rank of share:north:2018 among districts", tables).source == "Office, 2018"
    months = datasets(dataset("month", "north 2019-03 1"))
    assert resolve("month:north:2019-03", months).source == "Office, March 2019"


def refusal(expression: str, tables: dict[str, Dataset]) -> tuple[str, str, str]:
    with pytest.raises(Unresolved) as raised:
        resolve(expression, tables)
    with pytest.raises(Unresolved) as again:
        datasets_of(expression, tables)
    assert (again.value.code, again.value.what) == (raised.value.code, raised.value.what)
    return raised.value.code, raised.value.what, raised.value.fix


def test_a_dataset_that_is_not_there_is_refused(tables: dict[str, Dataset]) -> None:
    assert refusal("shares:north:2018", tables) == (
        "value.unknown", "'shares:north:2018': there is no dataset 'shares'.",
        "Name a table of evidence/data. Did you mean 'share'?")


@pytest.mark.parametrize(("term", "parts", "needed", "wanted"), [
    ("share:north:2018:men", 4, 3, "share:area:period"),
    ("sector:north:2018", 3, 4, "sector:area:period:dimension 1"),
    ("sector:north:2018:roads:north", 5, 4, "sector:area:period:dimension 1"),
])
def test_a_term_of_too_few_or_too_many_parts_is_refused(
    term: str, parts: int, needed: int, wanted: str, tables: dict[str, Dataset]
) -> None:
    assert refusal(term, tables) == (
        "value.grammar", f"'{term}' has {parts} parts; this dataset needs {needed}.", f"Write {wanted}.")


def test_a_row_that_is_not_there_is_refused(tables: dict[str, Dataset]) -> None:
    assert refusal("share:nort:2018", tables) == (
        "value.unknown", "'share:nort:2018': evidence/data/share.csv has no row for nort:2018.",
        "Name a row that is there. Did you mean 'north:2018'?")


@pytest.mark.parametrize("expression", [
    "share:north:2018 plus pay:north:2018", "share:north:2018 less pay:north:2018", "share:north:2018 as % of pay:north:2018",
    "share:north:2018 as multiple of pay:north:2018", "rise from share:north:2018 to pay:north:2018",
    "fall from share:north:2018 to pay:north:2018",
])
def test_values_of_different_units_are_refused_however_they_are_joined(expression: str, tables: dict[str, Dataset]) -> None:
    assert refusal(expression, tables) == (
        "value.unit", "The values are in different units: '%' and '£ million'.", "Take values of one unit.")


def test_units_and_kinds_are_told_in_alphabetical_order() -> None:
    units = [dataset(name, "north 2018 1", unit=name) for name in "hfbdagce"]
    refused = refusal(" plus ".join(f"{one.id}:north:2018" for one in units), datasets(*units))[1]
    assert refused == "The values are in different units: 'a' and 'b' and 'c' and 'd' and 'e' and 'f' and 'g' and 'h'."
    areas = {name: Area(id=name, name=name, code=name, kind=name) for name in "hfbdagce"}
    table = dataset("a", ", ".join(f"{name} 2018 1" for name in areas), areas=areas)
    assert refusal("rank of a:h:2018 among z", datasets(table))[2] == "Name one of: a, b, c, d, e, f, g, h."


@pytest.mark.parametrize("expression", [
    "share:north:2018 as % of share:west:2018", "share:north:2018 as multiple of share:west:2018",
    "share:north:2018 as % of share:north:2018 less share:east:2018",
])
def test_nothing_is_divided_by_zero(expression: str, tables: dict[str, Dataset]) -> None:
    assert refusal(expression, tables) == (
        "value.zero", "The value would be divided by zero.", "Compare with a value that is not zero.")


@pytest.mark.parametrize(("expression", "what", "fix"), [
    ("fall from share:north:2017 to share:north:2018", "The data rise from 30.0 to 33.0, but the sentence says 'fall'.",
     "Write 'rise from … to …' and mend the sentence."),
    ("rise from share:south:2018 to share:north:2018", "The data fall from 40.0 to 33.0, but the sentence says 'rise'.",
     "Write 'fall from … to …' and mend the sentence."),
    ("rise from share:south:2018 to share:north:2018 in points", "The data fall from 40.0 to 33.0, but the sentence says 'rise'.",
     "Write 'fall from … to … in points' and mend the sentence."),
    ("fall from balance:north:2017 to balance:north:2018 in points",
     "The data rise from -10 to -5, but the sentence says 'fall'.",
     "Write 'rise from … to … in points' and mend the sentence."),
])
def test_a_direction_that_the_data_do_not_take_is_refused(
    expression: str, what: str, fix: str, tables: dict[str, Dataset]
) -> None:
    assert refusal(expression, tables) == ("value.direction", what, fix)


def test_a_place_is_ranked_among_its_kind_at_the_same_time_and_alone_in_no_kind(tables: dict[str, Dataset]) -> None:
    assert refusal("rank of share:north:2018 among regions", tables) == (
        "value.rank", "evidence/data/share.csv has fewer than two regions to rank 'north' among.",
        "Name one of: country, district.")
    assert refusal("rank of share:north:2018 among distric", tables)[2] == (
        "Name one of: country, district. Did you mean 'district'?")
    # the rows of 2018 are no peers of one of 2017, nor those of one sector of another's
    assert refusal("rank of share:north:2017 among districts", tables)[0] == "value.rank"
    two = datasets(dataset("by", "north 2018 men 1, south 2018 men 2, south 2018 women 9, east 2018 women 9, west 2018 women 9"))
    assert words("rank of by:north:2018:men among districts", two) == "2nd"


def test_an_area_of_another_kind_is_ranked_with_those_that_are_asked_for() -> None:
    two = datasets(dataset("share", "union 2018 5, north 2018 4, south 2018 6, land 2018 7"))
    assert words("rank of share:union:2018 among districts", two) == "2nd"


@pytest.mark.parametrize(("expression", "start", "end", "word"), [
    ("rise from balance:north:2017 to balance:north:2018", "-10", "-5", "rise"),
    ("fall from balance:north:2017 to balance:north:2018", "-10", "-5", "rise"),
    ("fall from balance:north:2018 to balance:north:2017", "-5", "-10", "fall"),
    ("rise from balance:north:2018 to balance:south:2018", "-5", "5", "rise"),
    ("rise from share:west:2018 to share:north:2018", "0", "33.0", "rise"),
    ("fall from share:west:2018 to share:west:2018", "0", "0", "fall"),
    ("rise from share:west:2018 to share:west:2018", "0", "0", "rise"),
])
def test_a_percentage_change_from_zero_or_below_is_refused_with_the_way_that_the_data_go(
    expression: str, start: str, end: str, word: str, tables: dict[str, Dataset]
) -> None:
    assert refusal(expression, tables) == (
        "value.start", f"A percentage change from {start} to {end} has no meaning: it starts at zero or below.",
        f"Write '{word} from … to … in points', or the later value less the earlier.")


def test_a_percentage_change_may_start_close_above_zero() -> None:
    assert words("rise from a:north:2017 to a:north:2018", datasets(dataset("a", "north 2017 0.5, north 2018 1.0"))) == "100.0%"
    assert words("fall from a:north:2017 to a:north:2018", datasets(dataset("a", "north 2017 0.5, north 2018 -0.5"))) == "200.0%"


@pytest.mark.parametrize(("expression", "what", "fix"), [
    ("people:south:2019, nearest 10000", "Rounding 500 people to the nearest 10000 leaves nothing.", "Write 'nearest 100'."),
    ("place:south:2018, nearest 100", "Rounding 13 to the nearest 100 leaves nothing.", "Write 'nearest 10'."),
    ("people:south:2018, in millions, nearest 100000", "Rounding 1,500 people to the nearest 100000 leaves nothing.",
     "Write 'nearest 1000'."),
    ("fine:land:2018, nearest 10", f"Rounding {MINUS}0.1 tonnes to the nearest 10 leaves nothing.", "Take 'nearest 10' away."),
    ("place:north:2018, nearest 10", "Rounding 1 to the nearest 10 leaves nothing.", "Take 'nearest 10' away."),
    ("fine:north:2018, 0 decimals", "Rounding 0.1 tonnes to '0 tonnes' leaves nothing.",
     "Write '1 decimal', or say in words that it is next to nothing."),
    ("fine:north:2018, 0 decimals, no unit", "Rounding 0.1 tonnes to '0' leaves nothing.",
     "Write '1 decimal', or say in words that it is next to nothing."),
    ("rise from people:north:2018 to people:east:2018", "Rounding 0.00005% to '0.0%' leaves nothing.",
     "Write '5 decimals', or say in words that it is next to nothing."),
    ("place:north:2018 as multiple of wide:north:2018", "Rounding 0.000000001 times to '0.0 times' leaves nothing.",
     "Write '9 decimals', or say in words that it is next to nothing."),
    ("place:north:2018 as multiple of wide:south:2018", "Rounding 0.0000000001 times to '0.0 times' leaves nothing.",
     "Say in words that it is next to nothing."),
    ("people:south:2019, in millions", "Rounding 500 people to '0.0 million people' leaves nothing.",
     "Take a smaller scale than 'in millions', or none."),
    ("people:south:2019, in billions, 3 decimals", "Rounding 500 people to '0.000 billion people' leaves nothing.",
     "Take a smaller scale than 'in billions', or none."),
])
def test_a_value_that_rounding_would_make_nothing_is_refused(
    expression: str, what: str, fix: str, tables: dict[str, Dataset]
) -> None:
    wide = dataset("wide", "north 2018 1000000000, south 2018 10000000000", unit="", decimals=0)
    assert refusal(expression, {**tables, "wide": wide}) == ("value.rounding", what, fix)


@pytest.mark.parametrize(("expression", "text"), [
    ("balance:south:2018 plus balance:north:2018, nearest 10", "0 jobs"),
    ("share:west:2018", "0.0%"), ("share:west:2018, nearest 10", "0%"), ("share:west:2018, 0 decimals", "0%"),
    ("share:north:2018 less share:east:2018", "0.0 percentage points"), ("share:west:2018 as % of share:south:2018", "0.0%"),
])
def test_what_is_zero_is_printed_as_zero(expression: str, text: str, tables: dict[str, Dataset]) -> None:
    assert words(expression, tables) == text


@pytest.mark.parametrize(("expression", "unit"), [
    ("share:north:2018", "%"), ("share:south:2018 less share:north:2018", "percentage points"),
    ("rise from share:north:2018 to share:south:2018 in points", "percentage points"),
    ("pay:north:2018 as % of pay:south:2018", "%"), ("rise from pay:north:2018 to pay:south:2018", "%"),
    ("share:west:2018", "%"),
])
def test_a_percentage_is_not_counted_in_millions(expression: str, unit: str, tables: dict[str, Dataset]) -> None:
    for scale in ("thousands", "millions"):
        assert refusal(f"{expression}, in {scale}, no unit", tables) == (
            "value.options", f"'in {scale}' is asked of a value in {unit}.",
            f"Take 'in {scale}' away: a percentage is not counted in {scale}.")


@pytest.mark.parametrize(("rows", "unit", "shown"), [
    ("north 2018 2207511", "people", "2,207,511 people"), ("north 2018 3.7", "", "3.7"), ("north 2018 0", "", "0"),
    ("north 2018 -3", "", f"{MINUS}3"), ("north 2018 0.5", "", "0.5"), ("north 2018 3", "%", "3%"),
])
def test_only_a_whole_number_from_one_without_a_unit_is_ordinal(rows: str, unit: str, shown: str) -> None:
    table = datasets(dataset("a", rows, unit=unit, decimals=0))
    assert refusal("a:north:2018, ordinal", table) == (
        "value.options", f"'ordinal' is asked of {shown}, which is no rank.",
        "Take 'ordinal' away, or write 'rank of … among …'; a table of ranks has unit = \"\" and whole numbers.")
    assert words("a:north:2018, ordinal", datasets(dataset("a", "north 2018 3.0", unit=""))) == "3rd"


@pytest.mark.parametrize(("expression", "has", "asked"), [
    ("people:north:2018, 1 decimal", "0 decimals", 1), ("people:north:2018 plus people:south:2018, 2 decimals", "0 decimals", 2),
    ("share:north:2018, 2 decimals", "1 decimal", 2), ("share:north:2018 less share:south:2018, 3 decimals", "1 decimal", 3),
    ("rise from people:south:2018 to people:north:2018 in points, 1 decimal", "0 decimals", 1),
    ("people:north:2018, in thousands, 4 decimals", "3 decimals", 4), ("euro:north:2018, 3 decimals", "2 decimals", 3),
    ("pay:north:2018, in millions, 1 decimal", "0 decimals", 1), ("pay:north:2018, in thousands, 1 decimal", "0 decimals", 1),
])
def test_more_decimals_than_were_published_are_refused(
    expression: str, has: str, asked: int, tables: dict[str, Dataset]
) -> None:
    assert refusal(expression, tables) == (
        "value.options", f"The data have {has} here, and '{asked} decimal{'' if asked == 1 else 's'}' asks for more.",
        f"Take the option away, or write '{has}'.")


def test_a_table_has_the_decimals_of_its_finest_row_and_of_its_card() -> None:
    table = datasets(dataset("a", "north 2018 98.9, south 2018 97.06", decimals=1), dataset("b", "north 2018 3", decimals=2))
    assert words("a:north:2018, 2 decimals", table) == "98.90%"
    assert words("b:north:2018, 2 decimals", table) == "3.00%"
    assert refusal("b:north:2018, 3 decimals", table)[1] == "The data have 2 decimals here, and '3 decimals' asks for more."
    assert refusal("a:north:2018, 3 decimals", table)[1] == "The data have 2 decimals here, and '3 decimals' asks for more."
    assert words("a:north:2018 plus b:north:2018, 2 decimals", table) == "101.90%"


@pytest.mark.parametrize(("expression", "text"), [
    ("wage:north:2018, in thousands", "£21.5 thousand per head"),
    ("freight:north:2018, in millions", "5.3 million tonnes"),
])
def test_a_scale_stands_behind_the_digits_wherever_the_unit_has_its_own(
    expression: str, text: str, tables: dict[str, Dataset]
) -> None:
    assert words(expression, tables) == text


def test_a_share_of_something_is_counted_in_no_thousands() -> None:
    tables = datasets(dataset("a", "north 2018 5", unit="% of residents"))
    assert refusal("a:north:2018, in thousands", tables)[0] == "value.options"
