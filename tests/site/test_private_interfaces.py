"""What the pages use of other packages that no documentation promises, each tried on one small book.

docs/developers/private-interfaces.md lists them with the file that uses each. A test that fails after an upgrade says what moved.
"""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pybtex.plugin
import pytest
from docutils import nodes
from docutils.parsers.rst import directives, roles
from sphinx.application import Sphinx
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.config import Config
from sphinx.util.docutils import CustomReSTDispatcher
from sphinx.writers.html5 import HTML5Translator

from goldenthread.book import read_book
from goldenthread.site import book_app, environment_file, tree_file
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.html_translator import BookTranslator
from goldenthread.site.incremental.bibliography import STYLE, cited_publications, is_bibliography
from goldenthread.site.needs_bridge import UNUSED_STATIC_FILES
from goldenthread.site.shared_frame import share_frame
from tests.books.small_book import EVIDENCE, write_book

CITED = f"""{EVIDENCE}
## Words

As was found {{cite}}`survey`. ![A square](square.svg)

[^1]: A note.

A noted sentence.[^1]

| One | Two |
|---|---|
| 1 | 2 |

```{{bibliography}}
```
"""
BIBLIOGRAPHY = "@misc{survey, title = {A survey}, author = {{Office}}, year = {2018}, url = {https://example.org/s}}\n"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>\n'


class Seen:
    """What the handlers of one build were given."""

    def __init__(self) -> None:
        self.tags: set[str] = set()
        self.assets: set[str] = set()
        self.contexts: dict[str, dict[str, Any]] = {}
        self.needs: dict[str, Any] = {}
        self.bibliographies = 0

    def watch(self, app: Sphinx) -> None:
        app.connect("doctree-resolved", self._tree, priority=100)
        app.connect("html-page-context", self._context, priority=100)
        app.connect("needs-before-post-processing", lambda app, needs: self.needs.update(needs))

    def _tree(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        self.tags |= {node.tagname for node in doctree.findall(nodes.Element)}

    def _context(self, app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
        self.contexts[name] = dict(context)
        self.assets |= {str(getattr(file, "filename", file)) for kind in ("css_files", "script_files") for file in context[kind]}


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, seen: Seen) -> Iterator[Sphinx]:
    """The application of a small book with a citation, a picture, a table and a footnote, after its build."""
    root = write_book(tmp_path_factory.mktemp("private") / "book", {
        "evidence/people.md": CITED, "evidence/references.bib": BIBLIOGRAPHY, "evidence/square.svg": SQUARE})
    warnings = io.StringIO()
    with book_app(root, root / "work", "html", "", read_book(root), warnings) as app:
        seen.watch(app)
        app.build()
        assert warnings.getvalue() == ""
        yield app


@pytest.fixture
def page(app: Sphinx) -> str:
    return (Path(app.outdir) / "evidence/people.html").read_text(encoding="utf-8")


# Sphinx

def test_sphinx_keeps_what_conf_py_sets_apart_from_defaults() -> None:
    config = Config({"project": "of conf.py"}, {"project": "of an override"})
    assert config._raw_config == {"project": "of conf.py"}, "Config._raw_config no longer holds what conf.py sets"
    config._raw_config.setdefault("author", "of the extension")
    assert config.author == "of the extension", "a default set in Config._raw_config no longer counts"


def test_sphinx_names_the_files_of_what_it_has_read_as_before(app: Sphinx) -> None:
    trees = Path(app.doctreedir)
    assert environment_file(trees).is_file(), "the pickled environment has another name or place"
    assert tree_file(trees, "evidence/people").is_file(), "the pickled tree of a chapter has another name or place"


def test_sphinx_keeps_checksums_of_style_sheets(app: Sphinx) -> None:
    assert _file_checksum_inner.cache_info().currsize > 0, "Sphinx names style sheets by checksums from elsewhere"


def test_sphinx_reads_and_writes_in_several_processes_by_methods_that_a_builder_may_replace() -> None:
    from sphinx.builders import Builder
    code = inspect.getsource(Builder.build)
    assert 0 < code.find("self.parallel_ok =") < code.find("self.write("), \
        "Builder.parallel_ok is set elsewhere: BookHTMLBuilder does not know any longer whether it may begin other processes"
    assert list(inspect.signature(Builder._read_parallel).parameters) == ["self", "docnames", "nproc"], \
        "Builder._read_parallel is asked for something else: BookHTMLBuilder's own would not be called, or fail"
    assert "self._read_parallel(docnames, nproc=" in inspect.getsource(Builder.read), "Builder.read reads in another way"
    assert "_cache" in inspect.signature(Builder.read_doc).parameters, "Builder.read_doc keeps trees in another way"
    assert inspect.getsource(Builder._read_parallel).count("merge_info_from(docs, env, self._app)") == 1, \
        "what another process has read is merged in another way"


def test_sphinx_lets_go_of_the_closed_list_of_directives_when_a_chapter_is_read() -> None:
    before = directives.directive, roles.role
    with CustomReSTDispatcher() as _none:
        assert directives.directive != before[0], "CustomReSTDispatcher no longer stands before docutils' own look-up"
    assert (directives.directive, roles.role) == before, "CustomReSTDispatcher leaves docutils changed"
    assert {"directive_func", "role_func"} <= vars(_entered()).keys(), "CustomReSTDispatcher keeps docutils' look-up elsewhere"


def _entered() -> CustomReSTDispatcher:
    dispatcher = CustomReSTDispatcher()
    dispatcher.enable()
    dispatcher.disable()
    return dispatcher


def test_sphinx_numbers_pictures_in_the_environment(app: Sphinx) -> None:
    images = app.env.images
    assert images["evidence/square.svg"] == ({"evidence/people"}, "square.svg"), \
        "env.images no longer holds the pages and the name of each picture"
    images.add_file("index", "evidence/square.svg")
    images.purge_doc("index")
    assert images["evidence/square.svg"][0] == {"evidence/people"}, "env.images.add_file and purge_doc no longer undo each other"


def test_sphinx_holds_in_the_environment_what_pages_show_of_each_other(app: Sphinx) -> None:
    env, standard = app.env, app.env.domains.standard_domain
    assert "evidence/people" in env.toctree_includes["evidence/index"], "env.toctree_includes"
    assert env.titles["evidence/people"].astext() == "People", "env.titles"
    links = list(env.tocs["evidence/people"].findall(nodes.reference))
    assert [link.get("anchorname") for link in links][:2] == ["", "#words"], "env.tocs no longer names the anchors of headings"
    assert all(isinstance(held, dict) for held in (standard.labels, standard.anonlabels, standard.objects)), "labels"


def test_sphinx_says_what_a_build_of_pages_depends_on(app: Sphinx) -> None:
    builder = app.builder
    assert isinstance(builder, BookHTMLBuilder)
    assert builder.build_info.config_hash and builder.build_info.tags_hash, "builder.build_info has no digests of settings"
    assert builder.templates.newest_template_mtime() > 0, "builder.templates.newest_template_mtime"
    assert (builder.out_suffix, builder.imagedir) == (".html", "_images"), "builder.out_suffix and builder.imagedir"


def test_sphinx_offers_templates_what_the_frame_draws_once(app: Sphinx, seen: Seen) -> None:
    context = seen.contexts["evidence/people"]
    assert all(callable(context[name]) for name in ("toctree", "css_tag", "js_tag")) and "content_root" in context
    share_frame(app, "evidence/people", "page.html", context, None)
    assert context["toctree"](collapse=False) == ""
    assert 'href="../index.html"' in context["toctree"](collapse=True, titles_only=True) or context["toctree"](collapse=True)


@pytest.mark.parametrize("name", [name for name in vars(BookTranslator) if name.startswith(("visit_", "depart_", "add_"))])
def test_sphinx_writes_each_kind_of_node_that_ours_writes_otherwise(name: str) -> None:
    assert hasattr(HTML5Translator, name), f"HTML5Translator.{name} is gone: our own would never be called"


def test_sphinx_writes_the_markup_that_ours_amends(page: str) -> None:
    assert '<th scope="col"' in page, "a header cell no longer begins with <th: tables lose their scopes"
    assert '<div class="footnote-list' in page, "the list of footnotes no longer begins with <aside class=\"footnote-list"
    assert 'role="listitem"' in page and "doc-biblioentry" not in page, "a publication no longer has the role doc-biblioentry"


# sphinx-needs

def test_sphinx_needs_leaves_a_node_with_the_id_of_each_item(seen: Seen, page: str) -> None:
    assert "Need" in seen.tags, "the node of an item has another name than 'Need': items would be drawn by sphinx-needs"
    assert 'class="gt-item gt-evidence" id="EV_SKILLS"' in page, "the node of an item no longer has its id"


def test_sphinx_needs_hands_over_its_items_before_it_works_on_them(app: Sphinx, seen: Seen) -> None:
    assert {"EV_SKILLS", "D19_PRI_SKILLS"} <= seen.needs.keys(), "needs-before-post-processing no longer hands over the items"
    assert seen.needs["EV_SKILLS"]["docname"] == "evidence/people"
    exported = (Path(app.outdir) / "needs.json").read_text(encoding="utf-8")
    assert f'"fp": "{seen.needs["EV_SKILLS"]["fp"]}"' in exported, "the fingerprint of an item no longer reaches needs.json"


def test_sphinx_needs_asks_whether_to_write_its_file_when_the_build_has_ended() -> None:
    from sphinx_needs import builder
    assert "NeedsSphinxConfig(env.config).build_json" in inspect.getsource(builder.build_needs_json), \
        "needs_build_json is no longer asked at build-finished: needs.json is written at each build, or never"


def test_sphinx_needs_adds_only_styles_and_scripts_that_are_known(seen: Seen, page: str) -> None:
    assert any(name.removeprefix("_static/").startswith(UNUSED_STATIC_FILES) for name in seen.assets), \
        "sphinx-needs' styles have other names: pages would load them"
    assert not any(f"_static/{name}" in page for name in UNUSED_STATIC_FILES)
    assert "needs" not in page.partition("</head>")[0], "the head of a page loads something of sphinx-needs"


# sphinxcontrib-bibtex and pybtex

def test_bibtex_keeps_its_citations_with_their_formatted_entries(app: Sphinx) -> None:
    (anchor, key, label, text), = cited_publications(app.env)
    assert (key, label) == ("survey", "1"), "the domain 'cite' holds other citations"
    assert anchor and "A survey" in text


def test_bibtex_leaves_a_node_for_each_list_of_publications(app: Sphinx) -> None:
    tree = app.env.get_doctree("evidence/people")
    assert any(map(is_bibliography, tree.findall())), "sphinxcontrib.bibtex.nodes.bibliography"
    assert "evidence/people" in app.env.get_domain("book").data["shows_others"]


def test_pybtex_formats_entries_by_our_style_and_keeps_its_own(app: Sphinx) -> None:
    assert app.config.bibtex_default_style == STYLE
    assert app.env.get_domain("book").data["formatted"][pybtex.__version__], "pybtex no longer calls Style.format_entry"
    assert pybtex.plugin.find_plugin("pybtex.style.formatting", "plain").__module__ == "pybtex.style.formatting.plain", \
        "pybtex's own plain style is replaced for the whole process"


# MyST and Furo

def test_myst_reads_through_docutils_look_up(page: str) -> None:
    from myst_parser.mdit_to_docutils import base
    assert "directives.directive(" in inspect.getsource(base.DocutilsRenderer), \
        "MyST finds directives in another way: the closed list of a chapter's directives would not hold"
    assert "roles.role(" in inspect.getsource(base.DocutilsRenderer), "the same of roles"


def test_furo_takes_its_frame_from_the_context(seen: Seen, page: str) -> None:
    import furo
    assert '"furo_hide_toc"' in inspect.getsource(furo), "furo_hide_toc: pages of wide tables would keep a table of contents"
    assert "table-wrapper" in inspect.getsource(furo), "the class of Furo's wrapper of tables: `unwrap_tables` looks for it"
    assert "table-wrapper" not in page and 'class="gt-toc' in page


# the list

def test_the_list_names_tests_and_files_that_are_there() -> None:
    root = Path(__file__).parents[2]
    text = (root / "docs/developers/private-interfaces.md").read_text(encoding="utf-8")
    tests = "".join(path.read_text(encoding="utf-8") for path in (root / "tests").rglob("test_*.py"))
    for name in re.findall(r"`(test_\w+)(?:…)?`", text):
        assert f"def {name}" in tests, f"{name} is on the list, but is no test"
    for file in re.findall(r"`((?:site|book|rules|rollup|system|documents)/[\w/]+\.py)`", text):
        assert (root / "goldenthread" / file).is_file(), f"{file} is on the list, but is not there"
