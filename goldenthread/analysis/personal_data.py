"""E-mail addresses, telephone numbers and what is probably a person's name: finding them in a text, and removing them.

Names are found by their context (a greeting, a close, a form of address) and by the names that are known already. That is never
complete, so an author reads what was taken in before it is committed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from goldenthread.model import number_of

# a match begins only where a run of its characters begins, so that a long run is examined once
EMAIL = re.compile(r"(?<![\w.+%'\\-])[\w.+%'\\-]{0,200}[\w+%-](?:@|＠)[\w-]+(?:\.[\w-]+)+")
# an address that is written to hide it from programs: `anna (at) example.org`, `anna at example dot org`, `"anna"@example.org`
_DOT = r"(?:[ ]?[(\[{][ ]?(?i:dot)[ ]?[)\]}][ ]?|[ ](?i:dot)[ ])"
SPOKEN_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,60}}(?:[ ]?[(\[{{][ ]?(?i:at)[ ]?[)\]}}][ ]?[\w-]{{1,60}}(?:(?:{_DOT}|\.)[\w-]{{1,60}})+"
    rf"|[ ](?i:at)[ ][\w-]{{1,60}}(?:{_DOT}[\w-]{{1,60}})+)|[\"“”][^\"“”\n@]{{1,60}}[\"“”]@[\w-]{{1,60}}(?:\.[\w-]{{1,60}})+")
MAY_BE_SPOKEN = re.compile(r"[(\[{] ?[Aa][Tt] ?[)\]}]|[Dd](?<= .)[Oo][Tt] |[\"“”]@")
# a telephone number is dialled with + or 0 first; any other run of digits is a value, a year or a reference
PHONE = re.compile(
    r"(?<![\w.,/£$€-])(?!\d{1,2}[-. ]\d{1,2}[-. ]\d{4}\b)(?:\+[ ]?\d|\(\+?\d{1,3}\)|\(?0\d)"
    r"(?:[ \N{NO-BREAK SPACE}()-]{0,2}\d|[ ]-[ ]\d|\.\d(?=\d)){7,14}(?![\w/%]|[.,]\d)")
# a number that continues on the next line, has slashes or long dashes, has its digits one by one, or begins with the letter O
ODD_PHONE = re.compile(
    r"(?<![\w.,/£$€-])(?:0\d{2,4}[ ]\d{3}\n\d{3,4}|[0O]\d{2,5}[ ]?[/–—][ ]?\d{3}[ ]?\d{2,5}|[0O]\d{2,4}(?:[ ]?[–—][ ]?\d{3,4}){2}"
    r"|0(?:[ ]\d){9,10}|O\d{3,4}[ -]\d{3}[ ]?\d{3})(?![\w/%]|[.,]\d)")
_MAY_BEGIN_PHONE = re.compile(r"[+(0O](?<![\w.,/£$€-].)")
"""Where a telephone number may begin: found many times as fast as the whole patterns, which begin with what is not there."""
# capital letters of every alphabet that has them, and the letters of scripts without capitals
_CAPITAL = "[" + "".join(sign for sign in map(chr, range(0x2000)) if unicodedata.category(sign) == "Lu") + (
    "\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?![^\W_])"
"""The edges of a word, with `_` as an edge, too."""
_EDGED = re.compile(r"[^\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WORD = rf"{_CAPITAL}[\w'’-]*\.?"
_NAME = rf"(?:(?:{_CAPITAL}\.[ \t]*){{1,3}}{_CAPITAL}[\w'’-]+|{_CAPITAL}[\w'’-]+|[\u3400-\u9fff])(?:[ \t]+{_WORD}){{0,3}}"
_FULL_NAME = rf"(?:(?:{_CAPITAL}\.[ \t]*){{1,3}}|{_CAPITAL}[\w'’-]+[ \t]+(?:{_CAPITAL}\.?[ \t]+)?){_CAPITAL}[\w'’-]+"
_LINE_BREAK = r"[ \t]*(?:[,.!][ \t]*)?(?:\n[ \t>]*){0,3}"
GREETING = re.compile(rf"\b(?:Dear|DEAR|Hi|HI|Hello|HELLO|Hey|HEY|Good[ ](?:morning|afternoon|evening)),?[ \t]+({_NAME})")
LOWER_GREETING = re.compile(r"(?im:^[ \t>]*(?:dear|hi|hello|hey))[ \t]+([a-z][\w'’-]{1,20})[ \t]*(?:,|\n|$)")
CLOSE = re.compile(
    rf"(?im:^[ \t>]*(?:(?:(?:with|kind|best|warm|many)[ \t]+)*(?:regards|thanks|wishes)|best(?=,|[ \t]*\n)"
    rf"|yours(?:[ \t]+\w+)?|cheers|thank[ \t]you)){_LINE_BREAK}"
    rf"({_NAME})(?:[ \t]+x{{1,5}})?[ \t]*(?=$|\n)")
# a name in lower case counts only at the end of the whole text
LOWER_CLOSE = re.compile(
    r"(?im:^[ \t>]*(?:(?:with|kind|best|warm|many)[ \t]+)*(?:regards|thanks|wishes|cheers))[ \t]*[,.!]?[ \t]*\n\s{0,3}"
    r"([a-z][\w'’-]+(?:[ ][a-z][\w'’-]+){0,2})\s*\Z")
SIGNATURE = re.compile(rf"(?m:^-- ?$)\n({_FULL_NAME})[ \t]*(?=$|\n)")
_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor|Reverend|Rev"
TITLED = re.compile(rf"\b((?:{_TITLES}|{_TITLES.upper()})\.?[ \t]+{_NAME})")
# after a word that precedes only names; a place or body there is not a person
LABELLED = re.compile(
    rf"\b(?i:(?:signed|contact|name|from|to|cc|author):|(?:sent|prepared|submitted|written|completed|signed)[ ]by:?"
    rf"|on[ ]behalf[ ]of)[ \t]*(?!(?:The|Our|North|South|East|West|New|Great|Greater)\b)({_FULL_NAME})")
PROFILE = re.compile(r"\blinkedin\.com/in/([\w-]{2,60})", re.IGNORECASE)
HANDLE = re.compile(r"(?<![\w.@])@([A-Za-z]+[_.][A-Za-z]\w*)")
INTRODUCED = re.compile(rf"\b(?:[Mm]y name is|[Tt]his is|I am)[ \t]+({_CAPITAL}[\w'’-]+[ \t]+{_CAPITAL}[\w'’-]+)")
MENTIONED = re.compile(rf"(?<![\w.])@({_NAME})")
BY_SURROUNDINGS = (GREETING, LOWER_GREETING, CLOSE, LOWER_CLOSE, SIGNATURE, TITLED, INTRODUCED, LABELLED, MENTIONED, PROFILE,
                   HANDLE)
# what a greeting may name instead of a person; and first names that are also words or months
NO_NAMES = {"again", "all", "both", "colleague", "colleagues", "editor", "editors", "everyone", "friends", "madam", "partners",
            "sir", "sirs", "reader", "readers",
            "resident", "residents", "team", "there"}
WORDS_AND_NAMES = {"april", "art", "august", "bill", "christian", "daisy", "dale", "dawn", "faith", "frank", "grace", "grant",
                   "hope", "ivy", "jack", "joy", "june", "mark", "may", "miles", "pat", "pearl", "rich", "rob", "rose", "sky",
                   "sue", "summer", "will"}
ORGANISATION = re.compile(r"\b(?:association|author|board|chamber|charity|college|company|council|group|limited|ltd|network|"
                          r"office|organisation|partnership|plc|reviewer|school|society|team|trust|union|university|user)s?\b",
                          re.IGNORECASE)
MIDDLE_DOTS = frozenset("·•∙‧・⋅․")
KINDS_OF_PERSONAL_DATA = ("e-mail address", "telephone number", "likely name")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class PersonalData:
    """Personal data in a text: where it begins and ends, and its kind (one of `KINDS_OF_PERSONAL_DATA`)."""

    start: int
    end: int
    kind: str


def as_spoken(name: str) -> str:
    """A name as spoken: 'Brown, Anna (Skills Board)', which is how some programs store it, becomes 'Anna Brown'."""
    last, comma, first = re.sub(r"\([^)]*\)", "", name).partition(",")
    return " ".join((f"{first} {last}" if comma else last).split())


def is_personal(name: str) -> bool:
    """Whether a name stored by a program is probably a person's: two to four words with capitals, none typical of a body."""
    spoken = as_spoken(name)
    words = spoken.split()
    capitals = len(words) > 1 and all(re.match(_CAPITAL, word) for word in (words[0], words[-1]))
    return capitals and len(words) <= 4 and is_known_person(spoken)


def is_known_person(name: str) -> bool:
    """Whether the author named in a file is taken for a person: always, except for the name of a body or a role."""
    spoken = as_spoken(name)
    return bool(spoken) and len(spoken.split()) <= 6 and not ORGANISATION.search(spoken) and not re.search(r"[\d&@]", spoken)


def personal_data_in(text: str, names: Collection[str] = ()) -> list[PersonalData]:
    """The personal data in a text, in its order and without overlap. `names` are persons who are known already.

    Characters that look alike count as the same: full-width digits and letters, hyphens and spaces of any kind, zero-width ones.
    """
    return _found_in(text, lambda plain: [*_addresses(plain), *_names_in(plain, names)])


def addresses_in(text: str) -> list[PersonalData]:
    """The e-mail addresses and telephone numbers alone, found in the same way."""
    return _found_in(text, _addresses)


def _found_in(text: str, find: Callable[[str], list[PersonalData]]) -> list[PersonalData]:
    """What is found in a text whose lookalike characters have been unified, at its places in the text as written."""
    if text.isascii():
        return _without_overlap(find(text))
    plain, places = _without_lookalikes(text)
    return [PersonalData(start=places[one.start], end=places[one.end - 1] + 1, kind=one.kind)
            for one in _without_overlap(find(plain))]


def _without_lookalikes(text: str) -> tuple[str, list[int]]:
    """The text with common characters in place of those that look like them, and the index that each had in the original."""
    kept, places = list[str](), list[int]()
    for place, sign in enumerate(text):
        category = unicodedata.category(sign)
        if category == "Cf":
            continue
        if category == "Nd":
            sign = str(unicodedata.digit(sign))
        elif category == "Pd":
            sign = sign if sign in ("–", "—") else "-"
        elif sign in MIDDLE_DOTS:
            sign = "."
        else:
            alike = unicodedata.normalize("NFKC", sign)
            sign = alike if len(alike) == 1 else sign
        kept.append(sign)
        places.append(place)
    return "".join(kept), places


def _addresses(text: str) -> list[PersonalData]:
    # most texts have no such character, which is found quickly
    e_mails = EMAIL.finditer(text) if "@" in text else ()
    spoken = SPOKEN_EMAIL.finditer(text) if MAY_BE_SPOKEN.search(text) else ()
    return [*(PersonalData(start=m.start(), end=m.end(), kind="e-mail address") for m in (*e_mails, *spoken)),
            *(PersonalData(start=m.start(), end=m.end(), kind="telephone number")
              for pattern in (PHONE, ODD_PHONE) for m in _phones(pattern, text))]


def _phones(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds."""
    beyond = 0
    for begin in _MAY_BEGIN_PHONE.finditer(text):
        if begin.start() >= beyond and (match := pattern.match(text, begin.start())):
            beyond = match.end()
            yield match


def _names_in(text: str, names: Collection[str]) -> list[PersonalData]:
    return [PersonalData(start=start, end=end, kind="likely name") for start, end in _names(text, names)]


def _without_overlap(parts: Iterable[PersonalData]) -> list[PersonalData]:
    kept: list[PersonalData] = []
    # of two that overlap, such as a name within an address, the one that begins first, then the longer
    for one in sorted(parts, key=lambda part: (part.start, -part.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _names(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    for pattern in BY_SURROUNDINGS:
        for match in pattern.finditer(text):
            # 'Dear Sir' does not name a person, 'Sir John' does
            is_nobody = pattern is not TITLED and match[1].split()[0].lower() in NO_NAMES
            if not is_nobody and not ORGANISATION.search(match[1]):
                yield match.span(1)
    for pattern in _patterns_of(frozenset(names)):
        yield from (match.span() for match in pattern.finditer(text))


@lru_cache(maxsize=8)
def _patterns_of(names: frozenset[str]) -> list[re.Pattern[str]]:
    """Patterns that find the persons among these names: by whole names in any case, by first names, and by names of one word."""
    spoken = sorted(map(as_spoken, filter(is_known_person, names)), reverse=True)  # longer names before their beginnings
    whole = [name for name in spoken if len(name.split()) > 1]
    words = {name.split()[0] for name in whole} | {name for name in spoken if len(name.split()) == 1}
    # in scripts without spaces a name has no word boundaries; elsewhere a short one would be found in the middle of words
    bare = {word for word in words if not _EDGED.match(word)}
    known = {word for word in words - bare if len(word) > 2 and word.lower() not in WORDS_AND_NAMES}
    known |= {word[:1].upper() + word[1:] for word in known}
    turned = [f"{name.split()[-1]}, {' '.join(name.split()[:-1])}" for name in whole]
    # in a file name the words are separated by other characters
    joined = [r"[\s_.-]{1,3}".join(map(re.escape, name.split())) for name in [*turned, *whole]]
    found = [(rf"{_BEFORE}(?:{'|'.join(joined)}){_BEHIND}", re.IGNORECASE) if whole else ("", re.NOFLAG),
             (rf"{_BEFORE}(?:{'|'.join(map(re.escape, sorted(known, reverse=True)))}){_BEHIND}", re.NOFLAG) if known
             else ("", re.NOFLAG),
             ("|".join(map(re.escape, sorted(bare, reverse=True))), re.NOFLAG)]
    return [re.compile(pattern, flags) for pattern, flags in found if pattern]


def without_personal_data(text: str, names: Collection[str] = ()) -> tuple[str, list[str]]:
    """The text with `[e-mail address removed]` and the like in place of personal data, and the kind of each piece removed."""
    parts = personal_data_in(text, names)
    kept, last = list[str](), 0
    for one in parts:
        kept += [text[last : one.start], f"[{one.kind.removeprefix('likely ')} removed]"]
        last = one.end
    return "".join([*kept, text[last:]]), [one.kind for one in parts]


def kinds_in_words(kinds: Collection[str]) -> str:
    """`2 e-mail addresses, 1 likely name`, or an empty text."""
    counts = {kind: sum(one == kind for one in kinds) for kind in KINDS_OF_PERSONAL_DATA}
    return ", ".join(number_of(count, kind) for kind, count in counts.items() if count)
