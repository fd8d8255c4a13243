"""The machine: files and folders put in place whole, locks, snapshots of folders, checksums, and the console.

Errors of the operating system become problems that say what happened and what to do. Knows nothing of a book but its model.
"""

from __future__ import annotations

from goldenthread.system.atomic_files import new_file, put_files
from goldenthread.system.book_folder import (
    BOOK_FOLDERS,
    FRONT_PAGE,
    SETTINGS_FILES,
    SPHINX_PATTERNS,
    book_entries,
    is_of_book,
)
from goldenthread.system.checksums import PUBLISHED, SUMS, as_text, published, sum_of, sums_in, write_checksums
from goldenthread.system.console import Progress, SphinxProgress, shown
from goldenthread.system.digests import digest
from goldenthread.system.garbage_collection import SELDOM, collecting_seldom
from goldenthread.system.locks import alone, one_at_a_time
from goldenthread.system.os_errors import in_words
from goldenthread.system.outcomes import Outcome, failure, faults_among, tally_in_words
from goldenthread.system.snapshots import (
    PACKAGE,
    FileDigests,
    changed_since,
    digest_of_code,
    digest_of_inputs,
    stamps_of_book,
)
from goldenthread.system.swap_folders import WORK, NewFolder, mend, publish, put_in_place, take_away
from goldenthread.system.terminal import fit_output
from goldenthread.system.trees import Skip, walk
from goldenthread.system.work_folder import WorkFolder, outputs_made
from goldenthread.system.zips import repack, write_zip, zip_of

__all__ = [
    "BOOK_FOLDERS",
    "FRONT_PAGE",
    "PACKAGE",
    "PUBLISHED",
    "SELDOM",
    "SETTINGS_FILES",
    "SPHINX_PATTERNS",
    "SUMS",
    "WORK",
    "FileDigests",
    "NewFolder",
    "Outcome",
    "Progress",
    "Skip",
    "SphinxProgress",
    "WorkFolder",
    "alone",
    "as_text",
    "book_entries",
    "changed_since",
    "collecting_seldom",
    "digest",
    "digest_of_code",
    "digest_of_inputs",
    "failure",
    "faults_among",
    "fit_output",
    "in_words",
    "is_of_book",
    "mend",
    "new_file",
    "one_at_a_time",
    "outputs_made",
    "publish",
    "published",
    "put_files",
    "put_in_place",
    "repack",
    "shown",
    "stamps_of_book",
    "sum_of",
    "sums_in",
    "take_away",
    "tally_in_words",
    "walk",
    "write_checksums",
    "write_zip",
    "zip_of",
]
