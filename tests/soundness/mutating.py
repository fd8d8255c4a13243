"""Valid files with a few changes, each made of a number: in their words, bytes, values, elements or parts."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import deepcopy

from lxml import etree

from tests.books.hostile_words import ADDRESSES, FORMULAS, SCRIPTS

SIGNS = (
    "", " ", "\n", "\n\n", "\t", "\r", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffe", "\ud800", "\u0661",
    "\uff1a", "é", "💥", "'", '"', "'''", '"""', "`", "```", ":::", "::::::", "~~~", "{", "}", "[", "]", "[[", "]]",
    "(", ")", "<", ">", "&", "&#0;", "&#xD800;", "\\", "/", "../", "%", "#", "=", "+", "-", "---", "@", ",", ";", ":", "|", "*",
    "_", "^", "$", "!", "?", ".", "..", "0", "1", "-1", "9" * 30, "1e999", "nan", "inf", "0x1", "true", "null",
    "2018", "2019-02-30", "9999/00", "0000",
    "1979-05-27T07:32:00Z", "a" * 300, "[" * 40, "{" * 40, "> " * 30, "- " * 30,
)
WORDS = (*SIGNS, *SCRIPTS[:20], *ADDRESSES, *FORMULAS)
CHANGES = (1, 1, 1, 2, 2, 3, 4, 6)
"""How many changes one input has: what has few goes on to the last step of a reader."""


def _fits(word: str) -> bool:
    try:
        etree.Element("a").text = word
    except (ValueError, UnicodeEncodeError):
        return False
    return True


IN_XML = tuple(filter(_fits, WORDS))
IN_TOML = (
    "0", "1", "-1", "9" * 30, "1.5", "nan", "-inf", "1e999", "0xff", "true", "[]", "[1]", "[[]]", '[""]', '["a", "a"]',
    "[1, 'a']", "[true]", "[2019-01-01]", "[{}]", "[{a = 1}]", "{}", "{a = 1}", "{id = 'a', name = 'b'}", "2019-02-28",
    "0001-01-01", "9999-12-31", "2019-01-01T00:00:00Z", "2019-01-01 23:59:60", "07:32:00", "[" * 40 + "]" * 40,
    '"""\na\nb"""', "'\\'",
)


def mutated(text: str, seed: int, words: Sequence[str] = WORDS) -> str:
    """A text with a few pieces taken out, put in, doubled or moved."""
    chance = random.Random(seed)
    for _ in range(chance.choice(CHANGES)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 0, 1, 3, 20, 200)))
        piece = chance.choice((chance.choice(words), text[start:end] * 2, "", text[chance.randint(0, len(text)) :][:30],
                               chr(chance.randint(0, 0x10FFFF))))
        text = text[:start] + piece + text[end:]
        if chance.random() < 0.02:
            text = text[: chance.randint(0, len(text))]
    return text


def mutated_bytes(raw: bytes, seed: int) -> bytes:
    """Bytes with a few of them changed, taken out or put in."""
    chance, changed = random.Random(seed), bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(changed))
        changed[at : at + chance.choice((0, 1, 1, 4, 30))] = chance.choice((
            chance.randbytes(chance.choice((1, 4, 12))), b"", b"\xff" * 4, b"\0" * 8, bytes(changed[at : at + 40]) * 2))
    return bytes(changed[: chance.randint(0, len(changed))] if chance.random() < 0.05 else changed)


def mutated_settings(text: str, seed: int) -> str:
    """TOML with a few of its values, keys and lines replaced, moved, doubled or left out: most of it still is TOML."""
    chance, lines = random.Random(seed), text.split("\n")
    for _ in range(chance.choice(CHANGES)):
        at, way = chance.randrange(len(lines)), chance.random()
        key, sign, value = lines[at].partition(" = ")
        other = chance.choice(lines)
        if sign and way < 0.6:
            new_value = chance.choice((chance.choice(IN_TOML), json.dumps(chance.choice(WORDS)), other.partition(" = ")[2]))
            lines[at] = f"{key} = {new_value}"
        elif sign and way < 0.7:
            lines[at] = f"{other.partition(' = ')[0] or 'a.b'} = {value}"
        elif way < 0.8:
            lines.insert(chance.randint(0, len(lines)), lines[at])
        elif way < 0.95:
            lines[at] = ""
        else:
            lines[at] = chance.choice(("[a]", "[[a]]", "[a.b]", other.replace("[[", "[").replace("]]", "]")))
    return "\n".join(lines)


def mutated_tree(raw: bytes, seed: int) -> bytes:
    """XML that can be read, with a few of its elements doubled, moved, renamed or taken out, and of its words changed."""
    chance, root = random.Random(seed), etree.fromstring(raw)
    for _ in range(chance.choice(CHANGES)):
        every = list(root.iter(etree.Element))
        one, other, way = chance.choice(every), chance.choice(every), chance.random()
        if way < 0.3:
            other.insert(chance.randint(0, len(other)), deepcopy(one))
        if way < 0.4 and one is not root:
            one.getparent().remove(one)
        elif way < 0.55:
            one.tag = other.tag
        elif way < 0.75 and one.attrib:
            values = [value for each in every for value in each.attrib.values()]
            one.set(chance.choice(list(one.attrib)), chance.choice((*values, *IN_XML)))
        elif way < 0.8:
            one.attrib.clear()
        else:
            one.text = chance.choice((chance.choice(IN_XML), other.text, None))
    return bytes(etree.tostring(root))


def mutated_package(parts: Mapping[str, bytes], seed: int) -> bytes:
    """A zip file with some of its parts changed, renamed, left out, doubled or packed in another way."""
    chance = random.Random(seed)
    named = dict(parts)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(list(named))
        way = chance.random()
        if way < 0.45 and name.endswith((".xml", ".rels")):
            with suppress(etree.XMLSyntaxError):  # an earlier change broke it
                named[name] = mutated_tree(named[name], chance.getrandbits(32))
        elif way < 0.7:
            text = mutated(named[name].decode("utf-8", "replace"), chance.getrandbits(32))
            named[name] = text.encode("utf-8", "surrogatepass")
        elif way < 0.8:
            named[name] = mutated_bytes(named[name], chance.getrandbits(32))
        elif way < 0.9:
            named[chance.choice(("../a.xml", "/a", "word/../../a", "C:\\a", name + "\0", "word/media/a",
                                 name.upper()))] = named.pop(name)
        elif len(named) > 1:
            named.pop(name)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as file:
        for name, content in named.items():
            file.writestr(name, content)
    raw = stream.getvalue()
    return mutated_bytes(raw, chance.getrandbits(32)) if chance.random() < 0.2 else raw


def parts_of(raw: bytes) -> dict[str, bytes]:
    """The parts of a zip file by their names."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}
