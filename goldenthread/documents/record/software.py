"""The software bill of materials of this program, and whether the packages that are installed are those that it lists."""

from __future__ import annotations

import json
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from packaging.markers import Marker
from packaging.version import Version

BILL = resources.files(__package__) / "software.cdx.json"
"""In the format CycloneDX, made from the lock by `make licences`."""
MARKER = "goldenthread:marker"
"""The property of a component with its environment marker (PEP 508), as the lock has it."""


def bill_of_materials() -> bytes:
    """The bill as it is kept with the program: every package that builds a book, with version, licence and hashes."""
    return BILL.read_bytes()


def differences_from_bill() -> list[str]:
    """A sentence for each package that is missing, or installed in another version than the bill lists."""
    bill: dict[str, Any] = json.loads(bill_of_materials())
    needed = [(part["name"], part["version"]) for part in bill["components"] if _is_for_this_machine(part)]
    return [difference for name, listed in needed if (difference := _difference(name, listed))]


def _is_for_this_machine(part: dict[str, Any]) -> bool:
    """Whether a component is for this system and this version of Python."""
    return all(Marker(each["value"]).evaluate() for each in part.get("properties", ()) if each["name"] == MARKER)


def _difference(name: str, listed: str) -> str:
    try:
        installed = version(name)
    except PackageNotFoundError:
        return f"{name} {listed} is not installed."
    return "" if Version(installed) == Version(listed) else f"{name} {installed} is installed, not {listed}."
