"""Rules about single items: ids, tags, options and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from goldenthread.analysis import TITLED
from goldenthread.book import Kind
from goldenthread.model import (
    Action,
    Evidence,
    Item,
    Measure,
    NotAPeriod,
    OwnItem,
    Priority,
    Problem,
    Response,
    field_label,
    nearest,
    span_of,
    with_article,
)
from goldenthread.rules.context import Context, rule
from goldenthread.rules.field_schemas import schema_fault

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "evidence": ("confidence", "since", "period", "geography"),
    "priority": ("status",),
    "action": ("delivers", "lead", "by"),
    "measure": ("tracks", "baseline", "direction"),
    "chain": ("explains", "problem", "cause", "failure", "input", "activity", "output", "outcome", "lead", "cost", "assumptions",
              "risks"),
    "gap": ("availability", "publisher", "where", "searched", "since"),
    "response": ("respondent", "criterion", "received", "source", "disposition"),
}

PERSON = re.compile(r"(?:[A-Z]\. ?){0,3}[A-Z][a-z'’-]+(?: [A-Z][\w'’.-]*){1,2}|(?:[A-Z]\. ?){1,3}[A-Z][a-z'’-]+")
"""Two or three words with capitals, as in a person's name; most names of bodies have one of the words below."""
BODY = re.compile(
    r"\b(?:Academ|Agenc|Alliance|Association|Authorit|Bank|Board|Bod(?:y|ies)|Borough|Business|Cabinet|Centre|Chamber|Charit|"
    r"Cit(?:y|ies)|Clinic|College|Commission|Committee|Compan|Consorti|Corporation|Council|Count(?:y|ies)|Department|Develop|"
    r"Director|District|England|Enterprise|Federation|Forum|Foundation|Fund|Government|Group|Growth|Health|Highway|Homes|Hospital|"
    r"Hub|Industr|Innovat|Institut|Land|Limited|Ltd|Lead|Local|Manager|Mayor|Minist|Network|Office|Officer|Organi|Panel|"
    r"Park|Partner|Police|Provider|Rail|Region|Research|School|Sector|Service|Skill|Societ|Societies|Sport|Steering|Strateg|"
    r"Taskforce|Team|Transport|Trust|Union|Unit|Universit|Utilit|Water|Works)", re.IGNORECASE)


def _named(item: Item) -> str:
    return item.id or f"This {item.kind}"


@rule("item.id")
def item_has_a_fitting_id(context: Context) -> Iterator[Problem]:
    """An item's id is made of capitals, digits and underscores, and begins as its kind and edition ask."""
    for item in context.register.items.values():
        edition = context.register.editions.get(item.edition)
        start = (f"{edition.code}_" if edition else "") + context.vocabulary.kinds[item.kind].prefix
        if not re.fullmatch(context.vocabulary.id_pattern or ".+", item.id) or not item.id.startswith(start):
            state = f"has the id '{item.id}'" if item.id else "has no id"
            yield Problem(item.at("id"), "item.id", f"This {item.kind} {state}.",
                          f"Give it ':id: {start}…' in capitals, digits and underscores, at most 40 characters.", item.id)


@rule("item.title")
def item_has_a_title(context: Context) -> Iterator[Problem]:
    """An item has a title on its first line."""
    for item in context.register.items.values():
        if not item.title:
            yield Problem(item.place, "item.title", f"{_named(item)} has no title.",
                          f"Write it after '{{{item.kind}}}' on the same line.", item.id)


@rule("item.tag")
def tag_is_of_the_framework(context: Context) -> Iterator[Problem]:
    """A tag is one of those of strategy/framework.toml."""
    known = [tag.id for tag in context.register.framework.tags]
    for item in context.register.items.values():
        for tag in item.tags:
            if tag not in known:
                yield Problem(item.at("tags"), "item.tag",
                              f"{_named(item)} has the tag '{tag}', which the framework does not know.",
                              f"Use one of: {', '.join(known)}.{nearest(tag, known)}", _named(item))


@rule("item.no-tag")
def evidence_has_a_tag(context: Context) -> Iterator[Problem]:
    """A finding carries at least one tag."""
    for item in context.register.evidence():
        if not item.tags:
            yield Problem(item.place, "item.no-tag", f"{_named(item)} has no tag.",
                          f"Add ':tags:' with {_tags_to_choose(context)}.", item.id)


def _tags_to_choose(context: Context) -> str:
    """`a pillar`; `a foundation, a challenge, or both`; `a theme, a habitat, a goal, or several of them`."""
    tags = [with_article(dimension.short) for dimension in context.register.framework.dimensions]
    return ", ".join([*tags, *([] if len(tags) < 2 else ["or both"] if len(tags) == 2 else ["or several of them"])])


@rule("item.option")
def option_is_known(context: Context) -> Iterator[Problem]:
    """An item has only the options that ubproject.toml gives its kind."""
    for item in context.register.items.values():
        kind = context.vocabulary.kinds[item.kind]
        for name in item.fields:
            if name not in kind.options:
                yield Problem(item.at(name), "item.option", 
                              f"{_named(item)} has the option '{name}', which {item.kind} does not know.",
                              f"Take it out or correct it.{nearest(name, kind.options | set(kind.links))}", item.id)


@rule("item.choice")
def option_keeps_to_its_choices(context: Context) -> Iterator[Problem]:
    """An option with a closed list has one of its words."""
    for item in context.register.items.values():
        for name, allowed in context.vocabulary.kinds[item.kind].choices.items():
            value = item.text(name)
            if value and value not in allowed:
                yield Problem(item.at(name), "item.choice", f"{_named(item)} has the {name} '{value}'.",
                              f"Use one of: {', '.join(allowed)}.{nearest(value, allowed)}", item.id)


@rule("item.schema")
def option_fits_its_schema(context: Context) -> Iterator[Problem]:
    """An option is of the type, length and form that ubproject.toml gives it."""
    items, kinds = context.register.items, context.vocabulary.kinds
    context.cache.keep_only("schema", items)
    for key, item in items.items():
        schemas = kinds[item.kind].schemas
        for name, (what, fix) in context.cache.get("schema", key, (item.fields, schemas), partial(_unfit, item, schemas)):
            yield Problem(item.at(name), "item.schema",
                          f"{_named(item)} has the {name} '{item.text(name)[:60]}', which is {what}.", fix, item.id)


def _unfit(item: Item, schemas: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, tuple[str, str]], ...]:
    """Each option of an item that does not fit its schema, with what is wrong and what to do."""
    return tuple((name, fault) for name, schema in schemas.items()
                 if (value := item.text(name)) and (fault := schema_fault(value, schema)))


def _required_of(kind: Kind) -> tuple[str, ...]:
    """The options that an item of a kind has to set; a book may leave some of the usual ones out of its vocabulary."""
    usual = (name for name in REQUIRED.get(kind.name, ()) if name in kind.options or name in kind.links)
    return tuple(dict.fromkeys((*usual, *kind.never_empty)))


@rule("item.missing")
def required_option_is_set(context: Context) -> Iterator[Problem]:
    """An item sets every option without which a reader could not judge it, or that ubproject.toml does not let be empty."""
    required = {kind.name: _required_of(kind) for kind in context.vocabulary.kinds.values()}
    for item in context.register.items.values():
        # progress that is not measured in a table has neither a starting value nor a direction
        spared = ("baseline", "direction") if isinstance(item, Measure) and item.seen_by else ()
        for name in (name for name in required[item.kind] if name not in spared):
            if not item.text(name) and not item.links.get(name):
                label = field_label(name, item.words.kinds.get(item.kind))
                yield Problem(item.place, "item.missing", f"{_named(item)} does not say its {label}.",
                              f"Add ':{name}: …'.", item.id)
        if isinstance(item, Response) and not item.about and not item.text("chapter"):
            yield Problem(item.place, "item.missing", f"{_named(item)} does not say what it is about.",
                          "Add ':about:' with items, or ':chapter:' with a page.", item.id)


@rule("item.since")
def since_is_an_edition(context: Context) -> Iterator[Problem]:
    """The edition from which a finding or a dataset may be used is one of editions.toml."""
    editions = context.register.editions
    dated = [(item.at("since"), item.id, item.text("since")) for item in (*context.register.evidence(), *context.register.gaps())]
    dated += [(dataset.place, dataset.id, dataset.since) for dataset in context.register.datasets.values()]
    for place, name, since in dated:
        if since and since not in editions:
            yield Problem(place, "item.since", f"{name} may be used since '{since}', which is not an edition.",
                          f"Use one of: {', '.join(editions)}.", name)


@rule("item.date")
def date_can_be_read(context: Context) -> Iterator[Problem]:
    """A date or period that the build puts into words is written as a year, a month or a day."""
    for item in context.register.items.values():
        for name in ("by", "received", "searched"):
            if item.text(name):
                try:
                    span_of(item.text(name))
                except NotAPeriod as fault:
                    yield fault.at(item.at(name), item.id)


@rule("item.lead")
def lead_is_no_person(context: Context) -> Iterator[Problem]:
    """The lead of an action or a logic chain is a kind of body or a role, and no person by name (advice)."""
    places = {area.name for area in context.register.areas.values()}
    for item in context.register.items.values():
        lead = item.text("lead")
        if TITLED.search(lead) or (PERSON.fullmatch(lead) and not BODY.search(lead) and lead not in places):
            yield Problem(item.at("lead"), "item.lead", f"'{lead}' looks like a person's name.",
                          "Name the body or the role that leads: a name is personal data, and people change.", item.id, True)


@rule("item.link")
def link_leads_somewhere(context: Context) -> Iterator[Problem]:
    """A link names an item that exists."""
    items = context.register.items
    for item in items.values():
        for name, targets in item.links.items():
            allowed = context.vocabulary.kinds[item.kind].links.get(name, ())
            for key in targets:
                if key not in items:
                    near = nearest(key, (other.id for other in items.values() if not allowed or other.kind in allowed))
                    yield Problem(item.at(name), "item.link",
                                  f"{_named(item)} names {key} under '{name}', but no item has that id.",
                                  f"Correct the id, or write the item.{near}", item.id)
    for mention in context.register.mentions:
        key = mention.text.rpartition("<")[2].rstrip("> ")
        if mention.kind == "need" and key not in items:
            near = nearest(key, (other for other in items if other.partition("_")[0] == key.partition("_")[0]))
            yield Problem(mention.place, "item.link", f"'{mention.text}' names no item.",
                          f"Correct the id, or write the item.{near}", mention.item)


@rule("item.link-twice")
def link_names_an_item_once(context: Context) -> Iterator[Problem]:
    """A link names each item once."""
    for item in context.register.items.values():
        for name, targets in item.links.items():
            for key in dict.fromkeys(targets):
                if targets.count(key) > 1:
                    yield Problem(item.at(name), "item.link-twice", f"{_named(item)} names {key} more than once under '{name}'.",
                                  "Name it once.", item.id)


@rule("item.link-kind")
def link_leads_to_the_right_kind(context: Context) -> Iterator[Problem]:
    """A link leads to a kind of item that it is meant for."""
    for item in context.register.items.values():
        for name, targets in item.links.items():
            allowed = context.vocabulary.kinds[item.kind].links.get(name, ())
            for key in targets:
                target = context.register.items.get(key)
                if target and allowed and target.kind not in allowed:
                    yield Problem(item.at(name), "item.link-kind",
                                  f"{_named(item)} names {key} under '{name}', which is of kind {target.kind}.",
                                  f"Name an item of kind {' or '.join(allowed)}.", item.id)


@rule("item.circle")
def nothing_replaces_itself(context: Context) -> Iterator[Problem]:
    """No finding and no dataset replaces itself, neither at once nor by way of others."""
    items, datasets = context.register.items, context.register.datasets
    for circle in _circles({item.id: item.links.get("replaces", ()) for item in items.values()}):
        item = items[circle[0]]
        yield Problem(item.at("replaces"), "item.circle", f"{item.id} replaces itself: {' replaces '.join(circle)}.",
                      "Let the newer finding replace the older one only.", item.id)
    for circle in _circles({name: dataset.made_from for name, dataset in datasets.items()}):
        if len(circle) > 2:  # a table that names itself is reported when its card is read
            yield Problem(datasets[circle[0]].place, "item.circle", f"'{circle[0]}' is made from itself: "
                          f"{' from '.join(circle)}.", "Let each card name only tables that its own was made from.", circle[0],
                          dataset=circle[0])
    for circle in _circles({name: (dataset.replaces,) for name, dataset in datasets.items()}):
        yield Problem(datasets[circle[0]].place, "item.circle", f"'{circle[0]}' replaces itself: {' replaces '.join(circle)}.",
                      "Let the card of the newer release name the older one only.", circle[0], dataset=circle[0])


def _circles(steps: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Every circle among the keys, once: it begins with the key that comes first in `steps`, and ends with it, too."""
    # a search with an explicit stack: a long line of releases would exceed Python's recursion limit
    done: set[str] = set()
    for start in steps:
        path: dict[str, None] = {}
        waiting = [(start, 0)]
        while waiting:
            key, depth = waiting.pop()
            for later in list(path)[depth:]:
                del path[later]
            if key in path:
                circle = list(path)
                yield (*circle[circle.index(key):], key)
            elif key in steps and key not in done:
                done.add(key)
                path[key] = None
                waiting += [(target, len(path)) for target in steps[key] if target]


@rule("item.dataset")
def named_dataset_exists(context: Context) -> Iterator[Problem]:
    """A finding names datasets that exist."""
    for item in context.register.evidence():
        for name in item.datasets:
            if name not in context.register.datasets:
                yield Problem(item.at("datasets"), "item.dataset", f"{item.id} names the dataset '{name}', which is not there.",
                              f"Name a table of evidence/data.{nearest(name, context.register.datasets)}", item.id, dataset=name)


@rule("item.reference")
def named_reference_exists(context: Context) -> Iterator[Problem]:
    """A reference is a key of the bibliography."""
    known = context.register.references
    cited = [(item.at("references"), key, item.id) for item in context.register.items.values()
            if isinstance(item, Evidence) for key in item.references]
    cited += [(item.at("target_source"), item.text("target_source"), item.id) for item in context.register.items.values()
             if item.text("target_source")]
    cited += [(m.place, key.strip(), m.item) for m in context.register.mentions if m.kind == "cite" for key in m.text.split(",")]
    for place, key, about in cited:
        if key not in known:
            yield Problem(place, "item.reference", f"'{key}' is not in evidence/references.bib.",
                          f"Correct the key, or add the entry.{nearest(key, known)}", about)


@rule("item.place")
def strategy_item_stands_in_an_edition(context: Context) -> Iterator[Problem]:
    """Priorities, actions, measures and logic chains are in the folder of an edition; findings and gaps are outside."""
    for item in context.register.items.values():
        if isinstance(item, OwnItem):
            continue
        inside = item.kind in {"priority", "action", "measure", "chain"}
        if inside != bool(item.edition):
            where = "into the folder of an edition, such as strategy/" + next(iter(context.register.editions), "…")
            yield Problem(item.place, "item.place", f"{_named(item)} is of kind {item.kind} and stands in {item.place.file}.",
                          f"Move it {where if inside else 'out of the edition, to evidence/ or the consultation'}.", item.id)


@rule("thread.no-action")
def priority_can_be_acted_on(context: Context) -> Iterator[Problem]:
    """A priority has at least one action and one measure."""
    for item in context.register.items.values():
        if isinstance(item, Priority):
            for field, word, kind in (("delivers", "action", Action), ("tracks", "measure", Measure)):
                if not context.register.items_linking_to(item.id, field, kind):
                    yield Problem(item.place, "thread.no-action", f"Priority {item.id} has no {word}.",
                                  f"Add a '{{{word}}}' with ':{field}: {item.id}'.", item.id)
