"""Every code that an author may see, with the rule behind it in one sentence.

A rule's code and sentence are those of its function. Every other code is in the `codes.toml` of the room that reports it, in the
table named by the part before its dot. These are read as data, so that the catalogue is complete without loading the rooms above
this one, whatever a process has loaded.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from goldenthread.rules.checking import RULES

ROOMS = Path(__file__).parents[1]


def catalogue() -> dict[str, str]:
    """The sentences by code, in alphabetical order."""
    sentences = {rule.code: rule.sentence for rule in RULES}
    for file in ROOMS.glob("*/codes.toml"):
        for family, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            sentences |= {f"{family}.{name}": sentence for name, sentence in entries.items()}
    return dict(sorted(sentences.items()))
