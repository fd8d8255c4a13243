"""Waiting in a page whose policy forbids what Playwright would do."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page


def wait_until(page: Page, expression: str) -> None:
    """Wait for something to be true. Playwright's own way evaluates a string within the page, which our pages forbid."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{page.url}: never true: {expression}")
