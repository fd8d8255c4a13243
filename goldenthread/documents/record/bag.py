"""The record as a bag (BagIt, RFC 8493): what is kept below `data/`, and beside it the checksums of all, which common tools read.

Written here and not by the library bagit 1.9, which makes a bag of a folder by moving its files, in the order of the disk, and
parts the names in its second list by one space, so that `sha256sum` cannot read it. Tests have the library verify what we write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from goldenthread.model import Fault, Place, Problem
from goldenthread.system import format_checksums

PAYLOAD = "data"
DECLARATION, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
# RFC 8493 would have these written in another way, and tools differ in whether they do
_UNFIT = re.compile(r"[%\r\n\\]")


def check_names(names: Iterable[str]) -> None:
    """Raises `Fault` for a name that not every tool reads alike in a list of checksums."""
    if unfit := next((name for name in names if _UNFIT.search(name)), ""):
        raise Fault(Problem(Place(file=f"build/{unfit}", line=0), "record.name",
                            "Its name holds '%', a backslash or a line's end, which not every tool can read in a list of "
                            "checksums.",
                            "Give the page or picture that it comes from a name of letters, digits and hyphens."))


def tag_files(sizes: Mapping[str, int], sums: Mapping[str, str], day: date, publisher: str, title: str) -> dict[str, str]:
    """The files that make a bag of the payload, but for the last list: its names below the bag with their sizes and SHA-256."""
    information = {"Source-Organization": publisher, "External-Description": title, "Bagging-Date": day.isoformat(),
                   "Payload-Oxum": f"{sum(sizes.values())}.{len(sizes)}", "Bag-Software-Agent": "goldenthread"}
    lines = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in information.items())
    return {DECLARATION: "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", INFO: lines,
            MANIFEST: format_checksums(sums)}
