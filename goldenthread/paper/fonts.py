"""Where the fonts are: in the folders of their packages, so that the same book comes out on every machine."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from goldenthread.model import Place, Problem

PACKAGES = {"Source Sans 3": "fontpkg_source_sans_3", "Source Serif 4": "fontpkg_source_serif_4"}
"""The families of the template, and the packages that hold them."""


def font_folders(place: Place, packages: dict[str, str] = PACKAGES) -> tuple[list[Path], list[Problem]]:
    """The folders of all families; a family whose package is missing is a problem."""
    folders, problems = [], []
    for family, package in packages.items():
        folder = _folder(package)
        if folder is None:
            problems.append(Problem(place=place, code="paper.no-font", what=f"The font '{family}' is missing.",
                                    fix=f"Install its package: pip install {package.replace('_', '-')}."))
        else:
            folders.append(folder)
    return folders, problems


def _folder(package: str) -> Path | None:
    try:
        folder = Path(str(resources.files(package))) / "files"
    except ModuleNotFoundError:
        return None
    return folder if any(folder.glob("*.[ot]tf")) else None
