"""The first pages of a Word file: what it is, what readers are asked, and the contents as links."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from goldenthread.documents.paper.numbering import Heading
from goldenthread.documents.paper.pandoc_model import Element, element, paragraph, raw_block, words
from goldenthread.documents.paper.volume import FrontPage, Volume
from goldenthread.documents.paper.word_source import styled

_BEGIN = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
_END = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def _lines(style: str, texts: Sequence[str]) -> list[Element]:
    return [styled(style, [paragraph(words(text)) for text in texts if text])]


def title_blocks(volume: Volume, chapter: str = "") -> list[Element]:
    """What the file is: title, edition, status and date, the chapter when it holds only one, and what the book says of itself."""
    day = f"{volume.dated.day} {volume.dated:%B %Y}"
    lines = [volume.edition, chapter]
    dated = ". ".join(part for part in ("Review copy" if volume.form == "book" else "", volume.status, day) if part)
    return [*_lines("Title", [volume.title]), *_lines("Subtitle", lines), *_lines("Date", [f"{dated}."]),
            *_lines("Front Note", [volume.note])]


def front_blocks(front: FrontPage) -> list[Element]:
    """What readers are asked, and how they mark the copy."""
    asked = [paragraph([element("Strong", words(f"{name}.")), element("Space"), *words(question)])
             for name, question in front.questions]
    return [*_lines("Front Heading", [front.heading]), *_lines("Front Text", front.opening), styled("Front Question", asked),
            *_lines("Front Heading", [front.how_heading]), *_lines("Front Text", front.how)]


def contents_blocks(headings: Sequence[Heading], deepest: int = 2) -> list[Element]:
    """The contents as Word's own field, filled with links: page numbers would be wrong until Word had set its pages."""
    # an annex may have a section for every finding: those are found by the navigation pane
    listed = [each for each in headings if each.level == 1 or (each.level <= deepest and each.number[:1].isdigit())]
    code = rf'TOC \o "1-{deepest}" \n \h \z'
    lines = []
    for position, heading in enumerate(listed):
        number = f"{escape(heading.number)}</w:t></w:r><w:r><w:t xml:space=\"preserve\">  " if heading.number else ""
        run = f'<w:r><w:t xml:space="preserve">{number}{escape(heading.title)}</w:t></w:r>'
        opening = _BEGIN.format(code=escape(code)) if position == 0 else ""
        lines.append(f'<w:p><w:pPr><w:pStyle w:val="toc{heading.level}"/></w:pPr>{opening}'
                     f'<w:hyperlink w:anchor="{heading.bookmark}">{run}</w:hyperlink></w:p>')
    title = '<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return [raw_block("openxml", f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{''.join(lines)}{_END}"
                                 "</w:sdtContent></w:sdt>")]
