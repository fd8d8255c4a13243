"""How often Python looks for garbage while a book is read or built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (1_000_000, 5, 1_000)
"""How seldom Python is to look for garbage: pages are made of many small nodes, and its own pace costs a third of a build."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom meanwhile."""
    pace = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*pace)
