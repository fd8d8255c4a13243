"""The catalogues of the program's own words: none is missing, and each says what it is asked to say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from goldenthread.system import is_script, language_called
from tools.catalogues import CATALOGUES, LIBRARIES, PACKAGE, files_that_speak, messages_of_program

LANGUAGES = sorted(file.stem for file in CATALOGUES.glob("*.po"))
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def test_welsh_and_french_are_there() -> None:
    assert LANGUAGES == ["cy", "fr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_no_old_one_is_left(language: str) -> None:
    held = catalogue(language)
    known = {(one.context, tuple(one.id) if isinstance(one.id, list | tuple) else one.id): one for one in held if one.id}
    wanted = messages_of_program()
    assert len(wanted) > 800
    assert set(known) == set(wanted), "run `python -m tools.catalogues` and translate what is empty"
    for key, message in known.items():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms) and not message.fuzzy, f"{key} is not translated"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_values_of_its_message_and_keeps_the_spaces_around_it(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        values = set(PLACEHOLDER.findall(ids[-1]))
        for number, form in enumerate(forms):
            # of one thing a language may say the number as a word of its own, such as "une"
            allowed = (values, values - {"number"}) if len(ids) > 1 and number == 0 else (values,)
            assert set(PLACEHOLDER.findall(form)) in allowed, (ids, form)
            assert form.endswith(" ") == ids[-1].endswith(" "), (ids, form)
            assert form.startswith(" ") == ids[-1].startswith(" "), (ids, form)


def test_what_scripts_say_is_in_the_catalogues_whole() -> None:
    wanted = {text if isinstance(text, str) else text[0] for _context, text in messages_of_program()}
    files = sorted((PACKAGE / "site/static").iterdir())
    scripts = [file for file in files if is_script(file.name) and file.name not in LIBRARIES]
    said = [found for file in scripts for found in re.findall(r'\b(?:translated|counted)\("([^"]+)"', file.read_text("utf-8"))]
    assert len(said) > 70
    assert set(said) <= wanted, "write no message within the words of another"
    for language in LANGUAGES:
        known = language_called(language)
        assert known is not None and set(said) == set(known.script_words)


def calls(file: Path) -> Iterator[tuple[ast.Call, str]]:
    """Every call that asks for a message, with the message."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"gettext", "html_words"}
        if isinstance(node, ast.Call) and asks and isinstance(node.args[0], ast.Constant):
            yield node, str(node.args[0].value)


def test_whoever_asks_for_a_message_gives_the_values_that_it_names() -> None:
    asked = [(file, *call) for file in files_that_speak() if file.suffix == ".py" for call in calls(file)]
    assert len(asked) > 400
    for file, node, message in asked:
        given = {one.arg for one in node.keywords}
        if None not in given:
            assert given == set(PLACEHOLDER.findall(message)), f"{file.name}:{node.lineno} asks for '{message}'"
