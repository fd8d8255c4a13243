"""The parts of the tool: its software bill of materials, and whether what is installed is what stands on it."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.version import Version

BILL = Path(__file__).parent / "software.cdx.json"
"""Made from the lock by `make licences`, in the format CycloneDX."""
MARKER = "goldenthread:marker"
"""The property of a part that says for which machines and which Python it is, as the lock does."""


def bill_of_materials() -> bytes:
    """The bill as it is kept with the tool: every package that builds a book, with version, licence and hashes."""
    return BILL.read_bytes()


def not_as_on_the_bill() -> list[str]:
    """Each package that is installed in another version than the bill says, or not at all, as a sentence."""
    bill: dict[str, Any] = json.loads(bill_of_materials())
    return [said for part in bill["components"] if _is_for_here(part) and (said := _difference(part["name"], part["version"]))]


def _is_for_here(part: dict[str, Any]) -> bool:
    """Whether a part is for this machine and this version of Python."""
    return all(Marker(one["value"]).evaluate() for one in part.get("properties", ()) if one["name"] == MARKER)


def _difference(name: str, told: str) -> str:
    """What differs of one package, or nothing."""
    try:
        found = version(name)
    except PackageNotFoundError:
        return f"{name} {told} is not installed."
    return "" if Version(found) == Version(told) else f"{name} {found} is installed, not {told}."
