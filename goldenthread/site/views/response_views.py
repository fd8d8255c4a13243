"""You said, we did: the points received, what was decided, and what changed because of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docutils import nodes

from goldenthread.analysis import (
    ResponseGroup,
    campaigns_in,
    due_in_words,
    grouped,
    kinds_of_respondents,
    progress_in_words,
)
from goldenthread.model import NOT_STATED, Response, gettext, gettext_noop, in_digits, number_of, slug
from goldenthread.site.node_builders import Inline, fold, paragraph, section, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.decision_chart import decision_chart

N_ = gettext_noop
COUNTED_BY = {"chapter": N_("Chapter"), "item": N_("Item"), "question": N_("Question"), "kind": N_("Kind of respondent"),
              "theme": N_("Theme"), "respondent": N_("Respondent"), "decision": N_("Decision")}
"""What each way of grouping counts by, as the head of a column."""
FEW_RESPONDENTS = 30
"""How many rows a table of respondents has on a page before it is folded."""
NONE_YET = gettext_noop("No point has been received yet.")


def response_table(page: PageContext, argument: str) -> list[nodes.Node]:
    """How far the decisions are, counts, then one row per point: for each chapter that points are about, or grouped as asked."""
    responses = list(page.register.responses())
    if not responses:
        return [paragraph(gettext(NONE_YET))]
    if argument:
        return _grouped(page, responses, argument)
    decided = sum(response.is_decided for response in responses)
    made = number_of(len(responses), "point")
    due = due_in_words(page.register, responses)
    blocks: list[nodes.Node] = [paragraph(gettext(
        "{made} made in response, {decided} of them decided on. {due}", made=made, decided=in_digits(decided), due=due).rstrip())]
    blocks += [decision_chart(page, responses), by_question(page, responses), *by_kind_and_theme(page, responses),
               *campaign_blocks(page, responses), _folded(by_respondent(responses))]
    for group in grouped(page.register, responses, "chapter"):
        blocks.append(section(f"on-{group.key.replace('/', '-')}", group.label,
                              points_table(page, gettext("Points about {label}", label=group.label), group.points)))
    return blocks


def _grouped(page: PageContext, responses: Sequence[Response], by: str) -> list[nodes.Node]:
    """The counts by one thing, then a section with its points for each."""
    groups = grouped(page.register, responses, by)
    blocks: list[nodes.Node] = [paragraph(progress_in_words(page.register, responses)), count_table(page, groups, by)]
    if sum(len(group.points) for group in groups) > len(responses):
        blocks.append(paragraph(gettext("A point with more than one {kind} stands under each of them.",
                                        kind=gettext(COUNTED_BY[by]).lower())))
    for number, group in enumerate(groups, start=1):
        anchor = f"by-{by}-{number}-{slug(group.key)}".rstrip("-")
        caption = f"{gettext(COUNTED_BY[by])}: {group.label} ({number_of(len(group.points), 'point')})"
        content: list[nodes.Node] = [points_table(page, caption, group.points, ids=f"table-{anchor}")]
        if by == "kind":
            content.insert(0, _folded(by_respondent(group.points, group.label, ids=f"respondents-{anchor}")))
        blocks.append(section(anchor, group.label, *content))
    return blocks


def _folded(respondents: nodes.table) -> nodes.Node:
    """A table of respondents, which a page folds where it would push all else out of sight."""
    number = len(next(respondents.findall(nodes.tbody)).children)
    if number <= FEW_RESPONDENTS:
        return respondents
    return fold(gettext("All respondents ({number})", number=in_digits(number)), respondents)


def points_table(page: PageContext, caption: str, points: Sequence[Response], ids: str = "") -> nodes.table:
    """A row for each point: who made it, what it answers, what was decided, and what changed."""
    rows = [_row(page, response) for response in points]
    return table(caption, [gettext("Point"), gettext("From"), gettext("Question"), gettext("Decision"), gettext("What changed")],
                 rows, classes=["wide"], ids=ids)


def response_list(page: PageContext, argument: str) -> list[nodes.Node]:
    """Every point in one table, which a script narrows and sorts by item, question, kind of respondent, theme and decision."""
    responses = list(page.register.responses())
    if not responses:
        return [paragraph(gettext(NONE_YET))]
    kinds = {point.id: group.label for group in grouped(page.register, responses, "kind") for point in group.points}
    chapters = {point.id: group for group in grouped(page.register, responses, "chapter") for point in group.points}
    rows: list[list[Inline]] = []
    for response in responses:
        chapter = chapters[response.id]
        about = [page.link(key) for key in response.about] or [
            page.page_link(chapter.key, chapter.label) if chapter.key in page.register.titles else nodes.Text(chapter.label)]
        rows.append([page.link_with_id(response.id), response.text("respondent"), kinds[response.id], _several(about),
                     response.label("criterion"), _several([nodes.Text(theme) for theme in response.themes]) or gettext("None"),
                     response.decision])
    headers = [gettext("Point"), gettext("From"), gettext("Kind of respondent"), gettext("About"), gettext("Question"),
               gettext("Themes"), gettext("Decision")]
    return [paragraph(progress_in_words(page.register, responses)),
            table(gettext("All points"), headers, rows, classes=["wide", "gt-rows", "gt-points"], ids="table-all-points")]


def _several(entries: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Several entries of a cell, each marked, so that a table can be narrowed by any of them."""
    parts: list[nodes.Node] = []
    for entry in entries:
        parts += [nodes.Text("; ")] if parts else []
        parts.append(nodes.inline("", "", entry, classes=["gt-entry"]))
    return parts


def campaigns(page: PageContext, argument: str) -> list[nodes.Node]:
    """Letters that several respondents sent in nearly the same words, with how many points and respondents each counts for."""
    responses = list(page.register.responses())
    return campaign_blocks(page, responses) or [
        paragraph(gettext("No letter was found that three or more respondents sent in nearly the same words."))]


def campaign_blocks(page: PageContext, responses: Sequence[Response]) -> list[nodes.Node]:
    """A sentence and a table of the letters that several respondents sent; nothing where there is none."""
    found = campaigns_in(responses)
    if not found:
        return []
    within = sum(len(one.points) for one in found)
    letters = number_of(len(found), "letter")
    rows: list[list[Inline]] = []
    for one in found:
        decisions = grouped(page.register, one.points, "decision")
        words = [group.label if len(decisions) == 1 else f"{group.label}: {in_digits(len(group.points))}" for group in decisions]
        rows.append([page.link_with_id(one.first.id), in_digits(one.respondents), in_digits(len(one.points)), "; ".join(words)])
    return [paragraph(gettext("{within} of {number} came in {letters} that three or more respondents sent in nearly the same "
                              "words; {words} are in words of their own. Each is counted as a point. The table shows one "
                              "point for each letter.", within=in_digits(within), number=number_of(len(responses), "point"),
                              letters=letters, words=in_digits(len(responses) - within))),
            table(gettext("Letters that several respondents sent"),
                  [gettext("Letter"), gettext("Respondents"), gettext("Points"), gettext("Decision")], rows,
                  ids="table-campaigns")]


def count_table(page: PageContext, groups: Sequence[ResponseGroup], by: str) -> nodes.table:
    """How many points and respondents each group has, and what was decided."""
    words = page.register.words
    every = [point for group in groups for point in group.points]
    decisions = words.in_order("disposition", filter(None, (point.disposition for point in every)))
    rows: list[list[Inline]] = []
    for group in groups:
        counts = Counter(point.disposition for point in group.points)
        who = [in_digits(len({point.text("respondent") for point in group.points}))] if by in _WITH_RESPONDENTS else []
        rows.append([group.label, *who, *(in_digits(counts[word]) for word in decisions), in_digits(len(group.points))])
    headers = [gettext(COUNTED_BY[by]), *([gettext("Respondents")] if by in _WITH_RESPONDENTS else []),
               *(words.label("disposition", word) for word in decisions), gettext("All")]
    return table(gettext("Points by {kind} and decision", kind=gettext(COUNTED_BY[by]).lower()), headers, rows, numbers=True)


_WITH_RESPONDENTS = frozenset({"chapter", "item", "kind", "theme"})


def by_question(page: PageContext, responses: Sequence[Response]) -> nodes.table:
    """How many points answer each question, by what was decided."""
    groups = {group.key: group for group in grouped(page.register, responses, "question")}
    label = page.register.words.label
    every = [groups.get(word) or ResponseGroup(key=word, label=label("criterion", word), points=())
             for word in questions_of(page, responses)]
    return count_table(page, every, "question")


def by_kind_and_theme(page: PageContext, responses: Sequence[Response]) -> list[nodes.Node]:
    """The counts by kind of respondent and by theme, each where any point says one."""
    stated = [by for by, there in (("kind", kinds_of_respondents(page.register)), ("theme", any(r.themes for r in responses)))
              if there]
    return [count_table(page, grouped(page.register, responses, by), by) for by in stated]


def questions_of(page: PageContext, responses: Sequence[Response]) -> list[str]:
    """The questions of the book's vocabulary in its order, and that none is stated where that is so of any point."""
    return [*page.vocabulary.criteria, *([NOT_STATED] if any(r.text("criterion") in ("", NOT_STATED) for r in responses) else [])]


def by_respondent(responses: Sequence[Response], kind: str = "", ids: str = "") -> nodes.table:
    """How many points each respondent made, by the way they came; `kind` says what they have in common."""
    counts = Counter((r.text("respondent"), r.text("source")) for r in responses)
    rows: list[list[Inline]] = [[who, how[:1].upper() + how[1:], in_digits(number)] for (who, how), number in counts.items()]
    return table(gettext("Points by respondent") + (f": {kind}" if kind else ""),
                 [gettext("From"), gettext("How it came"), gettext("Points")], rows, ids=ids)


def _row(page: PageContext, response: Response) -> list[Inline]:
    changed = what_changed(page, response)
    if why := response.text("grounds"):
        changed += [nodes.Text(". " if changed else ""), nodes.Text(why)]
    return [page.link_with_id(response.id), response.text("respondent"), response.label("criterion"),
            response.decision, changed or gettext("Nothing")]


def what_changed(page: PageContext, response: Response) -> list[nodes.Node]:
    """Links to all that a point changed, brought, led to, or had dropped; empty when that is nothing."""
    led_to = page.register.ids_linking_to(response.id, "because")
    links: list[nodes.Node] = []
    for key in dict.fromkeys((*response.changed, *response.links.get("brought", ()), *led_to)):
        links += [nodes.Text("; "), *page.link_with_id(key)] if links else page.link_with_id(key)
    for edition in page.register.editions.values():
        for dropped in edition.dropped:
            if response.id in dropped.because:
                links += [nodes.Text(gettext("; dropped: ") if links else gettext("Dropped: ")), *page.link_with_id(dropped.id)]
    return links
