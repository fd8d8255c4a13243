"""Which lines of a message are the sender's own, and which quote an earlier message.

mail-parser-reply (1.36) knows the headings under which mail programs quote. Only its pattern of them is used, which is no
documented part of it: its reader takes time that grows with the square of a long text, looking for signatures as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from mailparser_reply.parser import EmailMessage

from goldenthread.consultation.intake.quote_headings import (
    OTHER_SEPARATOR,
    PASSED_ON,
    QuoteHeading,
    headings_in_other_languages,
)

HEADING = EmailMessage(text="", languages=["en"]).HEADER_REGEX
"""`On ... wrote:` over up to three lines, or a block of at least two of `From:`, `Sent:`, `To:`, `Subject:` and the like."""
SEPARATOR = re.compile(r"(?:-{3,} ?(?:Original|Forwarded) Message ?-{3,}|_{10,}|Begin forwarded message:)", re.IGNORECASE)
FORWARDED = re.compile(r"\bforwarded message\b|^(?:FW|FWD):", re.IGNORECASE | re.MULTILINE)
INTRODUCTION = re.compile(r"\bwrote:$", re.IGNORECASE)
SENDER, DAY = (re.compile(rf"^[>* ]*(?:{names}):", re.IGNORECASE | re.MULTILINE) for names in ("From", "Sent|Date"))
LONGEST_LINE = 200
"""How much of a line can belong to a heading. The pattern takes time that grows with the square of a line's length."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageText:
    """The text of a message in three parts: the sender's own lines, those quoted from earlier messages, those forwarded."""

    own: str
    quoted: str
    forwarded: str


def split_message(text: str) -> MessageText:
    """Part a message into what its sender wrote and what it quotes or passes on.

    Lines with `>` are quoted wherever they stand, and so is all that is below the heading of an earlier message. Below
    `On ... wrote:` and lines with `>`, other lines are own again: the sender has answered there. What stands below a heading
    that says so was forwarded: whose view it is, nobody can tell from the message.
    """
    lines = text.split("\n")
    own, quoted, forwarded, position = list[str](), list[str](), list[str](), 0
    for heading in _headings(lines):
        if heading.first < position:
            continue
        own += lines[position : heading.first]
        quoted += lines[heading.first : heading.after]
        position = heading.after
        following = next((lines[number] for number in range(heading.after, len(lines)) if lines[number].strip()), "")
        if not (heading.is_introduction and following.startswith(">")):
            above = "\n".join(lines[max(0, heading.first - 1) : heading.after])
            is_forwarded = bool(FORWARDED.search(above) or PASSED_ON.search(above))
            (forwarded if is_forwarded else quoted).extend(lines[heading.after :])
            position = len(lines)
            break
    rest = [*own, *lines[position:]]
    quoted += [line for line in rest if line.startswith(">")]
    return MessageText(own="\n".join(line for line in rest if not line.startswith(">")), quoted="\n".join(quoted).strip(),
                       forwarded="\n".join(forwarded).strip())


def own_words(text: str) -> tuple[str, int]:
    """The lines of a message that are the sender's own, and how many lines with words are not."""
    own = split_message(text).own
    return own, sum(bool(line.strip()) for line in text.split("\n")) - sum(bool(line.strip()) for line in own.split("\n"))


def _headings(lines: Sequence[str]) -> Iterator[QuoteHeading]:
    """The headings that are not quoted themselves, in order."""
    # French has a space that does not break before a colon
    short = [re.sub("[\u00a0\u202f]", " ", line).strip()[:LONGEST_LINE].rstrip() for line in lines]
    # whatever begins with 'On' costs the most to match, so a line stays only if an introduction can begin there
    searched = "\n".join("" if re.match(r"(?i)[> ]*on\b", line) and not _introduces(short, number) else line
                         for number, line in enumerate(short))
    starts = [0, *accumulate(len(line) + 1 for line in searched.split("\n"))]
    top = next((number for number, line in enumerate(short) if line), 0)
    headings = [QuoteHeading(first=number, after=number + 1, is_introduction=False)
                for number, line in enumerate(short) if SEPARATOR.fullmatch(line) or OTHER_SEPARATOR.fullmatch(line)]
    headings += headings_in_other_languages(short, top)
    for match in HEADING.finditer(searched):
        words = match[0].strip()
        first = bisect_right(starts, match.start() + match[0].index(words)) - 1
        heading = QuoteHeading(first=first, after=first + words.count("\n") + 1, is_introduction=bool(INTRODUCTION.search(words)))
        if not short[first].startswith(">") and (heading.is_introduction or _is_header(words, first > top)):
            headings.append(heading)
    return iter(sorted(headings, key=lambda heading: heading.first))


def _introduces(lines: Sequence[str], number: int) -> bool:
    return any(INTRODUCTION.search(line) for line in lines[number : number + 3])


def _is_header(words: str, below_others: bool) -> bool:
    """Whether a block says who wrote an earlier message and when. A block at the very top is of the message itself.

    Two lines such as `From: the north` and `To: the south` are a respondent's own words.
    """
    return bool(SENDER.search(words) and DAY.search(words)) and below_others
