"""Agreement: which priorities of an edition bodies have agreed to, which have changed since, which wait."""

from __future__ import annotations

from collections import Counter

from docutils import nodes

from goldenthread.analysis import AGREED, CHANGED, NOT_YET, agreement_state, agreements
from goldenthread.model import Priority, count_in_words, number_in_words
from goldenthread.site.node_builders import Inline, bullet_list, paragraph, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.gap_views import edition_at


def agreement_table(page: PageContext, argument: str) -> list[nodes.Node]:
    """How many priorities are agreed to, then one row per sign-off, and one for each priority that has none."""
    edition = edition_at(page, argument)
    priorities = list(page.register.priorities(edition.id))
    if not priorities:
        return [paragraph("No priority is written yet, so there is nothing to agree to.")]
    counts = Counter(agreement_state(agreements(page.register, priority)) for priority in priorities)
    many = len(priorities)
    if counts[NOT_YET] == many:
        whole = "The one priority is" if many == 1 else f"All {number_in_words(many)} priorities are"
        return [paragraph(f"No sign-off is recorded. {whole} not yet agreed:"),
                bullet_list([page.link_with_id(priority.id) for priority in priorities])]
    states = ", ".join(f"{number_in_words(counts[state])} {state.lower()}"
                       for state in (AGREED, CHANGED, NOT_YET) if counts[state])
    rows = [row for priority in priorities for row in _rows(page, priority)]
    return [paragraph(f"Of {count_in_words(many, 'priority')}: {states}."),
            table(f"Sign-offs, {edition.label}", ["Priority", "State", "Agreed by", "Date", "Why"], rows, classes=["wide"])]


def _rows(page: PageContext, priority: Priority) -> list[list[Inline]]:
    link = page.link_with_id(priority.id)
    recorded = agreements(page.register, priority)
    if not recorded:
        return [[link, NOT_YET, "Nobody yet", "None", "None"]]
    return [[page.link_with_id(priority.id), AGREED if one.holds else CHANGED, one.signoff.role, one.day, one.signoff.why]
            for one in recorded]


def agreement_of(page: PageContext, item: Priority) -> list[nodes.Node]:
    """Who has agreed to one priority, when and why, and whether it has changed since."""
    recorded = agreements(page.register, item)
    if not recorded:
        return [paragraph(f"{NOT_YET}: no sign-off is recorded.")]
    return [bullet_list([f"{one.words}. {one.signoff.why}" for one in recorded])]
