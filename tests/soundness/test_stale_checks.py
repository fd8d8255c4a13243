"""Nothing stale in a check: after any change of any file, what was stored of earlier readings leads to the same problems."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from goldenthread.book import Unreadable, keeping_readings
from goldenthread.model import Fault, Problem
from goldenthread.rules import check, check_prose
from tests.books.edits import EDITS, Draft, NotHere, write_book
from tests.books.edits.harsh import HARSH
from tests.soundness.trials import Trials

pytestmark = pytest.mark.sound
ITEMS, PER_BOOK = 24, 60


def with_readings(root: Path) -> list[Problem]:
    with keeping_readings(root) as readings:
        return [*check(root, readings), *check_prose(root, readings)]


def one_change(draft: Draft) -> str:
    """One edit or mishap at random, and what it was."""
    while True:
        harsh = draft.random.random() < 0.5
        name, change = (made.__name__, made) if harsh and (made := draft.pick(HARSH)) else draft.pick(list(EDITS.items()))
        try:
            change(draft)
        except (NotHere, Unreadable, Fault, UnicodeDecodeError, OSError, AssertionError, IndexError, ValueError):
            continue  # the book is not as it expects
        return name


def test_what_was_stored_of_earlier_readings_leads_to_the_same_problems(tmp_path: Path, trials: Trials) -> None:
    changes, told = trials.many(24, trials.edits * 5), Counter[str]()
    done = 0
    while done < changes:
        seed = Random().randrange(10**6) if trials.nightly else 7
        root = tmp_path / "book"
        shutil.rmtree(root, ignore_errors=True)
        write_book(root, ITEMS, seed)
        draft, said = Draft(root, Random(seed)), [f"seed {seed}"]
        assert with_readings(root) == []
        good = draft.state()
        for _ in range(min(PER_BOOK, changes - done)):
            draft.keep()
            said.append(one_change(draft))
            clean = [*check(root), *check_prose(root)]
            assert with_readings(root) == clean, said
            told.update({problem.code for problem in clean})
            done += 1
            # what is wrong with one file may keep all others from being looked at
            if draft.random.random() < 0.3:
                draft.put_back(good)
                said.append("put back")
    assert len(told) >= 5
    kinds = len(EDITS) + len(set(HARSH))
    trials.record("Nothing stale", f"Edits and mishaps of {kinds} kinds: files swapped, lost, moved, garbled, "
                  "changed within the tick of their time", done,
                  f"A check that goes on from stored readings finds what one from nothing finds; {len(told)} rules spoke")
