"""Builders: the volumes of a book as PDF and as Word files, with the pack for agreement, the outcome and the redline.

Sphinx knows them in every build. What they are made with takes long to load, and is loaded only when one of them writes.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from goldenthread.documents.nodes import item
from goldenthread.site.printing.volumes import VolumeBuilder

if TYPE_CHECKING:
    from goldenthread.documents.paper import Volume


class PaperBuilder(VolumeBuilder):
    """Writes one PDF for each edition, one for the evidence base, the pack for agreement, and the outcome report."""

    name = "paper"
    ending = "pdf"
    epilog = "The PDF files are in %(outdir)s."

    def write_documents(self, docnames: Set[str]) -> None:
        from goldenthread.documents.paper import link_targets_from_volumes, make_pdf
        from goldenthread.site.printing.reports import outcome_volume

        volumes = list(self.volumes())
        targets = link_targets_from_volumes(volumes, self.register.book.site)
        others = [self.pack(volumes), *filter(None, [outcome_volume(self)])]
        for volume in [*volumes, *others]:
            if self.wanted(volume):
                # only such a file itself knows its pages: what they say is said at length elsewhere
                known = targets.with_volume(volume) if volume in others else targets
                self.report(make_pdf(volume, known, Path(self.outdir), self.work / volume.file))
        self.drop_others(volume.file for volume in [*volumes, *others])

    def pack(self, volumes: Sequence[Volume]) -> Volume:
        """The pack for agreement: one page for each priority of the last edition."""
        from goldenthread.documents.paper import VolumeChapter
        from goldenthread.site.views.agreement_pack import logic_chain, words_of

        edition = list(self.register.editions.values())[-1]
        own = next(volume for volume in volumes if volume.file == f"{edition.file}.{self.ending}")
        cards = {node["item"]: (chapter, node) for chapter in own.chapters for node in chapter.doctree.findall(item)}
        chapters = []
        for priority in self.register.priorities(edition.id):
            if priority.id in cards:
                chapter, node = cards[priority.id]
                docname = f"pack/{priority.id}"
                tree = logic_chain(self.page(docname), priority, words_of(node, chapter.docname))
                chapters.append(VolumeChapter(docname=docname, doctree=tree, file=chapter.source, numbered=False))
        return replace(own, file=f"{self.register.book.file}-agreement-pack-{edition.id}.{self.ending}", form="pack", index=False,
                       title=f"{own.title}: pack for agreement", chapters=chapters)


class WordBuilder(VolumeBuilder):
    """Writes a review copy of each edition and of the evidence base, one of each chapter, the outcome report and the redline."""

    name = "word"
    ending = "docx"
    epilog = "The Word files are in %(outdir)s."

    def write_documents(self, docnames: Set[str]) -> None:
        from goldenthread.documents.paper import link_targets_from_volumes, make_docx, word_files
        from goldenthread.site.printing.reports import changes_volume, outcome_volume
        from goldenthread.site.printing.review_copy import front_page

        volumes = list(self.volumes())
        targets = link_targets_from_volumes(volumes, self.register.book.site)
        consultation = self.loaded.consultation
        reports = [volume for volume in (outcome_volume(self), changes_volume(self)) if volume]
        for volume in [*volumes, *reports]:
            if self.wanted(volume):
                front = front_page(consultation, volume.dated) if consultation and volume not in reports else None
                known = targets.with_volume(volume) if volume in reports else targets
                self.report(make_docx(volume, known, Path(self.outdir), self.work / volume.file, front))
        self.drop_others(name for volume in [*volumes, *reports] for name in word_files(volume))
