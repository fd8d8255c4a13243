"""`python -m tools.claims SEED [NUMBER]` draws sentences with a claim from the chapters, to be checked against their sources.

A sentence is drawn by the digest of the seed and of its words: a seed draws the same sentences from the same book, and one that
is mended leaves the draw without changing the rest of it. Numbers are in the sentences as a reader sees them.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from goldenthread.analysis import in_plain_words
from goldenthread.book import read_book
from goldenthread.model import Register

FOLDERS = ("evidence", "strategy")
# the options of an item or of a chart that say something of the world
SAYING = ("caution", "difference", "reason", "alt")
OPENING = re.compile(r"^:{3,}\{evidence\} (?P<title>.+)$")
OPTION = re.compile(r"^:(?P<name>[a-z_]+): (?P<text>.+)$")
END = re.compile(r"(?<=[.?!]) (?=[A-Z{“\"])")
LIST_MARK = re.compile(r"^\s*(?:\d+\.|[-*]) ")
CLAIM = re.compile(r"\d|\{(?:value|cite|need)\}")


@dataclass(frozen=True)
class Claim:
    """A sentence of a chapter: the first place where it stands, and its words as a reader sees them."""

    file: str
    line: int
    words: str


def _texts(lines: Iterable[str]) -> Iterator[tuple[int, str, bool]]:
    """The lines that say something, each with its number and whether it is a finding's title, which is a claim in itself."""
    for number, line in enumerate(lines, start=1):
        if opening := OPENING.match(line):
            yield number, opening["title"], True
        elif option := OPTION.match(line):
            if option["name"] in SAYING:
                yield number, option["text"], False
        elif not line.startswith((":", "`", "#", "%")):  # what begins with % is a comment, which no reader sees
            yield number, LIST_MARK.sub("", line), False


def claims_of(root: Path, register: Register) -> dict[str, Claim]:
    """Every sentence of the chapters with a number, a citation or a link to a finding, and every finding's title, by its words.

    A sentence that two editions share stands once.
    """
    claims: dict[str, Claim] = {}
    for path in sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.md")):
        for number, text, title in _texts(path.read_text(encoding="utf-8").splitlines()):
            for sentence in END.split(text):
                if title or CLAIM.search(sentence):
                    words = in_plain_words(register, sentence).strip(" -|")
                    claims.setdefault(words, Claim(path.relative_to(root).as_posix(), number, words))
    return claims


def drawn(claims: Iterable[Claim], seed: str, number: int) -> list[Claim]:
    """The claims that a seed draws, in the order of the draw."""
    return sorted(claims, key=lambda claim: hashlib.sha256(f"{seed}\n{claim.words}".encode()).digest())[:number]


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools.claims", description="Draw sentences with a claim, to be checked.")
    parser.add_argument("seed")
    parser.add_argument("number", nargs="?", type=int, default=60)
    asked = parser.parse_args()
    root = Path.cwd()
    claims = claims_of(root, read_book(root).register)
    print(f"{asked.number} of {len(claims)} sentences, seed {asked.seed}")
    for place, claim in enumerate(drawn(claims.values(), asked.seed, asked.number), start=1):
        print(f"{place}. {claim.file}:{claim.line}\n   {claim.words}")


if __name__ == "__main__":
    main()
