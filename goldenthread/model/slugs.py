"""Short forms of names, for sentences and for files."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 60
"""The most characters of a slug in a file name: with a date and a digest added, the name still fits on any disk."""


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """The short form by which a sentence names a dimension's value: `Industry and commercial` is `industry-and-commercial`.

    Letters of any script are kept.
    """
    kept = "".join(letter if letter.isalnum() or letter in "./+" else " " for letter in text.lower())
    return "-".join(kept.split())


def file_slug(name: str) -> str:
    """A name in the form for a part of a file name or an id: at most 60 of `a` to `z`, digits and hyphens; `Côte d'Or` is
    `cote-d-or`.

    Empty for a name without a Latin letter or a digit.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-")
