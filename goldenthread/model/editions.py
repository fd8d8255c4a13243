"""A book, its editions, and what is recorded about an edition: accepted faults, dropped priorities, sign-offs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.model.licences import Licence
from goldenthread.model.problems import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """A known fault that is left in a published text, with the reason why it is accepted.

    `code` is the rule's code and `about` the id of the item or dataset concerned: a `Problem` with both is not reported.
    """

    code: str
    about: str
    reason: str
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A priority of the previous edition that this edition does not continue, with the reason.

    `because` are the ids of the findings and responses that led to it.
    """

    id: str
    reason: str
    because: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Signoff:
    """One agreement to an item of an edition: by which body or role, on which day, why, and to which version of it.

    `fingerprint` is that of the version agreed to (`analysis.Fingerprints`); where today's differs, the item has changed since.
    """

    edition: str
    item: str
    role: str
    day: date
    fingerprint: str
    why: str
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One published version of the strategy.

    `id` is its folder below `strategy/`, such as `2020-03`; its items' ids begin with `code` and an underscore. `label` is its
    name in sentences (`March 2020 edition`), `status` its state (`final`), `file` the name of its printed files without an
    ending, `follows` the id of the previous edition.
    """

    id: str
    code: str
    title: str
    label: str
    status: str
    published: date
    file: str
    follows: str = ""
    accepted: tuple[Accepted, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    place: Place

    @property
    def folder(self) -> str:
        """The folder of its chapters, below the book's root: `strategy/2020-03`."""
        return f"strategy/{self.id}"

    def holds(self, page: str) -> bool:
        """Whether a page or a file, given by its path below the book's root, is in the edition's folder."""
        return page.startswith(f"{self.folder}/")


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherLanguage:
    """The same book in another language: that language's tag as HTML has it, its own name for itself, and the site's address.

    Its pages have the same names below that address.
    """

    language: str
    name: str
    site: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """What the whole book says about itself.

    `note` and `evidence_note` are on the front pages of an edition and of the evidence base, `file` begins the names of
    its printed files, `site` is the address under which it is published, or empty. `licence` is that of the book's own text,
    None where none was chosen; each table has its own. `contact` (whom to ask) and `formats` (the accessible formats available)
    are printed in the imprint; each may be empty. `other_languages` are the same book in other languages.
    """

    title: str
    publisher: str
    note: str
    file: str
    evidence_title: str
    site: str
    evidence_note: str = ""
    licence: Licence | None = None
    contact: str = ""
    formats: str = ""
    other_languages: tuple[OtherLanguage, ...] = ()

    @property
    def evidence_file(self) -> str:
        """The name of the printed files of the evidence base, without an ending."""
        return f"{self.file}-evidence-base"
