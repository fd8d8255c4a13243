"""The old form fields of Word, of which no text of the paragraph says what was chosen (ECMA-376, part 1, 17.16)."""

from __future__ import annotations

FORM_MARKS = frozenset({"checkBox", "ddList", "listEntry", "default", "checked", "result"})


class PromptTracker:
    """Follows the controls of a form: in one that nobody has filled in the form itself speaks, such as `Click to enter text`."""

    def __init__(self) -> None:
        self._open: list[bool] = []

    def start(self, tag: str, value: str) -> None:
        """The beginning of a control, or the mark in it that says that it shows its prompt."""
        if tag == "sdt":
            self._open.append(False)
        elif tag == "showingPlcHdr" and self._open:
            self._open[-1] = value not in ("0", "false", "off")

    def end(self, tag: str) -> None:
        """The end of a control."""
        if tag == "sdt" and self._open:
            self._open.pop()

    @property
    def is_prompt(self) -> bool:
        """Whether what is being read is a prompt."""
        return any(self._open)


class OldFormField:
    """A form field that is open: a box to tick, or a list of which one entry is chosen."""

    def __init__(self) -> None:
        self._choices: list[str] = []
        self._chosen = "0"

    def see(self, tag: str, value: str) -> None:
        """One of its elements, with its value."""
        if tag in ("checkBox", "ddList"):
            self._choices, self._chosen = [], "0"
        elif tag == "listEntry":
            self._choices.append(value)
        else:
            # `checked` without a value means yes
            self._chosen = value or "1"

    def says(self, tag: str) -> str:
        """What was chosen, at the end of the field."""
        if tag == "checkBox":
            return "☐" if self._chosen in ("0", "false", "off") else "☒"
        is_one = self._chosen.isdigit() and int(self._chosen) < len(self._choices)
        return self._choices[int(self._chosen)] if is_one else ""
