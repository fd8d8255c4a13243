"""Writers of block elements: sections, items, paragraphs, lists, quotations, boxes, code, notes, citations."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from goldenthread.documents.nodes import item, item_title
from goldenthread.documents.paper.figures import picture_block
from goldenthread.documents.paper.pandoc_model import (
    Element,
    attributes,
    definition_list,
    div,
    element,
    header,
    paragraph,
    plain,
    plain_text,
    words,
)
from goldenthread.documents.paper.volume import IndexEntry
from goldenthread.documents.paper.walker import Walker, Writer, described, paragraph_style
from goldenthread.model import gettext, gettext_noop, label_name

N_ = gettext_noop
BOXES = {
    nodes.attention: N_("Attention"), nodes.caution: N_("Caution"), nodes.danger: N_("Danger"), nodes.error: N_("Error"),
    nodes.hint: N_("Hint"), nodes.important: N_("Important"), nodes.note: N_("Note"), nodes.tip: N_("Tip"),
    nodes.warning: N_("Warning"),
    addnodes.seealso: N_("See also"),
}
MOST_BEFORE_TURNED, BEFORE_TURNED = 700, ("Para", "Plain")
"""How many letters may go along with a table to the page that is turned for it, and in what kinds of blocks."""
_NUMBERS = {"arabic": "Decimal", "loweralpha": "LowerAlpha", "upperalpha": "UpperAlpha", "lowerroman": "LowerRoman",
            "upperroman": "UpperRoman"}


def section(walker: Walker, node: nodes.Element) -> list[Element]:
    """A section: its heading, then what it holds."""
    outer = walker.level
    walker.level = walker.last_level = outer + 1
    titles = [child for child in node.children if isinstance(child, nodes.title)]
    at = {"at": str(walker.place(titles[0] if titles else node))}
    classes = [] if walker.chapter.numbered else ["unnumbered"]
    inlines = walker.inlines(titles[0].children) if titles else []
    label = walker.heading_label(node)
    walker.titles[label] = plain_text(inlines)
    heading = header(walker.level, attributes(label, classes, at), inlines)
    rest = walker.blocks(child for child in node.children if not isinstance(child, nodes.title))
    walker.level = outer
    return _with_turned_table([heading, *rest])


def _with_turned_table(blocks: list[Element]) -> list[Element]:
    """The blocks of a section, what stands before a table that is turned brought along to its page if it is short.

    Its heading and a sentence or two would stay behind on a page that is all but empty.
    """
    before = next((place for place, block in enumerate(blocks) if block["t"] == "Div" and "landscape" in block["c"][0][1]), 0)
    leading = blocks[:before]
    short = len(plain_text(leading)) <= MOST_BEFORE_TURNED and all(block["t"] in BEFORE_TURNED for block in leading[1:])
    if not before or not short:
        return blocks
    turned = blocks[before]
    turned["c"][1][:0] = leading
    return blocks[before:]


def text_paragraph(walker: Walker, node: nodes.Element) -> list[Element]:
    """A paragraph. One that holds only a picture is a picture."""
    # a picture alone gets a caption's room and its own size, one among words is as high as the line
    rest = [child for child in node.children if not isinstance(child, nodes.image)]
    if len(rest) < len(node.children) and not any(child.astext().strip() for child in rest):
        images = [child for child in node.children if isinstance(child, nodes.image)]
        return [block for child in images for block in picture_block(walker, child, [], [])]
    written = [paragraph(walker.inlines(node.children))]
    style = paragraph_style(node)
    return [div(attributes(classes=[style], pairs=_names(walker, node)), written)] if style else written


def _names(walker: Walker, node: nodes.Element) -> dict[str, str]:
    """The labels of a node, by which an entry in a PDF finds the pages that lead to it."""
    names = [label_name(walker.chapter.docname, ident) for ident in node["ids"]]
    return {"names": " ".join(names), **described(node)} if names else {}


def container(walker: Walker, node: nodes.Element) -> list[Element]:
    """The entries of an annex of numbers, which stand in columns; any other container as if it were not there."""
    entries = "number-entries" in node["classes"]
    return [div(attributes(classes=["number-entries"]), contents(walker, node))] if entries else contents(walker, node)


def contents(walker: Walker, node: nodes.Element) -> list[Element]:
    """What the node holds, as if it were not there."""
    return walker.blocks(node.children)


def _is_short(entry: nodes.Element) -> bool:
    return sum(isinstance(child, nodes.paragraph) for child in entry.children) < 2


def _items(walker: Walker, node: nodes.Element) -> list[list[Element]]:
    entries = [child for child in node.children if isinstance(child, nodes.Element)]
    tight = all(_is_short(entry) for entry in entries)
    return [walker.inside(entry.children, tight) for entry in entries]


def bullets(walker: Walker, node: nodes.Element) -> list[Element]:
    """A list with bullets."""
    return [element("BulletList", _items(walker, node))]


def numbered(walker: Walker, node: nodes.Element) -> list[Element]:
    """A numbered list, with its first number and its style."""
    style = element(_NUMBERS.get(node.get("enumtype", "arabic"), "Decimal"))
    ends = {")": "TwoParens" if node.get("prefix") == "(" else "OneParen"}
    end = element(ends.get(node.get("suffix", "."), "Period"))
    return [element("OrderedList", [[int(node.get("start", 1)), style, end], _items(walker, node)])]


def definitions(walker: Walker, node: nodes.Element) -> list[Element]:
    """Terms with their definitions; the facts of an item are such a list with a class."""
    pairs = []
    for entry in node.children:
        terms = [child for child in entry.children if isinstance(child, (nodes.term, nodes.field_name))]
        term: list[Element] = []
        for position, child in enumerate(terms):  # docutils lets several terms share a definition
            term += ([element("LineBreak")] if position else []) + walker.inlines([child])
        for classifier in entry.findall(nodes.classifier):
            term += words(" : ") + walker.inlines(classifier.children)
        bodies = [c for c in entry.children if isinstance(c, (nodes.definition, nodes.field_body))]
        pairs.append((term, [walker.inside(body.children, _is_short(body)) for body in bodies]))
    written = definition_list(pairs)
    return [div(attributes(classes=["facts"]), [written])] if "facts" in node["classes"] else [written]


def quotation(walker: Walker, node: nodes.Element) -> list[Element]:
    """A quotation, and whom it is from."""
    return [element("BlockQuote", walker.inside(node.children))]


def attribution(walker: Walker, node: nodes.Element) -> list[Element]:
    """Whom a quotation is from."""
    return [paragraph([element("Str", "\u2014"), element("Space"), *walker.inlines(node.children)])]


def box(walker: Walker, node: nodes.Element) -> list[Element]:
    """A box beside the text: a note, a topic. Its title is no heading."""
    named = next((name for kind, name in BOXES.items() if isinstance(node, kind)), "")
    titles = [child for child in node.children if isinstance(child, nodes.title)]
    title = walker.inlines(titles[0].children) if titles else words(gettext(named) if named else "")
    rest = walker.inside(child for child in node.children if not isinstance(child, nodes.title))
    return [div(attributes(classes=["box"]), [div(attributes(classes=["box-title"]), [plain(title)]), *rest])]


def rubric(walker: Walker, node: nodes.Element) -> list[Element]:
    """A title that is no heading."""
    return [div(attributes(classes=["rubric"]), [paragraph(walker.inlines(node.children))])]


def code(walker: Walker, node: nodes.Element) -> list[Element]:
    """Lines of code."""
    return [element("CodeBlock", [attributes(classes=[node["language"]] if "language" in node else []), node.astext()])]


def formula(walker: Walker, node: nodes.Element) -> list[Element]:
    """A formula on its own line."""
    return [paragraph([element("Math", [element("DisplayMath"), node.astext()])])]


def lines(walker: Walker, node: nodes.Element) -> list[Element]:
    """Lines that stay as they are broken; inner lines are set in."""
    return [element("LineBlock", _lines(walker, node, 0))]


def _lines(walker: Walker, node: nodes.Element, depth: int) -> list[list[Element]]:
    written: list[list[Element]] = []
    for child in node.children:
        if isinstance(child, nodes.line_block):
            written += _lines(walker, child, depth + 1)
        else:
            written.append([element("Str", "\u00a0" * 4 * depth)] * (depth > 0) + walker.inlines([child]))
    return written


def transition(walker: Walker, node: nodes.Element) -> list[Element]:
    """A rule between two parts."""
    return [element("HorizontalRule")]


def note(walker: Walker, node: nodes.Element) -> list[Element]:
    """A note is printed at its first mark."""
    return []


def citation(walker: Walker, node: nodes.Element) -> list[Element]:
    """An entry of the list of publications: its mark, then its words and, in a PDF, the pages that cite it."""
    marks = [child for child in node.children if isinstance(child, nodes.label)]
    rest = walker.inside((child for child in node.children if not isinstance(child, nodes.label)), _is_short(node))
    written = definition_list([(walker.inlines(marks[0].children) if marks else [], [rest])])
    return [div(attributes(classes=["publication"], pairs=_names(walker, node)), [written])]


def item_card(walker: Walker, node: nodes.Element) -> list[Element]:
    """An item: a real heading that is not numbered, then its words and facts.

    Its level follows the heading before it, so that levels nest without a gap whatever the page says.
    """
    outer = walker.level
    level = max(outer + 1, min(int(node.get("level", 0)), walker.last_level + 1, 6))
    walker.level = walker.last_level = level
    titles = [child for child in node.children if isinstance(child, item_title)]
    label, at = walker.heading_label(node), str(walker.place(node))
    kind, name, ident = node.get("kind", ""), node.get("label", ""), node.get("item", label)
    title = walker.inlines(titles[0].children) if titles else []
    heading = header(level, attributes(classes=["unnumbered", "unlisted"]), title)
    walker.titles[label] = f"{name}: {plain_text(title)}" if name else plain_text(title)
    walker.entries.append(IndexEntry(id=ident, kind=kind, label=name, title=plain_text(title) if titles else ident))
    rest = walker.inside(child for child in node.children if not isinstance(child, item_title))
    walker.level = outer
    pairs = {"label": name, "level": str(level), "at": at}
    return [div(attributes(label, ["item", kind], pairs), [heading, *rest])]


WRITERS: dict[type, Writer] = {
    nodes.section: section, item: item_card, nodes.paragraph: text_paragraph, addnodes.centered: rubric, nodes.rubric: rubric,
    nodes.compound: contents, nodes.container: container, addnodes.compact_paragraph: contents,
    addnodes.start_of_file: contents, addnodes.only: contents, addnodes.glossary: contents,
    addnodes.versionmodified: contents, addnodes.hlist: contents, addnodes.hlistcol: contents, nodes.caption: rubric,
    nodes.bullet_list: bullets, nodes.enumerated_list: numbered,
    nodes.definition_list: definitions, nodes.field_list: definitions,
    nodes.block_quote: quotation, nodes.attribution: attribution,
    nodes.Admonition: box, nodes.topic: box, nodes.sidebar: box,
    nodes.literal_block: code, nodes.doctest_block: code, nodes.math_block: formula,
    nodes.line_block: lines, nodes.transition: transition,
    nodes.footnote: note, nodes.citation: citation,
}
