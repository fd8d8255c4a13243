"""The machine: files and folders put in place whole, locks, snapshots of folders, checksums, and the console.

Errors of the operating system become problems that say what happened and what to do. Knows nothing of a book but its model.
"""

from __future__ import annotations

from goldenthread.system.atomic_files import put_files
from goldenthread.system.checksums import PUBLISHED, SUMS, as_text, published, sum_of, sums_in, write_checksums
from goldenthread.system.console import Progress, SphinxProgress, shown
from goldenthread.system.garbage_collection import SELDOM, collecting_seldom
from goldenthread.system.locks import alone, one_at_a_time
from goldenthread.system.os_errors import in_words
from goldenthread.system.snapshots import (
    LEFT_OUT,
    PACKAGE,
    FilePrints,
    changed_since,
    print_of_code,
    print_of_inputs,
    stamps_of_inputs,
)
from goldenthread.system.swap_folders import FOR_PAGES, WORK, mend, publish, put_in_place, take_away
from goldenthread.system.terminal import fit_output
from goldenthread.system.zips import repacked

__all__ = [
    "FOR_PAGES",
    "LEFT_OUT",
    "PACKAGE",
    "PUBLISHED",
    "SELDOM",
    "SUMS",
    "WORK",
    "FilePrints",
    "Progress",
    "SphinxProgress",
    "alone",
    "as_text",
    "changed_since",
    "collecting_seldom",
    "fit_output",
    "in_words",
    "mend",
    "one_at_a_time",
    "print_of_code",
    "print_of_inputs",
    "publish",
    "published",
    "put_files",
    "put_in_place",
    "repacked",
    "shown",
    "stamps_of_inputs",
    "sum_of",
    "sums_in",
    "take_away",
    "write_checksums",
]
