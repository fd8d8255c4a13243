"""What a cell contains besides digits or instead of them: markers, footnote signs, and the meaning of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from goldenthread.model import WITHOUT_VALUE

CAUTION = "caution"
"""An author's word for a marker that is not a status: it is left out of the table and becomes a caution on the card."""
NUMBER = re.compile(r"(?P<sign>[-−–+]?)\s*[£$€]?\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<places>\.\d+)?\s*(?P<percent>%?)"
                    r"(?P<rest>.*)", re.DOTALL)
FLOAT = re.compile(r"-?\d+(?:\.\d+)?[eE][+-]?\d{1,2}|-?\d+\.\d{13,}")
"""A number as written by programs that store it in binary: 7.9E-2, or 0.36209999999999998 for 0.3621."""
TOKEN = re.compile(r"\[[^\]]*\]|\([^)]*\)|[^\s\[\](),]+")
FOOTNOTE = re.compile(r"(?:[\[(]?(?:notes?|footnotes?)\s*\d[\d, and]*[\])]?|[\[(]\d{1,2}[\])]|[¹²³⁴-⁹]+|[†‡§])", re.IGNORECASE)
# harmonised symbols of the Government Statistical Service; flags of Eurostat; markers still used by Nomis, DfE, DfT and others
ALONE = {
    "c": "confidential", "s": "confidential", "x": "not available", "w": "not available", "z": "not applicable",
    ":": "not available",
    "..": "not available", "...": "not available", "…": "not available", "na": "not available", "n/a": "not available",
    "nan": "not available", "null": "not available", "#n/a": "not available", "not available": "not available",
    "suppressed": "confidential", "confidential": "confidential", "supp": "confidential", "not applicable": "not applicable",
    "u": "not available", ":c": "confidential", ":u": "not available", ":z": "not applicable", "no data": "not available",
}
GUESSED = {"-": "not available", "–": "not available", "−": "not available", "*": "confidential", "**": "confidential",
           ".": "not applicable", "!": "not available", "~": "not available", "#": "not available"}
BESIDE = {"p": "provisional", "r": "revised", "e": "estimated", "f": "forecast", "b": "break in series", "u": "low quality",
          "d": "definition differs", "s": "estimated", "i": "estimated", "low": "rounds to zero", "provisional": "provisional",
          "revised": "revised", "estimated": "estimated"}
# the code list of SDMX for the status of an observation, and of its confidentiality
CODES = {"a": "", "normal value": "", "b": "break in series", "e": "estimated", "f": "forecast", "i": "estimated",
         "m": "not available", "l": "not available", "q": "confidential", "p": "provisional", "r": "revised", "u": "low quality",
         "d": "definition differs", "c": "confidential", "n": "", "z": "not applicable", "": "", "t": "", "s": "estimated"}
_MEANINGS = (("confidential", "confidential|suppress|disclos"), ("not applicable", "not applicable|n/a"),
             ("not available", "not available|unavailable|missing|no data|not collected|not recorded"),
             ("low quality", "unreliab|low quality|low reliab|less reliab|caution|imprecise|coefficient"),
             ("provisional", "provisional"), ("revised", "revis"), ("forecast", "forecast|projection"),
             ("break in series", "break"), ("rounds to zero", "less than half|rounds? to (?:zero|0)|negligible"),
             ("estimated", "estimate|imputed"), ("definition differs", "definition"))
LEGEND = re.compile(r"[\"'‘“]?(?P<sign>\[[A-Za-z]{1,4}\]|[*#~!:.\-–…†§^]{1,3}|[a-zA-Z]{1,3})[\"'’”]?\s*"
                    r"(?:=|:|\s-\s|\s–\s|denotes?|means?|indicates?|represents?|stands for|(?<=[*#~!†‡§^.] ))\s*"
                    r"(?P<words>\D.{3,})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class CellReading:
    """The content of a cell: its `digits`, empty if there are none; its statuses; and the markers that nobody explains.

    `guessed` are the markers whose status was taken from common usage, `cautions` those that the author says are not statuses.
    """

    digits: str = ""
    statuses: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    percent: bool = False

    @property
    def is_value(self) -> bool:
        return bool(self.digits or self.statuses or self.cautions) and not self.unknown


def marker_of(token: str) -> str:
    """A marker without brackets, in lower case: `[C]` becomes `c`."""
    return token.strip().strip("[]()").strip().lower()


def legend_in(texts: Iterable[str]) -> dict[str, str]:
    """The statuses that lines such as '[c] = confidential' or '* denotes a suppressed value' give to markers."""
    found = {}
    for text in texts:
        if (match := LEGEND.match(text.strip())) and (status := status_meant(match["words"])):
            found[marker_of(match["sign"])] = status
    return found


def status_meant(words: str) -> str:
    """The status meant by an explanation in words, or an empty text."""
    return next((status for status, pattern in _MEANINGS if re.search(pattern, words, re.IGNORECASE)), "")


def read_cell(text: str, explained: Mapping[str, str], *, decimal_comma: bool = False) -> CellReading:
    """The content of a cell. `explained` are the markers that the author or the file explains; these override common usage."""
    text = text.strip()
    if decimal_comma and re.fullmatch(r"-?[\d.]*\d,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    whole = marker_of(text)
    if FLOAT.fullmatch(text):
        text = _without_noise(text)
    match = NUMBER.match(text)
    if whole in explained or not match or not (match["digits"] or match["places"]):
        return _markers(text, explained, alone=True) if text else CellReading()
    sign, whole_digits = "-" if match["sign"] in {"-", "−", "–"} else "", (match["digits"] or "0").replace(",", "")
    digits = f"{sign}{whole_digits}{match['places'] or ''}"
    reading = _markers(match["rest"], explained, alone=False)
    without = set(reading.statuses) & set(WITHOUT_VALUE)
    return replace(reading, digits="" if without else digits, percent=bool(match["percent"]))


def _without_noise(text: str) -> str:
    """A `FLOAT` in plain digits, to the 15 digits that a spreadsheet keeps and the 12 decimals that a table allows."""
    exact = Decimal(format(float(text), ".15g"))
    plain = format(exact.quantize(Decimal(1).scaleb(-12)) if -exact.as_tuple().exponent > 12 else exact, "f")  # type: ignore[operator]
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _markers(text: str, explained: Mapping[str, str], *, alone: bool) -> CellReading:
    statuses: list[str] = []
    unknown, guessed, cautions = list[str](), list[str](), list[str]()
    whole = marker_of(text)
    tokens = [text] if alone and (whole in explained or whole in ALONE) else TOKEN.findall(text)
    for token in tokens:
        marker = marker_of(token)
        if marker in explained:
            status = explained[marker]
            (cautions if status == CAUTION else statuses).append(marker if status == CAUTION else status)
        elif FOOTNOTE.fullmatch(token):
            continue
        elif alone and marker in ALONE:
            statuses.append(ALONE[marker])
        elif marker in BESIDE and (not alone or statuses):
            statuses.append(BESIDE[marker])
        elif alone and marker in GUESSED:
            statuses.append(GUESSED[marker])
            guessed.append(token)
        elif marker and (not alone or statuses) and len(marker) <= 3 and {*marker} <= BESIDE.keys():
            statuses += [BESIDE[letter] for letter in marker]  # Eurostat joins its flags: 'bep'
        else:
            unknown.append(token)
    return CellReading(statuses=tuple(dict.fromkeys(statuses)), unknown=tuple(unknown), guessed=tuple(guessed),
                       cautions=tuple(cautions))


def without_footnotes(text: str) -> str:
    """A heading or label without its footnote marks: `Jobs [note 1]` becomes `Jobs`."""
    return " ".join(re.sub(r"\s*(?:\[notes?\s*\d[^\]]*\]|\[\d{1,2}\]|\((?:note\s*)?\d\)|[¹²³⁴-⁹†‡]+)\s*$", "", text,
                           flags=re.IGNORECASE).split())
