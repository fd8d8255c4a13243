"""The views that an author may name are those that can be made."""

from __future__ import annotations

from goldenthread.book.allowed_markup import VIEWS as ALLOWED
from goldenthread.site.views import VIEWS as MADE


def test_the_list_of_views_is_that_of_the_views_there_are() -> None:
    assert set(ALLOWED) == set(MADE)
