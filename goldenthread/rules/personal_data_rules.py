"""Rules about what must not be in a public file."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import partial

from goldenthread.analysis import PersonalData, addresses_in, personal_data_in
from goldenthread.book import RESPONSES_FOLDER, read_text
from goldenthread.model import Fault, Place, Problem, ReceivedFile, Response, with_article
from goldenthread.rules.context import Context, rule

# anna.brown@, a_brown@: two words, or an initial and a word; strategy@ and press-office@ are not personal
OF_A_PERSON = re.compile(r"[^\W\d_]+[._][^\W\d_]{2,}\d*@")
PRIVATE_HOSTS = re.compile(r"@(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|btinternet|proton)\b", re.IGNORECASE)
# most pages have neither, which is found quickly
MAY_BE_PRIVATE = re.compile(r"[@＠]|\d[\d \N{NO-BREAK SPACE}().-]{6}")
# a line that is not published: `% public: 0115 496 0000: the desk of the partnership`
PUBLIC = re.compile(r"^% public: ([^:\n]+): \S", re.MULTILINE)


@rule("chapter.private")
def chapter_names_no_private_address(context: Context) -> Iterator[Problem]:
    """A chapter holds no e-mail address of a person and no telephone number, unless a line says why it is public (advice)."""
    for file in context.files:
        if not file.endswith(".md") or file.startswith(RESPONSES_FOLDER):
            continue
        try:
            text = read_text(context.root, file)
        except Fault:  # reported when it was read
            continue
        if not MAY_BE_PRIVATE.search(text):
            continue
        public = {"".join(reason[1].split()) for reason in PUBLIC.finditer(text)} if "% public: " in text else set[str]()
        yield from _private_in_chapter(file, text, public)


def _private_in_chapter(file: str, text: str, public: Container[str]) -> Iterator[Problem]:
    told = set[tuple[int, str]]()
    for one in addresses_in(text):
        words = " ".join(text[one.start : one.end].split())
        line = text.count("\n", 0, one.start) + 1
        is_office = one.kind == "e-mail address" and not (OF_A_PERSON.match(words) or PRIVATE_HOSTS.search(words))
        comment = text[text.rfind("\n", 0, one.start) + 1 :].startswith("%")
        if is_office or comment or "".join(words.split()) in public or (line, words) in told:
            continue
        told.add((line, words))
        yield Problem(Place(file=file, line=line), "chapter.private", f"The page shows {with_article(one.kind)}: '{words}'.",
                      "Name an office and its own address, or say on a line above why it is public: "
                      f"'% public: {words}: …'.", advice=True)


@rule("response.private")
def response_names_no_person(context: Context) -> Iterator[Problem]:
    """A response holds no e-mail address and no telephone number, and a name that is likely a person's is pointed out."""
    for response in context.register.responses():
        places, texts = zip(*_texts(response), strict=True)
        found = context.cache.get("private", str(response.place), texts, partial(_private_in, texts))
        for place, text, private in zip(places, texts, found, strict=True):
            for one in private:
                at = Place(file=place.file, line=place.line + text.count("\n", 0, one.start))
                yield _problem(at, response, text, one)


@rule("received.private")
def received_record_names_no_person(context: Context) -> Iterator[Problem]:
    """The record of a received file holds no e-mail address and no telephone number, and a likely name is pointed out."""
    for file in context.register.received:
        texts = [(file.place, file.respondent), *((passage.place, text) for passage in file.passages
                                                  for text in (passage.words, passage.where, passage.reason))]
        found = context.cache.get("private", str(file.place), tuple(text for _place, text in texts),
                                  partial(_private_in, [text for _place, text in texts]))
        for (place, text), private in zip(texts, found, strict=True):
            yield from (_problem_of_record(place, file, text, one) for one in private)


def _problem_of_record(place: Place, file: ReceivedFile, text: str, one: PersonalData) -> Problem:
    words = " ".join(text[one.start : one.end].split())
    if one.kind == "likely name":
        return Problem(place, "received.private", f"'{words}' in the record of {file.file} may be a person's name.",
                       "Take it out unless it is an organisation's, or a public person's who is spoken of.", advice=True)
    return Problem(place, "received.private", f"The record of {file.file} holds {with_article(one.kind)}: '{words}'.",
                   f"Write '[{one.kind} removed]' in its place.")


def _texts(response: Response) -> Iterator[tuple[Place, str]]:
    yield response.place, response.title
    for name in ("respondent", "grounds"):
        yield response.at(name), response.text(name)
    yield Place(file=response.place.file, line=response.body_line), response.body


def _private_in(texts: Iterable[str]) -> list[tuple[PersonalData, ...]]:
    return [tuple(personal_data_in(text)) for text in texts]


def _problem(place: Place, response: Response, text: str, one: PersonalData) -> Problem:
    words = " ".join(text[one.start : one.end].split())
    if one.kind == "likely name":
        return Problem(place, "response.private", f"'{words}' in {response.id} may be a person's name.",
                       "Take it out unless it is an organisation's, or a public person's who is spoken of.", response.id, True)
    return Problem(place, "response.private", f"{response.id} holds {with_article(one.kind)}: '{words}'.",
                   f"Write '[{one.kind} removed]' in its place.", response.id)
