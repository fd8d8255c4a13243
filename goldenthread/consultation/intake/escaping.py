"""Text from outside as Markdown that renders as just this text: it can hold no markup, role, directive, comment or HTML."""

from __future__ import annotations

import re
import unicodedata

# what can begin markup anywhere in a line
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~$^&]")
# what can begin a list, a heading's underline, a fence, an option, a comment or a target where a line begins
_AT_BEGINNING = re.compile(r"^[-+=:%(]")
_NUMBERED = re.compile(r"^([0-9]+)([.)])")
# embeddings and overrides of direction would also turn the text that follows; right-to-left letters need none of them
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# what has a meaning is all in ASCII: vowel signs, emoji and the stops of other scripts stay
_NOT_IN_TITLES = re.compile(r"(?![\w\s.,;:!?'()/%-])[\x00-\x7f]")
_JOINER = "\u200d"
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text without invisible characters: `\\n` as its only line end, single spaces, and at most one empty line in a row."""
    text = _BIDI_CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    # controls, surrogates, private use and unassigned
    kept = "".join(sign if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn") else " " for sign in text)
    lines = [" ".join(line.split()) for line in kept.replace("\ufeff", "").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def escaped(text: str) -> str:
    """The text as Markdown in which every character stands for itself."""
    return "\n".join(_line(line) for line in printable(text).split("\n"))


def _line(line: str) -> str:
    line = _ANYWHERE.sub(lambda match: f"\\{match[0]}", line)
    line = _AT_BEGINNING.sub(lambda match: f"\\{match[0]}", line)
    return _NUMBERED.sub(r"\1\\\2", line)


def block_quote(text: str) -> str:
    """The text as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in escaped(text).split("\n"))


def as_title(text: str, longest: int = 80) -> str:
    """The beginning of a text as a title in one line, without any character that has a meaning in Markdown or in an item.

    It is cut at a word where it is longer than `longest` characters, with an ellipsis after it.
    """
    words = _NOT_IN_TITLES.sub(" ", printable(text)).replace("_", " ").split()
    title = re.sub(r" (?=[.,;:!?)])", "", " ".join(words)).lstrip("-:;,.!?)/% ")
    if len(title) <= longest:
        return title.rstrip(":;,")
    while longest > 1 and (_JOINER in title[longest - 1:longest + 1] or unicodedata.category(title[longest]).startswith("M")):
        # a sign of several characters, in a script that parts no words by spaces
        longest -= 1
    return title[:longest].rpartition(" ")[0].rstrip(" .,;:(-–") + "…" if " " in title[:longest] else title[:longest] + "…"
