"""What a chapter may hold: closed lists of directives, roles and HTML.

A directive or role on a list reads no file that it names, fetches nothing, and runs nothing. Whatever else MyST, Sphinx and its
extensions know, now or in a later release, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from goldenthread.model import KINDS

STYLING = frozenset({"name", "class"})
SIZES = STYLING | {"alt", "width", "height", "scale", "align"}
CODE = STYLING | {"linenos", "lineno-start", "emphasize-lines", "caption", "dedent", "force"}
NOTES = ("note", "tip", "important", "warning", "caution", "hint", "attention", "danger", "error", "seealso", "admonition")
BLOCKS = ("container", "topic", "epigraph", "pull-quote", "rubric", "line-block")
# filled by the book itself from the register; a test compares this list with the views that there are
VIEWS = (
    "evidence-relied-on", "thread-table", "data-sources", "chapter-sources", "priority-list", "changes", "edition-list",
    "evidence-map", "gap-lists", "coverage", "counts", "thread-picture", "agreement", "response-table", "response-list",
    "campaigns", "explorer", "receipt",
    "dataset-list", "evidence-list", "framework", "rules", "priority-names", "delivery-plan", "milestones", "open-gaps",
)
PICTURES = ("image", "figure")
# what is inside is shown as it stands
LITERAL = ("code-block", "code")
STYLES = ("plain", "alpha", "unsrt", "unsrtalpha")
"""The styles of a list of publications."""

DIRECTIVES: Mapping[str, frozenset[str] | None] = {
    # the options of items and charts have rules of their own
    **dict.fromkeys(KINDS), "chart": None,
    **dict.fromkeys(VIEWS, frozenset()), **dict.fromkeys(NOTES, STYLING), **dict.fromkeys(BLOCKS, STYLING),
    "code-block": CODE, "code": STYLING | {"number-lines", "force"},
    "toctree": STYLING | {"caption", "maxdepth", "glob", "hidden", "titlesonly", "numbered", "reversed", "includehidden"},
    "bibliography": frozenset({"all", "cited", "notcited", "style", "keyprefix", "labelprefix"}),
    "image": SIZES, "figure": SIZES | {"figwidth", "figclass"},
    "table": STYLING | {"widths", "width", "align"},
    "list-table": STYLING | {"header-rows", "stub-columns", "widths", "width", "align"},
    "glossary": frozenset({"sorted"}),
}
"""Every directive with the options that it may have; None where the options are looked at elsewhere."""

NO_MARKDOWN_IN_TITLE = frozenset({*KINDS, *LITERAL, *PICTURES, *VIEWS, "chart", "container", "bibliography", "toctree"})
"""Directives on whose first line stands no Markdown but a name, an address or a title as it is."""

ROLES = frozenset({"value", "need", "cite", "cite:p", "cite:ps", "cite:t", "cite:ts", "cite:ct", "cite:cts",
                   "doc", "ref", "numref", "term", "abbr", "sub", "sup"})
FRONT_MATTER_KEYS = frozenset({"orphan", "hide-toc", "tocdepth"})
"""The keys that a page may have in its front matter."""

# a link to a file that the build makes, which Markdown has no way to write
ANCHOR = re.compile(r'<a href="(?!/)[\w./-]+">|</a>')
PICTURE_FILE = re.compile(r".+\.(?:png|jpe?g|gif|svg)", re.IGNORECASE)
