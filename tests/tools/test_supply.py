"""What the tool depends on: bounds, hashes and licences, and the bill of materials that is made from them."""

from __future__ import annotations

import ast
import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from goldenthread.documents.record import software
from goldenthread.documents.record.software import TRIED, differences_from_bill, kept_bill
from goldenthread.documents.record.software import bill_of_materials as bill_of_installed
from tools.supply.audit import outcome
from tools.supply.bill import bill_of_materials
from tools.supply.licences import ALONE, INSIDE, STATED, is_allowed, licence_of
from tools.supply.lock import DEVELOPMENT_LOCK, LOCK, ROOT, Part, asked_for, graph_of, locked, parts_in, running
from tools.supply.page import licences_page

AUDIT_LOCK, EDITOR_LOCK = "requirements-audit.lock", "requirements-editor.lock"
ASKED = [need for needs in asked_for().values() for need in needs]
LOCKS = {
    LOCK: [*asked_for()[""], *asked_for()["install"]],
    DEVELOPMENT_LOCK: [*asked_for()[""], *asked_for()["install"], *asked_for()["dev"], *asked_for()["editor"]],
    EDITOR_LOCK: [*asked_for()[""], *asked_for()["install"], *asked_for()["editor"]],
    AUDIT_LOCK: asked_for()["audit"],
}
"""What each lock is made for."""


# bounds and locks


@pytest.mark.parametrize("need", ASKED, ids=str)
def test_each_dependency_has_a_lower_and_an_upper_bound(need: Requirement) -> None:
    signs = {one.operator for one in need.specifier}
    assert signs & {">=", "==", "~="}, "no lower bound"
    assert signs & {"<", "==", "~="}, "no upper bound"
    assert need.url is None


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_one_version_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    known = re.compile(r"[a-z0-9.-]+==\S+( ;.*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not known.fullmatch(line)] == []
    assert len(locked(lock)) == sum(not line.startswith(" ") for line in lines) > 20
    assert [part.name for part in locked(lock) if not part.hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_every_dependency_in_a_version_within_its_bounds(lock: str) -> None:
    versions = {part.name: part.version for part in locked(lock)}
    wrong = {str(need) for need in LOCKS[lock] if not need.specifier.contains(versions.get(canonicalize_name(need.name), "0"))}
    assert wrong == set()


@pytest.mark.parametrize("lock", [LOCK, EDITOR_LOCK, DEVELOPMENT_LOCK])
def test_a_lock_has_nothing_that_no_dependency_leads_to(lock: str) -> None:
    names = {part.name for part in locked(lock)}
    assert names - set(graph_of(LOCKS[lock], names)) == set()


def test_what_runs_the_tool_has_the_same_version_for_authors_and_for_tests() -> None:
    assert {(part.name, part.version) for part in locked(LOCK)} < {(part.name, part.version) for part in locked()}


def test_an_author_installs_nothing_that_only_tests_or_develops() -> None:
    assert {part.name for part in locked(LOCK)} - set(running()) == {"setuptools"}


def test_what_runs_the_tool_is_told_from_what_tests_it() -> None:
    graph = running()
    assert {"sphinx", "docutils", "typst", "pypandoc-binary", "requests", "colorama"} <= set(graph)
    assert not {"pytest", "hypothesis", "cyclonedx-python-lib", "sortedcontainers"} & set(graph)
    assert "docutils" in graph["myst-parser"]


def test_every_package_that_the_program_imports_is_a_dependency_of_its_own() -> None:
    """Not one that comes by way of another, which may leave it out in its next version."""
    own = {canonicalize_name(need.name) for need in (*asked_for()[""], *asked_for()["editor"])}
    homes = packages_distributions()
    imported = set[str]()
    for path in (ROOT / "goldenthread").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    outside = imported - set(sys.stdlib_module_names) - {"goldenthread"}
    assert {"sphinx", "markdown_it", "tomlkit"} <= outside
    assert [name for name in sorted(outside) if not own & {canonicalize_name(home) for home in homes.get(name, ())}] == []


def test_a_lock_is_read_as_pip_reads_it() -> None:
    one, two = "a" * 64, "b" * 64
    text = (f"# a word before\nName_One==1.0 ; python_version < '3.12' \\\n    --hash=sha256:{one} \\\n    --hash=sha256:{two}\n"
            f"    # via\n    #   other\nother==2.0rc1 \\\n    --hash=sha256:{two}\nbare==3\n")
    assert parts_in(text) == [
        Part(name="name-one", version="1.0", marker="python_version < '3.12'", hashes=(one, two)),
        Part(name="other", version="2.0rc1", marker="", hashes=(two,)), Part(name="bare", version="3", marker="", hashes=())]


# licences


@pytest.mark.parametrize("part", locked(), ids=lambda part: f"{part.name}-{part.version}")
def test_each_package_of_the_lock_has_a_licence_that_goes_with_ours_and_is_listed(part: Part) -> None:
    licence = licence_of(part.name)
    assert is_allowed(licence, part.name), f"{licence} is not among the licences of tools/supply/licences.py"
    page = (ROOT / "docs/developers/licences.md").read_text(encoding="utf-8")
    version = f"{part.version} (where {part.marker})" if part.marker else part.version
    assert f"\n| {part.name} | {version} | {licence} |\n" in page, "Run 'make licences'."


@pytest.mark.parametrize("inside", INSIDE, ids=lambda one: f"{one.package}-{one.name}")
def test_what_a_package_brings_with_it_has_a_licence_that_goes_with_ours(inside: Any) -> None:
    assert is_allowed(inside.licence, inside.name)
    assert inside.package in {part.name for part in locked()}


def test_the_libraries_within_wheels_have_licences_that_go_with_ours() -> None:
    seen, wrong = set[str](), list[str]()
    for part in (part for part in locked() if not part.marker or Marker(part.marker).evaluate()):
        for file in distribution(part.name).files or ():
            if re.search(r"\.dist-info/sboms/.*\.json$", file.as_posix()):
                seen.add(part.name)
                wrong += not_allowed(part.name, json.loads(file.read_text(encoding="utf-8")))
    assert {"typst", "jsonschema-rs"} <= seen
    assert wrong == []


def not_allowed(name: str, bill: dict[str, Any]) -> list[str]:
    """What a wheel's own bill lists with a licence that is not allowed. What it marks as optional is not in the wheel."""
    licences = [(part["name"], each.get("expression") or each["license"].get("id") or each["license"].get("name"))
            for part in bill.get("components", ()) if part.get("scope") not in {"optional", "excluded"}
            for each in part.get("licenses", ())]
    return [f"{name}: {part} ({licence})" for part, licence in licences if not is_allowed(" ".join(licence.split()), part)]


@pytest.mark.parametrize(("licence", "allowed"), [
    ("MIT", True), ("MIT OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False), ("GPL-2.0-only", False),
    ("AGPL-3.0-only", False), ("LGPL-2.1-or-later", False), ("Apache-2.0 WITH LLVM-exception", True),
    ("(MIT OR Apache-2.0) AND Unicode-3.0", True),
    ("(MIT OR Apache-2.0) AND SSPL-1.0", False), ("MIT AND (GPL-2.0-only OR ISC)", True),
])
def test_of_a_choice_one_licence_must_be_allowed_and_of_several_all(licence: str, allowed: bool) -> None:
    assert is_allowed(licence) is allowed


def test_a_licence_allowed_for_one_part_is_allowed_for_no_other() -> None:
    assert is_allowed("GPL-2.0-only", "codespell")
    assert not is_allowed("GPL-2.0-only", "sphinx")
    assert not is_allowed("GPL-3.0-only", "codespell")


def test_nothing_is_stated_of_a_package_that_is_gone() -> None:
    names = {part.name for part in locked()} | {one.name for one in INSIDE}
    assert {*STATED, *ALONE} - names == set()


def test_the_list_of_licences_is_what_the_lock_gives() -> None:
    assert (ROOT / "docs/developers/licences.md").read_text(encoding="utf-8") == licences_page(), "Run 'make licences'."


# the bill of materials


def test_the_bill_is_what_the_lock_gives() -> None:
    assert kept_bill().decode() == bill_of_materials(), "Run 'make licences'."


def test_the_bill_keeps_to_the_format() -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(kept_bill().decode()) is None
    broken = json.loads(kept_bill())
    broken["components"][0]["licenses"] = [{"expression": 1}]
    assert validator.validate_str(json.dumps(broken)) is not None


def test_the_bill_names_each_package_with_version_licence_and_every_hash() -> None:
    bill = json.loads(kept_bill())
    assert "timestamp" not in bill["metadata"]
    listed = {(part["name"], part["version"]): part for part in bill["components"]}
    wanted = {(part.name, part.version): part for part in locked() if part.name in running()}
    assert listed.keys() == wanted.keys()
    for key, part in wanted.items():
        (graph,) = listed[key]["externalReferences"]
        assert sorted(one["content"] for one in graph["hashes"]) == sorted(part.hashes)
        assert listed[key]["licenses"][0]["expression"] == licence_of(part.name)
        assert listed[key]["purl"] == f"pkg:pypi/{part.name}@{part.version}"


def test_the_bill_names_the_programs_that_packages_bring() -> None:
    bill = json.loads(kept_bill())
    inside = {one["name"]: one for part in bill["components"] for one in part.get("components", ())}
    assert inside["pandoc"]["licenses"] == [{"acknowledgement": "declared", "expression": "GPL-2.0-or-later"}]
    assert re.fullmatch(r"\d+(\.\d+)+", inside["pandoc"]["version"])
    assert {"Typst", "qpdf", "libxml2", "Source Sans 3"} <= inside.keys()


def test_the_bill_says_what_needs_what() -> None:
    bill = json.loads(kept_bill())
    needs = {entry["ref"].partition("@")[0]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    assert any(ref.startswith("pkg:pypi/docutils@") for ref in needs["pkg:pypi/sphinx"])
    assert any(ref.startswith("pkg:pypi/furo@") for ref in needs["goldenthread"])


def test_what_is_installed_is_what_is_on_the_bill() -> None:
    assert differences_from_bill() == []
    assert bill_of_installed() == kept_bill()


def test_what_is_installed_otherwise_stands_in_the_bill_of_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {part["name"]: part for part in json.loads(kept_bill())["components"]}

    def version(name: str) -> str:
        if name == "lxml":
            raise PackageNotFoundError(name)
        return {"sphinx": "99.1", "pypandoc-binary": "98"}.get(name, kept[name]["version"])

    monkeypatch.setattr(software, "version", version)
    assert differences_from_bill() == ["lxml is missing", f"pypandoc-binary 98 (tried with {kept['pypandoc-binary']['version']})",
                                       f"sphinx 99.1 (tried with {kept['sphinx']['version']})"]
    written = bill_of_installed()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written.decode()) is None
    assert b"lxml" not in written and written == bill_of_installed()
    bill = json.loads(written)
    parts = {part["name"]: part for part in bill["components"]}
    sphinx = parts["sphinx"]
    assert (sphinx["version"], sphinx["purl"], "externalReferences" in sphinx) == ("99.1", "pkg:pypi/sphinx@99.1", False)
    assert sphinx["properties"] == [{"name": TRIED, "value": kept["sphinx"]["version"]}]
    assert parts["furo"] == kept["furo"]
    assert [one.get("version") for one in parts["pypandoc-binary"]["components"]] == [None]
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    assert "pkg:pypi/sphinx@99.1" in needs["pkg:pypi/furo@" + kept["furo"]["version"]]
    assert {ref for refs in needs.values() for ref in refs} <= needs.keys()
    assert bill["serialNumber"] != json.loads(kept_bill())["serialNumber"]


# advisories


def answer(*entries: dict[str, Any]) -> str:
    """An answer of pip-audit."""
    return json.dumps({"dependencies": entries, "fixes": []})


ONE = {"name": "one", "version": "1", "vulns": []}
SOUND = answer(ONE, {"name": "two", "version": "2", "vulns": []})
FLAWED = answer(ONE, {"name": "two", "version": "2", "vulns": [
    {"id": "PYSEC-1", "fix_versions": ["3"], "aliases": []}, {"id": "PYSEC-2", "fix_versions": [], "aliases": []}]})
SKIPPED = answer(ONE, {"name": "two", "skip_reason": "Not on PyPI"})
NOTHING_KNOWN = "a.lock: of 2 packages {} could not be asked about, so nothing is known of them."
AGAIN = "Give the command again where pypi.org can be reached."


@pytest.mark.parametrize(("said", "told", "status", "lines"), [
    (SOUND, "", 0, ["a.lock: no advisory is known for any of its 2 packages."]),
    (FLAWED, "Found 2 known vulnerabilities", 1, [
        "a.lock: two 2 has the advisory PYSEC-1. It is put right in 3.",
        "a.lock: two 2 has the advisory PYSEC-2. No version puts it right."]),
    (SKIPPED, "No known vulnerabilities found", 2, [f"{NOTHING_KNOWN.format(1)} Not on PyPI. {AGAIN}"]),
    ("", "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded", 2, [
        f"{NOTHING_KNOWN.format(2)} There is no connection. {AGAIN}"]),
    ("", "python: No module named pip_audit", 2, [f"{NOTHING_KNOWN.format(2)} python: No module named pip_audit. {AGAIN}"]),
    (answer(), "", 2, [f"{NOTHING_KNOWN.format(2)} pip-audit left them out. {AGAIN}"]),
])
def test_an_audit_never_takes_what_it_could_not_ask_about_for_sound(said: str, told: str, status: int, lines: list[str]) -> None:
    assert outcome("a.lock", 2, said, told) == (status, lines)
