"""Views: tables and lists that the build makes from the register, each by the name of the directive that asks for it."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from goldenthread.site.page_context import PageContext
from goldenthread.site.views import (
    agreement_table,
    annexes,
    change_views,
    delivery_views,
    edition_lists,
    explorer,
    gap_views,
    overview,
    receipt_view,
    response_views,
    thread_drawing,
)

View = Callable[[PageContext, str], list[nodes.Node]]

VIEWS: dict[str, View] = {
    "evidence-relied-on": annexes.evidence_relied_on,
    "thread-table": annexes.thread_table,
    "data-sources": annexes.data_sources,
    "chapter-sources": annexes.chapter_sources,
    "priority-list": edition_lists.priority_list,
    "priority-names": edition_lists.priority_names,
    "changes": change_views.changes,
    "edition-list": edition_lists.edition_list,
    "evidence-map": gap_views.evidence_map,
    "gap-lists": gap_views.gap_lists,
    "coverage": gap_views.coverage_table,
    "counts": gap_views.counts,
    "thread-picture": thread_drawing.thread_picture,
    "agreement": agreement_table.agreement_table,
    "response-table": response_views.response_table,
    "response-list": response_views.response_list,
    "campaigns": response_views.campaigns,
    "receipt": receipt_view.receipt,
    "explorer": explorer.explorer,
    "delivery-plan": delivery_views.delivery_plan,
    "milestones": delivery_views.milestone_table,
    "open-gaps": delivery_views.gaps_open,
    "dataset-list": overview.dataset_list,
    "evidence-list": overview.evidence_list,
    "framework": overview.framework,
    "rules": overview.rules,
}
"""What an argument means: an edition's id for the views of an edition (the page's own when left out), a page for
`chapter-sources`, a word of `GROUPINGS` for `response-table`; the others take none."""
