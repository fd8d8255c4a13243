"""An equation of Word as one line of text, in which what stands above, below or beside does not run together.

It reads as in UnicodeMath (Unicode Technical Note 28): `1/2`, `10²`, `x_(i+1)`, `√(x)`, `∑_i^n x`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.word_characters import M
from goldenthread.model import raised

_SIGNS = {"nary": "∫", "acc": "\u0302", "groupChr": "\u23df"}
"""The sign of an operator, an accent or a brace that names none (ECMA-376, part 1, 22.1.2)."""


@dataclass(kw_only=True)
class _Part:
    """A part of an equation that is open: its name, the signs that its properties name, and the text of what it holds."""

    name: str
    signs: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        return "".join(words for held, words in self.texts if held == name)

    def all(self, name: str) -> list[str]:
        return [words for held, words in self.texts if held == name]


class EquationReader:
    """Puts an equation together from its elements."""

    def __init__(self) -> None:
        self._open: list[_Part] = []
        self._marks = 0

    def start(self, element: Element, marks: int) -> None:
        """Begin an element; `marks` is how many tracked changes are open."""
        name = element.tag.removeprefix(M)
        if name == "oMath" and not self._open:
            self._marks = marks
        if self._open or name == "oMath":
            if name in ("chr", "begChr", "endChr", "sepChr"):
                # within the properties of what the sign is of
                self._open[-1 if len(self._open) < 2 else -2].signs[name] = element.get(f"{M}val", "")
            self._open.append(_Part(name=name))

    def holds(self, words: str, marks: int) -> bool:
        """Keep words for the equation that is open. What was changed within it is for the change, and is not kept."""
        if not self._open or marks != self._marks:
            return False
        self._open[-1].texts.append(("", words))
        return True

    def end(self) -> str:
        """End an element: the text of the whole equation, where it ends."""
        if not self._open:
            return ""
        part = self._open.pop()
        text = _joined(part)
        if self._open:
            self._open[-1].texts.append((part.name, text))
            return ""
        return text


def _joined(part: _Part) -> str:
    text, signs = part.text, part.signs
    sign = signs.get("chr", _SIGNS.get(part.name, ""))
    forms: Mapping[str, str] = {
        "f": f"{_grouped(text('num'))}/{_grouped(text('den'))}",
        "sSup": text("e") + _above(text("sup")), "sSub": text("e") + _below(text("sub")),
        "sSubSup": text("e") + _below(text("sub")) + _above(text("sup")),
        "sPre": _below(text("sub")) + _above(text("sup")) + text("e"),
        "rad": f"{text('deg')}√({text('e')})", "nary": f"{sign}{_below(text('sub'))}{_above(text('sup'))} {text('e')}",
        "d": f"{signs.get('begChr', '(')}{signs.get('sepChr', '|').join(part.all('e'))}{signs.get('endChr', ')')}",
        "m": "; ".join(part.all("mr")), "mr": ", ".join(part.all("e")), "eqArr": "; ".join(part.all("e")),
        "limLow": text("e") + _below(text("lim")), "limUpp": text("e") + _above(text("lim")),
        "func": f"{text('fName')} {text('e')}", "acc": text("e") + sign, "groupChr": text("e") + sign,
    } if part.name in _PUT_TOGETHER else {}
    return forms.get(part.name, "".join(words for _, words in part.texts))


_PUT_TOGETHER = frozenset({"f", "sSup", "sSub", "sSubSup", "sPre", "rad", "nary", "d", "m", "mr", "eqArr", "limLow", "limUpp",
                           "func", "acc", "groupChr"})


def _grouped(words: str) -> str:
    return words if words.replace(".", "").replace(",", "").isalnum() else f"({words})"


def _above(words: str) -> str:
    return (raised(words, "superscript") if raised(words, "superscript") != words else f"^{_grouped(words)}") if words else ""


def _below(words: str) -> str:
    return f"_{_grouped(words)}" if words else ""
