"""The dossier of an item: everything that it depends on and that depends on it, on one page with a lasting address."""

from __future__ import annotations

from docutils import nodes

from goldenthread.analysis import strength_of
from goldenthread.model import (
    Evidence,
    Item,
    LogicChain,
    Measure,
    Priority,
    count_in_words,
    gettext,
    gettext_noop,
    period_in_words,
)
from goldenthread.site.item_cards import baseline, cautions, chain_picture, chain_words, facts_of, own_facts, sources
from goldenthread.site.item_text import item_lines, item_text
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, inline_nodes, paragraph, section
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.agreement_table import agreement_of
from goldenthread.site.views.change_views import history
from goldenthread.site.views.thread_drawing import picture_of

FACTS_OF_PRIORITY = tuple(map(gettext_noop, ("Status", "Revises", "Reason", "Changed because of", "Revised by")))
"""What a priority's card says that no other part of its dossier does."""


def dossier(page: PageContext, item: Item) -> list[nodes.Node]:
    """What the item says, then the parts of its dossier in the order in which a reviewer asks."""
    if isinstance(item, Priority):
        return [*item_text(page, item), *_priority(page, item)]
    blocks = [*item_text(page, item), paragraph([gettext("Read it in its chapter: "), _chapter(page, item), "."])]
    if isinstance(item, Evidence):
        return [*blocks, *_evidence(page, item)]
    listed_facts = fact_list(facts_of(page, item))
    if isinstance(item, LogicChain):
        blocks += chain_picture(page, item)
    return [*blocks, *([section("links", gettext("What is known of it"), listed_facts)] if listed_facts.children else [])]


def _chapter(page: PageContext, item: Item) -> nodes.Node:
    return page.link(item.id, page.title_of(item.place.docname))


def _priority(page: PageContext, item: Priority) -> list[nodes.Node]:
    register = page.register
    thread = register.thread(item.id)
    actions: list[Inline] = [
        [*page.link_with_id(a.id), nodes.Text(gettext(". Lead: {lead}. By {by}.", lead=a.text("lead"),
                                                      by=period_in_words(a.text("by"))))]
        for a in thread.actions]
    measures: list[Inline] = [
        [*page.link_with_id(m.id), *_course(page, m)]
        for m in thread.measures]
    responses: list[Inline] = [
        [*page.link_with_id(r.id), nodes.Text(f": {r.label('disposition')}")]
        for r in thread.responses]
    return [
        paragraph([gettext("{words}. Read it in its chapter: ", words=strength_of(register, item).words), _chapter(page, item),
                   "."], "strength"),
        fact_list([*(fact for fact in facts_of(page, item) if fact[0] in map(gettext, FACTS_OF_PRIORITY)),
                   *own_facts(page, item)]),
        section("rests-on", gettext("What it rests on"), *(_finding(page, evidence) for evidence in thread.evidence)),
        section("actions", gettext("What will be done"), bullet_list(actions) if actions else paragraph(gettext("No action."))),
        section("measures", gettext("How progress is seen"),
                bullet_list(measures) if measures else paragraph(gettext("No measure."))),
        *(section("chain", gettext("How it should work"), *chain_picture(page, chain), fact_list(chain_words(page, chain)))
          for chain in thread.chains[:1]),
        section("thread", gettext("The thread, drawn"), *picture_of(page, [item])),
        *history(page, item),
        section("agreement", gettext("Who has agreed to it"), *agreement_of(page, item)),
        section("responses", gettext("What the review led to"),
                bullet_list(responses) if responses else paragraph(gettext("No response touches it."))),
    ]


def _finding(page: PageContext, evidence: Evidence) -> nodes.section:
    pairs: list[tuple[str, list[Inline]]] = [
        (gettext("Finding"), item_lines(page, evidence)),
        (gettext("Confidence"), [evidence.label("confidence")]),
        (gettext("Period and area"), [f"{evidence.text('period')}; {evidence.text('geography')}"]),
        (gettext("Sources"), sources(page, evidence)), (gettext("Caution"), cautions(page, evidence)),
        (gettext("In what it differs"), [difference] if (difference := evidence.text("difference")) else []),
    ]
    title = nodes.title("", "", *page.link_with_id(evidence.id))
    return nodes.section("", title, fact_list(pairs), ids=[f"on-{evidence.id}"], names=[])


def _course(page: PageContext, item: Measure) -> list[nodes.Node]:
    if item.seen_by:
        return [nodes.Text(f". {item.seen_by}")]
    return [nodes.Text(gettext(". {direction}. Baseline: ", direction=item.label("direction"))), *_baseline(page, item)]


def _baseline(page: PageContext, item: Measure) -> list[nodes.Node]:
    return [node for entry in baseline(page, item) for node in inline_nodes(entry)] or [nodes.Text("none")]


def _evidence(page: PageContext, item: Evidence) -> list[nodes.Node]:
    register = page.register
    supports = register.items_linking_to(item.id, "rests_on", Priority)
    by_edition: list[nodes.Node] = []
    for edition in register.editions.values():
        own: list[Inline] = [page.link_with_id(p.id) for p in supports if p.edition == edition.id]
        by_edition.append(paragraph(f"{edition.label}: {count_in_words(len(own), 'priority')}."))
        if own:
            by_edition.append(bullet_list(own))
    back = register.back.get(item.id, {})
    known = [*facts_of(page, item),
             *((page.vocabulary.links[field].incoming, [page.link_with_id(key) for key in back[field]])
               for field in ("because", "brought") if field in back)]
    return [
        # what rests on it has a part of its own
        section("sources", gettext("How sure it is, and its sources"),
                fact_list(pair for pair in known if pair[0] != gettext("Supports"))),
        section("supports", gettext("What rests on it"), *by_edition),
    ]

