"""The benchmark: a generated book built by goldenthread, and its text by plain Sphinx with MyST and by other tools, in turn."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from benchmarks.books import write_bench_book
from benchmarks.limits import LARGEST_FOR_PEERS, NOTHING, PARAGRAPH, PDF, RULES, SERVE, SERVED, WHOLE
from benchmarks.measuring import PROCESSES, Measured, measure
from benchmarks.peers import Peer, installed_peers
from benchmarks.plain import write_plain
from benchmarks.report import write_report
from benchmarks.warm import measure_serving

SIZES = {300: 3, 1000: 3, 3000: 1, 10_000: 1}
"""How often each size is measured."""
QUICK_SIZES = {300: 1}
OURS, PLAIN = "goldenthread", "plain Sphinx"
# no one sets a volume of a thousand sheets, and Typst would need more than the memory that it is given
LARGEST_VOLUME = 1000
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
            for case, who, run in measured(Path(place), items, rounds or known.get(items, 1), others):
                measurements.setdefault((items, case, who), []).append(run)
                print(f"{items:6} items  {case:24} {who:16} {run.cpu:8.2f} s of processor {run.wall:8.2f} s "
                      f"{run.memory:6.0f} MB held {run.written:7.1f} MB written", flush=True)
    if not quick:
        write_report(REPORT, measurements, OURS, PLAIN, notes_on_others)
        print(f"Written: {REPORT}")
    return 0


def measured(place: Path, items: int, rounds: int, peers: Sequence[Peer]) -> Iterator[tuple[str, str, Measured]]:
    """Every case for a book of so many items, so many times, ours, the plain one and in the first round the others in turn."""
    book, plain = place / f"book-{items}", place / f"plain-{items}"
    write_bench_book(book, items)
    ours = [sys.executable, "-m", "goldenthread", "--root", str(book)]
    theirs = [sys.executable, "-m", "sphinx", "-q", "-j", PROCESSES, "-b", "html", str(plain),
              str(plain / "build/html")]
    for round_ in range(rounds):
        for folder in (book, plain):
            shutil.rmtree(folder / "build", ignore_errors=True)
        for case, edit in CASES.items():
            edit(book, round_)
            write_plain(book, plain)
            yield case, OURS, measure([*ours, "build", "html"], book / "build")
            yield case, PLAIN, measure(theirs, plain / "build")
            if round_ == 0 and items <= LARGEST_FOR_PEERS:
                yield from ((case, peer.name, peer.measure(book, place / f"{peer.environment}-{items}")) for peer in peers)
        yield RULES, OURS, measure([*ours, "check"], book / "build")
        if items <= max(SERVED):
            yield SERVE, OURS, measure_serving(book)
        if items <= LARGEST_VOLUME:
            yield PDF, OURS, measure([*ours, "build", "pdf"], book / "build")


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
    PARAGRAPH: _edit_paragraph, "a value in a table": _edit_value, "a link": _edit_link,
}
