"""Authors on Windows, as far as another system can show: line ends, marks, code pages, names, and what is only elsewhere."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest

from goldenthread.rules import check
from goldenthread.site.sphinx_build import warnings_in_our_words
from goldenthread.system.console import print_in_any_encoding
from tests.books.commands import build_book
from tests.books.small_book import CONSULTATION, ROOT, TABLE, small_book, write_book
from tests.builds.test_truth import unlike
from tests.soundness.trials import Trials

PACKAGE = ROOT / "goldenthread"
SIGNED = ('[[agreed]]\nitem = "M20_PRI_SKILLS"\nrole = "Skills board"\ndate = 2020-03-20\nfingerprint = "190cc424b360"\n'
          'why = "The board – read “it”."\n')
BIB = "@misc{office,\n  author = {{Office}},\n  title = {{Survey – of “skills”}},\n  year = {2018},\n  url = {https://example.org/s},\n}\n"
MORE = """
One “survey” – {cite}`office` – says so.

| Place | Share |
|---|--:|
| Café | 3 |
"""
CHART = """\
# Chart

```{chart} skills-2018
:kind: bar
:areas: district
:periods: 2018
:alt: Two bars – the one for the south is longer than the one for the north.

A “caption”.
```

```{bibliography}
```
"""
MARK = b"\xef\xbb\xbf"


def whole_book() -> dict[str, str]:
    """The small book with a file of every kind, and in most a letter that no old code page has in one place."""
    book = {**small_book(), "strategy/consultation/consultation.toml": CONSULTATION, "strategy/2020-03/agreed.toml": SIGNED,
            "evidence/references.bib": BIB}
    return {**book, "evidence/people.md": book["evidence/people.md"] + MORE, "evidence/chart.md": CHART,
            "evidence/index.md": book["evidence/index.md"].replace("people", "people\nchart")}


def as_windows_saves(files: dict[str, str], mark: bytes) -> dict[str, str | bytes | None]:
    """Every text with the line ends of Windows, and with a mark where it may have one."""
    bare = ("conf.py", "ubproject.toml")
    return {name: (b"" if name in bare else mark) + text.encode().replace(b"\n", b"\r\n") for name, text in files.items()}


@pytest.mark.whole_build
@pytest.mark.sound
def test_the_line_ends_and_marks_of_windows_change_no_byte_of_what_is_built(tmp_path: Path, trials: Trials) -> None:
    outputs = ["html", "pdf", "docx"] if trials.nightly else ["html"]
    plain, saved = tmp_path / "plain", tmp_path / "Eigene Dateien – Büro"
    write_book(plain, whole_book())
    write_book(saved, as_windows_saves(whole_book(), MARK))
    for root in (plain, saved):
        assert build_book(root, outputs) == 0
    for output in outputs:
        assert unlike(plain, saved, output) == []
    trials.record("Authors on Windows", "Every text of a book saved with the line ends of Windows and a byte-order mark, in a "
                "folder with spaces and other letters", len(whole_book()), "Every file that is built is the same, byte for byte")


TEXTS_OF_AUTHORS = sorted(name for name in whole_book() if not name.endswith((".py", "ubproject.toml")))


@pytest.mark.parametrize("name", TEXTS_OF_AUTHORS)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_in_an_old_code_page_is_told_with_its_line(name: str, encoding: str, tmp_path: Path) -> None:
    text = whole_book()[name].rstrip("\n")
    comment = "" if name.endswith((".md", ".csv")) else "# "
    content = f"{text}\n{comment}Café\n".encode(encoding)
    problems = [problem for problem in check(write_book(tmp_path, {**whole_book(), name: content})) if problem.place.file == name]
    first = next(number for number, each in enumerate(f"{text}\nCafé".split("\n"), start=1) if not each.isascii())
    line = first if encoding == "cp1252" else 1
    said = [re.sub(r" By the word '\S+' it", " It", str(problem)) for problem in problems]
    what = "The file is not UTF-8 text. It seems to be Windows-1252 ('ANSI' or 'Western')."
    if encoding != "cp1252":
        what = "The file is saved as UTF-16 ('Unicode' in some programs), not as UTF-8."
    how = "in a spreadsheet choose 'CSV UTF-8'" if name.endswith(".csv") else "in Notepad choose Save as, Encoding: UTF-8"
    assert said == [f"{name}:{line}: {what} Save it as UTF-8: {how}. [source.encoding]"]


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "utf-8"])
def test_a_message_reaches_a_terminal_of_any_code_page(encoding: str, tmp_path: Path) -> None:
    write_book(tmp_path, {"evidence/data/skills-2018.csv": TABLE.replace("south", "süd→“Ω”")})
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    done = subprocess.run([sys.executable, "-m", "goldenthread", "--root", str(tmp_path), "check"], cwd=ROOT, capture_output=True,
                          env={**bare, "PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}, check=False)
    first_line = done.stdout.decode(encoding).splitlines()[0]
    shown = {"cp1252": "süd->“?”", "cp437": 'süd->"Ω"', "ascii": 'sud->"?"', "utf-8": "süd→“Ω”"}[encoding]
    assert first_line.startswith(f"evidence/data/skills-2018.csv:4: '{shown}' is not an area of evidence/areas.toml.")
    assert (done.returncode, done.stderr) == (1, b"")


def test_output_that_has_no_code_page_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    print_in_any_encoding()
    print("“Ω” →")
    assert stream.getvalue() == "“Ω” →\n"


def test_a_warning_of_sphinx_names_a_file_as_everywhere_else() -> None:
    root = PureWindowsPath("C:\\Users\\Zoë\\my book")
    warnings = f"{root}\\evidence\\people.md:3: WARNING: 'a\\b' is unknown\n{root}/evidence/data.md: ERROR: gone\n"
    assert warnings_in_our_words(root, warnings) == ["evidence/people.md:3: 'a\\b' is unknown", "evidence/data.md: gone"]  # type: ignore[arg-type]


# what is only here, and what stands in its way elsewhere

CODE = sorted(PACKAGE.rglob("*.py"))
ONLY_HERE = {"fcntl", "resource", "pwd", "grp", "termios", "pty", "syslog", "msvcrt", "winreg"}
NOT_EVERYWHERE = {"fork", "wait4", "getuid", "geteuid", "chown", "killpg", "setsid", "mkfifo", "getpgid", "pread"}


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield node, function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def said(call: ast.Call, name: str) -> ast.expr | None:
    return next((word.value for word in call.keywords if word.arg == name), None)


def is_binary(call: ast.Call, place: int) -> bool:
    mode = said(call, "mode") or (call.args[place] if len(call.args) > place else None)
    return isinstance(mode, ast.Constant) and "b" in str(mode.value)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_is_opened_with_its_encoding_and_written_with_its_line_ends(path: Path) -> None:
    for call, name in calls(ast.parse(path.read_text(encoding="utf-8"))):
        here, keywords = f"line {call.lineno}", {word.arg for word in call.keywords}
        method = isinstance(call.func, ast.Attribute)
        # the notes of an installed package are always read as UTF-8
        if name == "read_text" and method and "distribution(" not in ast.unparse(call.func):
            assert "encoding" in keywords, here
        if name == "write_text":
            assert {"encoding", "newline"} <= keywords, here
        if name == "open" and not (method and getattr(call.func.value, "id", "") in {"os", "pikepdf", "webbrowser", "Image"}):  # type: ignore[attr-defined]
            opened_in_zip = method and "zip" in ast.unparse(call.func).lower()
            assert opened_in_zip or "encoding" in keywords or is_binary(call, 0 if method else 1), here
        if name in {"run", "Popen", "check_output"} and keywords & {"text", "universal_newlines"}:
            assert "encoding" in keywords, here
        if name in {"NamedTemporaryFile", "TemporaryFile"}:
            assert "encoding" in keywords or "mode" not in keywords, here


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_one_system_alone_has_is_asked_for_before_it_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    for node in tree.body:  # at the top a module is loaded on every system
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "")]
        assert not ONLY_HERE.intersection(names), f"line {node.lineno}"
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "os"}
    for name in used & NOT_EVERYWHERE:
        assert f'hasattr(os, "{name}")' in text or 'sys.platform == "win32"' in text, name


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_path_below_a_folder_is_told_with_slashes(path: Path) -> None:
    """What `relative_to` gives is put together, taken apart, or made to text by `as_posix`, never by `str` or in an f-string."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        values = [node.value] if isinstance(node, ast.FormattedValue) else node.args if isinstance(node, ast.Call) and getattr(
            node.func, "id", "") == "str" else []
        for value in values:
            assert not (isinstance(value, ast.Call) and getattr(value.func, "attr", "") == "relative_to"), f"line {value.lineno}"


def test_the_guide_for_windows_names_every_output_without_make() -> None:
    guide = (ROOT / "docs/authors/windows.md").read_text(encoding="utf-8")
    for command in ("build html", "build pdf", "build docx", "check", "serve"):
        assert f"python -m goldenthread {command}" in guide
