"""The originals of what came in, kept in `inbox/` with their checksums. They name persons, so `inbox/` is never committed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from goldenthread.consultation.intake.points import Leftover
from goldenthread.consultation.intake.response_items import respondent_slug

INBOX, CHECKSUMS = "inbox", "CHECKSUMS"


def inbox_name(raw: bytes, suffix: str, respondent: str, received: date) -> str:
    """The name under which an original is kept: the day of receipt, the respondent, and 8 digits of its SHA-256."""
    return f"{received.isoformat()}-{respondent_slug(respondent)}-{sha256(raw).hexdigest()[:8]}{suffix}"


def original_to_keep(root: Path, name: str, raw: bytes) -> dict[str, str | bytes]:
    """An original for the inbox with its line in CHECKSUMS (as `sha256sum -c` reads it); nothing when it is there already."""
    sums = root / INBOX / CHECKSUMS
    lines = sums.read_text(encoding="utf-8") if sums.exists() else ""
    digest = sha256(raw).hexdigest()
    # by its content: the same file may come in under another name
    if any(line.startswith(digest) for line in lines.splitlines()):
        return {}
    return {f"{INBOX}/{name}": raw, f"{INBOX}/{CHECKSUMS}": f"{lines}{digest}  {name}\n"}


def leftovers_to_keep(name: str, leftovers: Iterable[Leftover]) -> dict[str, str]:
    """The leftovers of an original, word for word, for a file beside it, for the author to read; nothing where there are none."""
    blocks = [f"{leftover.where}: {leftover.why}\n\n{leftover_text(leftover)}".rstrip() for leftover in leftovers]
    return {f"{INBOX}/{name}.leftovers.txt": "\n\n----\n\n".join(blocks) + "\n"} if blocks else {}


def leftover_text(leftover: Leftover) -> str:
    """Everything that a leftover says."""
    point = leftover.point
    if point is None:
        return leftover.text
    parts = (("", point.text), ("On: ", point.quoted), ("Struck out: ", point.deleted), ("Suggested: ", point.suggested),
             ("Evidence: ", point.evidence), *(("Answer: ", reply) for reply in point.replies))
    return "\n".join(head + words for head, words in parts if words)
