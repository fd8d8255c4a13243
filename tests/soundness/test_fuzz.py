"""The readers of a book, given what no author would write: only problems come of it, at a place and with words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from goldenthread.book.areas_file import read_areas
from goldenthread.book.chapters import read_chapter
from goldenthread.book.consultation_file import read_consultation
from goldenthread.book.dataset_cards import read_dataset
from goldenthread.book.editions_file import read_editions
from goldenthread.book.framework_file import read_framework
from goldenthread.book.references import read_references
from goldenthread.book.signoffs import read_signoffs
from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.charts import OPTIONS, ChartFault, draw, drawing_from_options
from goldenthread.model import Fault, Problem
from goldenthread.model.expressions import Unresolved
from goldenthread.model.values import resolve
from goldenthread.rules import check
from goldenthread.rules.prose import check_prose
from tests.books.broken_books import SIGNOFF
from tests.books.hostile_words import SCRIPTS
from tests.books.small_book import (
    AREAS,
    CARD,
    CONSULTATION,
    EDITIONS,
    EVIDENCE,
    FRAMEWORK,
    ROOT,
    TABLE,
    edition_page,
    small_book,
    write_book,
)
from tests.soundness.fuzzing import put, raws, texts, tried, watched
from tests.soundness.mutating import mutated, mutated_settings
from tests.soundness.trials import Trials

pytestmark = pytest.mark.sound
ROOM = "Hostile input"
PEOPLE = "evidence/people.md"
HELD = ("no crash, no hang, no memory without end, nothing written and nothing read outside the book: only problems, each at a "
        "line and with words")
BIB = """\
@misc{one,
  author = {{Office of "Counting"}},
  title = {A {T}itle \\& more},
  year = {2019},
  url = {https://example.org/a?b=c},
  note = "A note",
}
@book(two, author = "A and B", crossref = {one}, year = 2018)
"""
CHAPTER = """\
---
orphan: true
---
# Notes

Text with {value}`skills-2018:north:2018`, {cite}`one`, [a page](people.md), <https://example.org> and `code`.[^note]

[^note]: A note with {need}`Words <EV_SKILLS>`.

:::{chart} skills-2018
:kind: bar
:alt: "Words: that stand for it"

A *caption*.
:::

::::{note}
:::{image} picture.svg
:alt: Words
:::
::::

```{toctree}
:caption: More

Words <people>
```

> - A list
>   1. within

| a | b |
|---|---|
| {sub}`1` | ~~~ |

% a comment
"""


def known(problems: list[Problem]) -> None:
    for problem in problems:
        assert problem.place.line >= 0 and problem.what and problem.fix and problem.code, problem
        str(problem).encode("utf-8", "replace")


def areas(root: Path) -> Any:
    return read_areas(root)[0]


Reader = Callable[[], tuple[Any, ...]]
FILES: dict[str, tuple[str, tuple[str, ...], Callable[[Path], Reader]]] = {
    "a table (CSV)": ("evidence/data/skills-2018.csv", (TABLE, "area,period,value\nnorth,2018,1\n"),
                      lambda root: partial(read_dataset, root, "skills-2018", areas(root))),
    "the card of a table": ("evidence/data/skills-2018.toml", (CARD, CARD + 'dimensions = ["sex"]\ncautions = ["a", "b"]\n'),
                            lambda root: partial(read_dataset, root, "skills-2018", areas(root))),
    "editions.toml": ("strategy/editions.toml", (EDITIONS, EDITIONS + '[[edition.dropped]]\nid = "X"\nreason = "y"\n'),
                      lambda root: partial(read_editions, root)),
    "areas.toml": ("evidence/areas.toml",
                   (AREAS, AREAS.replace('kind = "country"', 'kind = "country"\ntile = [1, 2]')),
                   lambda root: partial(read_areas, root)),
    "framework.toml": ("strategy/framework.toml", (FRAMEWORK,), lambda root: partial(read_framework, root)),
    "sign-offs": ("strategy/2020-03/agreed.toml", (SIGNOFF, SIGNOFF + "\n" + SIGNOFF),
                  lambda root: partial(read_signoffs, root, tuple(read_editions(root)[1].values()))),
    "consultation.toml": ("strategy/consultation/consultation.toml", (CONSULTATION,),
                          lambda root: partial(read_consultation, root, ("accuracy", "insight"))),
    "a bibliography (BibTeX)": ("evidence/references.bib", (BIB,), lambda root: partial(read_references, root)),
    "the kinds of items (ubproject.toml)": ("ubproject.toml", ((ROOT / "ubproject.toml").read_text(encoding="utf-8"),),
                                            lambda root: lambda: (read_vocabulary(root), [])),
}
"""For each file: where it stands, valid ones, and what reads it in a book, given what the book's other files hold."""


def near(name: str) -> st.SearchStrategy[bytes]:
    """What is near the valid forms of a file."""
    file, valid, _ = FILES[name]
    return raws(*valid, change=mutated_settings if file.endswith(".toml") else mutated)


@pytest.mark.parametrize("name", FILES)
def test_a_reader_tells_problems_and_does_nothing_else(name: str, tmp_path: Path, trials: Trials) -> None:
    file, _valid, reader = FILES[name]
    (write_book(tmp_path) / file).parent.mkdir(parents=True, exist_ok=True)
    read = reader(tmp_path)

    def trial(_raw: bytes) -> None:
        try:
            known(list(read()[-1]))
        except Fault as fault:
            known([fault.problem])

    times = tried(near(name), trial, tmp_path, partial(put, tmp_path / file))
    trials.record(ROOM, f"{name}: any bytes, and a valid file with a few changes", times, HELD)


def test_a_chapter_tells_problems_and_does_nothing_else(tmp_path: Path, trials: Trials) -> None:
    vocabulary = read_vocabulary(write_book(tmp_path))

    def trial(raw: bytes) -> None:
        with suppress(Fault):
            known(read_chapter(tmp_path, PEOPLE, vocabulary).problems)

    times = tried(raws(CHAPTER, EVIDENCE, edition_page("2020-03")), trial, tmp_path, partial(put, tmp_path / PEOPLE))
    trials.record(ROOM, "a chapter: any bytes, and a valid one with a few changes", times,
                HELD)


def test_a_whole_book_with_one_odd_file_is_checked(tmp_path: Path, trials: Trials) -> None:
    write_book(tmp_path)
    times = tried(raws(EVIDENCE, EVIDENCE + CHAPTER.partition("---\n# ")[2]), lambda _raw: known(check(tmp_path)), tmp_path,
                  partial(put, tmp_path / PEOPLE))
    trials.record(ROOM, "every rule over a book with one such chapter", times, HELD)


def test_a_whole_book_with_odd_settings_or_an_odd_table_is_checked(tmp_path: Path, trials: Trials) -> None:
    write_book(tmp_path, {file: valid[0] for file, valid, _ in FILES.values()})
    odd: list[str] = []

    def ready(found: tuple[str, bytes]) -> None:
        for file, valid, _ in (FILES[name] for name in odd):
            put(tmp_path / file, valid[0].encode())
        odd[:] = [found[0]]
        put(tmp_path / FILES[found[0]][0], found[1])

    strategy = st.one_of(*(st.tuples(st.just(name), near(name)) for name in FILES))
    times = tried(strategy, lambda _found: known(check(tmp_path)), tmp_path, ready)
    trials.record(ROOM, "every rule over a book with one odd file of settings, of data or of sources", times, HELD)


def test_prose_is_looked_at_whatever_it_is(tmp_path: Path, trials: Trials) -> None:
    # each chapter is looked at by itself: the others would be the same each time
    others = dict.fromkeys(name for name in small_book() if name.endswith(".md"))
    write_book(tmp_path, {**others, "strategy/style.toml": (ROOT / "strategy/style.toml").read_bytes()})
    times = tried(raws(CHAPTER, EVIDENCE), lambda _raw: known(check_prose(tmp_path)), tmp_path,
                  partial(put, tmp_path / PEOPLE))
    trials.record(ROOM, "the look at the prose of such a chapter", times, HELD)


AGAIN = (
    "{value}``", "{value}`x", "{a}``x ", "[", "](", "![", "<a ", "<!--", "**a_", "`", " :a:\n", ":::\n", ":::x\n",
    "```{note}\n", ":::{note}\n", "> ", "- ", "|", "\n:a: b", "a\n: b\n", "[a]: b\n", "[^a]: x\n", "[^a]", "\\", "&amp",
    "{need}`a` ", "word ", "aaaa.", "%\n", "(x@y.z", "<https://a", " 1.", "}", "} ", ":::{chart} x\n:alt: y\n:::\n",
    ":::{evidence} x\n:id: EV_A\n:::\n", "£1", "A\n\n",
)


@pytest.mark.parametrize("piece", AGAIN)
def test_the_same_piece_again_and_again_takes_no_time_without_end(piece: str, tmp_path: Path, trials: Trials) -> None:
    write_book(tmp_path, {"strategy/style.toml": (ROOT / "strategy/style.toml").read_bytes()})
    times = trials.many(4_000, 40_000) // len(piece)
    (tmp_path / PEOPLE).write_text("# P\n\n" + piece * times, encoding="utf-8")
    with watched(tmp_path):
        known(check(tmp_path))
    with watched(tmp_path):
        known(check_prose(tmp_path))
    trials.record(ROOM, "a chapter of one short piece, again and again", len(AGAIN), HELD)


VALUES = (
    "skills-2018:north:2018", "skills-2018:north:2018 as % of skills-2018:land:2018, 1 decimal",
    "rise from skills-2018:north:2017 to skills-2018:north:2018, nearest 100",
    "rank of skills-2018:north:2018 among district from lowest",
    "skills-2018:north:2018 plus skills-2018:south:2018 less skills-2018:land:2018, in millions, no unit, ordinal",
    "skills-2018:north:2018 as multiple of skills-2018:south:2018",
    "count of skills-2018:*:latest among districts above mean of skills-2018:*:2018 among district",
    "annual fall from skills-2018:south:2018 per 100 skills-2018:north:2017 to skills-2018:north:2018 in points, as 1 in n",
    "gap between skills-2018:north:2018 as index of skills-2018:north:2018 and skills-2018:north:2017, 2 significant figures",
)
PARTS = ("skills-2018", ":", "north", "2018", " plus ", " less ", " as % of ", "rank of ", " among ", ", ", "nearest 10",
         "9 decimals", " per ", "gap between ", " and ", "annual ", "median of ", "sum of ", "*", "latest", " as index of ",
         "as a fraction", "2 significant figures", " with %", " in points", "nearest 25",
         "rise from ", " to ", "in billions", "ordinal", "district", "no unit", *(word for word in SCRIPTS[:4]))


def test_an_expression_has_a_value_or_a_reason(tmp_path: Path, trials: Trials) -> None:
    dataset = read_dataset(write_book(tmp_path), "skills-2018", areas(tmp_path))[0]
    pieces = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)

    def trial(text: str) -> None:
        try:
            assert resolve(text, {"skills-2018": dataset}).text
        except Unresolved as fault:
            assert fault.what and fault.fix and fault.code.startswith("value.")

    times = tried(st.one_of(texts(*VALUES), pieces), trial, tmp_path)
    trials.record(ROOM, "an expression for a number in a sentence", times, "a value, or a reason why there is none")


CHOICES = ("bar", "line", "multiples", "tiles", "threads", "north", "south", "land", "2017", "2018", "2017..2018", "district",
           "all",
           "north, south", "2017, 2018", "yes", "Words that stand for it", "latest", "")


def test_a_chart_is_drawn_or_has_a_reason(tmp_path: Path, trials: Trials) -> None:
    tiles = AREAS.replace('kind = "district"', 'kind = "district"\ntile = [0, 1]', 1).replace('"country"',
                                                                                              '"country"\ntile = [1, 1]')
    dataset = read_dataset(write_book(tmp_path, {"evidence/areas.toml": tiles}), "skills-2018", areas(tmp_path))[0]
    choice = st.one_of(st.sampled_from(CHOICES), st.sampled_from(CHOICES), texts(*CHOICES))
    options = st.dictionaries(st.sampled_from(OPTIONS), choice, max_size=5)

    def trial(chosen: dict[str, str]) -> None:
        try:
            svg = draw(drawing_from_options(dataset, chosen))
        except ChartFault as fault:
            assert fault.what and fault.fix
        else:
            assert svg.startswith("<svg") and "<script" not in svg

    times = tried(options, trial, tmp_path)
    trials.record(ROOM, "the options of a chart", times, "a drawing without script, or a reason why there is none")
