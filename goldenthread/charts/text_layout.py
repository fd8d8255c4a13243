"""The width of words, how they are broken into lines, and how labels are kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

SIZE = 16
LINE = 20
STEP = 4
NAME_LINES = 4
"""The lines that the name of a bar or a line may take."""
MOST_OF_WIDTH = 0.46
"""The share of a chart's width that names may take if they would otherwise be cut."""
SPACED_LINE = 1.22
"""How much wider a line of a sentence may become for a reader who sets letters and words further apart (WCAG 1.4.12)."""
FAMILY = "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"

# Widths as multiples of the text size: for each letter the wider of Source Sans 3 and its substitute, Arial.
_WIDTHS = {
    letter: width
    for letters, width in (
        ("ijl'|\N{RIGHT SINGLE QUOTATION MARK}", 0.26), ("I,.:; \N{NO-BREAK SPACE}", 0.28), ("f!", 0.30), ("[]", 0.32),
        ("t()-{}", 0.34), ("r/\\", 0.36),
        ("*\"", 0.44), ("cksvxyzJ^", 0.50), ("+<=>~\N{MINUS SIGN}", 0.60), ("FTZ", 0.62), ("ABEKPSVXY&", 0.68),
        ("wCDHNRU", 0.74), ("GOQ", 0.78), ("mM", 0.84), ("%", 0.90), ("W", 0.96), ("…@", 1.02),
    )
    for letter in letters
}
_OTHER = 0.56
_BOLD = 1.08


def text_width(text: str, *, bold: bool = False) -> float:
    """The width of a text, estimated on the generous side."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in text) * SIZE * (_BOLD if bold else 1)


def wrapped(text: str, width: float, *, lines: int = 3, bold: bool = False) -> tuple[str, ...]:
    """The text in at most `lines` lines no wider than `width`; what does not fit ends in an ellipsis."""
    done: list[str] = []
    for word in text.split():
        longer = f"{done[-1]} {word}" if done else word
        if done and text_width(longer, bold=bold) <= width:
            done[-1] = longer
        else:
            done.append(word)
    if len(done) > lines:
        done = [*done[: lines - 1], " ".join(done[lines - 1:])]
    return tuple(_cut(line, width, bold) for line in done)


def room_for_names(names: Mapping[str, bool], usual: float, most: float) -> float:
    """How wide names may be, each given with whether it is bold: `usual`, or up to `most` if that avoids cutting them."""
    room = usual
    while room < most and _any_cut(names, room):
        room = min(room + STEP, most)
    return usual if _any_cut(names, room) else room


def _any_cut(names: Mapping[str, bool], room: float) -> bool:
    return any("…" in line for name, bold in names.items() for line in wrapped(name, room, lines=NAME_LINES, bold=bold))


def broken(text: str, width: float) -> tuple[str, ...]:
    """The whole text in lines no wider than `width`, even if a reader sets letters and words further apart.

    A word that is too wide continues on the next line after a hyphen.
    """
    width /= SPACED_LINE
    words: list[str] = []
    for word in text.split():
        while text_width(word) > width:
            end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or text_width(f"{word[:end]}-") <= width)
            words.append(f"{word[:end]}-")
            word = word[end:]
        words.append(word)
    return wrapped(" ".join(words), width, lines=max(1, len(words)))


def _cut(line: str, width: float, bold: bool) -> str:
    if text_width(line, bold=bold) <= width:
        return line
    while line and text_width(line + "…", bold=bold) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def spread_apart(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles for labels whose ideal ones are `wanted` (ascending), moved just enough to keep them from touching.

    They stay between `low` and `high` as far as there is room.
    """
    if not wanted:
        return []
    offsets = [0.0]
    for above, below in pairwise(heights):
        offsets.append(offsets[-1] + (above + below) / 2)
    # pool adjacent violators: labels that would overlap become a group, which is put at the mean of its members' positions
    groups: list[tuple[float, int]] = []
    for target, offset in zip(wanted, offsets, strict=True):
        mean, size = target - offset, 1
        while groups and groups[-1][0] >= mean:
            before, count = groups.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        groups.append((mean, size))
    middles = [mean for mean, size in groups for _ in range(size)]
    first, last = low + heights[0] / 2, high - offsets[-1] - heights[-1] / 2
    return [max(min(middle, last), first) + offset for middle, offset in zip(middles, offsets, strict=True)]
