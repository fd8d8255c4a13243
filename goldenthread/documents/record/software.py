"""The software bill of materials of what builds a book: what is kept with the program, put right by what is installed."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from importlib.metadata import PackageNotFoundError, metadata, version
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from packaging.markers import Marker
from packaging.version import Version

BILL = resources.files(__package__) / "software.cdx.json"
"""In the format CycloneDX, made from the lock by `make licences`."""
MARKER = "goldenthread:marker"
"""The property of a component with its environment marker (PEP 508), as the lock has it."""
TRIED = "goldenthread:tried-with"
"""The property of a component that is installed in another version than the lock's: the version that the lock has."""


def kept_bill() -> bytes:
    """The bill as it is kept with the program: every package that builds a book, with version, licence and hashes."""
    return BILL.read_bytes()


def bill_of_materials() -> bytes:
    """The bill of what is installed here: the kept one, byte for byte, where it is all as the lock has it.

    A package of another version stands with that version, the licence that it declares, and no hash, for which file was
    installed is not known. One that is missing, or is for other machines, stands only where nothing differs at all.
    """
    bill: dict[str, Any] = json.loads(kept_bill())
    if not differences_from_bill():
        return kept_bill()
    renamed = {part["bom-ref"]: "" for part in bill["components"]}
    parts = []
    for part in filter(_is_for_this_machine, bill["components"]):
        if found := _installed(part["name"]):
            parts.append(_as_installed(part, found))
            renamed[part["bom-ref"]] = parts[-1]["bom-ref"]
    bill |= {"components": parts, "dependencies": _renamed(bill["dependencies"], lambda ref: renamed.get(ref, ref))}
    del bill["serialNumber"]
    number = uuid5(NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    return (json.dumps({**bill, "serialNumber": f"urn:uuid:{number}"}, indent=1, sort_keys=True) + "\n").encode()


def lock_of_bill() -> str:
    """What the program was tried with, as a file of requirements with hashes that pip installs on any system."""
    lines = ["# What goldenthread was tried with, each by its hash."]
    for part in json.loads(kept_bill())["components"]:
        markers = [each["value"] for each in part.get("properties", ()) if each["name"] == MARKER]
        hashes = [one["content"] for reference in part["externalReferences"] for one in reference["hashes"]]
        lines.append(" \\\n".join([" ; ".join([f"{part['name']}=={part['version']}", *markers]),
                                   *(f"    --hash=sha256:{one}" for one in hashes)]))
    return "\n".join(lines) + "\n"


def differences_from_bill() -> list[str]:
    """`sphinx 9.0.5 (tried with 9.0.4)`, `lxml is missing`: each package that is not installed as the kept bill lists it."""
    bill: dict[str, Any] = json.loads(kept_bill())
    return [difference for part in filter(_is_for_this_machine, bill["components"]) if (difference := _difference(part))]


def _is_for_this_machine(part: dict[str, Any]) -> bool:
    """Whether a component is for this system and this version of Python."""
    return all(Marker(each["value"]).evaluate() for each in part.get("properties", ()) if each["name"] == MARKER)


def _difference(part: dict[str, Any]) -> str:
    found = _installed(part["name"])
    if not found:
        return f"{part['name']} is missing"
    return "" if Version(found) == Version(part["version"]) else f"{part['name']} {found} (tried with {part['version']})"


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _as_installed(part: dict[str, Any], found: str) -> dict[str, Any]:
    if Version(found) == Version(part["version"]):
        return part
    address = f"{part['purl'].rpartition('@')[0]}@{found}"
    # what a package brings with it had its version and its hashes from the listed one
    inner = [{name: value for name, value in one.items() if name != "version"} for one in part.get("components", ())]
    kept = {name: value for name, value in part.items() if name not in {"components", "externalReferences", "licenses"}}
    declared = "".join(metadata(part["name"]).get_all("License-Expression") or ())
    return {**kept, "bom-ref": address, "purl": address, "version": found,
            "properties": [*part.get("properties", ()), {"name": TRIED, "value": part["version"]}],
            **({"components": inner} if inner else {}),
            **({"licenses": [{"acknowledgement": "declared", "expression": declared}]} if declared else {})}


def _renamed(dependencies: list[dict[str, Any]], renamed: Callable[[str], str]) -> list[dict[str, Any]]:
    """What needs what, each by its new name; an empty name takes it out."""
    entries = []
    for entry in dependencies:
        if ref := renamed(entry["ref"]):
            needs = [new for need in entry.get("dependsOn", ()) if (new := renamed(need))]
            entries.append({"ref": ref, **({"dependsOn": needs} if needs else {})})
    return entries
