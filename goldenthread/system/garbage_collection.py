"""How often Python looks for garbage while a book is read or built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (1_000_000, 5, 1_000)
"""Thresholds for `gc.set_threshold`. Pages are made of many small nodes: Python's own thresholds cost a third of a build."""


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Look for garbage only rarely while the block runs."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
