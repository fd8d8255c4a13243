"""Short forms of names, for sentences and for files, and their places in an alphabet."""

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


# what Unicode does not take apart
_TWO_LETTERS = str.maketrans({"\N{LATIN SMALL LETTER AE}": "ae", "\N{LATIN SMALL LIGATURE OE}": "oe",
                              "\N{LATIN SMALL LETTER O WITH STROKE}": "o", "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
                              "\N{LATIN SMALL LETTER D WITH STROKE}": "d", "\N{LATIN SMALL LETTER ETH}": "d",
                              "\N{LATIN SMALL LETTER THORN}": "th"})


def alphabetical(name: str) -> tuple[str, str]:
    """By what names are sorted for readers: accents and capitals count only between names that are else the same."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_TWO_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)), name
