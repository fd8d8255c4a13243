"""Which chapters are read again: those that were read from other content than their files have now.

Sphinx 9.0 compares the times of files, and a file that is put back from a copy may be older than what was built from it. Here
digests decide. What a page shows of other chapters without asking the register is gathered here, too: headings, labels and
publications, as Sphinx and sphinxcontrib-bibtex know them.
"""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from goldenthread.site.doctree_files import tree_file
from goldenthread.site.domain import BookDomain
from goldenthread.site.incremental.bibliography import cited_publications, is_bibliography
from goldenthread.system import FileDigests, digest

LINKS_TERMS = ("strategy/", "evidence/")
"""The parts of a book whose chapters link to a glossary."""


def connect_reading(app: Sphinx) -> None:
    """Have Sphinx ask here which chapters to read again, and note what each is read from."""
    app.connect("env-get-outdated", name_outdated_chapters)
    app.connect("env-before-read-docs", forget_before_reading)
    app.connect("doctree-read", note_references)
    app.connect("env-updated", keep_what_was_read, priority=400)  # before `name_outdated_pages`
    app.connect("env-updated", number_pictures, priority=400)


def name_outdated_chapters(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """The chapters whose file, or one that they depend on, has other content than when they were read.

    All of them under other settings: Sphinx 9.0 reads them again only for those settings that say so where they are declared.
    """
    domain = BookDomain.of(env)
    domain.file_digests = files = FileDigests(app.srcdir)
    if domain.data["settings"] != domain.settings_digest:
        return sorted(env.found_docs - added - changed)
    known = domain.data["read"]
    return sorted(name for name in env.found_docs - added - changed if known.get(name) != _digest_of_sources(files, env, name))


def forget_before_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forget all chapters that are to be read before the first of them is.

    Sphinx 9.0 forgets each right before it reads it. An item that has moved to an earlier chapter would then still be known to
    be in the later one, and sphinx-needs would refuse it as being there twice.
    """
    for docname in docnames:
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)


def keep_what_was_read(app: Sphinx, env: BuildEnvironment) -> None:
    """Note what each chapter was read from."""
    domain = BookDomain.of(env)
    # files as they were before any was read: one that has changed since is read again by the next build
    files = domain.file_digests or FileDigests(app.srcdir)
    domain.data["settings"] = domain.settings_digest
    domain.data["read"] = {name: _digest_of_sources(files, env, name) for name in sorted(env.found_docs)}


def number_pictures(app: Sphinx, env: BuildEnvironment) -> None:
    """Give pictures of one name their numbers in the order of their paths.

    Sphinx 9.0 numbers them in the order in which it reads chapters, which is another after a change, and with two processes.
    """
    users = {path: sorted(docs) for path, (docs, _name) in env.images.items()}
    for docname in {name for docs in users.values() for name in docs}:
        env.images.purge_doc(docname)
    for path, docs in sorted(users.items()):
        for docname in docs:
            env.images.add_file(docname, path)


def note_references(app: Sphinx, doctree: nodes.document) -> None:
    """Note of a chapter whether it shows what others hold: in a table of contents, in a link, or in a citation."""
    for node in doctree.findall(nodes.Element):
        if isinstance(node, addnodes.toctree) or is_bibliography(node) or (
            isinstance(node, addnodes.pending_xref) and node.get("refdomain") != BookDomain.name
        ):
            BookDomain.of(app.env).data["shows_others"].add(app.env.current_document.docname)
            return


def _digest_of_sources(files: FileDigests, env: BuildEnvironment, docname: str) -> str:
    """A digest of a chapter's file and of all that it depends on."""
    others = {*map(os.fspath, env.dependencies.get(docname, ())), *BookDomain.of(env).data["files"].get(docname, ())}
    return files.of({os.fspath(env.doc2path(docname)), *others})


def stamp_of_reading(app: Sphinx, docname: str) -> int:
    """When a chapter was last read, for this output or another: the time of its pickled tree; 0 when there is none."""
    tree = tree_file(Path(app.doctreedir), docname)
    return tree.stat().st_mtime_ns if tree.is_file() else 0


def state_beside_register(app: Sphinx, docname: str) -> str:
    """What a page shows that is not looked up in the register: its chapter, the names of its pictures, others' headings."""
    domain = BookDomain.of(app.env)
    pictures = sorted((path, name) for path, (docs, name) in app.env.images.items() if docname in docs)
    shows_others = docname in domain.data["shows_others"]
    # a chapter links to what a glossary explains
    terms = sorted(domain.data["terms"].items()) if docname.startswith(LINKS_TERMS) else []
    return repr((stamp_of_reading(app, docname), pictures, domain.headings_digest if shows_others else "", digest(repr(terms))))


def digest_of_headings(env: BuildEnvironment) -> str:
    """A digest of every heading, every label that can be linked to, and every publication cited, in its order."""
    headings = [(name, [(link.get("anchorname"), link.astext()) for link in contents.findall(nodes.reference)])
                for name, contents in sorted(env.tocs.items())]
    standard = env.domains.standard_domain
    labels = [sorted(held.items()) for held in (standard.labels, standard.anonlabels, standard.objects)]
    return digest(repr((headings, labels, cited_publications(env))))


def digest_of_contents(env: BuildEnvironment) -> str:
    """A digest of every table of contents as it is written: its entries with their own words, its caption and its depth."""
    not_written = {"source", "line", "rawsource", "parent"}
    return digest(repr([(name, sorted((key, repr(value)) for key, value in each.attributes.items() if key not in not_written))
                        for name, contents in sorted(env.tocs.items()) for each in contents.findall(addnodes.toctree)]))
