"""Rules about what bodies have agreed to, and about links that are pinned to one version of their target."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.analysis import Fingerprints, Pin, agreements, fingerprint_of_item, pin_text, pins
from goldenthread.model import Item, Priority, Problem, nearest
from goldenthread.rules.context import Context, rule


@rule("agreement.item")
def signoff_names_a_priority(context: Context) -> Iterator[Problem]:
    """A sign-off names a priority of the edition that it is beside."""
    for signoff in context.register.signoffs:
        item = context.register.items.get(signoff.item)
        if isinstance(item, Priority) and item.edition == signoff.edition:
            continue
        own = [priority.id for priority in context.register.priorities(signoff.edition)]
        what = f"{signoff.item} is of kind {item.kind}" if item and not isinstance(item, Priority) else \
            f"{signoff.item or 'Nothing'} is {'a priority of another edition' if item else 'no priority'}"
        yield Problem(signoff.place, "agreement.item", f"{what}, and so cannot be agreed to in edition {signoff.edition}.",
                      f"Correct the id, or take the sign-off out.{nearest(signoff.item, own)}", signoff.item)


@rule("agreement.changed")
def agreed_text_stays_as_it_was_agreed(context: Context) -> Iterator[Problem]:
    """A priority that was agreed to, with the evidence and data under it, stays as it was or is agreed to again (advice)."""
    for priority in context.register.priorities():
        for agreement in agreements(context.register, priority):
            role = agreement.signoff.role
            if not agreement.holds and agreement.signoff.fingerprint:
                yield Problem(priority.place, "agreement.changed",
                              f"{priority.id}, or what it rests on, has changed since '{role}' agreed to it on {agreement.day}.",
                              f"Take it back to them, then: {_confirm(priority, role)}.", priority.id, True)


@rule("agreement.pin")
def pinned_target_is_as_it_was(context: Context) -> Iterator[Problem]:
    """A link that is pinned with [fp=="…"] leads to an item that still is as it was when it was confirmed."""
    fingerprints = Fingerprints(context.register)
    for pin in _pinned(context):
        target = context.register.items.get(pin.target)
        if pin.fingerprint and target and (now := fingerprints.of(target)) != pin.fingerprint:
            yield Problem(pin.item.at(pin.field), "agreement.pin",
                          f"{pin.target} was confirmed for {pin.item.id} as {pin.fingerprint} and has changed since (now {now}).",
                          f"{_again(pin, now)}.", pin.item.id)


@rule("agreement.pin-form")
def pin_can_be_read(context: Context) -> Iterator[Problem]:
    """What is in brackets after a link's target is a pin: [fp=="…"]."""
    for pin in _pinned(context):
        if not pin.fingerprint:
            target = context.register.items.get(pin.target)
            now = pin_text(fingerprint_of_item(context.register, target)) if target else '[fp=="…"]'
            yield Problem(pin.item.at(pin.field), "agreement.pin-form", f"'{pin.written}' behind {pin.target} is not a pin.",
                          f"Write {pin.target}{now}, or the id alone.", pin.item.id)


def _pinned(context: Context) -> Iterator[Pin]:
    for item in context.register.items.values():
        if item.pins:
            yield from pins(item)


def _confirm(item: Item, role: str) -> str:
    return f"goldenthread confirm {item.id} --by \"{role}\" --why \"…\""


def _again(pin: Pin, now: str) -> str:
    if isinstance(pin.item, Priority):
        return f"Look at it again, then: {_confirm(pin.item, '…')}"
    return f"Look at it again, then write {pin.target}{pin_text(now)}"
