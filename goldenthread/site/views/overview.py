"""Views over the whole evidence base, and of the framework and the rules."""

from __future__ import annotations

from docutils import nodes

from goldenthread.model import Priority, all_in_full, gettext, in_digits, period_in_words, starting_sentence
from goldenthread.rules import catalogue
from goldenthread.site.node_builders import Inline, table
from goldenthread.site.page_context import PageContext


def dataset_list(page: PageContext, argument: str) -> list[nodes.Node]:
    """Every dataset with publisher, date of release and number of rows."""
    rows: list[list[Inline]] = [
        [[page.dataset_link(d.id)], d.publisher, period_in_words(d.released), in_digits(len(d.observations))]
        for d in page.register.datasets.values()
    ]
    return [table(gettext("Datasets"), [gettext("Dataset"), gettext("Publisher"), gettext("Released"), gettext("Rows")], rows)]


def evidence_list(page: PageContext, argument: str) -> list[nodes.Node]:
    """Every finding with its tags, confidence and the number of priorities that rest on it."""
    rows: list[list[Inline]] = []
    for item in page.register.evidence():
        names = [tag.name for tag in page.register.framework.tags if tag.id in item.tags]
        supports = page.register.items_linking_to(item.id, "rests_on", Priority)
        confidence = item.label("confidence")
        rows.append([page.link_with_id(item.id), ", ".join(names), confidence, str(len(supports))])
    headers = [gettext("Finding"), starting_sentence(all_in_full(page.register.framework.dimensions)), gettext("Confidence"),
               gettext("Priorities that rest on it")]
    return [table(gettext("Findings"), headers, rows)]


def framework(page: PageContext, argument: str) -> list[nodes.Node]:
    """The dimensions of the framework, each with its tags and their aims."""
    frame = page.register.framework
    return [table(f"{each.plural} ({frame.title})", [gettext("Name"), gettext("Aim")], [[tag.name, tag.aim] for tag in each.tags])
            for each in frame.dimensions]


def rules(page: PageContext, argument: str) -> list[nodes.Node]:
    """Every code that a check may print with the sentence that says the rule."""
    rows: list[list[Inline]] = [[[nodes.literal("", code)], sentence] for code, sentence in catalogue().items()]
    return [table(gettext("Messages and their rules"), [gettext("Code"), gettext("Rule")], rows)]
