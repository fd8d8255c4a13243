"""`python -m tools.supply.release` writes what a release consists of into `build/release`.

The wheel, its bill of materials (CycloneDX), a statement of provenance (in-toto, SLSA) and the checksums of the three. A release
is made from a commit: with changes that are in none, nothing is written.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from goldenthread import __version__
from goldenthread.system import format_checksums, put_files
from tools.supply.bill import bill_of_materials
from tools.supply.lock import ROOT

FOLDER = "build/release"
MATERIALS = ("pyproject.toml", "requirements.lock", "requirements-dev.lock")
"""What decides, beside the commit itself, what is built and with which versions."""
BUILD_TYPE = "https://packaging.python.org/en/latest/specifications/pyproject-toml/"
BACKEND = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


def provenance(files: Mapping[str, bytes], commit: str, repository: str, materials: Mapping[str, bytes]) -> str:
    """A statement of in-toto (version 1): from which commit and materials some files, named by their digests, were made.

    Its predicate is SLSA provenance, version 1. It says what is so and is no proof: whoever releases signs it.
    """
    made_from: list[dict[str, object]] = [{"uri": f"git+{repository}", "digest": {"gitCommit": commit}}]
    made_from += [{"name": name, "digest": {"sha256": _sha256(raw)}} for name, raw in sorted(materials.items())]
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": name, "digest": {"sha256": _sha256(raw)}} for name, raw in sorted(files.items())],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {"buildType": BUILD_TYPE, "externalParameters": {"source": f"git+{repository}@{commit}"},
                                "internalParameters": {"python": ".".join(map(str, sys.version_info[:3]))},
                                "resolvedDependencies": made_from},
            "runDetails": {"builder": {"id": f"{repository}#tools/supply/release.py"}},
        },
    }
    return json.dumps(statement, indent=2) + "\n"


def release_files(wheel: str, raw: bytes, commit: str, repository: str) -> dict[str, str | bytes]:
    """Every file of a release by its name."""
    stem = f"goldenthread-{__version__}"
    made: dict[str, bytes] = {wheel: raw, f"{stem}.cdx.json": bill_of_materials().encode()}
    materials = {name: (ROOT / name).read_bytes() for name in MATERIALS}
    made[f"{stem}.intoto.json"] = provenance(made, commit, repository, materials).encode()
    return {**made, "SHA256SUMS": format_checksums({name: _sha256(content) for name, content in made.items()})}


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def _repository() -> str:
    """Where the book is kept, by its web address without a name or a password; `goldenthread` where git knows of none."""
    remote = subprocess.run(["git", "remote", "get-url", "origin"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    address = urlsplit(remote.stdout.strip())
    return f"{address.scheme}://{address.hostname}{address.path}" if address.scheme in ("http", "https") else "goldenthread"


def _wheel(folder: Path, date: str) -> Path:
    """The wheel, built from the files of the commit alone, and with its date, so that the same commit gives the same bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "source").mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "--format=tar", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(folder / "source", filter="data")
    built = subprocess.run([sys.executable, "-I", "-c", BACKEND, str(folder)], cwd=folder / "source", check=True,
                           capture_output=True, encoding="utf-8", env={**os.environ, "SOURCE_DATE_EPOCH": date})
    return folder / built.stdout.split()[-1]


def main() -> int:
    """Write the release; its files are named."""
    if _git("status", "--porcelain"):
        print("There are changes that are in no commit: a release is made from a commit.", file=sys.stderr)
        return 1
    commit, date = _git("log", "-1", "--format=%H %ct").split()
    wheel = _wheel(ROOT / "build/.release", date)
    files = release_files(wheel.name, wheel.read_bytes(), commit, _repository())
    put_files(ROOT / FOLDER, files)
    print(*(f"{FOLDER}/{name}" for name in files), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
