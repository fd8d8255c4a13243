"""What Sphinx reads and writes again after a change: the one place that works around how Sphinx decides it."""

from __future__ import annotations

from goldenthread.site.incremental.once import forget_lost_words, share_frame

__all__ = [
    "forget_lost_words",
    "share_frame",
]
