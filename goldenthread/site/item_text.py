"""The text of an item on a page that is not its chapter: the words of `in_plain_words`, with their links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from docutils import nodes

from goldenthread.analysis import EMPHASIS, LINKED, ROLE, without_blocks
from goldenthread.model import Item, Unresolved
from goldenthread.site.node_builders import Inline, bullet_list, paragraph
from goldenthread.site.number_links import number_link
from goldenthread.site.page_context import PageContext

ENTRY = re.compile(r"(?m)^[ \t]*[-*+] +")
CODE = re.compile(r"`([^`]+)`")
BLANK_LINE = re.compile(r"\n[ \t]*\n")


def item_text(page: PageContext, item: Item) -> list[nodes.Node]:
    """The paragraphs and lists of an item's text. Charts and other blocks are left out: they stand in its chapter."""
    blocks: list[nodes.Node] = []
    for text in _blocks(item):
        if ENTRY.match(text):
            blocks.append(bullet_list(_inlines(page, item, entry) for entry in _entries(text)))
        else:
            blocks.append(paragraph(_inlines(page, item, " ".join(text.split()))))
    return blocks


def item_lines(page: PageContext, item: Item) -> list[Inline]:
    """The same as single lines, one for each paragraph and each entry of a list."""
    return [_inlines(page, item, line) for text in _blocks(item) for line in
            (_entries(text) if ENTRY.match(text) else [" ".join(text.split())])]


def _blocks(item: Item) -> list[str]:
    return [text for text in BLANK_LINE.split(without_blocks(item.body)) if text.strip()]


def _entries(text: str) -> list[str]:
    return [" ".join(entry.split()) for entry in ENTRY.split(text)[1:]]


def _inlines(page: PageContext, item: Item, text: str) -> list[nodes.Node]:
    def role(match: re.Match[str]) -> list[nodes.Node]:
        return list(_role(page, match[1].partition(":")[0], match[3].strip()))

    def link(match: re.Match[str]) -> list[nodes.Node]:
        uri = _target(page, item, match[0].rpartition("](")[2].removesuffix(")"))
        words = _inlines(page, item, match[1])
        return [nodes.reference("", "", *words, refuri=uri)] if uri and not match[0].startswith("!") else words

    def emphasis(match: re.Match[str]) -> list[nodes.Node]:
        kind = nodes.strong if len(match[1]) == 2 else nodes.emphasis
        return [kind("", "", *_inlines(page, item, match[2]))]

    def code(match: re.Match[str]) -> list[nodes.Node]:
        return [nodes.literal("", match[1].strip())]

    makers: dict[re.Pattern[str], Callable[[re.Match[str]], list[nodes.Node]]] = {
        ROLE: role, CODE: code, LINKED: link, EMPHASIS: emphasis}
    found: list[nodes.Node] = []
    start = 0
    ahead = {form: form.search(text) for form in makers}
    while hits := [(match.start(), form, match) for form, match in ahead.items() if match]:
        begin, form, match = min(hits, key=lambda hit: hit[0])
        found += [nodes.Text(text[start:begin]), *makers[form](match)]
        start = match.end()
        # what is still ahead is not looked for again
        ahead = {form: match if match is None or match.start() >= start else form.search(text, start)
                 for form, match in ahead.items()}
    return [*found, nodes.Text(text[start:])]


def _role(page: PageContext, name: str, words: str) -> Iterator[nodes.Node]:
    title, _, key = words.rpartition("<")
    key = key.rstrip("> ")
    if name == "value":
        try:
            yield number_link(page, words)
        except Unresolved:
            yield nodes.Text(words)
    elif name == "need" and key in page.register.items:
        yield page.link(key, title.strip())
    elif name == "cite":
        yield from _cited(page, words)
    else:
        yield nodes.Text(title.strip() or words)


def _cited(page: PageContext, words: str) -> Iterator[nodes.Node]:
    references = page.register.references
    known = [references[key.strip()] for key in words.split(",") if key.strip() in references]
    if not known:
        yield nodes.Text(words)
    for number, one in enumerate(known):
        yield nodes.Text("; " if number else "(")
        name = ", ".join(filter(None, (one.publisher, one.year)))
        yield nodes.reference("", name, refuri=one.url) if one.url else nodes.Text(name)
    if known:
        yield nodes.Text(")")


def _target(page: PageContext, item: Item, address: str) -> str:
    """Where a link of the item's text leads: an address on the web, or a chapter; empty for what only its own page has."""
    if re.match(r"(?i)https?://|mailto:", address):
        return address
    chapter = posixpath.normpath(posixpath.join(posixpath.dirname(item.place.docname), address.partition("#")[0]))
    chapter = chapter.removesuffix(".md").lstrip("/")
    return page.builder.get_relative_uri(page.docname, chapter) if chapter in page.register.titles else ""
