"""What a release consists of: every file is named by its digest, and made from what is named by its own."""

from __future__ import annotations

import hashlib
import json

from goldenthread import __version__
from tools.supply.bill import bill_of_materials
from tools.supply.lock import ROOT
from tools.supply.release import MATERIALS, release_files

WHEEL, COMMIT, REPOSITORY = "goldenthread-1-py3-none-any.whl", "a" * 40, "https://example.org/book"


def test_a_release_names_its_files_and_what_they_were_made_from() -> None:
    files = release_files(WHEEL, b"PK", COMMIT, REPOSITORY)
    raw = {name: content if isinstance(content, bytes) else content.encode() for name, content in files.items()}
    assert raw[f"goldenthread-{__version__}.cdx.json"].decode() == bill_of_materials()
    said = json.loads(raw[f"goldenthread-{__version__}.intoto.json"])
    assert (said["_type"], said["predicateType"]) == ("https://in-toto.io/Statement/v1", "https://slsa.dev/provenance/v1")
    assert {one["name"]: one["digest"]["sha256"] for one in said["subject"]} == {
        name: hashlib.sha256(raw[name]).hexdigest() for name in (WHEEL, f"goldenthread-{__version__}.cdx.json")}
    source, *materials = said["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert source == {"uri": f"git+{REPOSITORY}", "digest": {"gitCommit": COMMIT}}
    assert {one["name"]: one["digest"]["sha256"] for one in materials} == {
        name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in MATERIALS}
    lines = raw["SHA256SUMS"].decode().splitlines()
    assert sorted(line.split()[1] for line in lines) == sorted(files.keys() - {"SHA256SUMS"})
