"""Views of the editions: what there are, and the priorities of each."""

from __future__ import annotations

from docutils import nodes

from goldenthread.model import all_in_full, count_in_words, gettext, period_in_words, starting_sentence
from goldenthread.site.node_builders import Inline, bullet_list, paragraph, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.annexes import edition_of


def priority_list(page: PageContext, argument: str) -> list[nodes.Node]:
    """The edition's priorities with their tags, in the order of its chapters."""
    rows: list[list[Inline]] = []
    for priority in page.register.priorities(edition_of(page, argument)):
        names = [tag.name for tag in page.register.framework.tags if tag.id in priority.tags]
        rows.append([page.link_with_id(priority.id), ", ".join(names), str(len(priority.rests_on))])
    if not rows:
        return [paragraph(gettext("No priority is written yet."))]
    headers = [gettext("Priority"), starting_sentence(all_in_full(page.register.framework.dimensions)),
               gettext("Findings it rests on")]
    return [table(gettext("Priorities of this edition"), headers, rows)]


def priority_names(page: PageContext, argument: str) -> list[nodes.Node]:
    """The edition's priorities by their names alone, each leading to its chapter: for the first screen of a front page."""
    names = [[page.link(priority.id)] for priority in page.register.priorities(edition_of(page, argument))]
    if not names:
        return [paragraph(gettext("No priority is written yet."))]
    listed = bullet_list(names)
    listed["classes"].append("gt-names")
    return [listed]


def edition_list(page: PageContext, argument: str) -> list[nodes.Node]:
    """The editions with their status, date and number of priorities, each with a link."""
    entries: list[Inline] = []
    for edition in page.register.editions.values():
        count = sum(1 for _ in page.register.priorities(edition.id))
        day = period_in_words(edition.published.isoformat())
        entries.append([page.page_link(f"{edition.folder}/index", edition.label),
                        nodes.Text(gettext(": {status}, dated {day}, {count}", status=edition.status, day=day,
                                           count=count_in_words(count, "priority")))])
    return [bullet_list(entries)]
