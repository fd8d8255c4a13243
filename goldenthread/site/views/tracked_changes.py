"""What changed between two editions as tracked changes: accept them all and the later words stand, reject all and the earlier."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document

from goldenthread.analysis import CHANGE_LABELS, PriorityChange, changes_between, whole_text, words_changed
from goldenthread.documents.nodes import tracked
from goldenthread.model import Edition, gettext, gettext_noop
from goldenthread.site.node_builders import paragraph, section
from goldenthread.site.page_context import PageContext

INTRODUCTION = gettext_noop(
    "The priorities of the {later} against those of the {earlier}. What came and what went are Word's own tracked changes: the "
    "Review tab accepts or rejects them, one by one or all. Actions and measures are left out; the chapter on changes has them.")


def redline(page: PageContext, earlier: Edition, later: Edition) -> nodes.document:
    """One section per priority that is not the same, with its earlier and its later words in one paragraph."""
    changes = [change for change in changes_between(page.register, earlier, later) if change.kind != "same"]
    introduction = gettext(INTRODUCTION, later=later.label, earlier=earlier.label)
    sections: list[nodes.Node] = [_change_block(page, change, later) for change in changes]
    tree = new_document(page.docname)
    tree += section("changes", gettext("What changed since the {label}", label=earlier.label),
                    paragraph(introduction), *(sections or [paragraph(gettext("No priority differs."))]))
    return tree


def _change_block(page: PageContext, change: PriorityChange, later: Edition) -> nodes.section:
    ids = [item.id for item in ((change.after,) if change.after else ()) + change.before if item]
    blocks: list[nodes.Node] = [paragraph(" · ".join([gettext(CHANGE_LABELS[change.kind]), *ids]), "kicker")]
    if change.reason:
        blocks.append(paragraph([gettext("Why: "), change.reason]))
    texts = [whole_text(page.register, item) for item in change.before]
    after = whole_text(page.register, change.after) if change.after else ""
    # of several forms that were merged the first is compared with the new words, and the others go whole
    blocks.append(_marked(page, later, texts[0] if texts else "", after))
    blocks += [_marked(page, later, text, "") for text in texts[1:]]
    return section(f"change-{change.subject.id.lower()}", change.subject.title, *blocks)


def _marked(page: PageContext, later: Edition, before: str, after: str) -> nodes.paragraph:
    runs: list[nodes.Node] = []
    for how, words in words_changed(before, after):
        if how == "same":
            runs.append(nodes.Text(f"{words} "))
        else:
            runs.append(tracked("", nodes.Text(f"{words} "), how=how, author=page.register.book.publisher,
                                date=f"{later.published.isoformat()}T00:00:00Z"))
    return paragraph(runs)
