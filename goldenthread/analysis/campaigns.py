"""Campaign letters: points of many respondents in nearly the same words.

Every point is compared, by its runs of three words, with the commonest wording of each campaign found so far. An index from runs
of words to wordings finds those with something in common, so that a few thousand points take seconds. The same register always
gives the same campaigns. Libraries for this (datasketch, simhash) estimate similarity by random hashing and require numpy; here
the exact share can be counted and reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.model import ON_THE_WORDS, Response

RUN = 3
"""How many consecutive words are compared."""
FEWEST_WORDS, FEWEST_RESPONDENTS = 20, 3
"""Shorter points are alike by chance ("I agree."), and two bodies may write a letter together."""
WORDS_IN_COMMON, SENDERS_IN_COMMON = 0.5, 0.5
"""The share of the longer of two points that must be in the other, and of a wording's senders who must have sent the next."""
_QUOTED = re.compile(r"^> ?", re.MULTILINE)
_WORD = re.compile(r"\w+")
_HEADINGS = frozenset(ON_THE_WORDS.values())
_REMOVED = re.compile(r"\[[\w -]* removed\]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Campaign:
    """A letter that several respondents sent: for each of its points, the responses that make it in nearly the same words.

    A letter of three paragraphs, each about another finding, is one campaign with three wordings.
    """

    wordings: tuple[tuple[Response, ...], ...]

    @property
    def first(self) -> Response:
        """The response that represents them all: the first of those with the commonest wording."""
        return self.wordings[0][0]

    @property
    def points(self) -> tuple[Response, ...]:
        return tuple(point for wording in self.wordings for point in wording)

    @property
    def respondents(self) -> int:
        """How many respondents sent it, whole or in part."""
        return len(_senders(self.points))


def own_words_of(response: Response) -> str:
    """The words of a response that are the respondent's own, as Markdown without the marks of quotation.

    Quoted words of the book that it is about are left out.
    """
    paragraphs = response.body.split("\n\n")
    return "\n\n".join(_QUOTED.sub("", words) for before, words in zip(["", *paragraphs], paragraphs, strict=False)
                       if _HEADINGS.isdisjoint((before.strip(), words.strip())))


def campaigns_in(responses: Iterable[Response]) -> list[Campaign]:
    """The campaigns among these responses, the largest first. Each response is in one campaign at most."""
    campaigns: list[list[tuple[Response, ...]]] = []
    senders: list[set[str]] = []
    for wording in _common_wordings(responses):
        sent_by = _senders(wording)
        same = next((place for place, others in enumerate(senders)
                     if len(sent_by & others) >= SENDERS_IN_COMMON * max(len(sent_by), len(others))), None)
        if same is None:
            campaigns.append([wording])
            senders.append(sent_by)
        else:
            campaigns[same].append(wording)
    found = [Campaign(wordings=tuple(wordings)) for wordings in campaigns]
    return sorted(found, key=lambda one: (-len(one.points), one.first.id))


def _common_wordings(responses: Iterable[Response]) -> list[tuple[Response, ...]]:
    """Groups of points in nearly the same words from enough respondents; the commonest wording first."""
    by_runs: dict[frozenset[str], list[Response]] = defaultdict(list)
    for response in responses:
        if runs := _runs(own_words_of(response)):
            by_runs[runs].append(response)
    # the wording that most respondents sent represents the others, in whatever order the letters arrived
    wordings = sorted(by_runs, key=lambda runs: (-len(by_runs[runs]), min(point.id for point in by_runs[runs])))
    groups: list[list[Response]] = []
    leaders: list[frozenset[str]] = []
    index: dict[str, list[int]] = defaultdict(list)
    for runs in wordings:
        nearest = _nearest(runs, leaders, index)
        if nearest is not None:
            groups[nearest] += by_runs[runs]
            continue
        for run in runs:
            index[run].append(len(leaders))
        leaders.append(runs)
        groups.append(list(by_runs[runs]))
    common = [tuple(sorted(points, key=lambda point: (point.order, point.id))) for points in groups
              if len(_senders(points)) >= FEWEST_RESPONDENTS]
    return sorted(common, key=lambda points: (-len(points), points[0].id))


def _senders(responses: Iterable[Response]) -> set[str]:
    return {response.text("respondent").casefold() for response in responses}


def _runs(text: str) -> frozenset[str]:
    """Every run of words in a text; none for a text that is too short to be compared."""
    # what was removed for privacy differs from letter to letter, like the name at the end
    words = _WORD.findall(unicodedata.normalize("NFKC", _REMOVED.sub(" ", text)).casefold())
    if len(words) < FEWEST_WORDS:
        return frozenset()
    return frozenset(" ".join(words[start:start + RUN]) for start in range(len(words) - RUN + 1))


def _nearest(runs: frozenset[str], leaders: Sequence[frozenset[str]], index: Mapping[str, Sequence[int]]) -> int | None:
    """The index of the leader that shares most with these runs, if that is enough; of several, the first."""
    shared = Counter(place for run in runs for place in index.get(run, ()))
    shares = ((number / max(len(runs), len(leaders[place])), -place) for place, number in shared.items())
    share, place = max(shares, default=(0.0, 0))
    return -place if share >= WORDS_IN_COMMON else None
