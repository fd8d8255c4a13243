"""Handing the pages to a browser on this computer, each with a script that keeps it up to date and shows problems.

The script is added on the way: the files of the pages are what a build makes.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
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

from goldenthread.commands.serve.watcher import Standing
from goldenthread.site import CONTENT_SECURITY_POLICY

OWN = "/-serve"
HERE = Path(__file__).parent
SAFE = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
PAGE = """\
<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title></head>
<body><main id="main"><h1>{title}</h1><p>{said}</p></main></body>
</html>
"""


def site(pages: Path, standing: Standing, ending: Callable[[], bool]) -> Starlette:
    """What answers a browser: the files in the folder `pages`, and what the script asks for until it is `ending`."""
    async def events(request: Request) -> StreamingResponse:
        async def told() -> AsyncIterator[str]:
            seen = ""
            while not ending() and not await request.is_disconnected():
                if seen != (now := standing.as_json()):
                    seen = now
                    yield f"retry: 500\ndata: {now}\n\n"
                await standing.after(0.5)

        return StreamingResponse(told(), media_type="text/event-stream", headers=SAFE)

    async def own(request: Request) -> Response:
        return FileResponse(HERE / os.path.basename(request.url.path), headers=SAFE)

    async def not_there(request: Request, error: Exception) -> Response:
        title, said = ("This page does not exist", "It may have had another name, or its chapter was taken away.")
        if not standing.made:
            title, said = "The pages are being made", "They come up here by themselves."  # the script mends the title
        text = PAGE.format(policy=CONTENT_SECURITY_POLICY, title=title, said=said)
        return HTMLResponse(with_script(text, standing.made), status_code=404 if standing.made else 503, headers=SAFE)

    return Starlette(
        routes=[Route(f"{OWN}/events", events), Route(f"{OWN}/serve.js", own), Route(f"{OWN}/serve.css", own),
                Mount("/", _Pages(pages, standing))],
        exception_handlers={404: not_there},
        # a page from elsewhere, under a name that leads here, gets nothing
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])])


class _Pages(StaticFiles):
    """The files in a folder; those that are HTML with the script."""

    def __init__(self, pages: Path, standing: Standing) -> None:
        super().__init__(directory=pages, html=False, check_dir=False)
        self.standing = standing

    async def get_response(self, path: str, scope: Scope) -> Response:
        if not self.standing.made:  # what an earlier run has left may be of another book by now
            raise HTTPException(404)
        made = self.standing.made
        name = "index.html" if path in {".", ""} else f"{path}/index.html" if scope["path"].endswith("/") else path
        full, told = self.lookup_path(name)
        if told is not None and name.endswith(".html"):
            text = Path(full).read_text(encoding="utf-8")
            return HTMLResponse(with_script(text, made), headers={**SAFE, "Cache-Control": "no-store"})
        response = await super().get_response(name, scope)
        response.headers.update(SAFE)
        return response


def with_script(page: str, made: int) -> str:
    """A page with the script, which is told how often pages had been made when this one was handed over."""
    return page.replace("</head>", f'<script src="{OWN}/serve.js" data-made="{made}" defer></script></head>', 1)
