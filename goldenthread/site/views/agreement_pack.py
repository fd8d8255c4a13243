"""The pack for agreement: one page for each priority, from the problem through the evidence to what is done and measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from docutils.utils import new_document

from goldenthread.analysis import agreements, strength_of
from goldenthread.documents.nodes import item, item_title
from goldenthread.model import Evidence, Measure, Priority, Thread, gettext, period_or_text
from goldenthread.site.item_cards import baseline, chain_picture, chain_words
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, inline_nodes, paragraph, section
from goldenthread.site.page_context import PageContext


def logic_chain(page: PageContext, priority: Priority, words: Sequence[nodes.Node]) -> nodes.document:
    """One priority as a page of its own; `words` are the blocks of its text, as in its chapter.

    The last of several blocks says why to act, those before it the problem or opportunity.
    """
    thread = page.register.thread(priority.id)
    notes = [block for block in words if isinstance(block, nodes.footnote)]
    texts = [block for block in words if not isinstance(block, nodes.footnote)]
    problem, rationale = (texts[:-1], texts[-1:]) if len(texts) > 1 else (texts, [])
    tags = [tag.name for tag in page.register.framework.tags if tag.id in priority.tags]
    parts: list[tuple[str, list[nodes.Node]]] = [
        (gettext("Problem or opportunity"), problem),
        (gettext("Evidence, and how strong it is"), _evidence(page, priority, thread)),
        (gettext("Why act on it"), rationale),
        (gettext("What will be done"), _actions(page, thread)),
        (gettext("How it should work"), _chains(page, thread)),
        (gettext("How progress is seen"), _measures(page, thread)),
        (gettext("What the review said"), _responses(page, thread)),
        (gettext("Where it stands"), _standing(page, priority)),
        # at the end: a picture is not divided, and elsewhere would leave most of one page empty, and of the last another
        (gettext("Logic chain"), [picture for chain in thread.chains for picture in chain_picture(page, chain)]),
    ]
    tree = new_document(page.docname)
    chain = section(priority.id, priority.title, paragraph(" · ".join([priority.id, *tags]), "kicker"))
    for number, (title, blocks) in enumerate(parts):
        if blocks:
            chain += section(f"part-{number}", title, *blocks)
    chain += notes
    tree += chain
    return tree


def words_of(card: item, docname: str) -> list[nodes.Node]:
    """The blocks of an item's text and their notes, to be printed on another page: links within their page name the page."""
    kept: list[nodes.Node] = []
    for child in card.children:
        if isinstance(child, item_title) or (isinstance(child, nodes.Element) and {"kicker", "facts"} & set(child["classes"])):
            continue
        kept.append(child.deepcopy())
    for block in kept:
        for link in block.findall(nodes.reference):
            if link.get("refid"):
                link["refuri"] = f"/{docname}#{link.attributes.pop('refid')}"
        for element in block.findall(nodes.Element):
            element["ids"] = []
    called = {mark["refid"] for block in kept for mark in block.findall(nodes.footnote_reference)}
    whole = card.document
    notes = whole.findall(nodes.footnote) if whole is not None else ()
    return kept + [note.deepcopy() for note in notes if called.intersection(note["ids"])]


def _entries(entries: Iterable[Inline], none: str) -> list[nodes.Node]:
    all_entries = list(entries)
    return [bullet_list(all_entries) if all_entries else paragraph(none)]


def _evidence(page: PageContext, priority: Priority, thread: Thread) -> list[nodes.Node]:
    strength = paragraph(f"{strength_of(page.register, priority).words}.")
    return [strength, *_entries((_finding(page, evidence) for evidence in thread.evidence), gettext("No finding."))]


def _finding(page: PageContext, evidence: Evidence) -> list[nodes.Node]:
    register = page.register
    publishers = [register.datasets[name].publisher for name in evidence.datasets if name in register.datasets]
    publishers += [register.references[key].publisher for key in evidence.references if key in register.references]
    after = [evidence.words.confidence(evidence.confidence), "; ".join(dict.fromkeys(publishers))]
    after += [period_or_text(evidence.text("period"))]
    return [*page.link_with_id(evidence.id), nodes.Text(": " + ", ".join(part for part in after if part))]


def _chains(page: PageContext, thread: Thread) -> list[nodes.Node]:
    return [fact_list(chain_words(page, chain)) for chain in thread.chains]


def _actions(page: PageContext, thread: Thread) -> list[nodes.Node]:
    return _entries(([*page.link_with_id(action.id),
                      nodes.Text(gettext(": {lead}, by {by}", lead=action.text("lead"), by=period_or_text(action.text("by"))))]
                     for action in thread.actions), gettext("No action."))


def _measures(page: PageContext, thread: Thread) -> list[nodes.Node]:
    return _entries(([*page.link_with_id(measure.id), *_course(page, measure)] for measure in thread.measures),
                    gettext("No measure."))


def _course(page: PageContext, measure: Measure) -> list[nodes.Node]:
    """From where a measure should move, and which way; or how it is seen where no table counts it."""
    if measure.seen_by:
        return [nodes.Text(f": {measure.seen_by}")]
    return [nodes.Text(gettext(": {direction} from ", direction=measure.label("direction").lower())),
            *(node for entry in baseline(page, measure) for node in inline_nodes(entry))]


def _responses(page: PageContext, thread: Thread) -> list[nodes.Node]:
    return _entries(([*page.link_with_id(response.id),
                      nodes.Text(f": {response.label('disposition').lower()}")]
                     for response in thread.responses), gettext("No response touches it."))


def _standing(page: PageContext, priority: Priority) -> list[nodes.Node]:
    edition = page.register.editions[priority.edition]
    status = priority.label("status") or edition.status
    agreed = "; ".join(agreement.words for agreement in agreements(page.register, priority))
    blocks: list[nodes.Node] = [paragraph(gettext("{status}, in the {label}. {words}.", status=status, label=edition.label,
                                                  words=agreed or "No agreement to it is recorded"))]
    earlier = [node for number, key in enumerate(priority.revises)
               for node in ([nodes.Text(gettext(" and "))] if number else []) + page.link_with_id(key)]
    if earlier:
        reason = priority.text("reason")
        blocks.append(paragraph([gettext("Revises "), *earlier, f". {reason}" if reason else "."]))
    return blocks
