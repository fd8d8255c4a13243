"""The sheets of the register's workbook: one for each kind of item, one for datasets, and the threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goldenthread.analysis import (
    CHAIN_STEPS,
    NumberPlace,
    Operand,
    PlainTexts,
    Workings,
    campaigns_in,
    copy_in_words,
    datasets_behind,
    editions_in_words,
    in_plain_words,
    known_effects,
    milestones_in_words,
    numbers_in,
    publishers_of,
    steps_of,
    strength_in_words,
    workings_in,
)
from goldenthread.documents.own_sheets import own_sheets, with_own_columns
from goldenthread.documents.sheet_cells import NO_ENTRY, joined_or_none, tags_by_dimension, titles_of
from goldenthread.documents.workbooks import CellValue, CoverSheet, TableSheet, distinct_names
from goldenthread.model import (
    Action,
    Evidence,
    Item,
    LogicChain,
    Measure,
    Register,
    gettext,
    gettext_noop,
    ordinal,
    period_in_words,
    within_sentence,
)

# About what, and what to know
N_ = gettext_noop
_NOTES = (
    (N_("Cells that say None"), N_("There is nothing to say there: a finding without a caution, an action of no {tag}.")),
    (N_("Several entries in a cell"), N_("They are separated by a semicolon and a space.")),
    (N_("Ids"), N_("Each item has an id of capitals, digits and underscores. It stays the same for ever and ends the item's "
                   "address.")),
    (N_("Confidence"), N_("High: an official statistic, or the document itself, was seen. Medium: another source quotes it, or "
                          "the table was worked out for this book. Low: unclear; used only with its caution.")),
    (N_("Cells that begin like a formula"),
     N_("A text that begins with an equals sign, a plus, a minus, an at sign or a tab has a space of no width (U+200B) before "
        "it, so that no program works it out. register.json has the text as it was written.")),
    (N_("The same elsewhere"),
     N_("register.json has the same items for programs, and register.schema.json says how it is built. register.csv has one row "
        "for each item.")),
)


def notes_on_register(register: Register) -> list[tuple[str, str]]:
    """What to know of the sheets: about what, and the words."""
    # what high, medium and low mean says nothing of another scale
    return [(gettext(about), gettext(words, tag=register.framework.dimensions[-1].short)) for about, words in _NOTES
            if about != gettext("Confidence") or not register.words.has_own_scale]


def cover_of_register(register: Register, language: str) -> CoverSheet:
    """The cover: what this is, of which day, and where it comes from."""
    book, last = register.book, list(register.editions.values())[-1]
    dated = max(edition.published for edition in register.editions.values())
    own = [within_sentence(kind.label) for kind in register.words.own_kinds]
    lines = [gettext("Published by: {publisher}", publisher=book.publisher),
             gettext("As of the {label}, dated {day}.", label=last.label, day=period_in_words(dated.isoformat())),
             " ".join(book.note.split()),
             gettext("Every priority, finding, action, measure, logic chain, gap{kinds}, response and dataset of the "
                     "book, and how they hang together.", kinds="".join(f", {name}" for name in own)),
             gettext("The sheet Contents leads to every other.")]
    return CoverSheet(title=gettext("{title}: register", title=book.title), publisher=book.publisher, dated=dated,
                      language=language,
                 lines=[line for line in [*lines, book.site] if line])


def sheets_of_register(
    register: Register, texts: PlainTexts | None = None, workings: Workings | None = None
) -> list[TableSheet]:
    """The sheets with their tables, in the order of a thread from what is decided back to the data."""
    texts = texts or PlainTexts(register)
    kinds = {"priority": _priorities(register, texts), "evidence": _evidence(register, texts),
             "action": _actions(register, texts), "measure": _measures(register, texts), "chain": _chains(register),
             "gap": _gaps(register, texts), "response": _responses(register, texts)}
    return [*(with_own_columns(register, kind, sheet) for kind, sheet in kinds.items()), *own_sheets(register, texts),
            _datasets(register), _thread(register), _numbers(register, workings)]


def _dimensions(register: Register) -> list[tuple[str, int]]:
    return [(each.plural, 24) for each in register.framework.dimensions]


def _words(item: Item, field: str) -> str:
    return item.label(field) or NO_ENTRY


def _edition(register: Register, item: Item) -> str:
    return editions_in_words(register, item) or NO_ENTRY


def _text(texts: PlainTexts, item: Item) -> str:
    return texts.of(item) or NO_ENTRY


def _of_kind(register: Register, kind: str) -> Iterator[Item]:
    return (item for item in register.items.values() if item.kind == kind)


def _sheet(name: str, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[CellValue]],
           web_links: frozenset[int] = frozenset()) -> TableSheet:
    description = gettext("This sheet has one table: {title}. The sheet Notes explains its words.",
                          title=title[:1].lower() + title[1:])
    return TableSheet(name=name, title=title, description=description, headers=distinct_names(header for header, _ in columns),
                 rows=list(rows), widths=[width for _, width in columns], web_links=web_links)


def _priorities(register: Register, texts: PlainTexts) -> TableSheet:
    rows = ([item.id, item.title, _edition(register, item), _words(item, "status"), *tags_by_dimension(register, item),
             titles_of(register, item.rests_on), strength_in_words(register, item),
             joined_or_none(publishers_of(register, item)), titles_of(register, item.revises), _words(item, "reason"),
             _text(texts, item)]
            for item in register.priorities())
    return _sheet(gettext("Priorities"), gettext("Priorities of every edition, and what they rest on"), [
        (gettext("Id"), 26), (gettext("Priority"), 40), (gettext("Edition"), 20), (gettext("Status"), 16), *_dimensions(register),
        (gettext("Rests on"), 60), (gettext("Strength"), 40), (gettext("Publishers"), 40), (gettext("Revises"), 40),
        (gettext("Reason for the change"), 40),
        (gettext("Text"), 90)], rows)


def _evidence(register: Register, texts: PlainTexts) -> TableSheet:
    rows = ([item.id, item.title, _words(item, "confidence"), item.words.label("standing", item.standing), _words(item, "period"),
             _words(item, "geography"), _words(item, "comparator"), *tags_by_dimension(register, item),
             joined_or_none(item.datasets), _works(register, item), joined_or_none(publishers_of(register, item)),
             _edition(register, item), _words(item, "caution"), titles_of(register, item.links.get("differs_from", ())),
             _words(item, "difference"), titles_of(register, register.ids_linking_to(item.id, "rests_on")),
             _text(texts, item)]
            for item in register.evidence())
    return _sheet(gettext("Evidence"), gettext("Findings of the evidence base, and what they support"), [
        (gettext("Id"), 26), (gettext("Finding"), 40), (gettext("Confidence"), 14), (gettext("Standing"), 14),
        (gettext("Period"), 16), (gettext("Area"), 20), (gettext("Compared with"), 20),
        *_dimensions(register), (gettext("Datasets"), 30), (gettext("Publications"), 50), (gettext("Publishers"), 40),
        (gettext("May be cited in"), 24), (gettext("Caution"), 50), (gettext("Differs from"), 40),
        (gettext("In what it differs"), 40),
        (gettext("Supports"), 60), (gettext("Text"), 90)], rows)


def _works(register: Register, item: Evidence) -> str:
    known = (register.references[key] for key in item.references if key in register.references)
    return joined_or_none(f"{ref.publisher} ({ref.year or gettext('undated')}), {ref.title}" for ref in known)


def _actions(register: Register, texts: PlainTexts) -> TableSheet:
    rows = ([item.id, item.title, _edition(register, item), titles_of(register, item.links.get("delivers", ())),
             _words(item, "lead"), period_in_words(item.text("by")) if item.text("by") else NO_ENTRY, _words(item, "cost"),
             _effects(register, item), _words(item, "answer"), titles_of(register, item.links.get("asks", ())),
             _text(texts, item)]
            for item in register.items.values() if isinstance(item, Action))
    return _sheet(gettext("Actions"), gettext("Actions, and the priorities that they deliver"), [
        (gettext("Id"), 26), (gettext("Action"), 50), (gettext("Edition"), 20), (gettext("Delivers"), 60), (gettext("Lead"), 40),
        (gettext("By"), 16), (gettext("Cost class"), 24),
        (gettext("What is known of whether it works"), 60), (gettext("What is done about it"), 50), (gettext("Asks for"), 40),
        (gettext("Text"), 90)], rows)


def _effects(register: Register, item: LogicChain | Action) -> str:
    return joined_or_none(f"{known.item.title} ({known.item.id}): {known.words}" for known in known_effects(register, item))


def _measures(register: Register, texts: PlainTexts) -> TableSheet:
    rows = ([item.id, item.title, _edition(register, item), titles_of(register, item.links.get("tracks", ())),
             in_plain_words(register, f"{{value}}`{item.text('baseline')}`") if item.text("baseline") else NO_ENTRY,
             joined_or_none(datasets_behind(register, item)), _words(item, "direction"), _words(item, "target"),
             joined_or_none(milestones_in_words(item)), _text(texts, item)]
            for item in register.items.values() if isinstance(item, Measure))
    return _sheet(gettext("Measures"), gettext("Measures, and the priorities that they track"), [
        (gettext("Id"), 26), (gettext("Measure"), 50), (gettext("Edition"), 20), (gettext("Tracks"), 60),
        (gettext("Baseline"), 20), (gettext("Dataset of the baseline"), 30),
        (gettext("Direction"), 16), (gettext("Target"), 40), (gettext("Milestones"), 50), (gettext("Text"), 90)], rows)


def _chains(register: Register) -> TableSheet:
    rows = ([item.id, item.title, _edition(register, item), titles_of(register, item.explains),
             *(words or NO_ENTRY for words in _steps(item)), _effects(register, item), _words(item, "answer"),
             _words(item, "lead"), _words(item, "cost"), _words(item, "assumptions"), _words(item, "risks"),
             titles_of(register, (key for priority in item.explains for key in register.ids_linking_to(priority, "tracks")))]
            for item in register.items.values() if isinstance(item, LogicChain))
    return _sheet(gettext("Chains"), gettext("Logic chains, from each priority's problem to its outcome"), [
        (gettext("Id"), 26), (gettext("Logic chain"), 40), (gettext("Edition"), 20), (gettext("Explains"), 40),
        *((gettext(name), 50) for name in CHAIN_STEPS.values()),
        (gettext("What is known of whether it works"), 60), (gettext("What is done about it"), 50),
        (gettext("Would be led by"), 40), (gettext("Cost class"), 24),
        (gettext("Assumptions"), 50), (gettext("Risks"), 50), (gettext("Measured by"), 50)], rows)


def _steps(item: LogicChain) -> list[str]:
    filled = dict(steps_of(item))
    return [filled.get(gettext(name), "") for name in CHAIN_STEPS.values()]


def _gaps(register: Register, texts: PlainTexts) -> TableSheet:
    rows = ([gap.id, gap.title, _words(gap, "availability"), _words(gap, "publisher"), _words(gap, "where"),
             period_in_words(gap.text("searched")) if gap.text("searched") else NO_ENTRY, _edition(register, gap),
             joined_or_none(gap.filled_by), joined_or_none(gap.not_filled_by),
             titles_of(register, register.ids_linking_to(gap.id, "asks")), _text(texts, gap)]
            for gap in register.gaps())
    return _sheet(gettext("Gaps"), gettext("What was looked for and is not held, and who publishes it"), [
        (gettext("Id"), 26), (gettext("What was looked for"), 50), (gettext("Availability"), 30), (gettext("Publisher"), 50),
        (gettext("Looked for in"), 50),
        (gettext("Looked for on"), 18), (gettext("May be cited in"), 24), (gettext("Filled by"), 30),
        (gettext("Near it, and not it"), 30), (gettext("Asked for by"), 50),
        (gettext("Text"), 90)], rows)


def _responses(register: Register, texts: PlainTexts) -> TableSheet:
    letters = {point.id: one.first.id for one in campaigns_in(register.responses()) for point in one.points}
    rows = ([item.id, item.title, _words(item, "respondent"), _words(item, "respondent_kind"), _about(register, item),
             _words(item, "criterion"), period_in_words(item.text("received")) if item.text("received") else NO_ENTRY,
             _words(item, "source"), _words(item, "disposition"), _words(item, "grounds"),
             titles_of(register, item.links.get("changed", ())), titles_of(register, item.links.get("brought", ())),
             joined_or_none(item.themes), letters.get(item.id, NO_ENTRY), _text(texts, item)]
            for item in register.responses())
    return _sheet(gettext("Responses"), gettext("Points received in the consultation, and what became of them"), [
        (gettext("Id"), 26), (gettext("Point"), 50), (gettext("From"), 30), (gettext("Kind of respondent"), 24),
        (gettext("About"), 50), (gettext("Question"), 16), (gettext("Received"), 18),
        (gettext("How"), 18), (gettext("Decision"), 18), (gettext("Grounds"), 50), (gettext("Changed"), 50),
        (gettext("Brought"), 50), (gettext("Themes"), 30), (gettext("Same letter as"), 26),
        (gettext("Text"), 90)], rows)


def _about(register: Register, item: Item) -> str:
    chapter = item.text("chapter")
    if about := item.links.get("about", ()):
        return titles_of(register, about)
    return register.titles.get(chapter, chapter) or NO_ENTRY


def _datasets(register: Register) -> TableSheet:
    rows = ((d.id, d.title, d.measure, d.unit or NO_ENTRY, d.publisher, d.publication, period_in_words(d.released), d.licence,
             d.publisher_page or NO_ENTRY, copy_in_words(d.copy) if d.copy else NO_ENTRY, d.copy.url if d.copy else NO_ENTRY,
             joined_or_none(d.made_from), joined_or_none(d.cautions), d.method or NO_ENTRY, len(d.observations))
            for d in register.datasets.values())
    return _sheet(gettext("Datasets"), gettext("Datasets, and who published them"), [
        (gettext("Id"), 26), (gettext("Dataset"), 40), (gettext("Measure"), 40), (gettext("Unit"), 14),
        (gettext("Publisher"), 40), (gettext("Publication"), 40), (gettext("Released"), 18),
        (gettext("Licence"), 30), (gettext("Publisher's own page"), 50), (gettext("Copy that was read"), 50),
        (gettext("Address of the copy"), 50), (gettext("Made from"), 30),
        (gettext("Cautions"), 60), (gettext("How it was made"), 60), (gettext("Rows"), 10)], rows, frozenset({8, 10}))


def _numbers(register: Register, workings: Workings | None) -> TableSheet:
    places = numbers_in(register)
    rows = ([working.value.text, working.in_words, joined_or_none(_row_in_words(operand) for operand in working.operands),
             joined_or_none(f"{ordinal(row.place)} {row.operand.label} ({row.operand.text})" for row in working.ranking),
             joined_or_none(working.value.datasets), _stands_in(register, places[text]), text]
            for text, working in workings_in(register, workings).items())
    return _sheet(gettext("Numbers"), gettext("Numbers in the text, how each was worked out, and where it stands"), [
        (gettext("Number"), 24), (gettext("How it was worked out"), 70), (gettext("Rows"), 60), (gettext("Ranking"), 60),
        (gettext("Datasets"), 30), (gettext("Stands in"), 60),
        (gettext("As its author wrote it"), 60)], rows)


def _row_in_words(operand: Operand) -> str:
    return f"{operand.text}: {operand.label} ({operand.dataset}:{':'.join(operand.key)})"


def _stands_in(register: Register, places: Iterable[NumberPlace]) -> str:
    return joined_or_none(dict.fromkeys(
        place.item or register.titles.get(place.docname) or place.docname for place in places))


def _thread(register: Register) -> TableSheet:
    return _sheet(gettext("Thread"), gettext("Threads: one row for each priority, finding, and dataset or publication"), [
        (gettext("Edition"), 20), (gettext("Priority id"), 26), (gettext("Priority"), 40), (gettext("Finding id"), 26),
        (gettext("Finding"), 40), (gettext("Confidence"), 14),
        (gettext("Source"), 40), (gettext("Publisher"), 40), (gettext("Released"), 18)], thread_rows(register))


def thread_rows(register: Register) -> Iterator[list[CellValue]]:
    """One row for each priority, finding and source; a priority or finding without any still has its row."""
    for priority in register.priorities():
        start: list[CellValue] = [_edition(register, priority), priority.id, priority.title]
        findings = register.thread(priority.id).evidence
        if not findings:
            yield [*start, *[NO_ENTRY] * 6]
        for finding in findings:
            own: list[CellValue] = [*start, finding.id, finding.title, _words(finding, "confidence")]
            sources = list(_sources(register, finding)) or [(NO_ENTRY, NO_ENTRY, NO_ENTRY)]
            yield from ([*own, *source] for source in sources)


def _sources(register: Register, finding: Evidence) -> Iterator[tuple[str, str, str]]:
    for name in finding.datasets:
        if dataset := register.datasets.get(name):
            yield f"{dataset.title} ({name})", dataset.publisher, period_in_words(dataset.released)
    for key in finding.references:
        if reference := register.references.get(key):
            yield reference.title, reference.publisher, reference.year or gettext("undated")
