"""You said, we did: the points received, what was decided, and what changed because of them."""

from __future__ import annotations

from collections import Counter

from docutils import nodes

from goldenthread.items import WORDS
from goldenthread.model import Item, Response
from goldenthread.writing import Inline, Page, paragraph, section, table

CRITERIA = ("accuracy", "completeness", "insight")


def response_table(page: Page, argument: str) -> list[nodes.Node]:
    """Counts by question and decision, then one row a point for each chapter that points are about."""
    responses = list(page.register.responses())
    if not responses:
        return [paragraph("No point has been received yet.")]
    decided = sum(response.text("disposition") not in {"", "open"} for response in responses)
    found: list[nodes.Node] = [paragraph(f"{len(responses)} points received, {decided} decided.")]
    found += [_by_question(responses), _by_respondent(responses)]
    chapters: dict[str, list[Response]] = {}
    for response in responses:
        chapters.setdefault(_chapter(page, response), []).append(response)
    order = list(page.register.titles)
    for docname in sorted(chapters, key=lambda name: order.index(name) if name in order else len(order)):
        title = page.register.titles.get(docname) or docname
        rows = [_row(page, response) for response in chapters[docname]]
        headers = ["Point", "From", "Question", "Decision", "What changed"]
        told = table(f"Points about {title}", headers, rows, classes=["wide"])
        found.append(section(f"on-{docname.replace('/', '-')}", title, told))
    return found


def _by_question(responses: list[Response]) -> nodes.table:
    decisions = [word for word in dict.fromkeys(WORDS) if any(r.text("disposition") == word for r in responses)]
    counts = Counter((r.text("criterion"), r.text("disposition")) for r in responses)
    rows: list[list[Inline]] = [
        [WORDS[criterion], *(str(counts[criterion, word]) for word in decisions),
         str(sum(r.text("criterion") == criterion for r in responses))]
        for criterion in (*CRITERIA, *(word for word in ("not-stated",) if any(r.text("criterion") == word for r in responses)))
    ]
    return table("Points by question and decision", ["Question", *(WORDS[word] for word in decisions), "All"], rows, numbers=True)


def _by_respondent(responses: list[Response]) -> nodes.table:
    counts = Counter((r.text("respondent"), r.text("source")) for r in responses)
    rows: list[list[Inline]] = [[who, how, str(number)] for (who, how), number in counts.items()]
    return table("Points by respondent", ["From", "How it came", "Points"], rows)


def _chapter(page: Page, response: Response) -> str:
    """The chapter that a point is about: the one it names, or that of the first item it is about."""
    if response.text("chapter"):
        return response.text("chapter")
    target = page.register.items.get(response.about[0]) if response.about else None
    return target.place.docname if target else response.place.docname


def _row(page: Page, response: Response) -> list[Inline]:
    changed: list[nodes.Node] = []
    for key in dict.fromkeys((*response.changed, *response.links.get("brought", ()), *_because(page, response))):
        changed += [nodes.Text("; "), *page.link_with_id(key)] if changed else page.link_with_id(key)
    why = response.text("grounds")
    told: list[nodes.Node] = [*changed]
    if why:
        told += [nodes.Text(". " if changed else ""), nodes.Text(why)]
    return [page.link_with_id(response.id), response.text("respondent"), WORDS.get(response.text("criterion"), ""),
            WORDS.get(response.text("disposition"), response.text("disposition")), told or "Nothing"]


def _because(page: Page, response: Item) -> tuple[str, ...]:
    return page.register.back.get(response.id, {}).get("because", ())
