"""Files that a program in the chain reads without being asked: none of them has a say in what is published."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books.small_book import ROOT, write_book

ENVIRONMENT = {"DOCUTILSCONFIG": "user.conf", "SPHINXOPTS": "-D project=Wrong", "LANGUAGE": "de"}

BUILD = """
import sys
from pathlib import Path
from goldenthread.book import read_book
from goldenthread.site.sphinx_build import run_sphinx
sys.exit(run_sphinx(Path.cwd(), "html", "", read_book(Path.cwd())) < 0)
"""


def compiled(words: dict[str, str]) -> bytes:
    """A catalogue as gettext reads it (`.mo`): each text with what stands in its place."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **words}.items())
    count, start = len(pairs), 28 + 16 * len(pairs)
    tables: list[tuple[int, int]] = []
    texts = b""
    for side in (0, 1):
        for pair in pairs:
            text = pair[side].encode()
            tables.append((len(text), start + len(texts)))
            texts += text + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + b"".join(
        struct.pack("<2I", *entry) for entry in tables) + texts


@pytest.mark.whole_build
def test_nothing_that_nobody_named_has_a_say_in_the_pages(tmp_path: Path) -> None:
    """The rules refuse most of these; here the build is run as if they had been passed over."""
    write_book(tmp_path)
    victim = tmp_path / "precious.txt"
    victim.write_text("kept", encoding="utf-8")
    for name in ("docutils.conf", "user.conf", "home/.docutils"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"[general]\nrecord_dependencies: {victim}\n", encoding="utf-8")
    for domain in ("evidence", "sphinx", "index"):
        for language in ("en_GB", "en", "de"):
            catalogue = tmp_path / f"locales/{language}/LC_MESSAGES/{domain}.mo"
            catalogue.parent.mkdir(parents=True, exist_ok=True)
            catalogue.write_bytes(compiled(dict.fromkeys(("People", "Fewer people are", "Search", "Next"), "Changed")))
    build = subprocess.run([sys.executable, "-c", BUILD], cwd=tmp_path, capture_output=True, text=True, check=False,
                           env={**os.environ, **ENVIRONMENT, "HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)})
    assert build.returncode == 0, build.stdout + build.stderr
    assert victim.read_text(encoding="utf-8") == "kept"
    pages = list((tmp_path / "build/.work/html").rglob("*.html"))
    assert pages and not [page for page in pages if "Changed" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("program", [["-m", "goldenthread"], ["-I", "-m", "goldenthread"]])
def test_no_module_is_taken_from_the_folder_of_the_book(program: list[str], tmp_path: Path) -> None:
    write_book(tmp_path)
    for name in ("pybtex", "orjson", "brotli", "argparse", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run')\n", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    check = subprocess.run([sys.executable, *program, "check"], cwd=tmp_path, capture_output=True, text=True, env=environment,
                           check=False)
    assert "file.kind" in check.stdout and "run" not in check.stdout.split("\n")[-1], check.stdout + check.stderr
    assert check.returncode == 1 and check.stderr == ""
