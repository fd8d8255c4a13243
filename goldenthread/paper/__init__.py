"""Print: from the resolved pages of a book, through pandoc's document model, to a tagged PDF or a Word review copy."""

from goldenthread.paper.bookmarks import bookmark_name, chapter_bookmark
from goldenthread.paper.labels import Shelf, shelf_from_volumes
from goldenthread.paper.typeset import make_pdf
from goldenthread.paper.volume import Bounds, Chapter, Entry, FrontPage, Paper, Volume
from goldenthread.paper.walker import document_from_chapters
from goldenthread.paper.word import make_docx, word_files

__all__ = [
    "Bounds", "Chapter", "Entry", "FrontPage", "Paper", "Shelf", "Volume", "bookmark_name", "chapter_bookmark",
    "document_from_chapters", "make_docx", "make_pdf", "shelf_from_volumes", "word_files",
]
