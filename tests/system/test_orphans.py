"""No process outlives the one that a person started, or keeps it from ending."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.books.small_book import ROOT

FORKED = """
import os, time
from goldenthread.system import children_end_with_this_process
children_end_with_this_process()
child = os.fork()
if child:
    print(child, flush=True)
time.sleep(600)
"""
STARTED = """
import subprocess, sys, time
code = "from goldenthread.system import end_with_parent; end_with_parent(); import time; print(1, flush=True); time.sleep(600)"
child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(600)
"""


def is_running(pid: int) -> bool:
    """Whether a process is there and has not ended, as its state in /proc says."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="the system does this on Linux only")
@pytest.mark.parametrize("program", [FORKED, STARTED])
def test_what_was_started_ends_when_its_parent_is_killed(program: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.send_signal(signal.SIGKILL)
    for _wait in range(300):
        if not is_running(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("it went on without its parent")


# Sphinx's processes hand back what they read through a pipe, which takes 64 KB before somebody reads from its other end
FAILED = """
import multiprocessing, sys
from goldenthread.system import children_end_with_this_process
children_end_with_this_process()
taken, given = multiprocessing.Pipe(False)
child = multiprocessing.get_context("fork").Process(target=given.send, args=(bytes(1_000_000),))
child.start()
taken.poll(60)
print(child.pid, flush=True)
sys.exit("The chapter cannot be read.")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_build_that_failed_ends_although_another_process_waits_to_hand_back_what_it_read() -> None:
    done = subprocess.run([sys.executable, "-c", FAILED], capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stderr) == (1, "The chapter cannot be read.\n")
    assert not is_running(int(done.stdout))
