"""Items as cards, charts and pictures with captions."""

from __future__ import annotations

from docutils import nodes

from goldenthread.documents.nodes import chart, item, item_title
from goldenthread.documents.paper.figures import drawn, keep_drawing, picture_block, width_of
from goldenthread.documents.paper.pandoc_model import Element, attributes, div, header, image
from goldenthread.documents.paper.volume import IndexEntry
from goldenthread.documents.paper.walker import Walker, Writer


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
    walker.entries.append(IndexEntry(id=ident, kind=kind, label=name, title=titles[0].astext() if titles else ident))
    rest = walker.inside(child for child in node.children if not isinstance(child, item_title))
    walker.level = outer
    pairs = {"label": name, "level": str(level), "at": at}
    return [div(attributes(label, ["item", kind], pairs), [heading, *rest])]


def _caption(walker: Walker, node: nodes.Element) -> list[Element]:
    captions = [child for child in node.children if isinstance(child, nodes.caption)]
    return walker.inlines(captions[0].children) if captions else []


def chart_block(walker: Walker, node: nodes.Element) -> list[Element]:
    """A chart: its finding, the drawing with the words that stand for it, its source. The numbers stay on the site."""
    alt = str(node.get("alt", "")).strip()
    if not alt:
        walker.report("paper.no-alt", node, f"The chart of '{node.get('dataset', '')}' has no text that stands for it.",
                      "Say in a sentence what it shows: ':alt: …'.")
        return []
    below = walker.inside(child for child in node.children if not isinstance(child, nodes.caption))
    width = str(node.get("width", "")) or width_of(str(node["svg"]))
    attr = attributes(walker.own_label(node), ["chart"], {"width": width})
    drawing = image(keep_drawing(walker, str(node["svg"])), alt, str(walker.place(node)))
    return [drawn(drawing, _caption(walker, node), below, attr)]


def picture(walker: Walker, node: nodes.Element) -> list[Element]:
    """A picture with its caption and legend."""
    images = list(node.findall(nodes.image))
    below = walker.inside(grandchild for child in node.children if isinstance(child, nodes.legend)
                          for grandchild in child.children)
    if len(images) != 1:
        walker.report("paper.image-kind", node, f"{len(images)} images share one caption.", "Give each image its own.")
        return []
    return picture_block(walker, images[0], _caption(walker, node), below, walker.own_label(node))


def bare_picture(walker: Walker, node: nodes.Element) -> list[Element]:
    """An image that stands in no paragraph."""
    return picture_block(walker, node, [], [])


WRITERS: dict[type, Writer] = {
    item: item_card, chart: chart_block, nodes.figure: picture, nodes.image: bare_picture,
}
