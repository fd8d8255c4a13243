"""The command `serve`: on which port, until when, and what is printed."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from pathlib import Path

import uvicorn

from goldenthread.commands.serve.server import pages_app
from goldenthread.commands.serve.warm_book import SHOWN
from goldenthread.commands.serve.watcher import PagesState, Watcher
from goldenthread.model import Place, Problem
from goldenthread.system import Outcome, alone

HOST = "127.0.0.1"
PORT = 8000
SEARCHED = 50


def serve(root: Path, port: int | None) -> Outcome:
    """Serve the book's pages to this computer until the command is stopped; by default on the first free port from 8000 on."""
    (root / SHOWN).mkdir(parents=True, exist_ok=True)
    with alone(root, "serve", seconds=0):
        listening = _socket_for(port)
        if isinstance(listening, Problem):
            return Outcome(status=1, problems=[listening])
        with listening:
            address = f"http://{HOST}:{listening.getsockname()[1]}/"
            print(f"The pages are at {address}, for this computer alone. Ctrl-C ends it.", flush=True)
            with contextlib.suppress(KeyboardInterrupt):
                asyncio.run(_serve(root, listening))
    return Outcome(lines=["Serving has ended."])


def _socket_for(port: int | None) -> socket.socket | Problem:
    """A socket on the requested port, or on a free one if none was requested; a problem if that is not possible."""
    first = PORT if port is None else port
    if listening := _bound(first):
        return listening
    other = next((candidate for free in range(first + 1, min(first + SEARCHED, 65_536)) if (candidate := _bound(free))), None)
    free = other.getsockname()[1] if other else 0
    if other and port is None:
        print(f"Port {first} is taken by another program, so the pages are on port {free}.")
        return other
    if other:
        other.close()
    return Problem(Place(file=f"port {first}", line=0), "serve.port",
                   "The port cannot be had: another program has it, or it is not for everyone.",
                   f"Port {free} is free: give --port {free}." if free else "Give another one with --port.")


async def _serve(root: Path, listening: socket.socket) -> None:
    state = PagesState()
    server = uvicorn.Server(uvicorn.Config(lambda: None, log_level="error", lifespan="off", ws="none",
                                           timeout_graceful_shutdown=1))
    server.config.app = pages_app(root / SHOWN, state, lambda: server.should_exit)
    watching = asyncio.create_task(Watcher(root, state, lambda line: print(line, flush=True)).watch())
    # if watching ends, changes are no longer noticed: better to stop than to serve old pages
    watching.add_done_callback(lambda _task: setattr(server, "should_exit", True))
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


def _bound(port: int) -> socket.socket | None:
    """A socket on this computer's own address, or None if another program uses the port."""
    candidate = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # otherwise the port of a server that has just ended would stay in use for some minutes
    candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        candidate.bind((HOST, port))
        candidate.listen()
    except OSError:
        candidate.close()
        return None
    return candidate
