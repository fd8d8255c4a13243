"""Following every link of a shelf of PDF files."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2


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


_MARK = re.compile(r"\[(\d+(?:, \d+)*)\]")


def citations_followed(path: Path) -> int:
    """Follow each mark such as [3, 12] on the pages of a PDF: how many numbers there are. Fails at the first without a link."""
    marks = 0
    with pikepdf.open(path) as document, pypdfium2.PdfDocument(path) as shown:
        for number, (sheet, page) in enumerate(zip(document.pages, shown, strict=True), start=1):
            inside = [[float(edge) for edge in note.Rect] for note in sheet.get("/Annots", []) if "/Dest" in note]
            text = page.get_textpage()
            signs = "".join(chr(pypdfium2.raw.FPDFText_GetUnicode(text, place)) for place in range(text.count_chars()))
            for mark in _MARK.finditer(signs):
                for cited in re.finditer(r"\d+", mark[1]):
                    left, low, right, high = text.get_charbox(mark.start(1) + cited.start())
                    x, y = (left + right) / 2, (low + high) / 2
                    assert any(edge[0] - 1 <= x <= edge[2] + 1 and edge[1] - 2 <= y <= edge[3] + 2 for edge in inside), (
                        f"{path.name}, page {number}: {mark[0]}")
                    marks += 1
    return marks
