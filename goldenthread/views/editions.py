"""Views of the editions: their priorities, and what changed from one to the next."""

from __future__ import annotations

from docutils import nodes

from goldenthread.changes import Change, changes_between
from goldenthread.views.annexes import edition_of
from goldenthread.writing import Inline, Page, listed, paragraph, table

HOW = {"same": "Unchanged", "revised": "Revised", "merged": "Merged", "new": "New", "dropped": "Dropped"}


def priority_list(page: Page, argument: str) -> list[nodes.Node]:
    """The edition's priorities with their tags, in the order of its chapters."""
    rows: list[list[Inline]] = []
    for priority in page.register.priorities(edition_of(page, argument)):
        names = [tag.name for tag in page.register.framework.tags if tag.id in priority.tags]
        rows.append([page.link_with_id(priority.id), ", ".join(names), str(len(priority.rests_on))])
    if not rows:
        return [paragraph("No priority is written yet.")]
    return [table("Priorities of this edition", ["Priority", "Foundations and grand challenges", "Findings it rests on"], rows)]


def changes(page: Page, argument: str) -> list[nodes.Node]:
    """What changed since the edition before, and why, priority by priority."""
    edition = page.register.editions.get(edition_of(page, argument))
    earlier = page.register.editions.get(edition.follows) if edition else None
    if edition is None or earlier is None:
        return [paragraph("This is the first edition: there is nothing before it to compare with.")]
    found = changes_between(page.register, earlier, edition)
    counts = [f"{sum(c.how == how for c in found)} {HOW[how].lower()}" for how in HOW]
    told: list[nodes.Node] = [paragraph(f"Compared with {earlier.label}, priority by priority: {', '.join(counts)}.")]
    rows = [_row(page, change) for change in found]
    told.append(table(f"Changes from {earlier.label} to {edition.label}", ["Now", "Before", "What happened", "Why"], rows,
                      classes=["wide"]))
    return told


def _row(page: Page, change: Change) -> list[Inline]:
    now: Inline = page.link_with_id(change.after.id) if change.after else "No longer in the strategy"
    before: list[nodes.Node] = []
    for item in change.before:
        before += [nodes.Text("; "), *page.link_with_id(item.id)] if before else page.link_with_id(item.id)
    why: list[nodes.Node] = [nodes.Text(change.reason or ("The words are the same." if change.how == "same" else ""))]
    for number, key in enumerate(change.because):
        why += [nodes.Text(" Because of: " if number == 0 else "; "), *page.link_with_id(key)]
    return [now, before or "None", HOW[change.how], why]


def edition_list(page: Page, argument: str) -> list[nodes.Node]:
    """The editions with their status, date and number of priorities, each with a link."""
    entries: list[Inline] = []
    for edition in page.register.editions.values():
        count = sum(1 for _ in page.register.priorities(edition.id))
        day = f"{edition.published.day} {edition.published:%B %Y}"
        entries.append([page.page(f"strategy/{edition.id}/index", edition.label),
                        nodes.Text(f": {edition.status}, dated {day}, {count} priorities")])
    return [listed(entries)]


