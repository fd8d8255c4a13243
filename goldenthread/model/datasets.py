"""Areas, observations and datasets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from goldenthread.model.periods import NotAPeriod, span_of
from goldenthread.model.problems import Place, nearest


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A place that data are about. `kind` groups areas that may be ranked together (`district`, `region`, …).

    `tile` is its column and row on the tile map, counted from 0, or None when it is not on the map. `own` is true for the area
    that the book is about and for its parts.
    """

    id: str
    name: str
    code: str
    kind: str
    tile: tuple[int, int] | None = None
    own: bool = False


def nearest_area(word: str, areas: Mapping[str, Area]) -> str:
    """` Did you mean 'derby'?` for the area with this official code or name, or with a similar id; otherwise an empty text."""
    said = word.strip().casefold()
    known = next((area.id for area in areas.values() if said and said in (area.code.casefold(), area.name.casefold())), "")
    return f" Did you mean '{known}'?" if known else nearest(word, areas)


class Observation(NamedTuple):
    """One row of a dataset, and its line in the table: the value keeps the decimals that its publisher printed.

    A named tuple, because a book has more of these than of anything else, and a tuple is made in a fraction of the time.
    """

    area: str
    period: str
    dimensions: tuple[str, ...]
    value: Decimal
    line: int
    interval: tuple[Decimal, Decimal] | None = None
    """From where to where the true value is likely to be, where the publisher of an estimate says so."""
    status: tuple[str, ...] = ()
    """What the publisher says about the value, such as `provisional`; each is one of `WITH_VALUE`."""
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
    """The copy from which a table was taken: who keeps it, its address, its version (such as a commit), and when it was read.

    `version` and `read` are empty where that is not known.
    """

    holder: str
    url: str
    version: str = ""
    read: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponseOrigin:
    """The response that brought a table: its id (`by`), who owns the data (`owner`), and when an editor accepted them.

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
    space. `decimals` is how many are shown. `released` is a year, a month or a day, as precisely as the publisher states it.
    `url` is the publisher's own page, empty where it is not known; `copy` is the copy that was read instead, if any. `made_from`
    are tables of the book that rest on the same rows; their cautions follow its own in `cautions`. `interval` names the columns
    with the confidence interval of an estimate: two for its ends, or one for a margin on both sides. `cited_only` is true where
    no known licence allows more than quoting single values. `rows` finds an observation by (area, period, *slugs of its
    dimensions). `table_digest` is the digest of the table's text: while it is the same, so are the rows. `source_digest` is that
    of card, table and areas: while it is the same, so is everything except the cautions of other tables. `missing` has the same
    keys as `rows`, and the rows without a number from the publisher. `original` is the publisher's file, if the table was
    imported. `brought` names the response that brought the table, if one did.
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
    brought: ResponseOrigin | None = None
    areas: Mapping[str, Area] = field(default_factory=dict)
    observations: tuple[Observation, ...]
    rows: Mapping[tuple[str, ...], Observation]
    table_digest: str
    source_digest: str = ""
    place: Place

    def is_forecast(self, period: str, status: Iterable[str] = ()) -> bool:
        """Whether a value was not measured: its publisher says so, or its period had not begun when the table was released."""
        if "forecast" in status:
            return True
        try:
            return span_of(period)[0] > span_of(self.released)[1]
        except NotAPeriod:  # a rule says so of a table or its card
            return False

    def statuses_of(self, row: Observation) -> tuple[str, ...]:
        """What is to be said of a value besides its digits: its statuses, and that it is a forecast where its period tells so."""
        ahead = "forecast" not in row.status and self.is_forecast(row.period)
        return (*row.status, "forecast") if ahead else row.status

    @property
    def publisher_page(self) -> str:
        """The publisher's own page, the first where the card names several; empty where it is not known."""
        return self.url.partition(" ")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A cited publication from which the book has no table. `year` is empty when the publication is undated."""

    key: str
    title: str
    publisher: str
    year: str
    url: str
    note: str = ""
    place: Place
