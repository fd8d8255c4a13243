"""The readers of all that comes from outside, guided by what their code does: an input that reaches new lines is kept.

`python -m tests.soundness.guided_fuzzing SECONDS [READER …]` gives each reader (all when none is named) so many seconds of the
processor. It ends at the first input of which more comes than problems and refusals, or that takes longer than 20 seconds or
2 GB; that input is then kept in `build/.fuzzing`. It needs atheris, which has wheels for Linux alone and so stands in no lock:
`pip install atheris`.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["goldenthread", "pybtex", "myst_parser", "markdown_it", "mdit_py_plugins", "tomllib"]):
    from goldenthread.book import read_book
    from goldenthread.book.chapters import read_chapter
    from goldenthread.book.vocabulary import read_vocabulary
    from goldenthread.data_import import ImportOptions, ImportRequest, import_table, run_import_of
    from goldenthread.model import Fault
    from goldenthread.model.expressions import Unresolved
    from goldenthread.model.values import resolve
    from goldenthread.rules import check
    from tests.books.small_book import EVIDENCE, edition_page, write_book
    from tests.data_import.publisher_layouts import LAYOUTS
    from tests.soundness import test_fuzz as of_books
    from tests.soundness import test_fuzz_intake as of_intake

from tests.soundness.fuzzing import put
from tests.soundness.mutating import parts_of

PLACE = Path("build/.fuzzing")
LIMITS = ("-timeout=20", "-rss_limit_mb=2048", "-max_len=20000", "-print_final_stats=1")
Fuzzed = tuple[Callable[[bytes], None], Sequence[bytes]]
"""What is called with each input, and the inputs to begin with."""


def of_file(name: str, root: Path) -> Fuzzed:
    """A settings file, a table or a bibliography, read in a small book."""
    file, valid, reader = of_books.FILES[name]
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    read = reader(root)

    def trial(raw: bytes) -> None:
        put(root / file, raw)
        try:
            of_books.known(list(read()[-1]))
        except Fault as fault:
            of_books.known([fault.problem])

    return trial, [text.encode() for text in valid]


def of_chapter(root: Path) -> Fuzzed:
    vocabulary = read_vocabulary(root)

    def trial(raw: bytes) -> None:
        put(root / of_books.PEOPLE, raw)
        with suppress(Fault):
            of_books.known(read_chapter(root, of_books.PEOPLE, vocabulary).problems)

    return trial, [text.encode() for text in (of_books.CHAPTER, EVIDENCE, edition_page("2020-03"))]


def of_rules(root: Path) -> Fuzzed:
    def trial(raw: bytes) -> None:
        put(root / of_books.PEOPLE, raw)
        of_books.known(check(root))

    return trial, [text.encode() for text in (EVIDENCE, of_books.CHAPTER)]


def of_expression(root: Path) -> Fuzzed:
    tables = read_book(root).register.datasets

    def trial(raw: bytes) -> None:
        try:
            assert resolve(raw.decode("utf-8", "replace"), tables).text
        except Unresolved as fault:
            assert fault.what and fault.fix

    return trial, [text.encode() for text in of_books.VALUES]


def of_text(ending: str, valid: Sequence[bytes], _root: Path) -> Fuzzed:
    """What a respondent sends as text: a note, a form as CSV, an e-mail."""
    read = of_intake.read_message if ending == ".eml" else of_intake.read_by(ending)
    return of_intake.taken(read), valid


def of_package(ending: str, valid: bytes, _root: Path) -> Fuzzed:
    """A Word file or a workbook that a respondent sends."""
    return _in_parts(valid, of_intake.taken(of_intake.read_by(ending)))


def _in_parts(valid: bytes, trial: Callable[[bytes], None]) -> Fuzzed:
    """A zip file: the first byte of an input says which of its parts the others are put in place of."""
    parts = parts_of(valid)
    names = sorted(parts)

    def packed(raw: bytes) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as file:
            for name, content in {**parts, **({names[raw[0] % len(names)]: raw[1:]} if raw else {})}.items():
                file.writestr(name, content)
        return stream.getvalue()

    return lambda raw: trial(packed(raw)), [bytes([number]) + parts[name] for number, name in enumerate(names)]


def of_publisher(ending: str, root: Path) -> Fuzzed:
    """A publisher's file, read and shown as `import` does before it writes."""
    book = read_book(root)
    import_table.read_book = lambda _root: book
    path = root.parent / f"file{ending}"
    valid = [layout.raw for layout in LAYOUTS.values() if layout.file.endswith(ending)]

    def trial(raw: bytes) -> None:
        path.write_bytes(raw)
        try:
            assert run_import_of(root, ImportRequest(path=path, name="new", options=ImportOptions(), dry_run=True)).lines
        except Fault as fault:
            assert fault.problem.what and fault.problem.fix and fault.problem.code.startswith("import.")

    return _in_parts(valid[0], trial) if ending in {".xlsx", ".ods"} else (trial, valid)


NOTE, FORM = of_intake.NOTE.encode(), of_intake.FORM.encode()
READERS: Mapping[str, Callable[[Path], Fuzzed]] = {
    "chapter": of_chapter, "rules": of_rules, "expression": of_expression,
    "table": partial(of_file, "a table (CSV)"), "card": partial(of_file, "the card of a table"),
    "bibliography": partial(of_file, "a bibliography (BibTeX)"), "kinds": partial(of_file, "the kinds of items (ubproject.toml)"),
    "editions": partial(of_file, "editions.toml"), "consultation": partial(of_file, "consultation.toml"),
    "areas": partial(of_file, "areas.toml"), "framework": partial(of_file, "framework.toml"),
    "signoffs": partial(of_file, "sign-offs"),
    "docx": partial(of_package, ".docx", of_intake.WORD), "xlsx": partial(of_package, ".xlsx", of_intake.BOOK),
    "eml": partial(of_text, ".eml", (of_intake.MAIL, of_intake.HTML, of_intake.MULTIPART)),
    "form": partial(of_text, ".csv", (FORM, FORM.replace(b",", b";"))), "note": partial(of_text, ".txt", (NOTE,)),
    "pdf": partial(of_text, ".pdf", (of_intake.PDF,)), "msg": partial(of_text, ".msg", (of_intake.OUTLOOK,)),
    "page": partial(of_text, ".html", (of_intake.PAGE,)),
    **{f"import{ending}": partial(of_publisher, ending) for ending in (".csv", ".tsv", ".json", ".xlsx", ".ods")},
}


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one reader in this process, which ends with it."""
    with tempfile.TemporaryDirectory() as folder:
        trial, valid = READERS[name](write_book(Path(folder) / "book"))
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, raw in enumerate(valid):
            (corpus / str(number)).write_bytes(raw)
        PLACE.mkdir(parents=True, exist_ok=True)
        stop = Path(folder) / "stop"
        begun = time.process_time()

        def timed(raw: bytes) -> None:
            trial(raw)
            if time.process_time() - begun > seconds:
                stop.write_text("x")  # libFuzzer looks for a file that is not empty

        options = [f"-stop_file={stop}", f"-artifact_prefix={PLACE}/{name}-", *LIMITS]
        atheris.Setup([sys.argv[0], *options, str(corpus)], timed)
        atheris.Fuzz()


def main(arguments: Sequence[str]) -> int:
    """Fuzz each reader in a process of its own and print how many inputs it got; the first that fails ends it."""
    seconds, *names = arguments
    for name in names or READERS:
        command = [sys.executable, "-m", "tests.soundness.guided_fuzzing", "--one", name, seconds]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        runs = next((line.rpartition(" ")[2] for line in done.stderr.split("\n") if "number_of_executed_units" in line), "?")
        print(json.dumps({"reader": name, "seconds": int(seconds), "inputs": runs, "held": done.returncode == 0}), flush=True)
        if done.returncode:
            print(done.stdout[-3000:], done.stderr[-3000:])
            return 1
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1:]))
