"""What a book says it does not have: its sentences of absence, and the gaps in the evidence that are open at an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goldenthread.model import Dataset, Edition, EvidenceGap, Register, Tag

_SOURCE = (r"(?:tables?|sources?|datasets?|data|statistics?|figures?|numbers?|counts?|estimates?|surveys?|publications?|records?|"
           r"values?|lists?|evaluations?|studies|study|reports?|information|evidence|maps?|series)")
_UNHELD = (r"(?:published|held|known|found|seen|available|on record|on the public record|to be had|recorded|reported|"
           r"in the public domain|to hand)")
# each form of saying so, after the words of which one stands in it: most sentences have none of them, which is soon seen
_FORMS = (
    # what the book's own search did not find
    (("not", "never", "unable", "failed"),
     r"\bwe (?:\w+ ){0,2}?(?:did not|have not|had not|could not|can ?not|do not|were not able to|were unable to|failed to|never)"
     r" (?:\w+ ){0,2}?(?:find|found|see|seen|hold|held|have|had|read|know|known|obtain|obtained|get|reach|reached|locate|look|"
     r"looked)\b"),
    (("n't", "n’t"),
     r"\b(?:did|do|does|could|can|have|has|had)(?:n't|n’t)\b (?:\w+ ){0,2}?(?:find|found|see|seen|hold|exist|obtain|locate)\b"),
    ((" no", "neither", "hardly"),
     r"\bwe (?:\w+ ){0,2}?(?:found|find|hold|held|have|had|saw|see|met|know of|knew of|came across) (?:no|none|nothing|neither|"
     r"nobody|hardly any|almost no)\b"),
    # no source of some kind
    (("no ", "not ", "none", "neither"),
     rf"\b(?:no|not a single|not one|not any|none of the|neither) (?:[\w’'-]+ ){{0,3}}?{_SOURCE}\b"),
    (("no ", "not ", "none", "nothing"),
     rf"\bthere (?:is|was|are|were|has been|have been) (?:no|not any|nothing|none)\b(?: [\w’'-]+){{0,4}}? {_SOURCE}\b"),
    (("without",), r"\bwithout (?:a |any )(?:[\w’'-]+ ){0,2}?(?:published )?(?:table|source|dataset|count|survey|estimate)\b"),
    (("lack", "absence", "want of", "short of"),
     r"\b(?:lacks?|lacked|lacking|lack of|absence of|want of|short of) (?:[\w’'-]+ ){0,3}?"
     r"(?:tables?|sources?|datasets?|data|statistics|figures|counts?|estimates?|evaluations?)\b"),
    # nothing, nobody, nowhere
    (("nothing", "nobody", "noone", "no one", "nowhere"),
     r"\b(?:nothing|nobody|no ?one|nowhere)\b(?: [\w’'-]+){0,3}? (?:measures?|measured|shows?|says?|tells?|counts?|counted|"
     r"records?|recorded|knows?|publishes|published|holds?|is known|was known|was found|is held|has looked|has tested|reports?)\b"
     r"(?! (?:after|since|before|later)\b)"),
    # it is not published, held, found
    (("not", "nowhere", "never"),
     rf"\b(?:is|are|was|were|be|been|being) (?:not|nowhere|never)(?: yet| publicly| separately| here| otherwise| openly| locally"
     rf"| anywhere)* {_UNHELD}\b(?! (?:back|up|down|together|as)\b)"),
    (("not",), r"\b(?:does|do|did) not exist\b"),
    (("not",), r"\b(?:can|could) ?not be (?:\w+ )?(?:found|had|seen|read|obtained|shown|measured|counted|told)\b"),
    (("unpublished", "not", "missing"),
     r"\b(?:unpublished|not on record|not public|missing (?:from|in) (?:the|our) (?:data|tables?|evidence|record))\b"),
    (("unknown", "unavailable", "unclear"), r"\b(?:is|are|was|were) (?:unknown|unavailable|unclear)\b"),
    (("not",), r"\bnot held (?:here|by us)\b"),
    # the same said the other way round: what we have is all there is, or almost nothing
    (("that we",), r"\b(?:nothing|nobody|no ?one|none) that we (?:found|find|hold|held|have|had|know|knew|read|saw|seen)\b"),
    (("the only",), rf"\bthe only (?:[\w’'-]+ ){{0,2}}?{_SOURCE}\b"),
    (("lack",), r"\b(?:evidence|evidence base|record|tables?|draft) lacks?\b"),
    (("little", "not much", "hardly", "next to"),
     r"\b(?:little|not much|hardly anything|next to nothing) (?:is|was) (?:known|published|recorded|held)\b"),
)
_ABSENCES = tuple((words, re.compile(form, re.IGNORECASE)) for words, form in _FORMS)
_WORDS_OF_ABSENCE = tuple(dict.fromkeys(word for words, _ in _FORMS for word in words))
# if a review or an inquiry looked for studies and found none, that is its finding, not an absence in the book
_FINDING_OF_OTHERS = re.compile(
    r"\b(?:the |a |one )?(?:systematic )?(?:reviews?|inquiry|auditors?|committee|centre|members of parliament|evaluators?|"
    r"meta-analysis|briefing|trial|trials|researchers|authors)\b[^.;:]{0,80}\b(?:found|find|finds|had|met|could|say|says|said)\b",
    re.IGNORECASE)


def absence_in(sentence: str) -> str:
    """The words with which a sentence says that something is not published, held or found; an empty text if it does not.

    What a review or an inquiry looked for and did not find is its own finding, and not a gap of the book.
    """
    sentence = " ".join(sentence.split())  # a chapter may break its lines anywhere
    lowered = sentence.lower()
    said = {word for word in _WORDS_OF_ABSENCE if word in lowered}
    found = (form.search(sentence) for words, form in _ABSENCES if not said.isdisjoint(words)) if said else ()
    match = min(filter(None, found), key=re.Match.start, default=None)
    if not match or (_FINDING_OF_OTHERS.search(sentence) and not re.match(r"we\b", match.group(), re.IGNORECASE)):
        return ""
    return match.group()


def filling_tables(register: Register, gap: EvidenceGap, edition: Edition) -> tuple[Dataset, ...]:
    """The tables that fill a gap at an edition: those that the gap names and that the edition may use."""
    order = list(register.editions)
    allowed = order[: order.index(edition.id) + 1]
    named = (register.datasets.get(name) for name in gap.filled_by)
    return tuple(dataset for dataset in named if dataset and dataset.since in allowed)


def open_gaps(register: Register, edition: Edition) -> tuple[EvidenceGap, ...]:
    """The gaps in the evidence that are open at an edition: those that it may mention and that no table fills by then."""
    order = list(register.editions)
    allowed = order[: order.index(edition.id) + 1]
    return tuple(gap for gap in register.gaps() if gap.since in allowed and not filling_tables(register, gap, edition))


def by_first_tag(register: Register, gaps: Iterable[EvidenceGap]) -> tuple[tuple[Tag | None, tuple[EvidenceGap, ...]], ...]:
    """Gaps by the first of their tags, in the order of the framework; those without a tag come last. Each gap is listed once."""
    held = tuple(gaps)
    groups = ((tag, tuple(gap for gap in held if gap.tags[:1] == (tag.id,))) for tag in register.framework.tags)
    bare = tuple(gap for gap in held if not gap.tags or gap.tags[0] not in {tag.id for tag in register.framework.tags})
    return (*((tag, about) for tag, about in groups if about), *(((None, bare),) if bare else ()))


def tables_that_seem_to_fill(register: Register, gap: EvidenceGap) -> tuple[Dataset, ...]:
    """The tables, not named by a gap, that seem to contain what it lacks, judging by their titles and measures.

    A table seems to fill a gap if its id, title and measure contain all words of one entry of `watch`, in singular or plural.
    """
    named = {*gap.filled_by, *gap.not_filled_by}
    return tuple(dataset for dataset in register.datasets.values() if dataset.id not in named and _speaks_of(dataset, gap))


def _speaks_of(dataset: Dataset, gap: EvidenceGap) -> bool:
    words = _stems(re.findall(r"\w+", f"{dataset.id} {dataset.title} {dataset.measure}".lower()))
    return any(entry and _stems(part for word in entry for part in re.findall(r"\w+", word)) <= words
               for entry in gap.watched_words)


def _stems(words: Iterable[str]) -> set[str]:
    """Words without plural endings, so that `journeys` equals `journey`, and `vacancies` equals `vacancy`."""
    return {re.sub(r"(?<=..)ies$", "y", word).removesuffix("s") for word in words}
