"""How often Python looks for garbage while a book is read or built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from goldenthread import SELDOM


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom meanwhile."""
    pace = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*pace)
