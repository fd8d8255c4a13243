"""Nothing stale: after any edits, also broken ones, a build gives the bytes of a build from nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from goldenthread.commands.serve.warm_book import SHOWN, is_setting
from goldenthread.site import parallel_work
from tests.books.commands import build_book
from tests.books.edits import EDITS, Draft, one_edit, write_book
from tests.books.small_book import ROOT
from tests.soundness.trials import Trials

ITEMS, SEED = 60, 1
PER_BOOK = 40
"""After so many edits another book is begun: many edits leave one that is like none of an author's."""


TELLING = ("a picture put on a page", "an older form of a file put back, with its time", "a finding moved to the first chapter",
           "an area added, or the order of areas", "a chapter under another name", "a picture taken off a page")
"""Of these something was stale once: the short form makes them in turn, the long one all edits at random."""


def published(root: Path, output: str) -> dict[str, bytes]:
    """The files of an output (or of what is served) by their paths."""
    folder = root / (output if "/" in output else f"build/{output}")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unlike(one: Path, other: Path, output: str) -> list[str]:
    """The files of an output that are not the same in two books."""
    here, there = published(one, output), published(other, "html" if output == SHOWN else output)
    return sorted(name for name in {*here, *there} if here.get(name) != there.get(name))


BREAKS: dict[str, Callable[[Draft], None]] = {
    "a value without a row": lambda draft: draft.change("evidence/index.md", r"\Z", "\n{value}`none:here:1900`\n"),
    "a link to nowhere": lambda draft: draft.change("evidence/index.md", r"\Z", "\n[a page](nowhere.md)\n"),
    "a table cut short": lambda draft: draft.change(draft.pick(draft.files("evidence/data/*.csv")), r"\Z", 'district-01,"20'),
    "a chapter in no contents": lambda draft: draft.write("evidence/lost.md", "# Lost\n"),
    "a heading too deep": lambda draft: draft.change("evidence/index.md", r"\Z", "\n#### Deep\n"),
}


class Trial:
    """One book that is edited and built, and its copy that is built from nothing each time."""

    def __init__(self, place: Path, seed: int) -> None:
        self.random = Random(seed)
        self.root, self.clean = place / "book", place / "from nothing" / "book"
        write_book(self.root, ITEMS, seed)
        self.draft = Draft(self.root, self.random)
        self.said: list[str] = [f"seed {seed}"]
        self.refused = self.broken = self.served = 0
        self.warm: subprocess.Popen[str] | None = None
        self.good = self.seen = self.draft.state()
        assert build_book(self.root, ["html"]) == 0

    def edit(self, *names: str) -> None:
        """Make edits, each at random or the one of that name."""
        for said in names:
            name, refused = one_edit(self.draft, said)
            self.refused += refused
            self.said.append(f"{name} (refused)" if refused else name)

    def break_and_mend(self, output: str) -> None:
        """Have a build fail, see that it changed nothing, and take back what it failed of."""
        name = self.random.choice(list(BREAKS))
        self.said.append(f"broken: {name}")
        before = published(self.root, output)
        self.draft.keep()
        BREAKS[name](self.draft)
        assert build_book(self.root, [output]) == 1, self.said
        assert published(self.root, output) == before, self.said
        self.draft.undo()
        # what is served shows such a chapter, with a note
        if self.served and name != "a chapter in no contents":
            self.draft.keep()
            BREAKS[name](self.draft)
            assert self.made_again(), self.said
            self.draft.undo()
        self.broken += 1

    def hold(self, outputs: list[str], processes: int, monkeypatch: pytest.MonkeyPatch) -> bool:
        """Build one after another, in any order, and from nothing with another number of processes: the same bytes.

        False when only a build could see that the edits do not go together: then neither succeeds, and they are taken back.
        """
        self.said.append(f"built: {', '.join(order := self.random.sample(outputs, len(outputs)))}")
        with monkeypatch.context() as here:
            here.setattr(parallel_work, "PROCESSES", processes)
            here.setattr(parallel_work, "PAGES_TO_SHARE", 2)
            status = max(build_book(self.root, [output]) for output in order)
        self.draft.copy_to(self.clean)
        with monkeypatch.context() as here:
            here.setattr(parallel_work, "PROCESSES", 3 - processes)
            assert build_book(self.clean, outputs) == status, self.said
        if status:
            self.said.append("refused by the build")
            self.draft.put_back(self.good)
            self.broken += 1
            return False
        for output in outputs:
            assert unlike(self.root, self.clean, output) == [], self.said
        self.good = self.draft.state()
        return True

    def serve(self) -> None:
        """Have the pages made as `serve` does, and the next time prepared: those on show are those of the build from nothing."""
        assert self.made_again() == [], self.said
        assert unlike(self.root, self.clean, SHOWN) == [], self.said
        self.served += 1

    def made_again(self) -> list[str]:
        """Have the process that stays, or a new one after a change of settings, make the pages: what was wrong."""
        before, self.seen = self.seen, self.draft.state()
        if any(is_setting(name) for name in {*before, *self.seen} if before.get(name) != self.seen.get(name)):
            self.close()
        if self.warm is None:
            self.warm = subprocess.Popen([sys.executable, "-m", "goldenthread.commands.serve.worker", str(self.root)],
                                         encoding="utf-8", stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
                                         env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert self.warm.stdin and self.warm.stdout
        print("make", file=self.warm.stdin, flush=True)
        message = {"event": "none yet"}
        while message["event"] != "done":
            message = json.loads(self.warm.stdout.readline())
        return list(message["faults"])

    def close(self) -> None:
        """End the process that stays."""
        if self.warm is not None:
            with self.warm:
                self.warm.kill()
            self.warm = None


def edited(trial: Trial, first: int, last: int, trials: Trials, monkeypatch: pytest.MonkeyPatch) -> int:
    """Edit a book so many times and see that each build holds; how many of them were of papers too."""
    papers = 0
    while first < last:
        number = min(trial.random.choice([1, 1, 1, 2, 3]), last - first)
        trial.edit(*([""] * number if trials.nightly else TELLING[first:first + number]))
        first += number
        if trial.random.random() < 0.25 or (trial.served and not trial.broken):
            trial.break_and_mend("html")
        outputs = ["html", "pdf", "docx"] if trials.nightly and trial.random.random() < 0.2 else ["html"]
        held = trial.hold(outputs, first % 2 + 1, monkeypatch)
        papers += held and len(outputs) > 1
        if held and (trials.nightly or not trial.served):
            trial.serve()
    return papers


@pytest.mark.sound
def test_a_build_after_edits_gives_the_same_bytes_as_one_from_nothing(
    tmp_path: Path, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits, papers, broken, refused, served = trials.many(len(TELLING), trials.edits), 0, 0, 0, 0
    for done in range(0, edits, PER_BOOK):
        place = tmp_path / f"book {done}"
        with closing(Trial(place, Random().randrange(10**6) if trials.nightly else SEED)) as trial:
            papers += edited(trial, done, min(edits, done + PER_BOOK), trials, monkeypatch)
            broken, refused, served = broken + trial.broken, refused + trial.refused, served + trial.served
        shutil.rmtree(place)
    assert broken and served
    trials.record("Nothing stale", f"Edits of {len(EDITS)} kinds to generated books of {ITEMS} items, singly or up to three at a "
                f"time, {refused} of them refused by a rule and taken back; one process on one side, two on the other",
                edits, "The build gives the same web pages as one from nothing, byte for byte")
    trials.record("Nothing stale", "A build that fails in between, mended and built again", broken,
                "What was published stays; the next build is as one from nothing")
    trials.record("Nothing stale", "Pages made again in a process that stays, as `serve` does", served,
                "The pages on show are those of a build from nothing, byte for byte")
    if papers:
        trials.record("Nothing stale", "The same with PDF and Word files, built singly and in any order", papers,
                    "Every file is the same, byte for byte")
