"""The benchmark: what its report holds against which limit, and the same book as other tools are given it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from benchmarks.books import write_bench_book
from benchmarks.comparison import CASES, OURS, PLAIN, near_limit
from benchmarks.doorstop import write_doorstop
from benchmarks.limits import EDIT, NOTHING, PARAGRAPH, PDF, RULES, SERVE, WHOLE, WORD, growth, limits
from benchmarks.measuring import Measured, Results, measure
from benchmarks.peers import PEERS, installed_peers
from benchmarks.plain import text_blocks, write_plain
from benchmarks.real_book import change_link, change_paragraph, change_value, copy_book
from benchmarks.report import write_report
from benchmarks.rollup_areas import names
from benchmarks.strictdoc import write_strictdoc
from benchmarks.traceability import write_traceability
from goldenthread.book.book_reader import read_book
from goldenthread.model import Item, Register
from goldenthread.rules import check
from goldenthread.system import faults_among


def run(cpu: float, *, memory: float = 100, written: float = 0) -> Measured:
    return Measured(cpu=cpu, wall=cpu + 1, memory=memory, written=written)


TOLD = {
    (300, WHOLE, "ours"): run(6), (300, WHOLE, "plain"): run(5), (3_000, WHOLE, "ours"): run(60, memory=1_600),
    (3_000, WHOLE, "plain"): run(30), (300, PARAGRAPH, "ours"): run(3), (300, PARAGRAPH, "plain"): run(1),
    (300, NOTHING, "ours"): run(1, written=0.2), (300, RULES, "ours"): run(0.4), (3_000, SERVE, "ours"): run(0.5),
    (300, EDIT, "ours"): run(0.3), (300, PDF, "ours"): run(10),
    (3_000, PDF, "ours"): run(100, memory=900), (3_000, WORD, "ours"): run(9, memory=1_100),
}


def test_each_limit_is_met_or_says_by_how_much_it_is_missed() -> None:
    verdicts = {limit.what: limit.verdict for limit in limits(TOLD, "ours", "plain")}
    assert verdicts == {
        "Whole build, 300 items, beside plain Sphinx": "met",
        "Whole build, 3,000 items, beside plain Sphinx": "missed by 0.50 times (33 %)",
        "Growth of a whole build from 300 to 3,000 items": "met",
        "A paragraph, 300 items, beside plain Sphinx": "missed by 1.50 times (100 %)",
        "Written when nothing changed, 300 items": "missed by 0.2 MB",
        "Rules and prose alone, 300 items": "met",
        "Serve: from a save to the new pages by the clock, 3,000 items": "met",
        "In an editor: from a key to every problem, 300 items": "missed by 0.10 s (50 %)",
        "Memory of a process, 3,000 items": "missed by 700 MB (78 %)",
        "Growth of PDF files from 300 to 3,000 items": "met",
        "Memory of a process, PDF files of 3,000 items": "met",
        "Memory of a process, Word files of 3,000 items": "missed by 100 MB (10 %)",
        "All PDF files from pages that were read, 300 items": "met",
    }


def test_ten_times_the_items_in_ten_times_the_time_is_growth_of_one() -> None:
    assert growth(TOLD, WHOLE, "ours") == 1
    assert growth(TOLD, PARAGRAPH, "ours") is None


def test_the_report_has_a_row_for_each_case_with_its_ratio(tmp_path: Path) -> None:
    write_report(tmp_path / "report.md", {key: [one] for key, one in TOLD.items()}, "ours", "plain")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "| 300 | everything | 6.00 | 5.00 | 1.20 | 7.00 | 100 | 0.0 |" in text
    assert "| 3,000 | everything | 60.00 | 30.00 | 2.00 |" in text
    assert (tmp_path / "report.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_report_has_a_row_for_each_other_tool_and_says_which_was_left_out(tmp_path: Path) -> None:
    results = {key: [one, one, one] for key, one in TOLD.items()}
    results |= {(300, WHOLE, "StrictDoc"): [run(10, written=50)], (300, PARAGRAPH, "StrictDoc"): [run(4)]}
    lines = ["StrictDoc: strictdoc 1.2.", "Doorstop was not run: there is no environment FOLDER/doorstop."]
    write_report(tmp_path / "report.md", results, "ours", "plain", lines)
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "| 300 | everything | StrictDoc | 10.00 | 11.00 | 100 | 50.0 | 2.00 |" in text
    assert "| 300 | a paragraph | StrictDoc | 4.00 | 5.00 | 100 | 0.0 | 4.00 |" in text
    assert "\n- StrictDoc: strictdoc 1.2.\n- Doorstop was not run: there is no environment FOLDER/doorstop.\n" in text
    assert "medians of 3 runs at 300 items, 3 runs at 3,000 items;" in text
    assert "| 300 | everything | 6.00 | 5.00 | 1.20 |" in text
    assert "StrictDoc" not in text[: text.index("## Other tools")]


def test_without_other_tools_the_report_says_how_they_are_installed(tmp_path: Path) -> None:
    write_report(tmp_path / "report.md", {key: [one] for key, one in TOLD.items()}, "ours", "plain")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "(StrictDoc, mlx.traceability, Doorstop) were not run." in text
    for peer in PEERS:
        assert f"FOLDER/{peer.environment}/bin/pip install {' '.join(peer.packages)}" in text


@pytest.mark.skipif(sys.platform == "win32", reason="the benchmark measures on Linux and macOS")
def test_a_tool_is_found_with_its_versions_or_left_out_with_a_word(tmp_path: Path) -> None:
    for name, program in (("strictdoc", "echo strictdoc 1.2"), ("doorstop", "exit 1")):
        path = tmp_path / name / "bin/python"
        path.parent.mkdir(parents=True)
        path.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
        path.chmod(0o755)
    peers, notes = installed_peers(tmp_path)
    assert [(peer.name, peer.programs) for peer in peers] == [("StrictDoc", tmp_path / "strictdoc/bin")]
    assert notes == ["StrictDoc: strictdoc 1.2.",
                    "mlx.traceability was not run: there is no environment FOLDER/mlx-traceability.",
                    "Doorstop was not run: the environment FOLDER/doorstop lacks doorstop."]
    assert installed_peers(None) == ([], [])


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the benchmark measures on Linux and macOS")
def test_a_program_of_another_environment_is_not_led_to_the_modules_of_this_one(tmp_path: Path) -> None:
    script = "import os, sys; sys.exit(bool(os.environ['PYTHONPATH']))"
    assert measure([sys.executable, "-c", script], tmp_path, modules=False).wall > 0
    with pytest.raises(RuntimeError, match="failed"):
        measure([sys.executable, "-c", script], tmp_path)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the benchmark measures on Linux and macOS")
def test_the_memory_of_a_program_is_not_that_of_who_measures_it(tmp_path: Path) -> None:
    held = bytearray(400_000_000)
    held[::4096] = b"x" * len(held[::4096])  # so that the system really gives it
    assert measure([sys.executable, "-c", "pass"], tmp_path).memory < 100
    assert measure([sys.executable, "-c", "held = b'x' * 150_000_000"], tmp_path).memory > 150
    assert len(held) == 400_000_000


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bench") / "book"
    write_bench_book(root, 60)
    return root


@pytest.fixture(scope="module")
def register(book: Path) -> Register:
    return read_book(book).register


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*") if path.is_file()}


def words_between_numbers(item: Item) -> list[str]:
    """What an author wrote in an item, without what is filled in."""
    return [part.strip() for part in re.split(r"\{value\}`[^`]*`", item.body) if part.strip()]


def links(item: Item) -> list[tuple[str, str]]:
    return [(name, key) for name, targets in item.links.items() for key in targets]


def test_strictdoc_is_given_every_item_with_its_text_tags_and_links(book: Path, register: Register, tmp_path: Path) -> None:
    write_strictdoc(book, tmp_path)
    files = texts(tmp_path)
    for item in register.items.values():
        document = files[item.place.file.removesuffix(".md") + ".sdoc"]
        node = document.partition(f"[{item.kind.upper()}]\nUID: {item.id}\n")[2].partition("\n\n[")[0]
        assert node.startswith(f"TITLE: {item.title}\n")
        assert all(part in node for part in words_between_numbers(item))
        assert (f"\nTAGS: {', '.join(item.tags)}\n" in node) == bool(item.tags)
        for name, key in links(item):
            assert f"- TYPE: Parent\n  VALUE: {key}\n  ROLE: {name.replace('_', ' ').capitalize()}" in node
    chapter = files["evidence/chapter-001.sdoc"]
    assert chapter.startswith("[DOCUMENT]\nTITLE: Chapter 1: ")
    assert chapter.count("[[SECTION]]") == chapter.count("[[/SECTION]]") == 2
    assert "| District 01 |" in chapter
    assert "toctree" not in "".join(files.values())
    assert re.search(r"`|\{value\}", chapter) is None


def test_mlx_traceability_is_given_every_item_with_text_tags_and_links(book: Path, register: Register, tmp_path: Path) -> None:
    write_traceability(book, tmp_path)
    files = texts(tmp_path)
    for item in register.items.values():
        directive = files[item.place.file].partition(f":::{{item}} {item.id} {item.title}\n")[2].partition("\n:::")[0]
        assert all(part in directive for part in words_between_numbers(item))
        assert (f":item_tags: {', '.join(item.tags)}\n" in directive) == bool(item.tags)
        for name, targets in item.links.items():
            assert f":{name}: {' '.join(targets)}\n" in directive
    settings: dict[str, dict[str, str]] = {}
    exec(files["conf.py"], settings)
    assert settings["traceability_relationship_to_string"]["rests_on"] == "Rests on"
    assert settings["traceability_relationship_to_string"][settings["traceability_relationships"]["rests_on"]] == "Supports"
    assert settings["traceability_attribute_to_string"]["item_grounds"] == "Grounds"
    assert "{toctree}" in files["index.md"]
    assert re.search(r"\{item\}`EV_FINDING_\d+`", files["evidence/chapter-001.md"])
    assert "{value}" not in "".join(files.values())


def test_doorstop_is_given_every_item_with_its_text_tags_and_links(book: Path, register: Register, tmp_path: Path) -> None:
    write_doorstop(book, tmp_path)
    kept = {path: yaml.safe_load(text) for path, text in texts(tmp_path).items()}
    for item in register.items.values():
        document = kept[f"{item.kind.upper()}{f'_{item.edition}' if item.edition else ''}/{item.id}.yml"]
        assert document["header"] == item.title
        assert document["normative"]
        assert all(part in document["text"] for part in words_between_numbers(item))
        assert document.get("Tags", "") == ", ".join(item.tags)
        assert {key for link in document["links"] for key in link} == {key for _name, key in links(item)}
    settings = {path: told["settings"] for path, told in kept.items() if path.endswith(".doorstop.yml")}
    assert [path for path, told in settings.items() if "parent" not in told] == ["EVIDENCE/.doorstop.yml"]
    assert {told["parent"] for told in settings.values() if "parent" in told} <= {told["prefix"] for told in settings.values()}
    prose = [told["text"] for told in kept.values() if not told.get("normative", True)]
    assert [text for text in prose if "| District 01 |" in text]
    assert "toctree" not in "".join(prose)


def test_a_document_of_doorstop_begins_each_chapter_with_its_title_and_has_no_place_twice(book: Path, tmp_path: Path) -> None:
    write_doorstop(book, tmp_path)
    for folder in (path for path in tmp_path.iterdir() if path.name != ".mockvcs"):
        kept = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.glob("*.yml") if path.name[0] != "."]
        levels = [told["level"] for told in kept]
        assert len(set(levels)) == len(levels)
        chapters = {level.partition(".")[0] for level in levels}
        assert {told["level"] for told in kept if told["level"].count(".") == 1} == {f"{chapter}.0" for chapter in chapters}


@pytest.mark.parametrize("write", [write_plain, *(peer.write for peer in PEERS)])
def test_only_the_files_of_what_changed_are_written_again(write: Callable[[Path, Path], None], tmp_path: Path) -> None:
    book, root = tmp_path / "book", tmp_path / "text"
    write_bench_book(book, 60)

    def touched() -> set[str]:
        for path in root.rglob("*"):
            os.utime(path, (1, 1))
        write(book, root)
        return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and path.stat().st_mtime != 1}

    assert touched() == set(texts(root))
    assert touched() == set()
    CASES[PARAGRAPH](book, 0)
    assert len(touched()) == 1
    CASES["a value in a table"](book, 0)
    assert 0 < len(touched()) < len(texts(root)) / 2
    CASES["a link"](book, 0)
    assert len(touched()) == 1


def test_running_text_is_parted_at_its_headings() -> None:
    assert list(text_blocks("# One\n\nA.\nB.\n\n\nC.\n## Two\n### Three\nD.")) == [
        (1, "One"), (0, "A.\nB.\n\n\nC."), (2, "Two"), (3, "Three"), (0, "D.")]


def test_a_copy_of_a_book_is_changed_in_one_paragraph_one_value_and_one_link_and_keeps_its_rules(tmp_path: Path) -> None:
    root, book = tmp_path / "root", tmp_path / "copy"
    write_bench_book(root, 80)
    (root / "strategy/archive").mkdir()
    (root / "strategy/archive/2019-12.json").write_text("{}", encoding="utf-8")
    (root / "build").mkdir()
    (root / "build/left.md").write_text("left", encoding="utf-8")
    assert copy_book(root, book) == len(read_book(root).register.items)
    assert not (book / "strategy/archive").exists()
    assert not (book / "build").exists()
    for change, kind, differing in ((change_paragraph, ".md", 1), (change_value, ".csv", 1), (change_link, ".md", 1)):
        before = texts_of(book)
        change(book, 0)
        after = texts_of(book)
        changed = [name for name in after if after[name] != before[name]]
        assert [Path(name).suffix for name in changed] == [kind] * differing, change
        assert not faults_among(check(book)), change


def texts_of(book: Path) -> dict[str, str]:
    return {path.relative_to(book).as_posix(): path.read_text(encoding="utf-8") for path in book.rglob("*") if path.is_file()}


def test_what_only_shows_how_one_would_write_it_stays_as_written(tmp_path: Path) -> None:
    book = tmp_path / "book"
    write_bench_book(book, 30)
    (book / "docs/reviewers/index.md").write_text("# Guide\n\nWrite {value}`unknown-2018:north:2018` or {cite}`nobody`.\n",
                                                  encoding="utf-8")
    write_plain(book, tmp_path / "plain")
    text = (tmp_path / "plain/docs/reviewers/index.md").read_text(encoding="utf-8")
    assert r"Write {value}\`unknown-2018:north:2018\` or {cite}\`nobody\`." in text


def test_there_are_names_for_any_number_of_areas() -> None:
    assert names(2) == ["North Vale", "South Vale"]
    assert len(set(names(333))) == 333
    assert names(61)[-1] == "North Vale 2"


def test_a_ratio_near_its_limit_is_seen() -> None:
    def runs(ours: float) -> Results:
        made = {OURS: ours, PLAIN: 1.0}
        return {(300, PARAGRAPH, who): [Measured(cpu=cpu, wall=1, memory=1, written=0)] for who, cpu in made.items()}

    assert [near_limit(runs(ours), 300) for ours in (1.3, 1.4, 1.5, 1.6, 1.7)] == [False, True, True, True, False]
