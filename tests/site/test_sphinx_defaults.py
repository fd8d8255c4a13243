"""A book's conf.py holds its own settings only: every other has a default, and what conf.py says comes first."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from goldenthread.site import sphinx_app
from goldenthread.site.sphinx_defaults import DEFAULTS
from tests.books.small_book import small_book, write_book


def settings(root: Path) -> dict[str, object]:
    """Every setting of Sphinx as a build of the book at `root` has it."""
    with sphinx_app(root, root / "build/x", root / "build/y", "html", {}, io.StringIO(), config_folder=root) as app:
        return {value.name: value.value for value in app.config}


def test_a_book_says_little_of_itself() -> None:
    lines = [line for line in small_book()["conf.py"].splitlines() if "=" in line]
    assert [line.partition(" = ")[0] for line in lines] == ["extensions", "language", "copyright"]


def test_what_conf_leaves_open_has_a_default_and_the_title_is_the_books(tmp_path: Path) -> None:
    values = settings(write_book(tmp_path))
    # the extension puts a faster style, whose entries are the same, in the place of the plain one
    wanted = DEFAULTS | {"bibtex_default_style": values["bibtex_default_style"]}
    assert {name: values[name] for name in DEFAULTS} == wanted, "Sphinx no longer takes its settings from Config._raw_config"
    assert (values["project"], values["html_title"], values["author"]) == ("Strategy", "Strategy", "The partnership")


def test_what_conf_says_comes_first(tmp_path: Path) -> None:
    own = 'html_title = "Another title"\nmyst_heading_anchors = 2\nhtml_copy_source = True\n'
    values = settings(write_book(tmp_path, {"conf.py": small_book()["conf.py"] + own}))
    assert (values["html_title"], values["myst_heading_anchors"], values["html_copy_source"]) == ("Another title", 2, True)
    assert (values["project"], values["html_use_index"]) == ("Strategy", False)


@pytest.mark.parametrize("editions", [None, "title = "])
def test_a_book_whose_title_cannot_be_read_says_so_by_its_rules_alone(editions: str | None, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="cannot be built until the problems above are mended"):
        settings(write_book(tmp_path, {"strategy/editions.toml": editions}))
