"""Charts, images and their captions: each picture becomes a file beside the book's source, and needs an alternative text."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from docutils import nodes

from goldenthread.book import with_named_signs
from goldenthread.documents.nodes import chart
from goldenthread.documents.paper.pandoc_model import Element, attributes, div, element, image, plain
from goldenthread.documents.paper.walker import Walker, Writer
from goldenthread.model import gettext

PICTURE_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
# `var(--name, fallback)`; a fallback may hold one pair of brackets, as rgb() has
_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*((?:[^()]|\([^()]*\))*)\)")
_WEIGHT = re.compile(r'font-weight="(bold|\d+)"')
_OPENING_TAG = re.compile(r"<svg\b[^<>]*>")


def with_literal_colours(svg: str) -> str:
    """An SVG without custom properties of CSS, which Typst does not read: each `var()` is replaced by its fallback."""
    while (literal := _VARIABLE.sub(lambda match: match.group(1).strip(), svg)) != svg:
        svg = literal
    return svg


def with_weights(svg: str) -> str:
    """An SVG that says for each text which weight of a variable font it wants.

    Without that, Typst 0.15 draws the text of an SVG at the font's default instance, and that of our fonts is the lightest:
    resvg, which it is built on, leaves the `wght` axis alone for weight 400 (https://github.com/linebender/resvg/pull/1099), and
    did so for every weight before https://github.com/linebender/resvg/pull/997. A setting of the axis by name always holds.
    """
    rules = ['text,tspan{font-variation-settings:"wght" 400}']
    for name in sorted(set(_WEIGHT.findall(svg))):
        axis = f'font-variation-settings:"wght" {700 if name == "bold" else name}'
        rules += [f'[font-weight="{name}"],[font-weight="{name}"] text{{{axis}}}']
    return _OPENING_TAG.sub(lambda match: f"{match.group()}<style>{''.join(rules)}</style>", svg, count=1)


def width_of(svg: str) -> str:
    """The width that an SVG names for itself in CSS pixels, as a number in digits; empty if it names none or another unit."""
    opening = _OPENING_TAG.search(svg)
    width = re.search(r'\bwidth="(\d+(?:\.\d+)?)(?:px)?"', opening.group()) if opening else None
    return width.group(1) if width else ""


def add_drawing(walker: Walker, svg: str) -> str:
    """Add an SVG to the volume's pictures, under a file name made from its content; that name."""
    drawing = with_named_signs(with_weights(with_literal_colours(svg)))
    name = f"drawing-{sha256(drawing.encode()).hexdigest()[:12]}.svg"
    walker.pictures[name] = drawing
    return name


def add_image(walker: Walker, node: nodes.Element) -> str:
    """Add the file of an image to the volume's pictures; its new name, or none (and a problem) if it cannot be printed."""
    uri = str(node.get("uri", ""))
    if not node.get("alt", "").strip():
        walker.report("paper.no-alt", node, f"The image '{uri}' has no text that stands for it.",
                      "Say in a sentence what it shows: '![What it shows](…)' or ':alt: …'.")
        return ""
    path = walker.volume.root / uri.lstrip("/")
    if "://" in uri or path.suffix.lower() not in PICTURE_SUFFIXES:
        walker.report("paper.image-kind", node, f"The image '{uri}' cannot be printed.",
                      f"Keep it in the project as one of {', '.join(PICTURE_SUFFIXES)}.")
        return ""
    if not path.is_file():
        walker.report("paper.no-image", node, f"There is no image '{uri}'.", "Check its name and folder.")
        return ""
    if path.suffix.lower() == ".svg":
        return add_drawing(walker, path.read_text(encoding="utf-8"))
    return _added_file(walker, path)


def _added_file(walker: Walker, path: Path) -> str:
    name = f"image-{sha256(path.read_bytes()).hexdigest()[:12]}{path.suffix.lower()}"
    walker.pictures[name] = path
    return name


def picture_block(walker: Walker, node: nodes.Element, caption: list[Element], below: list[Element],
                  label: str = "") -> list[Element]:
    """An image on its own, with its caption and what is below it."""
    name = add_image(walker, node)
    if not name:
        return []
    attr = attributes(label, ["picture"], {"width": str(node.get("width", ""))})
    return [captioned(image(name, node["alt"], str(walker.place(node))), caption, below, attr)]


def captioned(picture: Element, caption: list[Element], below: list[Element], attr: list[object]) -> Element:
    """A picture with its caption and what is below; the class in `attr` says whether it is a chart or a picture."""
    content = [plain([picture])]
    body = element("Figure", [attributes(), [None, [plain(caption)] if caption else []], content])
    return div(attr, [body, *below])


def _caption(walker: Walker, node: nodes.Element) -> list[Element]:
    captions = [child for child in node.children if isinstance(child, nodes.caption)]
    return walker.inlines(captions[0].children) if captions else []


def _numbers(node: nodes.Element) -> str:
    """The numbers of a chart for readers who do not see it: ` Its numbers are: North: 2017 12.1%, 2018 12.4%; South: ….`"""
    tables = list(node.findall(nodes.table))
    rows = [[entry.astext() for entry in row.findall(nodes.entry)] for table in tables for row in table.findall(nodes.row)]
    if len(rows) < 2:
        return ""
    (_, *heads), *body = rows
    of_one = heads[0] if len(heads) == 1 else ""  # said once, before all
    words = [f"{name}: " + ", ".join(value if of_one else f"{head} {value}" for head, value in zip(heads, values, strict=False))
             for name, *values in body]
    if of_one:
        return gettext(" Its numbers ({of_one}) are: {numbers}.", of_one=of_one, numbers="; ".join(words))
    return gettext(" Its numbers are: {numbers}.", numbers="; ".join(words))


def chart_block(walker: Walker, node: nodes.Element) -> list[Element]:
    """A chart: its finding, the drawing with the words that stand for it and its numbers, its source."""
    alt = str(node.get("alt", "")).strip()
    if not alt:
        walker.report("paper.no-alt", node, f"The chart of '{node.get('dataset', '')}' has no text that stands for it.",
                      "Say in a sentence what it shows: ':alt: …'.")
        return []
    below = walker.inside(child for child in node.children if not isinstance(child, nodes.caption))
    width = str(node.get("width", "")) or width_of(str(node["svg"]))
    attr = attributes(walker.own_label(node), ["chart"], {"width": width})
    drawing = image(add_drawing(walker, str(node["svg"])), alt + _numbers(node), str(walker.place(node)))
    return [captioned(drawing, _caption(walker, node), below, attr)]


def figure(walker: Walker, node: nodes.Element) -> list[Element]:
    """A picture with its caption and legend."""
    # a picture among the words of the caption, or in the legend, is part of them
    images = [each for child in node.children if not isinstance(child, nodes.caption | nodes.legend)
              for each in child.findall(nodes.image)]
    below = walker.inside(grandchild for child in node.children if isinstance(child, nodes.legend)
                          for grandchild in child.children)
    if len(images) != 1:
        walker.report("paper.image-kind", node, f"{len(images)} images share one caption.", "Give each image its own.")
        return []
    return picture_block(walker, images[0], _caption(walker, node), below, walker.own_label(node))


def bare_picture(walker: Walker, node: nodes.Element) -> list[Element]:
    """An image that is in no paragraph."""
    return picture_block(walker, node, [], [])


WRITERS: dict[type, Writer] = {chart: chart_block, nodes.figure: figure, nodes.image: bare_picture}
