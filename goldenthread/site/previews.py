"""What a link to an item or a term shows beside it: one script that a page loads when a reader first points at such a link."""

from __future__ import annotations

import json
import re
from pathlib import Path

from sphinx.application import Sphinx

from goldenthread.analysis import PlainTexts, editions_in_words
from goldenthread.model import Item, Register, gettext
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.views.explorer import state_in_words
from goldenthread.system import digest, write_changed

PREVIEWS = "previews.js"
LONGEST_SENTENCE = 240
_SENTENCE = re.compile(r".*?[.!?](?=\s+[A-Z“‘\"(]|$)")


def first_sentence(text: str) -> str:
    """The first sentence of a text in one line, cut at a word where it is long."""
    found = _SENTENCE.match(text)
    sentence = found.group() if found else text
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    return f"{sentence[:LONGEST_SENTENCE].rpartition(' ')[0]} …"


def about_item(register: Register, item: Item, label: str) -> str:
    """What an item is, how sure or in what state, and in which edition: `Evidence · High confidence · December 2019 edition`."""
    return " · ".join(part for part in (label, state_in_words(item), editions_in_words(register, item)) if part)


def write_previews(app: Sphinx, builder: BookHTMLBuilder) -> None:
    """Put the previews at the site's root, as a script, for a page that is opened as a file may not fetch."""
    domain = BookDomain.of(app.env)
    texts: PlainTexts = domain.texts
    kinds = domain.loaded.vocabulary.kinds
    shown: dict[str, list[str]] = {
        item.id: [item.title, about_item(domain.register, item, kinds[item.kind].label), first_sentence(texts.of(item))]
        for item in domain.register.items.values()}
    for docname, terms in sorted(domain.data["terms"].items()):
        page = builder.get_target_uri(docname)
        shown |= {f"{page}#{term['anchor']}": [term["term"], gettext("Glossary"), first_sentence(term["meaning"])]
                  for term in terms}
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    write_changed(Path(app.outdir) / PREVIEWS, f"window.bookPreviews={text};\n")


def digest_of_terms(app: Sphinx) -> str:
    """A digest of every glossary, which is not in the register."""
    return digest(repr(sorted(BookDomain.of(app.env).data["terms"].items())))
