"""The catalogues of the program's own words: `python -m tools.catalogues` puts new messages into each and takes old ones out.

A message is what the source asks `gettext` and its kin for, what a template or a script asks for, the nouns that are counted, and
the words of a new book's `ubproject.toml`. A translator fills in what stands empty; a test says that nothing does.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from goldenthread.model import plural
from goldenthread.system import is_script

PACKAGE = Path(__file__).parent.parent / "goldenthread"
CATALOGUES = PACKAGE / "system/words"
VOCABULARY = PACKAGE / "commands/new/book/ubproject.toml"
ROOMS = (
    "model", "charts", "analysis", "documents", "site", "rollup", "commands/new",
    "commands/add/new_consultation.py", "commands/named_parts.py",
    "consultation/blank_form.py", "consultation/intake/form_text.py", "consultation/intake/response_items.py",
    "consultation/logs/log_columns.py",
    "consultation/logs/write_log.py", "consultation/receipts.py", "consultation/replies.py",
)
"""The rooms and files that write for readers; what the others say is for authors, in English."""
KEYWORDS = {"gettext", "gettext_noop", "N_", "html_words", "ngettext", "pgettext"}
LIBRARIES = ("minisearch.js", "colours.css.jinja")
"""Files that say nothing of ours."""
SAYING = ("translated", "counted")
"""The functions by which scripts say something, as KEYWORDS in Python."""
COUNTING = {"number_of": False, "count_in_words": True}
"""Functions whose second argument is a noun that is counted, and whether they have words for none of it."""

Message = tuple[str | None, str | tuple[str, str]]
"""Context and message, or the singular and the plural of it."""


def messages_of_program() -> dict[Message, list[str]]:
    """Every message of the program with the file in which it stands first, and the first of the scripts that say it, too."""
    messages: dict[Message, list[str]] = {}
    for file in files_that_speak():
        if file.suffix in _READERS and file.name not in LIBRARIES:
            for message in _READERS[file.suffix](file):
                _note(messages.setdefault(message, []), file)
    for message in _of_vocabulary():
        _note(messages.setdefault(message, []), VOCABULARY)
    return messages


def files_that_speak() -> Iterator[Path]:
    """Every file that may say something to readers."""
    for name in ROOMS:
        place = PACKAGE / name
        yield from sorted(place.rglob("*")) if place.is_dir() else (place,)


def _note(places: list[str], file: Path) -> None:
    """Name a file as a place of a message, unless an earlier one says as much."""
    place = file.relative_to(PACKAGE.parent).as_posix()
    if not places or (is_script(place) and not any(map(is_script, places))):
        places.append(place)


def _of_python(file: Path) -> Iterator[Message]:
    # Babel's own reader does not look into what stands within an f-string
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = tuple(one.value if isinstance(one, ast.Constant) else None for one in node.args)
            if node.func.id in COUNTING and isinstance(texts[1], str):
                yield from counted(texts[1], with_none=COUNTING[node.func.id])
            elif node.func.id in KEYWORDS:
                yield from _message(node.func.id, texts)


def counted(noun: str, *, with_none: bool) -> Iterator[Message]:
    """The messages of a noun that is counted, as `number_of` and `count_in_words` ask for them."""
    yield None, (f"{{number}} {noun}", f"{{number}} {plural(noun)}")
    if with_none:
        yield None, f"no {plural(noun)}"


def _message(name: str, found: object) -> Iterator[Message]:
    texts = found if isinstance(found, tuple) else (found,)
    if name == "ngettext" and isinstance(texts[0], str) and isinstance(texts[1], str):
        yield None, (texts[0], texts[1])
    elif name == "pgettext" and isinstance(texts[1], str):
        yield str(texts[0]), texts[1]
    elif name not in ("ngettext", "pgettext") and texts and isinstance(texts[0], str) and texts[0]:
        yield None, texts[0]


def _of_template(file: Path) -> Iterator[Message]:
    with file.open("rb") as opened:
        for _line, name, found, _comments in babel_extract(opened, ["say"], [], {}):
            yield from _message(name, found)


def _of_script(file: Path) -> Iterator[Message]:
    with file.open("rb") as opened:
        for _line, name, found, _comments in extract_javascript(opened, SAYING, [], {"parse_template_string": True}):
            yield from _message("ngettext" if name == "counted" else "gettext", found)


def _of_vocabulary() -> Iterator[Message]:
    needs = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))["needs"]
    for kind in needs["types"]:
        yield None, kind["title"]
        for link in kind.get("links", {}).values():
            yield from ((None, link[end]) for end in ("outgoing", "incoming"))
        for field in kind.get("fields", {}).values():
            for choice in field.get("schema", {}).get("enum", ()):
                yield None, (choice[:1].upper() + choice[1:]).replace("-", " ")


_READERS = {".py": _of_python, ".html": _of_template, ".js": _of_script, ".jinja": _of_script}


def renew() -> None:
    """Put every message into every catalogue, in one order, with what is translated already."""
    messages = messages_of_program()
    for file in sorted(CATALOGUES.glob("*.po")):
        with file.open("rb") as opened:
            old = read_po(opened, locale=file.stem)
        new = Catalog(locale=file.stem, fuzzy=False, header_comment=old.header_comment)
        new.mime_headers = [("Plural-Forms", old.plural_forms), ("Content-Type", "text/plain; charset=utf-8")]
        for (context, text), where in messages.items():
            known = old.get(text[0] if isinstance(text, tuple) else text, context)
            new.add(text, known.string if known else None, locations=[(place, 0) for place in where], context=context)
        file.write_bytes(_written(new))


def _written(catalogue: Catalog) -> bytes:
    """A catalogue as text: without the day on which it was written, which would be another in each clone."""
    written = BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, include_lineno=False)
    head = (f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
            f'"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
            f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n\n')
    return head.encode() + written.getvalue()


if __name__ == "__main__":
    renew()
