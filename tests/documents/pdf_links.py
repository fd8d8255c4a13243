"""Following every link of a shelf of PDF files."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def names_of(path: Path) -> set[str]:
    """The named places of a PDF."""
    with pikepdf.open(path) as document:
        tree = document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        return set(pikepdf.NameTree(tree)) if tree is not None else set()


def links_followed(folder: Path) -> int:
    """Follow every link of every PDF in a folder: how many lead inside the shelf. Fails at the first that leads nowhere."""
    files = sorted(folder.glob("*.pdf"))
    names = {path.name: names_of(path) for path in files}
    followed = 0
    for path in files:
        with pikepdf.open(path) as document:
            for sheet in document.pages:
                for note in sheet.get("/Annots", []):
                    followed += _follow(note, path.name, names)
    return followed


def _follow(note: pikepdf.Object, own: str, names: dict[str, set[str]]) -> int:
    action = note.get("/A")
    target = note.get("/Dest") if action is None else action.get("/D")
    if target is not None:
        assert not isinstance(target, pikepdf.String) or str(target) in names[own], f"{own}: {target}"
        return 1
    uri = str(action.get("/URI", "")) if action is not None else ""
    if ".pdf#" in uri and not uri.startswith("http"):
        file, _, place = uri.partition("#")
        assert place in names[file], f"{own}: {uri}"
        return 1
    assert uri.startswith(("https://", "http://")), f"{own}: {uri}"
    return 0
