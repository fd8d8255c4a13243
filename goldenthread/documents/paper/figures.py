"""Drawings and images: each becomes a file beside the book's source, and each needs words that stand for it."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from docutils import nodes

from goldenthread.documents.paper.pandoc_model import Element, attributes, div, element, image, plain
from goldenthread.documents.paper.walker import Walker

KINDS = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*((?:[^()]|\([^()]*\))*)\)")

_WEIGHT = re.compile(r'font-weight="(bold|\d+)"')
_OPENING = re.compile(r"<svg\b[^>]*>")


def with_literal_colours(svg: str) -> str:
    """A drawing whose colours are its own: a colour of the web page's style sheet is replaced by its fallback."""
    while (literal := _VARIABLE.sub(lambda found: found.group(1).strip(), svg)) != svg:
        svg = literal
    return svg


def with_weights(svg: str) -> str:
    """A drawing whose letters have their own weight.

    Typst draws the text of an SVG with a variable font at the font's lightest weight, unless the drawing says which
    value of the font's axis it wants.
    """
    rules = ['text,tspan{font-variation-settings:"wght" 400}']
    for name in sorted(set(_WEIGHT.findall(svg))):
        axis = f'font-variation-settings:"wght" {700 if name == "bold" else name}'
        rules += [f'[font-weight="{name}"],[font-weight="{name}"] text{{{axis}}}']
    return _OPENING.sub(lambda found: f"{found.group()}<style>{''.join(rules)}</style>", svg, count=1)


def width_of(svg: str) -> str:
    """How wide a drawing is meant to be, in pixels; nothing if it does not say."""
    found = re.search(r'\bwidth="(\d+(?:\.\d+)?)(?:px)?"', opening.group()) if (opening := _OPENING.search(svg)) else None
    return found.group(1) if found else ""


def keep_drawing(walker: Walker, svg: str) -> str:
    """Keep a drawing under a name that comes from its content."""
    drawing = with_weights(with_literal_colours(svg))
    name = f"drawing-{sha256(drawing.encode()).hexdigest()[:12]}.svg"
    walker.pictures[name] = drawing
    return name


def keep_picture(walker: Walker, node: nodes.Element) -> str:
    """Keep an image by the name of its file; nothing (and a problem) if it cannot be printed."""
    uri = str(node.get("uri", ""))
    if not node.get("alt", "").strip():
        walker.report("paper.no-alt", node, f"The image '{uri}' has no text that stands for it.",
                      "Say in a sentence what it shows: '![What it shows](…)' or ':alt: …'.")
        return ""
    path = walker.volume.root / uri.lstrip("/")
    if "://" in uri or path.suffix.lower() not in KINDS:
        walker.report("paper.image-kind", node, f"The image '{uri}' cannot be printed.",
                      f"Keep it in the project as one of {', '.join(KINDS)}.")
        return ""
    if not path.is_file():
        walker.report("paper.no-image", node, f"There is no image '{uri}'.", "Check its name and folder.")
        return ""
    if path.suffix.lower() == ".svg":
        return keep_drawing(walker, path.read_text(encoding="utf-8"))
    return _kept_file(walker, path)


def _kept_file(walker: Walker, path: Path) -> str:
    name = f"image-{sha256(path.read_bytes()).hexdigest()[:12]}{path.suffix.lower()}"
    walker.pictures[name] = path
    return name


def picture_block(walker: Walker, node: nodes.Element, caption: list[Element], below: list[Element],
                  label: str = "") -> list[Element]:
    """An image on its own, with its caption and what stands below it."""
    name = keep_picture(walker, node)
    if not name:
        return []
    attr = attributes(label, ["picture"], {"width": str(node.get("width", ""))})
    return [drawn(image(name, node["alt"], str(walker.place(node))), caption, below, attr)]


def drawn(drawing: Element, caption: list[Element], below: list[Element], attr: list[object]) -> Element:
    """A drawing with its caption; the class of the whole says whether it is a chart or a picture."""
    content = [plain([drawing])]
    body = element("Figure", [attributes(), [None, [plain(caption)] if caption else []], content])
    return div(attr, [body, *below])
