"""Waiting in a page whose policy forbids what Playwright would do."""

from __future__ import annotations

import json
import re
import threading
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page


def wait_until(page: Page, expression: str) -> None:
    """Wait for something to be true. Playwright's own way evaluates a string within the page, which our pages forbid."""
    for _ in range(1200):  # a minute, for a busy machine
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{page.url}: never true: {expression}")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, on this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def search_words(site: Path, part: str = "book") -> dict[str, Any]:
    """What the search of a built site looks through."""
    packed = re.search(r'="([^"]*)";', (site / f"search-{part}.js").read_text(encoding="utf-8"))
    assert packed is not None
    words: dict[str, Any] = json.loads(zlib.decompress(b64decode(packed[1])))
    return words


def write_search_words(site: Path, words: dict[str, Any]) -> None:
    """Have the search of a site look through something else."""
    packed = b64encode(zlib.compress(json.dumps(words).encode())).decode()
    (site / "search-book.js").write_text(f'(window.searchWords=window.searchWords||{{}}).book="{packed}";\n', encoding="utf-8")


def sheets_of(page: Page) -> list[str]:
    """The text of each sheet of paper on which a page prints."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    return [sheet.get_textpage().get_text_range().replace("\r", "") for sheet in document]
