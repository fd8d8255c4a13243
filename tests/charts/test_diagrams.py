"""Pictures of links: threads and logic chains, in which every word is there and stays on its canvas."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from goldenthread.charts import NARROW, WIDTH, ThreadColumn, draw_chain, draw_thread
from goldenthread.charts.text_layout import SIZE, broken, text_width
from goldenthread.charts.thread_diagram import THREAD_WIDTH

LONG = "Office for National Statistics: Population estimates for the UK, England and Wales, Scotland and Northern Ireland"


def words_of(svg: str, width: int) -> str:
    """All words of a drawing in their order; none leaves the canvas."""
    root = ElementTree.fromstring(svg)
    texts = list(root.iter("{http://www.w3.org/2000/svg}text"))
    for text in texts:
        left = float(text.get("x", ""))
        assert left >= 0
        assert left + text_width(text.text or "", bold=bool(text.get("font-weight"))) <= width, text.text
        assert float(text.get("y", "")) <= float(root.get("height", ""))
    assert root.get("width") == str(width)
    return " ".join(text.text or "" for text in texts)


def test_a_thread_has_every_name_whole_and_a_line_for_each_link_that_is_shown() -> None:
    columns = [ThreadColumn(heading="Data and publications", names=(("a", LONG), ("b", "Jobs"))),
               ThreadColumn(heading="Findings", names=(("EV_A", "Fewer work"), ("EV_B", LONG))),
               ThreadColumn(heading="Priorities", names=(("PRI", "More work"),)),
               ThreadColumn(heading="Actions and measures", names=(("ACT", "Train"), ("MEA", f"Measure: {LONG}")))]
    links = [("a", "EV_A"), ("b", "EV_B"), ("EV_A", "PRI"), ("PRI", "ACT"), ("PRI", "MEA"), ("PRI", "GONE")]
    svg = draw_thread(columns, links, "The thread.")
    told = words_of(svg, THREAD_WIDTH)
    assert told.count(LONG) == 3
    assert "…" not in told
    assert svg.count("<path") == len(links) - 1


def test_words_stay_in_their_boxes_where_a_reader_sets_letters_and_words_further_apart() -> None:
    lines = broken(LONG, 200)
    assert max(text_width(line) + 0.12 * SIZE * len(line) + 0.16 * SIZE * line.count(" ") for line in lines) <= 200 * 1.05
    assert " ".join(lines) == LONG


@pytest.mark.parametrize("width", [NARROW, WIDTH])
def test_a_chain_has_every_step_whole_at_either_width(width: int) -> None:
    told = words_of(draw_chain([("Problem", LONG), ("Outcome", LONG)], "The chain.", width), width)
    assert told == f"Problem {LONG} Outcome {LONG}"
