"""The checker of HTML: what of its messages counts, and the pages of a book held against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.html_checker import faults_in, faults_of, why_not


def test_a_policy_that_only_a_host_can_keep_is_no_fault() -> None:
    messages = [{"url": "file:/x/site/id/A.html", "lastLine": 3, "message": "Duplicate attribute “id”."},
                {"url": "file:/x/site/id/A.html", "message": "Resource violates Content Security Policy (meta tag): …"}]
    assert faults_in(messages, Path("/x/site")) == ["id/A.html:3: Duplicate attribute “id”."]


@pytest.mark.whole_build
@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_every_page_keeps_to_the_html_standard(northshire: Path) -> None:
    assert faults_of(northshire) == []
