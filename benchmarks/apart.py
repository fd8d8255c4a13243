"""Runs the program that is given, and prints what it said and used as JSON.

A process of its own, and a small one: on Linux a program is held to have used at least what the one that began it had.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Run, wait and print; ends with a message where the system does not tell what a process has used."""
    if not hasattr(os, "wait4"):
        sys.exit("The benchmark needs a system that tells what a process has used, such as Linux or macOS.")
    begin = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    output = process.stdout.read().decode(errors="replace")
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    print(json.dumps({"output": output, "status": process.returncode, "cpu": used.ru_utime + used.ru_stime,
                      "wall": time.perf_counter() - begin, "memory": kilobytes / 1024}))


if __name__ == "__main__":
    main()
