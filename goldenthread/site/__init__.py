"""The Sphinx extension: parser, directives, pages, views, what is written again, and the builders for print."""

from __future__ import annotations

from goldenthread.site.domain import BookDomain
from goldenthread.site.extension import setup
from goldenthread.site.finder import INDEX_FILE, add_finder, load_finder
from goldenthread.site.handover import Handover
from goldenthread.site.html import BookTranslator, add_nodes, unwrap_tables
from goldenthread.site.incremental.once import forget_lost_words, share_frame
from goldenthread.site.page_frame import CONTENT_SECURITY_POLICY, frame_page, offer_looks
from goldenthread.site.page_pieces import Inline, facts, listed, paragraph, section, table
from goldenthread.site.sphinx_build import book_app, run_sphinx, sphinx_app, warnings_in_our_words, without_colours

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "INDEX_FILE",
    "BookDomain",
    "BookTranslator",
    "Handover",
    "Inline",
    "add_finder",
    "add_nodes",
    "book_app",
    "facts",
    "forget_lost_words",
    "frame_page",
    "listed",
    "load_finder",
    "offer_looks",
    "paragraph",
    "run_sphinx",
    "section",
    "setup",
    "share_frame",
    "sphinx_app",
    "table",
    "unwrap_tables",
    "warnings_in_our_words",
    "without_colours",
]
