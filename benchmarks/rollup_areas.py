"""A roll-up of generated areas: books with one framework but for a few, national tables and local ones, built and rolled up."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice, product
from pathlib import Path

from benchmarks.books import write_bench_book
from benchmarks.measuring import Measured, measure

ITEMS = 263  # 38 areas then have 10,000
SITE = "https://example.org"
WAYS = ("North", "South", "East", "West", "Mid", "Upper", "Lower", "Great", "Inner", "Outer")
LANDS = ("Vale", "Coast", "Moor", "Weald", "Fens", "Ridge")
# so many tables of each area are its own; the others are national ones, which areas share
LOCAL_EVERY = 3
RELEASES = ("2019-05", "2018-05")
EXTRA = '\n[[challenge]]\nid = "water"\nname = "Clean water"\naim = "To do well."\n'


def names(areas: int) -> list[str]:
    """Invented names, each once: `North Vale`, `South Vale` …, and when all are taken `North Vale 2` and so on."""
    every = (f"{way} {land}" if round_ == 1 else f"{way} {land} {round_}"
             for round_ in count(1) for land, way in product(LANDS, WAYS))
    return list(islice(every, areas))


def write_area(root: Path, name: str, number: int, items: int = ITEMS) -> None:
    """Write the book of one area, with its own texts and numbers; every twelfth has another framework, every ninth no ideas."""
    write_bench_book(root, items, seed=number)
    slug = name.lower().replace(" ", "-")
    _amend(root / "strategy/editions.toml", [(r'^title = "Strategy"', f'title = "Strategy for {name}"'),
                                             (r'^publisher = .*', f'publisher = "{name} partnership"'),
                                             (r'^site = .*', f'site = "{SITE}/{slug}"')])
    _amend(root / "index.md", [(r"^# .*", f"# Strategy for {name}")])
    for path in sorted((root / "evidence/data").glob("*.toml")):
        series = int(path.stem.split("-")[1])
        if (series + number) % LOCAL_EVERY == 0:
            _amend(path, [(r'^title = "', f'title = "{name}: '), (r'^publisher = .*', f'publisher = "{name} councils"'),
                          (r'^url = .*', f'url = "{SITE}/{slug}/tables/{path.stem}"')])
        elif (series * number) % 11 == 1:
            _amend(path, [(r'^released = .*', f'released = "{RELEASES[1]}"')])
    if number % 12 == 5:
        path = root / "strategy/framework.toml"
        text = path.read_text(encoding="utf-8").replace('name = "Data"', 'name = "AI and data"')
        path.write_text(text + EXTRA, encoding="utf-8", newline="\n")
    if number % 9 == 4:
        for path in sorted((root / "strategy").glob("20*/part-*.md")):
            _amend(path, [(r"^:tags: ideas(?=, (people|infrastructure|business|places))", ":tags: people"),
                          (r"^:tags: ideas\b", ":tags: people")])


def _amend(path: Path, changes: Sequence[tuple[str, str]]) -> None:
    text = path.read_text(encoding="utf-8")
    for pattern, new in changes:
        text = re.sub(pattern, lambda match, new=new: new, text, flags=re.MULTILINE)  # type: ignore[misc]
    path.write_text(text, encoding="utf-8", newline="\n")


def run_rollup_bench(areas: int, keep: Path | None, items: int = ITEMS) -> int:
    """Write so many areas, build each on its own, roll them up, and print what each step took; `keep` is where all stays."""
    with tempfile.TemporaryDirectory(prefix="areas-") as place:
        room = keep or Path(place)
        begin = time.perf_counter()
        roots = [room / name.lower().replace(" ", "-") for name in names(areas)]
        for number, (name, root) in enumerate(zip(names(areas), roots, strict=True), start=1):
            write_area(root, name, number, items)
        print(f"{areas} books written in {time.perf_counter() - begin:.1f} s.", flush=True)
        begin = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            built = list(pool.map(_build, roots))
        print(f"{areas} books built in {time.perf_counter() - begin:.1f} s; {sum(one.cpu for one in built):.1f} s of processor, "
              f"{max(one.memory for one in built):.0f} MB at most.", flush=True)
        run = measure([sys.executable, "-m", "goldenthread", "rollup", *(str(root / "build/html") for root in roots), "--local",
                        "--output", str(room / "rollup")], room / "rollup")
        print(f"Rolled up in {run.wall:.1f} s; {run.cpu:.1f} s of processor, {run.memory:.0f} MB at most, "
              f"{run.written:.1f} MB written.")
        if keep:
            print(f"The site is in {room / 'rollup'}.")
    return 0


def _build(root: Path) -> Measured:
    return measure([sys.executable, "-m", "goldenthread", "--root", str(root), "build", "html"], root / "build")
