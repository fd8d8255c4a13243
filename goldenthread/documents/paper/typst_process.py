"""Sets one book, or draws its pictures, in a process of its own, with limits on memory and time.

`run` starts the process, which is this file as a script: it reads its job as JSON from standard input and writes to standard
output what happened as a line of JSON, and after it what Typst made. It writes no file: were the build ended before it, it
could do so later, into the work of the next one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def told(problem: Any) -> dict[str, Any]:
    """What Typst says about an error or a warning."""
    where = "\n".join([problem.diagnostic, *problem.trace])
    return {"message": problem.message, "where": where, "hints": list(problem.hints)}


def press(job: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """Make the PDF or the pictures that a job asks for; the error and the warnings, and what was made."""
    try:
        import resource
    except ModuleNotFoundError:  # where a process cannot be bounded, whoever started it still ends it in time
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (job["bytes"], job["bytes"]))
        resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    try:
        import typst  # after the limits are set, so that they hold for all its threads
    except ModuleNotFoundError as error:
        return {"missing": str(error)}, []
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=job["fonts"])
    compiler = typst.Compiler(job["source"], root=job["root"], font_paths=fonts, sys_inputs=job["inputs"])
    try:
        made, warnings = compiler.compile_with_warnings(**job["form"])
    except typst.TypstError as error:
        return {"error": told(error), "warnings": []}, []
    pages = [page for page in (made if isinstance(made, list) else [made]) if page is not None]
    return {"error": None, "warnings": [told(warning) for warning in warnings], "pages": [len(page) for page in pages]}, pages


def run(job: dict[str, Any]) -> dict[str, Any] | None:
    """What the press told, or nothing if it went beyond the job's seconds or bytes. Raises `Fault` when there is no press.

    `job` names `source`, `root`, `output` (with `{p}` for the number of a page), `fonts`, `inputs`, `bytes`, `seconds`, and in
    `form` how Typst is to write.
    """
    try:
        done = subprocess.run([sys.executable, "-P", __file__], input=json.dumps(job).encode(), capture_output=True,
                              timeout=job["seconds"])
    except subprocess.TimeoutExpired:
        return None
    line, _, made = done.stdout.partition(b"\n")
    if done.returncode or not line.startswith(b"{"):
        return None
    found: dict[str, Any] = json.loads(line)
    if "missing" in found:
        from goldenthread.model import Fault, Place, Problem  # not at the top: the process that is started knows no package

        raise Fault(Problem(Place(file="build", line=0), "machine.typst", f"Typst, which sets the PDF files, is missing: "
                            f"{found['missing']}.", "Install it anew: pip install --force-reinstall typst."))
    start = 0
    for number, length in enumerate(found.get("pages", ()), start=1):
        Path(job["output"].replace("{p}", str(number))).write_bytes(made[start:start + length])
        start += length
    return found


if __name__ == "__main__":
    happened, result = press(json.load(sys.stdin))
    sys.stdout.buffer.write(json.dumps(happened).encode() + b"\n" + b"".join(result))
