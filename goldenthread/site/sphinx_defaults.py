"""What Sphinx and the extensions that a book needs are set to, unless the book's own conf.py says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from goldenthread.book import EDITIONS_FILE, HEADING_ANCHORS, read_toml
from goldenthread.model import Fault, speak
from goldenthread.system import SPHINX_PATTERNS, language_called

EXTENSIONS = ("myst_parser", "sphinx_needs", "sphinxcontrib.bibtex")
DEFAULTS: dict[str, Any] = {
    # what is read
    "source_suffix": {".md": "markdown"},
    "include_patterns": list(SPHINX_PATTERNS),
    # of the book itself only hidden files are left out; `build` is none of it, but Sphinx would still walk through it
    "exclude_patterns": [".*", "**/.*", "~$*", "**/~$*", "build"],
    "myst_enable_extensions": ["colon_fence", "deflist", "fieldlist"],
    "myst_heading_anchors": HEADING_ANCHORS,
    "needs_from_toml": "ubproject.toml",
    "bibtex_bibfiles": ["evidence/references.bib"],
    "bibtex_default_style": "plain",
    # Sphinx warns of settings that it cannot pickle, such as functions of sphinx-needs; nothing here depends on them
    "suppress_warnings": ["config.cache"],
    # what is written
    "html_theme": "furo",
    "html_copy_source": False,
    "html_use_index": False,
    "html_show_sphinx": False,
    "html_last_updated_fmt": None,
    "pygments_dark_style": "a11y-high-contrast-dark",
    # quotation marks and ellipses, but no dashes: an author writes those
    "smartquotes_action": "qe",
}


def set_up_sphinx(app: Sphinx) -> None:
    """Give every setting that conf.py leaves open its default, and load the extensions that a book needs."""
    # Sphinx 9.0 has no public way to change the default of a setting that is not one's own. Furo 2025.12 does it so, too, in
    # its `_update_default`: what conf.py did not set is added to what it did, so that conf.py and `confoverrides` come first.
    settings = app.config._raw_config
    for name, value in {**DEFAULTS, **_names(Path(app.srcdir))}.items():
        settings.setdefault(name, value)
    for extension in EXTENSIONS:
        app.setup_extension(extension)


def speak_language(_app: Sphinx, config: Config) -> bool:
    """Write for readers in the language of the settings, from here on; whether the program has words in it."""
    language = language_called(config.language)
    if language:
        speak(language)
    return language is not None


def _names(root: Path) -> dict[str, str]:
    """What the book is called and who publishes it. Nothing when that cannot be read: the rules say so then."""
    try:
        book = read_toml(root, EDITIONS_FILE).data
    except Fault:
        return {}
    title, publisher = book.get("title"), book.get("publisher")
    return {
        **({"project": title, "html_title": title} if isinstance(title, str) else {}),
        **({"author": publisher} if isinstance(publisher, str) else {}),
    }
