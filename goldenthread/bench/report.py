"""The report of a benchmark: a table and a chart, so that anyone sees what a build takes beside plain Sphinx."""

from __future__ import annotations

import platform
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from goldenthread.bench.limits import WHOLE, growth, limits
from goldenthread.bench.measuring import Measured, Results, middle
from goldenthread.charts import Drawing, Series, draw, for_paper

HEAD = """\
# How long a build takes

Made by `make bench`. A generated book, in the shape of a real one, is built by `goldenthread build html` with every rule, view,
chart, record and download. The same text, with its numbers filled in, its items as headings and each chart's numbers as a table,
is built by plain Sphinx with MyST and the same theme. Both are run in turn, both with a process for each processor, four at most.
Seconds of processor are medians of {rounds}; on a machine that does other work too, only the ratio tells something.

{versions}.

```{{image}} performance.svg
:alt: {alt}
```

| Items | What was changed | Ours, s | Plain Sphinx, s | Ratio | Ours, wall s | Memory, MB | Written, MB |
|---|---|---|---|---|---|---|---|
{rows}

{growth}

Ours alone:

| Items | What | Processor, s | Wall, s | Memory, MB |
|---|---|---|---|---|
{alone}

## Limits

Times are seconds of processor. That a changed value writes only the pages that use it is held by a test, not measured here.

| What | At most | Measured | |
|---|---|---|---|
{limits}

{peers}
"""
ALT = "Bars of the processor time of a build as a multiple of plain Sphinx's for the same text, by size of the book and change."
NO_PEERS = """\
Other tools for items and links (StrictDoc, mlx.traceability, Doorstop) were not run: each needs an environment of its own.
`make bench ARGS="--peers FOLDER"` runs every `FOLDER/<name>/build`, a program that is given the folder of the plain text and a
folder to write to."""


def write_report(path: Path, found: Results, ours: str, plain: str) -> None:
    """Write the table, and the chart beside it."""
    told = {key: middle(runs) for key, runs in found.items()}
    runs = {items: len(measured) for (items, _case, _who), measured in found.items()}
    rounds = ", ".join(f"{number} {'run' if number == 1 else 'runs'} at {items:,} items" for items, number in runs.items())
    both = [(items, case) for items, case, who in told if who == ours and (items, case, plain) in told]
    rows = [_row(items, case, told[items, case, ours], told[items, case, plain]) for items, case in both]
    alone = [f"| {items:,} | {case} | {run.cpu:.2f} | {run.wall:.2f} | {run.memory:.0f} |"
             for (items, case, who), run in told.items() if who == ours and (items, case, plain) not in told]
    peers = [f"{who}, {items:,} items: {run.cpu:.1f} s of processor." for (items, _case, who), run in told.items()
             if who not in {ours, plain}]
    names = ("sphinx", "myst-parser", "sphinx-needs", "furo")
    versions = ", ".join(["Python " + platform.python_version(), *(f"{name} {version(name)}" for name in names)])
    path.write_text(HEAD.format(rounds=rounds, alt=ALT, growth=_growth(told, ours, plain),
                                limits="\n".join(limit.row for limit in limits(told, ours, plain)),
                                rows="\n".join(rows), alone="\n".join(alone), versions=versions,
                                peers="\n".join(peers) or NO_PEERS), encoding="utf-8", newline="\n")
    path.with_suffix(".svg").write_text(_chart(told, both, ours, plain), encoding="utf-8", newline="\n")


def _growth(told: dict[tuple[int, str, str], Measured], ours: str, plain: str) -> str:
    """How the time of a whole build grows with the book, as a sentence; nothing when there was one size only."""
    mine, theirs = (growth(told, WHOLE, who) for who in (ours, plain))
    if mine is None or theirs is None:
        return ""
    sizes = [items for items, _case, _who in told]
    return (f"From {min(sizes):,} to {max(sizes):,} items the time of a whole build grows with the number of items to the power "
            f"of {mine:.2f}, plain Sphinx's to that of {theirs:.2f}.")


def _row(items: int, case: str, ours: Measured, plain: Measured) -> str:
    return (f"| {items:,} | {case} | {ours.cpu:.2f} | {plain.cpu:.2f} | {ours.cpu / plain.cpu:.2f} | {ours.wall:.2f} | "
            f"{ours.memory:.0f} | {ours.written:.1f} |")


def _chart(told: dict[tuple[int, str, str], Measured], both: list[tuple[int, str]], ours: str, plain: str) -> str:
    series = tuple(
        Series(id=f"{case}-{items}", label=f"{case[0].upper()}{case[1:]}, {items:,} items",
               points=(("2020", Decimal(f"{told[items, case, ours].cpu / told[items, case, plain].cpu:.2f}")),))
        for items, case in both)
    drawing = Drawing(kind="bar", title="Processor time of a build as a multiple of plain Sphinx's", unit="times", decimals=2,
                      alt=ALT, series=series, subject="Change and size", ordered=True)
    return for_paper(draw(drawing))
