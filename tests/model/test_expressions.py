"""The grammar of `{value}`: a case for every production, and for what is refused."""

from __future__ import annotations

import pytest

from goldenthread.model import Display, Expression, Operation, Part, Quantity, Term, Unresolved, parse_expression

A, B, C, D = (Term(name, ("north", "2018")) for name in "abcd")
EVERY_A, EVERY_B = (Term(name, ("*", "2018")) for name in "ab")
AT, EACH = ":north:2018", ":*:2018"


def amount(*signed: tuple[int, Term]) -> Quantity:
    return Quantity(tuple(Part(sign, term) for sign, term in signed))


def written(text: str) -> Expression:
    """What a text holds beside how it is shown."""
    tree = parse_expression(text)
    assert tree.display == Display()
    return tree


def test_an_operation_is_called_by_the_word_that_refusals_use() -> None:
    assert [one.value for one in Operation] == [
        "amount", "percent", "multiple", "index", "rise", "fall", "gap", "rank", "count"]


def test_a_single_value_has_one_term_and_nothing_else() -> None:
    tree = parse_expression(f"a{AT}")
    quantity = Quantity((Part(1, A, "", ""),), (), 1)
    assert tree == Expression(Operation.AMOUNT, quantity, None, "", False, False, False, False, False,
                              Display(None, 0, 0, "", "", False, False, False))
    assert tree.terms == (A,)


@pytest.mark.parametrize(("text", "key"), [
    ("a:north:2018", ("north", "2018")),
    (" a:north:2018 ", ("north", "2018")),
    ("a:north:2018:men", ("north", "2018", "men")),
    ("a:north:2017/18:men:all-ages", ("north", "2017/18", "men", "all-ages")),
    ("a:north:mid-2018", ("north", "mid-2018")), ("a:north:2018-Q1", ("north", "2018-Q1")),
    ("a:north:latest", ("north", "latest")),
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
    assert written(text) == Expression(Operation.AMOUNT, amount(*signs))


@pytest.mark.parametrize(("words", "operation"), [
    ("as % of", Operation.PERCENT), ("as multiple of", Operation.MULTIPLE), ("as index of", Operation.INDEX)])
def test_a_proportion_has_a_sum_on_each_side(words: str, operation: Operation) -> None:
    tree = written(f"a{AT} plus b{AT} {words} c{AT} less d{AT}")
    assert tree == Expression(operation, amount((1, A), (1, B)), amount((1, C), (-1, D)))
    assert tree.terms == (A, B, C, D)


@pytest.mark.parametrize("operation", [Operation.RISE, Operation.FALL])
@pytest.mark.parametrize(("before", "after", "fields"), [
    ("", "", {}), ("", " in points", {"in_points": True}), ("", " with %", {"with_percent": True}),
    ("annual ", "", {"annual": True}), ("annual ", " in points", {"annual": True, "in_points": True}),
])
def test_a_change_has_a_sum_on_each_side(operation: Operation, before: str, after: str, fields: dict[str, bool]) -> None:
    tree = written(f"{before}{operation.value} from a{AT} less b{AT} to c{AT} plus d{AT}{after}")
    assert tree == Expression(operation, amount((1, A), (-1, B)), amount((1, C), (1, D)), **fields)  # type: ignore[arg-type]
    assert tree.is_change
    assert tree.is_difference is (("annual" not in fields and bool(fields)) or "in_points" in fields)


def test_a_gap_has_two_sides_and_no_direction() -> None:
    tree = written(f"gap between a{AT} plus b{AT} and c{AT}")
    assert tree == Expression(Operation.GAP, amount((1, A), (1, B)), amount((1, C)))
    assert (tree.is_change, tree.is_difference) == (False, True)
    assert not written(f"a{AT} as % of b{AT}").is_difference


def test_a_rate_divides_one_sum_by_another() -> None:
    tree = written(f"a{AT} less b{AT} per c{AT} plus d{AT}")
    assert tree == Expression(Operation.AMOUNT, Quantity((Part(1, A), Part(-1, B)), (Part(1, C), Part(1, D)), 1))
    assert tree.terms == (A, B, C, D)


@pytest.mark.parametrize("number", [100, 1000, 10000, 100000, 1000000])
def test_a_rate_may_be_counted_for_more_than_one(number: int) -> None:
    assert written(f"a{AT} per {number} b{AT}").left == Quantity((Part(1, A),), (Part(1, B),), number)


def test_rates_stand_wherever_a_value_stands() -> None:
    one, other = Quantity((Part(1, A),), (Part(1, B),)), Quantity((Part(1, C),), (Part(1, D),))
    for text, operation in ((f"a{AT} per b{AT} as % of c{AT} per d{AT}", Operation.PERCENT),
                            (f"rise from a{AT} per b{AT} to c{AT} per d{AT}", Operation.RISE),
                            (f"gap between a{AT} per b{AT} and c{AT} per d{AT}", Operation.GAP)):
        assert written(text) == Expression(operation, one, other)
    assert written(f"count of a{EACH} among districts below c{AT} per d{AT}").right == other


@pytest.mark.parametrize("statistic", ["sum", "mean", "median", "highest", "lowest"])
def test_a_statistic_goes_over_a_kind_and_stands_wherever_a_value_stands(statistic: str) -> None:
    part = Part(1, EVERY_A, statistic, "districts")
    assert written(f"{statistic} of a{EACH} among districts") == Expression(Operation.AMOUNT, Quantity((part,)))
    tree = written(f"c{AT} less {statistic} of b{EACH} among local-area")
    assert tree.left.parts == (Part(1, C), Part(-1, EVERY_B, statistic, "local-area"))
    tree = written(f"c{AT} as % of {statistic} of a{EACH} among districts plus d{AT}")
    assert tree.right == Quantity((part, Part(1, D)))


@pytest.mark.parametrize(("word", "below"), [("above", False), ("below", True)])
def test_a_count_is_of_areas_of_a_kind_on_one_side_of_a_value(word: str, below: bool) -> None:
    tree = written(f"count of a{EACH} among districts {word} c{AT} plus d{AT}")
    assert tree == Expression(Operation.COUNT, Quantity((Part(1, EVERY_A, "count", "districts"),)), amount((1, C), (1, D)),
                              below=below)


@pytest.mark.parametrize(("words", "among", "lowest"), [
    ("among district", "district", False),
    ("among districts", "districts", False),
    ("among local-areas", "local-areas", False),
    ("among districts from lowest", "districts", True),
])
def test_a_rank_names_a_kind_and_from_which_end(words: str, among: str, lowest: bool) -> None:
    assert written(f"rank of a{AT} {words}") == Expression(Operation.RANK, amount((1, A)), among=among, from_lowest=lowest)


@pytest.mark.parametrize("text", [
    f"a{AT} as % of b{AT}, 1 decimal", f"rise from a{AT} to b{AT}", f"rank of a{AT} among districts from lowest",
    f"a{AT} less b{AT}",
])
def test_an_expression_may_be_broken_over_lines_wherever_a_space_stands(text: str) -> None:
    assert parse_expression(text.replace(" ", "\n   ")) == parse_expression(text)


@pytest.mark.parametrize(("option", "field", "value"), [
    ("0 decimals", "decimals", 0), ("1 decimal", "decimals", 1), ("2 decimals", "decimals", 2), ("9 decimals", "decimals", 9),
    ("1 significant figure", "figures", 1), ("3 significant figures", "figures", 3), ("9 significant figures", "figures", 9),
    ("nearest 5", "nearest", 5), ("nearest 10", "nearest", 10), ("nearest 25", "nearest", 25), ("nearest 500", "nearest", 500),
    ("nearest 1000", "nearest", 1000), ("nearest 2500", "nearest", 2500), ("nearest 50", "nearest", 50),
    ("in thousands", "scale", "thousands"), ("in millions", "scale", "millions"), ("in billions", "scale", "billions"),
    ("as 1 in n", "words", "1 in n"), ("as a fraction", "words", "fraction"), ("with interval", "interval", True),
    ("ordinal", "ordinal", True), ("no unit", "no_unit", True),
])
def test_an_option_stands_after_a_comma(option: str, field: str, value: object) -> None:
    tree = parse_expression(f"a{AT}, {option}")
    assert tree == Expression(Operation.AMOUNT, amount((1, A)), display=Display(**{field: value}))  # type: ignore[arg-type]


def test_options_change_nothing_else_of_an_expression() -> None:
    tree = parse_expression(f"a{AT} as % of b{AT} ,  2 decimals,no unit")
    assert tree == Expression(Operation.PERCENT, amount((1, A)), amount((1, B)), display=Display(decimals=2, no_unit=True))
    tree = parse_expression(f"rank of a{AT} among districts from lowest, no unit")
    assert tree == Expression(Operation.RANK, amount((1, A)), among="districts", from_lowest=True, display=Display(no_unit=True))


def refused_options(text: str) -> tuple[str, str]:
    with pytest.raises(Unresolved) as raised:
        parse_expression(text)
    assert raised.value.code == "value.options"
    return raised.value.what, raised.value.fix


@pytest.mark.parametrize(("one", "other"), [
    ("1 decimal", "2 decimals"), ("in thousands", "in millions"), ("nearest 10", "nearest 100"), ("nearest 100", "2 decimals"),
    ("0 decimals", "nearest 10"), ("2 significant figures", "nearest 10"), ("1 decimal", "3 significant figures"),
    ("as 1 in n", "as a fraction"), ("as a fraction", "1 decimal"), ("2 significant figures", "as 1 in n"),
])
def test_options_that_contradict_each_other_are_refused(one: str, other: str) -> None:
    due = f"'{one}' and '{other}' contradict each other.", "Keep one of the two."
    assert refused_options(f"a{AT}, {one}, {other}") == due
    assert refused_options(f"a{AT} as % of b{AT}, {one}, no unit, {other}") == due


@pytest.mark.parametrize("option", ["1 decimal", "nearest 10", "in millions", "ordinal", "no unit", "with interval", "as 1 in n",
                                    "as a fraction", "2 significant figures"])
def test_an_option_stands_once(option: str) -> None:
    assert refused_options(f"a{AT}, {option}, {option}") == (f"'{option}' is asked for twice.", "Write it once.")


@pytest.mark.parametrize("option", ["1 decimal", "nearest 10", "in millions", "2 significant figures", "as a fraction"])
def test_a_rank_is_whole_and_takes_neither_rounding_nor_scale(option: str) -> None:
    def due(whole: str) -> tuple[str, str]:
        return f"'{whole}' gives a whole rank, which '{option}' cannot change.", f"Take '{option}' away."

    assert refused_options(f"a{AT}, ordinal, {option}") == due("ordinal")
    assert refused_options(f"a{AT}, no unit, {option}, ordinal") == due("ordinal")
    assert refused_options(f"rank of a{AT} among districts, no unit, {option}") == due("rank of")
    assert refused_options(f"count of a{EACH} among districts above b{AT}, {option}") == (
        f"'count of' gives a whole number, which '{option}' cannot change.", f"Take '{option}' away.")


@pytest.mark.parametrize("text", [
    f"a{AT} plus b{AT}", f"a{AT} less b{AT}", f"a{AT} as % of b{AT}", f"a{AT} as multiple of b{AT}", f"rise from a{AT} to b{AT}",
    f"fall from a{AT} to b{AT} in points", f"a{AT} per b{AT}", f"mean of a{EACH} among districts",
    f"count of a{EACH} among districts above b{AT}",
])
def test_what_is_worked_out_is_no_rank_and_has_no_interval(text: str) -> None:
    assert refused_options(f"{text}, with interval") == (
        "'with interval' is asked of what is worked out, and only a row has an interval.",
        "Take it away, or give each value with its own interval.")
    assert refused_options(f"{text}, ordinal") == (
        "'ordinal' is asked of what is worked out, which is no rank.",
        "Take 'ordinal' away, or ask it of a single value from a table of ranks.")


@pytest.mark.parametrize(("one", "other"), [
    ("as 1 in n", "in millions"), ("as a fraction", "no unit"), ("as 1 in n", "with interval"), ("ordinal", "with interval"),
])
def test_what_is_said_in_words_or_as_a_place_has_nothing_beside_it(one: str, other: str) -> None:
    for options in (f"{one}, {other}", f"{other}, {one}"):
        assert refused_options(f"a{AT}, {options}") == (f"'{one}' and '{other}' contradict each other.", "Keep one of the two.")


@pytest.mark.parametrize("options", [
    "with interval, no unit, 1 decimal", "2 significant figures, in thousands",
    "2 significant figures, in millions", "in millions, nearest 100000", "no unit, in millions, 1 decimal", "ordinal, no unit"])
def test_options_that_agree_stand_side_by_side(options: str) -> None:
    parse_expression(f"a{AT}, {options}")
    assert parse_expression(f"rank of a{AT} among districts, ordinal, no unit").display.ordinal
