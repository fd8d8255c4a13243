"""Rates, statistics over a kind of area, indices, growth a year and words for shares: what they come to, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.model import Area, Dataset, Unresolved, datasets_of, ranked_peers, resolve, work_out
from goldenthread.model.numbers import singular
from tests.books.records import AREAS, dataset, datasets

MINUS, NBSP = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
DISTRICTS = "among districts"


@pytest.fixture(scope="module")
def tables() -> dict[str, Dataset]:
    areas = {**AREAS, "one": Area(id="one", name="One", code="1", kind="island")}
    return datasets(
        dataset("share", "north 2017 30.0, north 2018 33.0, south 2018 40.0, land 2018 39.2, east 2018 33.0, west 2018 0"),
        dataset("gva", "north 2018 1500, south 2018 2500, east 2018 100, west 2018 900, land 2018 90000, north 2010 1000, "
                       "union 2018 4000, north 2018-Q1 300", unit="£ million", decimals=0),
        dataset("people",
         "one 2018 1, north 2018 3000, south 2018 1500, east 2018 400, west 2018 100, land 2018 60000, north mid-2018 3001, "
                          "north 2017/18 2999, north 2010 2500, north 2018-Q1 3000", unit="people", decimals=0, areas=areas),
        dataset("jobs", "north 2018 1.2, south 2018 0.6", unit="thousand jobs", decimals=1),
        dataset("firms", "one 2018 3, north 2018 45, south 2018 7, east 2018 0, land 2018 600", unit="businesses", decimals=0,
         areas=areas),
        dataset("carbon", "north 2018 12000, north 2010 18000", unit="tonnes", decimals=0),
        dataset("pay", "north 2018 15.5, south 2018 10", unit="£ per hour", decimals=2),
        dataset("rank", "north 2018 3, south 2018 4", unit="", decimals=0),
        dataset("price", "north 2010 100, north 2018 121.5", unit="index, 2010 = 100", decimals=1),
        dataset("debt", "north 2010 -50, north 2018 -40, south 2018 0", unit="£ million", decimals=0),
        dataset("sector", "north 2018 roads 10, south 2018 roads 30, north 2018 rail 5, south 2017 rail 5, east 2019 rail 9",
                unit="£ million", decimals=0),
        dataset("grow", "north 2010 1000, north 2013 1331, north 2012 1210, north 2018 1000, north 2019 0, south 2019 -5, "
                        "north 2010-Q1 200, north 2012-Q3 300, north 2010-01 5, north 2012-07 7, north 2011-02 6",
                unit="homes", decimals=0),
        dataset("miles", "north 2018 6", unit="million vehicle miles", decimals=0),
        dataset("days", "north 2018-02-01/2018-02-28 1, north 2019-02-01/2019-03-04 2, north 2018-02 100, north 2019-03 110",
                unit="homes", decimals=0),
        dataset("shares_of_two", "north 2018 1.00, south 2018 2.00", unit="%"),
        dataset("fine", "north 2018 1.25, south 2018 2.5", unit="homes", decimals=2),
        dataset("mixed", "north 2018 8, north mid-2010 2, south mid-2010 3, south 2018 12, east mid-2010 1, west mid-2010 1, "
                         "east 2018 0, west 2018 0", unit="homes", decimals=0),
        dataset("coded", "valley 2018 1, country 2018 2, v 2018 3, vxx 2018 4", unit="homes", decimals=0, areas={
            "v": Area(id="v", name="Vale", code="E07000099", kind="district"),
            "vxx": Area(id="vxx", name="Twenty", code="E07000020", kind="district"),
            "valley": Area(id="valley", name="Amber Valley", code="E07000032", kind="district"),
            "country": Area(id="country", name="Country", code="E92000001", kind="country")}),
        dataset("odd", "north 2018 1, south 2018 2, east 2018 4", unit="homes", decimals=0),
    )


def words(expression: str, tables: dict[str, Dataset]) -> str:
    return resolve(expression, tables).text.replace(NBSP, " ")


@pytest.mark.parametrize(("expression", "text"), [
    # rates: units divide, with the words for their scales
    ("gva:north:2018 per people:north:2018", "£500,000 per person"),
    ("gva:north:2018 per people:north:2018, in thousands", "£500.0 thousand per person"),
    ("gva:south:2018 per jobs:south:2018", "£4,166,667 per job"),
    ("jobs:north:2018 per people:north:2018", "0.4 jobs per person"),
    ("miles:north:2018 per people:north:2018", "2,000 vehicle miles per person"),
    ("firms:north:2018 per 1000 people:north:2018", "15.0 businesses per 1,000 people"),
    ("firms:north:2018 per 100 people:north:2018, 2 decimals", "1.50 businesses per 100 people"),
    ("firms:land:2018 per 1000000 people:land:2018", "10,000 businesses per 1,000,000 people"),
    ("people:land:2018 per firms:land:2018", "100 people per business"),
    ("people:north:2018 per firms:north:2018", "66.7 people per business"),
    ("carbon:north:2018 per people:north:mid-2018, 3 decimals", "3.999 tonnes per person"),
    ("gva:north:2018 per people:north:2017/18, nearest 1000", "£500,000 per person"),
    ("gva:north:2018 plus gva:south:2018 per people:north:2018 plus people:south:2018", "£888,889 per person"),
    ("gva:north:2018 less gva:south:2018 per people:north:2018 plus people:south:2018", f"{MINUS}£222,222 per person"),
    ("firms:east:2018 per people:east:2018", "0.0 businesses per person"),
    # a whole may stand above its parts, and parts above their whole
    ("gva:union:2018 per people:north:2018 plus people:south:2018", "£888,889 per person"),
    ("sum of gva:*:2018 among districts per people:land:2018", "£83,333 per person"),
    ("sum of gva:*:2018 among districts per sum of people:*:2018 among districts", "£1,000,000 per person"),
    # rates within other forms
    ("gva:north:2018 per people:north:2018 as % of gva:land:2018 per people:land:2018", "33.3%"),
    ("rise from gva:north:2010 per people:north:2010 to gva:north:2018 per people:north:2018", "25.0%"),
    ("rise from gva:north:2010 per people:north:2010 to gva:north:2018 per people:north:2018 in points", "£100,000 per person"),
    ("annual fall from carbon:north:2010 per people:north:2010 to carbon:north:2018 per people:north:2018, 2 decimals", "7.08%"),
    ("gap between gva:north:2018 per people:north:2018 and gva:south:2018 per people:south:2018", "£1,166,667 per person"),
    # statistics
    (f"sum of people:*:2018 {DISTRICTS}", "5,000 people"), (f"mean of people:*:2018 {DISTRICTS}", "1,250 people"),
    (f"median of people:*:2018 {DISTRICTS}", "950 people"), (f"median of odd:*:2018 {DISTRICTS}", "2 homes"),
    (f"highest of people:*:2018 {DISTRICTS}", "3,000 people"), ("lowest of people:*:2018 among district", "100 people"),
    (f"mean of share:*:2018 {DISTRICTS}", "26.5%"), (f"mean of odd:*:2018 {DISTRICTS}, 3 decimals", "2.333 homes"),
    (f"share:north:2018 less mean of share:*:2018 {DISTRICTS}", "6.5 percentage points"),
    (f"mean of share:*:2018 {DISTRICTS} less share:west:2018", "26.5 percentage points"),
    (f"people:north:2018 as % of sum of people:*:2018 {DISTRICTS}", "60.0%"),
    (f"highest of people:*:2018 {DISTRICTS} as multiple of lowest of people:*:2018 {DISTRICTS}", "30.0 times"),
    (f"rise from share:north:2017 to mean of share:*:2018 {DISTRICTS} plus share:west:2018 plus share:north:2018 in points",
     "29.5 percentage points"),
    (f"sum of people:*:2018 {DISTRICTS}, in thousands", "5.0 thousand people"),
    (f"share:north:2018 less mean of share:*:2018 {DISTRICTS}, 4 decimals", "6.5000 percentage points"),
    (f"median of people:*:2018 {DISTRICTS}, 1 decimal", "950.0 people"),
    ("firms:one:2018 per people:one:2018", "3.0 businesses per person"),
    ("mean of pay:*:2018 among districts", "£12.75 per hour"), ("mean of rank:*:2018 among districts, 1 decimal", "3.5"),
    ("highest of sector:*:2018:roads among districts", "£30 million"),
    # counts
    (f"count of share:*:2018 {DISTRICTS} above share:land:2018", "1 of 4 districts"),
    (f"count of share:*:2018 {DISTRICTS} below share:land:2018", "3 of 4 districts"),
    # what is level is neither above nor below
    (f"count of share:*:2018 {DISTRICTS} above share:north:2018", "1 of 4 districts"),
    (f"count of share:*:2018 {DISTRICTS} below share:north:2018", "1 of 4 districts"),
    (f"count of share:*:2018 {DISTRICTS} below share:west:2018, no unit", "0"),
    (f"count of people:*:2018 {DISTRICTS} above mean of people:*:2018 {DISTRICTS}", "2 of 4 districts"),
    # the latest
    ("share:north:latest", "33.0%"), ("gva:north:latest", "£1,500 million"), (f"mean of share:*:latest {DISTRICTS}", "26.5%"),
    ("sector:south:latest:rail", "£5 million"), ("rank of share:south:latest among districts", "1st"),
    # by time, not by letters
    ("mixed:north:latest", "8 homes"), ("sum of mixed:*:latest among districts", "20 homes"),
    ("rise from share:north:2017 to share:north:latest", "10.0%"), ("grow:north:latest, no unit", "0"),
    # indices
    ("gva:north:2018 as index of gva:north:2010", "150.0"), ("gva:north:2010 as index of gva:north:2018, 0 decimals", "67"),
    ("jobs:north:2018 as index of jobs:south:2018", "200.0"),
    ("share:north:2018 as index of share:land:2018", "84.2"), ("share:west:2018 as index of share:land:2018", "0.0"),
    ("gva:north:2018 per people:north:2018 as index of gva:land:2018 per people:land:2018", "33.3"),
    ("debt:north:2018 as index of gva:north:2010", f"{MINUS}4.0"),
    # growth a year
    ("annual rise from grow:north:2010 to grow:north:2013", "10.0%"),
    ("annual rise from grow:north:2010 to grow:north:2012", "10.0%"),
    ("annual fall from grow:north:2013 to grow:north:2018, 3 decimals", "5.558%"),
    ("annual rise from grow:north:2010 to grow:north:2018", "0.0%"),
    ("annual fall from grow:north:2010 to grow:north:2018", "0.0%"),
    ("annual fall from grow:north:2010 to grow:north:2019", "100.0%"),
    ("annual rise from grow:north:2010-Q1 to grow:north:2012-Q3, 2 decimals", "17.61%"),
    ("annual rise from grow:north:2010-01 to grow:north:2011-02 in points, 2 decimals", "0.92 homes"),
    ("annual rise from days:north:2018-02 to days:north:2019-03, 2 decimals", "9.20%"),
    ("annual rise from grow:north:2010 to grow:north:2013 in points", "110 homes"),
    ("annual rise from share:north:2017 to share:north:2018 in points", "3.0 percentage points"),
    ("annual fall from grow:north:2010 to south:south:2019 in points".replace("south:south", "grow:south"), "112 homes"),
    ("annual rise from debt:north:2010 to debt:north:2018 in points, 2 decimals", "£1.25 million"),
    # differences of a table with decimals and one without, and of what has no decimals of its own
    ("gap between odd:north:2018 and fine:north:2018", "0.25 homes"),
    ("gap between fine:north:2018 and odd:south:2018", "0.75 homes"),
    ("gap between mean of odd:*:2018 among districts and odd:east:2018, 3 decimals", "1.667 homes"),
    ("gap between odd:east:2018 and mean of odd:*:2018 among districts, 3 decimals", "1.667 homes"),
    # both
    ("rise from gva:north:2010 to gva:north:2018 with %", "£500 million (50.0%)"),
    ("rise from gva:north:2010 to gva:north:2018 with %, in billions", "£0.5 billion (50.0%)"),
    ("rise from gva:north:2010 to gva:north:2018 with %, no unit", "500 (50.0%)"),
    ("fall from share:south:2018 to share:north:2018 with %, 0 decimals", "7 percentage points (17.5%)"),
    ("rise from gva:north:2010 per people:north:2010 to gva:north:2018 per people:north:2018 with %",
     "£100,000 per person (25.0%)"),
    # gaps
    ("gap between share:north:2018 and share:south:2018", "7.0 percentage points"),
    ("gap between share:south:2018 and share:north:2018, no unit", "7.0"),
    ("gap between debt:north:2010 and gva:north:2010", "£1,050 million"),
    ("gap between share:north:2018 and share:east:2018", "0.0 percentage points"),
    # words for shares
    ("share:north:2018, as a fraction", "about a third"), ("share:south:2018, as a fraction", "two fifths"),
    ("people:north:2018 as % of people:land:2018, as 1 in n", "1 in 20"),
    ("people:west:2018 as % of people:land:2018, as 1 in n", "1 in 600"),
    ("rise from share:north:2017 to share:north:2018, as a fraction", "a tenth"),
    ("fall from share:south:2018 to share:north:2018 plus share:north:2018 less share:south:2018, as a fraction",
     "about a third"),
    # significant figures
    ("gva:north:2018, 1 significant figure", "£2,000 million"), ("carbon:north:2018, 3 significant figures", "12,000 tonnes"),
    ("share:south:2018, 1 significant figure", "40%"), ("share:south:2018, 3 significant figures", "40.0%"),
    ("share:west:2018, 2 significant figures", "0.0%"),
    ("people:north:mid-2018, 3 significant figures, in thousands", "3.00 thousand people"),
    ("gva:south:2018 as multiple of gva:north:2018, 4 significant figures", "1.667 times"),
    ("debt:north:2018 as multiple of gva:land:2018, 2 significant figures", f"{MINUS}0.00044 times"),
    ("debt:north:2018, 1 significant figure", f"{MINUS}£40 million"),
    # to the nearest 5, 25 and their like
    ("people:north:mid-2018, nearest 5", "3,000 people"), ("people:north:2017/18, nearest 50", "3,000 people"),
    ("gva:south:2018, nearest 2500, in billions", "£2.5 billion"),
    ("jobs:south:2018 per people:south:2018, nearest 5, no unit", None),
    ("share:north:2018, nearest 5", "35%"), ("share:south:2018 plus share:north:2018, nearest 25", "75%"),
    ("debt:north:2018 plus debt:north:2018 plus debt:north:2018 less debt:north:2010, nearest 25", f"{MINUS}£75 million"),
])
def test_an_expression_comes_to_words(expression: str, text: str | None, tables: dict[str, Dataset]) -> None:
    if text is None:
        assert refusal(expression, tables)[0] == "value.rounding"
    else:
        assert words(expression, tables) == text


@pytest.mark.parametrize(("share", "text"), [
    ("50", "1 in 2"), ("33.4", "1 in 3"), ("36.6", "1 in 3"), ("30.4", "1 in 3"), ("45.5", "1 in 2"), ("22.8", "1 in 4"),
    ("0.1", "1 in 1,000"),
    ("54.9", "1 in 2"), ("40", ""), ("36.7", "1 in 3"), ("37.1", ""), ("55.52", "1 in 2"), ("55.6", ""), ("90", ""), ("67", ""),
])
def test_a_share_is_told_as_one_in_so_many_where_it_is_near(share: str, text: str) -> None:
    table = datasets(dataset("a", f"north 2018 {share}"))
    if text:
        assert words("a:north:2018, as 1 in n", table) == text
    else:
        assert refusal("a:north:2018, as 1 in n", table) == (
            "value.rounding", f"{Decimal(share):.1f}% is not near 1 in any whole number.",
            "Write 'as a fraction' or '0 decimals'.")


@pytest.mark.parametrize(("share", "text"), [
    ("10", "a tenth"), ("11.9", "about a tenth"), ("20", "a fifth"), ("25", "a quarter"), ("33.3", "a third"),
    ("33.38", "a third"),
    ("33.39", "about a third"), ("33.28", "about a third"), ("40", "two fifths"), ("50", "half"), ("50.05", "about half"),
    ("49.96", "half"),
    ("60", "three fifths"), ("66.7", "two thirds"), ("75", "three quarters"), ("80", "four fifths"), ("90", "nine tenths"),
    ("92", "about nine tenths"), ("8", "about a tenth"), ("22", "about a fifth"), ("98", ""), ("7.9", ""), ("92.1", ""),
])
def test_a_share_is_told_as_a_fraction_where_it_is_near(share: str, text: str) -> None:
    table = datasets(dataset("a", f"north 2018 {share}"))
    if text:
        assert words("a:north:2018, as a fraction", table) == text
    else:
        code, what, fix = refusal("a:north:2018, as a fraction", table)
        nearest = "a tenth" if Decimal(share) < 50 else "nine tenths"
        assert (code, what) == ("value.rounding", f"{Decimal(share):.1f}% is near no simple fraction; the nearest is {nearest}.")
        assert fix == "Write '0 decimals', or a number in its place."


@pytest.mark.parametrize(("number", "figures", "text"), [
    ("9.96", 2, "10"), ("99.6", 2, "100"), ("0.0996", 2, "0.10"), ("2207511", 2, "2,200,000"), ("2250000", 2, "2,300,000"),
    ("0.125", 2, "0.13"), ("-0.125", 2, f"{MINUS}0.13"), ("15", 1, "20"), ("14.99", 1, "10"), ("1.05", 3, "1.05"), ("5", 1, "5"),
])
def test_significant_figures_are_counted_after_rounding(number: str, figures: int, text: str) -> None:
    table = datasets(dataset("a", f"north 2018 {number}", unit="", decimals=0))
    assert words(f"a:north:2018, {figures} significant figure{'' if figures == 1 else 's'}", table) == text


@pytest.mark.parametrize(("number", "figures", "has"), [
    ("2.5", 3, "2 significant figures"), ("5", 2, "1 significant figure"), ("120", 4, "3 significant figures"),
    ("0.05", 2, "1 significant figure"),
])
def test_more_figures_than_were_published_are_refused(number: str, figures: int, has: str) -> None:
    table = datasets(dataset("a", f"north 2018 {number}", unit="", decimals=0))
    assert refusal(f"a:north:2018, {figures} significant figures", table) == (
        "value.options", f"The data have {has} here, and '{figures} significant figures' asks for more.",
        f"Take the option away, or write '{has}'.")


def refusal(expression: str, tables: dict[str, Dataset]) -> tuple[str, str, str]:
    for work in (resolve, datasets_of):
        with pytest.raises(Unresolved) as raised:
            work(expression, tables)
    return raised.value.code, raised.value.what, raised.value.fix


DIVIDE = "Divide what is counted or paid, such as '£ million' by 'residents'."


@pytest.mark.parametrize(("expression", "code", "what", "fix"), [
    ("share:north:2018 per people:north:2018", "value.unit", "'per' is asked of values in '%', which cannot be divided.", DIVIDE),
    ("gva:north:2018 per share:north:2018", "value.unit", "'per' is asked of values in '%', which cannot be divided.", DIVIDE),
    ("pay:north:2018 per people:north:2018", "value.unit", "'per' is asked of values in '£ per hour', which cannot be divided.",
     DIVIDE),
    ("people:north:2018 per rank:north:2018", "value.unit", "'per' is asked of values in '', which cannot be divided.", DIVIDE),
    ("price:north:2018 per people:north:2018", "value.unit",
     "'per' is asked of values in 'index, 2010 = 100', which cannot be divided.", DIVIDE),
    ("gva:north:2018 per gva:north:2010", "value.unit", "'per' is asked of two values in '£ million'.",
     "Write 'as % of' or 'as multiple of'."),
    ("gva:north:2018 per people:north:2018 plus jobs:north:2018", "value.unit",
     "The values are in different units: 'people' and 'thousand jobs'.", "Take values of one unit."),
    ("gva:north:2018 per people:north:2018 as % of gva:north:2018", "value.unit",
     "The values are in different units: '£ million' and '£ per person'.", "Take values of one unit."),
    ("gva:north:2018 per people:south:2018", "value.base", "A rate is of the same areas on both sides, and only one has North.",
     "Take both for the same areas."),
    ("gva:north:2018 per people:land:2018", "value.base", "A rate is of the same areas on both sides, and only one has Land.",
     "Take both for the same areas."),
    ("gva:north:2018 plus gva:south:2018 per people:north:2018", "value.base",
     "A rate is of the same areas on both sides, and only one has South.", "Take both for the same areas."),
    ("gva:north:2018 per people:north:2010", "value.base", "A rate is of one time, and these are of 2018 and 2010.",
     "Take values whose periods overlap."),
    ("gva:north:2010 per people:north:mid-2018", "value.base", "A rate is of one time, and these are of 2010 and mid-2018.",
     "Take values whose periods overlap."),
    ("gva:north:2018 per firms:east:2018 less firms:east:2018", "value.base",
     "A rate is of the same areas on both sides, and only one has East.", "Take both for the same areas."),
    ("gva:east:2018 per firms:east:2018", "value.zero", "The value would be divided by zero or less.",
     "Count it per something above zero."),
    ("gva:north:2018 per people:north:2017/18 less people:north:2018", "value.zero",
     "The value would be divided by zero or less.",
     "Count it per something above zero."),
    # sums over areas
    (f"sum of share:*:2018 {DISTRICTS}", "value.unit", "'sum of' is asked of values in '%', which do not add up over areas.",
     "Write 'mean of' or 'median of', or add up what they are shares or rates of."),
    ("sum of pay:*:2018 among districts", "value.unit",
     "'sum of' is asked of values in '£ per hour', which do not add up over areas.",
     "Write 'mean of' or 'median of', or add up what they are shares or rates of."),
    (f"sum of firms:*:2018 {DISTRICTS}", "value.rank",
     "The sum would leave out West: evidence/data/firms.csv has no value there.",
     "Add what is missing, or add up the areas that there are with 'plus'."),
    (f"sum of jobs:*:2018 {DISTRICTS}", "value.rank",
     "The sum would leave out East and 1 more: evidence/data/jobs.csv has no value there.",
     "Add what is missing, or add up the areas that there are with 'plus'."),
    # statistics
    ("mean of share:*:2018 among regions", "value.rank",
     "evidence/data/share.csv has fewer than two regions to make 'share:*:2018' from.", "Name one of: country, district."),
    ("mean of share:*:2018 among country", "value.rank",
     "evidence/data/share.csv has fewer than two countries to make 'share:*:2018' from.",
     "Name another period, or another of the kinds that it has: country, district."),
    (f"mean of share:*:2017 {DISTRICTS}", "value.rank",
     "evidence/data/share.csv has fewer than two districts to make 'share:*:2017' from.",
     "Name another period, or another of the kinds that it has: country, district."),
    ("median of sector:*:2018:rail among districs", "value.rank",
     "evidence/data/sector.csv has fewer than two districs to make 'sector:*:2018:rail' from.",
     "Name one of: district. Did you mean 'district'?"),
    # each area's own latest may be of another time: those of the last one alone are no two
    ("mean of sector:*:latest:rail among districts", "value.rank",
     "evidence/data/sector.csv has fewer than two districts to make 'sector:*:latest:rail' from.",
     "Name another period, or another of the kinds that it has: district."),
    ("mean of share:*:latest among moons", "value.rank",
     "evidence/data/share.csv has fewer than two moons to make 'share:*:latest' from.", "Name one of: country, district."),
    (f"mean of gone:*:2018 {DISTRICTS}", "value.unknown", "'gone:*:2018': there is no dataset 'gone'.",
     "Name a table of evidence/data."),
    (f"mean of share:*:2018:men {DISTRICTS}", "value.grammar", "'share:*:2018:men' has 4 parts; this dataset needs 3.",
     "Write share:area:period."),
    (f"count of share:*:2018 {DISTRICTS} above people:north:2018", "value.unit",
     "The values are in different units: '%' and 'people'.", "Take values of one unit."),
    # by the code or the name of an area
    ("share:N:2018", "value.unknown", "'share:N:2018': evidence/data/share.csv has no row for N:2018.",
     "Name a row that is there. Did you mean 'north:2018'?"),
    ("coded:e07000032:2018", "value.unknown", "'coded:e07000032:2018': evidence/data/coded.csv has no row for e07000032:2018.",
     "Name a row that is there. Did you mean 'valley:2018'?"),
    ("coded:amber-valley:2018", "value.unknown",
     "'coded:amber-valley:2018': evidence/data/coded.csv has no row for amber-valley:2018.",
     "Name a row that is there. Did you mean 'valley:2018'?"),
    ("coded:vale:2018", "value.unknown", "'coded:vale:2018': evidence/data/coded.csv has no row for vale:2018.",
     "Name a row that is there. Did you mean 'v:2018'?"),
    ("coded:cpuntry:2018", "value.unknown", "'coded:cpuntry:2018': evidence/data/coded.csv has no row for cpuntry:2018.",
     "Name a row that is there. Did you mean 'country:2018'?"),
    ("share:land:latest less share:gone:latest", "value.unknown",
     "'share:gone:latest': evidence/data/share.csv has no row for gone:latest.", "Name a row that is there."),
    # an area by its code or its name
    ("share:N:2018", "value.unknown", "'share:N:2018': evidence/data/share.csv has no row for N:2018.",
     "Name a row that is there. Did you mean 'north:2018'?"),
    # indices
    ("gva:north:2018 as index of gva:south:2018 less gva:south:2018", "value.zero", "The value would be divided by zero.",
     "Compare with a value that is not zero."),
    ("gva:north:2018 as index of debt:north:2018", "value.base", "An index of which -40 is 100 has no meaning: it is below zero.",
     "Take a base above zero."),
    ("gva:south:2018 as index of gva:north:2010", "value.base",
     "An index over time is of the same areas on both sides, and only one has North.", "Take both for the same areas."),
    # growth a year
    ("annual rise from grow:north:2013 to grow:north:2010", "value.base", "From 2013 to 2010 no years can be counted.",
     "Take periods of one kind, the later at least a year after the earlier, or leave out 'annual'."),
    ("annual rise from grow:north:2010 to grow:north:2012-07", "value.base", "From 2010 to July 2012 no years can be counted.",
     "Take periods of one kind, the later at least a year after the earlier, or leave out 'annual'."),
    ("annual rise from grow:north:2010-Q1 to grow:north:2010-01", "value.base",
     "From Q1 2010 to January 2010 no years can be counted.",
     "Take periods of one kind, the later at least a year after the earlier, or leave out 'annual'."),
    # February and March, of 28 and 31 days, are of one kind; these are not
    ("annual rise from days:north:2018-02-01/2018-02-28 to days:north:2019-02-01/2019-03-04", "value.base",
     "From 1 February 2018 to 28 February 2018 to 1 February 2019 to 4 March 2019 no years can be counted.",
     "Take periods of one kind, the later at least a year after the earlier, or leave out 'annual'."),
    ("annual rise from grow:north:2010 plus grow:north:2012 plus grow:north:2018 plus grow:north:2019 plus grow:north:2012-07 "
     "to grow:north:2013", "value.base",
     "Growth a year begins and ends in one period each, and one end is of 2010 and 2012 and 2012-07 and 2018 and 2019.",
     "Take each end from one period."),
    ("annual rise from grow:north:2010 plus grow:north:2012 to grow:north:2013", "value.base",
     "Growth a year begins and ends in one period each, and one end is of 2010 and 2012.", "Take each end from one period."),
    ("annual rise from grow:north:2013 to grow:north:2018", "value.direction",
     "The data fall from 1331 to 1000, but the sentence says 'rise'.", "Write 'annual fall from … to …' and mend the sentence."),
    ("annual rise from grow:north:2013 to grow:north:2018 in points", "value.direction",
     "The data fall from 1331 to 1000, but the sentence says 'rise'.",
     "Write 'annual fall from … to … in points' and mend the sentence."),
    ("annual fall from grow:north:2010 to grow:south:2019", "value.start",
     "Growth a year from 1000 to -5 has no meaning: it ends below zero.", "Write 'annual fall from … to … in points'."),
    ("annual rise from debt:north:2010 to debt:north:2018", "value.start",
     "A percentage change from -50 to -40 has no meaning: it starts at zero or below.",
     "Write 'annual rise from … to … in points', or the later value less the earlier."),
    # changes with both, and of rates
    ("rise from debt:north:2010 to debt:north:2018 with %", "value.start",
     "A percentage change from -50 to -40 has no meaning: it starts at zero or below.",
     "Write 'rise from … to … in points', or the later value less the earlier."),
    ("rise from share:south:2018 to share:north:2018 with %", "value.direction",
     "The data fall from 40.0 to 33.0, but the sentence says 'rise'.", "Write 'fall from … to … with %' and mend the sentence."),
    ("fall from gva:north:2010 per people:north:2010 to gva:north:2018 per people:north:2018", "value.direction",
     "The data rise from 400000 to 500000, but the sentence says 'fall'.", "Write 'rise from … to …' and mend the sentence."),
    ("fall from firms:south:2018 per people:south:2018 to firms:north:2018 per people:north:2018", "value.direction",
     "The data rise from 0.00467 to 0.0150, but the sentence says 'fall'.", "Write 'rise from … to …' and mend the sentence."),
    # what is added up has no more decimals than its rows, and what is one of them no more than itself
    (f"sum of people:*:2018 {DISTRICTS}, 1 decimal", "value.options",
     "The data have 0 decimals here, and '1 decimal' asks for more.",
     "Take the option away, or write '0 decimals'."),
    (f"highest of people:*:2018 {DISTRICTS}, 1 decimal", "value.options",
     "The data have 0 decimals here, and '1 decimal' asks for more.", "Take the option away, or write '0 decimals'."),
    (f"median of odd:*:2018 {DISTRICTS}, 1 decimal", "value.options",
     "The data have 0 decimals here, and '1 decimal' asks for more.", "Take the option away, or write '0 decimals'."),
    # words for shares
    ("people:north:2018, as a fraction", "value.options",
     "'as a fraction' is asked of 3,000 people, which is no part of a whole.",
     "Take 'as a fraction' away, or ask it of a share between 0 and 100%."),
    ("share:south:2018 less share:north:2018, as 1 in n", "value.options",
     "'as 1 in n' is asked of 7.0 percentage points, which is no part of a whole.",
     "Take 'as 1 in n' away, or ask it of a share between 0 and 100%."),
    ("rise from share:north:2017 to share:north:2018, as 1 in n", "value.options",
     "'as 1 in n' is asked of 10.0%, which is no part of a whole.",
     "Take 'as 1 in n' away, or ask it of a share between 0 and 100%."),
    ("share:west:2018, as 1 in n", "value.options", "'as 1 in n' is asked of 0.0%, which is no part of a whole.",
     "Take 'as 1 in n' away, or ask it of a share between 0 and 100%."),
    ("people:north:2018 as % of people:north:2018, as a fraction", "value.options",
     "'as a fraction' is asked of 100.0%, which is no part of a whole.",
     "Take 'as a fraction' away, or ask it of a share between 0 and 100%."),
])
def test_what_could_not_be_meant_is_refused(expression: str, code: str, what: str, fix: str, tables: dict[str, Dataset]) -> None:
    assert refusal(expression, tables) == (code, what, fix)


@pytest.mark.parametrize(("expression", "number", "unit", "decimals"), [
    ("gva:north:2018 per people:north:2018", "500000", "£ per person", 0),
    ("firms:north:2018 per 1000 people:north:2018", "15", "businesses per 1,000 people", 1),
    ("people:land:2018 per firms:land:2018", "100", "people per business", 0),
    (f"mean of share:*:2018 {DISTRICTS}", "26.5", "%", 1),
    (f"count of share:*:2018 {DISTRICTS} above share:land:2018", "1", "of 4 districts", 0),
    ("gva:north:2018 as index of gva:north:2010", "150", "", 1),
    ("annual rise from grow:north:2010 to grow:north:2013", "10", "%", 1),
    ("gap between share:north:2018 and share:south:2018", "7.0", "percentage points", 1),
    ("rise from gva:north:2010 to gva:north:2018 with %", "500", "£ million", 0),
])
def test_a_value_keeps_its_exact_number(
    expression: str, number: str, unit: str, decimals: int, tables: dict[str, Dataset]
) -> None:
    value = resolve(expression, tables)
    assert (value.number, value.unit, value.decimals) == (Decimal(number), unit, decimals)


def test_a_sum_keeps_every_digit_however_many_they_are() -> None:
    table = datasets(dataset("a", "north 2018 999999999999999.999999999999", unit="homes", decimals=0))
    value = resolve(" plus ".join(["a:north:2018"] * 11), table)
    assert str(value.number) == "10999999999999999.999999999989"


def test_a_value_names_every_row_behind_it_once(tables: dict[str, Dataset]) -> None:
    value = resolve(f"people:north:2018 as % of sum of people:*:2018 {DISTRICTS}", tables)
    assert [(row.area, row.period) for row in value.observations] == [
        ("north", "2018"), ("south", "2018"), ("east", "2018"), ("west", "2018")]
    assert (value.source, value.datasets) == ("Office, 2018", ("people",))
    value = resolve("gva:north:2018-Q1 per people:north:2018-Q1", tables)
    assert (value.source, value.datasets) == ("Office, Q1 2018", ("gva", "people"))
    # the period is named that was the latest
    assert resolve("share:north:latest", tables).source == "Office, 2018"


def test_a_kind_is_found_by_its_plural_whatever_its_form() -> None:
    for kind, plural in (("local-authority", "local-authorities"), ("county", "counties"),
    ("business-park", "business-parks"), ("bus", "buses")):
        areas = {name: Area(id=name, name=name, code=name, kind=kind) for name in ("a", "b", "c")}
        table = datasets(dataset("t", "a 2018 1, b 2018 2, c 2018 3", areas=areas, unit="homes"))
        for written in (kind, plural):
            assert words(f"rank of t:b:2018 among {written}", table) == "2nd"
            assert words(f"sum of t:*:2018 among {written}, 0 decimals", table) == "6 homes"
        assert words(f"count of t:*:2018 among {kind} above t:a:2018", table) == f"2 of 3 {plural.replace('-', ' ')}"


def test_a_name_that_two_rows_could_be_meant_by_leads_to_the_row_that_is_there() -> None:
    areas = {**AREAS, "derby-city": Area(id="derby-city", name="City of Derby", code="E06000015", kind="district")}
    table = datasets(dataset("t", "derby-city 2018 1, north 2018 2", areas=areas))
    for written in ("E06000015", "e06000015", "city-of-derby"):
        assert refusal(f"t:{written}:2018", table)[2] == "Name a row that is there. Did you mean 'derby-city:2018'?"
    assert refusal("t:E06000015:2071", table)[2].startswith("Name a row that is there.")


@pytest.mark.parametrize(("many", "one"), [
    ("people", "person"), ("residents", "resident"), ("jobs", "job"), ("businesses", "business"), ("households", "household"),
    ("branches", "branch"), ("taxes", "tax"), ("dishes", "dish"), ("companies", "company"), ("full-time jobs", "full-time job"),
    ("children", "child"), ("women", "woman"), ("men", "man"), ("young people", "young person"), ("persons", "person"),
    ("glass", "glass"),
    ("staff", "staff"), ("houses", "house"),
])
def test_a_rate_is_for_one_of_what_it_divides_by(many: str, one: str) -> None:
    assert singular(many) == one


def test_an_area_is_ranked_among_those_of_another_kind_and_itself(tables: dict[str, Dataset]) -> None:
    worked = work_out("rank of share:land:2018 among districts", tables)
    assert list(ranked_peers(worked.expression, worked.left)) == ["north", "south", "land", "east", "west"]
    assert (worked.result.number, worked.right) == (2, None)


def test_a_difference_keeps_the_decimals_of_its_tables_unless_it_was_divided(tables: dict[str, Dataset]) -> None:
    assert str(resolve("gap between share:north:2018 and share:south:2018", tables).number) == "7.0"
    # 26.5 and 33.0: the mean is a division
    assert str(resolve("gap between mean of share:*:2018 among districts and share:north:2018", tables).number) == "6.5"
    assert str(resolve("gap between share:north:2018 and mean of shares_of_two:*:2018 among districts", tables).number) == "31.5"
