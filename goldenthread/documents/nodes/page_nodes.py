"""The nodes of a page that docutils has no word for: items with their titles, and charts.

What each carries is said here once; the web pages and the paper both read it. Nothing but docutils is known.
"""

from __future__ import annotations

from docutils import nodes


class item(nodes.General, nodes.Element):
    """A finding, priority, action, measure or response on its page.

    `ids` holds the item's id. Attributes: `kind` ('evidence'), `label` ('Evidence'), `item` (the id), `level` (of its
    heading), `tags` (names). Children in order: an `item_title`, a paragraph of class `kicker` (label, id, tags),
    the blocks of the body, and a definition list of class `facts`.
    """


class item_title(nodes.Part, nodes.TextElement):
    """The title of an item; its heading level is the item's `level`."""


class chart(nodes.General, nodes.Element):
    """A drawing made from a dataset.

    Attributes: `svg` (the drawing as text, with its words), `wide` and `narrow` (the same for pages, without them), `words` (its
    title and notes), `alt`, `width`, `height`, `dataset`, and with it `page` (where it stands). Children: a caption (what is to
    be seen), a paragraph of class `source`, and the table of the numbers behind it, which paper leaves out.
    """


class view(nodes.General, nodes.Element):
    """A place for a view: filled once every chapter is known, so no writer ever meets it.

    Attributes: `name` of the view, `argument` and `options` as the author wrote them.
    """


class banner(nodes.General, nodes.Element):
    """Which edition a page belongs to, with links to the others: web pages only, for print has a running head."""


class drawing(nodes.General, nodes.Element):
    """A picture of links, for web pages only: the words beside it say the same.

    Attributes: `svg`, `narrow` (the same for a telephone, or nothing where the words stand for it there), `name`.
    """


class tracked(nodes.Inline, nodes.TextElement):
    """Words that came or went, as a tracked change of a Word file.

    Attributes: `how` ('inserted' or 'deleted'), `author`, and `date` with its time.
    """


class item_finder(nodes.General, nodes.Element):
    """What narrows the list of all items, for web pages only; a script shows it.

    Attributes: `facets`, each a name, a label and its options (a value, what it says, how many items have it); `count`, of
    all items.
    """


class item_row(nodes.row):
    """A row of the list of all items. Attribute `keys`: the item's id and, for each facet, the values that it has."""
