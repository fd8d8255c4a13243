"""What a rule is: a function from the register to problems, with the codes that it may report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.analysis import Change, changes_between
from goldenthread.book import Vocabulary
from goldenthread.model import Edition, Place, Problem, Register, Unresolved
from goldenthread.system import stamps_of_inputs


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """What a rule may look at: the register, the vocabulary, and the folder in which archives lie.

    `values` keeps from which datasets each expression has its value, and `unresolved` the one list of those that have none, each
    with its place and item, so that no rule works out again what another has.
    """

    register: Register
    vocabulary: Vocabulary
    root: Path
    values: dict[str, tuple[str, ...] | Unresolved] = field(default_factory=dict)
    unresolved: list[list[tuple[Place, Unresolved, str]]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    told: dict[str, tuple[Change, ...]] = field(default_factory=dict)

    def changes(self, earlier: Edition, edition: Edition) -> tuple[Change, ...]:
        """Every change from one edition to the next."""
        if edition.id not in self.told:
            self.told[edition.id] = changes_between(self.register, earlier, edition)
        return self.told[edition.id]

    @property
    def files(self) -> Sequence[str]:
        """Every file of the book, below its folder; asked of the disk once for all rules."""
        if not self.names:
            self.names.extend(stamps_of_inputs(self.root))
        return self.names


Check = Callable[[Book], Iterable[Problem]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule with its code and the sentence that says it, taken from the function's docstring."""

    code: str
    sentence: str
    check: Check


RULES: list[Rule] = []


def rule(code: str) -> Callable[[Check], Check]:
    """Enter a function as the rule with this code; its docstring is the rule in one sentence."""

    def enter(check: Check) -> Check:
        RULES.append(Rule(code=code, sentence=" ".join((check.__doc__ or "").split()), check=check))
        return check

    return enter
