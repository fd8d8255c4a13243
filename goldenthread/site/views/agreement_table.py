"""Agreement: which priorities of an edition bodies have agreed to, which have changed since, which wait."""

from __future__ import annotations

from collections import Counter

from docutils import nodes

from goldenthread.analysis import AGREED, CHANGED, NOT_YET, agreement_state, agreements
from goldenthread.model import Priority, count_in_words, gettext, number_in_words
from goldenthread.site.node_builders import Inline, bullet_list, paragraph, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.gap_views import edition_at


def agreement_table(page: PageContext, argument: str) -> list[nodes.Node]:
    """How many priorities are agreed to, then one row per sign-off, and one for each priority that has none."""
    edition = edition_at(page, argument)
    priorities = list(page.register.priorities(edition.id))
    if not priorities:
        return [paragraph(gettext("No priority is written yet, so there is nothing to agree to."))]
    counts = Counter(agreement_state(agreements(page.register, priority)) for priority in priorities)
    many = len(priorities)
    if counts[NOT_YET] == many:
        whole = gettext("No sign-off is recorded. The one priority is not yet agreed:") if many == 1 else \
            gettext("No sign-off is recorded. All {many} priorities are not yet agreed:", many=number_in_words(many))
        return [paragraph(whole),
                bullet_list([page.link_with_id(priority.id) for priority in priorities])]
    states = ", ".join(f"{number_in_words(counts[state])} {gettext(state).lower()}"
                       for state in (AGREED, CHANGED, NOT_YET) if counts[state])
    rows = [row for priority in priorities for row in _rows(page, priority)]
    return [paragraph(gettext("Of {many}: {states}.", many=count_in_words(many, "priority"), states=states)),
            table(gettext("Sign-offs, {label}", label=edition.label),
                  [gettext("Priority"), gettext("State"), gettext("Agreed by"), gettext("Date"), gettext("Why")], rows,
                  classes=["wide"])]


def _rows(page: PageContext, priority: Priority) -> list[list[Inline]]:
    link = page.link_with_id(priority.id)
    recorded = agreements(page.register, priority)
    if not recorded:
        return [[link, gettext(NOT_YET), gettext("Nobody yet"), gettext("None"), gettext("None")]]
    return [[page.link_with_id(priority.id), gettext(AGREED if one.holds else CHANGED), one.signoff.role, one.day,
             one.signoff.why]
            for one in recorded]


def agreement_of(page: PageContext, item: Priority) -> list[nodes.Node]:
    """Who has agreed to one priority, when and why, and whether it has changed since."""
    recorded = agreements(page.register, item)
    if not recorded:
        return [paragraph(gettext("Not yet agreed: no sign-off is recorded."))]
    return [bullet_list([f"{one.words}. {one.signoff.why}" for one in recorded])]
