"""The framework of tags in every book: one or more dimensions, such as foundations and grand challenges, or pillars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from goldenthread.model.languages import gettext, pgettext

_SPOKEN_VOWEL = re.compile(
    r"[ai]|e(?!u|we)|o(?!n(?:e|ce)\b)|u(?!k|v|ni(?![dmn])|s(?:[aeu]|$)|t[iu]|r[aeiou]|b[iou])"
    r"|h(?:our|eir|onest|onou?r)|8|1[18](?=$|\D|\d{3}(?:\D|$))")
"""How a word begins that is spoken with a vowel first: `hour` and `18` are, `use`, `one` and `Europe` are not."""

_BEGINS_A_WORD = re.compile(r"(?:[^aeiou]?|[bcfgkps]l|[bcdfgpt]r|[cstw]h|s[ckmnpqtw]|st?r|tw|qu)[aeiou]|[^aeiou]?y")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """An entry of a dimension, such as one foundation, that an item may be about. `kind` is the id of its dimension."""

    id: str
    name: str
    kind: str
    aim: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dimension:
    """One way of dividing up what a strategy is about, such as its goals or its themes. Its tags are in a fixed order.

    `name` and `plural` are used as headings; `short` and `short_plural` in sentences about one or all of its tags. If `required`,
    each priority must have at least one of its tags.
    """

    id: str
    name: str
    plural: str
    short: str
    short_plural: str
    required: bool
    tags: tuple[Tag, ...] = ()

    def tags_of(self, tags: Iterable[str]) -> tuple[Tag, ...]:
        """Its tags whose ids are among these."""
        held = set(tags)
        return tuple(tag for tag in self.tags if tag.id in held)


NATIONAL_DIMENSIONS = (
    Dimension(id="foundation", name="Foundation", plural="Foundations", short="foundation", short_plural="foundations",
              required=True),
    Dimension(id="challenge", name="Grand challenge", plural="Grand challenges", short="challenge", short_plural="challenges",
              required=False),
)
"""The dimensions of the Industrial Strategy, which a framework may use without giving their names."""


def dimensions_with(dimensions: Iterable[Dimension], tags: Sequence[Tag]) -> tuple[Dimension, ...]:
    """These dimensions, each with the tags that belong to it."""
    return tuple(replace(each, tags=tuple(tag for tag in tags if tag.kind == each.id)) for each in dimensions)


@dataclass(frozen=True, kw_only=True, slots=True)
class Framework:
    """The tags of a book: its dimensions, in the order in which every view shows them."""

    title: str
    publisher: str
    published: str
    url: str
    dimensions: tuple[Dimension, ...]

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags of the first dimension, then those of the next, each in the framework's own order."""
        return tuple(tag for dimension in self.dimensions for tag in dimension.tags)

    @property
    def is_national(self) -> bool:
        """Whether it has the dimensions of the Industrial Strategy, under their own names."""
        return tuple(replace(each, tags=()) for each in self.dimensions) == NATIONAL_DIMENSIONS

    def tag(self, tag_id: str) -> Tag:
        """The tag with this id. Raises `KeyError` for any other."""
        return {tag.id: tag for tag in self.tags}[tag_id]

    def dimension_of(self, tag: Tag) -> Dimension:
        """The dimension of one of its tags. Raises `KeyError` for a tag of another framework."""
        return {dimension.id: dimension for dimension in self.dimensions}[tag.kind]


def names_in_words(names: Iterable[str], joint: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`; an empty text for none."""
    *before, last = [*names] or [""]
    if not before:
        return last
    # in Welsh the word for "and" has another form before a vowel
    if joint == "or":
        word = gettext("or")
    elif last[:1].lower() in tuple("aeiouwyâêîôûŵŷ"):
        word = pgettext("before a vowel", "and")
    else:
        word = pgettext("before a consonant", "and")
    return f"{', '.join(before)} {word} {last}"


def within_sentence(name: str) -> str:
    """A heading as written within a sentence: `grand challenge`; one that begins with two capitals keeps them, as `SDG` does."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def starting_sentence(words: str) -> str:
    """Words with an initial capital."""
    return words[:1].upper() + words[1:]


def one_of_each(dimensions: Iterable[Dimension], joint: str = "or") -> str:
    """A tag of any dimension in short words: `foundation or challenge`; `tag` where there is no dimension."""
    return names_in_words((each.short for each in dimensions), joint) or gettext("tag")


def one_of_each_in_full(dimensions: Iterable[Dimension]) -> str:
    """A tag of any dimension under its full name: `foundation or grand challenge`."""
    return names_in_words((within_sentence(each.name) for each in dimensions), "or") or gettext("tag")


def all_in_words(dimensions: Iterable[Dimension]) -> str:
    """The tags of all dimensions in short words: `foundations and challenges`; `tags` where there is no dimension."""
    return names_in_words(each.short_plural for each in dimensions) or gettext("tags")


def all_in_full(dimensions: Iterable[Dimension]) -> str:
    """The tags of all dimensions under their full names: `foundations and grand challenges`."""
    return names_in_words(within_sentence(each.plural) for each in dimensions) or gettext("tags")


def with_article(noun: str) -> str:
    """An English noun with its article as it is spoken: `a foundation`, `an objective`, `a use`, `an hour`, `an SME`, `an 18th`.

    A word in capitals that has no vowel, begins as no word does, or has three letters at most is taken to be spelled out.
    """
    word = next(iter(re.findall(r"[\d,.]+|[^\W\d_]+", noun)), "")
    is_spelled_out = word.isupper() and (len(word) <= 3 or not _BEGINS_A_WORD.match(word.lower()))
    has_vowel_first = word[0] in "AEFHILMNORSX" if is_spelled_out else _SPOKEN_VOWEL.match(word.lower())
    return f"{'an' if has_vowel_first else 'a'} {noun}"
