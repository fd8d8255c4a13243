"""What cannot be written of a consultation is said with its code, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.consultation import replies, write_reply
from goldenthread.consultation.logs import rewrite_items
from goldenthread.consultation.logs.log_columns import logs_of
from goldenthread.consultation.logs.rewrite_items import edited_files
from goldenthread.consultation.logs.three_way import FieldEdit
from goldenthread.documents import paper
from goldenthread.documents.paper.pandoc_process import PandocRun
from goldenthread.model import Fault
from tests.books.small_book import write_book
from tests.builds.test_outcome import PAGES


def test_a_letter_that_pandoc_cannot_write_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "docx_from_markdown", lambda *_: PandocRun(output=None, message="it stopped"))
    root = write_book(tmp_path, PAGES)
    book = read_book(root)
    respondent = next(iter(book.register.responses())).text("respondent")
    with pytest.raises(Fault) as raised:
        write_reply(root, book, respondent)
    assert "Pandoc could not write the letter: it stopped." in str(raised.value)
    assert str(raised.value).endswith("[reply.unwritten]")
    assert not (root / replies.FOLDER).exists()


def test_an_edit_that_would_not_read_back_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrite_items, "edited_text", lambda text, _edits: text)
    root = write_book(tmp_path, PAGES)
    book = read_book(root)
    item = book.register.items["EV_SKILLS"]
    logs = logs_of(book.register, book.vocabulary)
    column = next(column for log in logs for column in log.columns if column.field == "caution")
    edit = FieldEdit(item=item, column=column, before="", after="Old.")
    with pytest.raises(Fault) as raised:
        edited_files(root, book.vocabulary, [edit])
    assert str(raised.value).endswith("[merge.unwritten]")
