"""An author's details of what is to be added: from options, or as answers to questions in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from goldenthread.commands.add.addition import add_fault
from goldenthread.model import nearest

EXAMPLE = date(2020, 9, 30)
SHORT_LIST = 12
"""Lists up to this length are given in full; of longer ones only the nearest word."""


class Answers:
    """The answers by the names of their options. Without `ask`, as in a script, `done` reports everything missing at once."""

    def __init__(self, given: Mapping[str, str], ask: Callable[[str], str] | None, kind: str) -> None:
        self._given, self._ask, self._kind = dict(given), ask, kind
        self._missing: dict[str, str] = {}
        self._answered: dict[str, str] = {}
        self.asked = False

    def given(self, name: str) -> str:
        """The value of an option; empty if it was not given."""
        return self._given.get(name, "")

    def text(
        self,
        name: str,
        question: str,
        *,
        default: str = "",
        required: bool = True,
        words: Collection[str] = (),
        several: bool = False,
        listed: str = "",
    ) -> str:
        """One answer, or several separated by commas. `words` are the allowed answers; `listed` is the command that lists them.

        Raises `Fault` for any other word in an option; in a terminal the question is asked again.
        """
        value = " ".join(self.given(name).split())
        if value:
            if wrong := self._wrong(value, words, several, listed):
                raise add_fault(f"--{name.replace('_', '-')}", "add.word", *wrong)
            return value
        if name in self._answered:
            return self._answered[name]
        value = self._from_terminal(question, default, required, words, several, listed) if self._ask else default
        if self._ask:
            self._answered[name] = value  # the chapter depends on some answers, which are asked for again along with the others
        if not value and required:
            self._missing[name] = question + (f" ({', '.join(words)})" if 0 < len(words) <= SHORT_LIST else "")
        return value

    def day(self, name: str, question: str, *, default: date | None) -> date:
        """A date. Raises `Fault` for an invalid one and, if it is missing, for everything missing so far."""
        value = self.text(name, f"{question}, such as {EXAMPLE}", default=default.isoformat() if default else "")
        if not value:
            self.done()
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise add_fault(
                f"--{name}", "add.word", f"'{value[:40]}' is not a day.", f"Write it as {(default or EXAMPLE).isoformat()}."
            ) from None

    def lines(self, question: str) -> list[str]:
        """Lines that are typed in a terminal until an empty one; none in a script."""
        typed: list[str] = []
        while self._ask and (line := self._put(f"{question}: " if not typed else "  and then: ")):
            typed.append(line)
        return typed

    def done(self) -> None:
        """Raises `Fault` with everything that is missing."""
        if self._missing:
            options = [f"--{name.replace('_', '-')}" for name in self._missing]
            raise add_fault(
                f"add {self._kind}",
                "add.missing",
                f"To add this, say also: {', '.join(options)}.",
                "; ".join(f"{option}: {question}" for option, question in zip(options, self._missing.values(), strict=True))
                + ".",
            )

    def _from_terminal(
        self, question: str, default: str, required: bool, words: Collection[str], several: bool, listed: str
    ) -> str:
        choices = f" ({', '.join(words)})" if 0 < len(words) <= SHORT_LIST else f" ('{listed}' shows them)" if listed else ""
        end = f" [{default}]" if default else "" if required else " [none]"
        while True:
            value = self._put(f"{question}{choices}{end}: ") or default
            if not value and not required:
                return ""
            wrong = self._wrong(value, words, several, listed) if value else ("An answer is needed.", "")
            if wrong is None:
                return value
            self._put_off(" ".join(wrong))

    def _put(self, question: str) -> str:
        assert self._ask is not None
        self.asked = True
        return " ".join(self._ask(question).split())

    def _put_off(self, why: str) -> None:
        print(why.strip())

    def _wrong(self, value: str, words: Collection[str], several: bool, listed: str) -> tuple[str, str] | None:
        """What is wrong with an answer, and what to say instead; None for a valid one."""
        if not words:
            return None
        parts = [part.strip().partition("[")[0] for part in value.replace(";", ",").split(",")] if several else [value]
        for part in filter(None, parts):
            if part not in words:
                known = (
                    f"Use one of: {', '.join(words)}."
                    if len(words) <= SHORT_LIST
                    else (f"'{listed}' shows them." if listed else "Use one that the book has.")
                )
                return f"'{part[:60]}' is none of what may be said here.", f"{known}{nearest(part, words)}"
        return None
