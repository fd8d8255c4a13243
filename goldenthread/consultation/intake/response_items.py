"""Points as response items: their ids, their Markdown, and the file that they are added to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from goldenthread.analysis import without_private_parts
from goldenthread.book import read_text
from goldenthread.consultation.intake.escaping import as_title, block_quote, escaped, printable
from goldenthread.consultation.intake.points import Point
from goldenthread.model import NOT_STATED, Fault, Item, file_slug
from goldenthread.system import put_files

FOLDER = "strategy/consultation/responses"
REPLY, ANSWER, RESOLVED = "Answered beside it:", "An answer to", "It was marked as resolved in the copy that came."


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who made the points, when they came, what holds for all, and the persons whose names are taken out."""

    respondent: str
    received: date
    late: bool
    criterion: str
    names: Collection[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NewResponse:
    """A response item that is to be written: its id, its Markdown, and the kinds of private parts that were taken out."""

    id: str
    text: str
    removed: tuple[str, ...]


def respondent_slug(respondent: str) -> str:
    """The respondent's name as a file's name; one without a Latin letter becomes a short print of it."""
    return file_slug(respondent.replace("&", " and ")) or f"respondent-{_print(respondent)[:8].lower()}"


def responses_from_points(points: Sequence[Point], sender: Sender, known: Mapping[str, Item]) -> list[NewResponse]:
    """What is new among the points. The id comes from the words, so that the same words are never taken in twice."""
    found: dict[str, NewResponse] = {}
    said: Counter[str] = Counter()
    answers = _answers(sender, known)
    for point in points:
        key = _key(sender, point)
        said[key] += 1
        item_id = _id(sender, key, said[key])
        if item_id in known:
            found |= {one.id: one for one in _new_replies(item_id, point, sender, known, answers)}
        elif item_id not in found and (_target(point), _words(point.text, sender)) not in answers:
            found[item_id] = _response(item_id, point, sender)
    return list(found.values())


def _target(point: Point) -> str:
    return " ".join(point.about) or point.chapter


def _words(text: str, sender: Sender) -> str:
    """A text as it stands in a response, without its line ends."""
    return " ".join(escaped(without_private_parts(printable(text), sender.names)[0]).split())


def _answers(sender: Sender, known: Mapping[str, Item]) -> set[tuple[str, str]]:
    """What the respondent's files have answered to a comment before, with the target.

    Some programs keep who answers whom and some do not, so that an answer may come back as a comment of its own.
    """
    found = set()
    for item in known.values():
        if item.text("respondent").casefold() == sender.respondent.casefold():
            blocks = item.body.split("\n\n")
            quoted = [after for head, after in pairwise(blocks) if head == REPLY or head.startswith(ANSWER)]
            target = " ".join(item.links.get("about", ())) or item.text("chapter")
            found |= {(target, " ".join(line.removeprefix(">") for line in block.split("\n")).strip()) for block in quoted}
    return {(target, " ".join(words.split())) for target, words in found}


def _new_replies(
    item_id: str, point: Point, sender: Sender, known: Mapping[str, Item], answers: Collection[tuple[str, str]],
) -> Iterator[NewResponse]:
    """Answers that a later copy adds to a thread: each becomes a response of its own that names the first."""
    for reply in point.replies:
        alone = replace(point, text=reply, replies=(), resolved=False)
        reply_id = _id(sender, f"{item_id}\n{_folded(reply)}", 1)
        as_comment = _id(sender, _key(sender, alone), 1)
        if (_target(point), _words(reply, sender)) not in answers and reply_id not in known and as_comment not in known:
            yield _response(reply_id, replace(alone, quoted=""), sender, answers=item_id)


def _key(sender: Sender, point: Point) -> str:
    parts = (_target(point), point.quoted, point.text, point.struck, point.suggested, point.offered)
    return "\n".join(_folded(part) for part in parts)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _print(text: str) -> str:
    return sha256(_folded(text).casefold().encode()).hexdigest().upper()


def _id(sender: Sender, key: str, time: int) -> str:
    name = respondent_slug(sender.respondent).replace("-", "_").upper()[:24].strip("_")
    told = f"{sender.respondent.casefold()}\n{key}" + (f"\n{time}" if time > 1 else "")
    return f"RSP_{name}_{sha256(told.encode()).hexdigest()[:8].upper()}"


def _response(item_id: str, point: Point, sender: Sender, answers: str = "") -> NewResponse:
    removed: list[str] = []

    def clean(text: str) -> str:
        kept, kinds = without_private_parts(printable(text), sender.names)
        removed.extend(kinds)
        return kept

    text, quoted, offered = clean(point.text), clean(point.quoted), clean(point.offered)
    struck, suggested = clean(point.struck), clean(point.suggested)
    replies = [clean(reply) for reply in point.replies]
    title = as_title(text) or _title_of_change(struck, suggested) or as_title(offered) or as_title(" ".join(replies)) or "A point"
    options = {
        "id": item_id, "about": ", ".join(point.about), "chapter": point.chapter, "respondent": sender.respondent,
        "criterion": point.criterion or sender.criterion or NOT_STATED, "received": sender.received.isoformat(),
        "late": "yes" if sender.late else "", "source": point.source, "disposition": "open",
    }
    lines = [f":::{{response}} {title}", *(f":{name}: {option_words(said)}" for name, said in options.items() if said)]
    body = [f"{ANSWER} {{need}}`{answers}`.", block_quote(text)] if answers else [block_quote(text)] if text else []
    for head, words in (("On the words:", quoted), ("Struck out:", struck), ("Suggested wording:", suggested),
                        ("Evidence offered:", offered), *((REPLY, reply) for reply in replies)):
        if words.strip():
            body += [head, block_quote(words)]
    if point.resolved:
        body.append(RESOLVED)
    return NewResponse(id=item_id, text="\n".join([*lines, "", "\n\n".join(body), ":::"]), removed=tuple(removed))


def _title_of_change(struck: str, suggested: str) -> str:
    if struck and suggested:
        return f"{as_title(struck, 36)} to become {as_title(suggested, 36)}"
    return f"Put in: {as_title(suggested, 70)}" if suggested else f"Strike out: {as_title(struck, 70)}" if struck else ""


def option_words(said: str) -> str:
    """An option as MyST reads it: with quotation marks where a sign would mean something."""
    return said if re.fullmatch(r"[\w.][\w ,./()&’–-]*", said) else '"' + said.replace("\\", "\\\\").replace('"', '\\"') + '"'


def response_file(respondent: str) -> str:
    """The file that holds the responses of a respondent."""
    return f"{FOLDER}/{respondent_slug(respondent)}.md"


def append_responses(root: Path, respondent: str, responses: Iterable[NewResponse]) -> None:
    """Add responses below what the respondent's file holds. The file changes as a whole or not at all."""
    file = response_file(respondent)
    try:
        before = read_text(root, file).rstrip("\n")
    except Fault as fault:
        if fault.problem.code != "source.missing":
            raise
        # the page is reached from the lists of responses, and stands in no table of contents
        before = f"---\norphan: true\n---\n\n# {as_title(respondent) or 'A respondent'}: responses"
    put_files(root, {file: "\n\n".join([before, *(response.text for response in responses)]) + "\n"})
