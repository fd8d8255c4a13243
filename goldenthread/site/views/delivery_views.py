"""Views of what is to happen when: the logic chains in short, the delivery plan, the milestones, and the gaps that are open."""

from __future__ import annotations

from docutils import nodes

from goldenthread.analysis import dated_steps, known_effects, milestones_in_words, open_gaps, priority_behind
from goldenthread.model import Action, EvidenceGap, Measure, gettext, period_in_words
from goldenthread.site.item_cards import baseline
from goldenthread.site.node_builders import Inline, bullet_list, inline_nodes, paragraph, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.gap_views import edition_at


def delivery_plan(page: PageContext, argument: str) -> list[nodes.Node]:
    """Every action of an edition by the date on which it is due: who would lead, and what is known of its kind."""
    edition, rows = edition_at(page, argument), []
    for step in dated_steps(page.register, edition):
        if isinstance(step.item, Action):
            rows.append([period_in_words(step.period), page.link_with_id(step.item.id), step.item.text("lead"),
                         _priority(page, step.item), _cost(page, step.item), _known(page, step.item)])
    headers = [gettext("By"), gettext("Action"), gettext("Would be led by"), gettext("Priority"),
               gettext("Cost class of the priority"), gettext("What is known of whether it works")]
    if not rows:
        return [paragraph(gettext("No action has a date yet."))]
    return [table(gettext("Actions by date, {label}", label=edition.label), headers, rows, classes=["wide"])]


def milestone_table(page: PageContext, argument: str) -> list[nodes.Node]:
    """Every measure of an edition with its baseline, direction, target and milestones."""
    edition, rows = edition_at(page, argument), []
    for item in page.register.items.values():
        if isinstance(item, Measure) and item.edition == edition.id:
            start: list[nodes.Node] = [node for entry in baseline(page, item) for node in inline_nodes(entry)]
            rows.append([page.link_with_id(item.id), _priority(page, item), start or item.seen_by or gettext("None"),
                         item.label("direction") or gettext("None"),
                         item.text("target") or gettext("None"), "; ".join(milestones_in_words(item)) or gettext("None")])
    if not rows:
        return [paragraph(gettext("No measure is written yet."))]
    headers = [gettext("Measure"), gettext("Priority"), gettext("Baseline"), gettext("Direction"), gettext("Published target"),
               gettext("Milestones")]
    return [table(gettext("Measures and milestones, {label}", label=edition.label), headers, rows, classes=["wide"])]


def _priority(page: PageContext, item: Action | Measure) -> Inline:
    priority = priority_behind(page.register, item)
    return [page.link(priority.id)] if priority else gettext("None")


def _cost(page: PageContext, item: Action) -> str:
    priority = priority_behind(page.register, item)
    chains = page.register.thread(priority.id).chains if priority else ()
    return chains[0].label("cost") if chains and chains[0].text("cost") else gettext("None")


def _known(page: PageContext, item: Action) -> Inline:
    joined: list[nodes.Node] = []
    for known in known_effects(page.register, item):
        joined += [nodes.Text("; ")] if joined else []
        words = known.item.label("effect") or known.item.label("availability")
        joined += [page.link(known.item.id), nodes.Text(f" ({words[:1].lower()}{words[1:]})")]
    for key in item.asks:
        joined += [nodes.Text("; " if joined else gettext("Asks for ")), page.link(key)]
    return joined or gettext("None")


def gaps_open(page: PageContext, argument: str) -> list[nodes.Node]:
    """What was looked for and is not held: all that is open at an edition's date, or what a page of the evidence base lacks.

    Without an argument, a page of an edition shows that edition's, any other the gaps that name it among their chapters.
    """
    register, own = page.register, page.docname.rpartition("/")[2]
    gaps = open_gaps(register, edition_at(page, argument))
    if not argument and register.edition_of_page(page.docname) is None:
        gaps = tuple(gap for gap in gaps if own in gap.chapters)
    if not gaps:
        return [paragraph(gettext("No gap is open."))]
    return [bullet_list([gap_in_words(page, gap) for gap in gaps])]


def gap_in_words(page: PageContext, gap: EvidenceGap) -> Inline:
    """What is lacking, what is known of its being published and by whom, where and when it was looked for, and who would ask."""
    words = gettext(". {availability}. {publisher}. Looked for in {where}", availability=gap.label("availability"),
                    publisher=gap.text("publisher").rstrip("."), where=gap.text("where").rstrip("."))
    searched = f", {period_in_words(gap.text('searched'))}" if gap.text("searched") else ""
    entry: list[nodes.Node] = [page.link(gap.id), nodes.Text(f"{words}{searched}.")]
    for number, key in enumerate(page.register.linked_from(gap.id, "asks")):
        entry += [nodes.Text(", " if number else gettext(" Asked for by ")), page.link(key)]
    return [*entry, nodes.Text(".")] if page.register.linked_from(gap.id, "asks") else entry
