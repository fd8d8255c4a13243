"""`make mutants`: put small faults into the heart of the program, one at a time, and see whether its own tests notice.

`python -m tools.mutants [FILE or folder ...]` looks at some files only; `--fresh` forgets what earlier runs found. Results
are kept in build/mutants.json: a run that was stopped goes on where it was, and a file is tried again when it, or the
tests of its room, have changed. While tests are being written, `--again` takes a fault of a file that has not changed for
killed as long as the test file that killed it has not changed, and tries only the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.mutants.accepted import Accepted, read_accepted
from tools.mutants.operators import Mutant, mutants_of
from tools.mutants.trials import KILLED, SURVIVED, Trials, run

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "build/mutants.json"
TESTS = {
    "goldenthread/model": "tests/model", "goldenthread/analysis": "tests/analysis", "goldenthread/rules": "tests/rules",
    "goldenthread/consultation/logs/three_way.py": "tests/consultation",
}
"""The files into which faults are put, and the tests that have to notice them: each room's own."""
# every mutant of these has to be killed, or be one that changes nothing
PATH_OF_A_NUMBER = tuple(f"goldenthread/model/{name}.py" for name in (
    "expressions", "expression_grammar", "expression_options", "expression_reader", "expression_words", "units", "quantities",
    "values", "value_display", "numbers", "periods"))
LEAST = 90.0


@dataclass
class Results:
    """What became of each mutant, kept on disk with the state of the file and its tests.

    `again` keeps what was killed by a test whose file has not changed, although others have.
    """

    path: Path
    again: bool
    held: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    written: float = 0.0

    def of(self, file: str, tests: str) -> dict[str, list[str]]:
        """Outcome and killer by mutant, for a file and its tests as they are now."""
        own, judges = state_of(file), {judge: state_of(judge) for judge in files_under(tests)}
        state = [own, *(f"{judge} {digest}" for judge, digest in judges.items())]
        known = self.held.get(file, {})
        was = known.get("state", [""])
        if was != state:
            stayed = tuple(f"{line.partition(' ')[0]}::" for line in state if line in was[1:])
            self.held[file] = {"state": state, **{
                number: result for number, result in known.items()
                if self.again and was[0] == own and result[0] == KILLED and result[1].startswith(stayed)}}
        return self.held[file]

    def write(self, *, now: bool = False) -> None:
        """Put them on the disk, once in a few seconds."""
        if now or time.monotonic() - self.written > 5:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.with_suffix(".new").write_text(json.dumps(self.held, indent=1), encoding="utf-8")
            self.path.with_suffix(".new").replace(self.path)
            self.written = time.monotonic()


def files_under(start: str) -> list[str]:
    path = ROOT / start
    return [start] if path.is_file() else sorted(file.relative_to(ROOT).as_posix() for file in path.rglob("*.py"))


def state_of(file: str) -> str:
    """A digest of a file and of what its mutants are made by."""
    digest = hashlib.blake2b(digest_size=8)
    for path in (ROOT / file, ROOT / "tools/mutants/operators.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("only", nargs="*", help="files or folders of the package")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.add_argument("--again", action="store_true", help="try what survived, and what a changed test file had killed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 2)
    asked = parser.parse_args(words)
    results = Results(RESULTS, asked.again)
    if RESULTS.exists() and not asked.fresh:
        results.held = json.loads(RESULTS.read_text(encoding="utf-8"))
    outcome: dict[Mutant, str] = {}
    for start, tests in TESTS.items():
        files = [file for file in files_under(start) if not asked.only or file.startswith(tuple(asked.only))]
        broken = try_files(files, tests, results, outcome, asked.processes)
        results.write(now=True)
        if broken:
            print("Before any fault was put in, this failed:", *broken, sep="\n  ")
            return 2
    return report(outcome, read_accepted(), whole=not asked.only)


def try_files(files: Sequence[str], tests: str, results: Results, outcome: dict[Mutant, str], processes: int) -> list[str]:
    """Try what is not known yet of some files by the tests of their room."""
    ahead = []
    for file in files:
        known = results.of(file, tests)
        for mutant in mutants_of(ROOT, file):
            if str(mutant.number) in known:
                outcome[mutant] = known[str(mutant.number)][0]
            else:
                ahead.append(mutant)
    if not ahead:
        return []

    def note_outcome(mutant: Mutant, what: str, killer: str) -> None:
        outcome[mutant] = what
        results.held[mutant.file][str(mutant.number)] = [what, killer]
        results.write()
        if sys.stderr.isatty():
            print(f"\r{mutant.file}:{mutant.first}".ljust(79), end="", file=sys.stderr)

    print(f"{tests}: {len(ahead)} mutants", flush=True)
    return run(ROOT, [tests], Trials(ROOT, ahead, processes, note_outcome))


def report(outcome: dict[Mutant, str], accepted: Sequence[Accepted], *, whole: bool) -> int:
    """Print the score of each file and what survived; 0 when the bounds are kept and no survivor is without a reason."""
    alive = [mutant for mutant, what in outcome.items() if what == SURVIVED]
    same = {one.key for one in accepted if one.changes_nothing}
    reasons = {one.key for one in accepted}
    unnamed = [mutant for mutant in alive if mutant.key not in reasons]
    print(f"\n{'file':<56}{'mutants':>8}{'killed':>8}{'same':>6}{'alive':>7}{'score':>8}")
    below = []
    total = [0, 0]
    for file in dict.fromkeys(mutant.file for mutant in outcome):
        own = [mutant for mutant in outcome if mutant.file == file]
        left = [mutant for mutant in alive if mutant.file == file]
        equal = sum(mutant.key in same for mutant in left)
        killed, all_of_them = len(own) - len(left), len(own) - equal
        total = [total[0] + killed, total[1] + all_of_them]
        score = 100 * killed / all_of_them if all_of_them else 100.0
        print(f"{file:<56}{len(own):>8}{killed:>8}{equal:>6}{len(left) - equal:>7}{score:>7.1f}%")
        if file in PATH_OF_A_NUMBER and score < 100:
            below.append(f"{file} is on the path of a number: every mutant has to be killed.")
    score = 100 * total[0] / total[1] if total[1] else 100.0
    print(f"{'all':<56}{len(outcome):>8}{total[0]:>8}{len(outcome) - total[1]:>6}{total[1] - total[0]:>7}{score:>7.1f}%")
    for title, lines in (("Survivors without a reason", [str(one) for one in unnamed]),
                         ("Accepted, but killed by now: take them out", gone(outcome, accepted, alive)),
                         ("Below the bound", below)):
        if lines:
            print(f"\n{title} ({len(lines)}):", *lines, sep="\n  ")
    if whole and score < LEAST:
        print(f"\n{score:.1f} % of the mutants are killed; {LEAST:.0f} % have to be.")
    return int(bool(unnamed or below or (whole and score < LEAST)))


def gone(outcome: dict[Mutant, str], accepted: Sequence[Accepted], alive: Sequence[Mutant]) -> list[str]:
    files, left = {mutant.file for mutant in outcome}, {mutant.key for mutant in alive}
    return [" | ".join(one.key) for one in accepted if one.key[0] in files and one.key not in left]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
