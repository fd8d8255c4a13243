"""The catalogue of messages: every code in the source of the package stands in it, and it holds no other."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from goldenthread.rules import RULES, catalogue

PACKAGE = Path(__file__).parents[2] / "goldenthread"
CODE = re.compile(r"[a-z]+\.[a-z]+(-[a-z]+)*")
FILES = re.compile(r".*\.(bin|cfg|css|csv|docx|html|js|json|jsonld|lock|md|pdf|pickle|py|toml|txt|typ|xlsx|xml)")
LIKE_FILES = {"data.csv", "source.toml"}
# names of other things that are written as codes are: modules, keys of settings, a page of Sphinx
NO_CODES = {"area.codes", "config.cache", "edition.dropped", "needs.made", "needs.types", "pybtex.backends",
            "sphinxcontrib.bibtex"}


def codes_in(path: Path) -> Iterator[str]:
    """Every text in a file that is written as a code is, or that ends in one between brackets as a message does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            other = node.value in NO_CODES or (FILES.fullmatch(node.value) and node.value not in LIKE_FILES)
            if CODE.fullmatch(node.value) and not other:
                yield node.value
            yield from re.findall(rf"\[({CODE.pattern.replace('(-', '(?:-')})\]$", node.value)


def test_every_code_that_is_reported_stands_in_the_catalogue_and_no_other() -> None:
    assert {code for path in PACKAGE.rglob("*.py") for code in codes_in(path)} == set(catalogue())


def test_a_code_is_never_put_together_so_that_it_can_be_looked_for() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and len(node.args) > 1:
                assert not isinstance(node.args[1], ast.JoinedStr), f"{path}:{node.lineno}"


def test_a_code_is_declared_once_and_says_its_rule_in_a_sentence() -> None:
    declared = Counter(rule.code for rule in RULES)
    for file in PACKAGE.rglob("codes.toml"):
        assert file.parent.parent == PACKAGE, file  # where they are looked for
        for family, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            declared.update(f"{family}.{name}" for name in entries)
    assert [code for code, times in declared.items() if times > 1] == []
    assert list(catalogue()) == sorted(catalogue())
    assert [sentence for sentence in catalogue().values() if not sentence.endswith((".", ".)", "(advice)."))] == []
