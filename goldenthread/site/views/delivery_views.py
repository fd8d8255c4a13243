"""Views of what is to happen when: the logic chains in short, the delivery plan, the milestones, and the gaps that are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docutils import nodes

from goldenthread.analysis import by_first_tag, dated_steps, known_effects, milestones_in_words, open_gaps, priority_behind
from goldenthread.model import Action, Edition, EvidenceGap, Measure, Register, gettext, period_in_words, starting_sentence
from goldenthread.site.item_cards import baseline
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, inline_nodes, paragraph, section, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.explorer import NO_TAG
from goldenthread.site.views.gap_views import edition_at


def delivery_plan(page: PageContext, argument: str) -> list[nodes.Node]:
    """Every action of an edition by the date on which it is due: who would lead, and what is known of its kind."""
    edition, rows = edition_at(page, argument), []
    for step in dated_steps(page.register, edition):
        if isinstance(step.item, Action):
            rows.append([period_in_words(step.period), page.link_with_id(step.item.id), step.item.text("lead"),
                         _priority(page, step.item), _cost(page, step.item), _known(page, step.item)])
    headers = [gettext("By"), gettext("Action"), gettext("Would be led by"), gettext("Priority"),
               gettext("Cost class"), gettext("What is known of whether it works")]
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
    """The cost class of an action, or of its priority's logic chain where it has none of its own."""
    if item.text("cost"):
        return item.label("cost")
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

    Without an argument, a page of an edition shows that edition's, any other the gaps that name it among their chapters. The few
    of a page stand as one list; the many of an edition stand by what they are about, each search told once and not at each gap.
    """
    register, own, edition = page.register, page.docname.rpartition("/")[2], edition_at(page, argument)
    gaps = open_gaps(register, edition)
    of_edition = argument or register.edition_of_page(page.docname)
    if not of_edition:
        gaps = tuple(gap for gap in gaps if own in gap.chapters)
    if not gaps:
        return [paragraph(gettext("No gap is open."))]
    if not of_edition:
        return [bullet_list([[page.link(gap.id), *_whole(page, gap), *_asked(page, gap, edition)] for gap in gaps])]
    searches = list(dict.fromkeys(map(_search, gaps)))
    return [paragraph(_counted(register, gaps)), *_by_tag(page, edition, gaps, searches), _searches(edition, searches)]


def _search(gap: EvidenceGap) -> str:
    """Where a gap was looked for, and when."""
    searched = f", {period_in_words(gap.text('searched'))}" if gap.text("searched") else ""
    return f"{gap.text('where').rstrip('.')}{searched}"


def _whole(page: PageContext, gap: EvidenceGap) -> list[nodes.Node]:
    words = gettext(". {availability}. {publisher}. Looked for in {where}", availability=gap.label("availability"),
                    publisher=gap.text("publisher").rstrip("."), where=_search(gap))
    return [nodes.Text(f"{words}.")]


def _asked(page: PageContext, gap: EvidenceGap, edition: Edition) -> list[nodes.Node]:
    """The actions of an edition that ask for what is lacking: those of another edition have titles that say the same again."""
    entry: list[nodes.Node] = []
    for action in page.register.items_linking_to(gap.id, "asks", Action):
        if action.edition == edition.id:
            entry += [nodes.Text(", " if entry else gettext(" Asked for by ")), page.link(action.id)]
    return [*entry, nodes.Text(".")] if entry else []


def _counted(register: Register, gaps: Sequence[EvidenceGap]) -> str:
    """How many gaps there are of each kind: `Published, and not held here: 33.`"""
    kinds = Counter(gap.text("availability") for gap in gaps)
    return " ".join(f"{register.words.label('availability', kind)}: {kinds[kind]}."
                    for kind in register.words.in_order("availability", kinds))


def _by_tag(page: PageContext, edition: Edition, gaps: Sequence[EvidenceGap], searches: list[str]) -> Iterator[nodes.Node]:
    """A part for each tag, and in it the gaps by what is known of their being published."""
    for tag, about in by_first_tag(page.register, gaps):
        kinds = page.register.words.in_order("availability", (gap.text("availability") for gap in about))
        pairs: list[tuple[str, list[Inline]]] = [
            (page.register.words.label("availability", kind),
             [_short(page, gap, edition, searches) for gap in about if gap.text("availability") == kind]) for kind in kinds]
        yield section(f"open-{edition.id}-{tag.id if tag else NO_TAG}", tag.name if tag else gettext("Other"), fact_list(pairs))


def _short(page: PageContext, gap: EvidenceGap, edition: Edition, searches: list[str]) -> list[nodes.Node]:
    search = f" ({gettext('search {number}', number=searches.index(_search(gap)) + 1)})" if len(searches) > 1 else ""
    return [page.link(gap.id), nodes.Text(f". {gap.text('publisher').rstrip('.')}{search}."), *_asked(page, gap, edition)]


def _searches(edition: Edition, searches: list[str]) -> nodes.section:
    """The searches by their numbers; a single one has none."""
    entries: list[Inline] = [
        f"{gettext('Search {number}', number=number)}: {search}." for number, search in enumerate(searches, start=1)]
    return section(f"open-{edition.id}-searches", gettext("Where it was looked for"),
                   bullet_list(entries) if len(searches) > 1 else paragraph(f"{starting_sentence(searches[0])}."))
