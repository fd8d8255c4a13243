"""Sets one book in a process of its own, with bounds on memory and time. Run as a script by `typeset`.

Reads its job as JSON from standard input and writes what happened as JSON to standard output.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any


def told(problem: Any) -> dict[str, Any]:
    """What Typst says about an error or a warning."""
    where = "\n".join([problem.diagnostic, *problem.trace])
    return {"message": problem.message, "where": where, "hints": list(problem.hints)}


def press(job: dict[str, Any]) -> dict[str, Any]:
    """Write the PDF that a job asks for; give the error and the warnings."""
    resource.setrlimit(resource.RLIMIT_AS, (job["bytes"], job["bytes"]))
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    import typst  # after the bounds are set, so that they hold for all its threads

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=job["fonts"])
    compiler = typst.Compiler(job["source"], root=job["root"], font_paths=fonts, sys_inputs=job["inputs"])
    try:
        _, warnings = compiler.compile_with_warnings(
            output=job["output"], format="pdf", pdf_standards=["ua-1"], timestamp=job["timestamp"])
    except typst.TypstError as error:
        return {"error": told(error), "warnings": []}
    return {"error": None, "warnings": [told(warning) for warning in warnings]}


if __name__ == "__main__":
    json.dump(press(json.load(sys.stdin)), sys.stdout)
