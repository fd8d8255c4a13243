"""Print: from the resolved pages of a book to a tagged PDF, through pandoc's document model and Typst."""

from goldenthread.paper.labels import Shelf, shelf_from_volumes
from goldenthread.paper.typeset import Bounds, make_pdf
from goldenthread.paper.volume import Chapter, Entry, Paper, Volume
from goldenthread.paper.walker import document_from_chapters

__all__ = [
    "Bounds", "Chapter", "Entry", "Paper", "Shelf", "Volume", "document_from_chapters", "make_pdf",
    "shelf_from_volumes",
]
