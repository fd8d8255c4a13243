"""The report of a benchmark: a table and a chart, so that anyone sees what a build takes beside plain Sphinx."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from benchmarks.limits import LARGEST_FOR_PEERS, WHOLE, Medians, growth, limits
from benchmarks.measuring import Measured, Results, middle
from goldenthread.charts import Drawing, Series, draw, for_paper

HEAD = """\
# How long a build takes

Made by `make bench`. A generated book, in the shape of a real one, is built by `goldenthread build html` with every rule, view,
chart, record and download. The same text, with its numbers filled in, its items as headings and each chart's numbers as a table,
is built by plain Sphinx with MyST and the same theme. Both are run in turn: ours with a process for each processor, four at
most; plain Sphinx in one, which uses least, and with Python looking for garbage as seldom as in ours.
Seconds of processor are medians of {rounds}; on a machine that does other work too, only the ratio tells something.

{versions}.

```{{image}} performance.svg
:alt: {alt}
```

| Items | What was changed | Ours, s | Plain Sphinx, s | Ratio | Ours, wall s | Memory, MB | Written, MB |
|---|---|---|---|---|---|---|---|
{rows}

{growth}

Ours alone. In an editor a key brings the pause of 0.02 seconds with it in which more keys are waited for.

| Items | What | Processor, s | Wall, s | Memory, MB |
|---|---|---|---|---|
{alone}

## Limits

Times are seconds of processor. That a changed value writes only the pages that use it is held by a test, not measured here.
Why an aim is missed, and what would take it there, stands in [rules of speed](decisions/speed.md).

| What | At most | Measured | Verdict |
|---|---|---|---|
{limits}

## Other tools

{others}
"""
ALT = "Bars of the processor time of a build as a multiple of plain Sphinx's for the same text, by size of the book and change."
OTHERS = """\
The same book is also written for other tools for items and links, and each makes its pages as it does of itself, with a process
for each processor where it can. Every tool is given each item with its id, title, text with the numbers filled in, tags, other
options and links, the text between the items, and each chart's numbers as a table; none is given our views, records, downloads
or drawings. StrictDoc has a document for each chapter, and beside it the tables and traces that it makes of every document.
mlx.traceability has the pages of plain Sphinx, with items that are no headings, and shows their links and the way back. Doorstop
has a document for each kind of item and edition, and links that bear no name. Each was run once for each change, with books of up
to {largest:,} items.

{notes}

| Items | What was changed | Tool | Processor, s | Wall, s | Memory, MB | Written, MB | Beside plain Sphinx |
|---|---|---|---|---|---|---|---|
{rows}
"""
NO_OTHERS = """\
Other tools for items and links (StrictDoc, mlx.traceability, Doorstop) were not run. Each needs an environment of its own,
and is given books of up to {largest:,} items."""
INSTALL = """\
The folder named with `--peers` holds an environment for each tool, by the name given here; a tool without one is left out:

```console
$ python -m venv FOLDER/strictdoc
$ FOLDER/strictdoc/bin/pip install strictdoc
$ python -m venv FOLDER/mlx-traceability
$ FOLDER/mlx-traceability/bin/pip install mlx.traceability sphinx myst-parser furo
$ python -m venv FOLDER/doorstop
$ FOLDER/doorstop/bin/pip install doorstop
$ make bench ARGS="--peers FOLDER"
```"""


def write_report(path: Path, results: Results, ours: str, plain: str, notes_on_others: Sequence[str] = ()) -> None:
    """Write the tables, and the chart beside them; `told_of_others` has a line on each other tool."""
    medians = {key: middle(runs) for key, runs in results.items()}
    runs = {items: len(measured) for (items, _case, who), measured in results.items() if who == ours}
    rounds = ", ".join(f"{number} {'run' if number == 1 else 'runs'} at {items:,} items" for items, number in runs.items())
    both = [(items, case) for items, case, who in medians if who == ours and (items, case, plain) in medians]
    rows = [_row(items, case, medians[items, case, ours], medians[items, case, plain]) for items, case in both]
    alone = [row_alone(items, case, run)
             for (items, case, who), run in medians.items() if who == ours and (items, case, plain) not in medians]
    names = ("sphinx", "myst-parser", "sphinx-needs", "furo")
    versions = ", ".join(["Python " + platform.python_version(), *(f"{name} {version(name)}" for name in names)])
    path.write_text(HEAD.format(rounds=rounds, alt=ALT, growth=_growth(medians, ours, plain),
                                limits="\n".join(limit.row for limit in limits(medians, ours, plain)),
                                rows="\n".join(rows), alone="\n".join(alone), versions=versions,
                                others=_others(medians, ours, plain, notes_on_others)), encoding="utf-8", newline="\n")
    path.with_suffix(".svg").write_text(_chart(medians, both, ours, plain), encoding="utf-8", newline="\n")


def _others(medians: Medians, ours: str, plain: str, lines: Sequence[str]) -> str:
    """What the other tools took, or that none was run; and how one installs them."""
    rows = [_other(*key, run, medians[key[0], key[1], plain]) for key, run in medians.items() if key[2] not in {ours, plain}]
    if not rows:
        return "\n\n".join([NO_OTHERS.format(largest=LARGEST_FOR_PEERS), *lines, INSTALL])
    notes = "\n".join(f"- {line}" for line in lines)
    return OTHERS.format(largest=LARGEST_FOR_PEERS, notes=notes, rows="\n".join(rows)) + f"\n{INSTALL}"


def _other(items: int, case: str, who: str, run: Measured, plain: Measured) -> str:
    return (f"| {items:,} | {case} | {who} | {run.cpu:.2f} | {run.wall:.2f} | {run.memory:.0f} | {run.written:.1f} | "
            f"{run.cpu / plain.cpu:.2f} |")


def _growth(medians: dict[tuple[int, str, str], Measured], ours: str, plain: str) -> str:
    """How the time of a whole build grows with the book, as a sentence; nothing when there was one size only."""
    mine, theirs = (growth(medians, WHOLE, who) for who in (ours, plain))
    if mine is None or theirs is None:
        return ""
    sizes = [items for items, _case, _who in medians]
    return (f"From {min(sizes):,} to {max(sizes):,} items the time of a whole build grows with the number of items to the power "
            f"of {mine:.2f}, plain Sphinx's to that of {theirs:.2f}.")


def row_alone(items: int, case: str, run: Measured) -> str:
    """A row of the table of what is measured of this program alone."""
    return f"| {items:,} | {case} | {run.cpu:.2f} | {run.wall:.2f} | {run.memory:.0f} |"


def _row(items: int, case: str, ours: Measured, plain: Measured) -> str:
    return (f"| {items:,} | {case} | {ours.cpu:.2f} | {plain.cpu:.2f} | {ours.cpu / plain.cpu:.2f} | {ours.wall:.2f} | "
            f"{ours.memory:.0f} | {ours.written:.1f} |")


def _chart(medians: dict[tuple[int, str, str], Measured], both: list[tuple[int, str]], ours: str, plain: str) -> str:
    series = tuple(
        Series(id=f"{case}-{items}", label=f"{case[0].upper()}{case[1:]}, {items:,} items",
               points=(("2020", Decimal(f"{medians[items, case, ours].cpu / medians[items, case, plain].cpu:.2f}")),))
        for items, case in both)
    drawing = Drawing(kind="bar", title="Processor time of a build as a multiple of plain Sphinx's", unit="times", decimals=2,
                      alt=ALT, series=series, subject="Change and size", ordered=True)
    return for_paper(draw(drawing))
