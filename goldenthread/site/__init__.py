"""The Sphinx extension: parser, directives, pages, views, what is written again, and the builders for print."""

from __future__ import annotations

from goldenthread.site.chapter_texts import sections_of
from goldenthread.site.chart_pictures import offer_pictures, write_chart_pictures
from goldenthread.site.doctree_files import environment_file, tree_file
from goldenthread.site.domain import BookDomain
from goldenthread.site.extension import setup
from goldenthread.site.handover import Handover
from goldenthread.site.incremental.changed_settings import digest_of_setting_files
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, paragraph, section, table
from goldenthread.site.page_frame import CONTENT_SECURITY_POLICY, set_up_pages
from goldenthread.site.search_data import BOOK, SearchEntry, write_search_data
from goldenthread.site.sphinx_build import book_app, not_published, run_sphinx, sphinx_app, warnings_in_our_words, without_colours

__all__ = [
    "BOOK",
    "CONTENT_SECURITY_POLICY",
    "BookDomain",
    "Handover",
    "Inline",
    "SearchEntry",
    "book_app",
    "bullet_list",
    "digest_of_setting_files",
    "environment_file",
    "fact_list",
    "not_published",
    "offer_pictures",
    "paragraph",
    "run_sphinx",
    "section",
    "sections_of",
    "set_up_pages",
    "setup",
    "sphinx_app",
    "table",
    "tree_file",
    "warnings_in_our_words",
    "without_colours",
    "write_chart_pictures",
    "write_search_data",
]
