"""Sphinx's builder of web pages, without what it does again for each page though it comes out the same."""

from __future__ import annotations

import filecmp
import gc
import pickle
from collections.abc import Sequence, Set
from pathlib import Path

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks, make_chunks

from goldenthread.site.page_store import PageStore
from goldenthread.site.parallel_work import PROCESSES, few_enough_alone
from goldenthread.system import older_objects_kept

PAGES_AT_ONCE = 8
"""How many pages are resolved before processes of their own write them."""


class BookHTMLBuilder(StandaloneHTMLBuilder):
    """Takes the place of Sphinx's own `html` in our applications. The pages are the same bytes.

    `page_store` says what was written from what. `shared_html` holds pieces of HTML that many pages show, for `shared_frame`.
    """

    # the search is ours: see `search_data`
    search = False

    def init(self) -> None:
        super().init()
        self.page_store = PageStore(Path(self.doctreedir) / "written" / f"{self.name}.json")
        self.shared_html: dict[tuple[str, ...], str] = {}

    def prepare_writing(self, docnames: Set[str]) -> None:
        super().prepare_writing(docnames)
        self.page_store.open_for_writing()

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read chapters in several processes, each of which hands back what it has read of a few, and no more.

        With Sphinx's own method a process that begins later hands back all that was merged before, too: a third of the memory
        of a build of 10,000 items. So here nothing is merged before all have ended.
        """
        chunks = make_chunks(docnames, nproc)
        progress = status_iterator(chunks, "", length=len(chunks), stringify_func=lambda chunk: chunk[0])
        read: dict[str, bytes] = {}

        def keep(chunk: list[str], environment: bytes) -> None:
            read[chunk[0]] = environment
            next(progress)

        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
        readers = ParallelTasks(nproc)
        for chunk in chunks:
            readers.add_task(self._read_chunk, chunk, keep)
        readers.join()
        for chunk in chunks:
            self.env.merge_info_from(chunk, pickle.loads(read.pop(chunk[0])), self._app)

    def _read_chunk(self, docnames: Sequence[str]) -> bytes:
        for docname in docnames:
            self.read_doc(docname, _cache=False)
        return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages of chapters, with bounded memory.

        Sphinx resolves pages faster than another process writes them, and would hold all that wait: 1 GB at 10,000 items. Here
        the next few are resolved while the last few are written. Resolved trees refer to each other, so that only Python's
        garbage collector frees them; what was read before is left out of its search, which then takes no time.
        """
        names = sorted(docnames)
        # to begin other processes takes longer than to write a few pages
        alone = not self.parallel_ok or few_enough_alone(names)
        # the first page is written by this process: what it makes of the templates is there for all others
        batches = [names[:1], *(names[first : first + PAGES_AT_ONCE] for first in range(1, len(names), PAGES_AT_ONCE))]
        writers = ParallelTasks(1)
        with older_objects_kept():
            for batch in status_iterator(batches, "", length=len(batches), stringify_func=" ".join):
                self.phase = BuildPhase.RESOLVING
                pages = [(docname, self._resolved(docname)) for docname in batch]
                writers.join()
                writers = self._begin_to_write(pages, alone=alone or batch is batches[0])
                del pages
                gc.collect()
            writers.join()

    def _begin_to_write(self, pages: Sequence[tuple[str, nodes.document]], *, alone: bool) -> ParallelTasks:
        """The processes that write some pages; none when this process has written them `alone`."""
        writers = ParallelTasks(max(PROCESSES - 1, 1))
        if alone:
            self._write_pages(pages)
        else:
            share = -(-len(pages) // writers.nproc)
            for first in range(0, len(pages), share):
                writers.add_task(self._write_pages, pages[first : first + share])
        return writers

    def _resolved(self, docname: str) -> nodes.document:
        tree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        self.write_doc_serialized(docname, tree)
        return tree

    def _write_pages(self, pages: Sequence[tuple[str, nodes.document]]) -> None:
        self.phase = BuildPhase.WRITING
        for docname, tree in pages:
            self.write_doc(docname, tree)

    def gen_pages_from_extensions(self) -> None:
        with older_objects_kept():
            super().gen_pages_from_extensions()

    def handle_finish(self) -> None:
        self.finish_tasks.add_task(self.dump_inventory)

    def copy_assets(self) -> None:
        """Copy files by what they hold, and have pages name them by checksums of what is there now.

        Sphinx 9.0 keeps the checksums for as long as the process stays (`_assets._file_checksum_inner`). It compares with
        `filecmp.cmp`, which remembers its answers by size and time for as long as the process stays:
        a picture that is replaced by one of the same size and time would not be copied.
        """
        filecmp.clear_cache()
        super().copy_assets()
        _file_checksum_inner.cache_clear()
