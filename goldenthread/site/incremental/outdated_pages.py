"""Which pages are written again: those that show something that has changed since, and no other.

Sphinx 9.0 writes a page again when its own chapter was read again, and trusts handlers of `env-updated` to name the others. The
pages of items and datasets, which come from no chapter, and the files for download it would write at each build.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sphinx
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.incremental.outdated_chapters import digest_of_contents, digest_of_headings, state_beside_register
from goldenthread.site.page_store import CHAPTERS, FILES
from goldenthread.site.watched_register import Key
from goldenthread.system import digest, digest_of_code

PAGES_BETWEEN_COLLECTIONS = 200


def name_outdated_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The chapters whose own text may be as it was, but whose pages show something that is not; for `env-updated`."""
    builder = app.builder
    if not isinstance(builder, BookHTMLBuilder):
        return []
    domain = BookDomain.of(env)
    domain.headings_digest, domain.frame_digest = digest_of_headings(env), _digest_of_frame(app, builder)
    exists = _existing_pages(builder)
    return sorted(name for name in env.found_docs
                  if not exists(name) or not _is_current(app, builder, CHAPTERS, name, state_beside_register(app, name)))


@contextmanager
def noting_lookups(app: Sphinx, docname: str) -> Iterator[None]:
    """Note for the next build what a chapter looks up in the register while its page is filled."""
    watch = BookDomain.of(app.env).watch
    watch.start_page()
    yield
    if isinstance(app.builder, BookHTMLBuilder):
        _note(app, app.builder, CHAPTERS, docname, state_beside_register(app, docname))


def outdated_pages(
    app: Sphinx, builder: BookHTMLBuilder, folder: str, pages: Iterable[tuple[str, Callable[[], dict[str, Any]]]],
    beside_register: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Those of a folder's pages that are not there or show something that has changed: name, context and template.

    Each of `pages` is a name and what makes its context, which is called only for those. `beside_register` holds by name what a
    page shows that is not looked up in the register. A page of an earlier build that is not among these is taken away.
    """
    store, exists, watch = builder.page_store, _existing_pages(builder), BookDomain.of(app.env).watch
    stale = set(store.names(folder))
    written = 0
    for name, make in pages:
        stale.discard(name)
        state = beside_register.get(name, "") if beside_register else ""
        if exists(name) and _is_current(app, builder, folder, name, state):
            continue
        watch.start_page()
        context = make()
        _note(app, builder, folder, name, state)
        yield name, context, "page.html"
        written += 1
        if written % PAGES_BETWEEN_COLLECTIONS == 0:
            gc.collect()  # the trees of written pages refer to each other: only this frees them
    for name in stale:
        Path(builder.get_outfilename(name)).unlink(missing_ok=True)
        store.drop(folder, name)


def remove_stale_files(app: Sphinx, exception: Exception | None) -> None:
    """Remove what an earlier build wrote and this one would not: pages of chapters that are gone, and their pictures."""
    builder = app.builder
    if exception is not None or not isinstance(builder, BookHTMLBuilder):
        return
    for name in builder.page_store.names(CHAPTERS):
        if name not in app.env.found_docs:
            Path(builder.get_outfilename(name)).unlink(missing_ok=True)
            builder.page_store.drop(CHAPTERS, name)
    # `env.images` and `env.dlfiles` map the path of a file to the pages that use it and the name that it is given
    shown = {name for _docs, name in app.env.images.values()}
    offered = {Path(name).as_posix() for _docs, name in app.env.dlfiles.values()}
    out = Path(app.outdir)
    for place, names in ((out / builder.imagedir, shown), (out / "_downloads", offered)):
        for path in list(place.rglob("*")):
            if path.is_file() and path.relative_to(place).as_posix() not in names:
                path.unlink()


def when_changed(
    write: Callable[[Sphinx, BookHTMLBuilder], None], besides: Callable[[Sphinx], str] = lambda app: ""
) -> Callable[[Sphinx, Exception | None], None]:
    """A handler of `build-finished` that calls `write` for a site that was built, unless the whole book is as it was then.

    `besides` gives a digest of what is written that is not in the register.
    """
    def handler(app: Sphinx, exception: Exception | None) -> None:
        builder = app.builder
        if exception is not None or not isinstance(builder, BookHTMLBuilder):
            return
        now = digest_of_book(app) + besides(app)
        known = builder.page_store.get(FILES, write.__name__)
        if known is None or known.digest != now:
            builder.page_store.drop(FILES, write.__name__)  # until it is there whole
            write(app, builder)
            builder.page_store.put(FILES, write.__name__, now)

    return handler


def save_page_store(app: Sphinx, exception: Exception | None) -> None:
    """Keep for the next build what was written; a handler of `build-finished` that comes last."""
    if isinstance(app.builder, BookHTMLBuilder):
        app.builder.page_store.save(failed=exception is not None)


def digest_of_book(app: Sphinx) -> str:
    """What stands for the whole register, and for all that every page shows."""
    domain = BookDomain.of(app.env)
    return domain.frame_digest + domain.watch.digest_of_all


def _is_current(app: Sphinx, builder: BookHTMLBuilder, kind: str, name: str, beside_register: str) -> bool:
    known = builder.page_store.get(kind, name)
    return known is not None and known.digest == _digest_of_page(app, known.keys, beside_register)


def _note(app: Sphinx, builder: BookHTMLBuilder, kind: str, name: str, beside_register: str) -> None:
    keys = BookDomain.of(app.env).watch.looked_up()
    builder.page_store.put(kind, name, _digest_of_page(app, keys, beside_register), keys)


def _digest_of_page(app: Sphinx, keys: Iterable[Key], beside_register: str) -> str:
    domain = BookDomain.of(app.env)
    return digest("\n".join((domain.frame_digest, beside_register, domain.watch.digest_of(keys))))


def _existing_pages(builder: BookHTMLBuilder) -> Callable[[str], bool]:
    """Whether a page is there, by the names of all files in its folder: each folder is listed once, not each page asked for."""
    out, files = os.fspath(builder.outdir), dict[str, set[str]]()

    def exists(name: str) -> bool:
        folder, _slash, page = name.rpartition("/")
        if folder not in files:
            try:
                files[folder] = set(os.listdir(os.path.join(out, folder)))
            except FileNotFoundError:
                files[folder] = set()
        return f"{page}{builder.out_suffix}" in files[folder]

    return exists


def _digest_of_frame(app: Sphinx, builder: BookHTMLBuilder) -> str:
    """A digest of all that is on every page: contents, settings, and the code and templates that write them."""
    env = app.env
    titles = sorted((name, title.astext()) for name, title in env.titles.items() if isinstance(title, nodes.title))
    return digest("\n".join((
        repr(titles), repr(sorted(env.toctree_includes.items())), digest_of_contents(env), sphinx.__version__,
        BookDomain.of(env).settings_digest, BookDomain.of(env).watch.digest_of_rest, digest_of_code())))
