"""The built package: what is in it, and that a book begins, builds and is taken away with it where nothing else of ours lies."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path

import pytest

from tests.books.small_book import ROOT

PARTS = ("pyproject.toml", "README-goldenthread.md", "LICENSE", "goldenthread")


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def build(what: str, source: Path) -> None:
    """Ask the build backend of pyproject.toml, as `python -m build --no-isolation` does."""
    run(sys.executable, "-c", f"from setuptools import build_meta; build_meta.{what}", cwd=source)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the source archive, as an index or a distribution would, so that both are tried."""
    pytest.importorskip("setuptools", reason="the build backend, which requirements.lock has, is not installed")
    folder = tmp_path_factory.mktemp("package")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / "source" / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / "source").mkdir(exist_ok=True)
            shutil.copy2(ROOT / part, folder / "source" / part)
    build(f"build_sdist({str(folder)!r})", folder / "source")
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    build(f"build_wheel({str(folder)!r})", unpacked)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`goldenthread` in an environment of its own, with the packages that it needs and nothing of this folder."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True, with_pip=False)
    place = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    # their packages alone: what an entry of a path file would add, such as the source of this project, is not followed
    others = "".join(f"{path}\n" for path in sys.path if path.endswith("site-packages"))
    (place / "others.pth").write_text(others, encoding="utf-8")
    python = folder / "bin/python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--ignore-installed",
        wheel, cwd=folder)
    where = run(python, "-I", "-c", "import goldenthread; print(goldenthread.__file__)", cwd=folder)
    assert Path(where.strip()).is_relative_to(folder), "this would try the source, and not what was built"
    return folder / "bin/goldenthread"


@pytest.mark.whole_build
def test_the_package_holds_every_file_and_says_what_it_is(wheel: Path) -> None:
    files = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "goldenthread").rglob("*")
             if path.is_file() and "__pycache__" not in path.parts}
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if not name.partition("/")[0].endswith(".dist-info")}
        assert names == set(files)
        assert [name for name, path in files.items() if packed.read(name) != path.read_bytes()] == []
        (about,) = [name for name in packed.namelist() if name.endswith("/METADATA")]
        said = message_from_bytes(packed.read(about))
        licences = {name.rpartition("/")[2] for name in packed.namelist() if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "book-sans-licence.txt", "minisearch-licence.txt"}
    assert said["License-Expression"] == "MIT AND OFL-1.1"
    assert any(one.startswith("Programming Language :: Python :: 3.1") for one in said.get_all("Classifier", []))
    text = str(said.get_payload())
    assert text.startswith("# goldenthread\n") and "D2N2" not in text


@pytest.mark.whole_build
def test_a_book_is_begun_built_and_taken_away_with_the_package_alone(program: Path, wheel: Path, tmp_path: Path) -> None:
    run(program, "new", "North Vale", "--edition", "2027-03", "--licence", "CC-BY-4.0", cwd=tmp_path)
    book = tmp_path / "north-vale"
    line = (book / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert line.endswith(f"{wheel.name} --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}")
    assert "goldenthread" not in (book / "requirements.lock").read_text(encoding="utf-8").replace("# What goldenthread", "")
    (tmp_path / "letter.txt").write_text("The table of skills leaves out those who study elsewhere.\n", encoding="utf-8")
    letter = ["intake", "../letter.txt", "--respondent", "The college", "--criterion", "completeness",
              "--about", "EV_EXAMPLE_SHARE"]
    for command in (["add", "consultation"], letter, ["check", "--prose"], ["archive"], ["forms"], ["logs"], ["gaps"],
                    ["rollup", "."]):
        run(program, *command, cwd=book)
    made = {path.relative_to(book / "build").as_posix() for path in (book / "build").rglob("*") if path.is_file()}
    assert {"html/index.html", "pdf/north-vale-strategy-2027-03.pdf", "docx/north-vale-evidence-base.docx",
            "pdf/north-vale-consultation-outcome.pdf", "archive/north-vale-2027-03.zip", "forms/north-vale-response-form.xlsx",
            "logs/north-vale-logs.xlsx", "rollup/index.html"} <= made
    assert "Creative Commons Attribution 4.0" in (book / "build/html/index.html").read_text(encoding="utf-8")


@pytest.mark.whole_build
def test_an_editor_is_answered_by_the_package(program: Path, tmp_path: Path) -> None:
    messages = [{"jsonrpc": "2.0", "id": 1, "method": "initialize",
                 "params": {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}},
                {"jsonrpc": "2.0", "id": 2, "method": "shutdown"}, {"jsonrpc": "2.0", "method": "exit"}]
    bodies = [json.dumps(message).encode() for message in messages]
    sent = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    done = subprocess.run([str(program), "lsp"], input=sent, cwd=tmp_path, capture_output=True, check=False)
    answer = json.loads(done.stdout.partition(b"\r\n\r\n")[2].partition(b"Content-Length")[0])
    assert answer["result"]["serverInfo"]["name"] == "goldenthread"
