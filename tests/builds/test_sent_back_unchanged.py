"""Every Word file that is given out, sent back unchanged, says nothing: as it is, through LibreOffice, and through pandoc."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
import pytest

from goldenthread.book import read_book
from goldenthread.commands.cli import main
from goldenthread.consultation.intake.delivery import targets_in
from goldenthread.consultation.intake.points import Delivery
from goldenthread.consultation.intake.returned_copy import read_word_file
from tests.books.commands import build_book
from tests.books.small_book import write_book
from tests.builds.test_intake_round_trip import SOFFICE, needs_libreoffice
from tests.builds.test_outcome import PAGES


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two editions that differ, its review copies and reports, and a letter."""
    root = write_book(tmp_path_factory.mktemp("given"), PAGES)
    assert build_book(root, ["docx"]) == 0
    assert main(["--root", str(root), "reply", "Shore Trust"]) == 0
    return root


def given_out(book: Path) -> list[Path]:
    files = [path for path in book.glob("build/**/*.docx") if ".work" not in path.parts]
    assert {"land-changes.docx", "land-2020-03.docx", "land-consultation-outcome.docx", "land-agreement-pack-2020-03.docx",
            "land-evidence-base-people.docx", "shore-trust.docx"} < {path.name for path in files}
    return files


def told(delivery: Delivery) -> list[str]:
    """What a file is said to hold of a reader's."""
    return [*(f"{one.deleted} / {one.suggested} / {one.text}" for one in delivery.points),
            *(f"{one.where}: {one.why}" for one in delivery.leftovers), *(one.reason for one in delivery.open)]


def assert_silent(book: Path, came: dict[str, Path]) -> None:
    targets = targets_in(read_book(book), book)
    for name, path in came.items():
        delivery = read_word_file(path.read_bytes(), name, targets)
        assert told(delivery) == [], name
        assert delivery.remarks[-1].startswith("The file holds no comment"), delivery.remarks
        assert delivery.as_given_out > 3


def test_as_it_was_given_out(book: Path) -> None:
    assert_silent(book, {path.name: path for path in given_out(book)})
    redline = read_word_file((book / "build/docx/land-changes.docx").read_bytes(), "a.docx", targets_in(read_book(book), book))
    assert "tracked change but the 1 change that it was given out with" in redline.remarks[-1]


@needs_libreoffice
def test_opened_and_saved_by_libreoffice(book: Path, tmp_path: Path) -> None:
    files = given_out(book)
    for number, path in enumerate(files):
        (tmp_path / f"{number}.docx").write_bytes(path.read_bytes())
    subprocess.run([str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx",
                    "--outdir", str(tmp_path / "out"), *map(str, sorted(tmp_path.glob("*.docx")))], check=True,
                   capture_output=True, timeout=240)
    assert_silent(book, {path.name: tmp_path / "out" / f"{number}.docx" for number, path in enumerate(files)})


@pytest.mark.parametrize("changes", ["all", "accept"])
def test_through_pandoc(changes: str, book: Path, tmp_path: Path) -> None:
    came = {}
    for number, path in enumerate(given_out(book)):
        came[path.name] = tmp_path / f"{number}.docx"
        subprocess.run([pypandoc.get_pandoc_path(), "-f", "docx", f"--track-changes={changes}", "-t", "docx", "-o",
                        str(came[path.name]), str(path)], check=True, capture_output=True)
    assert_silent(book, came)
