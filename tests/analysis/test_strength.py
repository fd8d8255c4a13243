"""How strong the evidence under a priority is, as sentences say it."""

from __future__ import annotations

import pytest

from goldenthread.analysis.strength import Strength

ONE = {"findings": 1, "high": 1, "medium": 0, "low": 0, "publishers": 1, "newest": 2018, "oldest": 2018}


@pytest.mark.parametrize(("counts", "words"), [
    ({}, "Rests on one finding, of high confidence, from one publisher; the newest is about 2018"),
    ({"high": 0, "medium": 1}, "Rests on one finding, none of high confidence, from one publisher; the newest is about 2018"),
    ({"findings": 2, "high": 2, "publishers": 2},
     "Rests on two findings, all of high confidence, from two publishers; the newest is about 2018"),
    ({"findings": 4, "high": 1, "medium": 3, "publishers": 0, "newest": None},
     "Rests on four findings, one of high confidence, from no publishers"),
    ({"findings": 3, "high": 0, "medium": 2, "low": 1},
     "Rests on three findings, none of high confidence, from one publisher; the newest is about 2018"),
    ({"findings": 11, "high": 10, "medium": 1, "publishers": 12},
     "Rests on 11 findings, ten of high confidence, from 12 publishers; the newest is about 2018"),
    ({"findings": 0, "high": 0, "publishers": 0, "newest": None}, "Rests on no finding"),
])
def test_what_findings_amount_to_is_a_sentence(counts: dict[str, int], words: str) -> None:
    assert Strength(**{**ONE, **counts}).words == words
