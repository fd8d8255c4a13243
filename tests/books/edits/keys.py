"""Edits of settings: any key of any settings file gets another value, comes or goes, and conf.py sets what it may set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array

from tests.books.edits.draft import Draft, NotHere, edit
from tests.books.edits.words import PICTURE

SETTINGS = ("evidence/areas.toml", "evidence/data/*.toml", "strategy/framework.toml", "strategy/editions.toml",
            "strategy/style.toml", "strategy/synonyms.toml", "strategy/consultation/consultation.toml",
            "strategy/consultation/received/*.toml", "strategy/20*/agreed.toml", "ubproject.toml")
Leaf = tuple[Any, Any]
"""A table or list of a settings file, and a key or place in it."""


def _leaves(held: Any) -> Iterator[Leaf]:
    """Every value that is no table, and every list."""
    for key, value in list(held.items() if isinstance(held, dict) else enumerate(held)):
        if isinstance(value, dict | list):
            yield from _leaves(value)
        if not isinstance(value, dict | AoT):
            yield held, key


def _another(draft: Draft, value: Any) -> Any:
    """A value of the same kind that is another."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=draft.pick([-1, 1]))
    if isinstance(value, Array):
        return list(reversed(value)) if draft.random.random() < 0.5 else [*value][:-1]
    number = draft.number()
    return draft.pick([f"{value} {number}", f"Called {number}", f"{value}{number % 10}"])


@edit("a key of a settings file has another value")
def another_value(draft: Draft) -> None:
    """Of every file alike often, and of each of its keys."""
    file = draft.pick(draft.files(draft.pick(SETTINGS)))
    document = tomlkit.parse(draft.read(file))
    held, key = draft.pick(list(_leaves(document)))
    held[key] = _another(draft, held[key])
    draft.write(file, tomlkit.dumps(document))


@edit("a key of a settings file taken out")
def no_key(draft: Draft) -> None:
    """Most are needed: those are tried first that a file may do without."""
    file = draft.pick(draft.files(draft.pick(SETTINGS)))
    document = tomlkit.parse(draft.read(file))
    held, key = draft.pick([(held, key) for held, key in _leaves(document) if isinstance(held, dict)])
    del held[key]
    draft.write(file, tomlkit.dumps(document))


OPTIONAL = (
    ("evidence/areas.toml", "area", ("city = true", "own = true")),
    ("evidence/data/*.toml", "", ('cautions = ["One should know."]', 'method = "Counted."', 'reuse = "cited-only"',
                                  'copy = { holder = "A library", url = "https://example.org/copy", read = "2019-11" }',
                                  'original = { file = "a.xlsx", sha256 = "%s" }' % ("0123456789abcdef" * 4))),
    ("strategy/framework.toml", "", ("# a remark",)),
    ("strategy/editions.toml", "", ('contact = "the team"', 'formats = "Ask for large print."', 'licence = "CC BY 4.0"',
                                    'evidence_note = "A note of the evidence."')),
    ("strategy/consultation/consultation.toml", "", ('outcome = "2020-03"', 'address = "team@example.org"',
                                                     "answer_by = 2020-03-01", 'outcome = "It was well received."')),
)
"""The keys that a file may do without, by the file and the heading under which they stand."""


@edit("a key added that a settings file may do without")
def more_keys(draft: Draft) -> None:
    pattern, heading, lines = draft.pick(OPTIONAL)
    line, file = draft.pick(lines), draft.pick(draft.files(pattern))
    if heading:
        draft.change(file, rf"^\[\[{heading}\]\]$", rf"[[{heading}]]\n{line}")
    else:
        draft.write(file, f"{line}\n{draft.read(file)}")


@edit("what a new setting of Sphinx says")
def sphinx_setting(draft: Draft) -> None:
    """Those that change what pages hold or what is read."""
    number = draft.number()
    line = draft.pick([
        f'html_title = "Short {number}"', f'html_short_title = "Short {number}"', f'project = "Project {number}"',
        f'release = "{number}"', f'version = "{number}"', "numfig = True", "numfig = False",
        f"numfig_secnum_depth = {number % 3}",
        f"toc_object_entries = {number % 2 == 0}", "smartquotes = False", "smartquotes = True",
        f'bibtex_default_style = "{draft.pick(["plain", "alpha", "unsrt"])}"',
        f'pygments_style = "{draft.pick(["default", "friendly"])}"', f'html_baseurl = "https://example.org/{number}/"',
        f'html_theme_options = {{"announcement": "Number {number}"}}', f'today = "Day {number}"',
        f'myst_substitutions = {{"a": "{number}"}}', 'numfig_format = {"figure": "Picture %s", "table": "List %s"}',
        "html_permalinks = False", f'html_logo = "docs/logo-{number % 2}.svg"', f'html_favicon = "docs/logo-{number % 2}.svg"'])
    for name in ("docs/logo-0.svg", "docs/logo-1.svg"):
        if name in line and not draft.files(name):
            draft.write(name, PICTURE.format(at=number % 30 + 5))
    draft.write("conf.py", f"{draft.read('conf.py')}{line}\n")


@edit("the picture of the site drawn anew")
def logo(draft: Draft) -> None:
    """It is named by the settings alone."""
    draft.write(draft.pick(draft.files("docs/logo-*.svg")), PICTURE.format(at=draft.number() % 30 + 5))


@edit("a setting of Sphinx taken out")
def no_setting(draft: Draft) -> None:
    head, *lines = draft.read("conf.py").splitlines(keepends=True)
    own = [line for line in lines if not line.startswith(("extensions", "language", "\n"))]
    if not own:
        raise NotHere
    lines.remove(draft.pick(own))
    draft.write("conf.py", head + "".join(lines))


@edit("a kind of item of the book's own, or a choice of a field")
def own_choice(draft: Draft) -> None:
    number = draft.number()
    if draft.random.random() < 0.5:
        draft.change("ubproject.toml", r'enum = \["(\w)', rf'enum = ["kind-{number}", "\1')
    else:
        lines = f'\n[goldenthread.labels.confidence]\nhigh = "Sure {number}"\n'
        text = draft.read("ubproject.toml")
        if "[goldenthread.labels.confidence]" in text:
            draft.change("ubproject.toml", r'^high = ".*"$', f'high = "Sure {number}"')
        else:
            draft.write("ubproject.toml", text + lines)
