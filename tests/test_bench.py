"""The report of a benchmark: what is held against which limit, and how much is missed."""

from __future__ import annotations

from pathlib import Path

from goldenthread.bench.limits import NOTHING, PARAGRAPH, RULES, SERVE, WHOLE, growth, limits
from goldenthread.bench.measuring import Measured
from goldenthread.bench.report import write_report


def run(cpu: float, *, memory: float = 100, written: float = 0) -> Measured:
    return Measured(cpu=cpu, wall=cpu + 1, memory=memory, written=written)


TOLD = {
    (300, WHOLE, "ours"): run(6), (300, WHOLE, "plain"): run(5), (3_000, WHOLE, "ours"): run(60, memory=1_600),
    (3_000, WHOLE, "plain"): run(30), (300, PARAGRAPH, "ours"): run(3), (300, PARAGRAPH, "plain"): run(1),
    (300, NOTHING, "ours"): run(1, written=0.2), (300, RULES, "ours"): run(0.4), (3_000, SERVE, "ours"): run(0.5),
}


def test_each_limit_is_met_or_says_by_how_much_it_is_missed() -> None:
    found = {limit.what: limit.verdict for limit in limits(TOLD, "ours", "plain")}
    assert found == {
        "Whole build, 300 items, beside plain Sphinx": "met",
        "Whole build, 3,000 items, beside plain Sphinx": "missed by 0.50 times (33 %)",
        "Growth of a whole build from 300 to 3,000 items": "met",
        "A paragraph, 300 items, beside plain Sphinx": "missed by 1.50 times (100 %)",
        "Written when nothing changed, 300 items": "missed by 0.2 MB",
        "Rules alone, 300 items": "met",
        "Serve: from a save to the new pages by the clock, 3,000 items": "met",
        "Memory of a process, 3,000 items": "missed by 100 MB (7 %)",
    }


def test_ten_times_the_items_in_ten_times_the_time_is_growth_of_one() -> None:
    assert growth(TOLD, WHOLE, "ours") == 1
    assert growth(TOLD, PARAGRAPH, "ours") is None


def test_the_report_has_a_row_for_each_case_with_its_ratio(tmp_path: Path) -> None:
    write_report(tmp_path / "report.md", {key: [one] for key, one in TOLD.items()}, "ours", "plain")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "| 300 | everything | 6.00 | 5.00 | 1.20 | 7.00 | 100 | 0.0 |" in text
    assert "| 3,000 | everything | 60.00 | 30.00 | 2.00 |" in text
    assert (tmp_path / "report.svg").read_text(encoding="utf-8").startswith("<svg")
