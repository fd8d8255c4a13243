"""The comments of a Word document: their words, their threads, and which are marked as resolved."""

from __future__ import annotations

import pytest

from goldenthread.consultation.intake.safe_files import Package
from goldenthread.consultation.intake.word_comments import MOST_COMMENTS, Comment, read_comments
from goldenthread.model import Fault
from tests.books.intake_files import AUTHOR, note, p, word


def read(comments: str, extended: str = "") -> tuple[dict[str, Comment], dict[str, Comment]]:
    parts = {"commentsExtended": extended} if extended else {}
    return read_comments(Package(word(p("Text"), comments, **parts), "a.docx", ".docx"))


def ex(number: int, parent: int | None = None, done: str | None = None) -> str:
    """A comment's line in commentsExtended.xml."""
    answered = f' w15:paraIdParent="{parent:08X}"' if parent is not None else ""
    resolved = f' w15:done="{done}"' if done is not None else ""
    return f'<w15:commentEx w15:paraId="{number:08X}"{answered}{resolved}/>'


@pytest.mark.parametrize(("done", "resolved"), [
    ("1", True), ("true", True), ("on", True), ("0", False), ("false", False), ("off", False), ("", False), (None, False)])
def test_a_comment_is_resolved_in_every_spelling_of_yes(done: str | None, resolved: bool) -> None:
    threads, _ = read(note(0, "Old."), ex(0, done=done))
    assert threads["0"].resolved is resolved


def test_a_file_without_threads_or_without_comments() -> None:
    threads, comments = read(note(0, "One.") + note(1, "Two."))
    assert [comment.text for comment in threads.values()] == ["One.", "Two."]
    assert threads == comments
    assert read("") == ({}, {})


def test_replies_to_replies_belong_to_the_comment_that_began_the_thread() -> None:
    threads, comments = read(
        "".join(note(number, f"Words {number}.") for number in range(5)),
        ex(0, done="1") + ex(1, 0) + ex(2, 1) + ex(3) + ex(4, 2))
    assert {key: comment.replies for key, comment in threads.items()} == {
        "0": ["Words 1.", "Words 2.", "Words 4."], "3": []}
    assert [threads["0"].resolved, threads["3"].resolved] == [True, False]
    assert list(comments) == ["0", "1", "2", "3", "4"]


def test_an_empty_reply_is_none() -> None:
    threads, _ = read(note(0, "Old.") + note(1, " ") + note(2, "I agree."), ex(0) + ex(1, 0) + ex(2, 0))
    assert [(comment.text, comment.replies) for comment in threads.values()] == [("Old.", ["I agree."])]


def test_a_reply_to_a_comment_that_is_not_there_stands_alone() -> None:
    threads, _ = read(note(0, "Old."), ex(0, 7))
    assert list(threads) == ["0"]


def test_a_ring_of_replies_is_no_endless_loop() -> None:
    threads, _ = read(note(0, "One.") + note(1, "Two.") + note(2, "Three."), ex(0, 1) + ex(1, 0) + ex(2, 0))
    assert {key: comment.replies for key, comment in threads.items()} == {"0": ["Three."], "1": []}


def test_the_words_of_several_paragraphs_with_breaks_and_tabs() -> None:
    inner = ('<w:p w14:paraId="0000000A"><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>'
             '<w:p w14:paraId="0000000B"><w:r><w:t>Four</w:t></w:r></w:p>')
    threads, _ = read(f'<w:comment w:id="9" {AUTHOR}>{inner}</w:comment>', ex(11, done="1"))
    assert threads == {"9": Comment(id="9", author="Anna Brown", text="One two\nthree\nFour", para_id="0000000B", resolved=True)}


def test_more_comments_than_anyone_writes_are_refused() -> None:
    with pytest.raises(Fault, match=r"more than 10,000 comments.*\[intake.too-large\]"):
        read("".join(note(number, "x") for number in range(MOST_COMMENTS + 1)))
