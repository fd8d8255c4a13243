"""Who looks at a change of what runs: CODEOWNERS names every file that is code."""

from __future__ import annotations

import subprocess
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
# read as data, or not at all
DATA = {"docs", "evidence", "strategy", "index.md", "README.md", "README-goldenthread.md", "CHANGELOG.md", "SECURITY.md",
        "LICENSE", ".gitignore", "CONTRIBUTING.md", "CITATION.cff", ".editorconfig"}


def test_every_file_that_runs_has_an_owner() -> None:
    lines = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owned = [line.split()[0].strip("/") for line in lines if line and not line.startswith("#")]
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    top = {file.partition("/")[0] for file in files}
    assert {name for name in top - DATA if not any(fnmatch(name, pattern) for pattern in owned)} == set()
    assert [pattern for pattern in owned if not any(fnmatch(name, pattern) for name in top)] == []


def test_no_recipe_lets_a_job_that_runs_packages_write() -> None:
    page = (ROOT / "docs/developers/supply-chain.md").read_text(encoding="utf-8")
    for job in page.split("\n  ")[1:]:
        assert not ("contents: write" in job and "make " in job)
    assert "git checkout" not in page and "cd book" not in page
