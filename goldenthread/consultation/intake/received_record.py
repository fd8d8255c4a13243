"""The record of a received file: what became of each of its passages, written beside the responses and kept with the book."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.analysis import without_personal_data
from goldenthread.book import RECEIVED_FOLDER
from goldenthread.consultation.intake.escaping import printable
from goldenthread.consultation.intake.points import Delivery, Passage
from goldenthread.model import LEFT_OUT, OPEN, TAKEN_IN, ReceivedFile, ReceivedPassage

HEAD = ("# What became of every passage of a file that was received: it is in a response, left out with a reason, or open.\n"
        "# To decide an open one: outcome = \"left out\" with a reason, or outcome = \"taken in\" with responses.\n")
BEFORE = "it was taken in before, as an answer in a thread"


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageRecord:
    """What became of one passage. `words` and `reason` hold no personal data."""

    kind: str
    where: str
    outcome: str
    words: str = ""
    reason: str = ""
    responses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRecord:
    """The record of one file: its name in the inbox, who sent it and when, and what became of its passages."""

    file: str
    sha256: str
    respondent: str
    received: date
    as_given_out: int
    passages: Sequence[PassageRecord]


def passage_records(delivery: Delivery, responses: Sequence[str], names: Collection[str]) -> list[PassageRecord]:
    """A record for each passage of a delivery.

    `responses` has the id of the response of each point, and no id for one that had been taken in before as an answer.
    """
    def clean(words: str) -> str:
        return without_personal_data(printable(words), names)[0]

    def record(passage: Passage, outcome: str, reason: str = "", responses: tuple[str, ...] = ()) -> PassageRecord:
        words = "" if outcome == TAKEN_IN else clean(passage.words)
        return PassageRecord(kind=passage.kind, where=clean(passage.where), outcome=outcome, words=words, reason=clean(reason),
                             responses=responses)

    records = []
    for point, response in zip(delivery.points, responses, strict=True):
        passages = point.passages or (Passage(kind="passage", where=point.source, words=point.text),)
        records += [record(passage, TAKEN_IN, responses=(response,)) if response else record(passage, LEFT_OUT, BEFORE)
                    for passage in passages]
    records += [record(passage, OPEN, leftover.why) for leftover in delivery.leftovers for passage in leftover.open_passages]
    records += [record(one.passage, LEFT_OUT, one.reason) for one in delivery.left_out]
    records += [record(one.passage, OPEN, one.reason) for one in delivery.open]
    return records


def with_decisions(records: Iterable[PassageRecord], earlier: ReceivedFile | None) -> list[PassageRecord]:
    """The records with what an editor has decided since the file was read before, of passages that would be open again."""
    if earlier is None:
        return list(records)
    decided = dict(zip(_keys(earlier.passages), earlier.passages, strict=True))
    records, kept = list(records), []
    for key, record in zip(_keys(records), records, strict=True):
        passage = decided.get(key)
        if record.outcome == OPEN and passage is not None and passage.outcome != OPEN:
            record = replace(record, outcome=passage.outcome, reason=passage.reason, responses=passage.responses,
                             words="" if passage.outcome == TAKEN_IN else record.words)
        kept.append(record)
    return kept


def _keys(entries: Iterable[PassageRecord | ReceivedPassage]) -> Iterator[tuple[str, str, int]]:
    """Of each entry its kind, its place, and how many of these have come so far."""
    seen: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        seen[entry.kind, entry.where] += 1
        yield entry.kind, entry.where, seen[entry.kind, entry.where]


def record_text(record: FileRecord) -> str:
    """The record as TOML."""
    head = {"file": record.file, "sha256": record.sha256, "respondent": record.respondent, "received": record.received,
            "as_given_out": record.as_given_out}
    blocks = [HEAD + _lines(head)]
    for one in record.passages:
        values = {"kind": one.kind, "where": one.where, "outcome": one.outcome, "responses": list(one.responses),
                  "reason": one.reason, "words": one.words}
        blocks.append("[[passage]]\n" + _lines({key: value for key, value in values.items() if value}))
    return "\n".join(blocks)


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: object) -> str:
    # a text or a list of texts of JSON is one of TOML too; dates and numbers stand bare
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def record_to_keep(record: FileRecord) -> dict[str, str]:
    """The record of a file, to be written beside the responses in the place of an earlier one."""
    return {f"{RECEIVED_FOLDER}/{record.file}.toml": record_text(record)}
