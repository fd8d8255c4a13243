"""Paper: the pages of each edition and of the evidence base, gathered into volumes and set as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date
from pathlib import Path

from sphinx.builders import Builder
from sphinx.util import logging

from goldenthread.domain import BookDomain
from goldenthread.model import Edition, Register
from goldenthread.paper import Chapter, Volume, make_pdf, shelf_from_volumes

logger = logging.getLogger(__name__)


class PaperBuilder(Builder):
    """Writes one PDF for each edition and one for the evidence base; a link between pages is the page's name after `/`."""

    name = "paper"
    format = "paper"
    epilog = "The PDF files are in %(outdir)s."
    allow_parallel = False
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012 - Sphinx's own form

    def get_outdated_docs(self) -> str:
        return "all volumes"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"/{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def write_documents(self, docnames: Set[str]) -> None:
        domain: BookDomain = self.env.get_domain("book")  # type: ignore[assignment]
        volumes = list(self.volumes(domain.register))
        shelf = shelf_from_volumes(volumes, domain.register.book.site)
        wanted = self.config.book_only
        for volume in volumes:
            if wanted and wanted not in volume.file:
                continue
            work = Path(self.doctreedir).parent / "press" / volume.file.removesuffix(".pdf")
            for problem in make_pdf(volume, shelf, Path(self.outdir), work):
                location = f"{Path(self.srcdir) / problem.place.file}:{problem.place.line}"
                logger.warning("%s %s [%s]", problem.what, problem.fix, problem.code, location=location)

    def volumes(self, register: Register) -> Iterator[Volume]:
        """Every volume of the book: its editions in order, then the evidence base, which is dated as the last of them."""
        book = register.book
        for edition in register.editions.values():
            yield Volume(
                file=f"{edition.file}.pdf", title=book.title, edition=edition.label, status=edition.status,
                running_head=edition.status, dated=edition.published, publisher=book.publisher, note=book.note,
                chapters=self.chapters(f"strategy/{edition.id}/index"), root=Path(self.srcdir),
            )
        yield Volume(
            file=f"{book.file}-evidence-base.pdf", title=book.evidence_title, dated=_latest(register), publisher=book.publisher,
            note="", chapters=self.chapters("evidence/index"), root=Path(self.srcdir),
        )

    def chapters(self, start: str) -> list[Chapter]:
        """The pages of a volume in the order of its tables of contents, each resolved for paper."""
        order: list[str] = []

        def follow(docname: str) -> None:
            if docname not in order and docname in self.env.found_docs:
                order.append(docname)
                for below in self.env.toctree_includes.get(docname, []):
                    follow(below)

        follow(start)
        found = []
        for docname in order:
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            name = docname.rpartition("/")[2]
            found.append(Chapter(docname=docname, doctree=doctree, annex=name.startswith("annex-"), numbered=name != "index"))
        return found


def _latest(register: Register) -> date:
    editions: list[Edition] = list(register.editions.values())
    return max(edition.published for edition in editions)
