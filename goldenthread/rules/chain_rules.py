"""Rules about logic chains: that each priority has one, what is known about whether it works, and when it is reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.analysis import known_effects
from goldenthread.model import (
    Action,
    Evidence,
    LogicChain,
    Measure,
    NotAPeriod,
    Problem,
    milestones_of,
    period_in_words,
)
from goldenthread.rules.context import Context, rule


def _editions_with_chains(context: Context) -> set[str]:
    return {item.edition for item in context.register.items.values() if isinstance(item, LogicChain) and item.edition}


@rule("chain.missing")
def priority_has_a_logic_chain(context: Context) -> Iterator[Problem]:
    """Each priority of an edition that has logic chains has one, and no more than one."""
    chained = _editions_with_chains(context)
    for priority in context.register.priorities():
        chains = context.register.ids_linking_to(priority.id, "explains")
        if priority.edition in chained and not chains:
            yield Problem(priority.place, "chain.missing",
                          f"Priority {priority.id} has no logic chain, and others of its edition do.",
                          f"Write a '{{chain}}' with ':explains: {priority.id}'.", priority.id)
        for key in chains[1:]:
            yield Problem(context.register.items[key].at("explains"), "chain.missing",
                          f"{key} is a second logic chain of {priority.id}, which has {chains[0]}.",
                          "Keep one, or let this one explain another priority.", key)


@rule("chain.untested")
def action_says_whether_its_kind_works(context: Context) -> Iterator[Problem]:
    """In an edition that has logic chains, each action and chain says what is known of whether it works, or what it asks for."""
    chained = _editions_with_chains(context)
    for item in context.register.items.values():
        if item.edition in chained and isinstance(item, Action | LogicChain):
            asks = item.asks if isinstance(item, Action) else ()
            if not item.works and not asks:
                yield Problem(item.place, "chain.untested", f"{item.id} does not say what is known of whether it works.",
                              "Add ':works:' with findings that have an ':effect:', or with the gap that says what was looked for"
                              + ("; ':asks:' if it only asks for data." if isinstance(item, Action) else "."), item.id)


@rule("chain.effect")
def findings_on_what_works_say_what_they_found(context: Context) -> Iterator[Problem]:
    """A finding that is named for whether something works says what effect was found."""
    for item in context.register.items.values():
        for key in item.links.get("works", ()):
            finding = context.register.items.get(key)
            if isinstance(finding, Evidence) and not finding.effect:
                allowed = context.vocabulary.kinds["evidence"].choices.get("effect", ())
                yield Problem(item.at("works"), "chain.effect", f"{item.id} names {key} under 'works', which has no effect.",
                              f"Add ':effect:' to {key}, one of: {', '.join(allowed)}; or name another finding.", item.id)


@rule("chain.against")
def adverse_evidence_is_answered(context: Context) -> Iterator[Problem]:
    """An action or a logic chain that evidence speaks against says what is done about it."""
    for item in context.register.items.values():
        if isinstance(item, Action | LogicChain) and not item.text("answer"):
            against = [effect.item.id for effect in known_effects(context.register, item) if effect.is_adverse]
            if against:
                yield Problem(item.at("works"), "chain.against", f"{' and '.join(against)} "
                              f"{'speak' if len(against) > 1 else 'speaks'} against {item.id}, and it does not answer.",
                              "Change or drop it, or add ':answer: …' with what it does differently.", item.id)


@rule("chain.too-late")
def chain_names_evidence_of_its_time(context: Context) -> Iterator[Problem]:
    """An action or a logic chain names findings and gaps that its edition may use."""
    order = list(context.register.editions)
    for item in context.register.items.values():
        allowed = order[: order.index(item.edition) + 1] if item.edition in order else order
        for name in ("works", "asks", "lacks"):
            for key in item.links.get(name, ()):
                since = target.text("since") if (target := context.register.items.get(key)) else ""
                if since in order and since not in allowed:
                    yield Problem(item.at(name), "chain.too-late",
                                  f"{item.id} of edition {item.edition} names {key}, which may be used only from {since} on.",
                                  "Name what was known by then.", item.id)


@rule("chain.milestone")
def milestones_come_after_the_edition(context: Context) -> Iterator[Problem]:
    """The milestones of a measure have dates that can be read, in order, and after its edition's date."""
    for item in context.register.items.values():
        if not isinstance(item, Measure):
            continue
        edition = context.register.editions.get(item.edition)
        try:
            milestones = milestones_of(item.text("milestones"))
            days = [milestone.last_day for milestone in milestones]
        except NotAPeriod as fault:
            yield fault.at(item.at("milestones"), item.id, "chain.milestone")
            continue
        for milestone in milestones:
            # the month of the edition itself says nothing about what comes after it
            if edition and (milestone.last_day <= edition.published or milestone.period == f"{edition.published:%Y-%m}"):
                yield Problem(item.at("milestones"), "chain.milestone",
                              f"{item.id} has a milestone in {period_in_words(milestone.period)}, which is not after the date of "
                              f"edition {edition.id} ({edition.published.day} {edition.published:%B %Y}).",
                              "Give it a later date, or take it out.", item.id)
        if days != sorted(days):
            yield Problem(item.at("milestones"), "chain.milestone", f"The milestones of {item.id} are not in order.",
                          "Put the earlier date first.", item.id)


@rule("chain.unmeasured")
def measures_have_milestones(context: Context) -> Iterator[Problem]:
    """In an edition that has logic chains, each measure has at least one milestone."""
    chained = _editions_with_chains(context)
    for item in context.register.items.values():
        if isinstance(item, Measure) and item.edition in chained and not item.text("milestones"):
            yield Problem(item.place, "chain.unmeasured", f"{item.id} has no milestone.",
                          "Add ':milestones: 2021-03: what should be seen by then'.", item.id)
