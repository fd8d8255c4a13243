"""Inputs that no one would write, and a watch over what is done while they are read."""

from __future__ import annotations

import io
import os
import random
import resource
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.hostile_words import ADDRESSES, FORMULAS, SCRIPTS

SECONDS = 20
KILOBYTES = 512 * 1024
"""How much more memory the process may have had at once after many trials than before them."""
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
OUTSIDE = {"os.system", "os.exec", "os.posix_spawn", "subprocess.Popen", "socket.connect", "socket.getaddrinfo", "os.remove",
           "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.truncate", "shutil.rmtree", "ctypes.dlopen",
           "urllib.Request", "webbrowser.open"}
HOMES = tuple(os.path.realpath(path) for path in {sys.prefix, sys.base_prefix, os.path.dirname(os.__file__),
                                                  *filter(None, sys.path)})
_watching: list[tuple[str, list[str]]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    root, seen = _watching[-1]
    if event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.realpath(os.fsdecode(arguments[0]).replace("\0", "?"))
        writes = isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or not path.startswith((root, *HOMES)):
            seen.append(f"{event} {path}")
    elif event in OUTSIDE:
        seen.append(f"{event} {arguments[:1]}")


@contextmanager
def watched(root: Path) -> Iterator[None]:
    """Fail when anything is written, said or run, when something outside `root` is read, or when it takes long enough to hang."""
    if not hasattr(sys, "_book_hook"):
        sys.addaudithook(_hook)  # for as long as this process lives, for none can be taken away
        sys._book_hook = True  # type: ignore[attr-defined]
    seen, said = list[str](), io.StringIO()
    _watching.append((os.path.realpath(root), seen))
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    try:
        with redirect_stdout(said), redirect_stderr(said):
            yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        _watching.pop()
    assert (seen, said.getvalue()) == ([], "")


def _too_long(*_: object) -> None:
    pytest.fail(f"it is still at work after {SECONDS} seconds")


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
    chance, found = random.Random(seed), bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(found))
        found[at : at + chance.choice((0, 1, 1, 4, 30))] = chance.choice((
            chance.randbytes(chance.choice((1, 4, 12))), b"", b"\xff" * 4, b"\0" * 8, bytes(found[at : at + 40]) * 2))
    return bytes(found[: chance.randint(0, len(found))] if chance.random() < 0.05 else found)


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
            said = mutated(named[name].decode("utf-8", "replace"), chance.getrandbits(32))
            named[name] = said.encode("utf-8", "surrogatepass")
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


SEEDS = st.integers(0, 2**64 - 1)


def weighted(*ways: tuple[int, Callable[[], st.SearchStrategy[Any]]]) -> st.SearchStrategy[Any]:
    """What one of these ways gives, each as often as its weight says.

    Each is made anew as often as it weighs: of a strategy that it is given twice, `one_of` takes only one.
    """
    return st.one_of(*(make() for weight, make in ways for _ in range(weight)))


def changed(*valid: str) -> st.SearchStrategy[str]:
    """One of these texts with a few changes."""
    return SEEDS.map(lambda seed: mutated(valid[seed % len(valid)], seed))


def texts(*valid: str) -> st.SearchStrategy[str]:
    """One of these texts with a few changes, or now and then any text: most of what is of no shape is soon turned away."""
    return weighted((5, lambda: changed(*valid)), (1, lambda: st.text(max_size=200)))


def raws(*valid: str) -> st.SearchStrategy[bytes]:
    """The bytes of such a text, with lone surrogates as they are, or now and then any bytes."""
    return weighted((9, lambda: texts(*valid).map(lambda text: text.encode("utf-8", "surrogatepass"))),
                    (1, lambda: st.binary(max_size=200)))


def put(path: Path, raw: bytes) -> None:
    """Have a file hold these bytes and no others."""
    # a new file each time: where one that has bytes is cut to none, many disks first write down what is put in their place
    path.unlink(missing_ok=True)
    path.write_bytes(raw)


def tried(
    strategy: st.SearchStrategy[Any], trial: Callable[[Any], None], root: Path, file: str = "",
) -> int:
    """Try what the strategy gives, under watch, as often as the profile says; how often that was.

    With `file`, what is given are the bytes of that file, put in its place before each trial.
    """
    times = 0

    @given(strategy)
    def once(found: Any) -> None:
        nonlocal times
        times += 1
        if file:
            put(root / file, found)
        with watched(root):
            trial(found)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    once()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES
    return times
