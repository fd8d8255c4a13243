"""The text of an HTML message, with `> ` before the lines of a quotation, as a message in plain text has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from goldenthread.model import raised

HIDDEN = {"style", "script", "title", "template"}
BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "dt", "dd", "hr", "pre",
          "section", "article", "header", "footer", "main", "aside", "nav", "address", "figure", "figcaption", "caption",
          "fieldset", "legend", "details", "summary", "form", "textarea", "option", "button", "text"}
CELLS = {"td", "th"}
RAISED = {"sup": "superscript", "sub": "subscript"}
STRUCK = {"s", "strike", "del"}
DECLARATION = re.compile(r"<!\[?[^<>]*>")


class _HtmlText(HTMLParser):
    """It takes time in proportion to the message. (A tree of Beautiful Soup 4.15 takes 20 seconds for half a megabyte of plain
    paragraphs, and lxml gives up where a message is nested deeply.)
    """

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden, self.quotations = 0, 0
        self.raised: list[str] = []
        """How each part that is open stands above or below the line."""
        self.addresses: list[str] = []
        """To what links lead."""
        self.cells: list[int] = []
        """For each row that is open, how many of its cells have begun."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (address := (dict(attrs).get("href") or "").strip()).lower().startswith(("http", "ftp")):
            self.addresses.append(address)
        self.hidden += tag in HIDDEN
        self.quotations += tag == "blockquote"
        if tag == "tr":
            self.cells.append(0)
            self._end_line("\n")
        elif tag in CELLS:
            self._start_cell()
        elif tag in BLOCKS:
            self._end_line("\n\n")
        elif tag == "br":
            self._end_line("\n")
        elif tag in RAISED:
            self.raised.append(RAISED[tag])
        elif not self.hidden:
            self._say(tag, dict(attrs))

    def _say(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        """What an element says before its text, or says in an attribute."""
        if tag == "img" and (described := attrs.get("alt")):
            self.text.append(f"[picture: {described}]")
        elif tag in STRUCK:
            # as words that are struck out by their look alone: whoever reads them as said would turn them round
            self.text.append("[struck out: ")
        elif tag == "input" and attrs.get("type", "text") not in ("hidden", "password") and (value := attrs.get("value")):
            self.text.append(f" {value} ")

    def _start_cell(self) -> None:
        if not self.cells:
            self.cells.append(0)
        if self.cells[-1]:
            while self.text and not self.text[-1].strip("\n> "):
                self.text.pop()
            self.text.append(" | ")
        self.cells[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN and self.hidden > 0
        self.quotations -= tag == "blockquote" and self.quotations > 0
        if tag in RAISED and self.raised:
            self.raised.pop()
        elif tag in STRUCK and not self.hidden:
            self.text.append("]")
        if tag == "tr" and self.cells:
            self.cells.pop()
            self._end_line("\n")
        elif tag in BLOCKS:
            self._end_line("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            words = " ".join(data.split("\n"))
            self.text.append(raised(words, self.raised[-1]) if self.raised else words)

    def _end_line(self, end: str) -> None:
        if self.text and self.text[-1] == " | ":
            # a paragraph at the beginning of a cell begins no line
            return
        self.text.append(end + "> " * (self.quotations > 0))


def links_of_html(html: str) -> list[str]:
    """The addresses to which its links lead, each once."""
    return list(dict.fromkeys(_read(html).addresses))


def text_of_html(html: str) -> str:
    """The text: a blank line between paragraphs, a line for each row of a table, and ` | ` between its cells."""
    reader = _read(html)
    lines = [line.strip() for line in "".join(reader.text).split("\n")]
    # a line that holds nothing but the mark of a quotation is empty
    return re.sub(r"\n{3,}", "\n\n", "\n".join("" if line == ">" else line for line in lines)).strip("\n")


def _read(html: str) -> _HtmlText:
    reader = _HtmlText()
    reader.feed(_without_declarations(html))
    reader.close()
    return reader


def _without_declarations(html: str) -> str:
    """The source without comments and declarations, on which HTMLParser of Python 3.11 stumbles or takes very long.

    What follows a comment without end is kept as text: no word is lost by it.
    """
    kept, position = list[str](), 0
    while (start := html.find("<!--", position)) >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            kept.append(html[position:].replace("<!--", " "))
            position = len(html)
            break
        kept.append(html[position:start])
        position = end + 3
    text = DECLARATION.sub("", "".join([*kept, html[position:]]))
    return text.replace("<!", "&lt;!").replace("<?", "&lt;?")
