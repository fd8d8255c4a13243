"""An author's Markdown as plain words: numbers filled in, links and citations replaced by their titles, no markup."""

from __future__ import annotations

import re

from goldenthread.model import Register, Unresolved, resolve

ROLE = re.compile(r"\{([\w:-]+)\}(`+)(.+?)\2", re.DOTALL)
FENCE = re.compile(r" {0,3}(:{3,}|`{3,}|~{3,})")
LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
# more than anybody would emphasise; without a limit, the end of every unclosed mark is looked for up to the end of the text
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2}|_{1,2})(?=\S)(.{1,500}?)(?<=\S)\1(?![\w*])")


# a character after a backslash is literal; meanwhile it is replaced by a private-use character, which no chapter may contain
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIGNS = {0xE000 + sign: chr(sign) for sign in range(0x21, 0x7F)}


def in_plain_words(register: Register, text: str) -> str:
    """The words of a text as a reader would see them. Charts and other blocks are left out; paragraphs stay separate."""
    plain = _ESCAPED.sub(lambda escape: chr(0xE000 + ord(escape[1])), without_blocks(text))
    plain = ROLE.sub(lambda role: _role(register, role[1].partition(":")[0], " ".join(role[3].split())), plain)
    plain = EMPHASIS.sub(r"\2", LINKED.sub(r"\1", plain)).translate(_SIGNS)
    return "\n\n".join(" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", plain) if block.strip())


def without_blocks(text: str) -> str:
    """The text without fenced blocks."""
    lines = text.split("\n")
    closing: dict[str, list[int]] = {}
    for number in range(len(lines) - 1, -1, -1):
        if (fence := FENCE.match(lines[number])) and not lines[number][fence.end():].strip(" \t"):
            closing.setdefault(fence[1], []).append(number)
    kept, number = list[str](), 0
    while number < len(lines):
        fence = FENCE.match(lines[number])
        ends = closing.get(fence[1], []) if fence else []
        while ends and ends[-1] <= number:
            ends.pop()
        if ends:
            number = ends.pop()
            kept.append("")
        else:
            kept.append(lines[number])
        number += 1
    return "\n".join(kept)


def _role(register: Register, name: str, words: str) -> str:
    if name == "value":
        try:
            return resolve(words, register.datasets).text
        except Unresolved:
            return words
    title, _, key = words.rpartition("<")
    if name == "need":
        item = register.items.get(key.rstrip("> "))
        return title.strip() or (item.title if item else words)
    if name == "cite":
        known = [register.references[key.strip()] for key in words.split(",") if key.strip() in register.references]
        return f"({'; '.join(', '.join(filter(None, (one.publisher, one.year))) for one in known)})" if known else words
    return title.strip() or words
