"""The volumes of a book: the pages of each edition, and of the evidence base, in the order of their tables of contents."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util import logging

from goldenthread.book import LoadedBook
from goldenthread.model import Book, Edition, Problem, Register, gettext, period_in_words
from goldenthread.site.domain import BookDomain
from goldenthread.site.page_context import PageContext
from goldenthread.site.printing.changes_annex import with_changes_at_end
from goldenthread.site.printing.number_annex import with_numbers
from goldenthread.site.printing.own_publications import all_with_own_publications
from goldenthread.site.printing.strategy_picture import PICTURE, with_picture

if TYPE_CHECKING:
    from goldenthread.documents.paper import ChapterKeeper, Volume, VolumeChapter

CHAPTERS = "chapters"
"""The folder, below that in which files are put together, of chapters that are not in memory."""
logger = logging.getLogger(__name__)


class VolumeBuilder(Builder):
    """What all builders of whole files share; a link between pages is the page's name after `/`."""

    format = "paper"
    ending = ""
    allow_parallel = False
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012 - Sphinx's own form

    def get_outdated_docs(self) -> str:
        return gettext("all volumes")

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"/{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    @property
    def loaded(self) -> LoadedBook:
        """The book of this build. A build whose book could not be read stops before any page is written."""
        return BookDomain.of(self.env).loaded

    @property
    def register(self) -> Register:
        """The register of this build."""
        return BookDomain.of(self.env).register

    def page(self, docname: str) -> PageContext:
        """A page that is made here and is in no chapter."""
        return PageContext(register=self.register, vocabulary=self.loaded.vocabulary, builder=self, docname=docname)

    @property
    def work(self) -> Path:
        """A folder in which files are put together."""
        return Path(self.doctreedir).parent / "press" / self.name

    def finish(self) -> None:
        shutil.rmtree(self.work / CHAPTERS, ignore_errors=True)

    def with_own_annexes(
        self, volumes: Iterable[Volume], reports: Iterable[Volume], *, pages: bool
    ) -> tuple[list[Volume], list[Volume]]:
        """The volumes, and files made from them, each with the numbers that stand in it and the publications that it cites.

        `pages` says whether the annex of numbers names pages.
        """
        workings = BookDomain.of(self.env).workings
        own = [with_numbers(report, self.page, workings, pages=pages) for report in reports]
        return all_with_own_publications([with_numbers(volume, self.page, workings, pages=pages) for volume in volumes], own)

    def wanted(self, volume: Volume) -> bool:
        """Whether a volume is to be written: each, or with `--edition` those whose file has its name."""
        wanted = self.config.book_only in volume.file
        if wanted:
            logger.info("making the file %s", volume.file)  # `progress` shows it
        return wanted

    def drop_others(self, kept: Iterable[str]) -> None:
        """After a whole build, take away files of an earlier one that this one did not write."""
        out, names = Path(self.outdir), set(kept)
        if not self.config.book_only:
            for path in list(out.rglob(f"*.{self.ending}")):
                if path.relative_to(out).as_posix() not in names:
                    path.unlink()

    def report(self, problems: Iterable[Problem]) -> None:
        """Print problems as warnings, each at its file and line."""
        for problem in problems:
            location = f"{Path(self.srcdir) / problem.place.file}:{problem.place.line}"
            logger.warning("%s %s [%s]", problem.what, problem.fix, problem.code, location=location)

    def volumes(self) -> list[Volume]:
        """Every volume of the book, in parts where it is too long for one file: its editions in order, then the evidence base."""
        from goldenthread.documents.paper import ChapterKeeper, in_parts

        shutil.rmtree(self.work, ignore_errors=True)
        keeper = ChapterKeeper(self.work / CHAPTERS)
        parts = [part for volume in self._whole_volumes(keeper) for part in in_parts(volume)]
        return [replace(part, beside=tuple(files_of(parts, part.beside))) for part in parts]

    def _whole_volumes(self, keeper: ChapterKeeper) -> Iterator[Volume]:
        """The volumes as they would be in one file each; the evidence base is dated as the last edition."""
        from goldenthread.documents.paper import Volume

        register, root = self.register, Path(self.srcdir)
        book = register.book
        evidence = f"{book.evidence_file}.{self.ending}"
        places = tuple(dict.fromkeys(area.name for area in self.loaded.register.areas.values()))
        for edition in register.editions.values():
            version = (edition.label, edition.status, period_in_words(edition.published.isoformat()))
            yield Volume(
                file=f"{edition.file}.{self.ending}", title=book.title, edition=edition.label, status=edition.status,
                running_head=edition.status, dated=edition.published, publisher=book.publisher, note=book.note, places=places,
                chapters=keeper.kept(self._chapters_of_edition(edition)), root=root, beside=(evidence,),
                imprint=_imprint(book, version),
            )
        dated = _latest(register)
        yield Volume(
            file=evidence, title=book.evidence_title, dated=dated, places=places, publisher=book.publisher,
            note=book.evidence_note, chapters=keeper.kept(self.chapters("evidence/index")), root=root,
            imprint=_imprint(book, (book.evidence_title, period_in_words(dated.isoformat()))),
        )

    def _chapters_of_edition(self, edition: Edition) -> Iterator[VolumeChapter]:
        """The pages of an edition with what is made of them: the picture of the strategy and, in a PDF, the changes in full.

        A review copy keeps its chapters as they are.
        """
        chapters = with_picture(self.chapters(f"{edition.folder}/index"), self.page(PICTURE), edition)
        return with_changes_at_end(chapters) if self.ending == "pdf" else chapters

    def chapters(self, start: str) -> Iterator[VolumeChapter]:
        """The pages of a volume in the order of its tables of contents, each resolved for paper."""
        from goldenthread.documents.paper import VolumeChapter

        order: list[str] = []

        def follow(docname: str) -> None:
            if docname not in order and docname in self.env.found_docs:
                order.append(docname)
                for below in self.env.toctree_includes.get(docname, []):
                    follow(below)

        follow(start)
        for docname in order:
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            name = docname.rpartition("/")[2]
            yield VolumeChapter(docname=docname, doctree=doctree, annex=name.startswith("annex-"), numbered=name != "index")


def files_of(parts: Sequence[Volume], wholes: Iterable[str]) -> Iterator[str]:
    """The files of some volumes, by the file that each is or would be if it were not in parts."""
    for whole in wholes:
        yield from [part.file for part in parts if part.whole == whole] or [whole]


def _imprint(book: Book, version: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What an imprint says, as the book's settings have it."""
    named = " ".join(part for part in (book.licence.name, book.licence.url) if part) if book.licence else ""
    own = f"{named.rstrip('.')}. " if named else ""
    pairs = {gettext("Publisher"): book.publisher, gettext("Contact"): book.contact,
             gettext("Licence"): own + gettext("Each table has its own licence, which is named with it."),
             gettext("Accessible formats"): book.formats, gettext("Version"): ", ".join(part for part in version if part)}
    return tuple((term, words) for term, words in pairs.items() if words)


def _latest(register: Register) -> date:
    editions: list[Edition] = list(register.editions.values())
    return max(edition.published for edition in editions)
