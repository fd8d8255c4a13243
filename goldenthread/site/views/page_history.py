"""What of a chapter changed: its priorities since the edition before and after, and the findings that came later."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from goldenthread.analysis import CHANGE_LABELS, change_of
from goldenthread.model import Evidence, Priority, gettext, gettext_noop, item_page
from goldenthread.site.node_builders import Inline, bullet_list, fold, paragraph
from goldenthread.site.page_context import PageContext

TITLE = gettext_noop("What changed on this page")


def page_history(page: PageContext) -> list[nodes.Node]:
    """A list behind one link, for web pages; nothing for a page without priorities and findings."""
    items = [page.register.items[key] for key in page.register.items_on.get(page.docname, ())]
    priorities = [item for item in items if isinstance(item, Priority)]
    findings = [item for item in items if isinstance(item, Evidence)]
    if page.builder.format != "html" or not (priorities or findings):
        return []
    entries = [entry for priority in priorities for entry in _of_priority(page, priority)]
    entries += [entry for finding in findings for entry in _of_finding(page, finding)]
    block = fold(gettext(TITLE), bullet_list(entries) if entries else
                 paragraph(gettext("Nothing: all stands here as it was first published.")))
    block["classes"].append("gt-page-history")
    return [block]


def _record(page: PageContext, key: str) -> nodes.reference:
    item = page.register.items[key]
    uri = page.builder.get_relative_uri(page.docname, item_page(key))
    return nodes.reference("", item.title, internal=True, refuri=uri, classes=["item-link"])


def _of_priority(page: PageContext, priority: Priority) -> Iterator[Inline]:
    register = page.register
    edition = register.editions.get(priority.edition)
    earlier = register.editions.get(edition.follows) if edition else None
    if earlier:
        change = change_of(register, priority, earlier)
        why = f": {change.reason}" if change.reason else ""
        yield [gettext("{change} since the {label}: ", change=gettext(CHANGE_LABELS[change.kind]), label=earlier.label),
               _record(page, priority.id), why]
    for key in register.ids_linking_to(priority.id, "revises"):
        later = register.editions.get(register.items[key].edition)
        yield [_record(page, priority.id), gettext(" became in the {label}: ",
                                                   label=later.label if later else gettext("next edition")),
               _record(page, key)]
    if dropped := next((entry for each in register.editions.values() for entry in each.dropped if entry.id == priority.id), None):
        yield [_record(page, priority.id), gettext(" was dropped: {reason}", reason=dropped.reason)]


def _of_finding(page: PageContext, finding: Evidence) -> Iterator[Inline]:
    editions = page.register.editions
    first = next(iter(editions.values()), None)
    if finding.since in editions and first is not None and finding.since != first.id:
        yield [gettext("New in the {label}: ", label=editions[finding.since].label), _record(page, finding.id)]
    for key in page.register.ids_linking_to(finding.id, "replaces"):
        if key in page.register.items:
            yield [_record(page, finding.id), gettext(" was replaced by "), _record(page, key)]
