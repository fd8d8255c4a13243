"""Checks whether the value of an option fits its schema in `ubproject.toml`, and says what is wrong in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

WHOLE, NUMBER = re.compile(r"-?[0-9]{1,30}"), re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")


def schema_fault(value: str, schema: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a value and what to do, or None; closed lists are checked by a rule of their own."""
    kind = schema.get("type", "string")
    if kind == "integer" and not WHOLE.fullmatch(value):
        return "no whole number", "Write digits alone, as in 3."
    if kind == "number" and not NUMBER.fullmatch(value):
        return "no number", "Write digits with a point, as in 3.5."
    if kind == "boolean" and value not in ("true", "false"):
        return "neither true nor false", "Write one of both."
    if kind in ("integer", "number"):
        return _outside(Decimal(value), schema)
    return _unfit_text(value, schema) if kind == "string" else None


def _outside(number: Decimal, schema: Mapping[str, Any]) -> tuple[str, str] | None:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and number < Decimal(str(least)):
        return f"less than {least}", f"Write a number from {least} on."
    if most is not None and number > Decimal(str(most)):
        return f"more than {most}", f"Write a number up to {most}."
    return None


def _unfit_text(value: str, schema: Mapping[str, Any]) -> tuple[str, str] | None:
    least, most, pattern = schema.get("minLength", 0), schema.get("maxLength", len(value)), schema.get("pattern", "")
    if len(value) < least:
        return f"shorter than {least} letters", "Say it in more words."
    if len(value) > most:
        return f"longer than {most} letters", "Say it in fewer words."
    if pattern and not re.search(pattern, value):
        return "of another form than ubproject.toml asks for", f"Write it so that it fits {pattern}."
    return None
