"""Files that are in no chapter: the pack for agreement, the outcome of the consultation, what changed between two editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from docutils import nodes

from goldenthread.book import CONSULTATION_FILE
from goldenthread.documents.nodes import item
from goldenthread.documents.paper import LinkTargets, Volume, VolumeChapter, in_parts
from goldenthread.model import Response, gettext
from goldenthread.site.printing.volumes import VolumeBuilder, files_of
from goldenthread.site.views.agreement_pack import logic_chain, words_of
from goldenthread.site.views.outcome import Words, outcome_chapters
from goldenthread.site.views.tracked_changes import redline

OUTCOME, CHANGES = "consultation-outcome", "changes"


def outcome_volume(builder: VolumeBuilder) -> Volume | None:
    """The outcome report; None for a book without a consultation and without responses."""
    register, consultation = builder.register, builder.loaded.consultation
    responses = list(register.responses())
    if not consultation and not responses:
        return None
    page = builder.page("outcome")
    file = responses[0].place.file if responses else CONSULTATION_FILE
    trees = outcome_chapters(page, consultation, _words(builder, responses))
    volume = _report_without_chapters(builder, OUTCOME, gettext("outcome of the consultation"))
    return replace(volume, chapters=[VolumeChapter(docname=f"outcome/{number}", doctree=tree, file=file)
                                     for number, tree in enumerate(trees, start=1)])


def _words(builder: VolumeBuilder, responses: list[Response]) -> Words:
    """The text of each point, as on its page."""
    texts: dict[str, list[nodes.Node]] = {}
    for docname in dict.fromkeys(response.place.docname for response in responses):
        tree = builder.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
        texts |= {node["item"]: words_of(node, docname) for node in tree.findall(item)}
    return texts


def pack_volume(builder: VolumeBuilder, volumes: Sequence[Volume]) -> Volume:
    """The pack for agreement: one page for each priority of the last edition, from the cards of its volume among `volumes`."""
    register = builder.register
    edition = list(register.editions.values())[-1]
    whole = f"{edition.file}.{builder.ending}"
    own = [volume for volume in volumes if volume.whole == whole]
    priorities = list(register.priorities(edition.id))
    texts = _words_by_priority(own, {priority.id for priority in priorities})
    chapters = []
    for priority in priorities:
        if priority.id in texts:
            source, words = texts[priority.id]
            docname = f"pack/{priority.id}"
            tree = logic_chain(builder.page(docname), priority, words)
            chapters.append(VolumeChapter(docname=docname, doctree=tree, file=source, numbered=False))
    book = register.book
    return replace(own[0], file=f"{book.file}-agreement-pack-{edition.id}.{builder.ending}", form="pack", index=False, part=None,
                   beside=tuple(files_of(volumes, (whole, f"{book.evidence_file}.{builder.ending}"))), edition=edition.label,
                   note=book.note, title=gettext("{title}: pack for agreement", title=book.title), chapters=chapters, places=())


def _words_by_priority(volumes: Sequence[Volume], wanted: Set[str]) -> dict[str, tuple[str, list[nodes.Node]]]:
    """Of each of these priorities the file that its author wrote it in, and the blocks of its text."""
    return {node["item"]: (chapter.source, words_of(node, chapter.docname)) for volume in volumes for chapter in volume.chapters
            for node in chapter.doctree.findall(item) if node["item"] in wanted}


def changes_volume(builder: VolumeBuilder) -> Volume | None:
    """The last edition against the one before, as tracked changes; None when there is none before."""
    edition = list(builder.register.editions.values())[-1]
    earlier = builder.register.editions.get(edition.follows)
    if earlier is None:
        return None
    tree = redline(builder.page("changes"), earlier, edition)
    volume = _report_without_chapters(builder, CHANGES, gettext("changes since the {label}", label=earlier.label))
    return replace(volume, edition=edition.label, dated=edition.published,
                   chapters=[VolumeChapter(docname="changes/words", doctree=tree, file=edition.place.file)])


def _report_without_chapters(builder: VolumeBuilder, name: str, what: str) -> Volume:
    book = builder.register.book
    dated = max(edition.published for edition in builder.register.editions.values())
    last = list(builder.register.editions.values())[-1]
    return Volume(file=f"{book.file}-{name}.{builder.ending}", title=f"{book.title}: {what}", dated=dated,
                  publisher=book.publisher, note=book.note, chapters=[], root=Path(builder.srcdir), index=False, form="report",
                  beside=(f"{last.file}.{builder.ending}", f"{book.evidence_file}.{builder.ending}"))


def reports_in_parts(reports: Iterable[Volume | None]) -> list[Volume]:
    """Those reports that there are, in parts where one is too long for one file."""
    return [part for report in reports if report is not None for part in in_parts(report)]


def with_targets(
    volumes: Sequence[Volume], reports: Sequence[Volume], targets: LinkTargets,
) -> Iterator[tuple[Volume, LinkTargets]]:
    """Every file to make, with what can be linked to from it.

    The points of a consultation stand in the outcome report alone, into which every file leads. Of the other reports only each
    itself knows its pages: what they say is said at length in the volumes.
    """
    known = targets.with_volumes([report for report in reports if _is_outcome(report)])
    for volume in volumes:
        yield volume, known
    for report in reports:
        yield report, known.with_volumes([other for other in reports if other.whole == report.whole])


def _is_outcome(report: Volume) -> bool:
    return Path(report.whole).stem.endswith(f"-{OUTCOME}")
