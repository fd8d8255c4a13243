"""The benchmark: a generated book built by goldenthread, and its text by plain Sphinx with MyST and by other tools, in turn."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks.books import write_bench_book
from benchmarks.editing import measure_editing
from benchmarks.limits import (
    LARGEST_FOR_PEERS,
    LINK,
    NOTHING,
    PARAGRAPH,
    PDF,
    RATIO,
    RULES,
    SERVE,
    SERVED,
    VALUE,
    WHOLE,
    WORD,
)
from benchmarks.measuring import Measured, Results, measure, middle
from benchmarks.peers import Peer, installed_peers
from benchmarks.plain import write_plain
from benchmarks.real_book import NOT_COMPARABLE, change_link, change_paragraph, change_value, copy_book
from benchmarks.report import write_report
from benchmarks.warm import measure_serving

SIZES = {300: 3, 1000: 3, 3000: 1, 10_000: 1}
"""How often each size is measured."""
QUICK_SIZES = {300: 1}
OURS, PLAIN = "goldenthread", "plain Sphinx"
ROUNDS_OF_BOOK, MOST_ROUNDS = 2, 5
"""How often a book that exists is measured, and the most rounds while a ratio is near its limit."""
NEAR = 0.1
"""How near to its limit a ratio is measured again, as a share of the limit."""
PLAIN_AT_ITS_BEST = ("import gc, sys; gc.set_threshold(1_000_000, 5, 1_000); from sphinx.cmd.build import main; "
                     "sys.exit(main(sys.argv[1:]))")
"""Sphinx in one process, which uses the least processor time, and looking for garbage as seldom as we do."""
REPORT = Path(__file__).parents[1] / "docs/developers/performance.md"


def run_bench(*, quick: bool = False, sizes: Sequence[int] = (), rounds: int = 0, peers: Path | None = None) -> int:
    """Measure, print each number as it comes, and write the report; a quick run only prints."""
    measurements: dict[tuple[int, str, str], list[Measured]] = {}
    others, notes_on_others = installed_peers(peers)
    for line in notes_on_others:
        print(line, flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        known = QUICK_SIZES if quick else SIZES
        for items in sizes or known:
            book = Path(place) / f"book-{items}"
            write_bench_book(book, items)
            _measure_rounds(measurements, items, rounds or known.get(items, 1), Bench(book=book, peers=others), most=not quick)
    if not quick:
        write_report(REPORT, measurements, OURS, PLAIN, notes_on_others)
        print(f"Written: {REPORT}")
    return 0


def run_bench_of_book(root: Path, rounds: int = 0) -> int:
    """Measure a copy of a book that exists, and print each number, the ratios, and what is not comparable in them."""
    measurements: dict[tuple[int, str, str], list[Measured]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        book = Path(place) / "book"
        items = copy_book(root, book)
        _measure_rounds(measurements, items, rounds or ROUNDS_OF_BOOK, Bench(book=book, cases=CASES_OF_BOOK), most=True)
    for case in CASES_OF_BOOK:
        ours, plain = (middle(measurements[items, case, who]) for who in (OURS, PLAIN))
        print(f"{case:24} {ours.cpu / plain.cpu:5.2f} times plain Sphinx's processor time; {ours.written:.1f} MB written, plain "
              f"Sphinx {plain.written:.1f} MB; {len(measurements[items, case, OURS])} rounds")
    print("Not comparable:", *NOT_COMPARABLE, sep="\n- ")
    return 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """A book to measure, with what is changed in it and the tools that are given it, too."""

    book: Path
    cases: Mapping[str, Callable[[Path, int], None]] = field(default_factory=lambda: CASES)
    peers: Sequence[Peer] = ()


def _measure_rounds(
    measurements: dict[tuple[int, str, str], list[Measured]], items: int, rounds: int, bench: Bench, *, most: bool
) -> None:
    """Measure so many rounds, and with `most` further ones while a ratio is too near its limit to be sure of."""
    round_ = 0
    while round_ < rounds or (most and round_ < MOST_ROUNDS and near_limit(measurements, items)):
        for case, who, run in measured(bench, items, round_):
            measurements.setdefault((items, case, who), []).append(run)
            print(f"{items:6} items  {case:24} {who:16} {run.cpu:8.2f} s of processor {run.wall:8.2f} s "
                  f"{run.memory:6.0f} MB held {run.written:7.1f} MB written", flush=True)
        round_ += 1


def near_limit(measurements: Results, items: int) -> bool:
    """Whether a ratio to plain Sphinx that has a limit is within a tenth of it."""
    ratios = [middle(measurements[items, case, OURS]).cpu / middle(measurements[items, case, PLAIN]).cpu
              for case in (WHOLE, PARAGRAPH, VALUE, LINK) if (items, case, PLAIN) in measurements]
    return any(abs(ratio / RATIO - 1) < NEAR for ratio in ratios)


def measured(bench: Bench, items: int, round_: int) -> Iterator[tuple[str, str, Measured]]:
    """Every case for a book of so many items, ours, the plain one and in the first round the others in turn."""
    book = bench.book
    place, plain = book.parent, book.with_name(f"plain-{book.name}")
    ours = [sys.executable, "-m", "goldenthread", "--root", str(book)]
    theirs = [sys.executable, "-c", PLAIN_AT_ITS_BEST, "-q", "-j", "1", "-b", "html", str(plain), str(plain / "build/html")]
    for folder in (book, plain):
        shutil.rmtree(folder / "build", ignore_errors=True)
    for case, edit in bench.cases.items():
        edit(book, round_)
        write_plain(book, plain)
        yield case, OURS, measure([*ours, "build", "html"], book / "build")
        yield case, PLAIN, measure(theirs, plain / "build")
        if round_ == 0 and items <= LARGEST_FOR_PEERS:
            yield from ((case, peer.name, peer.measure(book, place / f"{peer.environment}-{items}")) for peer in bench.peers)
    yield RULES, OURS, measure([*ours, "check", "--prose"], book / "build")
    if items <= max(SERVED) and bench.cases is CASES:
        yield SERVE, OURS, measure_serving(book)
    if sys.platform == "linux" and bench.cases is CASES:
        yield from ((case, OURS, run) for case, run in measure_editing(book).items())
    for case, output in ((PDF, "pdf"), (WORD, "docx")):
        yield case, OURS, measure([*ours, "build", output], book / "build")


def _edit_paragraph(book: Path, round_: int) -> None:
    path = book / "evidence/chapter-001.md"
    title, blank, paragraph, rest = path.read_text(encoding="utf-8").split("\n", 3)
    text = "\n".join([title, blank, f"{paragraph} And so on, {'again ' * round_}and on.", rest])
    path.write_text(text, encoding="utf-8", newline="\n")


def _edit_value(book: Path, round_: int) -> None:
    """Change a value that the first finding with a plain one shows, by a tenth, so that no rise becomes a fall."""
    text = (book / "evidence/chapter-001.md").read_text(encoding="utf-8")
    match = re.search(r"\{value\}`([\w-]+):([\w-]+):(\d+)`", text)
    assert match
    path = book / f"evidence/data/{match[1]}.csv"
    row = re.compile(rf"^({match[2]},{match[3]},\d+\.)(\d)$", re.MULTILINE)
    after = row.sub(lambda old: f"{old[1]}{(int(old[2]) + 1) % 10}", path.read_text(encoding="utf-8"))
    path.write_text(after, encoding="utf-8", newline="\n")


def _edit_link(book: Path, round_: int) -> None:
    """Let a priority of the last edition, which gives a reason for it, rest on one finding more."""
    for path in sorted((book / "strategy/2020-03").glob("part-*.md")):
        text = path.read_text(encoding="utf-8")
        match = re.search(r"^:rests_on: (.*)\n(?=:status: .*\n(?::revises: .*\n)?:reason: )", text, re.MULTILINE)
        if match:
            more = next(key for number in count() if (key := f"EV_FINDING_{number:05}") not in match[1])
            path.write_text(f"{text[: match.end(1)]}, {more}{text[match.end(1):]}", encoding="utf-8", newline="\n")
            return


CASES: dict[str, Callable[[Path, int], None]] = {
    WHOLE: lambda book, round_: None, NOTHING: lambda book, round_: None,
    PARAGRAPH: _edit_paragraph, VALUE: _edit_value, LINK: _edit_link,
}
CASES_OF_BOOK: dict[str, Callable[[Path, int], None]] = {
    WHOLE: lambda book, round_: None, NOTHING: lambda book, round_: None,
    PARAGRAPH: change_paragraph, VALUE: change_value, LINK: change_link,
}
