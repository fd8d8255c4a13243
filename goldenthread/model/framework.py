"""The national framework that every book is tagged with: foundations and grand challenges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A foundation or a grand challenge of the national framework. `kind` is `foundation` or `challenge`."""

    id: str
    name: str
    kind: str
    aim: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Framework:
    """The national framework: its tags in the order in which every view shows them."""

    title: str
    publisher: str
    published: str
    url: str
    foundations: tuple[Tag, ...]
    challenges: tuple[Tag, ...]

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Foundations first, then challenges, each in the framework's own order."""
        return self.foundations + self.challenges

    def tag(self, tag_id: str) -> Tag:
        """The tag with this id. Raises `KeyError` for any other."""
        return {tag.id: tag for tag in self.tags}[tag_id]
