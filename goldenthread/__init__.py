"""goldenthread: write a public strategy that anyone can check, from data to evidence to priority to response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = "0.1.0"


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entrance. Sphinx is loaded only from here, so that the rules can run without it."""
    from goldenthread.site import setup as extension

    return extension(app)
