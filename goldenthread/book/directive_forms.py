"""What a directive must, may and must not have besides its options: a title and content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.book.allowed_markup import BLOCKS, LITERAL, NOTES, PICTURES, VIEWS
from goldenthread.book.foreign_markup import Mistake
from goldenthread.book.markdown_nodes import Fence

NEEDS_TITLE = frozenset({"admonition", "topic", "rubric"})
NEEDS_WORDS = frozenset({*NOTES, *BLOCKS, *LITERAL, "table", "list-table", "glossary"}) - {"rubric"}
HAS_NO_WORDS = frozenset({*VIEWS, "image", "rubric", "bibliography"})
# text after these names is the first line of the content
BEGINS_AT_ONCE = frozenset({*NOTES, "epigraph", "pull-quote", "line-block", "glossary"}) - {"admonition"}
HAS_NO_TITLE = frozenset({"bibliography", "toctree", "glossary", "line-block"})
_CLASS = re.compile(r"[A-Za-z][\w-]*(?: +[A-Za-z][\w-]*)*")


def form_mistakes(fence: Fence) -> Iterator[Mistake]:
    """What a directive lacks, and what it has that it must not have."""
    name, body = fence.name, fence.content[fence.options:]
    words = any(row.strip() for row in body)
    if name in NEEDS_TITLE and not fence.argument:
        yield _form(fence, f"'{{{name}}}' has no title.", f"Write one behind its name: '{fence.markers}{{{name}}} A title'.")
    if name in HAS_NO_TITLE and fence.argument:
        yield _form(fence, f"'{{{name}}}' has '{fence.argument[:40]}' on its first line.", "Write it on a line of its own below, "
                    "or take it out." if name not in HAS_NO_WORDS else "Take it out.")
    if name in NEEDS_WORDS and not words and not (fence.argument and name in BEGINS_AT_ONCE):
        yield _form(fence, f"Nothing stands within '{{{name}}}'.", "Write what it is to hold, or take it out.")
    if name in HAS_NO_WORDS and words:
        row = next(number for number, one in enumerate(body) if one.strip())
        yield (fence.body_line + row, "markup.form", f"'{{{name}}}' holds words, which it would not show.",
               "Write them below it." if name not in PICTURES else "Write them below it, or make it a 'figure'.")
    if name in BEGINS_AT_ONCE and fence.argument and fence.options and words:
        yield _form(fence, f"'{{{name}}}' begins on its first line and goes on below its options.",
                    "Write all of its words below the options.")
    if name in VIEWS and len(fence.argument.split()) > 1:
        yield _form(fence, f"'{{{name}}}' has more than one word on its first line.", "Keep one, or none.")
    if name == "container" and fence.argument and not _CLASS.fullmatch(fence.argument):
        yield _form(fence, f"'{fence.argument[:40]}' cannot name how a 'container' looks.", "Write a word, such as 'wide'.")


def _form(fence: Fence, what: str, fix: str) -> Mistake:
    return (fence.line, "markup.form", what, fix)
