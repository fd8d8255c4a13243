"""Problems in the forms that other programs read: JSON, the annotations of GitHub's log, and SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from goldenthread import __version__
from goldenthread.model import Problem
from goldenthread.rules import catalogue

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def problems_as_json(problems: Sequence[Problem]) -> str:
    """An array with an object for each problem; `line` is 0 if it is not about a particular line."""
    return _json([{"file": one.place.file, "line": one.place.line, "code": one.code, "what": one.what, "fix": one.fix,
                   "about": one.about, "advice": one.advice} for one in problems])


def problems_for_github(problems: Sequence[Problem]) -> str:
    """A line for each problem, which GitHub shows beside the line concerned in a change."""
    return "\n".join(
        f"::{'notice' if one.advice else 'error'} file={_property(one.place.file)},line={one.place.line or 1},"
        f"title={_property(one.code)}::{_data(f'{one.what} {one.fix}')}" for one in problems)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def problems_as_sarif(problems: Sequence[Problem]) -> str:
    """One run in the Static Analysis Results Interchange Format, 2.1.0, with the sentence of each rule that was broken."""
    sentences = catalogue()
    codes = sorted({one.code for one in problems})
    return _json({
        "$schema": SARIF_SCHEMA, "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "goldenthread", "version": __version__,
                "rules": [{"id": code, "shortDescription": {"text": sentences.get(code, code)}} for code in codes]}},
            "columnKind": "unicodeCodePoints",
            "results": [_result(one, codes.index(one.code)) for one in problems]}]})


def _result(problem: Problem, number: int) -> dict[str, Any]:
    region = {"region": {"startLine": problem.place.line}} if problem.place.line else {}
    return {"ruleId": problem.code, "ruleIndex": number, "level": "note" if problem.advice else "error",
            "message": {"text": f"{problem.what} {problem.fix}"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(problem.place.file)}, **region}}]}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "json": problems_as_json, "github": problems_for_github, "sarif": problems_as_sarif}
"""Every form but plain text, by its name."""
