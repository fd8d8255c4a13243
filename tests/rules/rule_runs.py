"""One rule on records and a few pages: what it reports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.model import Item, Problem
from goldenthread.rules import RULES
from goldenthread.rules.context import Context
from tests.books.records import register

VOCABULARY = read_vocabulary(Path(__file__).parents[2])


def problems_of(code: str, *items: Item, root: Path = Path(), pages: Mapping[str, str | bytes] | None = None,
                **fields: object) -> list[Problem]:
    """The problems that the rule of a code reports, in its order; `pages` are written below `root`."""
    for name, text in (pages or {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    [rule] = [rule for rule in RULES if rule.code == code]
    on_page: dict[str, tuple[str, ...]] = {}
    for one in items:
        on_page[one.place.docname] = (*on_page.get(one.place.docname, ()), one.id)
    context = Context(register=register(*items, **{"items_on": on_page, **fields}), vocabulary=VOCABULARY, root=root)  # type: ignore[arg-type]
    vars(context)["files"] = tuple(pages or ())
    return list(rule.check(context))
