"""Writers of inline elements: emphasis, links, notes, citations, formulas, small pictures."""

from __future__ import annotations

from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

from goldenthread.book import ANCHOR
from goldenthread.documents.nodes import tracked
from goldenthread.documents.paper.figures import add_image
from goldenthread.documents.paper.pandoc_model import Element, attributes, element, image, link, plain_text, span, words
from goldenthread.documents.paper.walker import Walker, Writer
from goldenthread.model import is_book_wide, label_name

LINES = {"deleted": "Strikeout", "inserted": "Underline"}
"""The line that marks the words of a class."""


def text(walker: Walker, node: nodes.Text) -> list[Element]:
    """Words."""
    return words(node.astext())


def contents(walker: Walker, node: nodes.Element) -> list[Element]:
    """What the node holds, as if it were not there."""
    return walker.inlines(node.children)


def emphasis(walker: Walker, node: nodes.Element) -> list[Element]:
    """Emphasis; the words of a link to an item, which sphinx-needs sets as such, are words like others."""
    if "need" in node["classes"]:
        return contents(walker, node)
    return [element("Emph", walker.inlines(node.children))]


def strong(walker: Walker, node: nodes.Element) -> list[Element]:
    """Strong emphasis."""
    return [element("Strong", walker.inlines(node.children))]


def superscript(walker: Walker, node: nodes.Element) -> list[Element]:
    """Raised text."""
    return [element("Superscript", walker.inlines(node.children))]


def subscript(walker: Walker, node: nodes.Element) -> list[Element]:
    """Lowered text."""
    return [element("Subscript", walker.inlines(node.children))]


def literal(walker: Walker, node: nodes.Element) -> list[Element]:
    """Code in a line."""
    return [element("Code", [attributes(), node.astext()])]


def abbreviation(walker: Walker, node: nodes.Element) -> list[Element]:
    """An abbreviation; on paper nothing can be pointed at, so the first one of a book is followed by its meaning."""
    written, meaning = walker.inlines(node.children), node.get("explanation", "")
    if not meaning or meaning in walker.explained:
        return written
    walker.explained.add(meaning)
    return written + words(f" ({meaning})")


def formula(walker: Walker, node: nodes.Element) -> list[Element]:
    """A formula in a line."""
    return [element("Math", [element("InlineMath"), node.astext()])]


def inline(walker: Walker, node: nodes.Element) -> list[Element]:
    """Words with a class: what went and what came are marked by a line as well, an id beside a link gets its page."""
    written = walker.inlines(node.children)
    for name, kind in LINES.items():
        if name in node["classes"]:
            return [element(kind, written)]
    return [span(attributes(classes=["item-id"]), written)] if "item-id" in node["classes"] else written


def tracked_words(walker: Walker, node: tracked) -> list[Element]:
    """Words that came or went; pandoc makes a tracked change of them in Word."""
    kind = {"inserted": "insertion", "deleted": "deletion"}[node["how"]]
    pairs = {"author": node["author"], "date": node["date"]}
    return [span(attributes(classes=[kind], pairs=pairs), walker.inlines(node.children))]


def reference(walker: Walker, node: nodes.Element) -> list[Element]:
    """A link; one that leads nowhere on paper is only its words."""
    written = walker.inlines(node.children)
    address, ident = node.get("refuri", ""), node.get("refid", "")
    if "entry" in node and walker.holds(*node["entry"]):
        docname, ident = node["entry"]
        address = f"/{docname}#{ident}"
    # '#id' is a place of the same page; '/page#id', with a quoted id, is what our builders make of a link to another page
    if address.startswith("#"):
        address, ident = "", address[1:]
    if not written and (address or ident):
        walker.report("paper.empty-link", node, f"The link to '{address or ident}' has no words.", "Give it some.")
        return []
    if address.startswith("/"):
        docname, _, fragment = unquote(address[1:]).partition("#")
        address, ident = walker.target(docname, fragment, node), fragment
    elif ident:
        address = walker.target(walker.chapter.docname, ident, node)
    if not address:
        return written
    if "numbered" in node:
        written = _numbered(node["numbered"], address)
    marked = next((name for name in ("value", "cites") if name in node["classes"]), "")
    classes = [marked] if marked else ["to-item"] if is_book_wide(ident) else []
    return [link(written, address, classes)]


def _numbered(of: dict[str, str], address: str) -> list[Element]:
    """The words of a reference by number: the number that its target has in this file; for one in another file, its caption."""
    if not address.startswith("#"):
        return words(f"{of['before']}\u2018{of['name']}\u2019{of['after']}")
    pairs = {"target": address[1:], "kind": of["kind"].lower()}
    return [*words(of["before"]), span(attributes(classes=["numbered"], pairs=pairs), []), *words(of["after"])]


def download(walker: Walker, node: nodes.Element) -> list[Element]:
    """A file to download: a link when it lies outside, else its words, since paper has no files."""
    written = walker.inlines(node.children)
    return [link(written, node["refuri"])] if "refuri" in node else written


def note_reference(walker: Walker, node: nodes.Element) -> list[Element]:
    """A note's mark: the note itself at its first mark, a further mark of the same note after that."""
    ident = node.get("refid", "")
    if ident in walker.open_notes:
        walker.report("paper.note-in-itself", node, f"The note '{node.astext()}' has a mark within itself.", "Take the mark out.")
        return []
    # pandoc's model has no reference to a note: a further mark brings the note along, for the writers to see which one it is
    again = ident in walker.notes
    body = walker.note_blocks(ident)
    if body is None:
        walker.report("paper.broken-link", node, f"The note '{node.astext()}' is not on this page.", "Write the note.")
        return []
    if walker.open_notes:  # Word takes no note within a note
        return [*words(" ("), *_as_one_line(body), *words(")")]
    label = label_name(walker.chapter.docname, ident)
    if not again:
        walker.write_label(label, node)
        return [span(attributes(label, ["note"]), [element("Note", body)])]
    return [span(attributes("", ["note-again"], {"note": label}), [element("Note", body)])]


def _as_one_line(blocks: list[Element]) -> list[Element]:
    """The inlines of some blocks, one after the other; what is no paragraph is its words."""
    written: list[Element] = []
    for block in blocks:
        inlines = block["c"] if block["t"] in ("Para", "Plain") else words(plain_text(block))
        written += [*([element("Space")] if written else []), *inlines]
    return written


def anchor(walker: Walker, node: nodes.Element) -> list[Element]:
    """A place to link to. Its ids have been written already; what it holds is printed."""
    return walker.inlines(node.children)


def picture(walker: Walker, node: nodes.Element) -> list[Element]:
    """A picture in a line."""
    name = add_image(walker, node)
    return [image(name, node["alt"], str(walker.place(node)))] if name else []


def raw(walker: Walker, node: nodes.Element) -> list[Element]:
    """A line's end that was broken by hand, or the tag of a link to a file, whose words stand beside it; no other raw markup."""
    # MyST 5.2 writes a hard break as raw HTML and LaTeX, one after the other
    markup = node.astext().strip()
    if markup == "<br />":
        return [element("LineBreak")]
    if markup == "\\\\" or ANCHOR.fullmatch(markup):
        return []
    walker.report("paper.raw", node, f"Raw {node.get('format', 'markup')} cannot be printed: '{node.astext()[:40]}'.",
                  "Write it in Markdown.")
    return []


WRITERS: dict[type, Writer] = {
    nodes.Text: text,
    nodes.inline: inline, tracked: tracked_words, nodes.generated: contents, nodes.problematic: contents,
    nodes.term: contents, nodes.field_name: contents, nodes.line: contents,
    nodes.emphasis: emphasis, nodes.title_reference: emphasis, addnodes.literal_emphasis: emphasis,
    addnodes.manpage: emphasis,
    nodes.strong: strong, addnodes.literal_strong: strong,
    nodes.superscript: superscript, nodes.subscript: subscript,
    nodes.literal: literal, nodes.abbreviation: abbreviation, nodes.acronym: contents, nodes.math: formula,
    nodes.reference: reference, addnodes.number_reference: reference, addnodes.download_reference: download,
    nodes.footnote_reference: note_reference,
    nodes.target: anchor, nodes.image: picture, nodes.raw: raw,
}
