"""`strategy/synonyms.toml`: words that readers search for, and the book's other words for the same thing."""

from __future__ import annotations

from pathlib import Path

from goldenthread.book.toml_tables import read_toml
from goldenthread.model import Problem

SYNONYMS_FILE = "strategy/synonyms.toml"


def read_synonyms(root: Path) -> tuple[tuple[tuple[str, ...], ...], list[Problem]]:
    """The groups of words that mean the same to someone who searches, and what is wrong with their file, which is optional.

    Raises `Fault` if the file exists but cannot be read at all.
    """
    if not (root / SYNONYMS_FILE).exists():
        return (), []
    table = read_toml(root, SYNONYMS_FILE)
    table.check_keys({"same"})
    groups: list[tuple[str, ...]] = []
    seen: dict[str, str] = {}
    for entry in table.tables("same") if "same" in table.data else []:
        entry.check_keys({"words"})
        words = tuple(" ".join(word.split()) for word in entry.texts("words"))
        if len(words) < 2:
            entry.report("words", "synonyms.alone", "A group of synonyms has fewer than two words.",
                         'Write words = ["pay", "wages"], or take the group out.')
        for word in words:
            if not any(sign.isalnum() for sign in word):
                entry.report("words", "synonyms.empty",
                             f"'{word}' holds no letter and no digit, so that nobody can search for it.", "Take it out.")
            elif word.casefold() in seen:
                entry.report("words", "synonyms.twice", f"'{word}' stands in two groups or twice in one.",
                             "Put all that mean the same into one group, each once.")
            seen[word.casefold()] = word
        groups.append(words)
    return tuple(groups), table.problems
