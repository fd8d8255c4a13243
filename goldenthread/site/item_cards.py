"""An item on its page: heading, line of description, body, and a list of facts with links both ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docutils import nodes

from goldenthread.analysis import agreements, known_effects, milestones_in_words, priority_behind, steps_of
from goldenthread.charts import NARROW, draw_chain
from goldenthread.documents.nodes import chart, drawing, item_title
from goldenthread.documents.nodes import item as item_node
from goldenthread.model import (
    Action,
    Evidence,
    EvidenceGap,
    Item,
    LogicChain,
    Measure,
    Priority,
    Response,
    Unresolved,
    gettext,
    item_page,
    period_in_words,
    resolve,
)
from goldenthread.site.needs_bridge import needs_on
from goldenthread.site.node_builders import Inline, fact_list, inline_nodes, paragraph
from goldenthread.site.number_links import number_link
from goldenthread.site.page_addresses import RESPOND_PAGE
from goldenthread.site.page_context import PageContext, dataset_source, publication

Facts = list[tuple[str, Sequence[Inline]]]


def fill_items(page: PageContext, doctree: nodes.document) -> None:
    """Replace each item that sphinx-needs has left on a page by our own rendering, so that its tables are never made."""
    for need, item_id in needs_on(doctree):
        item = page.register.items.get(item_id)
        if item is not None:
            need.parent.replace(need, item_on_page(page, item, need.children, heading_level(need)))


def heading_level(node: nodes.Node) -> int:
    """The level of a heading that stands here: one below its section, two at the least, six at the most."""
    depth = 0
    parent = node.parent
    while parent is not None:
        depth += isinstance(parent, nodes.section | item_node)
        parent = parent.parent
    return min(max(depth + 1, 2), 6)


def item_on_page(page: PageContext, item: Item, body: Sequence[nodes.Node], level: int) -> item_node:
    """An item as a node: `body` are the blocks of its text, `level` that of its heading."""
    label = page.vocabulary.kinds[item.kind].label
    names = [tag.name for tag in page.register.framework.tags if tag.id in item.tags]
    node = item_node("", ids=[item.id], kind=item.kind, label=label, item=item.id, level=level, tags=names)
    node += item_title("", "", nodes.Text(item.title))
    kicker: list[nodes.Node] = [nodes.inline("", label, classes=["kind"]), nodes.Text(" "), nodes.literal("", item.id)]
    for name in names:
        kicker += [nodes.Text(" · "), nodes.inline("", name, classes=["tag"])]
    node += paragraph(kicker, "kicker")
    node += list(body)
    if isinstance(item, LogicChain):
        node += chain_picture(page, item)
    listed = fact_list([*facts_of(page, item), *record(page, item)])
    if listed.children:
        node += listed
    return node


def record(page: PageContext, item: Item) -> Facts:
    """Links to the item's own page, and to where one responds to it, which only the web has."""
    if page.builder.format != "html":
        return []
    uri = page.builder.get_relative_uri(page.docname, item_page(item.id))
    words = gettext("All about {id}, and how to cite it", id=item.id)
    facts: Facts = [(gettext("Record"), [[nodes.reference("", words, internal=True, refuri=uri)]])]
    if not isinstance(item, Response):
        respond = f"{page.builder.get_relative_uri(page.docname, RESPOND_PAGE)}#about={item.id}"
        facts.append((gettext("Your view"), [[nodes.reference("", gettext("Respond to this"), internal=True, refuri=respond)]]))
    return facts


def _links(page: PageContext, item: Item, field: str) -> list[Inline]:
    return [page.link_with_id(key) for key in item.links.get(field, ())]


def _back(page: PageContext, item: Item, field: str) -> list[Inline]:
    return [page.link_with_id(key) for key in page.register.ids_linking_to(item.id, field)]


def _words(item: Item, field: str) -> list[Inline]:
    return [label] if (label := item.label(field)) else []


def _responses(page: PageContext, item: Item) -> Facts:
    back = page.register.back.get(item.id, {})
    because = item.links.get("because", ())  # these stand above, as what the item was changed because of
    keys = dict.fromkeys(key for field in ("about", "changed", "because") for key in back.get(field, ()) if key not in because)
    return [(gettext("Responses"), [page.link_with_id(k) for k in keys if isinstance(page.register.items.get(k), Response)])]


def sources(page: PageContext, item: Evidence) -> list[Inline]:
    """The datasets and publications that a finding rests on, each with a link."""
    datasets = page.register.datasets
    entries: list[Inline] = [dataset_source(page, datasets[name]) for name in item.datasets if name in datasets]
    return entries + [publication(page.register.references[key]) for key in item.references if key in page.register.references]


def cautions(page: PageContext, item: Evidence) -> list[Inline]:
    """What a reader must bear in mind: the finding's own caution, then those of its datasets."""
    own = [item.text("caution")] if item.text("caution") else []
    datasets = (page.register.datasets.get(name) for name in item.datasets)
    return list(dict.fromkeys([*own, *(caution for dataset in datasets if dataset for caution in dataset.cautions)]))


def _evidence(page: PageContext, item: Item) -> Facts:
    assert isinstance(item, Evidence)
    return [
        (gettext("Confidence"), _words(item, "confidence")),
        (gettext("Standing"), [] if item.is_settled else [item.words.label("standing", item.standing)]),
        (gettext("Period"), _words(item, "period")),
        (gettext("Area"), _words(item, "geography")),
        (gettext("Compared with"), _words(item, "comparator")),
        (gettext("Sources"), sources(page, item)),
        (gettext("Caution"), cautions(page, item)),
        (gettext("May be cited from"), [page.register.editions[item.since].label] if item.since in page.register.editions
         else []),
        (gettext("Differs from"), [*_links(page, item, "differs_from"), *_back(page, item, "differs_from")]),
        (gettext("In what it differs"), _words(item, "difference")),
        (gettext("What studies found"), _words(item, "effect")),
        (gettext("What was not found"), _links(page, item, "lacks")),
        (gettext("Replaces"), _links(page, item, "replaces")),
        (gettext("Replaced by"), _back(page, item, "replaces")),
        (gettext("Supports"), _back(page, item, "rests_on")),
        (gettext("Bears on"), _back(page, item, "works")),
        *_responses(page, item),
    ]


def _priority(page: PageContext, item: Item) -> Facts:
    assert isinstance(item, Priority)
    rests = []
    for key in item.rests_on:
        evidence = page.register.items.get(key)
        confidence = f", {evidence.words.confidence(evidence.confidence)}" if isinstance(evidence, Evidence) else ""
        rests.append([*page.link_with_id(key), nodes.Text(confidence)])
    return [
        (gettext("Status"), _words(item, "status")),
        (gettext("Agreement"), [agreement.words for agreement in agreements(page.register, item)]),
        (gettext("Rests on"), rests),
        (gettext("Delivered by"), _back(page, item, "delivers")),
        (gettext("Measured by"), _back(page, item, "tracks")),
        (gettext("Logic chain"), _back(page, item, "explains")),
        (gettext("What was not found"), _links(page, item, "lacks")),
        (gettext("Revises"), _links(page, item, "revises")),
        (gettext("Reason"), _words(item, "reason")),
        (gettext("Changed because of"), _links(page, item, "because")),
        (gettext("Revised by"), _back(page, item, "revises")),
        *_responses(page, item),
    ]


def _action(page: PageContext, item: Item) -> Facts:
    assert isinstance(item, Action)
    by = item.text("by")
    return [(gettext("Delivers"), _links(page, item, "delivers")), (gettext("Lead"), _words(item, "lead")),
            (gettext("By"), [period_in_words(by)] if by else []), (gettext("Cost class"), _words(item, "cost")),
            (gettext("Asks for"), _links(page, item, "asks")),
            (gettext("What is known of whether it works"), effects(page, item)),
            (gettext("What is done about it"), _words(item, "answer")),
            *_responses(page, item)]


def effects(page: PageContext, item: LogicChain | Action) -> list[Inline]:
    """The findings on whether a kind of action works, each with its effect and its studies, or what was not found."""
    return [[*page.link_with_id(known.item.id), nodes.Text(f": {known.words}")] for known in known_effects(page.register, item)]


def baseline(page: PageContext, item: Measure) -> list[Inline]:
    """The baseline in words with its source and a link to its dataset; empty when it cannot be resolved."""
    try:
        value = resolve(item.text("baseline"), page.register.datasets)
        number = number_link(page, item.text("baseline"))
    except Unresolved:
        return []
    return [[number, nodes.Text(gettext(" ({source}). Source: ", source=value.source)), page.dataset_link(value.datasets[0])]]


def _measure(page: PageContext, item: Item) -> Facts:
    assert isinstance(item, Measure)
    reference = page.register.references.get(item.text("target_source"))
    target: list[Inline] = []
    if item.text("target"):
        target = [[*inline_nodes(f"{item.text('target').rstrip('.')}. "), *(publication(reference) if reference else [])]]
    return [(gettext("Tracks"), _links(page, item, "tracks")), (gettext("Baseline"), baseline(page, item)),
            (gettext("Direction"), _words(item, "direction")), (gettext("Target"), target),
            (gettext("Milestones"), list(milestones_in_words(item))),
            (gettext("What was not found"), _links(page, item, "lacks")), *_responses(page, item)]


def chain_measures(page: PageContext, item: LogicChain) -> list[Inline]:
    """The measures of the priority that a chain explains, each with its direction, baseline and milestones."""
    priority = priority_behind(page.register, item)
    entries: list[Inline] = []
    for measure in page.register.items_linking_to(priority.id, "tracks", Measure) if priority else ():
        entry = [*page.link_with_id(measure.id), nodes.Text(f". {(measure.seen_by or measure.label('direction')).rstrip('.')}. ")]
        entry += [node for value in baseline(page, measure) for node in (nodes.Text(gettext("Baseline: ")), *inline_nodes(value))]
        entry += [nodes.Text(f". {milestone}") for milestone in milestones_in_words(measure)]
        entries.append([*entry, nodes.Text(".")])
    return entries


def chain_words(page: PageContext, item: LogicChain) -> Facts:
    """A logic chain in words: its steps, what is known of its kind, who would lead, what it costs, and what is measured."""
    return [
        *((name, [words]) for name, words in steps_of(item)),
        (gettext("What is known of whether it works"), effects(page, item)),
        (gettext("What is done about it"), _words(item, "answer")),
        (gettext("Would be led by"), _words(item, "lead")), (gettext("Cost class"), _words(item, "cost")),
        (gettext("Assumptions"), _words(item, "assumptions")), (gettext("Risks"), _words(item, "risks")),
        (gettext("Measured by"), chain_measures(page, item)), (gettext("What was not found"), _links(page, item, "lacks")),
    ]


def chain_picture(page: PageContext, item: LogicChain) -> list[nodes.Node]:
    """A logic chain as a picture, its words for those who do not see it: the same stands as a list beside it."""
    steps = steps_of(item)
    if not steps:
        return []
    said = " ".join(f"{name}: {words.rstrip('.')}." for name, words in steps)
    alt = gettext("The logic chain drawn as boxes from top to bottom. {said}", said=said)
    svg = draw_chain(steps, alt)
    if page.builder.format == "html":
        return [drawing("", svg=svg, narrow=draw_chain(steps, alt, NARROW),
                        name=gettext("Logic chain, drawn: {title}", title=item.title))]
    figure = chart("", svg=svg, alt=alt, dataset="", ids=[f"drawn-{item.id}"])
    figure += nodes.caption("", "", nodes.Text(gettext("Logic chain: {title}", title=item.title)))
    return [figure]


def _chain(page: PageContext, item: Item) -> Facts:
    assert isinstance(item, LogicChain)
    return [(gettext("Explains"), _links(page, item, "explains")), *chain_words(page, item), *_responses(page, item)]


def _gap(page: PageContext, item: Item) -> Facts:
    assert isinstance(item, EvidenceGap)
    searched = item.text("searched")
    return [
        (gettext("Availability"), _words(item, "availability")),
        (gettext("Publisher"), _words(item, "publisher")), (gettext("Looked for in"), _words(item, "where")),
        (gettext("Looked for on"), [period_in_words(searched)] if searched else []),
        (gettext("Filled by"), [[page.dataset_link(name)] for name in item.filled_by]),
        (gettext("Near it, and not it"), [[page.dataset_link(name)] for name in item.not_filled_by]),
        (gettext("Lacking in"), _back(page, item, "lacks")), (gettext("Bears on"), _back(page, item, "works")),
        (gettext("Asked for by"), _back(page, item, "asks")), *_responses(page, item),
    ]


def _response(page: PageContext, item: Item) -> Facts:
    chapter = item.text("chapter")
    about: list[Inline] = _links(page, item, "about")
    if chapter in page.register.titles:
        about.append(page.page_link(chapter, page.title_of(chapter)))
    received = item.text("received")
    return [
        (gettext("From"), _words(item, "respondent")), (gettext("Kind of respondent"), _words(item, "respondent_kind")),
        (gettext("About"), about),
        (gettext("Question"), _words(item, "criterion")),
        (gettext("Received"), [period_in_words(received) + (gettext(", after the deadline") if item.text("late") else "")]
         if received else []),
        (gettext("How"), [source[:1].upper() + source[1:]] if (source := item.text("source")) else []),
        (gettext("Decision"), _words(item, "disposition")), (gettext("Grounds"), _words(item, "grounds")),
        (gettext("Themes"), list(item.list("themes"))), (gettext("Changed"), _links(page, item, "changed")),
        (gettext("Brought"), _links(page, item, "brought")), (gettext("Led to a change in"), _back(page, item, "because")),
    ]


def own_facts(page: PageContext, item: Item) -> Facts:
    """What only this book has of an item: its own fields and links, and the own links that lead to it."""
    own, words = page.vocabulary.words.kinds.get(item.kind), page.vocabulary.links
    facts: Facts = [(label, _words(item, name)) for name, label in own.fields.items()] if own else []
    facts += [(label, _links(page, item, name)) for name, label in own.links.items()] if own else []
    links = dict.fromkeys(name for kind in page.vocabulary.words.kinds.values() for name in kind.links)
    return [*facts, *((words[name].incoming, _back(page, item, name)) for name in links)]


def _own_item(page: PageContext, item: Item) -> Facts:
    return [(gettext("Status"), _words(item, "status"))]


def facts_of(page: PageContext, item: Item) -> Facts:
    """All that is said of an item in a line each: what every book has, then what only this book has, and what answers to it."""
    known = FACTS.get(item.kind)
    if known:
        return [*known(page, item), *own_facts(page, item)]
    return [*_own_item(page, item), *own_facts(page, item), *_standard_links_to(page, item), *_responses(page, item)]


def _standard_links_to(page: PageContext, item: Item) -> Facts:
    """What leads to an item of the book's own kind by a link that every book has; responses are named apart."""
    back = page.register.back.get(item.id, {})
    own = {name for kind in page.vocabulary.words.kinds.values() for name in kind.links}
    return [(page.vocabulary.links[name].incoming, _back(page, item, name)) for name in back
            if name not in own and name not in ("about", "changed", "because") and name in page.vocabulary.links]


FACTS: dict[str, Callable[[PageContext, Item], Facts]] = {
    "evidence": _evidence, "priority": _priority, "action": _action, "measure": _measure, "chain": _chain, "gap": _gap,
    "response": _response,
}
