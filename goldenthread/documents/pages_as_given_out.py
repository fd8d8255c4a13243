"""What the pages of a PDF show as it is given out, kept within the PDF: what a reader typed onto a page is found by comparing.

It travels as a stream of the catalogue under a name of its own (ISO 32000-2, annex E), which programs keep and show nobody.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # few of those who load this face read or write a PDF
    import pikepdf
    import pypdfium2

KEY = "/GTGivenOut"
# the numbers of the kinds of objects of a page (fpdf_edit.h of PDFium)
_PATH, _PICTURE, _SHADING = 2, 3, 4


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedPage:
    """What a page shows: its text as it can be read, and how many pictures and drawn lines and areas stand on it."""

    text: str
    pictures: int
    drawn: int


def printed_pages(document: pypdfium2.PdfDocument) -> list[PrintedPage]:
    """What each page of a PDF shows, its notes and form fields left aside."""
    return [_printed(page) for page in document]


def _printed(page: pypdfium2.PdfPage) -> PrintedPage:
    kinds = [one.type for one in page.get_objects()]
    return PrintedPage(text=page.get_textpage().get_text_range().replace("\ufffe", "-"),
                       pictures=kinds.count(_PICTURE), drawn=kinds.count(_PATH) + kinds.count(_SHADING))


def keep_given_out_pages(document: pikepdf.Pdf, raw: bytes) -> None:
    """Put what its pages show into a PDF; `raw` is the same file as bytes."""
    import pypdfium2

    pages = [astuple(page) for page in printed_pages(pypdfium2.PdfDocument(raw))]
    document.Root[KEY] = document.make_stream(json.dumps(pages, ensure_ascii=False).encode())


def given_out_pages(document: pikepdf.Pdf) -> list[PrintedPage]:
    """What the pages of a PDF showed when it was given out; none where it does not say, or not as it was written."""
    kept = document.Root.get(KEY)
    try:
        pages = json.loads(kept.read_bytes()) if kept is not None else []
        return [PrintedPage(text=str(text), pictures=int(pictures), drawn=int(drawn)) for text, pictures, drawn in pages]
    except (ValueError, TypeError, AttributeError):
        return []
