"""Sphinx's builder of web pages, without what it does again for each page though it comes out the same."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

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

    def dump_search_index(self) -> None:
        """Write the search index without words that stand on no page any longer.

        Sphinx 9.0 takes a page that is gone out of the set of pages of each word (`IndexBuilder.prune`), but keeps words whose
        set has become empty: the index of a build after a change would differ from that of a build from nothing. The sets are
        private (`_mapping`, `_title_mapping`).
        """
        if self.indexer is not None:
            for pages_of in (self.indexer._mapping, self.indexer._title_mapping):
                for word in [word for word, pages in pages_of.items() if not pages]:
                    del pages_of[word]
        super().dump_search_index()
