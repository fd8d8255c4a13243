"""The thread as a picture, and the same in words: data, findings, priorities, actions and measures."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from goldenthread.charts import ThreadColumn, draw_thread
from goldenthread.documents.nodes import drawing
from goldenthread.model import Evidence, Priority, Thread, count_in_words, gettext
from goldenthread.site.node_builders import Inline, bullet_list, paragraph
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
        ThreadColumn(heading=gettext("Data and publications"), names=tuple((key, words) for key, words in sources.items())),
        ThreadColumn(heading=gettext("Findings"), names=tuple((key, item.title) for key, item in evidence.items())),
        ThreadColumn(heading=gettext("Priorities"), names=tuple((priority.id, priority.title) for priority in priorities)),
        ThreadColumn(heading=gettext("Actions and measures"), names=tuple(
            entry for thread in threads for entry in (
                *((action.id, action.title) for action in thread.actions),
                *((measure.id, gettext("Measure: {title}", title=measure.title)) for measure in thread.measures)))),
    )
    links = [(name, item.id) for item in evidence.values() for name in (*item.datasets, *item.references)]
    links += [(key, priority.id) for priority in priorities for key in priority.rests_on]
    links += [(thread.priority.id, item.id) for thread in threads for item in (*thread.actions, *thread.measures)]
    counted = ", ".join([
        count_in_words(len(sources), "source"), count_in_words(len(evidence), "finding"),
        count_in_words(len(priorities), "priority"),
        count_in_words(len({action.id for thread in threads for action in thread.actions}), "action"),
        count_in_words(len({measure.id for thread in threads for measure in thread.measures}), "measure")])
    words = paragraph(gettext("From data to action: {counted}.", counted=counted))
    if page.builder.format != "html":
        return [words]
    alt = gettext("The thread drawn in four columns from left to right: {counted}. The same links stand in words below.",
                  counted=counted)
    picture = drawing("", svg=draw_thread(columns, links, alt), narrow="", name=gettext("The thread from data to action"))
    return [words, picture, links_in_words(page, threads)]


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


def links_in_words(page: PageContext, threads: Iterable[Thread]) -> nodes.bullet_list:
    """Every link of the picture: below each priority its findings with their sources, its actions and its measures."""
    whole = nodes.bullet_list("", bullet="-", classes=["gt-thread-words"])
    for thread in threads:
        links: list[Inline] = [[gettext("Rests on "), page.link(item.id), *_from_sources(page, item)] for item in thread.evidence]
        links += [[gettext("Is delivered by "), page.link(action.id)] for action in thread.actions]
        links += [[gettext("Is measured by "), page.link(measure.id)] for measure in thread.measures]
        whole += nodes.list_item("", paragraph(page.link(thread.priority.id)), *([bullet_list(links)] if links else []))
    return whole


def _from_sources(page: PageContext, item: Evidence) -> list[nodes.Node]:
    """`, from …; …`: the tables and publications of a finding, each a link where it has an address."""
    found: list[nodes.Node] = [page.dataset_link(name) for name in item.datasets if name in page.register.datasets]
    for reference in (page.register.references[key] for key in item.references if key in page.register.references):
        words = f"{reference.publisher}: {reference.title}"
        found.append(nodes.reference("", words, refuri=reference.url) if reference.url else nodes.Text(words))
    return [part for number, link in enumerate(found) for part in (nodes.Text("; " if number else gettext(", from ")), link)]
