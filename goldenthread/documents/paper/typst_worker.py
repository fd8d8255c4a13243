"""The process in which Typst runs, started by `typst_process`: a script that knows no other file of this package.

It reads its job as JSON from standard input and writes to standard output one line of JSON with what happened, and after it
the bytes that Typst made. It writes no file: were the build ended before it, it could do so later, into the work of the next.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def limit_this_process(memory: int, seconds: int) -> None:
    """Bound this process in bytes of address space and seconds of the processor, where the system can."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows: there whoever started the process still ends it in time
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def end_with_parent() -> None:
    """As `goldenthread.system.end_with_parent`, for a script that may load nothing of the package."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def message_of(diagnostic: Any) -> dict[str, Any]:
    """A `TypstError` or `TypstWarning` as JSON values; `where` names files and lines, the innermost first."""
    where = "\n".join([diagnostic.diagnostic, *diagnostic.trace])
    return {"message": diagnostic.message, "where": where, "hints": list(diagnostic.hints)}


def compiled(job: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """What happened, and what Typst made: one PDF, or one picture per page."""
    limit_this_process(job["memory"], job["seconds"])
    try:
        import typst  # after the limits are set, so that they hold for all its threads
    except ModuleNotFoundError as error:
        return {"missing": str(error)}, []
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=job["fonts"])
    compiler = typst.Compiler(job["source"], root=job["root"], font_paths=fonts, sys_inputs=job["inputs"])
    try:
        made, warnings = compiler.compile_with_warnings(**job["options"])
    except typst.TypstError as error:
        return {"error": message_of(error), "warnings": [], "lengths": []}, []
    # one page comes as bytes, several as a list
    pages = [page for page in (made if isinstance(made, list) else [made]) if page is not None]
    happened = {"error": None, "warnings": [message_of(each) for each in warnings], "lengths": [len(page) for page in pages]}
    return happened, pages


if __name__ == "__main__":
    end_with_parent()
    report, output = compiled(json.load(sys.stdin))
    sys.stdout.buffer.write(json.dumps(report).encode() + b"\n" + b"".join(output))
