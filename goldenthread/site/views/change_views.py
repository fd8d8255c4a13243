"""What changed from one edition to the next, and why: a table, change notes, and each change taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from docutils import nodes

from goldenthread.analysis import (
    CHANGE_LABELS,
    MARKS,
    SENTENCES,
    ChangeDetails,
    Difference,
    PriorityChange,
    change_of,
    changes_between,
    counts_in_words,
    details_of,
    differences,
    in_plain_words,
    note_of,
    nothing_changed,
    whole_text,
    words_changed,
)
from goldenthread.model import Edition, Evidence, Item, Priority, Response, gettext
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, paragraph, section, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.annexes import edition_of

CHANGE_ANCHOR = "change-"
"""How the ids of the sections about single changes begin."""
Facts = list[tuple[str, Sequence[Inline]]]
Kept = TypeVar("Kept", bound=Item)


def changes(page: PageContext, argument: str) -> list[nodes.Node]:
    """What changed since the previous edition, and why, priority by priority."""
    edition = page.register.editions.get(edition_of(page, argument))
    earlier = page.register.editions.get(edition.follows) if edition else None
    if edition is None or earlier is None:
        return [paragraph(gettext("This is the first edition: there is nothing before it to compare with."))]
    if not any(page.register.priorities(edition.id)):
        return [paragraph(gettext("No priority of the {label} is written yet.", label=edition.label))]
    every_change = changes_between(page.register, earlier, edition)
    differ = [change for change in every_change if change.kind != "same"]
    blocks: list[nodes.Node] = [
        paragraph(gettext("Compared with the {label}, priority by priority: {counts}.", label=earlier.label,
                          counts=counts_in_words(every_change)))]
    if differ:
        blocks += [table(gettext("Changes from the {label} to the {edition}", label=earlier.label, edition=edition.label),
                         [gettext("Now"), gettext("Before"), gettext("What happened")],
                         [_row(page, edition, change) for change in differ], classes=["wide"]),
                   _notes(page, edition, differ)]
    return [*blocks, *(_change_section(page, edition, change) for change in differ), *_unchanged(page, edition, every_change)]


def _row(page: PageContext, edition: Edition, change: PriorityChange) -> list[Inline]:
    now: Inline = page.link_with_id(change.after.id) if change.after else gettext("No longer in the strategy")
    before: list[nodes.Node] = []
    for item in change.before:
        before += [nodes.Text("; "), *page.link_with_id(item.id)] if before else page.link_with_id(item.id)
    what = nodes.reference("", gettext(CHANGE_LABELS[change.kind]), internal=True, refid=_anchor(edition, change))
    return [now, before or gettext("None"), what]


def _anchor(edition: Edition, change: PriorityChange) -> str:
    """The id of the section about a change: in small letters, so that the printed files do not take it for an item's."""
    return f"{CHANGE_ANCHOR}{edition.id}-{change.subject.id.lower()}"


def _notes(page: PageContext, edition: Edition, differ: Sequence[PriorityChange]) -> nodes.section:
    """The changes as a list in the manner of public change notes."""
    entries: list[Inline] = [[page.link(part.id) if isinstance(part, Item) else nodes.Text(part) for part in note_of(change)]
                             for change in differ]
    return section(f"notes-{edition.id}", gettext("Change notes"), bullet_list(entries))


def _unchanged(page: PageContext, edition: Edition, changes_made: Sequence[PriorityChange]) -> list[nodes.Node]:
    same: list[Inline] = [page.link_with_id(change.subject.id) for change in changes_made if change.kind == "same"]
    return [section(f"unchanged-{edition.id}", gettext("Unchanged ({number})", number=len(same)),
                    bullet_list(same))] if same else []


def _change_section(page: PageContext, edition: Edition, change: PriorityChange) -> nodes.section:
    title = f"{gettext(CHANGE_LABELS[change.kind])}: {change.subject.title}"
    return section(_anchor(edition, change), title, *change_parts(page, change))


def change_parts(page: PageContext, change: PriorityChange) -> list[nodes.Node]:
    """One change: what it was and is, the reason with what led to it, everything that was added or dropped, and the words."""
    details = details_of(page.register, change)
    pairs: Facts = [
        (gettext("Now"), [page.link_with_id(change.after.id)] if change.after else [gettext("No longer in the strategy")]),
        (gettext("Before"), [page.link_with_id(item.id) for item in change.before]),
        (gettext("Why"), [change.reason or gettext("No reason is given.")]),
        (gettext("Because of"), [because(page, key) for key in change.because]),
    ]
    # of what is new or dropped as a whole every part was added or dropped, and its card says which
    if change.before and change.after:
        pairs += _additions_and_removals(page, details)
    return [fact_list(pairs), *_words(page, details)]


def because(page: PageContext, key: str) -> list[nodes.Node]:
    """What led to a change: a finding, or a response with who gave it and what was decided."""
    item = page.register.items.get(key)
    link = page.link_with_id(key)
    if isinstance(item, Response):
        decided = item.label("disposition").lower()
        grounds = f" {item.text('grounds')}" if item.text("grounds") else ""
        link.append(nodes.Text(gettext(", from {respondent}: {decided}.{grounds}", respondent=item.text("respondent"),
                                       decided=decided, grounds=grounds)))
    elif isinstance(item, Evidence):
        link.append(nodes.Text(f", {item.words.confidence(item.confidence)}"))
    return link


def _additions_and_removals(page: PageContext, details: ChangeDetails) -> Facts:
    names = {tag.id: tag.name for tag in page.register.framework.tags}
    replaced: list[Inline] = [[gettext("Added: "), *page.link_with_id(new.id), gettext(" in place of "),
                               *page.link_with_id(old.id)]
                              for old, new in details.evidence.changed]
    return [
        (gettext("Tags"), [*(gettext("Added: {name}", name=names.get(tag, tag)) for tag in details.tags.added),
                  *(gettext("Dropped: {name}", name=names.get(tag, tag)) for tag in details.tags.dropped)]),
        (gettext("Evidence"), [*replaced, *_listed(page, details.evidence)]),
        (gettext("Actions"), _below(page, details.actions)), (gettext("Measures"), _below(page, details.measures)),
        (gettext("Logic chain"), _below(page, details.chains)),
        (gettext("New releases"), [[page.dataset_link(new.id), gettext(" in place of "), page.dataset_link(old.id)]
                          for old, new in details.releases]),
        (gettext("Values"), [entry.words for entry in details.values]),
    ]


def _listed(page: PageContext, parts: Difference[Kept]) -> list[Inline]:
    return [*([nodes.Text(gettext("Added: ")), *page.link_with_id(item.id)] for item in parts.added),
            *([nodes.Text(gettext("Dropped: ")), *page.link_with_id(item.id)] for item in parts.dropped)]


def _below(page: PageContext, parts: Difference[Kept]) -> list[Inline]:
    return [*_listed(page, parts), *(_changed_item(page, old, new) for old, new in parts.changed)]


def _changed_item(page: PageContext, old: Item, new: Item) -> list[nodes.Node]:
    inlines = [nodes.Text(gettext("Changed: ")), *page.link_with_id(new.id), nodes.Text(".")]
    for name, was, now in differences(page.register, old, new):
        inlines.append(nodes.Text(f" {gettext(name).capitalize()}: "))
        became = [nodes.Text(gettext("{was} became {now}.", was=was, now=now))]
        inlines += marked_words(was, now) if name in SENTENCES else became
    return inlines


def _words(page: PageContext, details: ChangeDetails) -> list[nodes.Node]:
    after, closest = details.change.after, details.closest
    if after is None or closest is None:
        what = gettext("What it is") if after else gettext("What it was")
        return [paragraph(f"{what}: {whole_text(page.register, details.change.subject)}")]
    rest = [paragraph([gettext("Another earlier form, "), *page.link_with_id(item.id),
                       f": {in_plain_words(page.register, item.body)}"])
            for item in details.others]
    against: list[nodes.Node] = [nodes.Text(gettext(" against ")), *page.link_with_id(closest.id)] if rest else []
    caption = paragraph([gettext("Word by word"), *against, gettext(", with "), _marked_run("deleted", gettext("what went")),
                         gettext(" and "), _marked_run("inserted", gettext("what came")), ":"])
    return [caption, marked(whole_text(page.register, closest), whole_text(page.register, after)), *rest]


def history(page: PageContext, item: Priority) -> list[nodes.Node]:
    """What a priority revises and by what it is revised, with everything that changed and why."""
    register = page.register
    edition = register.editions.get(item.edition)
    earlier = register.editions.get(edition.follows) if edition else None
    parts: list[nodes.Node] = []
    if earlier:
        change = change_of(register, item, earlier)
        blocks = [paragraph(nothing_changed(register, item))] if change.kind == "same" else change_parts(page, change)
        parts.append(section("history", gettext("What changed since the {label}, and why", label=earlier.label), *blocks))
    later = register.ids_linking_to(item.id, "revises")
    if later:
        parts.append(section("later", gettext("What became of it"), bullet_list([page.link_with_id(key) for key in later])))
    return parts


def marked(before: str, after: str) -> nodes.Node:
    """A text with its deletions and insertions marked by characters as well as by style; a sentence when nothing differs."""
    runs = marked_words(before, after)
    if all(isinstance(node, nodes.Text) for node in runs):
        return paragraph(gettext("No word differs."))
    return paragraph(runs, "marked")


def marked_words(before: str, after: str) -> list[nodes.Node]:
    """The same for use within a line."""
    runs: list[nodes.Node] = []
    for how, words in words_changed(before, after):
        runs += [nodes.Text(" ")] if runs else []
        runs.append(nodes.Text(words) if how == "same" else _marked_run(how, words))
    return runs


def _marked_run(how: str, words: str) -> nodes.inline:
    begin, end = MARKS[how]
    return nodes.inline("", f"{begin}{words}{end}", classes=[how])
