"""The originals of what came in: kept in `inbox/`, which is never committed, each with its checksum."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from goldenthread.consultation.intake.points import Leftover
from goldenthread.consultation.intake.response_items import respondent_slug
from goldenthread.system import put_files

INBOX, CHECKSUMS = "inbox", "CHECKSUMS"


def inbox_name(raw: bytes, suffix: str, respondent: str, received: date) -> str:
    """The name under which an original is kept: when it came, from whom, and the beginning of its checksum."""
    return f"{received.isoformat()}-{respondent_slug(respondent)}-{sha256(raw).hexdigest()[:8]}{suffix}"


def keep_original(root: Path, name: str, raw: bytes) -> bool:
    """Copy an original into the inbox with a line in CHECKSUMS (as `sha256sum -c` reads it). False when it is there already."""
    sums = root / INBOX / CHECKSUMS
    told = sums.read_text(encoding="utf-8") if sums.exists() else ""
    digest = sha256(raw).hexdigest()
    if any(line.startswith(digest) for line in told.splitlines()):
        return False
    put_files(root, {f"{INBOX}/{name}": raw, f"{INBOX}/{CHECKSUMS}": f"{told}{digest}  {name}\n"})
    return True


def keep_leftovers(root: Path, name: str, leftovers: Iterable[Leftover]) -> None:
    """Write what could be tied to no passage beside the original, as it came, for the author to read."""
    blocks = [f"{one.where}: {one.why}\n\n{leftover_text(one)}".rstrip() for one in leftovers]
    if blocks:
        put_files(root, {f"{INBOX}/{name}.leftovers.txt": "\n\n----\n\n".join(blocks) + "\n"})


def leftover_text(leftover: Leftover) -> str:
    """Everything that a leftover says."""
    point = leftover.point
    if point is None:
        return leftover.text
    parts = (("", point.text), ("On: ", point.quoted), ("Struck out: ", point.struck), ("Suggested: ", point.suggested),
             ("Evidence: ", point.offered), *(("Answer: ", reply) for reply in point.replies))
    return "\n".join(head + words for head, words in parts if words)
