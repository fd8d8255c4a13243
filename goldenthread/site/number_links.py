"""A number in a sentence: its link, and the panel beside it that shows its working."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.builders import Builder

from goldenthread.analysis import Operand, Working, working_of
from goldenthread.model import NO_BREAK_SPACE, Register, Value, gettext, number_anchor, number_of
from goldenthread.site.html_words import html_words
from goldenthread.site.page_addresses import number_uri, row_uri, working_uri
from goldenthread.site.page_context import PageContext

LONGEST_LIST = 8
"""A longer list of rows is folded on the dataset's page, and cut in the panel of a number."""


def number_node(value: Value, expression: str) -> nodes.reference:
    """A number as a link that leads nowhere yet. `expression` says by what the panel of its page is found."""
    return nodes.reference("", value.text, internal=True, classes=["value"],
                           reftitle=gettext("Source: {source}", source=value.source),
                           expression=expression)


def number_link(page: PageContext, text: str) -> nodes.reference:
    """A number on a page that is being filled. Raises `Unresolved` for an expression that has no value."""
    working = working_of(text, page.register.datasets)
    node = number_node(working.value, working.expression)
    node["refuri"], node["docname"] = number_uri(page.builder, page.docname, working), page.docname
    return node


def breaking_in_unit(text: str) -> str:
    """A number that stays with the first word of its unit, while the rest of a long unit may go on in a telephone's next line."""
    number, space, unit = text.partition(NO_BREAK_SPACE)
    return number + space + unit.replace(NO_BREAK_SPACE, " ")


def place_of_number(expression: str, occurrence: int) -> str:
    """The id of a number in the text of a page, by how often it has stood there up to here."""
    anchor = number_anchor(expression)
    return anchor if occurrence == 1 else f"{anchor}-{occurrence}"


def panel_id(expression: str) -> str:
    """The id of the panel that shows a number's working on the page where the number stands."""
    return f"working-{number_anchor(expression).removeprefix('number-')}"


def panel(builder: Builder, docname: str, register: Register, working: Working) -> str:
    """The HTML of a panel with a number's working; it stays hidden until a script shows it."""
    name, dataset = panel_id(working.expression), register.datasets[working.value.datasets[0]]
    steps = "".join(f"<p>{escape(step)}.</p>\n" for step in working.steps)
    rows = "".join(f"<li>{_row_link(builder, docname, register, working, operand)}</li>\n"
                   for operand in working.operands[:LONGEST_LIST])
    if more := len(working.operands[LONGEST_LIST:]):
        rows += f"<li>{html_words('and {more}', more=number_of(more, 'other row'))}</li>\n"
    title = html_words("{number}: how it was worked out", number=working.value.text)
    source = html_words("Source: {source}", source=dataset.publisher)
    all_of_it = escape(working_uri(builder, docname, working))
    return f"""<div class="gt-working" id="{name}" popover role="dialog" aria-labelledby="{name}-title" tabindex="-1">
<p class="gt-working-title" id="{name}-title">{title}</p>
{steps}<ul>
{rows}</ul>
<p>{source}. <a href="{all_of_it}">{html_words("Its working and where else it stands")}</a></p>
<p><button class="gt-button" type="button" popovertarget="{name}" popovertargetaction="hide">{html_words("Close")}</button></p>
</div>
"""


def row_in_words(register: Register, working: Working, operand: Operand) -> str:
    """`133 neighbourhoods: North, 2019`, with the table's title where a number has rows of several."""
    title = f" ({register.datasets[operand.dataset].title})" if len(working.value.datasets) > 1 else ""
    return f"{operand.text}: {operand.label}{title}"


def _row_link(builder: Builder, docname: str, register: Register, working: Working, operand: Operand) -> str:
    uri = escape(row_uri(builder, docname, operand.dataset, operand.key))
    return f'<a href="{uri}">{escape(row_in_words(register, working, operand))}</a>'
