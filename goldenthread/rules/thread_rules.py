"""Rules about the thread from data to priority."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.book import RELEASED
from goldenthread.model import Dataset, Edition, Evidence, Priority, Problem, nearest, period_in_words
from goldenthread.rules.context import Context, rule


@rule("thread.no-evidence")
def priority_rests_on_evidence(context: Context) -> Iterator[Problem]:
    """A priority rests on at least one finding."""
    prefix = context.vocabulary.kinds["evidence"].prefix
    for priority in context.register.priorities():
        if not priority.rests_on:
            yield Problem(priority.place, "thread.no-evidence", f"Priority {priority.id} rests on no evidence.",
                          f"Name at least one finding: ':rests_on: {prefix}...'.", priority.id)


@rule("thread.no-tag")
def priority_carries_the_tags_it_must(context: Context) -> Iterator[Problem]:
    """A priority carries at least one tag of each dimension that strategy/framework.toml requires."""
    required = [dimension for dimension in context.register.framework.dimensions if dimension.required]
    for priority in context.register.priorities():
        for dimension in required:
            if not dimension.tags_of(priority.tags):
                yield Problem(priority.at("tags"), "thread.no-tag", f"Priority {priority.id} carries no {dimension.short}.",
                              f"Add one of these to ':tags:': {', '.join(tag.id for tag in dimension.tags)}.", priority.id)


@rule("thread.no-source")
def evidence_has_a_source(context: Context) -> Iterator[Problem]:
    """A finding names a dataset or a reference."""
    for evidence in context.register.evidence():
        if not evidence.datasets and not evidence.references:
            yield Problem(evidence.place, "thread.no-source", f"{evidence.id or 'This finding'} names no source.",
                          "Add ':datasets: …' or ':references: …'.", evidence.id)


@rule("thread.difference")
def findings_that_differ_say_in_what(context: Context) -> Iterator[Problem]:
    """A finding that differs from another says in what, and why."""
    for evidence in context.register.evidence():
        others = evidence.links.get("differs_from", ())
        if others and not evidence.text("difference"):
            yield Problem(evidence.at("differs_from"), "thread.difference",
                          f"{evidence.id} differs from {', '.join(others)}, but nothing says in what.",
                          "Add ':difference: …' with both numbers and what may lie behind it.", evidence.id)


@rule("thread.not-yet")
def edition_cites_what_was_published(context: Context) -> Iterator[Problem]:
    """An edition cites only evidence that may be used from that edition on and whose data were published by its date."""
    register = context.register
    for priority in register.priorities():
        edition = register.editions.get(priority.edition)
        if edition is None:
            continue
        for key in priority.rests_on:
            evidence = register.items.get(key)
            if isinstance(evidence, Evidence) and (why := _too_late(context, evidence, edition)):
                yield Problem(priority.at("rests_on"), "thread.not-yet",
                              f"Priority {priority.id} of edition {edition.id} rests on {key}, but {why}.",
                              "Rest it on evidence of that time, or move the priority to a later edition.", priority.id)


def _too_late(context: Context, evidence: Evidence, edition: Edition) -> str:
    order = list(context.register.editions)
    allowed = set(order[: order.index(edition.id) + 1])
    if evidence.since in order and evidence.since not in allowed:
        return f"that finding may be used only from {evidence.since} on"
    for name in evidence.datasets:
        dataset = context.register.datasets.get(name)
        if dataset is None:
            continue
        if dataset.since in order and dataset.since not in allowed:
            return f"its dataset '{name}' may be used only from {dataset.since} on"
        if _released_after(dataset, edition):
            return f"its dataset '{name}' was released later ({period_in_words(dataset.released)})"
    return ""


def _released_after(dataset: Dataset, edition: Edition) -> bool:
    # a month or a year is in time if it has begun by then
    released = dataset.released
    return bool(RELEASED.fullmatch(released)) and released > edition.published.isoformat()[: len(released)]


@rule("thread.released")
def dataset_is_older_than_its_first_edition(context: Context) -> Iterator[Problem]:
    """A dataset may be used since an edition that was published when the data were."""
    editions = context.register.editions
    for dataset in context.register.datasets.values():
        edition = editions.get(dataset.since)
        if edition and _released_after(dataset, edition):
            later = next((one.id for one in editions.values() if not _released_after(dataset, one)), "")
            yield Problem(dataset.place, "thread.released",
                          f"The card says that edition {edition.id} may use the data, but they were released later "
                          f"({period_in_words(dataset.released)}).",
                          f"Write since = \"{later}\"." if later else "Correct 'released', or wait for the next edition.",
                          dataset.id, dataset=dataset.id)


@rule("thread.provisional")
def published_priority_rests_on_settled_evidence(context: Context) -> Iterator[Problem]:
    """A priority that is put forward for agreement does not rest on provisional evidence."""
    for priority in context.register.priorities():
        if not priority.text("status") or priority.words.has_role("status", "draft", priority.text("status")):
            continue
        for key in priority.rests_on:
            evidence = context.register.items.get(key)
            if isinstance(evidence, Evidence) and not evidence.is_settled:
                standing = evidence.words.label("standing", evidence.standing).lower()
                yield Problem(priority.at("rests_on"), "thread.provisional",
                              f"Priority {priority.id} is '{priority.text('status')}' but rests on {key}, which is {standing}.",
                              "Settle the finding, or rest the priority on another.", priority.id)


@rule("thread.dropped")
def dropped_priority_is_recorded(context: Context) -> Iterator[Problem]:
    """A priority of the previous edition is revised, merged, or recorded as dropped with a reason."""
    for edition_id, changes in context.changes.items():
        if not any(context.register.priorities(edition_id)):
            continue
        for change in changes:
            if change.kind == "dropped" and not change.reason:
                gone = change.before[0]
                yield Problem(gone.place, "thread.dropped", f"Priority {gone.id} has no successor in edition {edition_id}.",
                              f"Name it in ':revises:' there, or record [[edition.dropped]] with id = \"{gone.id}\" and a "
                              "reason in strategy/editions.toml.", gone.id)


@rule("thread.dropped-unknown")
def dropped_entry_names_a_priority(context: Context) -> Iterator[Problem]:
    """An entry of what was dropped names a priority of the previous edition that has no successor."""
    for edition in context.register.editions.values():
        gone = {p.id for p in context.register.priorities(edition.follows)} if edition.follows else set()
        carried = {key for p in context.register.priorities(edition.id) for key in p.revises}
        for entry in edition.dropped:
            if entry.id not in gone or entry.id in carried:
                why = "is carried on in this edition" if entry.id in carried else "is not a priority of the previous edition"
                yield Problem(entry.place, "thread.dropped-unknown", f"'{entry.id}' {why}.",
                              f"Correct the id, or take the entry out.{nearest(entry.id, gone - carried)}", entry.id)


@rule("thread.no-reason")
def change_has_a_reason(context: Context) -> Iterator[Problem]:
    """A priority that is new, merged or revised in a later edition, in itself or in what stands below it, says why."""
    for changes in context.changes.values():
        for change in changes:
            after = change.after
            if after is not None and change.kind != "same" and not change.reason:
                yield Problem(after.place, "thread.no-reason", f"Priority {after.id} is {change.kind} but gives no reason.",
                              "Add ':reason: …' in a sentence or two.", after.id)


@rule("thread.other-edition")
def links_stay_in_the_edition(context: Context) -> Iterator[Problem]:
    """An action, measure or logic chain is of its priority's own edition, and a priority revises only an earlier edition's."""
    for item in context.register.items.values():
        for field in ("delivers", "tracks", "explains", "revises"):
            for key in item.links.get(field, ()):
                target = context.register.items.get(key)
                if isinstance(target, Priority) and (target.edition == item.edition) == (field == "revises"):
                    where = "the same edition" if field == "revises" else f"edition {target.edition or 'none'}"
                    wanted = "an earlier edition" if field == "revises" else "its own edition"
                    yield Problem(item.at(field), "thread.other-edition", f"{item.id} {field} {key}, which is of {where}.",
                                  f"Name a priority of {wanted}.", item.id)
