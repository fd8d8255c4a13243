"""A book for another area begins as a whole small book: it breaks no rule, builds without a warning, and holds no other place."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import goldenthread
from goldenthread.analysis import milestones_in_words
from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.commands.new import Start, program_source
from goldenthread.commands.new.book_files import BOOK, TRANSLATIONS
from goldenthread.commands.new.new_book import NO_LICENCE_YET
from goldenthread.documents.record.software import kept_bill
from goldenthread.model import LICENCES
from goldenthread.rollup.area_books import read_areas
from goldenthread.rules import check
from goldenthread.rules.prose import check_prose
from goldenthread.system import languages_known
from tests.books.commands import build_book, start_book
from tests.books.small_book import FRAMEWORK, ROOT, write_book

TODAY = date(2026, 11, 24)
NBSP = "\N{NO-BREAK SPACE}"
AWKWARD = ["O'Brien \"East\" & Côte <b>x</b>", "Łódź", "../../etc/passwd", "# {value}`x` [a](b) \\ ${x} $y", "C:\\x", "a = 1 #"]


def start(root: Path, name: str, **more: Any) -> Path:
    good, lines = start_book(Start(name=name, root=root, **more), TODAY)
    assert good, lines
    (folder,) = [path for path in root.iterdir() if path.is_dir()]
    return folder


@pytest.mark.parametrize("name", ["North Vale", "東京 👍", *AWKWARD])
def test_a_book_of_any_name_breaks_no_rule(name: str, tmp_path: Path) -> None:
    book = start(tmp_path, name)
    assert [*map(str, [*check(book), *check_prose(book)])] == []
    register = read_book(book).register
    assert register.book.title == f"Strategy for {name}"
    assert (list(register.editions), register.editions["2026-11"].published) == (["2026-11"], TODAY)
    assert book.resolve().parent == tmp_path.resolve()
    assert {item.kind for item in register.items.values()} == {"evidence", "priority", "action", "measure", "gap"}
    assert all("Example" in item.title for item in register.items.values()), "an example says so in its title"
    assert all("invented" in dataset.title for dataset in register.datasets.values())


def test_the_logic_chain_of_a_new_book_breaks_no_rule_once_it_is_no_comment(tmp_path: Path) -> None:
    book = start(tmp_path, "North Vale")
    chapter = book / "strategy/2026-11/first-chapter.md"
    text = chapter.read_text(encoding="utf-8")
    assert "% :::{chain}" in text
    chapter.write_text(re.sub(r"^% :", ":", text, flags=re.MULTILINE), encoding="utf-8")
    assert [*map(str, [*check(book), *check_prose(book)])] == []
    thread = read_book(book).register.thread("E2611_PRI_EXAMPLE")
    assert [chain.id for chain in thread.chains] == ["E2611_CHN_EXAMPLE"]
    assert milestones_in_words(thread.measures[0]) == ("2027: read", "2029: above the baseline")


def test_it_builds_pages_and_papers_without_a_warning_and_can_be_rolled_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = start(tmp_path, AWKWARD[0])
    assert build_book(book, ["html", "pdf"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith("build/")] == []
    assert len(list((book / "build/pdf").glob("*.pdf"))) == 3
    (area,), problems = read_areas([book])
    assert (area.title, problems) == (f"Strategy for {AWKWARD[0]}", [])


@pytest.mark.parametrize(("code", "title", "label", "example"), [
    ("cy", "Strategaeth ar gyfer Harbwr", "Argraffiad Tachwedd 2026", "Enghraifft: codi sgiliau i lefel y wlad"),
    ("fr_CA", "Stratégie pour Harbwr", "Édition novembre 2026", "Exemple : porter les compétences au niveau du pays")])
def test_a_book_in_another_language_has_no_english_words_for_readers(
    code: str, title: str, label: str, example: str, tmp_path: Path
) -> None:
    book = start(tmp_path, "Harbwr", language=code)
    assert [*map(str, [*check(book), *check_prose(book)])] == []
    register = read_book(book).register
    assert (register.book.title, register.editions["2026-11"].label) == (title, label)
    assert register.items["E2611_PRI_EXAMPLE"].title.replace(NBSP, " ") == example
    assert f'language = "{code}"' in (book / "conf.py").read_text(encoding="utf-8")
    english = {line for path in BOOK.rglob("*.md") if path.name != "README.md"
               for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"\w+ (?:the|of|is|and|are) \w", line)}
    assert len(english) > 50
    read = {line for path in book.rglob("*.md") if path.name != "README.md"
            for line in path.read_text(encoding="utf-8").splitlines()}
    # what is said to authors stays English, as all messages are
    assert {line for line in english & read if not line.startswith("% ")} == set()
    chapter = book / "strategy/2026-11/first-chapter.md"
    chapter.write_text(re.sub(r"^% :", ":", chapter.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    assert [*map(str, check(book))] == []


def test_translated_files_of_a_new_book_fill_in_what_theirs_do() -> None:
    files = [path for path in TRANSLATIONS.rglob("*") if path.is_file()]
    assert {path.relative_to(TRANSLATIONS).parts[0] for path in files} == set(languages_known()) - {"en"}
    fenced = re.compile(r"^:::+\{\w+\}|^```+\{[\w-]+\}|^:id: .*", re.MULTILINE)
    for path in files:
        ours = BOOK / Path(*path.relative_to(TRANSLATIONS).parts[1:])
        assert ours.is_file(), path
        text, due = path.read_text(encoding="utf-8"), ours.read_text(encoding="utf-8")
        assert [one.split()[0] for one in fenced.findall(text)] == [one.split()[0] for one in fenced.findall(due)], path


def test_another_framework_is_taken_over_with_its_first_foundation(tmp_path: Path) -> None:
    own = tmp_path / "plan.toml"
    own.write_text(FRAMEWORK, encoding="utf-8")
    book = start(tmp_path, "North Vale", framework=own)
    assert (book / "strategy/framework.toml").read_text(encoding="utf-8") == FRAMEWORK
    register = read_book(book).register
    assert {item.tags for item in register.evidence()} == {("people",)}


@pytest.mark.parametrize(("text", "words"), [("title = ", "strategy/framework.toml:1: "), ("title = 'x'", "[framework.empty]")])
def test_a_framework_with_a_fault_stops_everything(text: str, words: str, tmp_path: Path) -> None:
    own = tmp_path / "plan.toml"
    own.write_text(text, encoding="utf-8")
    good, lines = start_book(Start(name="North Vale", root=tmp_path, framework=own), TODAY)
    assert not good
    assert any(words in line for line in lines) and lines[-1] == "Nothing was written."
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


@pytest.mark.parametrize(("name", "what"), [
    ("  ", "the area's name: The name has no letter. Write it as readers know it, such as \"North Vale\". [new.name]"),
    ("--", "the area's name: The name has no letter. Write it as readers know it, such as \"North Vale\". [new.name]"),
    ("a\nb", "the area's name: The name holds an invisible character. Write it on one line, without tabs. [new.name]"),
    ("a\u202eb", "the area's name: The name holds an invisible character. Write it on one line, without tabs. [new.name]"),
    ("x" * 81, "the area's name: The name has 81 letters. Use at most 80. [new.name]"),
])
def test_a_name_that_is_none(name: str, what: str, tmp_path: Path) -> None:
    assert start_book(Start(name=name, root=tmp_path), TODAY) == (False, [what, "Nothing was written."])
    assert list(tmp_path.iterdir()) == []


def test_no_folder_with_anything_in_it_is_touched(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("Dear", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    write_book(tmp_path / "book")
    for folder, words in (("full", "The folder is not empty. Name a new or an empty one with --folder. [new.folder]"),
                          ("file", "There is a file of this name. Name another folder with --folder. [new.folder]"),
                          ("book/new", "would read it as its own. Name a folder beside that book with --folder. [new.folder]")):
        good, lines = start_book(Start(name="North Vale", root=tmp_path, folder=tmp_path / folder), TODAY)
        assert not good
        assert lines[0].endswith(words)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "file", "full"]


def test_a_framework_that_is_not_there(tmp_path: Path) -> None:
    good, lines = start_book(Start(name="North Vale", root=tmp_path, framework=tmp_path / "x.toml"), TODAY)
    assert (good, lines[0]) == (False, f"{tmp_path}/x.toml: There is no such file. Name a framework.toml with --framework, or "
                                      "leave it out for the national one. [new.framework]")


def test_a_book_started_from_within_a_book_stands_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_book(tmp_path / "book")
    assert main(["--root", str(tmp_path / "book"), "new", "Côte d'Or"]) == 0
    assert f"The book of Côte d'Or is in {tmp_path.resolve() / 'cote-d-or'}." in capsys.readouterr().out


def line_of(book: Path) -> str:
    (line,) = [line for line in (book / "requirements.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in {"#", ""}]
    return line


def test_the_program_is_named_by_the_way_to_its_source(tmp_path: Path) -> None:
    book = start(tmp_path, "North Vale")
    assert (book / line_of(book)).resolve() == ROOT.resolve()
    assert not (book / "requirements.lock").exists()


def installed_from(noted: dict[str, object] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book that a program without its source begins; `noted` is what pip has noted of where it came from."""
    class Installed:
        def read_text(self, name: str) -> str | None:
            return json.dumps(noted) if noted and name == "direct_url.json" else None

    monkeypatch.setattr(goldenthread, "__file__", str(tmp_path / "site-packages/goldenthread/__init__.py"))
    monkeypatch.setattr(program_source, "distribution", lambda name: Installed())
    return start(tmp_path, "North Vale")


def test_the_built_file_of_the_program_is_named_with_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = tmp_path.parent / f"{tmp_path.name} a file.whl"
    built.write_bytes(b"built")
    digest = sha256(b"built").hexdigest()
    noted = {"url": built.as_uri(), "archive_info": {"hashes": {"sha256": digest}}}
    book = installed_from(noted, tmp_path, monkeypatch)
    way, _, named = line_of(book).partition(" --hash=sha256:")
    assert ((book / way).resolve(), named) == (built.resolve(), digest)
    kept = json.loads(kept_bill())["components"]
    lock = (book / "requirements.lock").read_text(encoding="utf-8")
    for part in kept:
        (hashes,) = [reference["hashes"] for reference in part["externalReferences"]]
        assert f"\n{part['name']}=={part['version']}" in lock
        assert all(f"--hash=sha256:{one['content']}" in lock for one in hashes)
    assert re.findall(r"^[^ #].*[^\\]$", lock, re.MULTILINE) == [], "no requirement without a hash"


def test_an_address_of_the_program_is_named_with_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = {"url": "https://example.org/goldenthread-1.0-py3-none-any.whl", "archive_info": {"hashes": {"sha256": "0" * 64}}}
    assert line_of(installed_from(noted, tmp_path, monkeypatch)) == f"goldenthread @ {noted['url']} --hash=sha256:{'0' * 64}"


@pytest.mark.parametrize("noted", [None, {"url": "https://example.org/x.whl", "archive_info": {}},
                                   {"url": "https://example.org/x", "vcs_info": {"vcs": "git"}},
                                   {"url": "file:///no/such.whl", "archive_info": {}}])
def test_a_program_of_unknown_origin_is_named_by_no_name(
    noted: dict[str, object] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = installed_from(noted, tmp_path, monkeypatch)
    text = (book / "requirements.txt").read_text(encoding="utf-8")
    assert all(line.startswith("#") for line in text.splitlines())
    assert "# A name alone will not do: on a public index it may be anybody's." in text


def test_make_runs_the_program_in_a_new_book(tmp_path: Path) -> None:
    """With an environment that is there already, so that nothing is fetched."""
    book = start(tmp_path, "North Vale")
    python = book / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (book / ".venv/ready").touch()
    # `make test` may have begun this, and a make within a make says where it is
    around = {name: lines for name, lines in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    done = subprocess.run(["make", "check"], cwd=book, env={**around, "PYTHONPATH": str(ROOT)}, capture_output=True,
                          text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "The rules found no problem.\n", "")


HASH = f" --hash=sha256:{'0' * 64}"


def set_up(
    tmp_path: Path, requirements: str, uv: str = "no-uv-here", **settings: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """What make says when it sets up a new book with these requirements, and what it asks pip for where `uv` is not there."""
    book = start(tmp_path, "North Vale")
    (tmp_path / "the tool").mkdir()
    (tmp_path / "the tool/requirements.lock").touch()
    (book / "requirements.lock").touch()
    (book / "requirements.txt").write_text(requirements, encoding="utf-8")
    python = tmp_path / "python"
    # stands for Python, makes an environment of itself, and notes what it is asked to install
    python.write_text(f'#!/bin/sh\ncase "$*" in *venv*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;; '
                      f'*) echo "$*" >> "{tmp_path}/asked";; esac\n', encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "asked").touch()
    around = {name: lines for name, lines in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    done = subprocess.run(["make", ".venv/ready", f"PYTHON={python}", f"UV={uv}"], cwd=book, env=around | settings,
                          capture_output=True, text=True, check=False)
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    return done, [one.partition("--no-compile ")[2] for one in asked]


@pytest.mark.parametrize(("line", "installed"), [
    (os.path.join("..", "the tool"), ["--require-hashes --only-binary=:all: -r ./../the tool/requirements.lock",
                                      "--no-deps --no-build-isolation -e ./../the tool"]),
    *((f"{program}{HASH}", ["--require-hashes --only-binary=:all: -r requirements.lock",
                            "--require-hashes --only-binary=:all: --no-deps -r requirements.txt"])
      for program in ("../a b/goldenthread-1.0-py3-none-any.whl", "goldenthread==1.0", "goldenthread @ https://example.org/x.whl")),
])
def test_what_the_requirements_name_by_its_content_is_installed(line: str, installed: list[str], tmp_path: Path) -> None:
    done, asked = set_up(tmp_path, f"# What builds this book\n{line}\n")
    assert (done.returncode, asked) == (0, installed), done.stderr


@pytest.mark.parametrize("lines", [
    "", "goldenthread==1.0", 'x"; touch run; `touch run`; $(shell touch run) "', "--index-url=https://example.org",
    f"--index-url=https://example.org{HASH}", f"goldenthread==1.0{HASH}\n--index-url=https://example.org",
    f"goldenthread==1.0{HASH}\nother==1", f"goldenthread==1.0 # {HASH}", f"`touch run`{HASH}",
])
def test_what_they_name_without_a_hash_is_neither_installed_nor_run(lines: str, tmp_path: Path) -> None:
    done, asked = set_up(tmp_path, f"# What builds this book\n{lines}\n")
    assert (done.returncode != 0, asked) == (True, [])
    assert "requirements.txt names no program that can be told by its content." in done.stderr
    assert not list(tmp_path.rglob("run"))[1:], "only .ci/run is called so"


WHEEL = f"goldenthread==1.0{HASH}\n"
BOTH = ["--require-hashes --only-binary=:all: -r requirements.lock",
        "--require-hashes --only-binary=:all: --no-deps -r requirements.txt"]


def test_uv_installs_the_same_and_takes_no_setting_that_changes_what_or_where(tmp_path: Path) -> None:
    uv = tmp_path / "uv"
    uv.write_text(f'#!/bin/sh\necho "$* in $UV_SYSTEM_PYTHON$UV_OVERRIDE by $UV_INDEX_URL" >> "{tmp_path}/by-uv"\n',
                  encoding="utf-8")
    uv.chmod(0o755)
    done, asked = set_up(tmp_path, WHEEL, str(uv), UV_SYSTEM_PYTHON="1", UV_OVERRIDE="x.txt", UV_INDEX_URL="https://example.org")
    assert (done.returncode, asked) == (0, []), done.stderr
    assert (tmp_path / "by-uv").read_text(encoding="utf-8").splitlines() == [
        f"--no-config pip install --quiet --python .venv/bin/python {one} in  by https://example.org" for one in BOTH]


def test_what_uv_cannot_install_is_told_and_tried_by_pip(tmp_path: Path) -> None:
    done, asked = set_up(tmp_path, WHEEL, "false")
    assert (done.returncode, asked) == (0, BOTH), done.stderr
    assert done.stdout.count("uv could not install this; pip tries it.") == 2


# what a book is begun with


def test_a_book_begins_with_the_edition_and_the_licence_that_are_given(tmp_path: Path) -> None:
    book = start(tmp_path, "North Vale", edition="2027-03", licence="CC-BY-4.0")
    register = read_book(book).register
    ((name, edition),) = register.editions.items()
    assert (name, edition.code, edition.label, edition.published) == ("2027-03", "E2703", "March 2027 edition", date(2027, 3, 31))
    assert register.book.licence == LICENCES["CC-BY-4.0"]
    assert "E2703_PRI_EXAMPLE" in register.items
    assert [*map(str, [*check(book), *check_prose(book)])] == []


def test_an_edition_may_be_called_otherwise_than_by_its_month(tmp_path: Path) -> None:
    (edition,) = read_book(start(tmp_path, "North Vale", edition="spring")).register.editions.values()
    assert (edition.id, edition.code, edition.label, edition.published) == ("spring", "ESPRIN", "Edition spring", TODAY)


def test_a_book_of_no_licence_says_so_and_claims_none(tmp_path: Path) -> None:
    good, lines = start_book(Start(name="North Vale", root=tmp_path, licence="none"), TODAY)
    assert good and NO_LICENCE_YET in lines
    assert read_book(tmp_path / "north-vale").register.book.licence is None
    assert "Open Government" not in (tmp_path / "north-vale/conf.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(("more", "message"), [
    ({"edition": "../x"}, "the edition: '../x' is no id of an edition. Use letters, digits and hyphens: best a year and a month, "
                          "as in 2027-03. [new.edition]"),
    ({"licence": "CC-BY-40"}, "the licence: 'CC-BY-40' is no licence that is known here. Use one of OGL-UK-3.0, CC-BY-4.0, "
     "CC-BY-SA-4.0, CC0-1.0, none. Another may be said in words in strategy/editions.toml. Did you mean 'CC-BY-4.0'? "
     "[new.licence]"),
    ({"language": "frr"}, "the language: The program has no words of its own in the language 'frr'. Use one of cy, en, fr, with "
     "a region where numbers are written otherwise, such as fr_CA. Did you mean 'fr'? [new.language]"),
])
def test_an_edition_a_licence_or_a_language_that_is_none(more: dict[str, str], message: str, tmp_path: Path) -> None:
    assert start_book(Start(name="North Vale", root=tmp_path, **more), TODAY) == (False, [message, "Nothing was written."])
    assert list(tmp_path.iterdir()) == []


def targets_of(makefile: Path) -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", makefile.read_text(encoding="utf-8"), re.MULTILINE))


def test_a_new_book_has_the_targets_the_hook_and_the_recipe_that_authors_have_here(tmp_path: Path) -> None:
    of_developers = {"test", "quick", "mutants", "nightly", "bench", "licences", "rooms", "audit", "renew", "lint",
                     "release"}
    assert targets_of(BOOK / "Makefile") == targets_of(ROOT / "Makefile") - of_developers
    assert (BOOK / "dot-githooks/pre-commit").read_bytes() == (ROOT / ".githooks/pre-commit").read_bytes()
    book = start(tmp_path, "North Vale")
    assert all(os.access(book / name, os.X_OK) for name in (".ci/run", ".githooks/pre-commit"))
    assert "/build/" in (book / ".gitignore").read_text(encoding="utf-8")
    assert not list(book.rglob("dot-*"))


def test_the_template_is_part_of_the_package() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    assert "commands/new/book/**" in packed["goldenthread"]
