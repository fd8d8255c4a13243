"""Edits such as authors make, of every kind, at random places of a generated book."""

from __future__ import annotations

from pathlib import Path
from random import Random

from benchmarks.books import write_bench_book
from goldenthread.rules import check
from tests.books.edits import beside, files, items, keys, references, shape, words  # noqa: F401 - each enters its edits
from tests.books.edits.draft import EDITS, Draft, NotHere
from tests.books.small_book import CONSULTATION

__all__ = ["EDITS", "Draft", "one_edit", "write_book"]


def write_book(root: Path, number: int, seed: int) -> None:
    """A generated book with what authors have besides: a consultation with its questions, and a picture."""
    write_bench_book(root, number, seed)
    text = f"{CONSULTATION}\n[[criterion]]\nid = \"completeness\"\nname = \"Complete\"\nquestion = \"Is it all?\"\n"
    (root / "strategy/consultation/consultation.toml").write_text(text, encoding="utf-8")
    draft = Draft(root, Random(seed))
    words.new_picture(draft)


def one_edit(draft: Draft, named: str = "") -> tuple[str, bool]:
    """Make one edit, at random or the one that is named: what it was, and whether a rule refused it and it was taken back."""
    while True:
        name = named or draft.pick(list(EDITS))
        draft.keep()
        try:
            EDITS[name](draft)
        except NotHere:
            draft.undo()
            if named:
                raise
            continue
        broken = [problem for problem in check(draft.root) if not problem.advice]
        if broken:
            draft.undo()
        return name, bool(broken)
