"""Every code that a check may print, with the rule behind it in one sentence."""

from __future__ import annotations

from goldenthread.checks import RULES

READING = {
    "source.missing": "Every file that the book cannot do without is there.",
    "source.unreadable": "Every file can be opened.",
    "source.encoding": "Every file is UTF-8 text.",
    "source.toml": "A TOML file can be read as TOML.",
    "source.key": "A TOML file has every key that is needed.",
    "source.kind": "A key of a TOML file holds the kind of value that is expected.",
    "source.unknown-key": "A TOML file has no key that nothing reads.",
    "framework.empty": "The framework has foundations and challenges.",
    "framework.twice": "A tag stands in the framework once.",
    "area.id": "An area's id is made of small letters, digits and hyphens.",
    "area.twice": "An area is declared once.",
    "area.tile": "An area's place on the tile map is a column and a row of its own.",
    "edition.none": "The book has at least one edition.",
    "edition.code": "An edition has a code of its own, in capitals and digits.",
    "edition.follows": "An edition follows one that stands above it.",
    "data.no-card": "A table has a card beside it.",
    "data.no-table": "A card has a table beside it.",
    "data.id": "A dataset's files are named in small letters, digits and hyphens.",
    "data.released": "A card says when the data were released: a year, a month or a day.",
    "data.url": "A card gives the web address of the source.",
    "data.header": "A table's columns are area, period, the card's dimensions, and value.",
    "data.empty": "A table has a header and at least one row.",
    "data.cells": "A row has as many cells as the header.",
    "data.csv": "A row can be read as CSV.",
    "data.area": "A row's area is one of areas.toml.",
    "data.period": "A row's period is a year, a split year, a month, a day, or a span of these.",
    "data.unit": "A row is in the unit that the card says.",
    "data.number": "A row's value is written in plain digits.",
    "data.duplicate": "A row stands once.",
    "data.replaces": "A dataset replaces one that is here.",
    "reference.syntax": "The bibliography can be read.",
    "reference.field": "A publication has an author, a title and a web address.",
    "chapter.unclosed": "A directive is closed by a line of its own.",
    "chapter.options": "A directive's options can be read.",
    "chapter.role": "A role is followed by text between back-ticks.",
    "item.id-twice": "An item's id is its own.",
    "agreement.twice": "A body has agreed to an item once; an agreement that is confirmed again is renewed.",
    "agreement.role": "A sign-off names a body or a role, and holds no e-mail address.",
    "agreement.fingerprint": "A sign-off says which form of the item was agreed to.",
    "consultation.opened": "A consultation says when it opened: a year, a month or a day.",
    "consultation.deadline": "A consultation closes after it has opened.",
    "consultation.contact": "A consultation's contact is a role, without address or telephone number.",
    "consultation.criterion": "A consultation asks at least one question, each once and by an id that a response may name.",
}

BUILDING = {
    "paper.unknown-node": "Everything on a page can be printed.",
    "paper.raw": "A page has no raw markup of another output.",
    "paper.no-title": "A page begins with its title.",
    "paper.double-label": "A place that can be linked to stands once in each printed file.",
    "paper.broken-link": "A link within the book leads to something that is printed.",
    "paper.empty-link": "A link has words.",
    "paper.unused-note": "A note has a mark in the text.",
    "paper.no-alt": "A chart or image has a text that stands for it.",
    "paper.image-kind": "An image is a file of the project, of a kind that can be printed, under a caption of its own.",
    "paper.no-image": "An image is there.",
    "paper.no-header": "A table has a header row.",
    "paper.table-too-wide": "A table fits on a page, turned on its side if need be.",
    "paper.no-font": "The fonts of the printed book are installed.",
    "paper.typst": "Typst can set what stands there.",
    "paper.runaway": "A chapter can be set within bounds of time and memory.",
    "word.picture": "A picture can be drawn for Word.",
    "word.pandoc": "Pandoc can write what stands there as Word.",
    "word.bookmark": "Two places in a Word file have names that differ in more than capitals and signs.",
    "word.runaway": "A Word file can be written within bounds of time and memory.",
}

PROSE = {
    "style.word": "A chapter uses plain words; style.toml lists what to write instead.",
    "style.sentence": "A sentence is no longer than style.toml allows.",
    "style.proselint": "A chapter keeps to the rules of proselint that style.toml leaves on.",
}


def catalogue() -> dict[str, str]:
    """Sentence by code, in alphabetical order."""
    return dict(sorted({**READING, **BUILDING, **PROSE, **{rule.code: rule.sentence for rule in RULES}}.items()))
