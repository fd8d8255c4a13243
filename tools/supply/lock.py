"""The packages of the locks: versions and hashes, which of them run the tool, and what they say of their licences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK, DEVELOPMENT_LOCK, SETTINGS = "requirements.lock", "requirements-dev.lock", "pyproject.toml"
MACHINES: tuple[dict[str, str], ...] = (
    {}, {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    {"sys_platform": "darwin", "platform_system": "Darwin"})
"""What a package needs on any of these machines is counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A package of the lock, as `pip` would install it."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def parts_in(lock: str) -> list[Part]:
    """The packages in the text of a lock, in its order."""
    parts = []
    for entry in re.split(r"\n(?=\S)", lock):
        if match := re.match(r"([A-Za-z0-9][\w.-]*)==([^\s;\\]+)(?: *; *([^\\\n]+))?", entry):
            parts.append(Part(name=canonicalize_name(match[1]), version=match[2], marker=(match[3] or "").strip(),
                              hashes=tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))))
    return parts


def locked(lock: str = DEVELOPMENT_LOCK, root: Path = ROOT) -> list[Part]:
    """The packages of one of the project's locks: by default all of them, for what develops comes on top of what runs."""
    return parts_in((root / lock).read_text(encoding="utf-8"))


def asked_for(root: Path = ROOT) -> dict[str, list[Requirement]]:
    """What `pyproject.toml` asks for: under an empty name what runs the tool, then each extra and each group by its own."""
    settings = tomllib.loads((root / SETTINGS).read_text(encoding="utf-8"))
    lists = {"": settings["project"]["dependencies"], **settings["project"]["optional-dependencies"],
             **settings["dependency-groups"]}
    return {group: [Requirement(line) for line in lines] for group, lines in lists.items()}


def needs_of(name: str, extras: Iterable[str] = ()) -> Iterator[Requirement]:
    """What a package needs, by its own word, on any machine. Of one that is for other machines, nothing is known here."""
    try:
        lines = distribution(name).requires or ()
    except PackageNotFoundError:
        return
    here = {key: str(value) for key, value in default_environment().items()}
    environments = [{**here, **machine, "extra": extra} for machine in MACHINES for extra in ("", *extras)]
    for line in lines:
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate(environment) for environment in environments):
            yield need


def graph_of(needs: Iterable[Requirement], known: Iterable[str]) -> dict[str, set[str]]:
    """The packages that these needs lead to, each with the names of those that it needs itself."""
    graph, seen, waiting, names = dict[str, set[str]](), set[str](), list(needs), set(known)
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        if name not in names or f"{name} {sorted(need.extras)}" in seen:
            continue
        seen.add(f"{name} {sorted(need.extras)}")
        below = list(needs_of(name, need.extras))
        graph.setdefault(name, set()).update(names & {canonicalize_name(one.name) for one in below})
        waiting += below
    return graph


@cache
def running() -> dict[str, set[str]]:
    """The packages that run the tool, each with those that it needs. What only installs it is not among them."""
    return graph_of(asked_for()[""], (part.name for part in locked(LOCK)))


def licences_in_metadata(name: str) -> tuple[str, ...]:
    """What an installed package says of its licence, best first: an expression, a name, and the names in its classifiers."""
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        raise SystemExit(f"{name} is in {DEVELOPMENT_LOCK} and is not installed. Install the whole lock first. If it is for "
                         "other machines than this one, read its licence, and enter it under STATED in "
                         "tools/supply/licences.py.") from None
    classifiers = [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or [] if line.startswith("License :: ")]
    return (*(metadata[key] for key in ("License-Expression", "License") if key in metadata), *classifiers)
