"""The files of a new book: the project's own settings unchanged, and chapters with an area's name filled in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from goldenthread.book import FRAMEWORK_FILE, framework_in
from goldenthread.commands.named_parts import DRAFT, MONTH, edition_label
from goldenthread.model import (
    ENGLISH,
    LICENCES,
    Fault,
    Language,
    current_language,
    gettext,
    gettext_noop,
    in_language,
    names_in_words,
    one_of_each,
    with_article,
    within_sentence,
)

BOOK = Path(__file__).parent / "book"
TRANSLATIONS = Path(__file__).parent / "translations"
"""For each language the files of a new book whose words are read by others than authors, in that language."""
CONF = "conf.py"
COPYRIGHT = gettext_noop("Each table names its publisher and its licence")
SETTINGS = ("conf.py", "ubproject.toml", "strategy/style.toml", FRAMEWORK_FILE)
"""Files that equal those of the project to which the package belongs."""
AS_THEY_ARE = (*SETTINGS, "Makefile", "evidence/references.bib")
DOTTED = "dot-"
"""Stands here for the dot at the beginning of a name: tools that pack and copy leave out names with a dot."""
PROGRAMS = (".ci/run", ".githooks/pre-commit")
"""Files that are made executable."""
MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&^])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning:
    """What the files of a new book are filled with: its names, its first edition, where its program comes from, its licence.

    `licence` is an identifier of `LICENCES` or empty; `program` is the line for `requirements.txt`, and `lock` the text of
    `requirements.lock`, empty if the program brings its own. `language` is that of its pages.
    """

    name: str
    area: str
    edition: str
    published: date
    licence: str
    program: str
    lock: str
    language: Language = ENGLISH


def files_of(begin: Beginning, framework: bytes | None) -> dict[str, bytes]:
    """Every file of the book by its path; `framework` is the text of the area's own framework."""
    with in_language(begin.language):
        settings = _settings()
        words = _words(begin, framework or (BOOK / FRAMEWORK_FILE).read_bytes())
    files: dict[str, bytes] = {}
    for path in sorted(path for path in BOOK.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        inner = path.relative_to(BOOK).as_posix()
        translated = TRANSLATIONS / begin.language.short / inner
        data = (translated if translated.is_file() else path).read_bytes()
        if inner not in AS_THEY_ARE and not inner.startswith(DOTTED):
            data = Template(data.decode("utf-8")).substitute(words).encode()
        files[re.sub(rf"(^|/){DOTTED}", r"\1.", inner).replace("strategy/edition/", f"strategy/{begin.edition}/")] = data
    files[CONF] = settings
    lock = {"requirements.lock": begin.lock.encode()} if begin.lock else {}
    return files | lock | ({FRAMEWORK_FILE: framework} if framework else {})


def _settings() -> bytes:
    """The book's `conf.py` in the current language: its language code, and the words at the foot of each page."""
    text, language = (BOOK / CONF).read_text(encoding="utf-8"), current_language()
    if language.tag != ENGLISH.tag:
        text = text.replace(in_toml("en_GB"), in_toml(language.tag.replace("-", "_")))
        text = text.replace(in_toml(COPYRIGHT), in_toml(gettext(COPYRIGHT)))
    return text.encode()


def _words(begin: Beginning, framework: bytes) -> dict[str, str]:
    """The values for the placeholders in the files, in the form that each kind of file needs."""
    title, day = gettext("Strategy for {name}", name=begin.name), begin.published
    label = edition_label(begin.edition)
    return {
        "name_md": in_markdown(begin.name), "name_toml": in_toml(begin.name), "title_md": in_markdown(title),
        "title_toml": in_toml(title), "draft": in_toml(gettext("First draft")), "status": in_toml(gettext(DRAFT)),
        "note": in_toml(gettext("This book has just been started. Its priority, findings and table are an example, and the "
                                "numbers are invented.")),
        "publisher_toml": in_toml(gettext("{name} partnership", name=begin.name)),
        "evidence_toml": in_toml(gettext("{name} evidence base", name=begin.name)), "area": begin.area, "edition": begin.edition,
        "code": edition_code(begin.edition), "label": label, "label_md": label, "published": day.isoformat(),
        "year": str(day.year - 1), "year_before": str(day.year - 2), "next_year": str(day.year + 1), "program": begin.program,
        "later_year": str(day.year + 3), "searched": day.isoformat()[:7],
        "licence_toml": in_toml(begin.licence), "licences": ", ".join(LICENCES), "without_make": _without_make(begin),
        **_words_of_framework(framework),
    }


def edition_code(edition: str) -> str:
    """The beginning of the ids of an edition's items: `E2611` for 2026-11, otherwise its first letters and digits in capitals."""
    month = MONTH.fullmatch(edition)
    return f"E{month[1][2:]}{month[2]}" if month else f"E{re.sub('[^A-Z0-9]', '', edition.upper())[:5]}"


def _without_make(begin: Beginning) -> str:
    if begin.lock:
        install = "python -m pip install --require-hashes"
        return f"`{install} -r requirements.lock` and\n`{install} --no-deps -r requirements.txt`"
    return "`python -m pip install -r requirements.txt`"


def _words_of_framework(framework: bytes) -> dict[str, str]:
    """The tags of the example, and what pages say about the dimensions; empty for a faulty framework, which the check reports."""
    try:
        dimensions = framework_in(FRAMEWORK_FILE, framework.decode("utf-8-sig"))[0].dimensions
    except (Fault, UnicodeDecodeError):
        dimensions = ()
    # the first tag of each dimension that a priority must have, or of the first if none is required
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
