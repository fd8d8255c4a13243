"""From pandoc's document model to the one that pandoc writes as Word: first pages, styles, bookmarks, numbers and sizes put in.

Every id becomes a bookmark around all that it names, so that a comment in Word can be tied to its item and chapter. Styles are
asked for by pandoc's attribute `custom-style`; those of `reference.docx` are meant, which `tools/reference_docx.py` makes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from goldenthread.analysis import MARKS
from goldenthread.book import extent
from goldenthread.documents.paper.numbering import Counters, Heading
from goldenthread.documents.paper.pandoc_model import (
    Element,
    as_paragraphs,
    attributes,
    div,
    element,
    header,
    image,
    paragraph,
    plain,
    plain_text,
    raw_block,
    raw_inline,
    span,
    words,
)
from goldenthread.documents.paper.volume import ConvertedChapter, FrontPage, Volume
from goldenthread.documents.paper.word_fields import Caption, WordTable, caption_number, note_again
from goldenthread.documents.paper.word_pictures import POINTS_PER_PIXEL, WordPicture, pixels_of
from goldenthread.model import bookmark_name, gettext, period_in_words

LONGEST_TERM = 22
"""The width of the column of terms in average letters, see `extent`."""
TEXT_WIDTH, TALLEST = 453.0, 560.0
"""In points: the width between the margins of an upright page, and the height that a picture may take of it."""
_STYLES = {"kicker": "Item Label", "source": "Source", "lead": "Lead", "rubric": "Rubric", "number-entry": "Source"}
_PLACE_IN_DOCX = re.compile(r"(.+\.docx)#(.+)")
TAB = raw_inline("openxml", "<w:r><w:tab/></w:r>")


def styled(name: str, blocks: list[Element], label: str = "") -> Element:
    """Blocks whose paragraphs have one of the styles of our reference document."""
    return div(attributes(bookmark_name(label), pairs={"custom-style": name}), blocks)


def lettered(name: str, inlines: list[Element]) -> Element:
    """Inlines in one of our character styles."""
    return span(attributes(pairs={"custom-style": name}), inlines)


class WordWriter:
    """Rewrites the chapters of one file in their order.

    Afterwards `headings` and `captions` hold what the lists at the front name, `cards` the kind of each item by its bookmark,
    `tables` what is to be known of each table, and `names` every bookmark with its labels.
    """

    def __init__(self, pictures: Mapping[str, WordPicture], counters: Counters | None = None) -> None:
        self.pictures, self.counters = pictures, counters or Counters()
        self.numbers: dict[str, str] = {}
        self._numbered: list[tuple[str, Element]] = []
        self.headings: list[Heading] = []
        self.captions: list[Caption] = []
        self.cards: dict[str, str] = {}
        self.tables: list[WordTable] = []
        self.notes: dict[str, int] = {}
        self.names: dict[str, list[str]] = {}
        self.annex = False

    def chapter(self, chapter: ConvertedChapter) -> list[Element]:
        """The blocks of one chapter."""
        self.annex = chapter.annex
        return self.parts(chapter.blocks)

    def parts(self, parts: list[Any]) -> list[Any]:
        """A list in which every element has been replaced by what Word needs."""
        replaced: list[Any] = []
        for part in parts:
            if isinstance(part, dict) and "t" in part:
                replaced += self._replaced(part)
            else:
                replaced.append(self.parts(part) if isinstance(part, list) else part)
        return replaced

    def write_numbers(self) -> None:
        """Put the numbers of charts, pictures and tables where they are referred to, which may be before they are counted."""
        for target, word in self._numbered:
            word["c"] = self.numbers[target]

    def name(self, label: str) -> str:
        """The bookmark of a label that stands here; noted in `names`, for Word takes no two that differ only in capitals."""
        if label:
            self.names.setdefault(bookmark_name(label).lower(), []).append(label)
        return bookmark_name(label)

    def _replaced(self, part: Element) -> list[Element]:
        if part["t"] in _WRITERS:
            return _WRITERS[part["t"]](self, part["c"])
        content = part.get("c")
        return [element(part["t"], self.parts(content))] if isinstance(content, list) else [part]

    def heading(self, content: list[Any]) -> list[Element]:
        level, (label, classes, _), inlines = content
        number = "" if "unnumbered" in classes else self.counters.heading(level, self.annex)
        name, written = self.name(label), self.parts(inlines)
        if "unlisted" not in classes:
            self.headings.append(Heading(level=level, number=number, title=plain_text(inlines), bookmark=name))
        numbered = [lettered("Section Number", words(number)), TAB] if number else []
        return [header(level, attributes(name), [*numbered, *written])]

    def block(self, content: list[Any]) -> list[Element]:
        (label, classes, pairs), blocks = content
        for name, writer in _DIVS.items():
            if name in classes:
                return writer(self, label, classes, dict(pairs), blocks)
        style = next((style for name, style in _STYLES.items() if name in classes), "")
        if style:
            self.name(label)
            return [styled(style, self.parts(_ids_as_words(blocks) if style == "Item Label" else blocks), label)]
        return [div(attributes(self.name(label)), self.parts(blocks))] if label else self.parts(blocks)

    def card(self, label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
        name = self.name(label)
        self.cards[name] = classes[1]
        return [div(attributes(name), self.parts(blocks))]

    def facts(self, label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
        written: list[Element] = []
        for term, definitions in blocks[0]["c"]:
            rest = [part for definition in definitions for part in as_paragraphs(definition)]
            # one paragraph for all that is short, its lines broken by hand: the edge of the card stays straight
            # what a term says that is longer than its column begins below it, as in a PDF
            after = TAB if extent(plain_text(term)) <= LONGEST_TERM else element("LineBreak")
            line = [lettered("Fact", self.parts(term)), after]
            while rest and rest[0]["t"] == "Para":
                line += self.parts(rest.pop(0)["c"])
                line += [element("LineBreak")] if rest and rest[0]["t"] == "Para" else []
            written += [paragraph(line), *self.parts(rest)]
        return [styled("Publication" if "publication" in classes else "Item Facts", written)]

    def box(self, label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
        title = [paragraph(self.parts(part["c"])) for part in blocks[0]["c"][1]]
        return [styled("Box Title", title), styled("Box Text", self.parts(blocks[1:]))]

    def drawing(self, label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
        _, (_, caption), content = blocks[0]["c"]
        picture = self._picture(content[0]["c"][0], pixels_of(pairs.get("width", "")) * POINTS_PER_PIXEL)
        written = [styled("Drawing", [paragraph([picture])]), *self.parts(blocks[1:])]
        if caption:
            number = self.counters.chart() if classes[0] == "chart" else self.counters.picture()
            label = label or number.replace(" ", "-")  # its list at the front leads to it
            written.insert(0, styled("Chart Caption", [paragraph(self._caption(number, caption[0]["c"], label))]))
        return [div(attributes(self.name(label)), written)]

    def _caption(self, name: str, inlines: list[Element], label: str) -> list[Element]:
        """`Chart 3.` with the words of the caption; noted for the list at the front and for what refers to the label."""
        kind, _, number = name.partition(" ")
        self.numbers[label] = number
        is_first = all(caption.kind != kind for caption in self.captions)
        self.captions.append(Caption(kind=kind, number=int(number), title=plain_text(inlines), bookmark=bookmark_name(label)))
        return [caption_number(kind, int(number), is_first), element("Space"), *self.parts(inlines)]

    def _picture(self, content: Element, wish: float = 0.0) -> Element:
        """An image with the size that it gets, in inches, for pandoc would take it from the file; `wish` is a width in points."""
        (_, _, pairs), _, (name, _) = content["c"]
        file = self.pictures[name]
        width = min(wish or file.width, TEXT_WIDTH, TALLEST * file.width / file.height)
        sized = image(file.file, dict(pairs)["alt"], "")
        size = {"width": f"{width / 72:.4f}in", "height": f"{width * file.height / file.width / 72:.4f}in"}
        sized["c"][0] = attributes(pairs=size)
        return sized

    def picture(self, content: list[Any]) -> list[Element]:
        return [self._picture(element("Image", content))]

    def table(self, label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
        self.tables.append(WordTable(int(pairs["stubs"]), pairs["dense"] == "True"))
        # a heading may be before the table, so that it comes along when the page is turned
        written: list[Element] = []
        for part in blocks:
            written += self._table(part["c"]) if part["t"] == "Table" else self._replaced(part)
        if "landscape" not in classes:
            return written
        return [_turn("portrait"), *written, _turn("landscape")]

    def _table(self, content: list[Any]) -> list[Element]:
        (label, *rest), (short, caption), *cells = content
        if caption:
            number = self.counters.table()
            label = label or number.replace(" ", "-")
            caption = [plain(self._caption(number, caption[0]["c"], label))]
        return [element("Table", [[self.name(label), *rest], [short, caption], *self.parts(cells)])]

    def link(self, content: list[Any]) -> list[Element]:
        (_, classes, _), inlines, (target, _) = content
        written = self.parts(inlines)
        if target.startswith("#"):
            target = f"#{bookmark_name(target[1:])}"
        elif place := _PLACE_IN_DOCX.fullmatch(target):
            target = f"{place.group(1)}#{bookmark_name(place.group(2))}"
        written = [lettered("Value", written)] if "value" in classes else written
        return [element("Link", [attributes(), written, [target, ""]])]

    def inline(self, content: list[Any]) -> list[Element]:
        (label, classes, pairs), inlines = content
        if "note" in classes:
            self.notes[label] = self.counters.note()
        if "numbered" in classes:
            self._numbered.append((dict(pairs)["target"], element("Str", "")))
            return [self._numbered[-1][1]]
        if "note-again" in classes:
            return [note_again(bookmark_name(dict(pairs)["note"]), self.notes[dict(pairs)["note"]])]
        tables = len(self.tables)
        written = self.parts(inlines)
        if "note" in classes:
            del self.tables[tables:]  # those of notes are in a part of their own
        if "insertion" in classes or "deletion" in classes:
            return [span([label, classes, pairs], written)]
        if "item-id" in classes:
            written = [lettered("Item Id", written)]
        return [span(attributes(self.name(label)), written)] if label else written


def _without_marks(kind: str, how: str) -> Callable[[WordWriter, list[Any]], list[Element]]:
    """A writer of words that went or came: a line through or below them says so in Word, without the marks of plain text."""
    begin, end = MARKS[how]

    def write(writer: WordWriter, inlines: list[Any]) -> list[Element]:
        text = plain_text(inlines)
        if text.startswith(begin) and text.endswith(end):
            first, last = inlines[0], inlines[-1]
            if first["t"] == last["t"] == "Str":
                first["c"] = first["c"].removeprefix(begin)
                last["c"] = last["c"].removesuffix(end)
        return [element(kind, writer.parts(inlines))]
    return write


def _ids_as_words(parts: Any) -> Any:
    """The line under an item's title with its id in the letters of the line, not in those of code."""
    if isinstance(parts, list):
        return [_ids_as_words(part) for part in parts]
    if not isinstance(parts, dict):
        return parts
    if parts["t"] == "Code":  # as Markdown has an id
        return span(attributes(), words(parts["c"][1]))
    return {**parts, "c": _ids_as_words(parts["c"])} if "c" in parts else parts


def _turn(orient: str) -> Element:
    """The end of a section of pages of an orientation; `word_finish` puts in their size and running heads."""
    return raw_block("openxml", f'<w:p><w:pPr><w:sectPr><w:pgSz w:orient="{orient}"/></w:sectPr></w:pPr></w:p>')


_DIVS: dict[str, Callable[[WordWriter, str, list[str], dict[str, str], list[Element]], list[Element]]] = {
    "item": WordWriter.card, "facts": WordWriter.facts, "publication": WordWriter.facts, "box": WordWriter.box,
    "chart": WordWriter.drawing, "picture": WordWriter.drawing, "table": WordWriter.table,
}
_WRITERS: dict[str, Callable[[WordWriter, list[Any]], list[Element]]] = {
    "Div": WordWriter.block, "Header": WordWriter.heading, "Link": WordWriter.link, "Span": WordWriter.inline,
    "Image": WordWriter.picture, "Strikeout": _without_marks("Strikeout", "deleted"),
    "Underline": _without_marks("Underline", "inserted"),
}


# the first pages

def _front_lines(style: str, texts: Sequence[str]) -> list[Element]:
    return [styled(style, [paragraph(words(text)) for text in texts if text])]


def title_blocks(volume: Volume, chapter: str = "") -> list[Element]:
    """What the file is: title, edition, status and date, the chapter when it holds only one, and what the book says of itself."""
    day = period_in_words(volume.dated.isoformat())
    lines = [volume.edition, chapter]
    dated = ". ".join(part for part in (gettext("Review copy") if volume.form == "book" else "", volume.status, day) if part)
    return [*_front_lines("Title", [volume.title]), *_front_lines("Subtitle", lines), *_front_lines("Date", [f"{dated}."]),
            *_front_lines("Front Note", [volume.note]),
            *_front_lines("Front Text", [f"{term}: {about.rstrip('.')}." for term, about in volume.imprint])]


def front_blocks(front: FrontPage) -> list[Element]:
    """What readers are asked, and how they mark the copy."""
    asked = [paragraph([element("Strong", words(f"{name}.")), element("Space"), *words(question)])
             for name, question in front.questions]
    return [*_front_lines("Front Heading", [front.heading]), *_front_lines("Front Text", front.opening),
            styled("Front Question", asked),
            *_front_lines("Front Heading", [front.how_heading]), *_front_lines("Front Text", front.how)]
