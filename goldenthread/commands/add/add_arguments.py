"""What can be added, and the options for its content."""

from __future__ import annotations

from typing import Any

from goldenthread.model import STANDARD_FIELDS

ITEM_KINDS = {
    "finding": "evidence",
    "priority": "priority",
    "action": "action",
    "measure": "measure",
    "response": "response",
    "chain": "chain",
    "gap": "gap",
}
"""The authors' names for the kinds of items that every book has, with their directives."""
KINDS_ADDED = (*ITEM_KINDS, "table", "chapter", "edition", "consultation")
ITEM_OPTIONS = ("tags", *sorted(frozenset({"status"}).union(*STANDARD_FIELDS.values())))
"""Every option and link of the items of a new book, except the id."""
OWN_OPTION = "option"
"""The argument for options that only one book has, since arguments are parsed before the book is read."""
OTHER_OPTIONS = {
    "title": "its title",
    "text": "its text, or a chapter's first paragraph",
    "edition": "a priority's or chapter's edition (the last one when left out), or that of an item of the book's own kind",
    "from": "for an edition: the one that it is begun from (the last one when left out)",
    "published": "for an edition: its day (the last of the month or year in its name when left out)",
    "label": "for an edition: its name in sentences",
    "code": "for an edition: how its ids begin",
    "deadline": "for a consultation: the last day for answers (in six weeks when left out)",
    "rows": "for a table: a file of rows, CSV",
    **{
        key: f"for a table's card: {key}"
        for key in ("measure", "unit", "publication", "url", "released", "licence", "dimensions", "method")
    },
}
OF_CHAPTER = "the chapter that it stands in; for a response, the page that it is about"


def _flags(name: str) -> str:
    return " ".join(dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}")))


ADD_ARGUMENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("kind", {"metavar": "kind", "help": f"what is added: {', '.join(KINDS_ADDED)}, or a kind of item that only the book has"}),
    (
        "name",
        {
            "nargs": "?",
            "default": "",
            "help": "an item's id (made from its title when left out), a table's name such as "
            "jobs-2018, a chapter's place such as evidence/housing, or an edition such as 2020-09",
        },
    ),
    (
        f"--{OWN_OPTION}",
        {
            "action": "append",
            "default": [],
            "metavar": "name=value",
            "help": "an option or link that only the book has, given once for each: --option score=12",
        },
    ),
    ("--dry-run", {"action": "store_true", "help": "print what would be written, and write nothing"}),
    ("--after", {"default": "", "help": "the item, or for a chapter the page, behind which it stands"}),
    (
        "--row",
        {"action": "append", "default": [], "metavar": "area,period,value", "help": "for a table: a row, given once for each"},
    ),
    *((f"--{name}", {"default": "", "help": text}) for name, text in OTHER_OPTIONS.items()),
    *(
        (_flags(name), {"default": "", "help": OF_CHAPTER if name == "chapter" else f"':{name}:' of an item"})
        for name in ITEM_OPTIONS
    ),
)
