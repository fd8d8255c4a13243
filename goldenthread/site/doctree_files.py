"""The files in which Sphinx 9.0 keeps what it has read. It says their names in no public place."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME


def environment_file(doctrees: Path) -> Path:
    """The pickled environment below the folder of doctrees."""
    return doctrees / ENV_PICKLE_FILENAME


def tree_file(doctrees: Path, docname: str) -> Path:
    """The pickled tree of a chapter: without it Sphinx reads the chapter again."""
    return doctrees / f"{docname}.doctree"
