"""Sentences with a claim: which are found, and which a seed draws."""

from __future__ import annotations

from pathlib import Path

from goldenthread.book import read_book
from tests.books.small_book import changed, write_book
from tools.claims import claims_of, drawn

MORE = ("in the land. It is a hope. Courses began in 2018. The rest is judgement.\n\n1. Is it right?\n2. Of ten, 3 agree.\n"
        "\n% by hand: 3: no reader sees it\n")


def claims(root: Path, change: dict[str, str]) -> dict[str, str]:
    book = write_book(root, change)
    return {words: f"{claim.file}:{claim.line}" for words, claim in claims_of(book, read_book(book).register).items()}


def test_titles_and_sentences_with_a_number_a_source_or_a_link_are_claims_once(tmp_path: Path) -> None:
    assert claims(tmp_path, changed("evidence/people.md", "in the land.\n", MORE)) == {
        "A third of residents in the north are highly skilled": "evidence/people.md:3",
        "The share was 33.0%, against 39.2% in the land.": "evidence/people.md:12",
        "Courses began in 2018.": "evidence/people.md:12",
        "Of ten, 3 agree.": "evidence/people.md:15",
        "Fewer people are highly skilled (A third of residents in the north are highly skilled).": "strategy/2019-12/people.md:9",
    }


def test_a_mended_sentence_leaves_the_rest_of_the_draw(tmp_path: Path) -> None:
    book = write_book(tmp_path)
    before = claims_of(book, read_book(book).register)
    mended = {words: claim for words, claim in before.items() if not words.startswith("The share")}
    order = [claim.words for claim in drawn(before.values(), "seed", 3)]
    assert len(order) == 3
    left = [claim.words for claim in drawn(mended.values(), "seed", 3)]
    assert left == [words for words in order if not words.startswith("The share")]
    assert drawn(before.values(), "seed", 3) == drawn(reversed(before.values()), "seed", 3)
