"""Digests, checksums and outcomes: small things that many rely on."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from goldenthread.model import Fault, Problem
from goldenthread.system.checksums import format_checksums, parse_checksums, published_files, sha256_of, write_checksums
from goldenthread.system.digests import digest
from goldenthread.system.outcomes import Outcome, failure, faults_among, tally_in_words
from tests.books.records import at

FAULT, ADVICE = Problem(at(2), "a.b", "What.", "Fix."), Problem(at(3), "a.c", "What.", "Fix.", advice=True)


def test_a_digest_is_of_text_or_bytes_even_of_names_that_are_no_text() -> None:
    assert digest("é") == digest("é".encode()) == hashlib.blake2b("é".encode(), digest_size=16).hexdigest()
    assert digest("a\udcff") == digest(b"a\xff") != digest("a")


@pytest.mark.parametrize("name", ["html/a.html", "a b.txt", "back\\slash", "two\nlines", "\\n"])
def test_checksums_are_written_as_they_are_read(name: str) -> None:
    sums = {name: "0" * 64, "zz": "1" * 64}
    assert parse_checksums(format_checksums(sums).splitlines(keepends=True)) == sums
    assert format_checksums(sums).splitlines() == sorted(format_checksums(sums).splitlines(), key=lambda line: "zz" in line)


def test_what_is_published_is_summed_and_what_is_right_stays(tmp_path: Path) -> None:
    for file in ("html/index.html", "pdf/a.pdf", ".work/x", "logs/y"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(file, encoding="utf-8")
    assert sorted(published_files(tmp_path)) == ["html/index.html", "pdf/a.pdf"]
    assert write_checksums(tmp_path) == 2
    held = parse_checksums((tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert held == {file: hashlib.sha256(file.encode()).hexdigest() for file in ("html/index.html", "pdf/a.pdf")}
    before = (tmp_path / "SHA256SUMS").stat().st_mtime_ns
    assert write_checksums(tmp_path) == 2
    assert (tmp_path / "SHA256SUMS").stat().st_mtime_ns == before
    (tmp_path / "pdf/a.pdf").write_text("pdf/b.pdf", encoding="utf-8")
    (tmp_path / ".checksums.json").write_text("no json", encoding="utf-8")
    write_checksums(tmp_path)
    assert sha256_of(tmp_path / "pdf/a.pdf") in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")


def test_a_file_that_changed_within_a_whole_second_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "pdf/a.pdf"
    file.parent.mkdir()
    for text in ("one", "two"):
        file.write_text(text, encoding="utf-8")
        os.utime(file, (1_600_000_000, 1_600_000_000))
        write_checksums(tmp_path)
        assert sha256_of(file) in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")


def test_an_outcome_prints_its_problems_and_then_its_lines() -> None:
    outcome = Outcome(status=1, problems=[FAULT, ADVICE], lines=["Nothing was written."])
    assert outcome.printed() == ["evidence/people.md:2: What. Fix. [a.b]", "evidence/people.md:3: What. Fix. [a.c] (advice)",
                                 "Nothing was written."]
    assert (outcome.good, Outcome().good, Outcome().printed()) == (False, True, [])


def test_a_failure_says_what_ended_the_command(tmp_path: Path) -> None:
    assert failure(Fault(FAULT), tmp_path, "Then.").printed() == [str(FAULT), "Then."]
    full = failure(OSError(28, "No space left on device", str(tmp_path / "a")), tmp_path)
    assert (full.status, [problem.code for problem in full.problems]) == (1, ["machine.disk-full"])
    assert failure(ValueError("Not so."), tmp_path, "Then.").printed() == ["Not so.", "Then."]


def test_problems_are_counted_apart_from_advice() -> None:
    assert faults_among([FAULT, ADVICE]) == [FAULT]
    assert tally_in_words([FAULT, FAULT, ADVICE]) == ["2 problems, 1 piece of advice."]
    assert tally_in_words([ADVICE, ADVICE]) == ["0 problems, 2 pieces of advice."]
    assert tally_in_words([]) == []
