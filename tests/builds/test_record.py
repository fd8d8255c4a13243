"""The checksums of what is published, and the record of an edition."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import zipfile
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path

import docx
import pytest

import goldenthread.documents.record.provenance
import goldenthread.documents.record.software
import goldenthread.documents.record.zip_record
import goldenthread.system.checksums
from goldenthread.book.book_reader import read_book
from goldenthread.book.frozen_editions import write_archive
from goldenthread.commands.cli import main
from goldenthread.documents.record import is_of_edition, write_record
from goldenthread.model import Fault, Register
from goldenthread.system.checksums import SUMS, format_checksums, parse_checksums, sha256_of, write_checksums
from goldenthread.system.snapshots import stamps_of_book
from tests.books.commands import build_book
from tests.books.small_book import ROOT, changed, write_book
from tests.documents.pdf_links import links_followed
from tests.soundness.trials import Trials

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book with every output. Tests that change something take a copy."""
    book = write_book(tmp_path_factory.mktemp("record") / "book")
    assert build_book(book, ["html", "pdf", "docx"]) == 0
    return book


@pytest.fixture
def book(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "book", ignore=shutil.ignore_patterns("archive"))


def register_of(book: Path) -> Register:
    return read_book(book).register


def record(book: Path, edition: str = "2020-03") -> zipfile.ZipFile:
    register = register_of(book)
    made = write_record(book, register, register.editions[edition], stamps_of_book(book))
    data = (book / made.file).read_bytes()
    return zipfile.ZipFile(io.BytesIO(data))


def unpacked(zipped: zipfile.ZipFile, into: Path) -> Path:
    zipped.extractall(into)
    (folder,) = into.iterdir()
    return folder


RECORD_SUMS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")


def checked(folder: Path, *lists: str) -> subprocess.CompletedProcess[str]:
    """What the system's own program says of the checksums in a folder."""
    command = ["sha256sum", "--check", "--strict", "--quiet", *(lists or (SUMS,))]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


# checksums


def test_a_build_writes_the_checksum_of_every_published_file(whole: Path) -> None:
    build = whole / "build"
    listed = parse_checksums((build / SUMS).read_text(encoding="utf-8").splitlines())
    files = [path for output in ("html", "pdf", "docx") for path in (build / output).rglob("*") if path.is_file()]
    assert list(listed) == sorted(path.relative_to(build).as_posix() for path in files)
    assert {name.split("/")[0] for name in listed} == {"html", "pdf", "docx"}
    assert checked(build).returncode == 0


def test_a_damaged_file_is_told_of_by_the_systems_own_program(book: Path) -> None:
    index = book / "build/html/index.html"
    index.write_bytes(index.read_bytes().replace(b"Book", b"Bock", 1))
    messages = checked(book / "build")
    assert (messages.returncode, messages.stdout) == (1, "html/index.html: FAILED\n")


def test_a_build_that_changes_nothing_leaves_the_checksums_as_they_are(tmp_path: Path) -> None:
    book = write_book(tmp_path)
    assert build_book(book, ["html"]) == 0
    before = (book / "build" / SUMS).stat()
    assert build_book(book, ["html"]) == 0
    after = (book / "build" / SUMS).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    page = book / "evidence/people.md"
    page.write_text(page.read_text(encoding="utf-8").replace("The share was", "The share stood at"), encoding="utf-8")
    assert build_book(book, ["html"]) == 0
    assert (book / "build" / SUMS).stat().st_ino != before.st_ino
    assert checked(book / "build").returncode == 0


def files_in(build: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = build / "html" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return build


def test_only_what_is_new_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build, read = files_in(tmp_path, one="1", two="2", three="3"), list[str]()

    def sha256_of(path: Path) -> str:
        read.append(path.name)
        return f"sum of {path.read_text(encoding='utf-8')}"

    monkeypatch.setattr(goldenthread.system.checksums, "sha256_of", sha256_of)
    assert write_checksums(build) == 3
    assert sorted(read) == ["one", "three", "two"]
    (build / "html/two").unlink()
    files_in(build, two="4", four="4")
    (build / "html/three").unlink()
    read.clear()
    assert write_checksums(build) == 3
    assert sorted(read) == ["four", "two"]
    assert parse_checksums((build / SUMS).read_text(encoding="utf-8").splitlines()) == {
        "html/four": "sum of 4", "html/one": "sum of 1", "html/two": "sum of 4"}


def test_a_time_of_whole_seconds_is_not_trusted(tmp_path: Path) -> None:
    build = files_in(tmp_path, one="1")
    os.utime(build / "html/one", (1_000_000_000, 1_000_000_000))
    write_checksums(build)
    (build / "html/one").write_text("2", encoding="utf-8")
    os.utime(build / "html/one", (1_000_000_000, 1_000_000_000))
    write_checksums(build)
    assert checked(build).returncode == 0


@pytest.mark.parametrize("damage", ["", "{", '{"html/one": [1]}'])
def test_a_damaged_memory_of_sums_is_made_anew(damage: str, tmp_path: Path) -> None:
    build = files_in(tmp_path, one="1")
    write_checksums(build)
    (build / goldenthread.system.checksums.CACHE).write_text(damage, encoding="utf-8")
    write_checksums(build)
    assert checked(build).returncode == 0


def test_names_with_signs_of_their_own_are_kept_and_read_back(tmp_path: Path) -> None:
    names = ["a name with spaces", "back\\slash", "line\nend", "both\\n", "Ærø"]
    build = files_in(tmp_path, **dict.fromkeys(names, "same"))
    write_checksums(build)
    text = (build / SUMS).read_text(encoding="utf-8")
    assert sorted(parse_checksums(text.splitlines())) == sorted(f"html/{name}" for name in names)
    assert format_checksums(parse_checksums(text.splitlines())) == text
    assert checked(build).returncode == 0


# the record


def test_a_record_holds_what_its_own_text_says(whole: Path, tmp_path: Path) -> None:
    folder = unpacked(record(whole), tmp_path)
    assert folder.name == "land-2020-03"
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.txt", "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "provenance.json", "software.cdx.json",
        "start.html", "tagmanifest-sha256.txt"]
    assert sorted(path.name for path in (folder / "data").iterdir()) == ["docx", "html", "lists", "pdf", "register", "tables"]
    assert sorted(path.name for path in (folder / "data/register").iterdir()) == [
        "register.csv", "register.json", "register.schema.json", "register.xlsx"]
    assert sorted(f"{name}/{path.name}" for name in ("lists", "tables") for path in (folder / "data" / name).iterdir()) == [
        "lists/areas.toml", "lists/framework.toml", "lists/references.bib", "tables/skills-2018.csv", "tables/skills-2018.toml"]
    for name in ("html/index.html", "html/strategy/2019-12/people.html", "html/strategy/2020-03/people.html",
                 "pdf/land-2020-03.pdf", "pdf/land-evidence-base.pdf", "docx/land-2020-03.docx", "docx/land-changes.docx"):
        assert (folder / "data" / name).read_bytes() == (whole / "build" / name).read_bytes()
    # volumes of the other edition are there, for links lead to them, and single chapters of it are not
    assert (folder / "data/pdf/land-2019-12.pdf").is_file()
    assert (folder / "data/docx/chapters/land-2020-03-people.docx").is_file()
    assert not (folder / "data/docx/chapters/land-2019-12-people.docx").exists()
    assert json.loads((folder / "software.cdx.json").read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"


def test_the_text_of_a_record_says_what_to_do(whole: Path) -> None:
    text = record(whole).read("land-2020-03/README.txt").decode()
    assert text.count("\n") == text.count("\r\n") > 40
    plain = " ".join(text.split())
    assert text.startswith("Strategy\r\nMarch 2020\r\n")
    assert "Status: For agreement. Dated 31 March 2020. Published by: The partnership." in plain
    assert "Drafted from published evidence." in plain
    assert "It is one for all editions (also: December 2019), so that the links between them hold." in plain
    assert "This edition begins at data/html/strategy/2020-03/index.html." in plain
    assert "the text of this edition had not been frozen when this record was made" in plain
    assert "1 Open SOFTWARE" in plain
    assert max(map(len, text.splitlines())) < 200


def test_every_link_of_the_start_page_leads_to_a_file_of_the_record(whole: Path, tmp_path: Path) -> None:
    folder = unpacked(record(whole), tmp_path)
    names = list[str]()

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names.extend(value for name, value in attrs if name == "href" and value)

    Links().feed((folder / "start.html").read_text(encoding="utf-8"))
    assert names[0] == "data/html/strategy/2020-03/index.html"
    assert len(names) > 10
    assert [link for link in names if not (folder / link).is_file()] == []


def test_every_link_of_a_printed_file_leads_to_a_file_of_the_record(whole: Path, tmp_path: Path) -> None:
    folder = unpacked(record(whole), tmp_path)
    assert links_followed(folder / "data/pdf") > 30
    led = 0
    for path in sorted((folder / "data/docx").rglob("*.docx")):
        for relation in docx.Document(str(path)).part.rels.values():
            if relation.is_external and not relation.target_ref.startswith(("https://", "http://", "mailto:")):
                assert (path.parent / relation.target_ref.partition("#")[0]).is_file(), f"{path.name}: {relation.target_ref}"
                led += 1
    assert led > 5


def test_the_checksums_of_a_record_hold_wherever_it_is_unpacked(whole: Path, tmp_path: Path) -> None:
    zipped = record(whole)
    folder = unpacked(zipped, tmp_path)
    assert checked(folder, *RECORD_SUMS).returncode == 0
    listed = [name for each in RECORD_SUMS for name in parse_checksums((folder / each).read_text(encoding="utf-8").splitlines())]
    assert sorted(f"land-2020-03/{name}" for name in [*listed, RECORD_SUMS[1]]) == sorted(zipped.namelist())
    (folder / "data/tables/skills-2018.csv").write_bytes(b"area,period,value\n")
    assert checked(folder, *RECORD_SUMS).stdout == "data/tables/skills-2018.csv: FAILED\n"


def test_another_program_for_bags_finds_a_record_whole_and_what_was_done_to_it(whole: Path, tmp_path: Path) -> None:
    # it has no wheel, so it stands in no lock (docs/developers/decisions/record.md); the system's own program is tried above
    bagit = pytest.importorskip("bagit", reason="pip install bagit has this tried")
    folder = unpacked(record(whole), tmp_path)
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert bag.info["Bagging-Date"] == "2020-03-31"
    assert bag.info["Payload-Oxum"] == f"{sum(path.stat().st_size for path in files_below(folder))}.{len(files_below(folder))}"
    (folder / "data/added.txt").write_text("more", encoding="utf-8")
    with pytest.raises(bagit.BagValidationError, match=r"Payload-Oxum|data/added\.txt"):
        bagit.Bag(str(folder)).validate()
    (folder / "data/added.txt").unlink()
    (folder / "provenance.json").write_text("{}", encoding="utf-8")
    with pytest.raises(bagit.BagValidationError, match="provenance"):
        bagit.Bag(str(folder)).validate()


def files_below(folder: Path) -> list[Path]:
    """Every file of a record's payload."""
    return [path for path in (folder / "data").rglob("*") if path.is_file()]


def test_a_record_says_what_each_file_was_made_from(whole: Path, tmp_path: Path) -> None:
    folder = unpacked(record(whole), tmp_path)
    told = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    known = told["entity"].keys() | told["activity"].keys() | told["agent"].keys()
    named = {value for kind in ("used", "wasGeneratedBy", "wasDerivedFrom", "wasAssociatedWith") for each in told[kind].values()
             for value in each.values()}
    assert named <= known
    assert {each["prov:entity"] for each in told["wasGeneratedBy"].values()} == {
        f"bag:{path.relative_to(folder).as_posix()}" for path in files_below(folder)}
    for name in ("evidence/people.md", "evidence/data/skills-2018.csv", "conf.py", "strategy/editions.toml"):
        assert told["entity"][f"book:{name}"]["schema:sha256"] == sha256_of(whole / name)
        assert {"prov:activity": "bag:build", "prov:entity": f"book:{name}"} in told["used"].values()
    assert told["entity"]["bag:data/html/index.html"]["schema:sha256"] == sha256_of(folder / "data/html/index.html")

    def sources(name: str) -> list[str]:
        return sorted(each["prov:usedEntity"].removeprefix("book:") for each in told["wasDerivedFrom"].values()
                      if each["prov:generatedEntity"] == f"bag:data/{name}")

    table = ["evidence/data/skills-2018.csv", "evidence/data/skills-2018.toml"]
    assert sources("html/evidence/people.html") == [*table, "evidence/people.md"]
    assert sources("html/evidence/data/skills-2018.html") == table
    assert sources("html/id/M20_PRI_SKILLS.html") == ["strategy/2020-03/people.md"]
    assert sources("tables/skills-2018.csv") == table[:1]
    assert {"strategy/2020-03/index.md", "strategy/2020-03/people.md"} <= set(sources("pdf/land-2020-03.pdf"))
    assert "strategy/2019-12/people.md" not in sources("pdf/land-2020-03.pdf")


def test_accounts_of_what_was_received_are_named_in_no_record() -> None:
    names = ["strategy/consultation/received/2019-10-11-a-body.docx.toml", "evidence/people.md"]
    assert goldenthread.documents.record.provenance.used_files(dict.fromkeys(names)) == ["evidence/people.md"]


def test_a_name_that_tools_for_bags_read_in_two_ways_stops_the_record(book: Path) -> None:
    (book / "evidence/all of 100%.md").write_text("---\norphan: true\n---\n# All\n\nWords.\n", encoding="utf-8")
    assert build_book(book, ["html", "pdf", "docx"]) == 0
    with pytest.raises(Fault, match=r"100%\.html: Its name holds '%'.*\[record.name\]$"):
        record(book)


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="OpenSSH is not installed")
def test_a_record_is_signed_and_verified_as_the_guide_says(whole: Path, tmp_path: Path) -> None:
    guide = (ROOT / "docs/reviewers/record.md").read_text(encoding="utf-8")
    record(whole)
    shutil.copyfile(whole / "build/archive/land-2020-03.zip", tmp_path / "d2n2-2020-03.zip")
    lines = [line.strip() for line in guide.splitlines()]
    (sign,), (verify,) = ([line for line in lines if line.startswith(f"ssh-keygen -Y {what}")] for what in ("sign", "verify"))

    def run(command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert run("ssh-keygen -q -t ed25519 -N '' -C strategy@example.org -f key").returncode == 0
    assert run("echo \"strategy@example.org $(cut -d' ' -f1,2 key.pub)\" > signers").returncode == 0
    assert run(sign).returncode == 0
    assert (tmp_path / "d2n2-2020-03.zip.sig").is_file()
    good = run(verify)
    assert (good.returncode, good.stdout.startswith('Good "file" signature for strategy@example.org')) == (0, True), good
    with (tmp_path / "d2n2-2020-03.zip").open("ab") as zipped:
        zipped.write(b"x")
    assert run(verify).returncode != 0


def test_the_commands_that_a_record_gives_find_a_damaged_file(whole: Path, tmp_path: Path) -> None:
    folder = unpacked(record(whole), tmp_path)
    text = (folder / "README.txt").read_text(encoding="utf-8")
    command = re.search(r"Linux:\s+(sha256sum .*)", text)
    assert command is not None

    def run() -> str:
        return subprocess.run(["bash", "-c", command[1]], cwd=folder, capture_output=True, text=True, check=False).stdout

    assert run() == ""
    (folder / "data/html/index.html").unlink()
    assert run() == "data/html/index.html: FAILED open or read\n"


def test_the_same_book_gives_the_same_record(whole: Path, book: Path) -> None:
    register = register_of(book)
    for path in book.rglob("*"):
        os.utime(path, (1_234_567_890, 1_234_567_890))
        path.chmod(0o700)
    here = write_record(whole, register_of(whole), register.editions["2020-03"], stamps_of_book(whole))
    there = write_record(book, register, register.editions["2020-03"], stamps_of_book(book))
    assert here == there
    assert (whole / here.file).read_bytes() == (book / there.file).read_bytes()
    with zipfile.ZipFile(book / there.file) as zipped:
        assert {(entry.date_time, entry.external_attr >> 16, entry.create_system) for entry in zipped.infolist()} == {
            ((2020, 3, 31, 0, 0, 0), 0o100644, 3)}
        payload = [name for name in zipped.namelist() if name.startswith("land-2020-03/data/")]
        beside = zipped.namelist()[len(payload):-1]
        assert zipped.namelist()[:-1] == [*sorted(payload), *sorted(beside)]


def test_a_frozen_edition_brings_what_it_said(book: Path) -> None:
    register = register_of(book)
    write_archive(book, register, register.editions["2019-12"])
    zipped = record(book, "2019-12")
    assert zipped.read("land-2019-12/data/frozen/2019-12.json") == (book / "strategy/archive/2019-12.json").read_bytes()
    assert "had not been frozen" not in " ".join(zipped.read("land-2019-12/README.txt").decode().split())
    assert "land-2019-12/data/pdf/land-2019-12.pdf" in zipped.namelist()
    assert "land-2019-12/data/docx/chapters/land-2020-03-people.docx" not in zipped.namelist()


def test_a_printed_file_belongs_to_the_edition_that_it_names(whole: Path) -> None:
    editions = register_of(whole).editions
    files = ["land-2019-12.pdf", "land-2020-03-people.docx", "land-agreement-pack-2020-03.pdf", "land-evidence-base.pdf"]
    assert [file for file in files if is_of_edition(file, editions["2019-12"], editions.values())] == [files[0], files[3]]
    assert [file for file in files if is_of_edition(file, editions["2020-03"], editions.values())] == files[1:]


# what stops a record


def test_a_file_that_is_not_as_it_was_built_stops_the_record(book: Path) -> None:
    (book / "build/html/index.html").write_text("other", encoding="utf-8")
    with pytest.raises(Fault, match=r"^build/html/index\.html: This is not as it was built\..*\[record.differs\]$"):
        record(book)
    assert list((book / "build/archive").iterdir()) == []


def test_a_table_that_changes_meanwhile_stops_the_record_and_leaves_the_one_before(book: Path) -> None:
    record(book)
    (kept,) = (book / "build/archive").iterdir()
    before, register, since = kept.read_bytes(), register_of(book), stamps_of_book(book)
    with (book / "evidence/data/skills-2018.csv").open("a", encoding="utf-8") as table:
        table.write("south,2017,39.0\n")
    with pytest.raises(Fault, match=r"^evidence/data/skills-2018\.csv: This was changed while .*\[record.changed\]$"):
        write_record(book, register, register.editions["2020-03"], since)
    assert list((book / "build/archive").iterdir()) == [kept]
    assert kept.read_bytes() == before


def test_a_full_disk_leaves_the_record_before(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(book)
    (kept,) = (book / "build/archive").iterdir()
    before = kept.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        record(book)
    assert list((book / "build/archive").iterdir()) == [kept]
    assert kept.read_bytes() == before


def test_an_output_that_was_never_built_stops_the_record(book: Path) -> None:
    shutil.rmtree(book / "build/docx")
    with pytest.raises(Fault, match=r"^build/docx: This is not there\..*\[record.missing\]$"):
        record(book)


def test_other_software_than_on_the_bill_is_told_and_recorded(
    book: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = {"sphinx": "99.1"}
    monkeypatch.setattr(goldenthread.documents.record.software, "version", lambda name: installed.get(name) or version(name))
    assert main(["--root", str(book), "archive"]) == 0
    words = f"Tried with other versions: sphinx 99.1 (tried with {version('sphinx')}). The record lists what is installed."
    assert words in capsys.readouterr().out
    with zipfile.ZipFile(book / "build/archive/land-2020-03.zip") as zipped:
        bill = json.loads(zipped.read("land-2020-03/software.cdx.json"))
    assert {part["version"] for part in bill["components"] if part["name"] == "sphinx"} == {"99.1"}


# the command


def test_the_command_builds_what_is_not_up_to_date_and_says_what_it_wrote(book: Path, capsys: Capture) -> None:
    shutil.rmtree(book / "build/html")
    assert main(["--root", str(book), "archive"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines[:3]] == ["build/html", "build/pdf", "build/docx"]
    assert (book / "build/html/index.html").is_file()
    real = goldenthread.system.checksums.sha256_of(book / "build/archive/land-2020-03.zip")
    assert re.fullmatch(r"build/archive/land-2020-03\.zip is written: \d+ files, \d+\.\d MB\.", lines[3])
    assert lines[4:] == [f"Its SHA-256 is {real}.", "The text of this edition is not frozen yet. When it is published, "
                        "'goldenthread freeze 2020-03' keeps it."]


def test_the_command_names_the_edition_that_is_nearest(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--root", str(write_book(tmp_path)), "archive", "2020-3"]) == 1
    assert capsys.readouterr().out == (
        "the edition: There is no edition '2020-3'. Name one of: 2019-12, 2020-03. Did you mean '2020-03'? [asked.edition]\n"
        "No record was written.\n")


@pytest.mark.parametrize(("changes", "message"), [
    ({"strategy/framework.toml": None}, "strategy/framework.toml:1: The file does not exist."),
    (changed("evidence/data/skills-2018.csv", "30.0", "many"), "evidence/data/skills-2018.csv:2: 'many' is not a number."),
])
def test_a_book_with_a_problem_has_no_record(
    changes: dict[str, str | None], message: str, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["--root", str(write_book(tmp_path, changes)), "archive", "2020-03"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(message)
    assert out.endswith("No record was written.\n")
    assert not (tmp_path / "build/archive").exists()


# trials


@pytest.mark.sound
def test_a_byte_changed_at_random_is_found(book: Path, tmp_path: Path, trials: Trials) -> None:
    folder, chance = unpacked(record(book), tmp_path / "record"), random.Random(2020)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size and path.name not in RECORD_SUMS)
    times = trials.many(20, 2_000)
    for _ in range(times):
        path = chance.choice(files)
        whole = path.read_bytes()
        place = chance.randrange(len(whole))
        path.write_bytes(whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1:])
        assert checked(folder, *RECORD_SUMS).stdout == f"{path.relative_to(folder).as_posix()}: FAILED\n"
        path.write_bytes(whole)
    assert checked(folder, *RECORD_SUMS).returncode == 0
    trials.record("The same bytes everywhere", "A byte of a record was changed at random", times,
                "`sha256sum` named the file, and no other")


KEEP_WRITING = """\
import sys
from pathlib import Path
from goldenthread.book import read_book
from goldenthread.system import stamps_of_book
from goldenthread.documents.record import write_record
book = Path(sys.argv[1])
register, since = read_book(book).register, stamps_of_book(book)
print("begun", flush=True)
while True:
    write_record(book, register, register.editions["2020-03"], since)
"""


@pytest.mark.sound
def test_a_record_that_is_stopped_while_it_is_written_leaves_a_whole_one(book: Path, trials: Trials) -> None:
    record(book)
    kept, chance = book / "build/archive/land-2020-03.zip", random.Random(2020)
    before, times, done, unfinished = kept.read_bytes(), trials.many(3, 100), 0, 0
    # go on until at least one was stopped in the midst of writing
    while done < times or (not unfinished and done < 20 * times):
        command = [sys.executable, "-c", KEEP_WRITING, str(book)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writing:
            assert writing.stdout is not None
            assert writing.stdout.readline() == "begun\n"
            time.sleep(chance.uniform(0.01, 0.3))
            writing.kill()
        assert kept.read_bytes() == before
        done, unfinished = done + 1, unfinished + len(list(kept.parent.iterdir())) - 1
    record(book)
    assert list(kept.parent.iterdir()) == [kept]
    assert unfinished, "no process was stopped while it was writing"
    trials.record("Faults while building", "A record was killed at a random moment while it was written", done,
                "the record before stood whole; the next command made its own and left nothing lying about")
