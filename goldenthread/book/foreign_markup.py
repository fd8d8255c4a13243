"""Markup of other programs in running text, which Markdown prints as it is, without any warning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from goldenthread.book.markdown_nodes import Prose

Mistake = tuple[int, str, str, str]
"""Line, code, what is wrong, and what to do."""


class _Form(NamedTuple):
    """A form of markup of another program: its pattern, the code, what is wrong and what to do; `{0}` is what was written.

    `least` is how many lines of a block must match.
    """

    pattern: re.Pattern[str]
    code: str
    what: str
    fix: str
    least: int = 1


_STANDS = "'{0}' would be printed as it stands."
_NO_LIST = "This is no list: its lines would be printed one behind the other."
_BULLETS = "Begin each entry with '- ', with an empty line above the first."
_AS_ROLE = "Write the name in braces and right before the back-ticks, as in {value}`…`."
_ROLES = "value|need|cite|term|ref|doc|numref|abbr|sub|sup"
FORMS = tuple(_Form(re.compile(pattern, re.MULTILINE), *words) for pattern, *words in (
    # links
    (r"(?<!!)\[[^\[\]\n]+\]\([^()\s][^()\n]*\)?", "markup.link", "'{0}' is no link, and would be printed as it stands.",
     "Write '[words](https://…)', with no blank in the address (%20 stands for one) and a bracket at its end."),
    (r"!\[[^\[\]\n]*\]\([^()\n]*\)?", "markup.link", "'{0}' is no picture, and would be printed as it stands.",
     "Write '![what it shows](picture.png)', with no blank in the name of the file and a bracket at its end."),
    (r"\([^()\n]+\)\[(?:https?://|mailto:|#|[\w./-]+\.md\b)[^\[\]\n]*\]", "markup.link",
     "'{0}' has its brackets the wrong way round.",
     "Write '[words](address)'."),
    (r"\[\[[^\[\]\n]+\]\]", "markup.link", "'{0}' is a link of another program, and would be printed.",
     "Write '[words](page.md)'."),
    (r"~__?(?![\w~])", "markup.link", "A link is written in another program's way here, and its '_' would be printed.",
     "Write '[words](https://…)'."),
    # notes and publications
    (r"\^\[[^\[\]\n]+\]", "markup.note", "'{0}' is no footnote, and would be printed in the text.",
     "Write '[^name]' here, and '[^name]: …' on a line of its own below."),
    (r"^\[\d{1,3}\]:? [^\n]*", "markup.note", "'{0}' is no footnote: its label has no '^'.",
     "Write '[^1]' in the text, and '[^1]: …' on a line of its own."),
    (r"\[-?@[\w:-]+[^\[\]\n]*\]", "markup.role", "'{0}' is no citation, and would be printed as it stands.",
     "Write {cite}`key`, with the key of the publication in evidence/references.bib."),
    # only after a word or a full stop: km² and 10¹² are units and numbers
    (r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?’”]))[¹⁴-⁹⁰]+|(?:(?<=[^\W\d_]{4})|(?<=[.,;:!?’”]))[²³]+|(?<=[^\W\d_])[†‡]+", "markup.note",
     "'{0}' is the sign of a footnote, and leads to none.", "Write '[^name]' here, and '[^name]: …' on a line of its own below."),
    # roles in another syntax; text that was between back-ticks is a '~'
    (rf"(?<![\w{{])(?:{_ROLES})~", "chapter.role", "A role has no braces here, and its name would be printed.", _AS_ROLE),
    (rf"\[(?:{_ROLES})\]~|(?<!\w):(?:{_ROLES}):~|~\{{(?:{_ROLES})\}}", "chapter.role",
     "A role is written in another program's way here, and its name would be printed.", _AS_ROLE),
    (rf"\{{[ \t]+(?:{_ROLES})[ \t]*\}}~|\{{(?:{_ROLES})[ \t]+\}}~", "chapter.role",
     "A blank stands in the braces of a role here, and its name would be printed.", _AS_ROLE),
    (r"^[‘’“”'´]{2,}[ \t]*\{[\w:-]+\}", "markup.directive", "'{0}' begins nothing: these are no back-ticks but quotation marks.",
     "Begin it with ':::{name}', and end it with ':::'."),
    # lists
    (r"^[ \t]*[•▪●◦‣][ \t]*\S", "markup.list", _NO_LIST, _BULLETS),
    (r"^[ \t]*[–—·][ \t]+\S", "markup.list", _NO_LIST, _BULLETS, 2),
    (r"^[-*+][^\W\d_]", "markup.list", f"{_NO_LIST} A blank is missing behind the sign.", _BULLETS, 2),
    (r"^[ \t]*\(?(?:\d{1,2}|[a-h])[.)][ \t]+\S", "markup.list", _NO_LIST,
     "Begin each entry with '1. ', '2. ' and so on, with an empty line above the first.", 2),
    # tables
    (r"^[^\t\n]+(?:\t+[^\t\n]+)+$", "markup.table", "These look like the rows of a table, with tabs between the cells.",
     "Write '|' between the cells, and '|---|---|' below the first row.", 2),
    (r"^\+(?:[-=]+\+)+[ \t]*$", "markup.table", "This is a table of another program.",
     "Write each row as '| … | … |', and '|---|---|' below the first."),
    # letters and headings
    (r"\\(?:textbf|textit|emph|cite|ref|label|section|subsection|begin|end|footnote|url|href)\{[^{}\n]*\}?", "markup.foreign",
     _STANDS, "Write it in Markdown: *…* for emphasis, **…** for bold, '## …' for a heading."),
    (r"^={2,}[ \t]*[^\s=][^=\n]*={2,}[ \t]*$", "markup.heading", "'{0}' is no heading here.", "Begin it with '## '."),
    (r"\{(?:\+\+|--|~~|>>|==)[^{}\n]*\}?", "markup.foreign", "'{0}' is a change that someone proposed, and would be printed.",
     "Take the change over or leave it out, and delete its signs."),
    (r"(?<![=\w])==[^\s=](?:[^=\n]*[^\s=])?==(?![=\w])", "markup.foreign", _STANDS,
     "Make it bold, **…**, or take the signs out."),
    (r"~~\w(?:[^~\n]*\S)?~~", "markup.foreign", _STANDS, "What is struck out is better left out: delete it."),
    (r"&(?:amp|lt|gt|nbsp|quot|pound|euro|ndash|mdash|[lr][sd]quo|hellip|#\d{2,5})(?![\w;])", "markup.foreign",
     _STANDS,
     "Write the character itself, or a semicolon behind its name."),
    (r"\*\*[ \t]+[^*\n]*\*\*", "markup.bold", "'{0}' is not bold: a blank stands behind '**'.",
     "Write '**' right before the first and right after the last letter."),
    (r"`[^`\n]*", "markup.code", "'{0}' begins code that never ends.",
     "Write a back-tick at its end too, or '\\`' for the sign itself."),
))
"""Matched against running text in which code and roles are replaced by `~`."""
STANDS_FOR_CODE = re.compile(r"(?<!~)~(?!~)")
LISTED = ("•", "▪", "●", "◦", "‣")
_NOTE_SIGNS = tuple("¹²³⁴⁵⁶⁷⁸⁹⁰†‡")
_TELLING = (*_NOTE_SIGNS,
            "\n–", "\n—", "\n·", "\n-", "\n*", "\n+", "](", ")[", "[[", "^[", "[@", "[-@", "\t", "\\", "==", "~~", "{++", "{--",
            "{>>", "&", "** ", "+-", *LISTED)
_TELLING_AT_START = ("–", "—", "·", "-", "*", "+", "(", "[", "‘", "’", "“", "”", "'", "´")
_LIKE_A_ROLE = re.compile(rf"(?<![\w{{])(?:{_ROLES})`|\]`|:`|`\{{|[ \t]\}}`|\{{[ \t]+[a-z]+\}}`|`__?(?!\w)")
_NUMBERED = re.compile(r"\n[ \t]*\(?(?:\d{1,2}|[a-h])[.)][ \t]")


def may_be_foreign(text: str) -> bool:
    """Whether the source of a block of Markdown makes it worth looking for markup of other programs."""
    return (text.startswith(_TELLING_AT_START) or any([part in text for part in _TELLING]) or bool(text.count("`") % 2)
            or bool(_NUMBERED.search(f"\n{text}")) or ("`" in text and bool(_LIKE_A_ROLE.search(text))))


def holds_foreign(text: str) -> bool:
    """Whether running text, with code and roles replaced by `~`, contains markup of another program."""
    return any(True for _ in _found(text))


def foreign(prose: Prose) -> Iterator[Mistake]:
    """Markup of other programs in a block of running text; the first place of each form."""
    for form, first in _found(prose.text):
        written = " ".join(STANDS_FOR_CODE.sub("…", first[0]).split())[:60]
        yield (prose.line + prose.text.count("\n", 0, first.start()), form.code, form.what.replace("{0}", written), form.fix)


def _found(text: str) -> Iterator[tuple[_Form, re.Match[str]]]:
    for form in FORMS:
        places = list(islice(form.pattern.finditer(text), form.least))
        if len(places) == form.least:
            yield form, places[0]
