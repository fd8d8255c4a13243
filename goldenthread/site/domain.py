"""The book as a domain of Sphinx: the register of this build, and what is kept of reading for the next."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, ClassVar, Self, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from goldenthread.analysis import PlainTexts, Workings
from goldenthread.book import LoadedBook
from goldenthread.model import Register, Unresolved
from goldenthread.site.page_addresses import dataset_uri, number_uri
from goldenthread.site.watched_register import RegisterWatch
from goldenthread.system import FileDigests


class BookDomain(Domain):
    """Holds the book of this build; `data`, which Sphinx pickles with its environment, is kept for the next.

    `data["read"]` has by chapter a digest of what it was read from, `data["files"]` the files besides that it depends on,
    `data["texts"]` its sections as the search has them, `data["terms"]` the terms that it explains, `data["settings"]` a digest
    of the settings it was read with, `data["shows_others"]` the chapters that show headings or citations of others.
    `incremental.bibliography` adds `data["formatted"]`, the entries of the bibliography.
    """

    name = "book"
    label = "Book"
    initial_data: ClassVar[dict[str, Any]] = {"read": {}, "shows_others": set(), "files": {}, "texts": {}, "terms": {},
                                              "settings": ""}
    data_version = 10

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._loaded: LoadedBook | None = None
        # of the settings of this build: see `incremental.changed_settings`
        self.settings_digest = ""
        # of what every page shows, and of every heading of the book: see `incremental.outdated_pages`
        self.frame_digest = self.headings_digest = ""
        # files as they were before any was read: see `incremental.outdated_chapters`
        self.file_digests: FileDigests | None = None
        self._watch: RegisterWatch | None = None
        self._texts: PlainTexts | None = None
        self._workings: Workings | None = None

    @classmethod
    def of(cls, env: BuildEnvironment) -> Self:
        """The domain of this environment. Raises `ExtensionError` where the extension is not set up."""
        return cast(Self, env.get_domain(cls.name))

    @property
    def loaded(self) -> LoadedBook:
        """The book of this build. A build whose book could not be read stops before any page asks for it."""
        if self._loaded is None:
            raise RuntimeError("the book was not read before its pages")
        return self._loaded

    @loaded.setter
    def loaded(self, loaded: LoadedBook) -> None:
        self._loaded, self._watch, self._texts, self._workings = loaded, None, None, None

    @property
    def register(self) -> Register:
        """The register of this build."""
        return self.loaded.register

    @property
    def texts(self) -> PlainTexts:
        """The plain texts of the items of this build, for the search and for all files that are taken away."""
        if self._texts is None:
            self._texts = PlainTexts(self.register)
        return self._texts

    @property
    def workings(self) -> Workings:
        """The workings of the numbers of this build, for pages and for all files that are taken away."""
        if self._workings is None:
            self._workings = Workings(self.register.datasets)
        return self._workings

    @property
    def watch(self) -> RegisterWatch:
        """The register of this build, with note taken of what is looked up in it."""
        if self._watch is None:
            self._watch = RegisterWatch(self.register)
        return self._watch

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is gone or about to be read."""
        self.data["shows_others"].discard(docname)
        self.data["files"].pop(docname, None)
        self.data["texts"].pop(docname, None)
        self.data["terms"].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process noted of these pages."""
        self.data["shows_others"] |= otherdata["shows_others"] & docnames
        self.data["files"] |= {name: files for name, files in otherdata["files"].items() if name in docnames}
        for part in ("texts", "terms"):
            self.data[part] |= {name: held for name, held in otherdata[part].items() if name in docnames}

    def note_files(self, docname: str, *files: str) -> None:
        """Have a page read again when one of these files (below the book's root) holds something else.

        Sphinx's own `note_dependency` compares the times of files, and makes a path of each name at every build.
        """
        self.data["files"].setdefault(docname, set()).update(files)

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: addnodes.pending_xref, contnode: nodes.Element,
    ) -> nodes.reference | None:
        if typ == "dataset":
            contnode["refuri"] = dataset_uri(builder, fromdocname, target)
        elif typ == "number":
            try:
                contnode["refuri"] = number_uri(builder, fromdocname, self.workings.of(target))
            except Unresolved:  # it had a value when its chapter was read
                return None
            contnode["docname"] = fromdocname
        else:
            return None
        return cast(nodes.reference, contnode)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Nothing: a link that does not say what it leads to, such as `[](#place)`, never leads to a dataset."""
        return []
