"""Every item of the book in one table, which a script narrows; and links to it with a choice already made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from docutils import nodes

from goldenthread.analysis import (
    confidence_or_status,
    editions_in_words,
    editions_of,
    field_of_state,
    link_count,
    publishers_of,
    strength_flag_names,
    strength_flags,
    strength_in_words,
)
from goldenthread.documents.nodes import item_finder, item_row
from goldenthread.model import Framework, Item, Register, Words, gettext, item_page, starting_sentence
from goldenthread.site.node_builders import Inline, table
from goldenthread.site.page_context import PageContext

EXPLORER_PAGE = "docs/reviewers/explorer"
NO_TAG = "none"

Keys = Mapping[str, tuple[str, ...]]


def facet_names(framework: Framework) -> dict[str, str]:
    """What the list is narrowed by, in the order of its form: what stands for it in addresses, and its label."""
    return {"edition": gettext("Edition"), "type": gettext("Type"), **{each.id: each.name for each in framework.dimensions},
            "sureness": gettext("Confidence or status"), "publisher": gettext("Publisher"), "standing": gettext("Strength")}


def _headers(framework: Framework) -> list[str]:
    """The columns; those by which the list is narrowed are named as in its form."""
    return [gettext("Item"), gettext("Type"), gettext("Edition"), *(each.name for each in framework.dimensions),
            gettext("Confidence or status"), gettext("Publisher"),
            gettext("Strength")]


def explorer(page: PageContext, argument: str) -> list[nodes.Node]:
    """All items in one table, complete as it stands; on the web with what narrows it."""
    register = page.register
    flags = strength_flags(register)
    keys = {item.id: keys_of(register, item, flags.get(item.id, ())) for item in register.items.values()}
    items = list(register.items.values())
    items_table = table(gettext("Items of the book"), _headers(register.framework), (_row(page, item) for item in items),
                  classes=["wide", "gt-items"], ids="items")
    body = items_table.next_node(nodes.tbody)
    assert body is not None
    for row, item in zip(list(body.children), items, strict=True):
        assert isinstance(row, nodes.row)
        body.replace(row, item_row("", *row.children, keys={
            "id": item.id, "weight": str(link_count(register, item)),
            **{name: "|".join(values) for name, values in keys[item.id].items()}}))
    if page.builder.format != "html":
        return [items_table]
    return [item_finder("", facets=facets_of(page, keys.values()), count=len(items)), items_table]


def keys_of(register: Register, item: Item, flags: tuple[str, ...]) -> Keys:
    """The values that an item has in each facet; `none` for a dimension of which it has no tag, and so on."""
    facets = {
        "edition": editions_of(register, item), "type": (item.kind,),
        **{each.id: tuple(tag.id for tag in each.tags_of(item.tags)) for each in register.framework.dimensions},
        "sureness": (confidence_or_status(item),),
        "publisher": publishers_of(register, item), "standing": flags,
    }
    return {name: tuple(value for value in values if value) or (NO_TAG,) for name, values in facets.items()}


def facets_of(page: PageContext, keys: Iterable[Keys]) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """Each facet with the options that some item has, in the order of the framework, the editions and the vocabulary."""
    frame, kinds = page.register.framework, page.vocabulary.kinds
    names = facet_names(frame)
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for own in keys:
        for name, values in own.items():
            for value in values:
                counts[name][value] = counts[name].get(value, 0) + 1
    words: dict[str, dict[str, str]] = {
        "edition": {edition.id: edition.label for edition in page.register.editions.values()},
        "type": {name: kind.label for name, kind in kinds.items()},
        **{each.id: {tag.id: tag.name for tag in each.tags} for each in frame.dimensions},
        "sureness": _states(page.register.words),
        "publisher": {name: name for name in sorted(counts["publisher"], key=str.casefold) if name != NO_TAG},
        "standing": strength_flag_names(page.register.words),
    }
    return [(name, label, [(value, option, counts[name][value]) for value,
                           option in (words[name] | {NO_TAG: gettext("None")}).items()
                           if value in counts[name]]) for name, label in names.items()]


def _states(words: Words) -> dict[str, str]:
    """Every choice by which items are sure or far, with its label, in the order of the book; of two fields' choice the first."""
    fields = ("confidence", "status", "direction", "disposition", *(name for kind in words.own_kinds for name in kind.fields))
    states = {choice: _state(words, name, choice) for name in reversed(fields) for choice in words.choices.get(name, ())}
    return {choice: states[choice] for name in fields for choice in words.choices.get(name, ())}


def _state(words: Words, name: str, choice: str) -> str:
    return starting_sentence(words.confidence(choice)) if name == "confidence" else words.label(name, choice)


def state_in_words(item: Item) -> str:
    """How sure or how far an item is, in the words of the book: `High confidence`, `Accepted`; nothing where it does not say."""
    return _state(item.words, field_of_state(item), confidence_or_status(item))


def _row(page: PageContext, item: Item) -> list[Inline]:
    register = page.register
    tags = (", ".join(tag.name for tag in each.tags_of(item.tags)) or gettext("None") for each in register.framework.dimensions)
    return [
        _link(page, item), page.vocabulary.kinds[item.kind].label, editions_in_words(register, item) or gettext("None"),
        *tags, state_in_words(item) or gettext("None"),
        "; ".join(publishers_of(register, item)) or gettext("None"), strength_in_words(register, item),
    ]


def _link(page: PageContext, item: Item) -> list[nodes.Node]:
    """To the item's own page on the web, to its chapter on paper."""
    if page.builder.format != "html":
        return page.link_with_id(item.id)
    uri = page.builder.get_relative_uri(page.docname, item_page(item.id))
    return [nodes.reference("", item.title, internal=True, refuri=uri, classes=["item-link"]), nodes.Text(" "),
            nodes.inline("", f"({item.id})", classes=["item-id"])]


def explorer_link(page: PageContext, text: str, choices: Mapping[str, str]) -> list[nodes.Node]:
    """A link to the list of all items with these facets chosen; nothing on paper, or in a book that has no such page."""
    if page.builder.format != "html" or EXPLORER_PAGE not in page.register.titles:
        return []
    uri = page.builder.get_relative_uri(page.docname, EXPLORER_PAGE)
    query = urlencode({name: choices[name] for name in facet_names(page.register.framework) if name in choices})
    return [nodes.reference("", text, internal=True, refuri=f"{uri}?{query}" if query else uri)]
