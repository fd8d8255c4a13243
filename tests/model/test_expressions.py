"""The grammar of `{value}`: a case for every production, and for what is refused."""

from __future__ import annotations

import pytest

from goldenthread.model import Expression, Operation, Term, Unresolved, parse_expression

A, B, C, D = (Term(name, ("north", "2018")) for name in "abcd")
AT = ":north:2018"


def written(expression: Expression) -> dict[str, object]:
    """What an expression holds beside what every expression has when nothing is said."""
    plain = parse_expression(f"a{AT}")
    names = ("operation", "left", "right", "among", "lowest_first", "in_points",
             "decimals", "nearest", "scale", "no_unit", "ordinal")
    return {name: getattr(expression, name) for name in names if getattr(expression, name) != getattr(plain, name)}


def test_an_operation_is_called_by_the_word_that_refusals_use() -> None:
    assert [one.value for one in Operation] == ["sum", "percent", "multiple", "rise", "fall", "rank"]


def test_a_single_value_has_one_term_and_nothing_else() -> None:
    tree = parse_expression(f"a{AT}")
    assert (tree.operation, tree.left, tree.right, tree.terms) == (Operation.SUM, ((1, A),), (), (A,))
    assert (tree.among, tree.lowest_first, tree.decimals, tree.nearest, tree.scale) == ("", False, None, 0, "")
    assert (tree.in_points, tree.no_unit, tree.ordinal) == (False, False, False)


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
    tree = parse_expression(text)
    assert (tree.operation, list(tree.left), tree.right) == (Operation.SUM, signs, ())


@pytest.mark.parametrize(("words", "operation"), [
    ("as % of", Operation.PERCENT), ("as multiple of", Operation.MULTIPLE)])
def test_a_proportion_has_a_sum_on_each_side(words: str, operation: Operation) -> None:
    tree = parse_expression(f"a{AT} plus b{AT} {words} c{AT} less d{AT}")
    assert written(tree) == {"operation": operation, "left": ((1, A), (1, B)), "right": ((1, C), (-1, D))}
    assert tree.terms == (A, B, C, D)


@pytest.mark.parametrize("operation", [Operation.RISE, Operation.FALL])
def test_a_change_has_a_sum_on_each_side(operation: Operation) -> None:
    tree = parse_expression(f"{operation.value} from a{AT} less b{AT} to c{AT} plus d{AT}")
    assert written(tree) == {"operation": operation, "left": ((1, A), (-1, B)), "right": ((1, C), (1, D))}


@pytest.mark.parametrize("operation", [Operation.RISE, Operation.FALL])
def test_a_change_may_be_one_in_points(operation: Operation) -> None:
    tree = parse_expression(f"{operation.value} from a{AT} to b{AT} plus c{AT} in points, 0 decimals")
    assert written(tree) == {
        "operation": operation, "right": ((1, B), (1, C)), "in_points": True, "decimals": 0}


@pytest.mark.parametrize(("words", "among", "lowest"), [
    ("among district", "district", False),
    ("among districts", "district", False),
    ("among local-areas", "local-area", False),
    ("among districts from lowest", "district", True),
])
def test_a_rank_names_a_kind_and_from_which_end(words: str, among: str, lowest: bool) -> None:
    tree = parse_expression(f"rank of a{AT} {words}")
    assert (tree.operation, tree.left, tree.right) == (Operation.RANK, ((1, A),), ())
    assert (tree.among, tree.lowest_first) == (among, lowest)


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
    tree = parse_expression(f"a{AT} as % of b{AT} ,  2 decimals,no unit")
    assert written(tree) == {"operation": Operation.PERCENT, "right": ((1, B),), "decimals": 2, "no_unit": True}
    tree = parse_expression(f"rank of a{AT} among districts from lowest, no unit")
    assert written(tree) == {"operation": Operation.RANK, "among": "district", "lowest_first": True, "no_unit": True}


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
    (f"a{AT} less b{AT} in points", f"b{AT} in points"), (f"rise from a{AT} to b{AT} in points of c", f"b{AT} in points of c"),
])
def test_what_is_no_value_is_refused_with_a_value_as_example(text: str, word: str) -> None:
    with pytest.raises(Unresolved) as raised:
        parse_expression(text)
    assert (raised.value.code, raised.value.what, raised.value.fix) == (
        "value.grammar", f"'{word}' is not a value.",
        "Write dataset:area:period, and further dimensions after colons, as in 'co2-2017:derby:2017:transport'.")


@pytest.mark.parametrize(("option", "like"), [
    ("10 decimals", "0 decimals"), ("decimals", "2 decimals"), ("nearest 5", "nearest 10"), ("nearest 1", "nearest 10"),
    ("nearest 25", "nearest 10"), ("in dozens", "in millions"), ("No unit", "no unit"), ("", ""), ("no_unit", "no unit"),
    ("in million", "in millions"), ("in milions", "in millions"), ("in thousand", "in thousands"), ("in billion", "in billions"),
    ("1 decimale", "1 decimal"), ("2 decimalz", "2 decimals"),
    ("1 decimals more", "1 decimal"), ("nearest 100 000", "nearest 1000"), ("nearst 100", "nearest 100"),
    ("in millions of", "in millions"), ("with 2 decimals", "2 decimals"), ("the nearest 10", "nearest 10"),
    ("all in millions", "in millions"), ("ordinary", "ordinal"), ("sevenfold", ""), ("roughly", ""),
])
def test_what_is_no_option_is_refused_with_those_there_are(option: str, like: str) -> None:
    with pytest.raises(Unresolved) as raised:
        parse_expression(f"a{AT}, {option}")
    assert (raised.value.code, raised.value.what, raised.value.fix) == (
        "value.grammar", f"'{option}' in '{f'a{AT}, {option}'.strip()}' is not an option.",
        "After a comma write '1 decimal', 'nearest 100', 'in millions', 'ordinal' or 'no unit'."
        + (f" Did you mean '{like}'?" if like else ""))


def test_points_are_no_option_but_belong_to_the_change() -> None:
    with pytest.raises(Unresolved) as raised:
        parse_expression(f"rise from a{AT} to b{AT}, in points")
    assert (raised.value.code, raised.value.what, raised.value.fix) == (
        "value.grammar", f"'in points' in 'rise from a{AT} to b{AT}, in points' is not an option.",
        "Write it without a comma: 'rise from … to … in points' or 'fall from … to … in points'.")


def refused_options(text: str) -> tuple[str, str]:
    with pytest.raises(Unresolved) as raised:
        parse_expression(text)
    assert raised.value.code == "value.options"
    return raised.value.what, raised.value.fix


@pytest.mark.parametrize(("one", "other"), [
    ("1 decimal", "2 decimals"), ("in thousands", "in millions"), ("nearest 10", "nearest 100"), ("nearest 100", "2 decimals"),
    ("0 decimals", "nearest 10"),
])
def test_options_that_contradict_each_other_are_refused(one: str, other: str) -> None:
    due = f"'{one}' and '{other}' contradict each other.", "Keep one of the two."
    assert refused_options(f"a{AT}, {one}, {other}") == due
    assert refused_options(f"a{AT} as % of b{AT}, {one}, no unit, {other}") == due


@pytest.mark.parametrize("option", ["1 decimal", "nearest 10", "in millions", "ordinal", "no unit"])
def test_an_option_stands_once(option: str) -> None:
    assert refused_options(f"a{AT}, {option}, {option}") == (f"'{option}' is asked for twice.", "Write it once.")


@pytest.mark.parametrize("option", ["1 decimal", "nearest 10", "in millions"])
def test_a_rank_is_whole_and_takes_neither_rounding_nor_scale(option: str) -> None:
    def due(whole: str) -> tuple[str, str]:
        return f"'{whole}' gives a whole rank, which '{option}' cannot change.", f"Take '{option}' away."

    assert refused_options(f"a{AT}, ordinal, {option}") == due("ordinal")
    assert refused_options(f"a{AT}, no unit, {option}, ordinal") == due("ordinal")
    assert refused_options(f"rank of a{AT} among districts, no unit, {option}") == due("rank of")


@pytest.mark.parametrize("text", [
    f"a{AT} plus b{AT}", f"a{AT} less b{AT}", f"a{AT} as % of b{AT}", f"a{AT} as multiple of b{AT}", f"rise from a{AT} to b{AT}",
    f"fall from a{AT} to b{AT} in points",
])
def test_what_is_worked_out_is_no_rank(text: str) -> None:
    assert refused_options(f"{text}, ordinal") == (
        "'ordinal' is asked of what is worked out, which is no rank.",
        "Take 'ordinal' away, or ask it of a single value from a table of ranks.")


@pytest.mark.parametrize("options", ["in millions, nearest 100000", "no unit, in millions, 1 decimal", "ordinal, no unit"])
def test_options_that_agree_stand_side_by_side(options: str) -> None:
    parse_expression(f"a{AT}, {options}")
    assert parse_expression(f"rank of a{AT} among districts, ordinal, no unit").ordinal
