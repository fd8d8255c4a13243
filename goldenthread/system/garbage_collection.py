"""How often Python's garbage collector runs while a book is read or built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (1_000_000, 5, 1_000)
"""Thresholds for `gc.set_threshold`. Pages are made of many small nodes: Python's own thresholds cost a third of a build."""


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Run the garbage collector only rarely within the block."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def older_objects_kept() -> Iterator[None]:
    """Within the block, the garbage collector leaves alone what was there before, so that a run of it is short."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
