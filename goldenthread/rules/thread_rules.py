"""Rules about the thread from data to priority."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.book import RELEASED
from goldenthread.model import Edition, Evidence, Place, Priority, Problem, nearest, period_in_words
from goldenthread.rules.registry import Book, rule


@rule("thread.no-evidence")
def priority_rests_on_evidence(book: Book) -> Iterator[Problem]:
    """A priority rests on at least one finding."""
    for priority in book.register.priorities():
        if not priority.rests_on:
            yield Problem(priority.place, "thread.no-evidence", f"Priority {priority.id} rests on no evidence.",
                          "Name at least one finding: ':rests_on: EV_...'.", priority.id)


@rule("thread.no-foundation")
def priority_carries_a_foundation(book: Book) -> Iterator[Problem]:
    """A priority carries at least one foundation among its tags."""
    foundations = [tag.id for tag in book.register.framework.foundations]
    for priority in book.register.priorities():
        if not set(priority.tags) & set(foundations):
            yield Problem(priority.at("tags"), "thread.no-foundation", f"Priority {priority.id} carries no foundation.",
                          f"Add one of these to ':tags:': {', '.join(foundations)}.", priority.id)


@rule("thread.no-source")
def evidence_has_a_source(book: Book) -> Iterator[Problem]:
    """A finding names a dataset or a reference."""
    for evidence in book.register.evidence():
        if not evidence.datasets and not evidence.references:
            yield Problem(evidence.place, "thread.no-source", f"{evidence.id or 'This finding'} names no source.",
                          "Add ':datasets: …' or ':references: …'.", evidence.id)


@rule("thread.difference")
def findings_that_differ_say_in_what(book: Book) -> Iterator[Problem]:
    """A finding that differs from another says in what, and why."""
    for evidence in book.register.evidence():
        others = evidence.links.get("differs_from", ())
        if others and not evidence.text("difference"):
            yield Problem(evidence.at("differs_from"), "thread.difference",
                          f"{evidence.id} differs from {', '.join(others)}, but nothing says in what.",
                          "Add ':difference: …' with both numbers and what may lie behind it.", evidence.id)


@rule("thread.not-yet")
def edition_cites_what_was_published(book: Book) -> Iterator[Problem]:
    """An edition cites only evidence that may be used from that edition on and whose data were published by its date."""
    register = book.register
    for priority in register.priorities():
        edition = register.editions.get(priority.edition)
        if edition is None:
            continue
        for key in priority.rests_on:
            evidence = register.items.get(key)
            if isinstance(evidence, Evidence) and (why := _too_late(book, evidence, edition)):
                yield Problem(priority.at("rests_on"), "thread.not-yet",
                              f"Priority {priority.id} of edition {edition.id} rests on {key}, but {why}.",
                              "Rest it on evidence of that time, or move the priority to a later edition.", priority.id)


def _too_late(book: Book, evidence: Evidence, edition: Edition) -> str:
    order = list(book.register.editions)
    allowed = set(order[: order.index(edition.id) + 1])
    if evidence.since in order and evidence.since not in allowed:
        return f"that finding may be used only from {evidence.since} on"
    for name in evidence.datasets:
        dataset = book.register.datasets.get(name)
        if dataset is None:
            continue
        if dataset.since in order and dataset.since not in allowed:
            return f"its dataset '{name}' may be used only from {dataset.since} on"
        # a month or a year counts as in time as soon as it has begun
        if RELEASED.fullmatch(dataset.released) and dataset.released > edition.published.isoformat()[: len(dataset.released)]:
            return f"its dataset '{name}' was released later ({period_in_words(dataset.released)})"
    return ""


@rule("thread.provisional")
def published_priority_rests_on_settled_evidence(book: Book) -> Iterator[Problem]:
    """A priority that is put forward for agreement does not rest on provisional evidence."""
    for priority in book.register.priorities():
        if priority.text("status") in {"", "draft"}:
            continue
        for key in priority.rests_on:
            evidence = book.register.items.get(key)
            if isinstance(evidence, Evidence) and evidence.standing == "provisional":
                yield Problem(priority.at("rests_on"), "thread.provisional",
                              f"Priority {priority.id} is '{priority.text('status')}' but rests on {key}, which is provisional.",
                              "Settle the finding, or rest the priority on another.", priority.id)


@rule("thread.dropped")
def dropped_priority_is_recorded(book: Book) -> Iterator[Problem]:
    """A priority of the edition before is revised, merged, or recorded as dropped with a reason."""
    for edition in book.register.editions.values():
        earlier = book.register.editions.get(edition.follows)
        if earlier is None or not any(book.register.priorities(edition.id)):
            continue
        for change in book.changes(earlier, edition):
            if change.how == "dropped" and not change.reason:
                gone = change.before[0]
                yield Problem(gone.place, "thread.dropped", f"Priority {gone.id} has no successor in edition {edition.id}.",
                              f"Name it in ':revises:' there, or record [[edition.dropped]] with id = \"{gone.id}\" and a "
                              "reason in strategy/editions.toml.", gone.id)


@rule("thread.dropped-unknown")
def dropped_entry_names_a_priority(book: Book) -> Iterator[Problem]:
    """An entry of what was dropped names a priority of the edition before that has no successor."""
    for edition in book.register.editions.values():
        gone = {p.id for p in book.register.priorities(edition.follows)} if edition.follows else set()
        carried = {key for p in book.register.priorities(edition.id) for key in p.revises}
        for entry in edition.dropped:
            if entry.id not in gone or entry.id in carried:
                why = "is carried on in this edition" if entry.id in carried else "is not a priority of the edition before"
                yield Problem(entry.place, "thread.dropped-unknown", f"'{entry.id}' {why}.",
                              f"Correct the id, or take the entry out.{nearest(entry.id, gone - carried)}", entry.id)


@rule("thread.no-reason")
def change_has_a_reason(book: Book) -> Iterator[Problem]:
    """A priority that is new, merged or revised in a later edition says why."""
    for edition in book.register.editions.values():
        earlier = book.register.editions.get(edition.follows)
        if earlier is None:
            continue
        for change in book.changes(earlier, edition):
            after = change.after
            if after is not None and change.how != "same" and not change.reason:
                yield Problem(after.place, "thread.no-reason", f"Priority {after.id} is {change.how} but gives no reason.",
                              "Add ':reason: …' in a sentence or two.", after.id)


@rule("thread.other-edition")
def links_stay_in_the_edition(book: Book) -> Iterator[Problem]:
    """An action or a measure belongs to a priority of its own edition, and a priority revises only an earlier edition's."""
    for item in book.register.items.values():
        for field in ("delivers", "tracks", "revises"):
            for key in item.links.get(field, ()):
                target = book.register.items.get(key)
                if isinstance(target, Priority) and (target.edition == item.edition) == (field == "revises"):
                    where = "the same edition" if field == "revises" else f"edition {target.edition or 'none'}"
                    wanted = "an earlier edition" if field == "revises" else "its own edition"
                    yield Problem(item.at(field), "thread.other-edition", f"{item.id} {field} {key}, which is of {where}.",
                                  f"Name a priority of {wanted}.", item.id)


@rule("edition.accepted")
def accepted_fault_exists(book: Book) -> Iterator[Problem]:
    """An accepted fault in editions.toml matches a fault that is there."""
    # whether it does is known only once every other rule has spoken: see `check`
    return iter(())


def unmatched(place: Place, code: str, about: str) -> Problem:
    """The problem of an accepted fault that matches nothing."""
    return Problem(place, "edition.accepted", f"No problem [{code}] about {about} is there to accept.",
                   "Take the entry out, or correct its code and about.", about)
