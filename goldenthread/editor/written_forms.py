"""What an author writes, as patterns that fit half-written text too: the reader of Markdown wants it whole."""

from __future__ import annotations

import re

VALUE = re.compile(r"\{value\}`([^`]*)`")
"""A number in a sentence; its expression may go over the end of a line."""
