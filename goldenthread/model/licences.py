"""Licences by name: the SPDX identifier, the words and the web address of those that books and publishers use.

Identifiers are those of the SPDX licence list, https://spdx.org/licenses/; the addresses are those of the licences' own
publishers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its SPDX identifier, or a word of our own if the list has none; its name; and the address of its text."""

    id: str
    name: str
    url: str


LICENCES: dict[str, Licence] = {one.id: one for one in (
    Licence("OGL-UK-3.0", "Open Government Licence v3.0",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    Licence("CC-BY-4.0", "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    Licence("CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0 International",
            "https://creativecommons.org/licenses/by-sa/4.0/"),
    Licence("CC0-1.0", "Creative Commons Zero v1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
)}
"""Licences that a book may choose for its own text, by their identifiers."""

OPEN_PARLIAMENT = Licence("other-open", "Open Parliament Licence v3.0",
                          "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/")
EUROSTAT = Licence("other-open", "Eurostat copyright policy", "https://ec.europa.eu/eurostat/help/copyright-notice")
# as publishers and cards write them: the longest first, because CC BY-SA begins like CC BY
_SPELLINGS: tuple[tuple[str, Licence], ...] = (
    (r"\bcc[ -]?by[ -]sa[ -]4(\.0)?\b|attribution[ -]share ?alike 4", LICENCES["CC-BY-SA-4.0"]),
    (r"\bcc[ -]?by[ -]4(\.0)?\b|attribution 4", LICENCES["CC-BY-4.0"]),
    (r"\bcc[ -]?0\b|cc zero", LICENCES["CC0-1.0"]),
    (r"open parliament licence", OPEN_PARLIAMENT),
    (r"open government licen[cs]e(?!.*\bv?[12]\b)|\bogl(?!.*\bv?[12]\b)", LICENCES["OGL-UK-3.0"]),
    (r"eurostat", EUROSTAT),
)


def licence_called(words: str) -> Licence | None:
    """The licence that a card names in its own words, such as `CC BY 4.0 (HESA open data)`; None for one not known here.

    A version of a licence other than those known here does not match.
    """
    return next((licence for spelling, licence in _SPELLINGS if re.search(spelling, words, re.IGNORECASE)), None)
