"""A book's text for Sphinx with mlx.traceability: items as its items, with links, the way back and options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.plain import SETTINGS, item_facts, joined, label, plain_chapters, read_book_with_words, write_changed
from goldenthread.book.vocabulary import Vocabulary
from goldenthread.model import Item

MORE = '''
extensions = ["myst_parser", "mlx.traceability"]
traceability_render_relationship_per_item = True
'''


def write_traceability(book: Path, root: Path) -> None:
    """Write the text and its settings. A file that would not change is left alone, so that it is not read again."""
    register, words = read_book_with_words(book)
    write_changed(root / "conf.py", SETTINGS + MORE + _settings(register.items.values(), words))
    for file, parts in plain_chapters(book, register, lambda key: f"{{item}}`{key}`"):
        write_changed(root / file, joined(parts, _item))


def _settings(items: Iterable[Item], words: Vocabulary) -> str:
    """Every option as an attribute and every link with its way back, in the words of the book."""
    names = sorted({name for item in items for name, _value in item_facts(item)} | {"kind"})
    shown = {_attribute(name): label(name) for name in names}
    link_words = {name: ways.outgoing for name, ways in words.links.items()} | {
        _back(name): ways.incoming for name, ways in words.links.items()}
    return (f"traceability_attributes = {dict.fromkeys(shown, '.*')!r}\n"
            f"traceability_attribute_to_string = {shown!r}\n"
            f"traceability_relationships = {({name: _back(name) for name in words.links})!r}\n"
            f"traceability_relationship_to_string = {link_words!r}\n")


def _attribute(option: str) -> str:
    """A name that none of the tool's own options has: it leaves out an attribute that is called `source`."""
    return f"item_{option}"


def _back(link: str) -> str:
    return f"{link}_back"


def _item(item: Item) -> Iterator[str]:
    yield f":::{{item}} {item.id} {item.title}"
    yield f":{_attribute('kind')}: {item.kind}"
    yield from (f":{name}: {' '.join(targets)}" for name, targets in item.links.items())
    yield from (f":{_attribute(name)}: {value}" for name, value in item_facts(item))
    yield from ("", item.body, ":::", "")
