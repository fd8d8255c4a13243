"""An author's folder becomes a `Register` and a list of problems, without Sphinx.

`read_book` reads all of it. A fault in one file becomes a problem with file and line; only a book about which nothing can be said
raises an exception, `Unreadable`, with its problems. A function that reads one file raises `Fault` if it cannot.
"""

from __future__ import annotations

from goldenthread.book.allowed_markup import ANCHOR, DIRECTIVES, PICTURE_FILE, PICTURES, ROLES, VIEWS
from goldenthread.book.areas_file import AREAS_FILE, read_areas
from goldenthread.book.book_language import language_of
from goldenthread.book.book_reader import LoadedBook, Unreadable, read_book
from goldenthread.book.book_wide_names import ABOUT_NOTHING
from goldenthread.book.chapter_outline import HEADING_ANCHORS
from goldenthread.book.chapters import chapter_files, read_chapter
from goldenthread.book.consultation_file import CONSULTATION_FILE
from goldenthread.book.dataset_cards import DATA_FOLDER, MOST_DECIMALS, RECIPE_ENDING, RELEASED, read_datasets
from goldenthread.book.editions_file import EDITIONS_FILE
from goldenthread.book.framework_file import FRAMEWORK_FILE, framework_in
from goldenthread.book.frozen_editions import archive_file, archive_problems, write_archive
from goldenthread.book.item_renames import naming_files, places_of_name, why_not_renamed
from goldenthread.book.markdown_reader import lines_of_block, with_argument
from goldenthread.book.markup_check import RESPONSES_FOLDER, markup_problems
from goldenthread.book.misnamed_files import copied_from, lone_copy_of, meant_name
from goldenthread.book.name_changes import NameChange, area_change, item_change, page_change, table_change, why_not_changed
from goldenthread.book.printable_characters import UNPRINTABLE, name_of_sign, with_named_signs
from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.received_records import RECEIVED_FOLDER
from goldenthread.book.references import REFERENCES_FILE
from goldenthread.book.signoffs import add_signoff, signoff_file
from goldenthread.book.stored_readings import keeping_readings
from goldenthread.book.table_widths import CONTAINER, LONGEST_WORD, PADDING, SIDEWAYS, UPRIGHT, column_need, extent
from goldenthread.book.text_files import UNFIT, read_text
from goldenthread.book.toml_tables import read_toml
from goldenthread.book.unsaved_texts import SavedTexts, reading_unsaved
from goldenthread.book.vocabulary import VOCABULARY_FILE, Kind, Vocabulary
from goldenthread.book.web_addresses import page_named, page_path

__all__ = [
    "ABOUT_NOTHING",
    "ANCHOR",
    "AREAS_FILE",
    "CONSULTATION_FILE",
    "CONTAINER",
    "DATA_FOLDER",
    "DIRECTIVES",
    "EDITIONS_FILE",
    "FRAMEWORK_FILE",
    "HEADING_ANCHORS",
    "LONGEST_WORD",
    "MOST_DECIMALS",
    "PADDING",
    "PICTURES",
    "PICTURE_FILE",
    "RECEIVED_FOLDER",
    "RECIPE_ENDING",
    "REFERENCES_FILE",
    "RELEASED",
    "RESPONSES_FOLDER",
    "ROLES",
    "SIDEWAYS",
    "UNFIT",
    "UNPRINTABLE",
    "UPRIGHT",
    "VIEWS",
    "VOCABULARY_FILE",
    "Kind",
    "LoadedBook",
    "NameChange",
    "ReadingCache",
    "SavedTexts",
    "Unreadable",
    "Vocabulary",
    "add_signoff",
    "archive_file",
    "archive_problems",
    "area_change",
    "chapter_files",
    "column_need",
    "copied_from",
    "extent",
    "framework_in",
    "item_change",
    "keeping_readings",
    "language_of",
    "lines_of_block",
    "lone_copy_of",
    "markup_problems",
    "meant_name",
    "name_of_sign",
    "naming_files",
    "page_change",
    "page_named",
    "page_path",
    "places_of_name",
    "read_areas",
    "read_book",
    "read_chapter",
    "read_datasets",
    "read_text",
    "read_toml",
    "reading_unsaved",
    "signoff_file",
    "table_change",
    "why_not_changed",
    "why_not_renamed",
    "with_argument",
    "with_named_signs",
    "write_archive",
]
