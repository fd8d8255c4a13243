"""An author's folder becomes a `Register` and a list of problems, without Sphinx.

What cannot be read is a problem with file and line, never an exception.
"""

from __future__ import annotations

from goldenthread.book.allowed_markup import ANCHOR, DIRECTIVES, ROLES
from goldenthread.book.areas_file import AREAS_FILE
from goldenthread.book.book_reader import LoadedBook, Unreadable, read_book
from goldenthread.book.chapters import chapter_files, read_chapter
from goldenthread.book.consultation_file import CONSULTATION_FILE
from goldenthread.book.dataset_cards import DATA_FOLDER, RELEASED
from goldenthread.book.editions_file import EDITIONS_FILE
from goldenthread.book.framework_file import FRAMEWORK_FILE
from goldenthread.book.frozen_editions import archive_file, differences, write_archive
from goldenthread.book.markup_check import markup_problems
from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.signoffs import signoff_file, text_with
from goldenthread.book.text_files import UNFIT, read_text
from goldenthread.book.toml_tables import read_toml
from goldenthread.book.vocabulary import VOCABULARY_FILE, Vocabulary

__all__ = [
    "ANCHOR",
    "AREAS_FILE",
    "CONSULTATION_FILE",
    "DATA_FOLDER",
    "DIRECTIVES",
    "EDITIONS_FILE",
    "FRAMEWORK_FILE",
    "RELEASED",
    "ROLES",
    "UNFIT",
    "VOCABULARY_FILE",
    "LoadedBook",
    "ReadingCache",
    "Unreadable",
    "Vocabulary",
    "archive_file",
    "chapter_files",
    "differences",
    "markup_problems",
    "read_book",
    "read_chapter",
    "read_text",
    "read_toml",
    "signoff_file",
    "text_with",
    "write_archive",
]
