"""Sphinx's builder of web pages, without what it does again for each page though it comes out the same."""

from __future__ import annotations

import filecmp
from collections.abc import Set
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.search import js_index

from goldenthread.site.page_store import PageStore
from goldenthread.site.parallel_work import few_enough_alone


class BookHTMLBuilder(StandaloneHTMLBuilder):
    """Takes the place of Sphinx's own `html` in our applications. The pages and the search index are the same bytes.

    `page_store` says what was written from what. `shared_html` holds pieces of HTML that many pages show, for `shared_frame`.
    """

    def init(self) -> None:
        super().init()
        self.page_store = PageStore(Path(self.doctreedir) / "written" / f"{self.name}.json")
        self.shared_html: dict[tuple[str, ...], str] = {}

    def prepare_writing(self, docnames: Set[str]) -> None:
        super().prepare_writing(docnames)
        self.page_store.open_for_writing()
        # to begin other processes takes longer than to write a few pages
        self.parallel_ok = self.parallel_ok and not few_enough_alone(docnames)
        if self.indexer is not None:
            # Sphinx 9.0 remembers the stem of a word only within one page (`IndexBuilder.feed`), and `snowballstemmer` is slow
            # without its C library
            self.indexer.lang.stem = cache(self.indexer.lang.stem)  # type: ignore[method-assign]

    def copy_assets(self) -> None:
        """Copy files by what they hold, and have pages name them by checksums of what is there now.

        Sphinx 9.0 keeps the checksums for as long as the process stays (`_assets._file_checksum_inner`). It compares with
        `filecmp.cmp`, which remembers its answers by size and time for as long as the process stays:
        a picture that is replaced by one of the same size and time would not be copied.
        """
        filecmp.clear_cache()
        super().copy_assets()
        _file_checksum_inner.cache_clear()

    def load_indexer(self, docnames: Set[str]) -> None:
        """Take up the search index of the previous build, with the terms of its glossaries.

        Sphinx 9.0 reads back all parts of the file but `indexentries` (`IndexBuilder.load`), though it needs those of each
        chapter that it does not write again. The entries are private (`_index_entries`).
        """
        super().load_indexer(docnames)
        if self.indexer is None:
            return
        entries = self.indexer._index_entries
        entries.clear()
        file = Path(self.outdir) / self.searchindex_filename
        if not file.is_file():
            return
        index: dict[str, Any] = js_index.loads(file.read_text(encoding="utf-8"))
        for term, places in index.get("indexentries", {}).items():
            for number, target, is_main in places:
                # `prune` has left the chapters that are not written again
                if (docname := index["docnames"][number]) in self.indexer._titles:
                    entries.setdefault(docname, []).append((term, target, "main" if is_main else ""))

    def dump_search_index(self) -> None:
        """Write the search index in one order, without words that are on no page any longer.

        Sphinx 9.0 writes the places of a glossary's term in the order in which chapters were written (`_index_entries`). It
        takes a page that is gone out of the set of pages of each word (`IndexBuilder.prune`), but keeps words whose
        set has become empty: the index of a build after a change would differ from that of a build from nothing. The sets are
        private (`_mapping`, `_title_mapping`).
        """
        if self.indexer is not None:
            entries = sorted(self.indexer._index_entries.items())
            self.indexer._index_entries.clear()
            self.indexer._index_entries.update(entries)
            for pages_of in (self.indexer._mapping, self.indexer._title_mapping):
                for word in [word for word, pages in pages_of.items() if not pages]:
                    del pages_of[word]
        super().dump_search_index()
