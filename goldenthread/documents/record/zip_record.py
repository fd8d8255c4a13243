"""The record of an edition: which files belong to it, and the zip that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO

from goldenthread.book import archive_file, language_of
from goldenthread.documents.record.bag import PAYLOAD, TAG_MANIFEST, check_names, tag_files
from goldenthread.documents.record.provenance import provenance, used_files
from goldenthread.documents.record.record_readme import readme, start_page
from goldenthread.documents.record.software import bill_of_materials, differences_from_bill
from goldenthread.model import Edition, Fault, Place, Problem, Register, in_language
from goldenthread.system import (
    PUBLISHED,
    SUMS,
    changed_since,
    format_checksums,
    new_file,
    parse_checksums,
    published_files,
    sha256_of,
    write_zip,
)

FOLDER = "build/archive"
BILL, README, START, PROVENANCE = "software.cdx.json", "README.txt", "start.html", "provenance.json"
REGISTER = ("register.xlsx", "register.csv", "register.json", "register.schema.json")
LISTS = ("evidence/areas.toml", "strategy/framework.toml", "evidence/references.bib")
"""What the tables and the register name: areas, foundations and challenges, publications."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenRecord:
    """A record that was written: its file below the book's folder, how many files it holds, its size in bytes, its SHA-256.

    `frozen` is whether it has the text of the edition as it was frozen.
    """

    file: str
    files: int
    size: int
    checksum: str
    frozen: bool


def software_in_words() -> list[str]:
    """A sentence on what is not installed as the program was tried with; nothing where all is."""
    differing = differences_from_bill()
    return [f"Tried with other versions: {', '.join(differing)}. The record lists what is installed."] if differing else []


def write_record(root: Path, register: Register, edition: Edition, since: Mapping[str, tuple[int, ...]]) -> WrittenRecord:
    """Write the record of an edition from what was built, whole or not at all: the same bytes for the same book and program.

    `since` are the stamps of the book's files from before it was read and built. Raises `Fault` when one was changed after
    that, or when what is there is not what was built.
    """
    name = f"{register.book.file}-{edition.id}"
    built = _built(root, register, edition)
    kept = {**built, **_register(root), **_data(root, register), **_frozen(root, edition)}
    check_names(kept)
    frozen = any(file.startswith("frozen/") for file in kept)
    used = {file: sha256_of(root / file) for file in used_files(since)}

    def tags(sums: Mapping[str, str], sizes: Mapping[str, int]) -> dict[str, bytes]:
        """The files beside the payload, by the checksums and sizes of what is in it."""
        copies = {f"{PAYLOAD}/{file}": path.relative_to(root).as_posix() for file, path in kept.items()
                  if not path.is_relative_to(root / "build")}
        with in_language(language_of(root)):
            texts = {README: readme(register, edition, sorted(kept), frozen=frozen),
                     START: start_page(register, edition, sorted(kept))}
        texts |= {PROVENANCE: provenance(register, edition, sums, used, copies),
                  **tag_files(sizes, sums, edition.published, register.book.publisher, f"{register.book.title}: {edition.label}")}
        return {BILL: bill_of_materials(), **{file: text.encode() for file, text in texts.items()}}

    target = root / FOLDER / f"{name}.zip"
    with new_file(target) as file:
        sums = _write_record(file, name, edition.published, kept, tags)
        _compare(root, {file: sums[f"{PAYLOAD}/{file}"] for file in built})
        if changed := changed_since(root, since):
            raise _fault(changed[0], "record.changed", "This was changed while the record was made.",
                         "Give the same command again.")
    return WrittenRecord(file=f"{FOLDER}/{target.name}", files=len(sums) + 1, size=target.stat().st_size,
                         checksum=sha256_of(target), frozen=frozen)


def is_of_edition(file: str, edition: Edition, editions: Iterable[Edition]) -> bool:
    """Whether a printed file belongs to an edition: all do that name no edition, such as the evidence base."""
    named = [(len(word), other.id) for other in editions for word in (other.file, other.id) if word in file]
    return not named or max(named)[1] == edition.id


def _built(root: Path, register: Register, edition: Edition) -> dict[str, Path]:
    """The whole site, every volume in print, and the Word files of single chapters that belong to the edition.

    Volumes of other editions are among them, since those of this one link into them.
    """
    build = root / "build"
    for output in PUBLISHED:
        if not (build / output).is_dir():
            raise _fault(f"build/{output}", "record.missing", "This is not there.",
                         "Build the book first: goldenthread build html pdf docx.")
    every = register.editions.values()
    return {name: build / name for name in published_files(build)
            if name.startswith("html/") or name.count("/") == 1 or is_of_edition(name.rpartition("/")[2], edition, every)}


def _register(root: Path) -> dict[str, Path]:
    return {f"register/{name}": root / "build/html" / name for name in REGISTER}


def _data(root: Path, register: Register) -> dict[str, Path]:
    """Every card, with its table where its rows may be published. The evidence base and the site rest on all of them."""
    tables = [Path(dataset.place.file).with_suffix(suffix) for dataset in register.datasets.values()
              for suffix in ((".toml",) if dataset.cited_only else (".toml", ".csv"))]
    lists = [Path(file) for file in LISTS if (root / file).is_file()]
    return {f"{folder}/{file.name}": root / file for folder, files in (("tables", tables), ("lists", lists)) for file in files}


def _frozen(root: Path, edition: Edition) -> dict[str, Path]:
    """What the edition said when it was frozen, if it was."""
    path = root / archive_file(edition.id)
    return {f"frozen/{path.name}": path} if path.is_file() else {}


def _write_record(
    file: IO[bytes], folder: str, day: date, kept: Mapping[str, Path],
    tags: Callable[[Mapping[str, str], Mapping[str, int]], dict[str, bytes]],
) -> dict[str, str]:
    """Write the payload below one folder of a zip and then what `tags` makes of its checksums and sizes, each part sorted.

    All files are dated `day`. The checksums of all are given back; those of the files beside the payload are the zip's last file.
    """
    sums, sizes, beside = dict[str, str](), dict[str, int](), dict[str, str]()

    def parts() -> Iterator[tuple[str, bytes]]:
        for name, path in sorted(kept.items()):
            content, inside = path.read_bytes(), f"{PAYLOAD}/{name}"
            sums[inside], sizes[inside] = sha256(content).hexdigest(), len(content)
            yield f"{folder}/{inside}", content
        for name, content in sorted(tags(sums, sizes).items()):
            beside[name] = sha256(content).hexdigest()
            yield f"{folder}/{name}", content
        yield f"{folder}/{TAG_MANIFEST}", format_checksums(beside).encode()

    write_zip(file, parts(), day, mode=0o644)
    return {**sums, **beside}


def _compare(root: Path, kept: dict[str, str]) -> None:
    """Compare what was put in with the checksums that the build wrote."""
    built = parse_checksums((root / "build" / SUMS).read_text(encoding="utf-8").splitlines())
    differing = [name for name, checksum in kept.items() if built.get(name) != checksum]
    if differing:
        raise _fault(f"build/{differing[0]}", "record.differs", "This is not as it was built.",
                     "Leave what is in build as it is, and give the same command again.")


def _fault(file: str, code: str, what: str, fix: str) -> Fault:
    return Fault(Problem(Place(file=file, line=0), code, what, fix))
