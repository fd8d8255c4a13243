"""Fields of Word, which Word works out itself: lists of contents, the numbers of captions, further marks of a note.

pandoc's model has none of them, so each is raw WordprocessingML. What a field shows until Word works it out stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from goldenthread.documents.paper.numbering import Heading
from goldenthread.documents.paper.pandoc_model import Element, raw_block, raw_inline
from goldenthread.model import gettext, gettext_noop

_BEGIN = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
N_ = gettext_noop
LISTED_KINDS = {N_("Chart"): N_("Charts"), N_("Picture"): N_("Pictures"), N_("Table"): N_("Tables")}
"""The kinds of captions that are numbered, with the heading of their list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Caption:
    """A caption as a list at the front names it: `Chart`, 3, its words, and the bookmark where it stands."""

    kind: str
    number: int
    title: str
    bookmark: str


def caption_number(kind: str, number: int, is_first: bool) -> Element:
    """`Chart 3.`, whose number Word counts; the first of its kind in a file says from where the count goes on."""
    look = '<w:rPr><w:rStyle w:val="CaptionNumber"/></w:rPr>'
    restart = rf" \r {number}" if is_first and number != 1 else ""
    code = rf" SEQ {kind} \* ARABIC{restart} "
    return raw_inline("openxml", f'<w:r>{look}<w:t xml:space="preserve">{escape(gettext(kind))} </w:t></w:r>'
                                 f"<w:fldSimple w:instr={quoteattr(code)}><w:r>{look}<w:t>{number}</w:t></w:r></w:fldSimple>"
                                 f"<w:r>{look}<w:t>.</w:t></w:r>")


def note_again(bookmark: str, number: int) -> Element:
    """A further mark of a footnote, as Word's field for that: pandoc would print the note a second time."""
    look = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    code = rf' NOTEREF {bookmark} \f \h '
    return raw_inline("openxml", f'<w:fldSimple w:instr="{code}"><w:r>{look}<w:t>{number}</w:t></w:r></w:fldSimple>')


def contents_blocks(headings: Sequence[Heading], captions: Sequence[Caption], deepest: int = 2) -> list[Element]:
    """The contents of a file, then a list of its charts, pictures and tables, as fields filled with links.

    The page numbers are fields too, and empty until Word or LibreOffice has set the pages: what stands there is never wrong.
    """
    # an annex may have a section for every finding: those are found by the navigation pane
    listed = [each for each in headings if each.level == 1 or (each.level <= deepest and each.number[:1].isdigit())]
    lines = [_Line(style=f"toc{each.level}", number=each.number, title=each.title, bookmark=each.bookmark) for each in listed]
    # the switches of Word's field: levels, links, nothing in the web view
    blocks = [_list("TOCHeading", gettext("Contents"), rf'TOC \o "1-{deepest}" \h \z', lines)] if lines else []
    for kind, heading in LISTED_KINDS.items():
        lines = [_Line(style="tableoffigures", number=f"{gettext(kind)} {each.number}.", title=each.title, bookmark=each.bookmark)
                 for each in captions if each.kind == kind]
        if lines:
            blocks.append(_list("ListHeading", gettext(heading), rf'TOC \h \z \c "{kind}"', lines))
    return blocks


@dataclass(frozen=True, slots=True)
class WordTable:
    """What pandoc has no word for: how many of a table's columns are row headers, and whether its rows are set closely."""

    row_headers: int
    dense: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    style: str
    number: str
    title: str
    bookmark: str

    def paragraph(self, opening: str, ending: str) -> str:
        number = f'<w:r><w:t xml:space="preserve">{escape(self.number)}  </w:t></w:r>' if self.number else ""
        title = f'<w:r><w:t xml:space="preserve">{escape(self.title)}</w:t></w:r>'
        code = rf"PAGEREF {self.bookmark} \h"
        page = f"<w:r><w:tab/></w:r>{_BEGIN.format(code=code)}{_END}"
        return (f'<w:p><w:pPr><w:pStyle w:val="{self.style}"/></w:pPr>{opening}'
                f'<w:hyperlink w:anchor="{self.bookmark}" w:history="1">{number}{title}{page}</w:hyperlink>{ending}</w:p>')


def _list(style: str, heading: str, code: str, lines: Sequence[_Line]) -> Element:
    opening = [_BEGIN.format(code=escape(code)), *[""] * (len(lines) - 1)]
    ending = [*[""] * (len(lines) - 1), _END]
    title = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(heading)}</w:t></w:r></w:p>'
    written = "".join(line.paragraph(*ends) for line, *ends in zip(lines, opening, ending, strict=True))
    # Word offers to update a list of contents that is marked as one
    gallery = "<w:docPartObj><w:docPartGallery w:val={name}/><w:docPartUnique/></w:docPartObj>"
    name = "Table of Contents" if style == "TOCHeading" else "Table of Figures"
    return raw_block("openxml", f"<w:sdt><w:sdtPr>{gallery.format(name=quoteattr(name))}</w:sdtPr>"
                                f"<w:sdtContent>{title}{written}</w:sdtContent></w:sdt>")
