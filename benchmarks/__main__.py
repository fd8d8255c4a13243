"""`python -m benchmarks`: measure builds of generated books beside plain Sphinx and other tools, or a roll-up of many areas."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from benchmarks.comparison import run_bench, run_bench_of_book
from benchmarks.editing import run_editing_bench
from benchmarks.rollup_areas import run_rollup_bench


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks", description="Measure builds of generated books beside plain Sphinx.")
    parser.add_argument("--quick", action="store_true", help="one small book, once, without a report")
    parser.add_argument("--items", type=int, nargs="*", default=(), help="the sizes of the books, in items")
    parser.add_argument("--rounds", type=int, default=0, help="how often each size is measured")
    parser.add_argument("--rollup", type=int, default=0, help="write, build and roll up the books of so many areas instead")
    parser.add_argument("--editor", action="store_true", help="type in an editor instead, and measure until it answers")
    parser.add_argument("--keep", type=Path, help="the folder in which the books of --rollup stay")
    parser.add_argument("--peers", type=Path, help="a folder of environments of other tools (docs/developers/performance.md)")
    parser.add_argument("--book", type=Path, help="the folder of a book that exists, of which a copy is measured instead")
    chosen = parser.parse_args()
    if chosen.book:
        return run_bench_of_book(chosen.book, chosen.rounds)
    if chosen.rollup:
        return run_rollup_bench(chosen.rollup, chosen.keep)
    if chosen.editor:
        return run_editing_bench(chosen.items, chosen.rounds)
    return run_bench(quick=chosen.quick, sizes=chosen.items, rounds=chosen.rounds, peers=chosen.peers)


if __name__ == "__main__":
    sys.exit(main())
