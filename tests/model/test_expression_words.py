"""What cannot be read is answered with what can stand there and what was likely meant; what is half written with what follows."""

from __future__ import annotations

import pytest

from goldenthread.model import Continuations, Unresolved, continuations, parse_expression
from goldenthread.model.expression_grammar import NUMBERS
from goldenthread.model.expression_options import OPTIONS
from goldenthread.model.expression_words import SYNONYMS, WHOLE_FORMS
from tests.books.records import dataset, datasets

STATISTICS = ("sum of", "mean of", "median of", "highest of", "lowest of")
BEGINNINGS = ("rise from", "fall from", "annual rise from", "annual fall from", "gap between", "rank of", "count of", *STATISTICS)
AFTER = ("plus", "less", "per", "as % of", "as multiple of", "as index of")
AT, EACH = ":north:2018", ":*:2018"
A = f"a{AT}"
BEGIN = ("Write dataset:area:period, and further dimensions after colons, as in 'fuel-2017:north:2017:transport'; or begin with "
         "'rise from', 'fall from', 'annual rise from', 'annual fall from', 'gap between', 'rank of', 'count of', 'sum of', "
         "'mean of', 'median of', 'highest of' or 'lowest of'.")
VALUE = ("Write dataset:area:period, and further dimensions after colons, as in 'fuel-2017:north:2017:transport'; or begin with "
         "'sum of', 'mean of', 'median of', 'highest of' or 'lowest of'.")
ONE = "Write dataset:area:period, and further dimensions after colons, as in 'fuel-2017:north:2017:transport'."
EVERY = "Write dataset:*:period, the star for every area."
JOINTS = "Write 'plus', 'less', 'per', 'as % of', 'as multiple of' or 'as index of' or a comma and an option."


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(Unresolved) as raised:
        parse_expression(text)
    assert raised.value.code == "value.grammar"
    return raised.value.what, raised.value.fix


@pytest.mark.parametrize(("text", "what", "fix"), [
    ("", "'' is not a value.", BEGIN), ("a", "'a' is not a value.", BEGIN), ("a:north", "'a:north' is not a value.", BEGIN),
    ("a:north:", "'a:north:' is not a value.", BEGIN), (":north:2018", "':north:2018' is not a value.", BEGIN),
    ("a::2018", "'a::2018' is not a value.", BEGIN), ("A|north|2018", "'A|north|2018' is not a value.", BEGIN),
    ("two words:north:2018", "'two words:north:2018' is not a value.", BEGIN),
    ("two words to say", "'two words' is not a value.", BEGIN),
    (f"{A} plus b", "'b' is not a value.", VALUE), (f"{A} as % of b per c", "'b' is not a value.", VALUE),
    (f"{A} per b", "'b' is not a value.", VALUE.replace("with '", "with '100', '1000', '10000', '100000', '1000000', '")),
    ("rank of a:north among districts", "'a:north' is not a value.", ONE),
    ("mean of a among districts in all", "'a' is not a value.", EVERY),
    (f"{A} hence b{AT}", f"'hence b{AT}' cannot stand after '{A}'.", JOINTS),
    (f"{A} as % of b{AT} as % of c{AT}", f"'as % of c{AT}' cannot stand after '{A} as % of b{AT}'.",
     "Write 'plus', 'less' or 'per' or a comma and an option."),
    (f"{A} per b{AT} plus c{AT} wherever", f"'wherever' cannot stand after '{A} per b{AT} plus c{AT}'.",
     "Write 'plus', 'less', 'as % of', 'as multiple of' or 'as index of' or a comma and an option."),
    (f"rank of {A} among districts from highest", f"'from highest' cannot stand after 'rank of {A} among districts'.",
     "Write 'from lowest' or a comma and an option."),
    (f"so rise from {A} to b{AT}", "A value does not begin with 'so rise from'.", f"{BEGIN} Did you mean 'rise from'?"),
    (f"{A} less b{AT} in points", f"'in points' cannot stand after '{A} less b{AT}'.", JOINTS),
    (f"rise from {A} to b{AT} in points of c", f"'of c' cannot stand after 'rise from {A} to b{AT} in points'.",
     "Write a comma and an option."),
    (f"annual rise from {A} to b{AT} with %", f"'with %' cannot stand after 'annual rise from {A} to b{AT}'.",
     "Write 'plus', 'less', 'per' or 'in points' or a comma and an option."),
    # what breaks off
    (f"{A} less ", f"The value breaks off after '{A} less'.", VALUE),
    (f"rise from {A}", f"The value breaks off after 'rise from {A}'.", "Write 'plus', 'less', 'per' or 'to'."),
    (f"gap between {A}", f"The value breaks off after 'gap between {A}'.", "Write 'plus', 'less', 'per' or 'and'."),
    (f"rank of {A}", f"The value breaks off after 'rank of {A}'.", "Write 'among'."),
    (f"mean of a{EACH}", f"The value breaks off after 'mean of a{EACH}'.", "Write 'among'."),
    (f"mean of a{EACH} among", f"The value breaks off after 'mean of a{EACH} among'.",
     "Write a kind of area, as in 'among districts'."),
    (f"count of a{EACH} among a:b", f"'a:b' cannot stand after 'count of a{EACH} among'.",
     "Write a kind of area, as in 'among districts'."),
    (f"count of a{EACH} among districts", f"The value breaks off after 'count of a{EACH} among districts'.",
     "Write 'above' or 'below'."),
    # a star and a name in each other's place
    (f"a{EACH}", f"'a{EACH}' is every area, and one is asked for.",
     f"Name the area, or write 'sum of a{EACH} among …', or 'mean of', 'median of', 'highest of' or 'lowest of'."),
    (f"rank of a{EACH} among districts", f"'a{EACH}' is every area, and one is asked for.",
     f"Name the area, or write 'sum of a{EACH} among …', or 'mean of', 'median of', 'highest of' or 'lowest of'."),
    ("mean of a:north:2018:men among districts", "'a:north:2018:men' is one area, and what is made from many is asked for.",
     "Write 'a:*:2018:men', and after 'among' the kind of area."),
    ("sum of a:*:* among districts", "'*' in 'a:*:*' does not stand for an area.",
     "Write it in the second place only, as in 'dataset:*:period'."),
    ("*:north:2018", "'*' in '*:north:2018' does not stand for an area.",
     "Write it in the second place only, as in 'dataset:*:period'."),
])
def test_what_cannot_be_read_is_told_with_what_can_stand_there(text: str, what: str, fix: str) -> None:
    assert refusal(text) == (what, fix)


MEANT = [
    *((f"{A} {said} b{AT}", said, A, [phrase], JOINTS) for phrase in AFTER
      for said in SYNONYMS[phrase]),
    *((f"{said} {A}", said, "", [phrase], BEGIN) for phrase in (*BEGINNINGS, *WHOLE_FORMS)
      for said in SYNONYMS[phrase]),
    *((f"rise from {A} {said} b{AT}", said, f"rise from {A}", ["to"], "Write 'plus', 'less', 'per' or 'to'.")
      for said in SYNONYMS["to"]),
    *((f"rise from {A} to b{AT} {said}", said, f"rise from {A} to b{AT}", [phrase],
       "Write 'plus', 'less', 'per', 'in points' or 'with %' or a comma and an option.")
      for phrase in ("in points", "with %") for said in SYNONYMS[phrase]),
    *((f"rank of {A} {said} districts", said, f"rank of {A}", ["among"], "Write 'among'.") for said in SYNONYMS["among"]),
    *((f"rank of {A} among districts {said}", said, f"rank of {A} among districts", ["from lowest"],
       "Write 'from lowest' or a comma and an option.") for said in SYNONYMS["from lowest"]),
    *((f"count of a{EACH} among districts {said} b{AT}", said, f"count of a{EACH} among districts", [phrase],
       "Write 'above' or 'below'.") for phrase in ("above", "below") for said in SYNONYMS[phrase]),
]


@pytest.mark.parametrize(("text", "said", "before", "meant", "fix"), MEANT)
def test_what_people_write_for_a_form_leads_to_it(text: str, said: str, before: str, meant: list[str], fix: str) -> None:
    what, answered = refusal(text)
    assert what == (f"'{said}' cannot stand after '{before}'." if before else f"A value does not begin with '{said}'.")
    assert answered.startswith(f"{fix} Did you mean ")
    assert f"'{meant[0]}'" in answered.removeprefix(fix)


@pytest.mark.parametrize(("text", "question"), [
    (f"change from {A} to b{AT}", "Did you mean 'rise from' or 'fall from'?"),
    (f"Rise from {A} to b{AT}", "Did you mean 'rise from'?"), (f"MEAN OF a{EACH} among districts", "Did you mean 'mean of'?"),
    (f"{A} Minus b{AT}", "Did you mean 'less'?"), (f"{A} plsu b{AT}", "Did you mean 'plus'?"),
    (f"raise from {A} to b{AT}", "Did you mean 'rise from'?"), (f"{A} as % off b{AT}", "Did you mean 'as % of'?"),
    (f"{A} as multiples of b{AT}", "Did you mean 'as multiple of'?"), (f"average: a{EACH}", "Did you mean 'mean of'?"),
    (f"gap betwen {A} and b{AT}", "Did you mean 'gap between'?"),
    (f"{A} relative to b{AT}", "Did you mean 'as % of' or 'as index of'?"),
    (f"growth from {A} to b{AT}", "Did you mean 'rise from' or 'annual rise from'?"),
    (f"{A} as a % of b{AT}", "Did you mean 'as % of'?"), (f"{A} as a multiple of b{AT}", "Did you mean 'as multiple of'?"),
    (f"{A} as an index of b{AT}", "Did you mean 'as index of'?"),
    (f"rank of {A} among districts from the lowest", "Did you mean 'from lowest'?"),
    (f"annual rase from {A} to b{AT}", "Did you mean 'annual rise from'?"), (f"{A} less than b{AT}", "Did you mean 'less'?"),
    (f"cagr of {A}", "Did you mean 'annual rise from' or 'annual fall from'?"),
])
def test_a_question_names_what_is_likeliest(text: str, question: str) -> None:
    assert refusal(text)[1].endswith(question)


def test_no_more_words_are_looked_at_than_a_phrase_may_have() -> None:
    assert "Did you mean" not in refusal("an nu al ri se from")[1]


@pytest.mark.parametrize("joint", ["plus", "less", "as", "per", "to", "and", "among", "in", "with", "above", "below", "from"])
def test_what_is_no_value_is_quoted_up_to_the_next_word_of_the_grammar(joint: str) -> None:
    assert refusal(f"a thing xyz {joint} what not")[0] == "'a thing xyz' is not a value."


def test_what_is_like_nothing_gets_no_question() -> None:
    assert "Did you mean" not in "".join(refusal(f"{A} xyzzy b{AT}") + refusal("xyzzy") + refusal(f"rank of {A} xyzzy districts"))


OPTION_FIX = ("After a comma write '1 decimal', '2 significant figures', 'nearest 100', 'in millions', 'as 1 in n', "
              "'as a fraction', 'with interval', 'ordinal' or 'no unit'.")


@pytest.mark.parametrize(("option", "like"), [
    ("10 decimals", "0 decimals"), ("decimals", "2 decimals"), ("nearest 1", "nearest 10"),
    ("in dozens", "in millions"), ("No unit", "no unit"), ("", ""), ("no_unit", "no unit"),
    ("in million", "in millions"), ("in millions of", "in millions"), ("nearest 100 000", "nearest 100000"),
    ("in milions", "in millions"), ("in thousand", "in thousands"), ("in billion", "in billions"),
    ("1 decimale", "1 decimal"), ("2 decimalz", "2 decimals"),
    ("1 decimals more", "1 decimal"), ("nearst 100", "nearest 100"),
    ("with 2 decimals", "2 decimals"), ("all in millions", "in millions"), ("ordinary", "ordinal"), ("sevenfold", ""),
    ("roughly", ""), ("Ordnal", "ordinal"), ("WITH INTERVALL", "with interval"),
    ("1 dp", "1 decimal"), ("1dp", "1 decimal"), ("2 d.p.", "2 decimals"), ("2 D.P", "2 decimals"), ("2dps", "2 decimals"),
    ("1 decimal place", "1 decimal"), ("3 decimal places", "3 decimals"), ("2 places", "2 decimals"), ("0 place", "0 decimals"),
    ("1 decimal only", "1 decimal"), ("2decimals", "2 decimals"),
    ("2 sf", "2 significant figures"), ("3s.f.", "3 significant figures"), ("1 sig fig", "1 significant figure"),
    ("2 sig. figs.", "2 significant figures"), ("2 significant digits", "2 significant figures"),
    ("2 sig figures", "2 significant figures"),
    ("3 significant figures please", "3 significant figures"), ("0 significant figures", "3 significant figures"),
    ("rounded", "0 decimals"), ("whole number", "0 decimals"), ("whole", "0 decimals"), ("integer", "0 decimals"),
    ("round", "0 decimals"), ("no decimals", "0 decimals"),
    ("nearest ten", "nearest 10"), ("to the nearest hundred", "nearest 100"), ("rounded to the nearest thousand", "nearest 1000"),
    ("nearest thousands", "nearest 1000"), ("nearest k", "nearest 1000"), ("the nearest million", "nearest 1000000"),
    ("nearest m", "nearest 1000000"), ("to the nearest 100", "nearest 100"), ("nearest 10 000", "nearest 10000"),
    ("nearest tens", "nearest 10"), ("nearest hundreds", "nearest 100"),
    ("thousands", "in thousands"), ("in k", "in thousands"), ("000s", "in thousands"), ("m", "in millions"),
    ("mn", "in millions"),
    ("in mln", "in millions"), ("million", "in millions"), ("millions", "in millions"), ("bn", "in billions"),
    ("billions", "in billions"),
    ("1 in 5", "as 1 in n"), ("one in ten", "as 1 in n"), ("as 1 in 4", "as 1 in n"),
    ("fraction", "as a fraction"), ("about a third", "as a fraction"), ("as half", "as a fraction"),
    ("a quarter", "as a fraction"),
    ("fifth", "as a fraction"), ("in words", "as a fraction"),
    ("ci", "with interval"), ("confidence interval", "with interval"), ("with margin", "with interval"),
    ("margin of error", "with interval"), ("error", "with interval"), ("interval", "with interval"), ("±", "with interval"),
    ("rank", "ordinal"), ("as rank", "ordinal"), ("as ordinal", "ordinal"), ("as an ordinal", "ordinal"),
    ("without unit", "no unit"), ("hide the unit", "no unit"), ("omit units", "no unit"), ("no units", "no unit"),
    ("unitless", "no unit"), ("number only", "no unit"),
])
def test_what_is_no_option_is_refused_with_those_there_are_and_the_likeliest(option: str, like: str) -> None:
    assert refusal(f"{A}, {option}") == (
        f"'{option}' in '{f'{A}, {option}'.strip()}' is not an option.",
        OPTION_FIX + (f" Did you mean '{like}'?" if like else ""))


@pytest.mark.parametrize("words", ["in points", "with %"])
def test_points_are_no_option_but_belong_to_the_change(words: str) -> None:
    assert refusal(f"rise from {A} to b{AT}, {words}") == (
        f"'{words}' in 'rise from {A} to b{AT}, {words}' is not an option.",
        f"Write it without a comma: 'rise from … to … {words}' or 'fall from … to … {words}'.")


TABLES = datasets(
    dataset("skills", "north 2017 30,north 2018 33,south 2018 40"),
    dataset("spend", "north 2018 roads 1,north 2018 rail 2,land 2017 rail 2"),
)
TABLE_NAMES = ("skills:", "spend:")


@pytest.mark.parametrize(("text", "start", "texts"), [
    ("", 0, (*BEGINNINGS, *TABLE_NAMES)), ("  ", 2, (*BEGINNINGS, *TABLE_NAMES)), ("r", 0, ("rise from", "rank of")),
    ("rise", 0, ("rise from",)), ("rise ", 0, ("rise from",)), ("rise  fr", 0, ("rise from",)), ("rise from", 0, ("rise from",)),
    ("annual ", 0, ("annual rise from", "annual fall from")), ("annual f", 0, ("annual fall from",)),
    ("s", 0, ("sum of", *TABLE_NAMES)), ("sk", 0, ("skills:",)),
    ("skills:", 0, ("skills:north:", "skills:south:")), ("skills:s", 0, ("skills:south:",)),
    ("skills:north:", 0, ("skills:north:2017", "skills:north:2018", "skills:north:latest")),
    ("skills:north:2018", 0, ("skills:north:2018",)), ("skills:north:l", 0, ("skills:north:latest",)),
    ("spend:north:", 0, ("spend:north:2018:", "spend:north:latest:")),
    ("spend:north:2018:r", 0, ("spend:north:2018:roads", "spend:north:2018:rail")),
    ("spend:land:latest:", 0, ("spend:land:latest:rail",)), ("spend:north:2018:rail:", 0, ()), ("gone:", 0, ()),
    ("skills:west:", 0, ()),
    ("skills:north:2018 ", 18, AFTER), ("skills:north:2018 as", 18, AFTER[3:]),
    ("skills:north:2018 as  m", 18, ("as multiple of",)),
    ("skills:north:2018 as % ", 18, ("as % of",)),
    ("skills:north:2018 as % of ", 26, (*STATISTICS, *TABLE_NAMES)),
    ("skills:north:2018 as % of skills:so", 26, ("skills:south:",)),
    ("skills:north:2018 per ", 22, (*NUMBERS, *STATISTICS, *TABLE_NAMES)),
    ("skills:north:2018 per 10", 22, ("100", "1000", "10000", "100000", "1000000")),
    ("skills:north:2018 per 10 ", 22, ()),
    ("mean of ", 8, TABLE_NAMES), ("mean of skills:", 8, ("skills:*:",)),
    ("mean of skills:*:", 8, ("skills:*:2017", "skills:*:2018", "skills:*:latest")), ("mean of skills:*:2018 ", 22, ("among",)),
    ("mean of skills:*:2018 among ", 28, ("country", "districts")), ("rank of skills:north:2018 among d", 32, ("districts",)),
    ("mean of skills:*:2018 among districts ", 38, AFTER), ("count of skills:*:2018 among districts ", 39, ("above", "below")),
    ("rise from skills:north:2017 to skills:north:2018 ", 49, ("plus", "less", "per", "in points", "with %")),
    ("rise from skills:north:2017 ", 28, ("plus", "less", "per", "to")),
    ("rank of skills:north:2018 among districts f", 42, ("from lowest",)),
    ("skills:north:2018,", 18, OPTIONS), ("skills:north:2018, ", 19, OPTIONS), ("skills:north:2018, in m", 19, ("in millions",)),
    ("skills:north:2018, no unit,  ord", 29, ("ordinal",)), ("skills:north:2018, x", 19, ()),
    ("no such thing ", 0, ()), ("skills:north:2018 minus ", 18, ()), ("skills:north:2018 minus skills:", 18, ()),
])
def test_a_half_written_expression_is_told_what_may_come_next(text: str, start: int, texts: tuple[str, ...]) -> None:
    assert continuations(text, TABLES, ["districts", "country"]) == Continuations(start, texts)


def test_each_continuation_leads_to_more_or_to_the_end() -> None:
    """Whatever is offered can be read: written out, it is a value, or can go on."""
    ahead, seen = [""], set[str]()
    while ahead:
        text = ahead.pop()
        seen.add(text)
        found = continuations(text, TABLES, ["districts"])
        if not found.texts:
            parse_expression(text)
        for more in found.texts[:6]:
            longer = text[:found.start] + more + ("" if more.endswith(":") else " ")
            if len(longer.split()) < 9 and longer not in seen and len(seen) < 400:
                ahead.append(longer)
    assert len(seen) > 300


@pytest.mark.parametrize(("written", "meant"), [
    ("people:Derby City:2018", "people:derby-city:2018"),
    ("people:East Midlands:2018:industry", "people:east-midlands:2018:industry"),
    ("rise from people:South Derbyshire:2017 to people:derby:2018", "people:south-derbyshire:2017"),
    ("two words:north:2018", ""), ("people:north 2018", ""), ("people:Port Town:--", ""), ("people: :2018", ""),
])
def test_names_of_several_words_lead_to_the_form_of_an_id(written: str, meant: str) -> None:
    fix = refusal(written)[1]
    assert fix.endswith(f". Did you mean '{meant}'? An id has hyphens and no blanks.") if meant else "An id has" not in fix
