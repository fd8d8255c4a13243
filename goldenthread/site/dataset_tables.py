"""The rows of a dataset as a table of its page: this area's rows first, where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from docutils import nodes

from goldenthread.analysis import Working, decimals_of
from goldenthread.model import (
    Dataset,
    MissingValue,
    Observation,
    format_value,
    gettext,
    in_digits,
    interval_text,
    number_anchor,
    period_in_words,
    row_anchor,
)
from goldenthread.site.html_words import html_words
from goldenthread.site.node_builders import fold, paragraph, table

LONG = 100
"""A table of more rows shows those of the book's own area at first."""
FEW = 20
"""So many rows of a long table are shown at first where none is of the book's own area."""

Rows = Sequence[tuple[tuple[str, ...], Observation | MissingValue]]
NumbersByRow = Mapping[tuple[str, ...], Sequence[Working]]


def table_of_rows(dataset: Dataset, numbers: NumbersByRow) -> list[nodes.Node]:
    """The table of a dataset, with a link to each number taken from a row.

    Of a long one the rows of the book's own area, and behind one link the others; a script makes one table of both, to be
    narrowed, sorted and turned over.
    """
    rows: list[tuple[tuple[str, ...], Observation | MissingValue]] = [*dataset.rows.items(), *dataset.missing.items()]
    if dataset.missing:
        rows.sort(key=lambda entry: entry[1].line)
    if len(rows) <= LONG:
        return [_table(dataset, rows, numbers)]
    own = [entry for entry in rows if dataset.areas[entry[1].area].own]
    first = own or rows[:FEW]
    shown = {key for key, _row in first}
    others = [entry for entry in rows if entry[0] not in shown]
    head = _table(dataset, first, numbers, "gt-rows", "gt-own-rows" if own else "gt-first-rows")
    if not others:
        return [head]
    what = gettext("This area's rows") if own else gettext("The first {number} rows", number=len(first))
    words = gettext("{what}, {shown} of {all}; the others follow below.", what=what, shown=in_digits(len(first)),
                    all=in_digits(len(rows)))
    return [paragraph(words, "gt-rows-words"), head,
            fold(gettext("All other rows ({number})", number=in_digits(len(others))),
                 _table(dataset, others, numbers, "gt-other-rows"))]


def numbers_by_row(dataset: Dataset, workings: Iterable[Working]) -> dict[tuple[str, ...], list[Working]]:
    """By the key of each row of this dataset, the numbers that hang on it."""
    found: dict[tuple[str, ...], list[Working]] = {}
    for working in workings:
        for operand in working.rows:
            if operand.dataset == dataset.id:
                found.setdefault(operand.key, []).append(working)
    return found


def has_column(dataset: Dataset, name: str) -> bool:
    """Whether any row of a table has a `status`, or a `cell`."""
    return any(getattr(row, name) for rows in (dataset.rows, dataset.missing) for row in rows.values())


def _table(dataset: Dataset, rows: Rows, numbers: NumbersByRow, *classes: str) -> nodes.table:
    headers = [gettext("Area"), gettext("Period"), *(name[:1].upper() + name[1:].replace("_", " ")
                                                     for name in dataset.dimensions)]
    value_at = len(headers)
    with_status, with_cell = has_column(dataset, "status"), has_column(dataset, "cell")
    headers += [gettext("Value"), *([gettext("Interval")] if dataset.interval else []),
                *([gettext("Status")] if with_status else []),
                *([gettext("Publisher's cell")] if with_cell else []), *([gettext("In the book")] if numbers else [])]
    measure = f"{dataset.measure} ({dataset.unit})" if dataset.unit else dataset.measure
    node = table(measure, headers, [], classes=["data", *classes], ids=f"table-{'-'.join(classes) or 'rows'}")
    heads = list(node.findall(nodes.entry))
    heads[value_at]["classes"].append("number")
    # a node for each cell would take most of the time of a build with long tables
    body = next(node.findall(nodes.tbody))
    body += nodes.raw("", "".join(
        _row(count, key, _cells(dataset, row, with_status, with_cell), value_at, numbers.get(key, ()) if numbers else None)
        for count, (key, row) in enumerate(rows)), format="html")
    return node


def _cells(dataset: Dataset, row: Observation | MissingValue, with_status: bool, with_cell: bool) -> list[str]:
    return [dataset.areas[row.area].name, period_in_words(row.period), *row.dimensions, *_value_cells(dataset, row),
            *(["; ".join(row.status)] if with_status else []), *([row.cell] if with_cell else [])]


def _value_cells(dataset: Dataset, row: Observation | MissingValue) -> list[str]:
    """The value of a row and, where its table has one, its interval; where there is none, a dash."""
    if isinstance(row, MissingValue):
        return ["\N{EN DASH}", *([""] if dataset.interval else [])]
    value = format_value(row.value, "", decimals_of(dataset, row))
    return [value, *([_interval(dataset, row)] if dataset.interval else [])]


def _interval(dataset: Dataset, row: Observation) -> str:
    """`± 1.2` or `32.1 to 34.9`, with the decimals of its value."""
    decimals = decimals_of(dataset, row)
    return interval_text(row, *[lambda number: format_value(number, "", decimals)] * 2)


def _row(
    count: int, key: Sequence[str], cells: Sequence[str], value_at: int, numbers: Sequence[Working] | None
) -> str:
    first, *others = (escape(cell, quote=False) for cell in cells)
    rest = "".join(f'<td{" class=number" if place == value_at else ""}><p>{cell}</p></td>\n' if cell else "<td></td>\n"
                   for place, cell in enumerate(others, start=1))
    if numbers is not None:
        links = ", ".join(f'<a href="#{number_anchor(one.expression)}">{escape(one.value.text)}</a>' for one in numbers)
        # on a telephone, where the headings are away, the cell says what stands in it
        name = html_words("In the book")
        rest += f'<td class="taken" data-column="{name}"><p>{links}</p></td>\n' if links else "<td></td>\n"
    return (f'<tr id="{escape(row_anchor(key))}" class="row-{"odd" if count % 2 else "even"}">'
            f'<th scope="row" class="stub"><p>{first}</p></th>\n{rest}</tr>\n')
