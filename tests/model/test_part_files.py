"""What the parts of a long volume are called."""

from __future__ import annotations

import pytest

from goldenthread.model import file_of_part, whole_and_part


@pytest.mark.parametrize(("whole", "number", "of", "file"), [
    ("book.pdf", 2, 3, "book-part-2.pdf"), ("book.pdf", 2, 12, "book-part-02.pdf"), ("a.b-c.docx", 10, 10, "a.b-c-part-10.docx"),
    ("book", 1, 2, "book-part-1"),
])
def test_a_part_is_named_after_its_volume_and_knows_it(whole: str, number: int, of: int, file: str) -> None:
    assert file_of_part(whole, number, of) == file
    assert whole_and_part(file) == (whole, number)


@pytest.mark.parametrize("file", ["book.pdf", "my-part-time-plan.pdf", "part-2.pdf"])
def test_other_files_are_no_parts(file: str) -> None:
    assert whole_and_part(file) == (file, 0)


def test_a_name_that_goes_on_after_its_number_is_no_part() -> None:
    assert whole_and_part("book-part-2 of the county") == ("book-part-2 of the county", 0)
    assert whole_and_part("book-part-2.pdf.zip") == ("book-part-2.pdf.zip", 0)
