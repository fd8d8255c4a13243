"""Which chapters are read again: those that were read from something else than what is there now.

Sphinx goes by times, and a file that is put back from a copy may be older than what was built from it. Here the content
decides. Which pages show headings of others is noted too, for `renewal`.
"""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.nodes import bibliography

from goldenthread.site.domain import BookDomain
from goldenthread.system import FileDigests, digest


def follow_reading(app: Sphinx) -> None:
    """Have Sphinx ask here what to read again, and keep what has been read."""
    app.connect("env-get-outdated", read_again)
    app.connect("env-before-read-docs", forget_first)
    app.connect("doctree-read", note_leading)
    app.connect("env-updated", note_reading, priority=400)  # before it is asked which pages are written


def read_again(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]) -> list[str]:
    """The pages of which the file, or one that they depend on, holds something else than when they were read."""
    domain = BookDomain.of(env)
    domain.prints = prints = FileDigests(app.srcdir)
    known = domain.data["read"]
    return sorted(name for name in env.found_docs - added - changed if known.get(name) != _read_from(prints, env, name))


def forget_first(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forget all pages that are to be read before the first of them is.

    One by one, as Sphinx would, an item that has moved to an earlier chapter would still be held to stand in the later.
    """
    for docname in docnames:
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)


def note_reading(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep what each page was read from, and name pictures anew: the order of reading must not tell in their names."""
    domain = BookDomain.of(env)
    # files as they were before any was read: one that has changed since is read again by the next build
    prints = domain.prints or FileDigests(app.srcdir)
    domain.data["read"] = {name: _read_from(prints, env, name) for name in sorted(env.found_docs)}
    users = {path: sorted(docs) for path, (docs, _name) in env.images.items()}
    for docname in {name for docs in users.values() for name in docs}:
        env.images.purge_doc(docname)
    for path, docs in sorted(users.items()):
        for docname in docs:
            env.images.add_file(docname, path)


def _read_from(prints: FileDigests, env: BuildEnvironment, docname: str) -> str:
    """A print of a page's file and of all that it depends on."""
    others = {*map(os.fspath, env.dependencies.get(docname, ())), *BookDomain.of(env).data["files"].get(docname, ())}
    return prints.of({os.fspath(env.doc2path(docname)), *others})


def note_leading(app: Sphinx, doctree: nodes.document) -> None:
    """Note of a page that was read whether it shows what others hold: in a table of contents, in a link, or in a citation."""
    for node in doctree.findall(nodes.Element):
        if isinstance(node, (addnodes.toctree, bibliography)) or (
            isinstance(node, addnodes.pending_xref) and node.get("refdomain") != "book"
        ):
            BookDomain.of(app.env).data["leads"].add(app.env.current_document.docname)
            return


def told_besides(app: Sphinx, docname: str) -> str:
    """What a page shows that is looked up nowhere: how it was read, the names of its pictures, and others' headings."""
    domain = BookDomain.of(app.env)
    read = Path(app.doctreedir) / f"{docname}.doctree"
    pictures = sorted((path, name) for path, (docs, name) in app.env.images.items() if docname in docs)
    leads = docname in domain.data["leads"]
    return repr((read.stat().st_mtime_ns if read.is_file() else 0, pictures, domain.headings if leads else ""))


def headings_in(env: BuildEnvironment) -> str:
    """A print of every heading, every place that can be led to by name, and every publication cited, in its order."""
    told = [(name, [(link.get("anchorname"), link.astext()) for link in contents.findall(nodes.reference)])
            for name, contents in sorted(env.tocs.items())]
    places = env.domains.standard_domain
    named = [sorted(held.items()) for held in (places.labels, places.anonlabels, places.objects)]
    cited: Any = env.get_domain("cite").citations if "cite" in env.domains else ()  # type: ignore[attr-defined]
    published = [(one.citation_id, one.key, one.formatted_entry.label, str(one.formatted_entry.text)) for one in cited]
    return digest(repr((told, named, published)))


def contents_in(env: BuildEnvironment) -> str:
    """A print of every table of contents as it is written: its entries with their own words, its caption and its depth."""
    unseen = {"source", "line", "rawsource", "parent"}
    return digest(repr([(name, sorted((key, repr(value)) for key, value in each.attributes.items() if key not in unseen))
                         for name, contents in sorted(env.tocs.items()) for each in contents.findall(addnodes.toctree)]))
