"""You said, we did: the points received, what was decided, and what changed because of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docutils import nodes

from goldenthread.model import NOT_STATED, Register, Response, number_of
from goldenthread.site.node_builders import Inline, paragraph, section, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.decision_chart import decision_chart


def response_table(page: PageContext, argument: str) -> list[nodes.Node]:
    """Counts by question and decision, then one row per point for each chapter that points are about."""
    responses = list(page.register.responses())
    if not responses:
        return [paragraph("No point has been received yet.")]
    decided = sum(response.is_decided for response in responses)
    made = number_of(len(responses), "point")
    blocks: list[nodes.Node] = [paragraph(f"{made} made in response, {decided} of them decided on.")]
    blocks += [decision_chart(page, responses), by_question(page, responses), by_respondent(responses)]
    for docname, points in by_chapter(page.register, responses).items():
        title = page.register.titles.get(docname) or docname
        rows = [_row(page, response) for response in points]
        headers = ["Point", "From", "Question", "Decision", "What changed"]
        points_table = table(f"Points about {title}", headers, rows, classes=["wide"])
        blocks.append(section(f"on-{docname.replace('/', '-')}", title, points_table))
    return blocks


def by_chapter(register: Register, responses: Sequence[Response]) -> dict[str, list[Response]]:
    """The points by the chapter that they are about, in the order of the chapters."""
    chapters: dict[str, list[Response]] = {}
    for response in responses:
        chapters.setdefault(_chapter(register, response), []).append(response)
    order = {name: number for number, name in enumerate(register.titles)}
    return dict(sorted(chapters.items(), key=lambda pair: order.get(pair[0], len(order))))


def by_question(page: PageContext, responses: Sequence[Response]) -> nodes.table:
    """How many points answer each question, by what was decided."""
    words = page.register.words
    decisions = page.register.words.in_order("disposition", filter(None, (r.disposition for r in responses)))
    counts = Counter((r.text("criterion") or NOT_STATED, r.disposition) for r in responses)
    rows: list[list[Inline]] = [
        [words.label("criterion", criterion), *(str(counts[criterion, word]) for word in decisions),
         str(sum((r.text("criterion") or NOT_STATED) == criterion for r in responses))]
        for criterion in questions_of(page, responses)
    ]
    headers = ["Question", *(words.label("disposition", word) for word in decisions), "All"]
    return table("Points by question and decision", headers, rows, numbers=True)


def questions_of(page: PageContext, responses: Sequence[Response]) -> list[str]:
    """The questions of the book's vocabulary in its order, and that none is stated where that is so of any point."""
    return [*page.vocabulary.criteria, *([NOT_STATED] if any(r.text("criterion") in ("", NOT_STATED) for r in responses) else [])]


def by_respondent(responses: Sequence[Response]) -> nodes.table:
    """How many points each respondent made, by the way they came."""
    counts = Counter((r.text("respondent"), r.text("source")) for r in responses)
    rows: list[list[Inline]] = [[who, how[:1].upper() + how[1:], str(number)] for (who, how), number in counts.items()]
    return table("Points by respondent", ["From", "How it came", "Points"], rows)


def _chapter(register: Register, response: Response) -> str:
    """The chapter that a point is about: the one it names, or that of the first item it is about."""
    if response.text("chapter"):
        return response.text("chapter")
    target = register.items.get(response.about[0]) if response.about else None
    return target.place.docname if target else response.place.docname


def _row(page: PageContext, response: Response) -> list[Inline]:
    changed = what_changed(page, response)
    if why := response.text("grounds"):
        changed += [nodes.Text(". " if changed else ""), nodes.Text(why)]
    return [page.link_with_id(response.id), response.text("respondent"), response.label("criterion"),
            response.decision, changed or "Nothing"]


def what_changed(page: PageContext, response: Response) -> list[nodes.Node]:
    """Links to all that a point changed, brought, led to, or had dropped; empty when that is nothing."""
    led_to = page.register.linked_from(response.id, "because")
    links: list[nodes.Node] = []
    for key in dict.fromkeys((*response.changed, *response.links.get("brought", ()), *led_to)):
        links += [nodes.Text("; "), *page.link_with_id(key)] if links else page.link_with_id(key)
    for edition in page.register.editions.values():
        for dropped in edition.dropped:
            if response.id in dropped.because:
                links += [nodes.Text("; dropped: " if links else "Dropped: "), *page.link_with_id(dropped.id)]
    return links
