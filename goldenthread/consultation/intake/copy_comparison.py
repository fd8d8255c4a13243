"""A review copy that came back compared with the text that was given out: what a reader wrote or struck out without a mark."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from goldenthread.analysis import words_changed
from goldenthread.consultation.intake.copy_keys import PAGE_PARTS, CopyKeys, GivenOut, as_it_came
from goldenthread.consultation.intake.points import Targets, fold
from goldenthread.consultation.intake.sign_changes import SignsThroughout, exact, signs_throughout
from goldenthread.consultation.intake.word_bookmarks import innermost
from goldenthread.consultation.intake.word_marks import CONTEXT, WordParagraph

MISSING = "a paragraph that is missing"
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
ALIKE = 0.5
"""From which likeness on, of 1, a paragraph is taken for a changed form of another."""
SHORTEST_LIST = 5
"""Of how many lines a list of contents has to be to be known as one."""
SHARE_OF_COPY = 0.4
"""How much of a file's text must be that of a copy for the file to be one."""
MOST_PAIRS = 500_000
"""How many pairs of the same words are aligned by their neighbours; beyond that, a file is made to take time."""
MOST_COMPARED = 400
"""How many paragraphs of one gap are compared with each other; in a longer one they are told as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnmarkedChange:
    """Words that differ from those given out, without a mark of their own. `about` is what the place belongs to."""

    about: str
    deleted: str
    inserted: str
    quoted: str
    where: str


@dataclass(kw_only=True)
class Comparison:
    """What a comparison found: the paragraphs that are as given out, what each belongs to, and every unmarked change."""

    same: int = 0
    about: dict[int, str] = field(default_factory=dict)
    changes: list[UnmarkedChange] = field(default_factory=list)
    places: dict[int, Sequence[int]] = field(default_factory=dict)
    """Where each paragraph stands in the copy; of one that was changed, every place that it may have."""
    bookmarks: set[str] = field(default_factory=set)
    """Every item and page that the copy as given out had marks for."""
    listed: set[int] = field(default_factory=set)
    """Paragraphs of a list of contents that a program has turned into text: lines that stand in the copy as headings."""
    moved: list[tuple[WordParagraph, str]] = field(default_factory=list)
    """Paragraphs as given out that stand elsewhere, each with the words before which it stood; empty at the end."""
    signs: SignsThroughout = field(default_factory=SignsThroughout)
    """The signs that a program wrote anew throughout, which are no reader's changes."""
    dropped: GivenOut = ()
    """What programs drop that keep not all of a file: the heads and feet of pages, and lines of the title page."""
    unnumbered: int = 0
    """How many captions a program has taken the number out of."""

    def beside(self, number: int) -> str:
        """What both the paragraph before a new one and the one after it belong to; nothing where these differ."""
        known = sorted(self.about)
        place = bisect_left(known, number)
        around = {self.about[one] for one in known[max(0, place - 1) : place + 1]}
        return around.pop() if len(around) == 1 else ""


def copy_that_it_is(paragraphs: Sequence[WordParagraph], copies: Sequence[GivenOut]) -> GivenOut | None:
    """The copy that a file is, by the sentences that they have in common; None where it is none of them.

    Of a whole volume and a chapter of it that of which the file has most is meant, and which has most of the file.
    """
    own = _sentences(words for paragraph in paragraphs for words in {paragraph.old, paragraph.new})
    length = sum(map(len, own))
    best, best_likeness = None, 0.0
    for copy in copies:
        keys = _sentences_of(tuple(copy))
        common, of_copy = sum(len(key) for key in own if key in keys), sum(map(len, keys))
        likeness = 2 * common / max(1, length + of_copy)
        if max(common / max(1, length), common / max(1, of_copy)) >= SHARE_OF_COPY and likeness > best_likeness:
            best, best_likeness = copy, likeness
    return best


@lru_cache(maxsize=64)
def _sentences_of(copy: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The sentences of a copy, which many files may be compared with."""
    return frozenset(_sentences(words for _, words in copy))


def _sentences(texts: Iterable[str]) -> set[str]:
    return {key for text in texts for sentence in SENTENCE_END.split(text) if len(key := fold(sentence)) > 3}


def compare(paragraphs: Sequence[WordParagraph], copy: GivenOut, targets: Targets, *, has_marks: bool) -> Comparison:
    """Compare a file with the copy that it is, before any change that was tracked in it.

    A new paragraph belongs to what its bookmarks say. In a file that has lost them (`has_marks`) it belongs to what both its
    neighbours belong to, and else to nothing.
    """
    found = Comparison(bookmarks={name for names, _ in copy for name in names.split()
                                  if name in targets.page_of_bookmark or name in targets.items})
    about = [innermost(names.split(), targets) for names, _ in copy]
    given = CopyKeys(paragraphs, copy, has_marks=has_marks)
    keys = given.keys
    every = {key for key in keys if key}
    # some programs give each section a head and a foot of its own, with the same words
    repeated = [paragraph for paragraph in paragraphs if paragraph.part in PAGE_PARTS and fold(paragraph.old) in every]
    found.same += len(repeated)
    heads = {paragraph.number for paragraph in repeated}
    own = [paragraph for paragraph in paragraphs
           if paragraph.old.strip() and not paragraph.in_contents and paragraph.number not in heads]
    places = _matched([given.key_of(paragraph.old) for paragraph in own], keys)
    found.listed = _listed(own, places, every) | given.listed(own, places)
    found.dropped = given.dropped(places)
    matched = [(paragraph, place) for paragraph, place in zip(own, places, strict=True)
               if place is not None and paragraph.number not in found.listed]
    found.moved = list(_moved(matched, copy, keys))
    found.signs = signs_throughout((as_it_came(copy[place][1], paragraph.old), paragraph.old) for paragraph, place in matched)
    _take_same(found, matched, about, copy)
    taken = {place for place in places if place is not None} | given.passed_over(places)
    # heads and feet stand behind the text in both, and each gap lies between two paragraphs that are as they were
    for first, last, begin, end in _gaps(places, len(copy)):
        new = [paragraph for paragraph in own[first:last] if paragraph.number not in found.listed]
        old = [place for place in range(begin, end) if place not in taken]
        taken.update(old)
        found.places.update((paragraph.number, old) for paragraph in new)
        around = {about[place] for place in (begin - 1, end) if 0 <= place < len(copy)}
        between = around.pop() if len(around) == 1 and begin > 0 and end < len(copy) and not has_marks else ""
        _compare_gap(found, new, [(about[place], copy[place][1]) for place in old], between)
    taken_words = {"", *(fold(paragraph.old) for paragraph in repeated)}
    found.changes += [UnmarkedChange(about=about[place], deleted=words, inserted="", quoted=words, where=MISSING)
                      for place, (_, words) in enumerate(copy) if place not in taken and keys[place] not in taken_words]
    return found


def _take_same(
    found: Comparison, matched: Sequence[tuple[WordParagraph, int]], about: Sequence[str], copy: GivenOut
) -> None:
    """Take in the paragraphs that have the words of the copy, but for signs that were changed in them."""
    for paragraph, place in matched:
        found.about[paragraph.number], found.places[paragraph.number] = about[place], (place,)
        given = as_it_came(copy[place][1], paragraph.old)
        found.unnumbered += given != copy[place][1]
        changes = _sign_changes(found, about[place], given, paragraph.old, f"paragraph {paragraph.number + 1}")
        found.changes += changes
        found.same += not changes


def _matched(own: Sequence[str], keys: Sequence[str]) -> list[int | None]:
    """For each paragraph the place of the same words in the copy.

    Words that stand in several places, such as a heading that a list of contents repeats, belong where their neighbours do; what
    was moved belongs to the next place in order.
    """
    free: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        free[key].append(number)
    places: list[int | None] = [None] * len(own)
    if sum(len(free.get(key, ())) for key in own) <= MOST_PAIRS:
        for first, begin, length in SequenceMatcher(None, own, keys, autojunk=False).get_matching_blocks():
            for offset in range(length):
                places[first + offset] = begin + offset
                free[own[first + offset]].remove(begin + offset)
    last = -1
    for index, key in enumerate(own):
        place, waiting = places[index], free.get(key)
        if place is None and waiting:
            number = bisect_right(waiting, last)
            place = places[index] = waiting.pop(number if number < len(waiting) else 0)
        last = last if place is None else place
    _put_beside_what_follows(places, own, keys)
    return places


def _listed(own: Sequence[WordParagraph], places: Sequence[int | None], keys: Container[str]) -> set[int]:
    """The paragraphs of runs of lines that say once more what stands elsewhere, as lists of contents do."""
    listed, run = set[int](), list[int]()
    for paragraph, place in [*zip(own, places, strict=True), (None, 0)]:
        if paragraph is not None and place is None and _without_page(paragraph.old) in keys:
            run.append(paragraph.number)
            continue
        listed.update(run if len(run) >= SHORTEST_LIST else ())
        run = []
    return listed


def _without_page(line: str) -> str:
    """A line of contents without the number of the page that it ends with, folded."""
    return fold(re.sub(r"[\s.…]+\d+\s*$", "", line))


def _moved(matched: Sequence[tuple[WordParagraph, int]], copy: GivenOut, keys: Sequence[str],
           ) -> Iterator[tuple[WordParagraph, str]]:
    """The paragraphs that were put elsewhere, as few as can be: the others stand in the order in which they were given out.

    Words that stand in several places are no measure of it, and neither are those of heads, feet and notes, which each program
    keeps in an order of its own.
    """
    counts = Counter(keys)
    told = [(paragraph, place) for paragraph, place in matched if paragraph.part == "text" and counts[keys[place]] == 1]
    ends, before, longest = list[int](), list[int](), list[int]()
    for index, (_, place) in enumerate(told):
        length = bisect_left(ends, place)
        before.append(longest[length - 1] if length else -1)
        ends[length:length + 1], longest[length:length + 1] = [place], [index]
    kept, index = set[int](), longest[-1] if longest else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    for index, (paragraph, place) in enumerate(told):
        if index not in kept:
            yield paragraph, next((words for _, words in copy[place + 1:] if words.strip()), "")


def _put_beside_what_follows(places: list[int | None], own: Sequence[str], keys: Sequence[str]) -> None:
    """Give a place to the paragraph that stands before the same text as there, rather than to a line of a list of contents."""
    holders = {place: index for index, place in enumerate(places) if place is not None}
    for index in range(len(own) - 2, -1, -1):
        following = places[index + 1]
        place = None if following is None else following - 1
        if place is None or place < 0 or keys[place] != own[index] or places[index] == place:
            continue
        holder = holders.get(place)
        if holder is not None:
            if holder + 1 < len(places) and places[holder + 1] == following:
                continue
            given_up = places[index]
            places[holder] = given_up
            if given_up is not None:
                holders[given_up] = holder
        places[index], holders[place] = place, index


def _gaps(places: Sequence[int | None], length: int) -> Iterator[tuple[int, int, int, int]]:
    """Runs of paragraphs without a match: where each begins and ends in the file, and in the copy."""
    first = 0
    while first < len(places):
        if places[first] is not None:
            first += 1
            continue
        last = first
        while last < len(places) and places[last] is None:
            last += 1
        before = places[first - 1] if first else -1
        after = places[last] if last < len(places) else length
        start, stop = -1 if before is None else before, length if after is None else after
        yield first, last, start + 1, max(start + 1, stop)
        first = last


def _compare_gap(found: Comparison, new: Sequence[WordParagraph], old: list[tuple[str, str]], between: str) -> None:
    if fold("".join(paragraph.old for paragraph in new)) == fold("".join(words for _, words in old)):
        # the same words, in other paragraphs
        for number, paragraph in enumerate(new):
            found.about[paragraph.number] = old[min(number, len(old) - 1)][0] if old else ""
        changes = _sign_changes(found, old[0][0], " ".join(words for _, words in old), " ".join(one.old for one in new),
                                f"paragraph {new[0].number + 1}") if new and old else []
        found.changes += changes
        found.same += 0 if changes else len(new)
        return
    for paragraph in new:
        pair = _closest(paragraph.old, old) if len(new) * len(old) <= MOST_COMPARED**2 else None
        where = f"paragraph {paragraph.number + 1}"
        if pair is None:
            about = paragraph.target or between
            found.about[paragraph.number] = about
            found.changes.append(UnmarkedChange(about=about, deleted="", inserted=paragraph.old.strip(), quoted="", where=where))
            continue
        about, words = old.pop(pair)
        found.about[paragraph.number] = about
        found.changes += _word_changes(about, words, paragraph.old, where, found.signs)
    for about, words in old:
        found.changes.append(UnmarkedChange(about=about, deleted=words, inserted="", quoted=words,
                                            where=MISSING))


def _closest(words: str, old: Sequence[tuple[str, str]]) -> int | None:
    best, best_ratio = None, ALIKE
    for place, (_, other) in enumerate(old):
        matcher = SequenceMatcher(None, other.split(), words.split(), autojunk=False)
        if matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio and matcher.ratio() > best_ratio:
            best, best_ratio = place, matcher.ratio()
        elif fold(other) and fold(other) in fold(words):
            # words that were added around a short paragraph make it unlike itself
            best, best_ratio = place, max(best_ratio, 0.9)
    return best


def _sign_changes(found: Comparison, about: str, before: str, after: str, where: str) -> list[UnmarkedChange]:
    """The changes of a paragraph that is as it was given out, but perhaps for signs."""
    if exact(before) == exact(after) or exact(found.signs.alike(before)) == exact(found.signs.alike(after)):
        return []
    return list(_word_changes(about, before, after, where, found.signs))


def _word_changes(about: str, before: str, after: str, where: str, signs: SignsThroughout) -> Iterator[UnmarkedChange]:
    deleted, inserted, start, position = "", "", 0, 0
    for how, words in [*_words_as_written(before, after, signs), ("same", "")]:
        if how == "same":
            if deleted or inserted:
                yield UnmarkedChange(about=about, deleted=deleted, inserted=inserted, where=where,
                                     quoted=_around(before, start, len(deleted)))
            deleted, inserted = "", ""
            position += len(words) + 1
            start = position
        elif how == "deleted":
            deleted = words
            position += len(words) + 1
        else:
            inserted = words


def _words_as_written(before: str, after: str, signs: SignsThroughout) -> Iterator[tuple[str, str]]:
    """As `words_changed`, with what a program made of a sign taken for the sign, and the words as they are written."""
    compared = list(words_changed(signs.alike(before), signs.alike(after)))
    written = {"deleted": before.split(), "inserted": after.split()}
    for how, words in compared:
        count = len(words.split())
        own = written["inserted" if how == "inserted" else "deleted"]
        yield how, " ".join(own[:count])
        del own[:count]
        if how == "same":
            del written["inserted"][:count]


def _around(text: str, start: int, length: int) -> str:
    folded = " ".join(text.split())
    begin, end = max(0, start - CONTEXT), start + length + CONTEXT
    return ("… " if begin else "") + folded[begin:end].strip() + (" …" if end < len(folded) else "")
