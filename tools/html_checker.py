"""Hold every page of a built site against the HTML standard, with the W3C's own checker, the Nu Html Checker.

It needs Java and the checker's file, which `.ci/run` puts into `build/.checker`. To run it:
`python -m tools.html_checker build/html`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

JAR = Path(__file__).parents[1] / "build/.checker/vnu.jar"
# The checker reads files from the disk, where no address is the page's own: the policy of each page would forbid its sheets.
# It takes data for catalogues for a script, which no browser does; the tests of pages allow no other script within a page.
NOT_ASKED = ("Resource violates Content Security Policy", "Inline script violates Content Security Policy",
             "Trailing slash on void elements", "The first occurrence of")


def why_not() -> str:
    """Why the checker cannot run here; empty when it can."""
    if shutil.which("java") is None:
        return "There is no Java here: the pages were not held against the HTML standard."
    return "" if JAR.is_file() else f"{JAR} is not there: .ci/run fetches it."


def faults_of(folder: Path) -> list[str]:
    """What the checker finds in the pages of a folder: place and message, errors and warnings."""
    done = subprocess.run(["java", "-Xmx512m", "-jar", str(JAR), "--skip-non-html", "--format", "json", "--exit-zero-always",
                           str(folder)], capture_output=True, text=True, check=True)
    return faults_in(json.loads(done.stderr)["messages"], folder)


def faults_in(messages: list[dict[str, Any]], folder: Path) -> list[str]:
    """The checker's messages as lines, without those that say nothing of a page that stands on a host."""
    return [f"{message['url'].partition(folder.name + '/')[2]}:{message.get('lastLine', 0)}: {message['message']}"
            for message in messages if not message["message"].startswith(NOT_ASKED)]


def main(arguments: list[str]) -> int:
    if reason := why_not():
        print(reason)
        return 0
    faults = faults_of(Path(arguments[0]))
    for line in faults[:50]:
        print(line)
    faulty = {line.partition(":")[0] for line in faults}
    looked_at = sum(1 for _page in Path(arguments[0]).rglob("*.html"))
    print(f"{looked_at} pages were held against the HTML standard: {len(faults)} faults on {len(faulty)} of them.")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
