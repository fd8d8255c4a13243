"""Recipes for CI, hooks and the citation are well formed, and call what is there."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from typing import Any

import pytest
import yaml

from goldenthread.commands.cli import COMMANDS
from tests.books.small_book import ROOT

RECIPES = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/developers/ci.md").read_text(encoding="utf-8"), re.DOTALL)


def hooks() -> list[dict[str, Any]]:
    own = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    return [*own, *yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))]


def test_each_recipe_runs_the_one_script_that_is_there() -> None:
    github, gitlab, others = map(yaml.safe_load, RECIPES)
    steps = github["jobs"]["book"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"] == gitlab["book"]["script"]
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert github["permissions"] == {"contents": "read"}
    offered = {hook["id"] for hook in hooks()}
    assert {hook["id"] for hook in others["repos"][0]["hooks"]} <= offered


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_each_hook_gives_a_command_that_there_is(hook: dict[str, Any]) -> None:
    words = shlex.split(hook["entry"])
    if "goldenthread" in words:
        name, *options = words[words.index("goldenthread") + 1:]
        command = next(one for one in COMMANDS if one.name == name)
        known = {"--quiet", *(flag for flag, _ in command.arguments)}
        assert set(options) <= known
    re.compile(hook.get("files", ""))


def test_the_citation_names_the_version_of_the_package() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (citation["title"], citation["version"]) == (project["name"], project["version"])
    assert citation["cff-version"] == "1.2.0" and citation["authors"] and citation["message"]


def test_the_image_has_what_the_script_looks_for() -> None:
    image = (ROOT / "Containerfile").read_text(encoding="utf-8")
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    wanted = {word for line in re.findall(r"packages\+=\((.*?)\)", script) for word in line.split()}
    assert wanted and wanted <= set(image.split())
