"""Settings that have changed: every chapter is read again, and the site is written into an empty folder.

Sphinx 9.0 compares settings by a digest that is the same for a list in another order, and leaves what it wrote under other
settings: scripts of another language, style sheets and pages that are no longer made.
"""

from __future__ import annotations

import os
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.page_store import FILES
from goldenthread.system import SETTINGS_FILES, FileDigests, book_entries, digest, walk

SETTINGS = "settings"
OF_THIS_RUN = ("book_handed", "book_only")
"""Settings by which a build is given what to do. What a page shows of them is noted page by page."""
OF_ONE_BUILDER = ("pygments_dark_style",)
"""A setting that Furo adds for builders of web pages only; all builders share what was read."""
FOLDERS = ("html_static_path", "html_extra_path", "templates_path", "locale_dirs")
SINGLE_FILES = ("html_logo", "html_favicon")
"""Settings that name files of the book from which pages are made, beside its chapters."""
WRITTEN_BEFORE = ("_static/jquery.js", "_static/_sphinx_javascript_frameworks_compat.js")


def reset_after_changed_settings(app: Sphinx) -> None:
    """Note a digest of the settings, and empty the folder of a site that was written under others; for `builder-inited`."""
    domain, builder = BookDomain.of(app.env), app.builder
    domain.settings_digest = now = digest_of_settings(app)
    if not isinstance(builder, BookHTMLBuilder):
        return
    known = builder.page_store.get(FILES, SETTINGS)
    if known is None or known.digest != now:
        builder.page_store.clear()
        _empty(Path(app.outdir))
        builder.page_store.put(FILES, SETTINGS, now)


def _empty(out: Path) -> None:
    """Take away what was written under other settings.

    sphinxcontrib-jquery 4.1 copies its scripts at `config-inited`, before a builder is there: they stay.
    """
    for name, entry in list(walk(out, missing_ok=True)):
        if name not in WRITTEN_BEFORE:
            os.unlink(entry.path)


def digest_of_settings(app: Sphinx) -> str:
    """A digest of the values of all settings, of the files that hold them, and of the files that they name."""
    values = [(setting.name, setting.value) for setting in app.config
              if setting.name not in (*OF_THIS_RUN, *OF_ONE_BUILDER)]
    # Sphinx tags a build with its builder, and all builders share what was read
    own = {name for kind in (app.builder.name, app.builder.format) for name in (kind, f"builder_{kind}", f"format_{kind}")}
    return digest(repr((_in_order(dict(values)), sorted({*app.tags} - own), digest_of_setting_files(app))))


def digest_of_setting_files(app: Sphinx) -> str:
    """A digest of the files that hold the settings, of those that they name, and of where links of the book lead.

    Sphinx 9.0 names a picture by the file to which a link leads, and notes that file alone as what a chapter depends on.
    """
    files, root = FileDigests(app.srcdir), Path(app.srcdir)
    links = [(name, os.path.realpath(entry.path)) for name, entry in book_entries(root) if entry.is_symlink()]
    return digest(repr((files.of(SETTINGS_FILES), [(name, files.of([name])) for name in _named_files(app)],
                        [(name, os.path.relpath(target, root)) for name, target in links])))


def _named_files(app: Sphinx) -> Iterator[str]:
    root = Path(app.confdir)
    for setting in FOLDERS:
        for folder in app.config[setting] or ():
            path = root / folder
            if path.is_dir():
                yield from sorted(os.fspath(path / name) for name, _entry in walk(path))
            else:
                yield os.fspath(path)
    for setting in SINGLE_FILES:
        if app.config[setting]:
            yield os.fspath(root / app.config[setting])


def _in_order(value: Any) -> Any:
    """A value whose `repr` is the same in every process: sets in order, functions and objects by what they are called."""
    if isinstance(value, dict):
        return sorted((repr(key), _in_order(held)) for key, held in value.items())
    if isinstance(value, (list, tuple)):
        return [_in_order(held) for held in value]
    if isinstance(value, (set, frozenset)):
        return sorted(repr(_in_order(held)) for held in value)
    if isinstance(value, (type, types.FunctionType)):
        return f"{value.__module__}.{value.__qualname__}"
    # the `repr` of most objects holds their address
    return value if isinstance(value, (str, bytes, int, float, type(None), os.PathLike)) else type(value).__qualname__
