"""Sphinx's builder of web pages, without what it does again for each page though it comes out the same."""

from __future__ import annotations

import filecmp
from collections.abc import Set
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._assets import _file_checksum_inner

from goldenthread.site.page_store import PageStore
from goldenthread.site.parallel_work import few_enough_alone


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
        # to begin other processes takes longer than to write a few pages
        self.parallel_ok = self.parallel_ok and not few_enough_alone(docnames)

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
