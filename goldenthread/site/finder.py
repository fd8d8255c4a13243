"""What finds things on a page: the form above the list of all items, and the scripts of the search."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.book import DATA_FOLDER
from goldenthread.documents.nodes import item_finder, item_row
from goldenthread.model import in_digits, number_of
from goldenthread.site.html_translator import BookTranslator
from goldenthread.site.html_words import html_words
from goldenthread.site.views.explorer import EXPLORER_PAGE

FULL_LISTS = (EXPLORER_PAGE, "priorities/all", "evidence/annex-data", "evidence/index")
"""Pages that list all there is, of a book or of a roll-up: a reader without scripts looks there for what a search would find."""


def visit_item_finder(self: BookTranslator, node: item_finder) -> None:
    count = f'{number_of(node["count"], "item")}.'
    selects = "\n".join(_select(name, label, options, node["count"]) for name, label, options in node["facets"])
    # hidden until the script is there to answer; without it the whole list is below
    self.body.append(f"""<form class="gt-finder" role="search" aria-label="{html_words('Narrow the list of items')}" hidden>
<p class="gt-finder-words"><label for="finder-q">{html_words("Words or an id")}</label>
<input id="finder-q" name="q" type="search" autocomplete="off"></p>
<p class="gt-finder-buttons"><button class="gt-button" type="submit">{html_words("Search")}</button>
<button class="gt-button" type="reset">{html_words("Show all items")}</button></p>
<details class="gt-narrow" open><summary>{html_words("Narrow the list")}</summary>
<div>
{selects}
</div>
</details>
</form>
<p class="gt-finder-count">{count}</p>
<p class="gt-unseen" role="status"></p>
""")
    raise nodes.SkipNode


def _select(name: str, label: str, options: list[tuple[str, str, int]], count: int) -> str:
    every = "".join(f'<option value="{escape(value)}">{escape(words)} ({in_digits(many)})</option>' for value, words,
                    many in options)
    return (f'<p><label for="finder-{name}">{escape(label)}</label>\n<select id="finder-{name}" name="{name}">'
            f'<option value="">{html_words("All ({number})", number=in_digits(count))}</option>{every}</select></p>')


def visit_item_row(self: BookTranslator, node: item_row) -> None:
    start = len(self.body)
    self.visit_row(node)
    keys = " ".join(f'data-{name}="{escape(value)}"' for name, value in node["keys"].items())
    self.amend(start, "<tr ", f"<tr {keys} ")


def depart_item_row(self: BookTranslator, node: item_row) -> None:
    self.depart_row(node)


def add_finder(app: Sphinx) -> None:
    """Tell Sphinx how the form and the rows are written as HTML."""
    words_only = (lambda self, node: None, lambda self, node: None)
    app.add_node(item_finder, html=(visit_item_finder, None), text=words_only)
    app.add_node(item_row, html=(visit_item_row, depart_item_row), text=words_only)


def load_finder(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Have the pages on which things are found, and no other, load the scripts and their style sheet.

    These are the search, the list of all items, datasets of many rows, and the list of all points of a consultation.
    """
    if "gt-rows" in context.get("body", "") and (pagename.startswith(f"{DATA_FOLDER}/") or "gt-points" in context["body"]):
        app.add_js_file("data-table.js", loading_method="defer")
        app.add_css_file("explorer.css", priority=703)
    is_search = pagename == "search"
    if not is_search and (doctree is None or doctree.next_node(item_finder) is None):
        return
    for script in ("minisearch.js", "search-engine.js", "search-page.js" if is_search else "explorer.js"):
        app.add_js_file(script, loading_method="defer")
    app.add_css_file("explorer.css", priority=703)
    if is_search:
        context["full_lists"] = [(app.builder.get_relative_uri(pagename, name), app.env.titles[name].astext())
                                 for name in FULL_LISTS if name in app.env.titles]
