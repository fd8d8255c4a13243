"""Print: from the resolved pages of a book, through pandoc's document model, to a tagged PDF or a Word review copy."""

from goldenthread.documents.paper.convert import convert_volume
from goldenthread.documents.paper.cross_references import LinkTargets, link_targets_from_volumes
from goldenthread.documents.paper.docx_files import make_docx, word_files
from goldenthread.documents.paper.drawn_pictures import drawings_as_png
from goldenthread.documents.paper.given_out_text import keep_given_out_text
from goldenthread.documents.paper.kept_chapters import ChapterKeeper, keep_changed, with_chapters_at_end
from goldenthread.documents.paper.pandoc_process import docx_from_markdown
from goldenthread.documents.paper.parts import in_parts
from goldenthread.documents.paper.typst_pdf import make_pdf, make_pdfs
from goldenthread.documents.paper.volume import ConvertedVolume, FrontPage, IndexEntry, Limits, Volume, VolumeChapter

__all__ = [
    "ChapterKeeper",
    "ConvertedVolume",
    "FrontPage",
    "IndexEntry",
    "Limits",
    "LinkTargets",
    "Volume",
    "VolumeChapter",
    "convert_volume",
    "docx_from_markdown",
    "drawings_as_png",
    "in_parts",
    "keep_changed",
    "keep_given_out_text",
    "link_targets_from_volumes",
    "make_docx",
    "make_pdf",
    "make_pdfs",
    "with_chapters_at_end",
    "word_files",
]
