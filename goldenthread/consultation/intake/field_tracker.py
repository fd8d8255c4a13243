"""The fields of a Word document that are open: what each is to show, and whether what it shows is a program's doing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.consultation.intake.word_characters import sign_of_font
from goldenthread.model import LISTING_FIELDS, UNSTEADY_FIELDS, field_name

LONGEST_UNSTEADY = 80
"""How many characters a page's number, a day or the name of a file can have. What is longer somebody has typed there."""
SHOWN_AS_WRITTEN = frozenset({"EQ", "MACROBUTTON", "GOTOBUTTON"})
"""Fields that show something although the file holds no result of them (ECMA-376, part 1, 17.16.5)."""
QUIET = UNSTEADY_FIELDS | LISTING_FIELDS | {"SEQ", "REF", "HYPERLINK", "NOTEREF", "STYLEREF", "SECTION", "MERGEFIELD", "FORMTEXT",
                                            "FORMCHECKBOX", "FORMDROPDOWN", ""}
"""Fields that say nothing of their own where they have no result."""
_SHOWS_ALL = frozenset({"=", "SYMBOL", "QUOTE", "AUTHOR", "TITLE", "SUBJECT", "DOCPROPERTY", "USERNAME", "NUMWORDS", "LISTNUM",
                       "CITATION", "BIBLIOGRAPHY", "IF"})
"""Fields whose result says what they have to say."""
_ADDRESS = re.compile(r'HYPERLINK\s+"?((?:https?|ftp|mailto):[^\s"]+)', re.IGNORECASE)
_TOOLTIP = re.compile(r'\\o\s*"([^"]+)"', re.IGNORECASE)
_SYMBOL = re.compile(r'^\s*SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*\\f\s+"?([^"\\]+)"?)?', re.IGNORECASE)


@dataclass(kw_only=True)
class _OpenField:
    """A field: its instruction, whether its result has begun, and how many characters of that have come."""

    instruction: str = ""
    in_result: bool = False
    shown: int = 0

    def is_one_of(self, names: frozenset[str]) -> bool:
        return self.in_result and field_name(self.instruction) in names


class FieldTracker:
    """Follows the fields of one part, which may stand in one another."""

    def __init__(self) -> None:
        self._open: list[_OpenField] = []
        self.hidden: list[str] = []
        """The instructions of fields that show nothing, and in which somebody may have written something."""
        self.links: list[str] = []
        """The addresses that fields lead to."""

    def begin_simple(self, instruction: str) -> None:
        """Begin a field that has its instruction with it."""
        self._open.append(_OpenField(instruction=instruction, in_result=True))

    def see_mark(self, how: str) -> str:
        """One of the marks that begin a field, part its instruction from its result, and end it; what it shows, at its end."""
        if how == "begin":
            self._open.append(_OpenField())
        elif how == "separate" and self._open:
            self._open[-1].in_result = True
        return self.end() if how == "end" else ""

    def instruct(self, words: str) -> None:
        """More words of an instruction."""
        if self._open:
            self._open[-1].instruction += words

    def end(self) -> str:
        """End the innermost field: what it shows where the file holds no result of it."""
        if not self._open:
            return ""
        one = self._open.pop()
        name, instruction = field_name(one.instruction), " ".join(one.instruction.split())
        if one.shown:
            self._see_unshown(name, instruction)
            return ""
        if name in QUIET:
            return ""
        if sign := _SYMBOL.match(instruction):
            return sign_of_font(int(sign[1], 0), sign[2] or "")
        if name in SHOWN_AS_WRITTEN:
            return f"[{instruction}]"
        self.hidden.append(instruction)
        return ""

    def _see_unshown(self, name: str, instruction: str) -> None:
        """What a field that shows something has beside that: the address of a link, its tooltip, or a property of the file."""
        if name == "HYPERLINK":
            self.links += _ADDRESS.findall(instruction)
            self.hidden += _TOOLTIP.findall(instruction)
        elif name not in QUIET | SHOWN_AS_WRITTEN | _SHOWS_ALL:
            self.hidden.append(instruction)

    def is_unsteady(self, words: str) -> bool:
        """Whether a program works out these words anew each time it opens the file, as far as they can be such."""
        before = next((one.shown for one in self._open if one.is_one_of(UNSTEADY_FIELDS)), None)
        for one in self._open:
            one.shown += len(words) if one.in_result else 0
        return before is not None and before + len(words) <= LONGEST_UNSTEADY

    @property
    def is_listing(self) -> bool:
        """Whether a list is open that a program makes, such as that of contents."""
        return any(one.is_one_of(LISTING_FIELDS) for one in self._open)

    def end_paragraph(self) -> None:
        """The result of an unsteady field never reaches into another paragraph, so one that does has lost its end."""
        self._open = [one for one in self._open if not one.is_one_of(UNSTEADY_FIELDS)]
