"""Where the fonts are: in the folders of their packages, so that the same book comes out on every machine."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from goldenthread.model import Place, Problem

PACKAGES = {"Source Sans 3": "fontpkg_source_sans_3", "Source Serif 4": "fontpkg_source_serif_4"}
"""The families of the template, and the packages that hold them."""


def font_folders(place: Place, packages: dict[str, str] = PACKAGES) -> tuple[list[Path], list[Problem]]:
    """The folders of all families; a family whose package is missing or not whole is a problem: Typst would take another."""
    folders, problems = [], []
    for family, package in packages.items():
        name = package.replace("_", "-")
        fonts = _fonts(name)
        if not fonts:
            problems.append(Problem(place=place, code="paper.no-font", what=f"The font '{family}' is missing.",
                                    fix=f"Install its package: pip install {name}."))
        elif lost := [path.name for path, size in fonts.items() if not path.is_file() or path.stat().st_size != size]:
            problems.append(Problem(place=place, code="paper.no-font",
                                    what=f"The font '{family}' is not whole: {lost[0]} is missing or damaged.",
                                    fix=f"Install its package anew: pip install --force-reinstall {name}."))
        folders += sorted({path.parent for path in fonts})
    return ([], problems) if problems else (folders, [])


def _fonts(package: str) -> dict[Path, int]:
    """Every font file that a package was installed with, and its size."""
    try:
        installed = files(package) or []
    except PackageNotFoundError:
        return {}
    return {Path(str(file.locate())): file.size or 0 for file in installed if file.suffix.lower() in {".ttf", ".otf"}}
