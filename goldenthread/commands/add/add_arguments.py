"""What can be added, and the options that say what it holds."""

from __future__ import annotations

from typing import Any

ITEM_KINDS = {
    "finding": "evidence",
    "priority": "priority",
    "action": "action",
    "measure": "measure",
    "response": "response",
    "chain": "chain",
    "gap": "gap",
}
"""What an author calls the kinds of items, and their directives."""
KINDS_ADDED = (*ITEM_KINDS, "table", "chapter", "edition", "consultation")
ITEM_OPTIONS = (
    "tags",
    "status",
    "datasets",
    "references",
    "confidence",
    "standing",
    "since",
    "period",
    "geography",
    "comparator",
    "caution",
    "difference",
    "effect",
    "replaces",
    "differs_from",
    "lacks",
    "reason",
    "rests_on",
    "revises",
    "because",
    "lead",
    "by",
    "answer",
    "delivers",
    "works",
    "asks",
    "problem",
    "cause",
    "failure",
    "input",
    "activity",
    "output",
    "outcome",
    "cost",
    "assumptions",
    "risks",
    "explains",
    "availability",
    "publisher",
    "where",
    "searched",
    "chapters",
    "watch",
    "filled_by",
    "not_filled_by",
    "baseline",
    "direction",
    "target",
    "target_source",
    "milestones",
    "tracks",
    "respondent",
    "chapter",
    "criterion",
    "received",
    "late",
    "source",
    "disposition",
    "grounds",
    "about",
    "changed",
    "brought",
)
"""Every option and link of an item, as `ubproject.toml` has them, but for the id."""
OTHER_OPTIONS = {
    "title": "its title",
    "text": "its text, or a chapter's first paragraph",
    "edition": "a priority's or chapter's edition (the last one when left out)",
    "from": "for an edition: the one that it is begun from (the last one when left out)",
    "published": "for an edition: its day (the last of its month when left out)",
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
    ("kind", {"choices": KINDS_ADDED, "help": "what is added"}),
    (
        "name",
        {
            "nargs": "?",
            "default": "",
            "help": "an item's id (made from its title when left out), a table's name such as "
            "jobs-2018, a chapter's place such as evidence/housing, or an edition such as 2020-09",
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
