"""The contract of check: of what it lets pass, every output is built, and nothing is warned of."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from goldenthread.rules import check, checking
from tests.books.broken_books import BROKEN, PAGES, Changes, case_page
from tests.books.commands import build_book
from tests.books.markup_pieces import PIECES, Piece, write_book_of
from tests.books.small_book import write_book
from tests.soundness.mutating import mutated
from tests.soundness.trials import Trials

pytestmark = pytest.mark.sound
ROOM = "The contract of check"
OUTPUTS = ["html", "pdf", "docx"]
KNOWN_OF_A_BUILD = ("build/", "No problem", "Reading ", "Writing ", "Making ", "Checking ")
AT_ONCE = 150
"""So many random pieces are built in one book."""
HELD = "check finds something, or all outputs are built without a warning"


def codes_of(root: Path, pieces: Sequence[Piece]) -> dict[str, set[str]]:
    """The codes of what the rules find on each page of a book of these pieces, also where one hangs on another."""
    shutil.rmtree(root, ignore_errors=True)
    found = defaultdict[str, set[str]](set)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "without_consequences", lambda problems, items: problems)
        problems = check(write_book_of(root, pieces))
    for problem in problems:
        if not problem.advice:
            found[problem.place.file].add(problem.code)
    return found


def warned_of(root: Path, capsys: pytest.CaptureFixture[str], outputs: Sequence[str] = OUTPUTS) -> list[str]:
    """What the build of some outputs warns of, and that it failed if it did."""
    capsys.readouterr()
    status = build_book(root, outputs)
    lines = [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith(KNOWN_OF_A_BUILD)]
    return lines or (["it failed"] if status else [])


def culprits(
    root: Path, pieces: Sequence[Piece], capsys: pytest.CaptureFixture[str], outputs: Sequence[str] = OUTPUTS
) -> list[str]:
    """The warnings of a book of these pieces, each behind the text of a piece alone in a book that has one."""
    shutil.rmtree(root, ignore_errors=True)
    warnings = warned_of(write_book_of(root, pieces), capsys, outputs)
    if not warnings or len(pieces) == 1:
        return [f"{piece.page}\n{warnings}" for piece in pieces if warnings]
    half = len(pieces) // 2
    of_halves = [*culprits(root, pieces[:half], capsys, outputs), *culprits(root, pieces[half:], capsys, outputs)]
    return of_halves or [f"{[piece.name for piece in pieces]}\n{warnings}"]


@pytest.mark.parametrize("of_reading", [False, True], ids=["markup", "reading"])
def test_each_piece_of_markup_has_the_problems_that_it_expects(of_reading: bool, tmp_path: Path) -> None:
    """What is wrong with the reading of one page keeps check from saying that something of it is missed elsewhere."""
    pieces = [piece for piece in PIECES.values()
              if of_reading == any(code.startswith(("chapter.", "source.")) for code in piece.codes)]
    found = codes_of(tmp_path, pieces)
    assert {piece.name: found[piece.file] for piece in pieces} == {piece.name: set(piece.codes) for piece in pieces}


@pytest.mark.whole_build
def test_what_check_lets_pass_is_built_without_a_warning(
    tmp_path: Path, trials: Trials, capsys: pytest.CaptureFixture[str]
) -> None:
    pieces = [piece for piece in PIECES.values() if not piece.codes]
    assert len(pieces) > 150
    # Word takes longest by far: the short form looks at every sixth piece
    assert culprits(tmp_path, pieces, capsys, OUTPUTS if trials.nightly else OUTPUTS[:2]) == []
    assert trials.nightly or culprits(tmp_path, pieces[::6], capsys, ["docx"]) == []
    trials.record(ROOM, "Pieces of Markdown and MyST, valid and odd, that check lets pass, each on a page", len(pieces),
                "All outputs are built without a warning")
    trials.record(ROOM, "Pieces that it does not let pass", len(PIECES) - len(pieces), "check says so at the page, by the code")


def advised() -> Iterable[tuple[str, Changes]]:
    """The books of the collection of mistakes, by name."""
    yield from BROKEN.items()
    yield from ((name, case_page(name)[0]) for name in PAGES)


@pytest.mark.whole_build
def test_what_check_only_advises_on_is_built_without_a_warning(
    tmp_path: Path, trials: Trials, capsys: pytest.CaptureFixture[str]
) -> None:
    mistakes, number = list(advised()), 0
    for name, changes in mistakes:
        root = tmp_path / "book"
        shutil.rmtree(root, ignore_errors=True)
        if not [problem for problem in check(write_book(root, changes)) if not problem.advice]:
            number += 1
            if trials.nightly:
                assert [line for line in warned_of(root, capsys) if "(advice)" not in line] == [], name
    assert number
    trials.record(ROOM, "Mistakes of authors, one in a book", len(mistakes) - number, "check says so at the line, by the code")
    if trials.nightly:
        trials.record(ROOM, "Slips on which check only advises, one in a book", number, "All outputs are built without a warning")


def variant(chance: random.Random, number: int) -> Piece:
    """A piece made of one to three others at random, with a few changes in most."""
    chosen = chance.sample(list(PIECES.values()), chance.choice((1, 1, 2, 3)))
    text = "\n\n".join(piece.text for piece in chosen)
    if chance.random() < 0.8:
        text = mutated(text, chance.getrandbits(32))
    # a lone surrogate is no text of a file
    return Piece(f"variant {number}", text.encode("utf-8", "ignore").decode("utf-8"))


@pytest.mark.whole_build
def test_random_variants_are_refused_by_check_or_built_without_a_warning(
    tmp_path: Path, trials: Trials, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, wanted = random.Random(None if trials.nightly else 1), trials.many(40, trials.edits * 20)
    tried, built = 0, 0
    while tried < wanted:
        pieces = [variant(chance, number) for number in range(min(AT_ONCE, wanted - tried))]
        tried += len(pieces)
        # what is wrong with one page can be seen on another, and what is not read hides other things
        while (found := codes_of(tmp_path, pieces)):
            kept = [piece for piece in pieces if piece.file not in found]
            pieces = kept if len(kept) < len(pieces) else []
        built += len(pieces)
        assert culprits(tmp_path, pieces, capsys) == []
    assert built
    trials.record(ROOM, "The same with random changes, and several in one, of which check let pass " f"{built:,}", tried, HELD)
