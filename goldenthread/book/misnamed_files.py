"""Files whose names show that something is wrong: copies that programs make, and endings that nothing reads."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

# how programs of shared drives, Git and people name a copy: `base` is the original's name, the rest is what was added
_SURE_COPIES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    r"(?P<base>.+?)[ _.-]*\([^)]*conflict[^)]*\)(?: ?\(?\d*\)?)?",  # Dropbox, Nextcloud, Google Drive
    r"(?P<base>.+?)[ _.-]conflict(?:ed)?[ _.-].*",
    r"(?P<base>.+)\.sync-conflict-.*",  # Syncthing
    r"(?P<base>.+)_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+",  # git mergetool
    r"(?P<base>.+?)[ _-]*\(\d+\)",
    r"(?P<base>.+?)[ _-]+copy(?:[ _-]?\(?\d+\)?)?", r"copy(?: \(\d+\))? of (?P<base>.+)",
))
# names that an independent chapter may have, too: such a file is a copy only if most of its lines are those of the other file
_LIKELY_COPIES = tuple(re.compile(pattern) for pattern in (
    r"(?P<base>.+?)-[A-Z][A-Z0-9]{2,}(?:-[A-Z0-9]+)*",  # OneDrive adds the name of a computer
    r"(?P<base>.+?)[ _.-]+(?:[Bb]ackup|bak|old|orig|original|autosave|\d{1,2}|v\d{1,2}|edited)",
))
_SAME_LINES = 0.5
_EDITOR_BACKUPS = re.compile(
    r"(?P<base>.+\.(?:md|csv|toml|bib))(?:\.(?:bak|backup|orig|old|tmp|save|autosave)|~|[._]\d)", re.IGNORECASE)
"""Backups of a file that an editor or Git keeps under another name."""
_CONFLICTED = re.compile(r"conflict", re.IGNORECASE)
_ENDINGS = {".md": r"\.(?:md|markdown|mdown|mkdn?)", ".csv": r"\.csv", ".toml": r"\.(?:toml|tml)", ".bib": r"\.bib"}
_MISSPELT = {ending: re.compile(rf"(.+?){forms}(?:\.(?:txt|text|md|csv|toml|bib))?", re.IGNORECASE)
             for ending, forms in _ENDINGS.items()}


def copied_from(root: Path, file: str, files: Collection[str]) -> str:
    """The file of the book that this one, judging by its name, is a copy of; else an empty text."""
    for other, sure in _named_like(file):
        if other in files and (sure or _mostly_same(root / file, root / other)):
            return other
    return ""


@lru_cache(maxsize=20_000)  # called several times for each file in a check
def _named_like(file: str) -> tuple[tuple[str, bool], ...]:
    """The files of which this may be a copy, judging by its name, and whether the name alone is proof enough."""
    folder, _, name = file.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    found = ((pattern.fullmatch(stem), sure) for patterns, sure in ((_SURE_COPIES, True), (_LIKELY_COPIES, False))
             for pattern in patterns)
    return tuple((f"{folder}/{match['base']}{dot}{ending}".lstrip("/"), sure) for match, sure in found if match)


def lone_copy_of(file: str, files: Collection[str]) -> str:
    """The file of the book of which a program kept this copy, if that file itself is gone; else an empty text."""
    folder, _, name = file.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    kept = _EDITOR_BACKUPS.fullmatch(name)
    bases = [kept["base"]] if kept else [
        f"{match['base']}{dot}{ending}" for pattern in _SURE_COPIES
        if _CONFLICTED.search(stem) and (match := pattern.fullmatch(stem))]
    # in 'people.sync-conflict-…' one pattern would take 'people.sync' for the file
    other = f"{folder}/{min(bases, key=len)}".lstrip("/") if bases else ""
    return "" if other in files else other


def _mostly_same(one: Path, other: Path) -> bool:
    try:
        lines = [{line for line in path.read_bytes().split(b"\n") if line.strip()} for path in (one, other)]
    except OSError:
        return False
    return len(lines[0] & lines[1]) >= _SAME_LINES * max(1, min(map(len, lines)))


def meant_name(name: str) -> str:
    """The intended name of a file whose ending is written so that nothing reads it; empty for any other file."""
    for ending, form in _MISSPELT.items():
        if match := form.fullmatch(name):
            meant = f"{match[1]}{ending}"
            return "" if meant == name else meant
    return ""
