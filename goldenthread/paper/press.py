"""Sets one book, or draws its pictures, in a process of its own, with bounds on memory and time.

`run` starts the process, which is this file as a script: it reads its job as JSON from standard input and writes what
happened as JSON to standard output.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def told(problem: Any) -> dict[str, Any]:
    """What Typst says about an error or a warning."""
    where = "\n".join([problem.diagnostic, *problem.trace])
    return {"message": problem.message, "where": where, "hints": list(problem.hints)}


def press(job: dict[str, Any]) -> dict[str, Any]:
    """Write the PDF or the pictures that a job asks for; give the error and the warnings."""
    import resource  # only where a process can be bounded, which is where this runs

    resource.setrlimit(resource.RLIMIT_AS, (job["bytes"], job["bytes"]))
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    import typst  # after the bounds are set, so that they hold for all its threads

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=job["fonts"])
    compiler = typst.Compiler(job["source"], root=job["root"], font_paths=fonts, sys_inputs=job["inputs"])
    try:
        _, warnings = compiler.compile_with_warnings(output=job["output"], **job["form"])
    except typst.TypstError as error:
        return {"error": told(error), "warnings": []}
    return {"error": None, "warnings": [told(warning) for warning in warnings]}


def run(job: dict[str, Any]) -> dict[str, Any] | None:
    """What the press told, or nothing if it went beyond the job's seconds or bytes.

    `job` names `source`, `root`, `output`, `fonts`, `inputs`, `bytes`, `seconds`, and in `form` how Typst is to write.
    """
    try:
        done = subprocess.run([sys.executable, "-P", __file__], input=json.dumps(job), capture_output=True, text=True,
                              timeout=job["seconds"])
    except subprocess.TimeoutExpired:
        return None
    if done.returncode or not done.stdout.startswith("{"):
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    json.dump(press(json.load(sys.stdin)), sys.stdout)
