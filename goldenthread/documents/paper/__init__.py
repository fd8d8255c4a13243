"""Print: from the resolved pages of a book, through pandoc's document model, to a tagged PDF or a Word review copy."""

from goldenthread.documents.paper.convert import document_from_chapters
from goldenthread.documents.paper.cross_references import Shelf, shelf_from_volumes
from goldenthread.documents.paper.docx_files import make_docx, word_files
from goldenthread.documents.paper.pandoc_process import run_pandoc
from goldenthread.documents.paper.typst_pdf import make_pdf
from goldenthread.documents.paper.volume import Bounds, Chapter, Entry, FrontPage, Paper, Volume

__all__ = [
    "Bounds",
    "Chapter",
    "Entry",
    "FrontPage",
    "Paper",
    "Shelf",
    "Volume",
    "document_from_chapters",
    "make_docx",
    "make_pdf",
    "run_pandoc",
    "shelf_from_volumes",
    "word_files",
]
