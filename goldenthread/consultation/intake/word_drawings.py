"""The drawings of a Word document that are open, and the forms of one thing for newer and for older programs."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

ALTERNATIVES = ("}AlternateContent", "}Fallback")


@dataclass(kw_only=True)
class OpenDrawing:
    """A picture, a shape or an object that is open: what describes it, and whether it stands among the words already."""

    words: str = ""
    is_shown: bool = False


def described(element: Element) -> str:
    """The words that describe a drawing: its description, and its title where that says something else."""
    title, description = (" ".join(element.get(name, "").split()) for name in ("title", "descr"))
    return f"{title}: {description}" if title and description and title != description else description or title


class FallbackTracker:
    """Follows what older programs show in place of a newer element (mc:AlternateContent): read where that one held nothing."""

    def __init__(self) -> None:
        self.size = 0
        """How many signs and drawings have been read so far."""
        self.passes_over = False
        """Whether what comes now has been read in another form."""
        self._begun: list[int] = []
        self._passed_over: list[bool] = []

    def see(self, tag: str, event: str) -> None:
        """The beginning or the end of an element of `ALTERNATIVES`."""
        here = self._passed_over if tag.endswith("}Fallback") else self._begun
        if event == "end":
            here.pop()
        elif tag.endswith("}Fallback"):
            self._passed_over.append(self.passes_over or not self._begun or self.size > self._begun[-1])
        else:
            self._begun.append(self.size)
        self.passes_over = bool(self._passed_over and self._passed_over[-1])
