"""Sphinx settings of the book. What items there are is said in ubproject.toml; what editions, in strategy/editions.toml."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent
BOOK = tomllib.loads((ROOT / "strategy" / "editions.toml").read_text(encoding="utf-8-sig"))

project = BOOK["title"]
author = BOOK["publisher"]
copyright = "Open Government Licence v3.0 for the data; each table names its publisher"
language = "en_GB"

extensions = ["myst_parser", "sphinx_needs", "sphinxcontrib.bibtex", "goldenthread"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["README.md", "build", ".*", "**/.*", "tests", "goldenthread", "inbox", "node_modules"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
suppress_warnings = ["config.cache"]

needs_from_toml = "ubproject.toml"

bibtex_bibfiles = ["evidence/references.bib"]
bibtex_default_style = "plain"

html_theme = "furo"
html_title = BOOK["title"]
html_static_path: list[str] = []
html_copy_source = False
html_use_index = False
pygments_dark_style = "a11y-high-contrast-dark"
html_show_sphinx = False
html_last_updated_fmt = None
smartquotes_action = "qe"
