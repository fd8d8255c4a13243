"""What a chapter may contain: closed lists of directives, roles and HTML.

A directive or role on a list reads no file that it names, fetches nothing, and runs nothing. Everything else that MyST, Sphinx
and its extensions offer, now or in a later release, is refused.
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
# filled from the register; a test compares this list with the views that exist
VIEWS = (
    "evidence-relied-on", "thread-table", "data-sources", "chapter-sources", "priority-list", "changes", "edition-list",
    "evidence-map", "gap-lists", "coverage", "counts", "thread-picture", "agreement", "response-table", "response-list",
    "campaigns", "explorer", "receipt",
    "dataset-list", "evidence-list", "framework", "rules", "priority-names", "delivery-plan", "milestones", "open-gaps",
)
PICTURES = ("image", "figure")
# the content of these is shown verbatim
LITERAL = ("code-block", "code")
STYLES = ("plain", "alpha", "unsrt", "unsrtalpha")
"""The styles of a list of publications."""

DIRECTIVES: Mapping[str, frozenset[str] | None] = {
    # the options of items and charts are checked by rules of their own
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
"""Every directive with the options that it may have; None if its options are checked elsewhere."""

_FILTERED = "It is filled by a filter in Python, which would run in whoever builds the book."
_DRAWN = "Another program draws it, so that print would lack it. Draw it once, and put the SVG file in with 'figure'."
_FOLDED = "It hides words until a reader clicks, and paper has no clicks."
_READ = "It reads a file of whoever builds the book."
INSTEAD: Mapping[str, str] = {
    **dict.fromkeys(("needtable", "needlist", "needextract"),
                    f"{_FILTERED} Write 'explorer', 'evidence-list', 'priority-list' or 'response-table'."),
    **dict.fromkeys(("needflow", "needsequence", "needgantt"), f"{_FILTERED} Write 'thread-picture', or 'delivery-plan'."),
    **dict.fromkeys(("needpie", "needbar"), f"{_FILTERED} Write 'counts' or 'coverage', or a 'chart' of a table."),
    **dict.fromkeys(("mermaid", "graphviz", "digraph", "graph", "uml", "plantuml", "drawio-image", "plot"), _DRAWN),
    **dict.fromkeys(("tab-set", "tab-item", "tabs", "tab", "group-tab", "dropdown", "details", "toggle"),
                    f"{_FOLDED} Write headings, or a 'list-table'."),
    **dict.fromkeys(("grid", "grid-item", "grid-item-card", "card", "card-carousel"),
                    "It sets words side by side, and print has one column. Write a list, a 'list-table' or a 'container'."),
    **dict.fromkeys(("math", "math:block", "amsmath"),
                    "A web page would need a script of others to set it. Say it in words, or put a picture in with 'figure', "
                    "and say it in its alt text."),
    **dict.fromkeys(("include", "literalinclude"),
                    f"{_READ} Write the words here; text to be shown as it stands goes into 'code-block'."),
    "csv-table": f"{_READ} 'goldenthread import' makes a table of the book of it; a small one is written as Markdown.",
    **dict.fromkeys(("eval-rst", "raw", "only", "ifconfig"),
                    "The web page, print and the rules would each read another text. Write it in Markdown."),
    **dict.fromkeys(("todo", "todolist"), "Readers would see it. Begin the line with '%': it is then for authors alone."),
}
"""Directives common in other projects, each with the reason why a chapter may not have it, and what to write instead."""

NO_MARKDOWN_IN_TITLE = frozenset({*KINDS, *LITERAL, *PICTURES, *VIEWS, "chart", "container", "bibliography", "toctree"})
"""Directives whose first line is not Markdown but a name, an address or a literal title."""

ROLES = frozenset({"value", "need", "cite", "cite:p", "cite:ps", "cite:t", "cite:ts", "cite:ct", "cite:cts",
                   "doc", "ref", "numref", "term", "abbr", "sub", "sup"})
FRONT_MATTER_KEYS = frozenset({"orphan", "hide-toc", "tocdepth"})
"""The keys that a page may have in its front matter."""

# a link to a file that the build makes, which cannot be written in Markdown
ANCHOR = re.compile(r'<a href="(?!/)[\w./-]+">|</a>')
PICTURE_FILE = re.compile(r".+\.(?:png|jpe?g|gif|svg)", re.IGNORECASE)
