"""What stands above a quoted message in Welsh and in the languages next to us, as mail programs in these languages write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

FROM = ("De", "Von", "Oddi wrth", "O", "Da", "Van", "Od", "Från", "Fra")
WHEN = ("Envoyé", "Date", "Gesendet", "Datum", "Anfonwyd", "Dyddiad", "Enviado", "Enviado el", "Fecha", "Inviato", "Data",
        "Verzonden", "Wysłano", "Skickat", "Sendt")
OTHERS = ("À", "A", "An", "At", "Para", "Aan", "Do", "Till", "Til", "Cc", "Copi", "Kopie", "Objet", "Betreff", "Pwnc", "Testun",
          "Asunto", "Oggetto", "Onderwerp", "Temat", "Ämne", "Emne", "Pièces jointes", "Anlage", "Anlagen", "Atodiadau")
"""The lines of a block that heads a message: its sender, its day, and the rest."""
MESSAGES = ("Message d[’']origine", "Message original", "Message transféré", "Ursprüngliche Nachricht",
            "Weitergeleitete Nachricht", "Neges wreiddiol", "Neges wedi'i hanfon ymlaen", "Mensaje original", "Mensaje reenviado",
            "Messaggio originale", "Messaggio inoltrato", "Oorspronkelijk bericht", "Doorgestuurd bericht")
_BEGINS = re.compile(r"(?:Le|Am|Ar|El|Il|Op|Den|Dnia|W dniu|Em) |.*\d{4}", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:a écrit|ha scritto|escribió|escreveu|pisze|napisała?(?:\(a\))?|"
                   r"(?:schrieb|schreef|skrev|ysgrifennodd)(?: .{1,80})?) ?:$", re.IGNORECASE)
OTHER_SEPARATOR = re.compile(rf"-{{3,}} ?(?:{'|'.join(MESSAGES)}) ?-{{3,}}|Début du message (?:réexpédié|transféré) ?:|"
                             r"Anfang der weitergeleiteten Nachricht:", re.IGNORECASE)
PASSED_ON = re.compile(r"transféré|réexpédié|weitergeleitete|hanfon ymlaen|reenviado|inoltrato|doorgestuurd|^(?:TR|WG|RV|YM) ?:",
                       re.IGNORECASE | re.MULTILINE)
"""Words that say that a message was forwarded."""


def _label(*names: str) -> re.Pattern[str]:
    return re.compile(rf"[* ]*(?:{'|'.join(names)}) ?:", re.IGNORECASE)


_FROM, _WHEN, _ANY = _label(*FROM), _label(*WHEN), _label(*FROM, *WHEN, *OTHERS)


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteHeading:
    """What is above a quoted message: its first line, the line after its last, and whether it is `On ... wrote:`."""

    first: int
    after: int
    is_introduction: bool


def headings_in_other_languages(lines: Sequence[str], top: int) -> Iterator[QuoteHeading]:
    """The headings in other languages: an introduction of one to three lines, or a block that names a sender and a day."""
    for number, line in enumerate(lines):
        if line.startswith(">"):
            continue
        if _BEGINS.match(line):
            for last in range(number, min(number + 3, len(lines))):
                words = " ".join(lines[number : last + 1])
                if _ENDS.search(words) and re.search(r"\d", words):
                    yield QuoteHeading(first=number, after=last + 1, is_introduction=True)
                    break
                if not lines[last]:
                    break
        if number > top and _FROM.match(line):
            block = list(takewhile(_ANY.match, lines[number : number + 8]))
            if any(map(_WHEN.match, block[1:])):
                yield QuoteHeading(first=number, after=number + len(block), is_introduction=False)
