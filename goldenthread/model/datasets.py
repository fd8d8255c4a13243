"""Areas, observations and datasets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from goldenthread.model.problems import Place, nearest


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A place that data are about. `kind` groups areas that may be ranked together (`district`, `region`, …).

    `tile` is its column and row on the tile map, counted from 0, or None when it is not on the map. `own` says that it is what
    the book is about, or a part of that.
    """

    id: str
    name: str
    code: str
    kind: str
    tile: tuple[int, int] | None = None
    own: bool = False


def nearest_area(word: str, areas: Mapping[str, Area]) -> str:
    """` Did you mean 'derby'?` for the area whose official code or name this is, or whose id is like it; else an empty text."""
    said = word.strip().casefold()
    known = next((area.id for area in areas.values() if said and said in (area.code.casefold(), area.name.casefold())), "")
    return f" Did you mean '{known}'?" if known else nearest(word, areas)


class Observation(NamedTuple):
    """One row of a dataset, and its line in the table: the value keeps the decimals that its publisher printed.

    A tuple, for a book has more of these than of anything else, and a tuple is made in a fraction of the time.
    """

    area: str
    period: str
    dimensions: tuple[str, ...]
    value: Decimal
    line: int
    interval: tuple[Decimal, Decimal] | None = None
    """From where to where the true value is likely to be, where the publisher of an estimate says so."""
    status: tuple[str, ...] = ()
    """What the publisher says of the value, such as `provisional`; each is one of `WITH_VALUE`."""
    cell: str = ""
    """The cell of the publisher's file from which the value was taken, such as `Table 1!C7`."""


class MissingValue(NamedTuple):
    """A row of a dataset for which its publisher gives no number: `status` says why, and is one of `WITHOUT_VALUE`."""

    area: str
    period: str
    dimensions: tuple[str, ...]
    status: tuple[str, ...]
    line: int
    cell: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OriginalFile:
    """The publisher's file from which a table was imported: its name, and the SHA-256 of its bytes in hexadecimal digits."""

    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DataCopy:
    """A copy in which a table was read: whose it is, its address, at which version (such as a commit), and when it was read.

    `version` and `read` are empty where that is not known.
    """

    holder: str
    url: str
    version: str = ""
    read: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BroughtData:
    """That a response brought a table: its id (`by`), whose the data are (`owner`), and when an editor accepted them.

    `owner` is empty where nobody else owns them, `accepted` while the table is provisional.
    """

    by: str
    owner: str = ""
    accepted: str = ""

    @property
    def in_words(self) -> str:
        """`RSP_SHORE_1, owned by the Shore Trust, accepted on 2020-02-03`, or `…, provisional until an editor accepts it`."""
        owned = f", owned by {self.owner}" if self.owner else ""
        standing = f"accepted on {self.accepted}" if self.accepted else "provisional until an editor accepts it"
        return f"{self.by}{owned}, {standing}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """A card and its rows.

    `unit` is printed with every value: a currency sign goes before the digits, `%` directly after, any other word after a
    space. `decimals` says how many are shown. `released` is a year, a month or a day, as far as the publisher tells it.
    `url` is the publisher's own page, empty where it is not known; `copy` is what was read where that was not the page itself.
    `made_from` are tables of the book with the same rows behind them, whose cautions `cautions` holds after its own.
    `interval` names the columns of a table of estimates that say from where to where the true value is likely to be: two, or one
    that is as much below the value as above.
    `cited_only` says that no licence is known to allow more than to quote single values.
    `rows` finds an observation by (area, period, *slugs of its dimensions). `table_digest` is the
    digest of the table's text: while it stays, so do the rows. `source_digest` is that of card, table and areas: while it stays,
    so does all but the cautions of other tables. `missing` finds, as `rows` does, what the publisher gives no
    number for. `original` is the publisher's file, where the table was imported. `brought` says which response brought the table,
    where one did.
    """

    id: str
    title: str
    measure: str
    unit: str
    decimals: int
    publisher: str
    publication: str
    url: str
    released: str
    licence: str
    since: str
    dimensions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    method: str = ""
    replaces: str = ""
    made_from: tuple[str, ...] = ()
    copy: DataCopy | None = None
    original: OriginalFile | None = None
    missing: Mapping[tuple[str, ...], MissingValue] = field(default_factory=dict)
    interval: tuple[str, ...] = ()
    cited_only: bool = False
    brought: BroughtData | None = None
    areas: Mapping[str, Area] = field(default_factory=dict)
    observations: tuple[Observation, ...]
    rows: Mapping[tuple[str, ...], Observation]
    table_digest: str
    source_digest: str = ""
    place: Place

    @property
    def publisher_page(self) -> str:
        """The publisher's own page, the first where the card names several; empty where it is not known."""
        return self.url.partition(" ")[0]

    @property
    def address(self) -> str:
        """Where the table can be seen: the publisher's own page, or else the copy that was read."""
        return self.publisher_page or (self.copy.url if self.copy else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A cited publication that holds no table here. `year` is empty when the publication is undated."""

    key: str
    title: str
    publisher: str
    year: str
    url: str
    note: str = ""
    place: Place
