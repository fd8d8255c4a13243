"""The grammar of `{value}`: a case for every production, and for what is refused."""

from __future__ import annotations

import pytest

from goldenthread.model import Expression, Operation, Term, Unresolved, parse_expression

A, B, C, D = (Term(name, ("north", "2018")) for name in "abcd")
AT = ":north:2018"


def written(expression: Expression) -> dict[str, object]:
    """What an expression holds beside what every expression has when nothing is said."""
    plain = parse_expression(f"a{AT}")
    names = ("operation", "left", "right", "among", "lowest_first", "decimals", "nearest", "scale", "no_unit", "ordinal")
    return {name: getattr(expression, name) for name in names if getattr(expression, name) != getattr(plain, name)}


def test_an_operation_is_called_by_the_word_that_refusals_use() -> None:
    assert [one.value for one in Operation] == ["sum", "percent", "multiple", "rise", "fall", "rank"]


def test_a_single_value_has_one_term_and_nothing_else() -> None:
    found = parse_expression(f"a{AT}")
    assert (found.operation, found.left, found.right, found.terms) == (Operation.SUM, ((1, A),), (), (A,))
    assert (found.among, found.lowest_first, found.decimals, found.nearest, found.scale) == ("", False, None, 0, "")
    assert (found.no_unit, found.ordinal) == (False, False)


@pytest.mark.parametrize(("text", "key"), [
    ("a:north:2018", ("north", "2018")),
    (" a:north:2018 ", ("north", "2018")),
    ("a:north:2018:men", ("north", "2018", "men")),
    ("a:north:2017/18:men:all-ages", ("north", "2017/18", "men", "all-ages")),
    ("a:north:mid-2018", ("north", "mid-2018")),
])
def test_a_term_names_dataset_area_period_and_dimensions(text: str, key: tuple[str, ...]) -> None:
    [term] = parse_expression(text).terms
    assert term == Term("a", key)
    assert str(term) == text.strip()


@pytest.mark.parametrize(("text", "signs"), [
    (f"a{AT} plus b{AT}", [(1, A), (1, B)]),
    (f"a{AT} less b{AT}", [(1, A), (-1, B)]),
    (f"a{AT} less b{AT} plus c{AT} less d{AT}", [(1, A), (-1, B), (1, C), (-1, D)]),
    (f"a{AT}  plus\n b{AT}", [(1, A), (1, B)]),
])
def test_each_term_of_a_sum_has_its_sign(text: str, signs: list[tuple[int, Term]]) -> None:
    found = parse_expression(text)
    assert (found.operation, list(found.left), found.right) == (Operation.SUM, signs, ())


@pytest.mark.parametrize(("words", "operation"), [
    ("as % of", Operation.PERCENT), ("as multiple of", Operation.MULTIPLE)])
def test_a_proportion_has_a_sum_on_each_side(words: str, operation: Operation) -> None:
    found = parse_expression(f"a{AT} plus b{AT} {words} c{AT} less d{AT}")
    assert written(found) == {"operation": operation, "left": ((1, A), (1, B)), "right": ((1, C), (-1, D))}
    assert found.terms == (A, B, C, D)


@pytest.mark.parametrize("operation", [Operation.RISE, Operation.FALL])
def test_a_change_has_a_sum_on_each_side(operation: Operation) -> None:
    found = parse_expression(f"{operation.value} from a{AT} less b{AT} to c{AT} plus d{AT}")
    assert written(found) == {"operation": operation, "left": ((1, A), (-1, B)), "right": ((1, C), (1, D))}


@pytest.mark.parametrize(("words", "among", "lowest"), [
    ("among district", "district", False),
    ("among districts", "district", False),
    ("among local-areas", "local-area", False),
    ("among districts from lowest", "district", True),
])
def test_a_rank_names_a_kind_and_from_which_end(words: str, among: str, lowest: bool) -> None:
    found = parse_expression(f"rank of a{AT} {words}")
    assert (found.operation, found.left, found.right) == (Operation.RANK, ((1, A),), ())
    assert (found.among, found.lowest_first) == (among, lowest)


@pytest.mark.parametrize("text", [
    f"a{AT} as % of b{AT}, 1 decimal", f"rise from a{AT} to b{AT}", f"rank of a{AT} among districts from lowest",
    f"a{AT} less b{AT}",
])
def test_an_expression_may_be_broken_over_lines_wherever_a_space_stands(text: str) -> None:
    assert parse_expression(text.replace(" ", "\n   ")) == parse_expression(text)


@pytest.mark.parametrize(("option", "field", "value"), [
    ("0 decimals", "decimals", 0), ("1 decimal", "decimals", 1), ("2 decimals", "decimals", 2),
    ("nearest 10", "nearest", 10), ("nearest 1000", "nearest", 1000),
    ("in thousands", "scale", "thousands"), ("in millions", "scale", "millions"), ("in billions", "scale", "billions"),
    ("ordinal", "ordinal", True), ("no unit", "no_unit", True),
])
def test_an_option_stands_after_a_comma(option: str, field: str, value: object) -> None:
    assert written(parse_expression(f"a{AT}, {option}")) == {field: value}


def test_options_change_nothing_else_of_an_expression() -> None:
    found = parse_expression(f"a{AT} as % of b{AT} ,  2 decimals,no unit")
    assert written(found) == {"operation": Operation.PERCENT, "right": ((1, B),), "decimals": 2, "no_unit": True}
    found = parse_expression(f"rank of a{AT} among districts from lowest, no unit")
    assert written(found) == {"operation": Operation.RANK, "among": "district", "lowest_first": True, "no_unit": True}


@pytest.mark.parametrize(("text", "word"), [
    ("", ""), ("a", "a"), ("a:north", "a:north"), ("a:north:", "a:north:"),
    (":north:2018", ":north:2018"), ("a::2018", "a::2018"),
    ("two words:north:2018", "two words:north:2018"),
    (f"a{AT} times b{AT}", f"a{AT} times b{AT}"), (f"a{AT} plus b", "b"),
    (f"a{AT} as % of b", "b"), (f"grow from a{AT} to b{AT}", f"grow from a{AT} to b{AT}"),
    ("rank of a:north among districts", "a:north"), ("A|north|2018", "A|north|2018"),
    (f"a{AT} less ", f"a{AT} less"), (f"a{AT} as % of b{AT} as % of c{AT}", f"b{AT} as % of c{AT}"),
    (f"rank of a{AT} among districts from highest", f"rank of a{AT} among districts from highest"),
    (f"so rise from a{AT} to b{AT}", f"so rise from a{AT} to b{AT}"),
])
def test_what_is_no_value_is_refused_with_a_value_as_example(text: str, word: str) -> None:
    with pytest.raises(Unresolved) as raised:
        parse_expression(text)
    assert (raised.value.code, raised.value.what, raised.value.fix) == (
        "value.grammar", f"'{word}' is not a value.",
        "Write dataset:area:period, and further dimensions after colons, as in 'co2-2017:derby:2017:transport'.")


@pytest.mark.parametrize("option", [
    "10 decimals", "decimals", "nearest 5", "nearest 1", "nearest 25", "in dozens", "No unit", "", "no_unit", "in million",
    "1 decimals more", "nearest 100 000", "in millions of", "with 2 decimals", "the nearest 10", "all in millions",
])
def test_what_is_no_option_is_refused_with_those_there_are(option: str) -> None:
    with pytest.raises(Unresolved) as raised:
        parse_expression(f"a{AT}, 1 decimal, {option}")
    assert (raised.value.code, raised.value.what, raised.value.fix) == (
        "value.grammar", f"'{option}' in '{f'a{AT}, 1 decimal, {option}'.strip()}' is not an option.",
        "After a comma write '1 decimal', 'nearest 100', 'in millions', 'ordinal' or 'no unit'.")
