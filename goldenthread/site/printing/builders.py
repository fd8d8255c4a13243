"""Builders: the volumes of a book as PDF and as Word files, with the pack for agreement, the outcome and the redline.

Sphinx knows them in every build. What they are made with takes long to load, and is loaded only when one of them writes.
"""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from goldenthread.site.printing.volumes import VolumeBuilder


class PaperBuilder(VolumeBuilder):
    """Writes one PDF for each edition, one for the evidence base, the pack for agreement, and the outcome report."""

    name = "paper"
    ending = "pdf"
    epilog = "The PDF files are in %(outdir)s."

    def write_documents(self, docnames: Set[str]) -> None:
        from goldenthread.documents.paper import link_targets_from_volumes, make_pdfs
        from goldenthread.site.printing.reports import outcome_volume, pack_volume, reports_in_parts, with_targets

        volumes = self.volumes()
        made = (pack_volume(self, volumes), outcome_volume(self))
        volumes, others = self.with_own_annexes(volumes, reports_in_parts(made), pages=True)
        targets = link_targets_from_volumes(volumes, self.register.book.site)
        wanted = ((volume, known) for volume, known in with_targets(volumes, others, targets) if self.wanted(volume))
        for problems in make_pdfs(wanted, Path(self.outdir), self.work):
            self.report(problems)
        self.drop_others(volume.file for volume in [*volumes, *others])


class WordBuilder(VolumeBuilder):
    """Writes a review copy of each edition, of the evidence base and of each chapter; pack, outcome report and redline."""

    name = "word"
    ending = "docx"
    epilog = "The Word files are in %(outdir)s."

    def write_documents(self, docnames: Set[str]) -> None:
        from goldenthread.documents.paper import link_targets_from_volumes, make_docx, word_files
        from goldenthread.site.printing.reports import changes_volume, outcome_volume, pack_volume, reports_in_parts, with_targets
        from goldenthread.site.printing.review_copy import front_page

        volumes = self.volumes()
        made = (pack_volume(self, volumes), outcome_volume(self), changes_volume(self))
        volumes, reports = self.with_own_annexes(volumes, reports_in_parts(made), pages=False)
        targets = link_targets_from_volumes(volumes, self.register.book.site)
        consultation, of_reports = self.loaded.consultation, {report.file for report in reports}
        for volume, known in with_targets(volumes, reports, targets):
            if self.wanted(volume):
                front = front_page(consultation, volume.dated) if consultation and volume.file not in of_reports else None
                self.report(make_docx(volume, known, Path(self.outdir), self.work / volume.file, front))
        self.drop_others(name for volume in [*volumes, *reports] for name in word_files(volume))
