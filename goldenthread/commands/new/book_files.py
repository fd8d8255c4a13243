"""The files of a new book: the project's own settings as they are, and chapters with an area's name filled in."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from string import Template

import goldenthread
from goldenthread.book import FRAMEWORK_FILE, framework_in
from goldenthread.model import MONTHS, Fault, names_in_words, one_of_each, with_article, within_sentence

BOOK = Path(__file__).parent / "book"
SETTINGS = ("conf.py", "ubproject.toml", "strategy/style.toml", FRAMEWORK_FILE)
"""Files that are equal to those of the project in which the package stands."""
AS_THEY_ARE = (*SETTINGS, "Makefile", "gitignore", "evidence/references.bib")
MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&^])")


def files_of(name: str, area: str, program: str, today: date, framework: bytes | None) -> dict[str, bytes]:
    """Every file of the book by its path; `framework` is that of the area's own choice."""
    words = _words(name, area, program, today, framework or (BOOK / FRAMEWORK_FILE).read_bytes())
    files: dict[str, bytes] = {}
    for path in sorted(path for path in BOOK.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        inner = path.relative_to(BOOK).as_posix()
        data = path.read_bytes()
        if inner not in AS_THEY_ARE:
            data = Template(data.decode("utf-8")).substitute(words).encode()
        files[inner.replace("gitignore", ".gitignore").replace("strategy/edition/", f"strategy/{words['edition']}/")] = data
    return files | ({FRAMEWORK_FILE: framework} if framework else {})


def _words(name: str, area: str, program: str, today: date, framework: bytes) -> dict[str, str]:
    """The values for the placeholders of the files, as each kind of file writes them."""
    title = f"Strategy for {name}"
    label = f"{MONTHS[today.month - 1]} {today.year} edition"
    return {
        "name_md": in_markdown(name), "name_toml": in_toml(name), "title_md": in_markdown(title), "title_toml": in_toml(title),
        "publisher_toml": in_toml(f"{name} partnership"), "evidence_toml": in_toml(f"{name} evidence base"), "area": area,
        "edition": f"{today:%Y-%m}", "code": f"E{today:%y%m}", "label": label, "label_md": label, "published": today.isoformat(),
        "year": str(today.year - 1), "year_before": str(today.year - 2), "next_year": str(today.year + 1), "program": program,
        "version": goldenthread.__version__, **_words_of_framework(framework),
    }


def _words_of_framework(framework: bytes) -> dict[str, str]:
    """The tags of the example, and what pages say of the dimensions; none where the check of the new book tells what is wrong."""
    try:
        dimensions = framework_in(FRAMEWORK_FILE, framework.decode("utf-8-sig"))[0].dimensions
    except (Fault, UnicodeDecodeError):
        dimensions = ()
    # the first tag of each dimension that a priority must have, or of the first where it may have any
    needed = [each for each in dimensions if each.required] or dimensions[:1]
    first, *others = [with_article(within_sentence(each.name)) for each in dimensions] or ["a tag"]
    cell = (f"Each cell joins {first} with {names_in_words(others, 'or')}: how many findings carry both tags" if others
            else f"Each row is {first}: how many findings carry its tag")
    return {"tags": ", ".join(tag.id for each in needed for tag in each.tags[:1]), "each_cell": in_markdown(cell),
            "each_tag": in_markdown(one_of_each(dimensions, "and"))}


def in_markdown(text: str) -> str:
    """A text as Markdown that shows it as it is."""
    return MARKUP.sub(r"\\\1", text)


def in_toml(text: str) -> str:
    """A text between quotation marks, as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
