"""`python -m tools.supply.audit LOCK…` asks whether an advisory is known for a package of these locks, and says what came of it.

pip-audit, which asks, must be installed beside it; `make audit` sees to that. Run without it, or without a connection, nothing is
known, and the exit status says so: 0 when no advisory is known, 1 when there is one, 2 when it could not be asked.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence

NOT_ASKED = ("{lock}: of {whole} packages {number} could not be asked about, so nothing is known of them. {why} "
             "Give the command again where pypi.org can be reached.")
NO_CONNECTION = re.compile(r"\b(?:Connection|Connect|ProxyError|Timeout)")


def outcome(lock: str, packages: int, answer: str, messages: str) -> tuple[int, list[str]]:
    """The exit status and the lines for an author, from what pip-audit wrote: its `answer` and its `messages`."""
    try:
        entries = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (messages.strip().splitlines() or ["pip-audit gave no answer"])[-1]
        why = "There is no connection." if NO_CONNECTION.search(messages) else f"{last.rstrip('.')}."
        return 2, [NOT_ASKED.format(number=packages, whole=packages, lock=lock, why=why)]
    lines = [f"{lock}: {entry['name']} {entry['version']} has the advisory {flaw['id']}. "
             + (f"It is put right in {', '.join(flaw['fix_versions'])}." if flaw["fix_versions"] else "No version puts it right.")
             for entry in entries for flaw in entry.get("vulns", ())]
    asked = sum("vulns" in entry for entry in entries)
    if asked < packages:
        # by itself pip-audit takes what it could not look up for sound
        reasons = [entry["skip_reason"] for entry in entries if "skip_reason" in entry]
        lines.append(NOT_ASKED.format(number=packages - asked, whole=packages, lock=lock,
                                      why=f"{reasons[0] if reasons else 'pip-audit left them out'}."))
        return 2, lines
    return (1 if lines else 0), lines or [f"{lock}: no advisory is known for any of its {packages} packages."]


def audit(lock: str, packages: int) -> int:
    """Ask for one lock, and print what came of it; the exit status."""
    asking = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--requirement", lock, "--require-hashes", "--disable-pip",
         "--progress-spinner", "off", "--format", "json"], capture_output=True, text=True, check=False)
    status, lines = outcome(lock, packages, asking.stdout, asking.stderr)
    print("\n".join(lines))
    return status


def packages_in(lock: str) -> int:
    """How many packages of a lock are for this machine, as pip itself counts them."""
    from packaging.requirements import Requirement

    with open(lock, encoding="utf-8") as file:
        needs = [Requirement(line.rstrip("\\\n ")) for line in file if line[:1].isalnum()]
    return sum(need.marker is None or need.marker.evaluate() for need in needs)


def main(locks: Sequence[str]) -> int:
    """Ask for each lock; the worst exit status."""
    return max(audit(lock, packages_in(lock)) for lock in locks)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
