"""The machine: files and folders put in place whole, locks, snapshots of folders, checksums, and the console.

Errors of the operating system become problems that say what happened and what to do. Knows nothing of a book but its model.
"""

from __future__ import annotations

from goldenthread.system.atomic_files import new_file, put_files, write_changed
from goldenthread.system.book_folder import (
    BOOK_FOLDERS,
    FRONT_PAGE,
    SETTINGS_FILES,
    SPHINX_PATTERNS,
    book_entries,
    closed_folders,
    is_hidden,
    is_of_book,
)
from goldenthread.system.catalogues import is_script, language_called, languages_known
from goldenthread.system.checksums import (
    PUBLISHED,
    SUMS,
    format_checksums,
    parse_checksums,
    published_files,
    sha256_of,
    write_checksums,
)
from goldenthread.system.child_limits import is_out_of_time, limit_processor, seconds_by_clock
from goldenthread.system.console import Progress, in_columns, print_in_any_encoding, showing
from goldenthread.system.digests import digest
from goldenthread.system.garbage_collection import RARELY, collecting_rarely, older_objects_kept
from goldenthread.system.locks import alone, writing_alone
from goldenthread.system.orphans import children_end_with_this_process, end_with_parent
from goldenthread.system.os_errors import message_for
from goldenthread.system.outcomes import Outcome, failure, faults_among, tally_in_words
from goldenthread.system.problem_lists import keep_problems, problem_lines
from goldenthread.system.snapshots import (
    PACKAGE,
    FileDigests,
    changed_since,
    digest_of_code,
    digest_of_inputs,
    stamps_of_book,
)
from goldenthread.system.swap_folders import WORK, NewFolder, publish, publish_one, recover, remove_tree
from goldenthread.system.trees import Skip, walk
from goldenthread.system.work_folder import WorkFolder, outputs_made
from goldenthread.system.zips import repack, write_zip, zip_of

__all__ = [
    "BOOK_FOLDERS",
    "FRONT_PAGE",
    "PACKAGE",
    "PUBLISHED",
    "RARELY",
    "SETTINGS_FILES",
    "SPHINX_PATTERNS",
    "SUMS",
    "WORK",
    "FileDigests",
    "NewFolder",
    "Outcome",
    "Progress",
    "Skip",
    "WorkFolder",
    "alone",
    "book_entries",
    "changed_since",
    "children_end_with_this_process",
    "closed_folders",
    "collecting_rarely",
    "digest",
    "digest_of_code",
    "digest_of_inputs",
    "end_with_parent",
    "failure",
    "faults_among",
    "format_checksums",
    "in_columns",
    "is_hidden",
    "is_of_book",
    "is_out_of_time",
    "is_script",
    "keep_problems",
    "language_called",
    "languages_known",
    "limit_processor",
    "message_for",
    "new_file",
    "older_objects_kept",
    "outputs_made",
    "parse_checksums",
    "print_in_any_encoding",
    "problem_lines",
    "publish",
    "publish_one",
    "published_files",
    "put_files",
    "recover",
    "remove_tree",
    "repack",
    "seconds_by_clock",
    "sha256_of",
    "showing",
    "stamps_of_book",
    "tally_in_words",
    "walk",
    "write_changed",
    "write_checksums",
    "write_zip",
    "writing_alone",
    "zip_of",
]
