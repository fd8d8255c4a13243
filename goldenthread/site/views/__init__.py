"""Views: tables and lists that the build makes from the register, each by the name of the directive that asks for it."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from goldenthread.site.page_pieces import Page
from goldenthread.site.views import agreement_table as agreement
from goldenthread.site.views import annexes, explorer, overview
from goldenthread.site.views import change_views as changes
from goldenthread.site.views import edition_lists as editions
from goldenthread.site.views import gap_views as reviewing
from goldenthread.site.views import response_views as responses
from goldenthread.site.views import thread_drawing as pictures

View = Callable[[Page, str], list[nodes.Node]]

VIEWS: dict[str, View] = {
    "evidence-relied-on": annexes.evidence_relied_on,
    "thread-table": annexes.thread_table,
    "data-sources": annexes.data_sources,
    "chapter-sources": annexes.chapter_sources,
    "priority-list": editions.priority_list,
    "changes": changes.changes,
    "edition-list": editions.edition_list,
    "evidence-map": reviewing.evidence_map,
    "gap-lists": reviewing.gap_lists,
    "coverage": reviewing.coverage_table,
    "counts": reviewing.counts,
    "thread-picture": pictures.thread_picture,
    "agreement": agreement.agreement_table,
    "response-table": responses.response_table,
    "explorer": explorer.explorer,
    "dataset-list": overview.dataset_list,
    "evidence-list": overview.evidence_list,
    "framework": overview.framework,
    "rules": overview.rules,
}
"""What an argument means: an edition's id for the views of an edition (the page's own when left out), a page for
`chapter-sources`; the others take none."""
