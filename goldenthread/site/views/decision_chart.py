"""What was decided, drawn: how many points of each question met with which decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from docutils import nodes

from goldenthread.charts import Drawing, Series
from goldenthread.documents.nodes import chart
from goldenthread.model import NOT_STATED, Response, gettext, gettext_noop
from goldenthread.site.node_builders import chart_of, paragraph, table
from goldenthread.site.page_context import PageContext

CAPTION = gettext_noop("Points by question and decision")


def decision_chart(page: PageContext, responses: Sequence[Response]) -> chart:
    """A bar for each question and decision that is there, with the same numbers in a table."""
    words = page.register.words
    undecided = words.with_role("disposition", "undecided")[0]
    counts = Counter((r.text("criterion"), r.disposition or undecided) for r in responses)
    keys = [(question, decision) for question in words.in_order("criterion", (key[0] for key in counts))
            for decision in words.in_order("disposition", (key[1] for key in counts)) if (question, decision) in counts]
    names = {(question, decision): f"{words.label('criterion', question or NOT_STATED)}: "
             f"{words.label('disposition', decision).lower()}" for question, decision in keys}
    # a bar needs a period, which it does not show
    year = str(max(edition.published for edition in page.register.editions.values()).year)
    series = [Series(id="-".join(key), label=names[key], points=((year, Decimal(counts[key])),)) for key in keys]
    counted = "; ".join(f"{names[key][:1].lower()}{names[key][1:]}, {counts[key]}" for key in keys)
    alt = gettext("Bars of how many points of each question met with which decision: {counted}.", counted=counted)
    drawing = Drawing(kind="bar", title=gettext(CAPTION), unit="", decimals=0, alt=alt, series=tuple(series),
                      subject=gettext("Question: decision"),
                      ordered=True)
    node = chart_of(drawing, "", "chart-decisions")
    node += nodes.caption("", "", nodes.Text(_finding(responses)))
    node += paragraph(gettext("Source: the points in this book, counted when it was built."), "source")
    node += table(gettext("{title}: the numbers", title=gettext(CAPTION)), [gettext("Question: decision"), gettext("Points")],
                  [[names[key], str(counts[key])] for key in keys], numbers=True, ids="chart-decisions-numbers")
    return node


def _finding(responses: Sequence[Response]) -> str:
    """The largest group of decisions as a sentence."""
    counts = Counter(r.decision for r in responses)
    commonest, most = counts.most_common(1)[0]
    words = commonest.lower()
    if list(counts.values()).count(most) > 1:
        return gettext("How the {number} points were decided, by question", number=len(responses))
    return gettext("{most} of {number} points: {words}", most=most, number=len(responses),
                   words=words) if most < len(responses) else gettext("All {most} points: {words}", most=most, words=words)
