"""The rules on what was received: passages that are open, responses without a file, and originals without a record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.model import ReceivedFile, ReceivedPassage
from tests.books.records import at, item
from tests.rules.rule_runs import VOCABULARY, problems_of


def received(*passages: ReceivedPassage, sha256: str = "1" * 64) -> ReceivedFile:
    return ReceivedFile(file="2019-10-11-a.docx", sha256=sha256, respondent="Trust", received="2019-10-11", as_given_out=0,
                        passages=passages, place=at())


def passage(outcome: str, line: int, *responses: str) -> ReceivedPassage:
    return ReceivedPassage(kind="paragraph", where=f"paragraph {line}", outcome=outcome, responses=responses, place=at(line))


@pytest.mark.parametrize(("waiting", "words"), [
    ((4,), "1 passage of 2019-10-11-a.docx is still open, the first of them paragraph 4, but edition 2020-03 is there."),
    ((4, 6, 9), "3 passages of 2019-10-11-a.docx are still open, the first of them paragraph 4, but edition 2020-03 is there."),
])
def test_open_passages_are_counted_and_the_first_is_named(waiting: tuple[int, ...], words: str) -> None:
    file = received(passage("left out", 1), *(passage("open", line) for line in waiting))
    [problem] = problems_of("received.open", received=(file,))
    assert (problem.place.line, problem.what) == (4, words)


def test_a_response_that_came_in_a_file_is_named_by_a_record() -> None:
    sources = VOCABULARY.kinds["response"].choices["source"]
    responses = [item("response", f"RSP_{number}", source=source, place=at(number)) for number, source in enumerate(sources, 1)]
    record = received(passage("taken in", 1, "RSP_NAMED"))
    found = problems_of("received.unrecorded", *responses, item("response", "RSP_NAMED", source="form"), received=(record,))
    # what was written down from elsewhere has no file
    free = {"editorial review", "published account"}
    assert free < set(sources)
    assert [(problem.place.line, problem.about, problem.advice) for problem in found] == [
        (number, f"RSP_{number}", True) for number, source in enumerate(sources, 1) if source not in free]
    assert problems_of("received.unrecorded", *responses, received=()) == []


def test_an_original_in_the_inbox_has_a_record(tmp_path: Path) -> None:
    lines = [f"{'1' * 64}  2019-10-11-a.docx", f"{'2' * 64}  2019-10-12-two  words.docx", "2" * 64, ""]
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/CHECKSUMS").write_text("\n".join(lines))
    assert [str(problem) for problem in problems_of("received.inbox", root=tmp_path, received=(received(),))] == [
        "inbox/CHECKSUMS:2: 2019-10-12-two  words.docx was received, but nothing says what became of it. Take it in once more: "
        "goldenthread intake inbox/2019-10-12-two  words.docx --respondent … --received 2019-10-12. [received.inbox]"]
    (tmp_path / "inbox/CHECKSUMS").write_bytes(b"\xff")
    assert problems_of("received.inbox", root=tmp_path, received=(received(),)) == []


def test_what_is_private_in_a_record_is_to_be_taken_out_and_a_likely_name_is_a_question() -> None:
    said = replace(passage("left out", 4), words="Dear Anna\nBrown,\nwrite to a@b.uk.", reason="Ring 01632 960 000.")
    file = replace(received(said), respondent="Mr Brown", place=at(1))
    name, private = "Take it out unless it is an organisation's, or a public person's who is spoken of.", "The record of"
    assert [(problem.place.line, f"{problem.what} {problem.fix}", problem.advice)
            for problem in problems_of("received.private", received=(file,))] == [
        (1, f"'Mr Brown' in the record of 2019-10-11-a.docx may be a person's name. {name}", True),
        (4, f"'Anna' in the record of 2019-10-11-a.docx may be a person's name. {name}", True),
        (4, f"{private} 2019-10-11-a.docx holds an e-mail address: 'a@b.uk'. Write '[e-mail address removed]' in its "
            "place.", False),
        (4, f"{private} 2019-10-11-a.docx holds a telephone number: '01632 960 000'. Write '[telephone number removed]' in its "
            "place.", False)]
    assert problems_of("received.private", received=(received(passage("taken in", 1)),)) == []
