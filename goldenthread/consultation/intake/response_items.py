"""Points as response items: their ids, their Markdown, and the file that they are added to."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from goldenthread.analysis import without_personal_data
from goldenthread.book import language_of, read_text
from goldenthread.consultation.intake.escaping import as_title, block_quote, escaped, printable
from goldenthread.consultation.intake.points import Point
from goldenthread.model import (
    NOT_STATED,
    ON_THE_WORDS,
    STANDARD_ROLES,
    Item,
    current_language,
    file_slug,
    gettext,
    in_language,
)

FOLDER = "strategy/consultation/responses"
REPLY = {"en": "Answered beside it:", "cy": "Atebwyd wrth ei ymyl:", "fr": "Réponse à côté :"}
ANSWER = {"en": "An answer to", "cy": "Ateb i", "fr": "Réponse à"}
"""The headings of answers within a thread, in each language: they are known by them again, as `ON_THE_WORDS` is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who made the points and when they came; `late` and `criterion` hold for all of them, and `names` are taken out."""

    respondent: str
    received: date
    late: bool
    criterion: str
    kind: str = ""
    """What kind of body or person the respondent is, in the book's word; empty where that is not said."""
    names: Collection[str] = ()
    undecided: str = STANDARD_ROLES["disposition"]["undecided"][0]
    """What the book writes for a point on which nothing is decided."""
    prefix: str = "RSP_"
    """With what the ids of responses begin."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewResponse:
    """A response item that is to be written: its id, its Markdown, and the kinds of personal data that were taken out."""

    id: str
    text: str
    removed: tuple[str, ...]


def respondent_slug(respondent: str) -> str:
    """The respondent's name as a part of a file's name; one without a Latin letter or digit becomes a short digest of it."""
    return file_slug(respondent.replace("&", " and ")) or f"respondent-{_name_digest(respondent)}"


def responses_from_points(points: Sequence[Point], sender: Sender, known: Mapping[str, Item]) -> list[NewResponse]:
    """The responses for those points that are not among the known items.

    An id is made from the words, so that the same words of a respondent about the same thing are never taken in twice,
    whatever file they come in. Points that are alike within one file are counted, and are points of their own.
    """
    responses: dict[str, NewResponse] = {}
    occurrences: Counter[str] = Counter()
    answers = _known_answers(sender, known)
    for point in points:
        key = _key(point)
        occurrences[key] += 1
        item_id = _id(sender, key, occurrences[key])
        if item_id in known:
            # the point is known, but its thread may have grown since
            responses |= {response.id: response for response in _new_replies(item_id, point, sender, known, answers)}
        elif item_id not in responses and (_target(point), _words(point.text, sender)) not in answers:
            responses[item_id] = _response(item_id, point, sender)
    return list(responses.values())


def ids_of_points(points: Sequence[Point], sender: Sender, there: Collection[str]) -> list[str]:
    """For each point the id of its response among those that are there; none for one that was an answer in a known thread."""
    occurrences: Counter[str] = Counter()
    ids = []
    for point in points:
        key = _key(point)
        occurrences[key] += 1
        item_id = _id(sender, key, occurrences[key])
        ids.append(item_id if item_id in there else "")
    return ids


def _target(point: Point) -> str:
    return " ".join(point.about) or point.chapter


def _words(text: str, sender: Sender) -> str:
    """A text as a response holds it, without its line ends."""
    return " ".join(escaped(without_personal_data(printable(text), sender.names)[0]).split())


def _known_answers(sender: Sender, known: Mapping[str, Item]) -> set[tuple[str, str]]:
    """Every answer within a thread that the respondent's earlier files held: its target and its words.

    Some programs keep who answers whom and some do not, so that an answer may come back as a comment of its own.
    """
    answers, replies, headings = set(), frozenset(REPLY.values()), tuple(ANSWER.values())
    for item in known.values():
        if item.text("respondent").casefold() == sender.respondent.casefold():
            blocks = item.body.split("\n\n")
            quotes = [quote for heading, quote in pairwise(blocks) if heading in replies or heading.startswith(headings)]
            target = " ".join(item.links.get("about", ())) or item.text("chapter")
            answers |= {(target, " ".join(line.removeprefix(">") for line in quote.split("\n"))) for quote in quotes}
    return {(target, " ".join(words.split())) for target, words in answers}


def _new_replies(
    item_id: str, point: Point, sender: Sender, known: Mapping[str, Item], answers: Collection[tuple[str, str]],
) -> Iterator[NewResponse]:
    """Answers that a later copy adds to a known thread: each becomes a response of its own, which names the first."""
    for reply in point.replies:
        alone = replace(point, text=reply, replies=(), resolved=False)
        reply_id = _id(sender, f"{item_id}\n{_folded(reply)}", 1)
        id_as_comment = _id(sender, _key(alone), 1)
        if (_target(point), _words(reply, sender)) not in answers and reply_id not in known and id_as_comment not in known:
            yield _response(reply_id, replace(alone, quoted=""), sender, answers=item_id)


def _key(point: Point) -> str:
    parts = (_target(point), point.quoted, point.text, point.deleted, point.suggested, point.evidence)
    return "\n".join(_folded(part) for part in parts)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _name_digest(name: str) -> str:
    return sha256(_folded(name).casefold().encode()).hexdigest()[:8]


def _id(sender: Sender, key: str, occurrence: int) -> str:
    """The id of a response. Committed books hold such ids: with another digest everything would be taken in once more."""
    # with the prefix before it and a digest after it the id stays within 40 characters
    name = respondent_slug(sender.respondent).replace("-", "_").upper()[:24].strip("_")
    content = f"{sender.respondent.casefold()}\n{key}" + (f"\n{occurrence}" if occurrence > 1 else "")
    return f"{sender.prefix}{name}_{sha256(content.encode()).hexdigest()[:8].upper()}"


def _response(item_id: str, point: Point, sender: Sender, answers: str = "") -> NewResponse:
    """The response item of a point, without personal data. `answers` is the id of the response that it is an answer to."""
    removed: list[str] = []

    def clean(text: str) -> str:
        kept, kinds = without_personal_data(printable(text), sender.names)
        removed.extend(kinds)
        return kept

    text, quoted, evidence = clean(point.text), clean(point.quoted), clean(point.evidence)
    deleted, suggested = clean(point.deleted), clean(point.suggested)
    replies = [clean(reply) for reply in point.replies]
    title = (as_title(text) or _title_of_change(deleted, suggested) or as_title(evidence) or as_title(" ".join(replies))
             or gettext("A point"))
    options = {
        "id": item_id, "about": ", ".join(point.about), "chapter": point.chapter, "respondent": sender.respondent,
        "respondent_kind": sender.kind,
        "criterion": point.criterion or sender.criterion or NOT_STATED, "received": sender.received.isoformat(),
        "late": "yes" if sender.late else "", "source": point.source, "disposition": sender.undecided,
    }
    lines = [f":::{{response}} {title}", *(f":{name}: {option_words(value)}" for name, value in options.items() if value)]
    language = current_language().short
    body = [f"{ANSWER[language]} {{need}}`{answers}`.", block_quote(text)] if answers else [block_quote(text)] if text else []
    for heading, words in ((ON_THE_WORDS[language], quoted), (gettext("Struck out:"), deleted),
                           (gettext("Suggested wording:"), suggested), (gettext("Evidence offered:"), evidence),
                           *((REPLY[language], reply) for reply in replies)):
        if words.strip():
            body += [heading, block_quote(words)]
    if point.resolved:
        body.append(gettext("It was marked as resolved in the copy that came."))
    return NewResponse(id=item_id, text="\n".join([*lines, "", "\n\n".join(body), ":::"]), removed=tuple(removed))


def _title_of_change(deleted: str, suggested: str) -> str:
    if deleted and suggested:
        return gettext("{old} to become {new}", old=as_title(deleted, 36), new=as_title(suggested, 36))
    if suggested:
        return gettext("Put in: {words}", words=as_title(suggested, 70))
    return gettext("Strike out: {words}", words=as_title(deleted, 70)) if deleted else ""


def option_words(value: str) -> str:
    """The value of an option as MyST reads it: in double quotes where a character would have a meaning in YAML."""
    if re.fullmatch(r"[\w.][\w ,./()&’–-]*", value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def response_file(respondent: str) -> str:
    """The file that holds the responses of a respondent."""
    return f"{FOLDER}/{respondent_slug(respondent)}.md"


def new_response_page(respondent: str) -> str:
    """The head of a respondent's page in the current language; the lists of responses lead to it, and it is in no contents."""
    title = gettext("{respondent}: responses", respondent=as_title(respondent) or gettext("A respondent"))
    return f"---\norphan: true\n---\n\n# {title}"


def with_responses(root: Path, respondent: str, responses: Sequence[NewResponse]) -> dict[str, str]:
    """The respondent's file with responses added below what it holds, to be written; nothing where none is new."""
    if not responses:
        return {}
    file = response_file(respondent)
    # for a file that is not there, `read_text` would look through the folder for one that is meant
    with in_language(language_of(root)):
        before = read_text(root, file).rstrip("\n") if os.path.lexists(root / file) else new_response_page(respondent)
    return {file: "\n\n".join([before, *(response.text for response in responses)]) + "\n"}
