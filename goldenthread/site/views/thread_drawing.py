"""The thread as a picture, and the same in words: data, findings, priorities, actions."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from goldenthread.charts import ThreadColumn, draw_thread
from goldenthread.documents.nodes import drawing
from goldenthread.model import Evidence, Priority, count_in_words
from goldenthread.site.node_builders import bullet_list, paragraph
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.gap_views import edition_at


def thread_picture(page: PageContext, argument: str) -> list[nodes.Node]:
    """The whole edition, or the one priority that is named, drawn from data to action."""
    item = page.register.items.get(argument)
    priorities = [item] if isinstance(item, Priority) else list(page.register.priorities(edition_at(page, argument).id))
    return picture_of(page, priorities)


def picture_of(page: PageContext, priorities: list[Priority]) -> list[nodes.Node]:
    """These priorities with all that they depend on, as a picture on the web and as a list of links in words everywhere."""
    threads = [page.register.thread(priority.id) for priority in priorities]
    evidence = {item.id: item for thread in threads for item in thread.evidence}
    sources = _sources(page, evidence)
    columns = (
        ThreadColumn(heading="Data and publications", names=tuple((key, words) for key, words in sources.items())),
        ThreadColumn(heading="Findings", names=tuple((key, item.title) for key, item in evidence.items())),
        ThreadColumn(heading="Priorities", names=tuple((priority.id, priority.title) for priority in priorities)),
        ThreadColumn(heading="Actions",
                     names=tuple((action.id, action.title) for thread in threads for action in thread.actions)),
    )
    links = [(name, item.id) for item in evidence.values() for name in (*item.datasets, *item.references)]
    links += [(key, priority.id) for priority in priorities for key in priority.rests_on]
    links += [(thread.priority.id, action.id) for thread in threads for action in thread.actions]
    counted = ", ".join([count_in_words(len(sources), "source"), count_in_words(len(evidence), "finding"),
                      count_in_words(len(priorities), "priority"), count_in_words(len(columns[3].names), "action")])
    words = paragraph(f"From data to action: {counted}.")
    if page.builder.format != "html":
        return [words]
    alt = f"The thread drawn in four columns from left to right: {counted}. The same links stand in words below."
    picture = drawing("", svg=draw_thread(columns, links, alt), name="The thread from data to action")
    return [words, picture, _links_in_words(page, priorities)]


def _sources(page: PageContext, evidence: dict[str, Evidence]) -> dict[str, str]:
    register = page.register
    titles: dict[str, str] = {}
    for item in evidence.values():
        for name in item.list("datasets"):
            if name in register.datasets:
                titles[name] = register.datasets[name].title
        for key in item.list("references"):
            if key in register.references:
                titles[key] = f"{register.references[key].publisher}: {register.references[key].title}"
    return titles


def _links_in_words(page: PageContext, priorities: Iterable[Priority]) -> nodes.Node:
    entries = []
    for priority in priorities:
        thread = page.register.thread(priority.id)
        entry: list[str | nodes.Node] = [page.link(priority.id), nodes.Text(" rests on ")]
        for number, item in enumerate(thread.evidence):
            entry += [nodes.Text("; ") if number else nodes.Text(""), page.link(item.id)]
        entries.append([*entry, nodes.Text(".")])
    return bullet_list(entries)
