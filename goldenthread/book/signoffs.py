"""`strategy/<edition>/agreed.toml`: who has agreed to which item of an edition, when, why, and to which form of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from goldenthread.book.toml_tables import Table, read_toml
from goldenthread.model import Edition, Problem, Signoff

FINGERPRINT = re.compile(r"[0-9a-f]{12}")
E_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
HEAD = re.compile(r"^[ \t]*\[\[[ \t]*agreed[ \t]*\]\]", re.MULTILINE)


def signoff_file(edition: str) -> str:
    """The file beside an edition that keeps its sign-offs, below the project's root."""
    return f"strategy/{edition}/agreed.toml"


def read_signoffs(root: Path, editions: Iterable[Edition]) -> tuple[tuple[Signoff, ...], list[Problem]]:
    """Every sign-off in the order recorded, and what is wrong with the files. Raises `Fault` when one cannot be read at all."""
    found: list[Signoff] = []
    problems: list[Problem] = []
    for edition in editions:
        file = signoff_file(edition.id)
        if (root / file).exists():
            table = read_toml(root, file)
            table.check_keys({"agreed"})
            for entry in table.tables("agreed"):
                signoff = _signoff(entry, edition.id)
                if any(_same(signoff, other) for other in found):
                    entry.report("item", "agreement.twice", f"'{signoff.role}' stands twice as having agreed to {signoff.item}.",
                                 "Keep the later of the two: an agreement that is confirmed again is renewed, not repeated.")
                found.append(signoff)
            problems += table.problems
    return tuple(found), problems


def _signoff(entry: Table, edition: str) -> Signoff:
    entry.check_keys({"item", "role", "date", "fingerprint", "why"})
    item, role, why = entry.text_of("item"), entry.text_of("role"), entry.text_of("why")
    for key, said in (("role", role), ("why", why)):
        if names_an_address(said):
            entry.report(key, "agreement.role", f"'{said}' holds an e-mail address.",
                         "Name a body or a role, such as \"People and skills board\"; never a person.")
    written = entry.text_of("fingerprint", required=False)
    fingerprint = written if FINGERPRINT.fullmatch(written) else ""
    if not fingerprint:
        entry.report("fingerprint", "agreement.fingerprint", f"'{written}' does not say which form was agreed to.",
                     f"Have it written: goldenthread confirm {item or '…'} --by \"{role or '…'}\" --why \"…\".")
    return Signoff(edition=edition, item=item, role=role, day=entry.day("date"), fingerprint=fingerprint, why=why,
                   place=entry.place("item"))


def names_an_address(text: str) -> bool:
    """Whether a text holds what looks like an e-mail address."""
    return bool(E_MAIL.search(text))


def _same(one: Signoff, other: Signoff) -> bool:
    return (one.edition, one.item, one.role.casefold()) == (other.edition, other.item, other.role.casefold())


def text_with(text: str, kept: Iterable[Signoff], signoff: Signoff) -> str:
    """The text of a sign-off file with one more entry, which takes the place of an earlier one by the same role.

    `kept` are the sign-offs that were read from the text, in its order. Comments between the entries stay.
    Raises `ValueError` when the text is written in another way than with `[[agreed]]` above each entry.
    """
    starts = [found.start() for found in HEAD.finditer(text)]
    entry = "\n".join(["[[agreed]]", f"item = {_quoted(signoff.item)}", f"role = {_quoted(signoff.role)}",
                       f"date = {signoff.day.isoformat()}", f"fingerprint = {_quoted(signoff.fingerprint)}",
                       f"why = {_quoted(signoff.why)}", ""])
    ends = [*starts[1:], len(text)][: len(starts)]
    own = [other for other in kept if other.edition == signoff.edition]
    if len(own) != len(starts):
        raise ValueError("not every entry is headed by [[agreed]]")
    for start, end, other in zip(starts, ends, own, strict=True):
        if _same(signoff, other):
            lines = text[start:end].split("\n")
            while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
                lines.pop()
            return text[:start] + entry + text[start + len("\n".join(lines)) + 1 : end] + text[end:]
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return before + entry


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
