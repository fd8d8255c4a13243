"""File names of a volume printed in parts: `book-part-2.pdf` is the second part of `book.pdf`."""

from __future__ import annotations

import re

_PART = re.compile(r"(.+)-part-0*(\d+)(\.\w+)?")


def file_of_part(whole: str, number: int, of: int) -> str:
    """The file name of one part of the volume `whole`, such that the names sort in the order of the parts."""
    name, dot, ending = whole.rpartition(".")
    return f"{name or ending}-part-{number:0{len(str(of))}}{dot}{ending if name else ''}"


def whole_and_part(file: str) -> tuple[str, int]:
    """The name that the undivided volume would have, and the number of this part: 0 for a file that is not a part."""
    found = _PART.fullmatch(file)
    return (f"{found[1]}{found[3] or ''}", int(found[2])) if found else (file, 0)
