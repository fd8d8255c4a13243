"""Which pages are written again: those that show something that has changed since, and no other."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sphinx
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from goldenthread.book import VOCABULARY_FILE
from goldenthread.site.domain import BookDomain
from goldenthread.site.incremental.reread import contents_in, headings_in, told_besides
from goldenthread.site.watched_register import Key, Lookups
from goldenthread.system import digest, digest_of_code


def lookups_of(app: Sphinx) -> Lookups:
    """The register of this build under watch."""
    domain = BookDomain.of(app.env)
    return domain.lookups


def _folder(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "lookups" / app.builder.name


def pages_to_write(app: Sphinx) -> list[str]:
    """The pages whose own text may be as it was, but that show something that is not."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return []
    domain = BookDomain.of(app.env)
    domain.headings, domain.frame_print = headings_in(app.env), _frame_print(app)
    return sorted(name for name in app.env.found_docs if not _holds(app, name))


def _holds(app: Sphinx, docname: str) -> bool:
    """Whether a page was written whole, and nothing has changed of what it looked up."""
    kept = _folder(app) / f"{docname}.json"
    try:
        if Path(app.builder.get_outfilename(docname)).stat().st_mtime_ns < kept.stat().st_mtime_ns:  # type: ignore[attr-defined]
            return False
        told = json.loads(kept.read_text(encoding="utf-8"))
    except OSError:
        return False
    return bool(told["print"] == _print(app, told["keys"], told_besides(app, docname)))


@contextmanager
def noted(app: Sphinx, docname: str) -> Iterator[None]:
    """Keep for the next build what a chapter looks up while it is filled."""
    lookups = lookups_of(app)
    lookups.begin()
    yield
    if isinstance(app.builder, StandaloneHTMLBuilder):
        kept = _folder(app) / f"{docname}.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        keys = lookups.kept()
        told = {"print": _print(app, keys, told_besides(app, docname)), "keys": keys}
        kept.write_text(json.dumps(told), encoding="utf-8", newline="\n")


def renewed(
    app: Sphinx, room: str, pages: Iterable[tuple[str, Callable[[], dict[str, Any]]]], besides: Mapping[str, str] | None = None
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Those of these pages that are not there or show something that has changed, each made only then.

    `room` names the kind of pages, `besides` what a page shows that is not looked up in the register. A page that was
    there and is no longer among them is taken away.
    """
    lookups, store, there = lookups_of(app), _folder(app) / f"{room}.pages", _written(app)
    before = json.loads(store.read_text(encoding="utf-8")) if store.is_file() else {}
    store.unlink(missing_ok=True)  # until every page is there, nothing is known to hold
    now: dict[str, tuple[str, list[Key]]] = {}
    more = besides or {}
    for name, make in pages:
        known = before.pop(name, None)
        if known and known[0] == _print(app, known[1], more.get(name, "")) and there(name):
            now[name] = known
            continue
        lookups.begin()
        context = make()
        keys = lookups.kept()
        now[name] = _print(app, keys, more.get(name, "")), keys
        yield name, context, "page.html"
    for name in before:
        _output(app, name).unlink(missing_ok=True)
    store.parent.mkdir(parents=True, exist_ok=True)
    store.write_text(json.dumps(now), encoding="utf-8", newline="\n")


def take_away_lost(app: Sphinx, exception: Exception | None) -> None:
    """Take away what an earlier build wrote and this one would not: pages of chapters that are gone, and their pictures."""
    builder = app.builder
    if exception is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    folder = _folder(app)
    for kept in list(folder.rglob("*.json")):
        name = kept.relative_to(folder).as_posix().removesuffix(".json")
        if name not in app.env.found_docs:
            _output(app, name).unlink(missing_ok=True)
            kept.unlink()
    shown = {name for _docs, name in app.env.images.values()}
    offered = {Path(name).as_posix() for _docs, name in app.env.dlfiles.values()}
    out = Path(app.outdir)
    for place, names in ((out / builder.imagedir, shown), (out / "_downloads", offered)):
        for path in list(place.rglob("*")):
            if path.is_file() and path.relative_to(place).as_posix() not in names:
                path.unlink()


def when_changed(make: Callable[[Sphinx, Exception | None], None]) -> Callable[[Sphinx, Exception | None], None]:
    """A handler of `build-finished` that is left out while the whole book is as it was when it last ran."""
    def handler(app: Sphinx, exception: Exception | None) -> None:
        if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
            return make(app, exception)
        kept = _folder(app) / f"{make.__name__}.made"
        told = told_of_everything(app)
        if not kept.is_file() or kept.read_text(encoding="utf-8") != told:
            make(app, exception)
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(told, encoding="utf-8", newline="\n")
        return None

    return handler


def told_of_everything(app: Sphinx) -> str:
    """A print of the whole book, and of what stands on every page."""
    domain = BookDomain.of(app.env)
    return domain.frame_print + domain.lookups.whole


def rendered(app: Sphinx, content: nodes.Element) -> str:
    """The HTML of a page's content that comes from no file."""
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    # no transform has anything to do here: all is made of what the register holds
    document = new_document("", builder.docsettings)
    document += content
    translator: HTML5Translator = builder.create_translator(document, builder)  # type: ignore[assignment]
    document.walkabout(translator)
    return "".join(translator.fragment)


def _written(app: Sphinx) -> Callable[[str], bool]:
    """Whether a page was written, by the names of all files in its folder: each folder is looked at once."""
    out, suffix, known = os.fspath(app.outdir), app.builder.out_suffix, dict[str, set[str]]()  # type: ignore[attr-defined]

    def written(name: str) -> bool:
        folder, _slash, page = name.rpartition("/")
        if folder not in known:
            try:
                known[folder] = set(os.listdir(os.path.join(out, folder)))
            except FileNotFoundError:
                known[folder] = set()
        return f"{page}{suffix}" in known[folder]

    return written


def _output(app: Sphinx, name: str) -> Path:
    return Path(app.builder.get_outfilename(name))  # type: ignore[attr-defined]


def _print(app: Sphinx, keys: Iterable[Iterable[str]], besides: str = "") -> str:
    domain = BookDomain.of(app.env)
    return digest("\n".join((domain.frame_print, besides, domain.lookups.print_of((room, name) for room, name in keys))))


def _frame_print(app: Sphinx) -> str:
    """A print of all that stands on every page: contents, settings, and the code and templates that write them."""
    env, builder = app.env, app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    titles = sorted((name, title.astext()) for name, title in env.titles.items() if isinstance(title, nodes.title))
    told = [repr(titles), repr(sorted(env.toctree_includes.items())), contents_in(env), sphinx.__version__,
            builder.build_info.config_hash, builder.build_info.tags_hash, lookups_of(app).rest,
            (Path(app.srcdir) / VOCABULARY_FILE).read_text(encoding="utf-8"), repr(builder.templates.newest_template_mtime()),
            digest_of_code()]
    return digest("\n".join(told))
