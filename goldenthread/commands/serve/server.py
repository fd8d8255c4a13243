"""Handing the pages to a browser on this computer, each with a script that keeps it up to date and shows problems.

The script is added when a page is sent: the files themselves are as a build makes them.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from html import escape
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from goldenthread.commands.serve.watcher import PagesState
from goldenthread.site import CONTENT_SECURITY_POLICY

ASSETS = "/-serve"
HERE = Path(__file__).parent
LONGEST_NAME, LONGEST_PATH = 255, 2_000
HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
PAGE = """\
<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title></head>
<body><main id="main"><h1>{title}</h1><p>{text}</p></main></body>
</html>
"""


def pages_app(pages: Path, state: PagesState, ending: Callable[[], bool]) -> Starlette:
    """The web application: the files in the folder `pages`, and a stream of events for their script, until `ending` is set."""
    async def events(request: Request) -> StreamingResponse:
        async def changes() -> AsyncIterator[str]:
            seen = ""
            while not ending() and not await request.is_disconnected():
                if seen != (now := state.as_json()):
                    seen = now
                    yield f"retry: 500\ndata: {now}\n\n"
                await state.next_change(0.5)

        return StreamingResponse(changes(), media_type="text/event-stream", headers=HEADERS)

    async def asset(request: Request) -> Response:
        return FileResponse(HERE / os.path.basename(request.url.path), headers=HEADERS)

    async def missing_page(request: Request, error: Exception) -> Response:
        title, text = ("This page does not exist", "It may have had another name, or its chapter was taken away.")
        if not state.made:
            title, text = "The pages are being made", "They come up here by themselves."  # the script replaces the title
        page = PAGE.format(policy=CONTENT_SECURITY_POLICY, title=title, text=text)
        return HTMLResponse(with_script(page, state.made), status_code=404 if state.made else 503, headers=HEADERS)

    return Starlette(
        routes=[Route(f"{ASSETS}/events", events), Route(f"{ASSETS}/serve.js", asset), Route(f"{ASSETS}/serve.css", asset),
                Mount("/", _Pages(pages, state))],
        exception_handlers={404: missing_page},
        # a page from another site, under a host name that resolves to this computer, gets nothing
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])])


class _Pages(StaticFiles):
    """The files in a folder; the script is added to HTML files."""

    def __init__(self, pages: Path, state: PagesState) -> None:
        super().__init__(directory=pages, html=False, check_dir=False)
        self.state = state

    async def get_response(self, path: str, scope: Scope) -> Response:
        if scope["method"] not in {"GET", "HEAD"}:
            raise HTTPException(405, "Pages can only be read.", headers={"Allow": "GET, HEAD", **HEADERS})
        if not self.state.made:  # files left by an earlier run may by now belong to another book
            raise HTTPException(404)
        made = self.state.made
        name = "index.html" if path in {".", ""} else f"{path}/index.html" if scope["path"].endswith("/") else path
        if "\0" in name or max(map(len, name.encode(errors="replace").split(b"/"))) > LONGEST_NAME or len(name) > LONGEST_PATH:
            raise HTTPException(404)  # no file system can have such a name
        full, stat = self.lookup_path(name)
        if stat is not None and name.endswith(".html"):
            text = with_script(Path(full).read_text(encoding="utf-8"), made, name.removesuffix(".html"))
            return HTMLResponse(text, headers={**HEADERS, "Cache-Control": "no-store"})
        response = await super().get_response(name, scope)
        response.headers.update(HEADERS)
        return response


def with_script(page: str, made: int, docname: str = "") -> str:
    """A page with the script, the number of the build that it is from, and the name under which its notes are kept."""
    own = f' data-page="{escape(docname)}"' if docname else ""
    return page.replace("</head>", f'<script src="{ASSETS}/serve.js" data-made="{made}"{own} defer></script></head>', 1)
