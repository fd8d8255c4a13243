"""`docs/developers/licences.md`: every package of the locks with its licence, and why that licence goes with ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tools.supply.licences import ALLOWED, ALONE, INSIDE, SHIPPED, SPDX, licence_of
from tools.supply.lock import Part, locked, running

ABOUT = """\
# Licences of what we use

Made by `make licences` from `requirements-dev.lock` and from what each package says of itself. A test fails when a package of
the lock is missing here, or when its licence is not on the list below. That list is kept in `tools/supply/licences.py`, and
nowhere else.

Our own code is under the MIT licence. The packages are not part of it: each is fetched from where it is published, with its own
licence, and none of its code is copied into ours. What of others stands among our files is listed under "What is shipped".
"""
BILL = """\
The bill of materials `goldenthread/documents/record/software.cdx.json` (CycloneDX) has this table for programs, with the hashes
of `requirements.lock`. It goes into [each record](../reviewers/record.md).
"""
TESTS = """\
None of these is needed to build a book. pip-audit, which `make audit` runs in an environment of its own, is under Apache-2.0.
"""
INSIDE_ABOUT = """\
Packages that are written in Rust name their libraries in a bill of their own, in their `.dist-info/sboms`; a test holds these
against the list above. Pillow could use libimagequant (GPL) and FriBiDi (LGPL): the package that the lock names holds neither.

What we publish carries something of some of them: the pages have style and scripts of furo and Gumshoe (MIT), Sphinx and Pygments
(BSD-2-Clause), the PDF files have the fonts (OFL-1.1). A record names them on its bill of materials.
"""
SHIPPED_ABOUT = """\
These stand among our own files with their licences beside them, for a page may load nothing from elsewhere.
"""


def licences_page() -> str:
    """The page as Markdown text."""
    graph = running()
    parts = locked()
    used = [part for part in parts if part.name in graph]
    tests = [part for part in parts if part.name not in graph]
    inside = [(f"{one.name} (in {one.package})", one.licence, one.note) for one in INSIDE]
    shipped = [(one.name, one.version, one.licence, f"`{one.file}`", one.note) for one in SHIPPED]
    return "\n".join([
        ABOUT, "## What may be used\n", _table(("Licences", "Why they go with ours"), _reasons(_met(parts))),
        "Three parts have licences that are allowed for nothing else:\n",
        _table(("Part", "Licence", "Why it goes with ours"), [(name, *reason) for name, reason in ALONE.items()]),
        f"## What runs the tool: {len(used)} packages\n", BILL, _packages(used),
        f"## What installs, tests and develops it: {len(tests)} packages\n", TESTS, _packages(tests),
        "## What packages bring with them\n", INSIDE_ABOUT, _table(("Software", "Licence", "Note"), inside),
        "## What is shipped\n", SHIPPED_ABOUT, _table(("Software", "Version", "Licence", "File", "Note"), shipped),
    ]).rstrip("\n") + "\n"


def _reasons(met: set[str]) -> list[tuple[str, str]]:
    """The licences that were met, those with the same reason in one row."""
    by_reason: dict[str, list[str]] = {}
    for licence, why in sorted(ALLOWED.items(), key=lambda entry: entry[0].lower()):
        if licence in met:
            by_reason.setdefault(why, []).append(licence)
    return [(", ".join(licences), why) for why, licences in by_reason.items()]


def _met(parts: Iterable[Part]) -> set[str]:
    """Every licence that is in an expression of a package or of what it brings."""
    symbols: Callable[[str], Iterable[object]] = SPDX.license_symbols
    expressions = [*(licence_of(part.name) for part in parts), *(one.licence for one in (*INSIDE, *SHIPPED))]
    return {str(symbol) for expression in expressions for symbol in symbols(expression)}


def _packages(parts: Iterable[Part]) -> str:
    return _table(("Package", "Version", "Licence"), [
        (part.name, f"{part.version} (where {part.marker})" if part.marker else part.version, licence_of(part.name))
        for part in parts])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
