"""What finds an item: the form above the list of all items, and the words of every item for the script that searches."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.analysis import editions_in_words
from goldenthread.documents.nodes import item_finder, item_row
from goldenthread.model import item_page, number_of
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.html_translator import BookTranslator
from goldenthread.site.views.explorer import EXPLORER_PAGE

INDEX_FILE = "itemindex.js"


def visit_item_finder(self: BookTranslator, node: item_finder) -> None:
    count = f'{number_of(node["count"], "item")}.'
    selects = "\n".join(_select(name, label, options, node["count"]) for name, label, options in node["facets"])
    # hidden until the script is there to answer; without it the whole list is below
    self.body.append(f"""<form class="gt-finder" role="search" aria-label="Narrow the list of items" hidden>
<p class="gt-finder-words"><label for="finder-q">Words or an id</label>
<input id="finder-q" name="q" type="search" autocomplete="off"></p>
{selects}
<p><button class="gt-button" type="reset">Show all items</button></p>
</form>
<p class="gt-finder-count">{count}</p>
<p class="gt-unseen" role="status"></p>
""")
    raise nodes.SkipNode


def _select(name: str, label: str, options: list[tuple[str, str, int]], count: int) -> str:
    every = "".join(f'<option value="{escape(value)}">{escape(words)} ({many:,})</option>' for value, words, many in options)
    return (f'<p><label for="finder-{name}">{escape(label)}</label>\n<select id="finder-{name}" name="{name}">'
            f'<option value="">All ({count:,})</option>{every}</select></p>')


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
    """Have the two pages on which items are found, and no other, load the script and its style sheet."""
    if pagename == "search" or (doctree is not None and doctree.next_node(item_finder) is not None):
        app.add_js_file("explorer.js", loading_method="defer")
        app.add_css_file("explorer.css", priority=703)


def write_index(app: Sphinx, builder: BookHTMLBuilder) -> None:
    """Put the words of every item at the site's root, as a script, for a page that is opened as a file may load no other data."""
    domain = BookDomain.of(app.env)
    register, kinds = domain.register, domain.loaded.vocabulary.kinds
    items = [[item.id, kinds[item.kind].label, item.kind, item.title, editions_in_words(register, item),
              builder.get_target_uri(item_page(item.id)), domain.texts.of(item)]
             for item in register.items.values()]
    explorer = builder.get_target_uri(EXPLORER_PAGE) if EXPLORER_PAGE in register.titles else ""
    text = json.dumps({"explorer": explorer, "items": items}, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / INDEX_FILE).write_text(f"window.bookItems={text};\n", encoding="utf-8", newline="\n")
