"""What a rule is, and what it has access to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from goldenthread.analysis import PriorityChange, changes_between
from goldenthread.book import ReadingCache, Vocabulary, archive_problems, language_of
from goldenthread.model import Language, Measure, Place, Problem, Register, Unresolved, datasets_of
from goldenthread.system import stamps_of_book

# what may be a dataset in an expression: the first of several parts separated by colons
DATASET_NAMES = re.compile(r"(?<![:\w-])[\w-]+(?=:)")


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything that a rule has access to: the book's register and vocabulary, and its folder.

    What several rules need is computed when the first of them asks, and kept for the others; a context is for one check.
    `cache` may be passed from one check to the next, so that costly searches in unchanged texts are not repeated.
    """

    register: Register
    vocabulary: Vocabulary
    root: Path
    cache: ReadingCache = field(default_factory=ReadingCache)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The path of every file of the book below its folder, with `/`."""
        return tuple(stamps_of_book(self.root))

    @cached_property
    def language(self) -> Language:
        """The language of the book, for which its settings are read once."""
        return language_of(self.root)

    @cached_property
    def changes(self) -> Mapping[str, tuple[PriorityChange, ...]]:
        """For each edition that follows another, by its id: every change from the earlier one."""
        editions = self.register.editions
        return {edition.id: changes_between(self.register, editions[edition.follows], edition)
                for edition in editions.values() if edition.follows in editions}

    @cached_property
    def archive_problems(self) -> tuple[Problem, ...]:
        """The problems of editions that are not as they were frozen, or whose archive cannot be read."""
        return tuple(problem for edition in self.register.editions.values()
                     for problem in archive_problems(self.root, self.register, edition))

    @cached_property
    def expressions(self) -> tuple[tuple[Place, str, str], ...]:
        """Every `{value}` and every baseline in the book: its place, its text, and the id of the item it is in, if any."""
        items = self.register.items.values()
        return (*((mention.place, mention.text, mention.item) for mention in self.register.mentions if mention.kind == "value"),
                *((item.at("baseline"), item.text("baseline"), item.id) for item in items
                  if isinstance(item, Measure) and item.text("baseline")))

    @cached_property
    def unresolved(self) -> Mapping[str, list[tuple[Place, Unresolved, str]]]:
        """By code, every expression without a value: its place, why it has none, and the id of the item it is in, if any."""
        by_code: dict[str, list[tuple[Place, Unresolved, str]]] = {}
        for place, text, item in self.expressions:
            if isinstance(fault := self.datasets_behind[text], Unresolved):
                by_code.setdefault(fault.code, []).append((place, fault, item))
        return by_code

    @cached_property
    def datasets_behind(self) -> Mapping[str, tuple[str, ...] | Unresolved]:
        """By the text of each expression: the ids of the datasets that its value comes from, or why it has no value."""
        # by text, because the same value is often shown in several places
        behind = {text: self._datasets_behind(text) for text in {text for _place, text, _item in self.expressions}}
        self.cache.keep_only("value", behind)
        return behind

    def _datasets_behind(self, text: str) -> tuple[str, ...] | Unresolved:
        datasets = self.register.datasets
        named = tuple(datasets.get(name) for name in DATASET_NAMES.findall(text))
        try:
            return self.cache.get("value", text, named, lambda: datasets_of(text, datasets))
        except Unresolved as fault:
            return fault


Check = Callable[[Context], Iterable[Problem]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule: the code of its problems, the sentence that states it, and the function that finds them."""

    code: str
    sentence: str
    check: Check


def rule(code: str) -> Callable[[Check], Rule]:
    """Make a function the rule with this code. Its docstring is the rule in one sentence, as the guide shows it."""
    return lambda check: Rule(code=code, sentence=" ".join((check.__doc__ or "").split()), check=check)
