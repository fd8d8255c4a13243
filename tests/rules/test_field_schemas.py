"""Whether the value of a book's own field fits what `ubproject.toml` says of it, told in plain words."""

from __future__ import annotations

import pytest

from goldenthread.rules.field_schemas import schema_fault


@pytest.mark.parametrize(("value", "schema"), [
    ("3", {"type": "integer"}), ("-12", {"type": "integer"}), ("3", {"type": "number"}), ("-3.50", {"type": "number"}),
    ("true", {"type": "boolean"}), ("false", {"type": "boolean"}), ("1", {"type": "integer", "minimum": 1, "maximum": 1}),
    ("0.5", {"type": "number", "minimum": 0.5, "maximum": 0.5}), ("", {}), ("any words", {"type": "string"}),
    ("abc", {"minLength": 3, "maxLength": 3, "pattern": "b"}), ("a, b", {"type": "array", "maxLength": 1}),
    ("9" * 30, {"type": "integer"}), ("9" * 30 + "." + "9" * 30, {"type": "number"}),
])
def test_a_value_that_fits_has_no_fault(value: str, schema: dict[str, object]) -> None:
    assert schema_fault(value, schema) is None


WHOLE, NUMBER = ("no whole number", "Write digits alone, as in 3."), ("no number", "Write digits with a point, as in 3.5.")


@pytest.mark.parametrize(("value", "schema", "fault"), [
    *((value, {"type": "integer"}, WHOLE) for value in ("3.5", "three", "", "+3", "3 ", " 3", "9" * 31, "--3")),
    *((value, {"type": "number"}, NUMBER) for value in ("three", "", "3.", ".5", "3,5", "9" * 31, "1." + "9" * 31, "1.5.5")),
    *((value, {"type": "boolean"}, ("neither true nor false", "Write one of both.")) for value in ("True", "yes", "")),
    ("0", {"type": "integer", "minimum": 1}, ("less than 1", "Write a number from 1 on.")),
    ("-0.6", {"type": "number", "minimum": -0.5}, ("less than -0.5", "Write a number from -0.5 on.")),
    ("-1", {"type": "integer", "minimum": 0}, ("less than 0", "Write a number from 0 on.")),
    ("26", {"type": "integer", "maximum": 25}, ("more than 25", "Write a number up to 25.")),
    ("1", {"type": "integer", "maximum": 0}, ("more than 0", "Write a number up to 0.")),
    ("ab", {"minLength": 3}, ("shorter than 3 letters", "Say it in more words.")),
    ("abcd", {"type": "string", "maxLength": 3}, ("longer than 3 letters", "Say it in fewer words.")),
    ("abc", {"pattern": "^b"}, ("of another form than ubproject.toml asks for", "Write it so that it fits ^b.")),
])
def test_a_value_that_does_not_fit_is_told_with_what_to_write(
    value: str, schema: dict[str, object], fault: tuple[str, str],
) -> None:
    assert schema_fault(value, schema) == fault
