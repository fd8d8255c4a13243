"""What befalls the files of a book besides an author's edits: swaps, losses, files put back, texts garbled."""

from __future__ import annotations

import os
import re

from tests.books.edits.draft import Draft
from tests.soundness.mutating import mutated, mutated_settings

TEXTS = ("**/*.md", "evidence/data/*.csv", "evidence/data/*.toml", "evidence/*.bib", "evidence/*.toml", "strategy/**/*.toml",
         "docs/**/*.toml", "conf.py", "ubproject.toml")
DIGITS = str.maketrans("0123456789", "1234567890")


def a_text(draft: Draft) -> str:
    return draft.pick([file for file in draft.files(draft.pick(TEXTS)) if not file.startswith("build/")])


def swap(draft: Draft) -> None:
    """Two files change names; each keeps its time."""
    one = a_text(draft)
    ending = one.rpartition(".")[2]
    other = draft.pick([file for file in draft.files(f"**/*.{ending}") if file != one and not file.startswith("build/")])
    beside = draft.root / f"{one}.beside"
    (draft.root / one).rename(beside)
    (draft.root / other).rename(draft.root / one)
    beside.rename(draft.root / other)


def same_size_and_time(draft: Draft) -> None:
    """A figure or a letter is another, and neither the size of the file nor its time tells."""
    path = draft.root / a_text(draft)
    time, text = path.stat().st_mtime_ns, path.read_text(encoding="utf-8")
    at = draft.random.randrange(len(text)) if text else 0
    new = text[:at] + text[at: at + 60].translate(DIGITS).swapcase() + text[at + 60:]
    path.write_bytes(new.encode())
    os.utime(path, ns=(time, time))


def lost(draft: Draft) -> None:
    (draft.root / a_text(draft)).unlink()


def moved(draft: Draft) -> None:
    """A file stands in another folder of the book."""
    file = draft.pick(draft.files("**/*.md"))
    folder = draft.pick([other.rpartition("/")[0] or "." for other in draft.files("**/*.md")])
    target = draft.root / folder / file.rpartition("/")[2]
    if not target.exists():
        (draft.root / file).rename(target)


def garbled(draft: Draft) -> None:
    """A few changes at random, anywhere in a text."""
    file = a_text(draft)
    own = mutated_settings if file.endswith((".toml", ".py")) else mutated
    text = own(draft.read(file), draft.random.getrandbits(32))
    (draft.root / file).write_bytes(text.encode("utf-8", "surrogatepass"))


def another_id(draft: Draft) -> None:
    """An id is another where it stands first, and nowhere else."""
    file = draft.pick(draft.files("**/*.md"))
    draft.change(file, r"^:id: (\w+)$", rf":id: \1_{draft.number()}")


def another_number(draft: Draft) -> None:
    """A row gets another period or area, so that what names it finds none."""
    draft.change(draft.pick(draft.files("evidence/data/*.csv")), r"^([\w-]+),(20\d\d)", lambda row: draft.pick(
        [f"{row[1]},{draft.random.randrange(1990, 2030)}", f"district-{draft.random.randrange(1, 20):02},{row[2]}"]))


def put_back(draft: Draft) -> None:
    """One file is as it was some time ago, with its time of then."""
    draft.write_held(*draft.pick(draft.past))


def switched_words(draft: Draft) -> None:
    """Two words of a page change places."""
    file = draft.pick(draft.files("**/*.md"))
    words = re.split(r"(\s+)", draft.read(file))
    one, other = (draft.random.randrange(0, len(words), 2) for _ in range(2))
    words[one], words[other] = words[other], words[one]
    draft.write(file, "".join(words))


HARSH = (swap, same_size_and_time, lost, moved, garbled, garbled, another_id, another_number, put_back, switched_words)
