"""`strategy/<edition>/agreed.toml`: who has agreed to which item of an edition, when, why, and to which version of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import tomlkit

from goldenthread.analysis import EMAIL
from goldenthread.book.toml_tables import Table, read_toml
from goldenthread.model import Edition, Problem, Signoff

FINGERPRINT = re.compile(r"[0-9a-f]{12}")


def signoff_file(edition: str) -> str:
    """The path of the file with an edition's sign-offs, below the project's root."""
    return f"strategy/{edition}/agreed.toml"


def read_signoffs(root: Path, editions: Iterable[Edition]) -> tuple[tuple[Signoff, ...], list[Problem]]:
    """Every sign-off in the order recorded, and what is wrong with the files. Raises `Fault` if one cannot be read at all."""
    signoffs: list[Signoff] = []
    problems: list[Problem] = []
    for edition in editions:
        file = signoff_file(edition.id)
        if (root / file).exists():
            table = read_toml(root, file)
            table.check_keys({"agreed"})
            for entry in table.tables("agreed"):
                signoff = _signoff(entry, edition.id)
                if any(_same(signoff, other) for other in signoffs):
                    entry.report("item", "agreement.twice", f"'{signoff.role}' has agreed to {signoff.item} twice.",
                                 "Keep the later of the two: an agreement that is confirmed again is renewed, not repeated.")
                signoffs.append(signoff)
            problems += table.problems
    return tuple(signoffs), problems


def _signoff(entry: Table, edition: str) -> Signoff:
    entry.check_keys({"item", "role", "date", "fingerprint", "why"})
    item, role, why = entry.text_of("item"), entry.text_of("role"), entry.text_of("why")
    for key, text in (("role", role), ("why", why)):
        if EMAIL.search(text):
            entry.report(key, "agreement.role", f"'{text}' holds an e-mail address.",
                         "Name a body or a role, such as \"People and skills board\"; never a person.")
    written = entry.text_of("fingerprint", required=False)
    fingerprint = written if FINGERPRINT.fullmatch(written) else ""
    if not fingerprint:
        entry.report("fingerprint", "agreement.fingerprint", f"'{written}' does not say which form was agreed to.",
                     f"Have it written: goldenthread confirm {item or '…'} --by \"{role or '…'}\" --why \"…\".")
    return Signoff(edition=edition, item=item, role=role, day=entry.day("date"), fingerprint=fingerprint, why=why,
                   place=entry.place("item"))


def _same(one: Signoff, other: Signoff) -> bool:
    return (one.edition, one.item, one.role.casefold()) == (other.edition, other.item, other.role.casefold())


def add_signoff(text: str, signoff: Signoff) -> str:
    """The text of an edition's sign-off file with one more entry, which replaces an earlier one by the same role.

    Everything else stays as written, including comments and order. The text must be one that `read_signoffs` finds nothing wrong
    with: there each entry is headed by `[[agreed]]`.
    """
    values = {"item": signoff.item, "role": signoff.role, "date": signoff.day, "fingerprint": signoff.fingerprint,
              "why": " ".join(signoff.why.split())}
    # tomlkit keeps comments and order, unlike the standard library's tomllib
    document = tomlkit.parse(text)
    entries = document.get("agreed", ())
    for entry in entries:
        if (entry["item"].strip(), entry["role"].strip().casefold()) == (signoff.item, signoff.role.casefold()):
            entry.update(values)
            return tomlkit.dumps(document)
    if not entries:
        document.pop("agreed", None)  # an empty list, beside which [[agreed]] is not allowed
    before = tomlkit.dumps(document).rstrip()
    return (f"{before}\n\n" if before else "") + tomlkit.dumps({"agreed": [values]})
