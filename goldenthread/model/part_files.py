"""What the files of a volume are called that is printed in parts: `book-part-2.pdf`, the second of `book.pdf`."""

from __future__ import annotations

import re

_PART = re.compile(r"(.+)-part-0*(\d+)(\.\w+)?")


def file_of_part(whole: str, number: int, of: int) -> str:
    """The file of one part of the volume that would be the file `whole`; they sort in the order of the parts."""
    name, dot, ending = whole.rpartition(".")
    return f"{name or ending}-part-{number:0{len(str(of))}}{dot}{ending if name else ''}"


def whole_and_part(file: str) -> tuple[str, int]:
    """The file that a volume would be in one, and which part of it this file is: 0 for a file that is no part."""
    found = _PART.fullmatch(file)
    return (f"{found[1]}{found[3] or ''}", int(found[2])) if found else (file, 0)
