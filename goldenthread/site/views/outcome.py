"""The outcome of a consultation as public bodies publish it: who replied, what they said, what changed, what did not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docutils import nodes
from docutils.utils import new_document

from goldenthread.analysis import EDITORS, due_in_words, grouped
from goldenthread.model import (
    NOT_DECIDED,
    Consultation,
    Response,
    gettext,
    gettext_noop,
    number_of,
    period_in_words,
)
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, paragraph, section, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.decision_chart import decision_chart
from goldenthread.site.views.response_views import (
    by_kind_and_theme,
    by_question,
    by_respondent,
    campaign_blocks,
    questions_of,
    what_changed,
)

# how a point came, by what that says of it; any other way is a reply that somebody sent
PUBLISHED, SENT = "published account", ""
KINDS = {SENT: gettext_noop("Replies that were sent in"), PUBLISHED: gettext_noop("Accounts that a body published"),
         EDITORS: gettext_noop("The editors' own review")}

Words = Mapping[str, Sequence[nodes.Node]]


def outcome_chapters(page: PageContext, consultation: Consultation | None, words: Words) -> list[nodes.document]:
    """The chapters of the report; `words` are the blocks of each point's text, by its id."""
    responses = list(page.register.responses())
    parts: list[tuple[str, str, list[nodes.Node]]] = [
        ("asked", gettext("What was asked"), list(_asked(page, consultation, responses))),
        ("replied", gettext("Who replied"), list(_replied(page, responses))),
        ("questions", gettext("What was said, question by question"), list(_questions(page, consultation, responses))),
        ("chapters", gettext("What was said, chapter by chapter"), _chapters(page, responses, words)),
        ("changed", gettext("What changed"), _changed(page, responses)),
        ("unchanged", gettext("What did not change, and why"), _unchanged(page, responses)),
    ]
    trees = []
    for name, title, blocks in parts:
        if blocks:
            tree = new_document(f"{page.docname}/{name}")
            tree += section(f"outcome-{name}", title, *blocks)
            trees.append(tree)
    return trees


def _asked(page: PageContext, consultation: Consultation | None, responses: Sequence[Response]) -> Iterator[nodes.Node]:
    if consultation:
        for block in filter(None, consultation.outcome.split("\n\n")):
            yield paragraph(" ".join(block.split()))
        closed = period_in_words(consultation.deadline.isoformat())
        opened = gettext("opened in {opened} and ", opened=period_in_words(consultation.opened)) if consultation.opened else ""
        yield paragraph(gettext("The consultation {opened}closed on {deadline}. It asked for {asked_for}, to be sent to "
                                "{contact}. Its questions, in this book's words:", opened=opened,
                                deadline=closed, asked_for=consultation.asked_for,
                                contact=consultation.contact))
        yield bullet_list([nodes.strong("", f"{one.name}."), f" {one.question}"] for one in consultation.criteria)
    yield paragraph(_in_short(page, responses))


def _in_short(page: PageContext, responses: Sequence[Response]) -> str:
    if not responses:
        return gettext("No point is on record.")
    counts = Counter(response.decision for response in responses)
    words = responses[0].words
    order = dict.fromkeys(words.decision(choice) for choice in words.in_order("disposition", (r.disposition for r in responses)))
    decided = [f"{counts[decision]} {decision.lower()}" for decision in _last(order, NOT_DECIDED)]
    who = len({response.text("respondent") for response in responses})
    made = gettext("{number} from {who}", number=number_of(len(responses), "point"), who=number_of(who, "source"))
    return gettext("On record: {made}. Decisions: {names}. {due}", made=made, names=", ".join(decided),
                   due=due_in_words(page.register, responses)).rstrip()


def _last(words: Iterable[str], last: str) -> list[str]:
    """Words in their order, but one of them at the end."""
    return sorted(words, key=lambda word: word == last)


def _kind(response: Response) -> str:
    source = response.text("source")
    return source if source in KINDS else SENT


def _replied(page: PageContext, responses: Sequence[Response]) -> Iterator[nodes.Node]:
    by_kind = {kind: [response for response in responses if _kind(response) == kind] for kind in KINDS}
    names = {kind: list(dict.fromkeys(r.text("respondent") for r in points)) for kind, points in by_kind.items()}
    counted = {kind: number_of(len(points), "point") for kind, points in by_kind.items()}
    if by_kind[SENT]:
        yield paragraph(gettext("Replies that were sent in: {counted}, from {number}.", counted=counted[SENT],
                                number=number_of(len(names[SENT]), "respondent")))
    else:
        yield paragraph(gettext("No reply that anybody sent in is on record."))
    if by_kind[PUBLISHED]:
        yield paragraph(gettext("Published accounts: {counted}, taken from what was published by {names}. A published "
                                "account is no reply to a consultation: whether one was sent in as well is not on record.",
                                counted=counted[PUBLISHED], names=", ".join(names[PUBLISHED])))
    if by_kind[EDITORS]:
        yield paragraph(gettext("The editors' own review of the text: {counted}. Nobody outside made them.",
                                counted=counted[EDITORS]))
    if late := sum(bool(response.text("late")) for response in responses):
        yield paragraph(gettext("After the deadline: {late}. What came late is answered like the rest.",
                                late=number_of(late, "point")))
    if responses:
        rows: list[list[Inline]] = [[gettext(KINDS[kind]), str(len(names[kind])), str(len(by_kind[kind]))] for kind in KINDS]
        yield table(gettext("Points by kind of source"), [gettext("Kind"), gettext("Sources"), gettext("Points")], rows,
                    numbers=True)
        yield from by_kind_and_theme(page, responses)
        yield from campaign_blocks(page, responses)
        yield by_respondent(responses)


def _questions(page: PageContext, consultation: Consultation | None, responses: Sequence[Response]) -> Iterator[nodes.Node]:
    if not responses:
        return
    yield decision_chart(page, responses)
    yield by_question(page, responses)
    asked = {one.id: one for one in consultation.criteria} if consultation else {}
    for word in questions_of(page, responses):
        points = [response for response in responses if response.text("criterion") == word]
        if not points and word not in asked:
            continue
        title = asked[word].name if word in asked else page.register.words.label("criterion", word)
        question = [paragraph(nodes.emphasis("", asked[word].question))] if word in asked else []
        entries: list[Inline] = [[*page.link_with_id(r.id), gettext(", from {respondent}: {decision}",
                                                                    respondent=r.text("respondent"), decision=r.decision.lower())]
                                 for r in points]
        yield section(f"question-{word}", f"{title} ({len(points)})", *question,
                      bullet_list(entries) if entries else paragraph(gettext("No point answers this question.")))


def _chapters(page: PageContext, responses: Sequence[Response], words: Words) -> list[nodes.Node]:
    """Every point in its own words, under the chapter that it is about."""
    sections: list[nodes.Node] = []
    for group in grouped(page.register, responses, "chapter"):
        blocks = [_point(page, response, words.get(response.id, ())) for response in group.points]
        sections.append(section(_anchor("said", group.key), group.label, *blocks))
    return sections


def _point(page: PageContext, response: Response, words: Sequence[nodes.Node]) -> nodes.section:
    labels = [response.text("respondent"), response.label("criterion"), response.text("source")]
    about: list[nodes.Node] = []
    for key in response.about:
        about += [nodes.Text("; " if about else gettext("About: ")), *page.link_with_id(key)]
    lines = [paragraph(" · ".join([response.id, *filter(None, labels)]), "kicker"), *([paragraph(about)] if about else [])]
    return section(response.id, response.title, *lines, *words)


def _anchor(part: str, docname: str) -> str:
    return f"{part}-{docname.replace('/', '-')}"


def _changed(page: PageContext, responses: Sequence[Response]) -> list[nodes.Node]:
    changes = {response.id: links for response in responses if (links := what_changed(page, response))}
    return _points_by_chapter(page, "changed", gettext("Points that led to a change"), changes, responses)


def _unchanged(page: PageContext, responses: Sequence[Response]) -> list[nodes.Node]:
    stayed: dict[str, list[nodes.Node]] = {response.id: [] for response in responses if not what_changed(page, response)}
    return _points_by_chapter(page, "unchanged", gettext("Points that led to none"), stayed, responses)


def _points_by_chapter(
    page: PageContext, part: str, what: str, changes: Mapping[str, list[nodes.Node]], responses: Sequence[Response]
) -> list[nodes.Node]:
    """The points that are keys of `changes`, chapter by chapter: what was decided, what changed, and why."""
    if not responses:
        return []
    blocks: list[nodes.Node] = [paragraph(gettext("{what}: {number} of {number_2}.", what=what, number=len(changes),
                                                  number_2=len(responses)))]
    for group in grouped(page.register, [r for r in responses if r.id in changes], "chapter"):
        entries: list[nodes.Node] = []
        for response in group.points:
            undecided = not response.is_decided
            why = response.text("grounds") or (gettext("It is still to be decided.") if undecided
                                               else gettext("No grounds are given."))
            changed: list[Inline] = [changes[response.id]] if changes[response.id] else []
            entries += [paragraph(page.link_with_id(response.id)),
                     fact_list([(gettext("Decision"), [response.decision]), (gettext("Changed"), changed),
                                (gettext("Why"), [why])])]
        blocks.append(section(_anchor(part, group.key), group.label, *entries))
    return blocks
