"""Terms of a glossary: what a glossary explains is noted when it is read, and a chapter links to it at a term's first use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypedDict

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from goldenthread.documents.nodes import banner, chart, item_title
from goldenthread.model import Register, slug
from goldenthread.site.domain import BookDomain
from goldenthread.site.page_context import PageContext

GLOSSARY_PAGES = ("glossary", "annex-glossary")
"""How a chapter is called whose lists of definitions are a glossary, beside those that hold the directive of that name."""
_EVIDENCE = "evidence/"
# within these a term is no use of it: a heading, what is a link or code already, what is shown beside the text
_NOT_WITHIN = (nodes.reference, nodes.title, nodes.literal, nodes.literal_block, nodes.term, nodes.table, nodes.caption,
               nodes.footnote, nodes.citation, nodes.footnote_reference, addnodes.pending_xref, item_title, chart, banner)


class GlossaryTerm(TypedDict):
    """A term as it stands in its glossary, the id of its place there, and what it means."""

    term: str
    anchor: str
    meaning: str


def note_terms(app: Sphinx, doctree: nodes.document) -> None:
    """Give each term of a glossary a place and keep what it means; a handler of `doctree-read`."""
    docname = app.env.current_document.docname
    whole = docname.rpartition("/")[2] in GLOSSARY_PAGES
    lists = doctree.findall(nodes.definition_list) if whole else (
        each for glossary in doctree.findall(addnodes.glossary) for each in glossary.findall(nodes.definition_list))
    terms = [_noted(entry) for each in lists for entry in each.findall(nodes.definition_list_item)]
    data = BookDomain.of(app.env).data["terms"]
    if terms:
        data[docname] = terms
    else:
        data.pop(docname, None)


def _noted(entry: nodes.definition_list_item) -> GlossaryTerm:
    term, meaning = (next(entry.findall(kind)) for kind in (nodes.term, nodes.definition))
    if not term["ids"]:
        term["ids"].append(f"term-{slug(term.astext())}")
    return GlossaryTerm(term=term.astext(), anchor=term["ids"][0], meaning=" ".join(meaning.astext().split()))


def forms_of(term: str) -> Iterator[str]:
    """The words by which a text may use a term: `Gigawatt-hour (GWh)` is both, and so is `Gross output, gross income`."""
    for part in term.split(", "):
        short = re.fullmatch(r"(.+?) \((.+)\)", part.strip())
        yield from short.groups() if short else [part.strip()]


def pattern_of(form: str) -> str:
    """A form as a regular expression: its first letter small or large, an `s` behind it or not; an abbreviation as it is."""
    if sum(letter.isupper() for letter in form) > 1:
        return re.escape(form)
    first, rest = form[0], re.escape(form[1:])
    head = f"[{first.upper()}{first.lower()}]" if first.isalpha() else re.escape(first)
    return f"{head}{rest}s?" if form[-1].isalpha() and form[-1] != "s" else head + rest


@lru_cache(maxsize=256)  # the same terms wait from one text of a chapter to the next
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the first use of any of these forms; the number of the group that matched is that of the form, from 1."""
    either = "|".join(f"({pattern_of(form)})" for form in forms)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")


def glossary_for(register: Register, terms: Mapping[str, list[GlossaryTerm]], docname: str) -> str:
    """The page of the glossary that a chapter links to: that of its edition, or else the newest; nothing for a guide."""
    edition = register.edition_of_page(docname)
    if edition is None and not docname.startswith(_EVIDENCE):
        return ""
    editions = [edition] if edition else sorted(register.editions.values(), key=lambda each: each.published, reverse=True)
    folders = [*(f"{each.folder}/" for each in editions), _EVIDENCE]
    return next((name for folder in folders for name in terms if name.startswith(folder)), "")


def link_terms(page: PageContext, doctree: nodes.document, terms: Mapping[str, list[GlossaryTerm]]) -> None:
    """Link the first use of each term in the running text of a chapter to its place in the glossary. On web pages only."""
    glossary = glossary_for(page.register, terms, page.docname) if page.builder.format == "html" else ""
    if not glossary or page.docname in terms:
        return
    waiting = {form: entry for entry in terms[glossary] for form in forms_of(entry["term"])}
    for text in list(doctree.findall(nodes.Text)):
        if waiting and _is_running_text(text):
            _link_in(page, text, glossary, waiting)


def _is_running_text(text: nodes.Text) -> bool:
    above, in_paragraph = text.parent, False
    while above is not None:
        # what has a target becomes a link later, as one of sphinx-needs does, and a link holds no other
        if isinstance(above, _NOT_WITHIN) or "reftarget" in above:
            return False
        if isinstance(above, nodes.paragraph) and "kicker" in above["classes"]:
            return False
        in_paragraph = in_paragraph or isinstance(above, nodes.paragraph)
        above = above.parent
    return in_paragraph


def _link_in(page: PageContext, text: nodes.Text, glossary: str, waiting: dict[str, GlossaryTerm]) -> None:
    """Put links into one text, and take from `waiting` the terms that have had theirs."""
    parts: list[nodes.Node] = []
    rest = str(text)
    while waiting:
        # the longest form first, so that "fuel poverty" is no use of "poverty"
        forms = tuple(sorted(waiting, key=len, reverse=True))
        found = _any_of(forms).search(rest)
        if not found or found.lastindex is None:
            break
        entry = waiting[forms[found.lastindex - 1]]
        uri = page.builder.get_relative_uri(page.docname, glossary)
        link = nodes.reference("", found.group(), internal=True, refuri=f"{uri}#{entry['anchor']}", classes=["gt-term"])
        parts += [nodes.Text(rest[:found.start()]), link]
        rest = rest[found.end():]
        for form in forms_of(entry["term"]):
            waiting.pop(form, None)
    if parts:
        text.parent.replace(text, [*(part for part in parts if part.astext()), *([nodes.Text(rest)] if rest else [])])
