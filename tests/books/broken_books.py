"""One small book for each thing that an author can get wrong, named by the code of the message that is due.

A fault in a chapter is a page in `cases/`: it says which page of the small book it stands for (`% page:`), what is expected
so many lines below a comment (`% expect: code 3 below`), and what follows on other pages (`% also: place code`). To add a
rule's case, add such a page. Faults in other files, or in several, are written out here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.books.logic_chains import BROKEN_CHAINS
from tests.books.own_words import own_book, own_settings
from tests.books.small_book import (
    AREAS,
    CARD,
    CONSULTATION,
    EDITIONS,
    EVIDENCE,
    FRAMEWORK,
    ROOT,
    TABLE,
    changed,
    received_record,
    small_book,
)

Changes = Mapping[str, str | bytes | None]

CSV, TOML, BIB = "evidence/data/skills-2018.csv", "evidence/data/skills-2018.toml", "evidence/references.bib"
PEOPLE, DRAFT, FINAL = "evidence/people.md", "strategy/2019-12/people.md", "strategy/2020-03/people.md"
ED, AGREED, SYNONYMS = "strategy/editions.toml", "strategy/2020-03/agreed.toml", "strategy/synonyms.toml"
ASKED = "strategy/consultation/consultation.toml"
RECORD = "strategy/consultation/received/2019-10-11-shore-trust-01234567.docx.toml"
RECEIVED = received_record("2019-10-11-shore-trust-01234567.docx", "Shore Trust", 0)
VALUE = "{value}`skills-2018:north:2018`"

OTHER_CARD = CARD.replace('unit = "%"', 'unit = "jobs"')
EXTRA = """\

:::{priority} Do more
:id: D19_PRI_MORE
:tags: people
:status: draft
:rests_on: EV_SKILLS

More.
:::

:::{action} Act
:id: D19_ACT_MORE
:delivers: D19_PRI_MORE
:lead: Councils
:by: 2021
:::

:::{measure} Measured
:id: D19_MEA_MORE
:tracks: D19_PRI_MORE
:baseline: skills-2018:north:2018
:direction: rise
:::
"""


SIGNOFF = """\
[[agreed]]
item = "M20_PRI_SKILLS"
role = "Skills board"
date = 2020-03-20
fingerprint = "190cc424b360"
why = "The board read it on that day."
"""


def _with_margins(margin: str, first: str) -> str:
    """The table with a column of margins, that of its first row apart."""
    header, *rows = TABLE.splitlines()
    return "\n".join([f"{header},margin", *(f"{row},{margin if at else first}" for at, row in enumerate(rows))]) + "\n"


def _with_status(cells: str) -> str:
    """The table with a column of statuses, the value and status of one of its rows being these cells."""
    return TABLE.replace("value\n", "value,status\n").replace("33.0", cells).replace(".0\n", ".0,\n").replace(".2\n", ".2,\n")


def _value(expression: str) -> Changes:
    return changed(PEOPLE, "skills-2018:north:2018`", f"{expression}`")


NOTES = "# Notes\n\nWords.\n"
FRONT = "# Book\n\n```{{toctree}}\n{0}\n```\n"
WHOLE = "evidence/index\nstrategy/2019-12/index\nstrategy/2020-03/index"


CASES = Path(__file__).parent / "cases"


def case_page(name: str) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """A page of `cases/` as a change of the small book, and what is expected: (place, code)."""
    text = (CASES / f"{name}.md").read_text(encoding="utf-8")
    file = re.search(r"^% page: (\S+)$", text, re.MULTILINE)
    assert file, f"{name} does not say which page it stands for"
    due = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if expected := re.fullmatch(r"% expect: (\S+) (\d+) below", line):
            due.add((f"{file[1]}:{number + int(expected[2])}", expected[1]))
        elif expected := re.fullmatch(r"% also: (\S+) (\S+)", line):
            due.add((expected[1], expected[2]))
    return {file[1]: text}, due


BROKEN: dict[str, Changes] = {
    "source.missing": {"strategy/framework.toml": None},
    "source.unreadable": {"evidence/areas.toml": None, "evidence/areas.toml/page.txt": "a folder where a file should be"},
    "file.case": {"evidence/People.md": "# People\n"},
    "file.case in folders": {"evidence/Data/notes.toml": "# Notes"},
    "file.kind": {"strategy/words.mo": "x", "docs/notes.txt~": "x", "evidence/~$data.xlsx": "x"},
    "file.kind beside the book": {"pybtex.py": "import os\n", "docutils.conf": "[general]\n", "locales/en_GB/evidence.mo": "x"},
    "file.copy": {"evidence/people (conflicted copy 2019-12-02).md": EVIDENCE},
    "file.ending": {PEOPLE: None, "evidence/people.md.txt": EVIDENCE},
    "source.other-program": {DRAFT: b"PK\x03\x04 and so on"},
    "data.form": {CSV: TABLE.replace(",", ";")},
    "data.form with decimal commas": {CSV: TABLE.replace(",", ";").replace(".", ",")},
    "data.form with a title": {CSV: "Skills,,\n" + TABLE},
    "chapter.options-apart": {PEOPLE: EVIDENCE.replace("\n:id: EV_SKILLS", "\n\n:id: EV_SKILLS")},
    "file.name": {"evidence/aux.md": "# More\n"},
    "file.name with a sign that is not possible everywhere": {"evidence/what is known?.md": "# More\n"},
    "file.name with accents apart from their letters": {"evidence/cafe\u0301s.md": "# More\n"},
    "file.name that is too long": {f"evidence/{'more-' * 40}.md": "# More\n"},
    "file.name of an edition": {ED: EDITIONS.replace('"land-2019-12"', '"con"')},
    "file.long": {f"evidence/{'further-' * 12}a/{'further-' * 13}more.md": "# More\n"},
    "source.conflict": changed(PEOPLE, "# People\n",
                               "# People\n\n<<<<<<< ours\nWords.\n=======\nOther words.\n>>>>>>> theirs\n"),
    "source.conflict in a table": changed(CSV, "north,2018,33.0\n", "<<<<<<< ours\nnorth,2018,33.0\n=======\n"),
    "contents.left-out": {"evidence/notes.md": NOTES, "index.md": FRONT.format(WHOLE)},
    "contents.left-out of pages that name each other": {
        "evidence/notes.md": NOTES + "\n```{toctree}\nmore\n```\n", "evidence/more.md": NOTES + "\n```{toctree}\nnotes\n```\n",
        "index.md": FRONT.format(WHOLE)},
    "contents.twice": changed("index.md", "evidence/index\n", "evidence/index\nevidence/index\n"),
    "contents.twice in two tables": changed("index.md", "evidence/index\n", "evidence/index\n/evidence/people\n"),
    "contents.twice of the front page": changed("evidence/index.md", "people\n", "people\nFront <../index>\n"),
    "contents.missing": changed("evidence/index.md", "people\n", "people\npoeple\n"),
    "contents.missing for a pattern": changed("evidence/index.md", "{toctree}\npeople\n", "{toctree}\n:glob:\n\npe*\npe?\n"),
    "source.garbled": changed(PEOPLE, "The share", "The Councilâ€™s share"),
    "source.garbled with a letter that was lost": changed(PEOPLE, "The share", "The caf\ufffd share"),
    "source.missing of the front page": {"index.md": None},
    "reference.syntax of a field given twice": {BIB: "@misc{one,\n  title = {{A}},\n  author = {{B}},\n}\n\n  @MISC{two,\n"
                                                     "    TITLE = {{A}},\n    year = {2018},\n    title = {{B}},\n  }\n"},
    "source.encoding": {CSV: TABLE.encode().replace(b"south", b"s\xfcd")},
    "language.form": {"conf.py": (ROOT / "conf.py").read_text(encoding="utf-8").replace('"en_GB"', '"en" + "_GB"')},
    "language.form of the other book": {ED: EDITIONS.replace("\n[[edition]]", '\n[[other_language]]\nlanguage = "Welsh!"\n'
        'name = "Cymraeg"\nsite = "https://example.org/cy"\n\n[[edition]]', 1)},
    "language.unknown": {"conf.py": (ROOT / "conf.py").read_text(encoding="utf-8").replace('"en_GB"', '"frr"')},
    "source.mark": {"ubproject.toml": b"\xef\xbb\xbf" + (ROOT / "ubproject.toml").read_bytes()},
    "source.encoding in a chapter": {PEOPLE: EVIDENCE.encode("utf-16")},
    "source.kind in a list written inline": {
        ED: EDITIONS.partition("[[")[0].replace("base\"\n", "base\"\nedition = [{id = \"2019-12\"}]\n")},
    "source.kind in a type of items that is missing": changed("ubproject.toml", '= "measure"', '= "indicator"'),
    "source.kind in the pattern of ids": changed("ubproject.toml", 'id_regex = "^[', 'id_regex = "^[['),
    "source.kind in a pattern of ids that takes no end": changed(
        "ubproject.toml", 'id_regex = "^[A-Z][A-Z0-9_]{2,39}$"', 'id_regex = "^([A-Z]+)+$"'),
    "source.setting": changed("ubproject.toml", "[needs]\n", '[needs]\nexternal_needs = [{json_url = "https://example.org/needs.json"}]\n'),
    "source.setting of a field": changed(
        "ubproject.toml", 'description = "A published target"', 'predicates = [["1 == 1", "x"]], description = "A target"'),
    "source.setting in a title": changed("ubproject.toml", "{{ title }}", "{{ title }}{% for x in y %}{% endfor %}"),
    "source.setting in a default": changed("ubproject.toml", 'default = "published"', 'default = "[[copy(\'id\')]]"'),
    "markup.value for a pattern": changed("evidence/index.md", "{toctree}\npeople\n", "{toctree}\n:glob:\n\npe*o*p*le*\n"),
    "source.kind in the words of a choice": changed("ubproject.toml", 'enum = ["yes"]', "enum = [1]"),
    "source.kind in the types of items": {"ubproject.toml": "needs.types = [1]\n"},
    "source.words": changed("ubproject.toml", '["high", "medium", "low"]', '["5", "4", "3"]'),
    "source.words of a label": {"ubproject.toml": own_settings().replace('5 = "5 (a', '6 = "6 (a')},
    "source.own-kind": {"ubproject.toml": own_settings().replace('type = "integer", minimum = 1', 'type = "object"')},
    "source.own-kind in the place of a directive": {"ubproject.toml": own_settings().replace('= "risk"', '= "table"')},
    "item.schema": {**own_book(), "strategy/2019-12/people.md":
                    own_book()["strategy/2019-12/people.md"].replace("12\n:owner", "x\n:owner")},
    "source.sign": {PEOPLE: EVIDENCE.replace("The share", "The\u202e share")},
    "source.glyph": changed(PEOPLE, "The share", "The share \U00012000 \U00012001"),
    "source.glyph in a table": {TOML: CARD.replace("Skilled residents", "Skilled residents \U00012000")},
    "source.sign in a text of TOML": {TOML: CARD.replace("Skilled", "Skilled\\u0007")},
    "source.address": {"strategy/framework.toml": FRAMEWORK.replace("https://example.org/plan", "javascript:alert(1)")},
    "source.toml with a number of many digits": {ED: EDITIONS + f"many = {'9' * 5000}\n"},
    "source.toml with brackets without end": {ED: EDITIONS + f"many = {'[' * 5000}\n"},
    "source.toml": {ED: EDITIONS.replace('code = "D19"', 'code = "D19')},
    "source.key": {TOML: CARD.replace('publisher = "Statistics Office"\n', "")},
    "source.kind": {TOML: CARD + 'cautions = "one text"\n'},
    "source.unknown-key": {TOML: CARD.replace("licence", "lisence")},
    "framework.empty": {"strategy/framework.toml": FRAMEWORK.replace("[[challenge]]", "[[challange]]")},
    "framework.id": {"strategy/framework.toml": FRAMEWORK.replace('id = "clean-growth"', 'id = "../clean"')},
    "framework.twice": {"strategy/framework.toml": FRAMEWORK.replace('"clean-growth"', '"people"')},
    "area.id": {"evidence/areas.toml": AREAS.replace('"south"', '"South End"')},
    "area.twice": {"evidence/areas.toml": AREAS.replace('"south"', '"north"')},
    "area.own": {"evidence/areas.toml": AREAS.replace('code = "S1"', 'code = "S1"\nown = "yes"')},
    "area.tile": {"evidence/areas.toml": AREAS.replace('code = "S1"', 'code = "S1"\ntile = "2,3"')},
    "edition.folder": {ED: EDITIONS.replace('id = "2020-03"', 'id = "2020-04"')},
    "edition.folder of no edition": {"strategy/2021-01/index.md": "# January\n\nWords.\n"},
    "data.publisher-file": {"evidence/data/Survey 2018.xlsx": b"PK"},
    "data.publisher-file in a folder": {"evidence/data/raw/survey.csv": TABLE},
    "thread.released": {TOML: CARD.replace('"2019-11"', '"2020-01"')},
    "item.circle among datasets": {
        TOML: CARD + 'replaces = "skills-2017"\n', "evidence/data/skills-2017.csv": TABLE,
        "evidence/data/skills-2017.toml": CARD + 'replaces = "skills-2018"\n'},
    "synonyms.alone": {SYNONYMS: '[[same]]\nwords = ["pay"]\n'},
    "synonyms.empty": {SYNONYMS: '[[same]]\nwords = ["pay", "wages", "?!"]\n'},
    "synonyms.twice": {SYNONYMS: '[[same]]\nwords = ["pay", "wages"]\n\n[[same]]\nwords = ["salary", "Pay"]\n'},
    "edition.none": {ED: EDITIONS.partition("[[edition]]")[0]},
    "edition.id": {ED: EDITIONS.replace('id = "2020-03"', 'id = "../2020"')},
    "edition.id for a second time": {ED: EDITIONS.replace('id = "2020-03"', 'id = "2019-12"')},
    "edition.file": {ED: EDITIONS.replace("land-2020-03", "../../land")},
    "edition.file for a second time": {ED: EDITIONS.replace("land-2020-03", "land-2019-12")},
    "edition.licence": {ED: EDITIONS.replace('file = "land"', 'licence = "CC-BY-40"\nfile = "land"', 1)},
    "edition.code": {ED: EDITIONS.replace('"M20"', '"march"')},
    "edition.follows": {ED: EDITIONS.replace('follows = "2019-12"', 'follows = "2019-21"')},
    "data.no-card": {TOML: None},
    "data.no-table": {CSV: None},
    "data.id": {"evidence/data/My Table.csv": TABLE, "evidence/data/My Table.toml": CARD},
    "data.released": {TOML: CARD.replace('"2019-11"', '"November 2019"')},
    "data.released on no day": {TOML: CARD.replace('"2019-11"', '"2019-13"')},
    "data.url of a script": {TOML: CARD.replace("https://", "https:// javascript:")},
    "data.url": {TOML: CARD.replace("https://", "")},
    "data.header": {CSV: TABLE.replace("area,period", "place,period")},
    "data.empty": {CSV: ""},
    "data.cells": {CSV: TABLE.replace("south,2018,40.0", "south,2018,40.0,extra")},
    "data.csv": {CSV: TABLE.replace("south,2018", '"south"x,2018')},
    "data.area": {CSV: TABLE.replace("south", "sout")},
    "data.period": {CSV: TABLE.replace("south,2018", "south,last year")},
    "data.unit": {CSV: "area,period,value,unit\nnorth,2018,33.0,%\nsouth,2018,40.0,jobs\nland,2018,39.2,%\n"},
    "data.percent": {TOML: CARD.replace('"%"', '"percent"')},
    "value.unit-twice of a currency": {
        TOML: CARD.replace('unit = "%"', 'unit = "£ million"'), PEOPLE: EVIDENCE.replace(VALUE, f"**£**{VALUE} million")},
    "value.unit-twice of what is counted": {TOML: OTHER_CARD, PEOPLE: EVIDENCE.replace(VALUE, f"{VALUE}\njobs")},
    "value.below-zero": {CSV: TABLE.replace("30.0", "-30.0"), PEOPLE: EVIDENCE.replace(
        VALUE, "{value}`skills-2018:north:2018 as % of skills-2018:north:2017`")},
    "value.added-up": {PEOPLE: EVIDENCE.replace(VALUE, "{value}`skills-2018:north:2017 plus skills-2018:north:2018`")},
    "data.unit-form": {TOML: CARD.replace('"%"', '"ratio"')},
    "data.share": {CSV: TABLE.replace("40.0", "4000")},
    "data.number": {CSV: TABLE.replace("40.0", "n/a")},
    "data.number of too many digits": {CSV: TABLE.replace("40.0", "4" * 40)},
    "data.period without end": {CSV: TABLE.replace("south,2018", "south," + "2018/" * 400)},
    "data.formula": {CSV: "area,period,sex,value\nnorth,2018,=1+1,33.0\nnorth,2018,All,33.0\n",
                     TOML: CARD + 'dimensions = ["sex"]\n',
                     **changed(PEOPLE, "The share was {value}`skills-2018:north:2018`, against {value}`skills-2018:land:2018`",
                               "The share was high"),
                     **{page: small_book()[page].replace("skills-2018:north:2018", "skills-2018:north:2018:all")
                        for page in (DRAFT, FINAL)}},
    "data.dimension": {TOML: CARD + 'dimensions = ["=sex"]\n'},
    "data.duplicate": {CSV: TABLE + "north,2018,34.0\n"},
    "data.replaces": {TOML: CARD + 'replaces = "skills-2017"\n'},
    "reference.syntax": {BIB: "@misc{one,\n  author = {A},\n  title = {T\n"},
    "reference.syntax that joins texts": {BIB: '@string{a = "x"}\n@string{b = a # a}\n@misc{one, title = b}\n'},
    "reference.syntax with too many commas in a name": {BIB: "@misc{one, author = {A, B, C, D}, title = {T}}\n"},
    "reference.url": {BIB: "@misc{one, author = {{Office}}, title = {T}, url = {javascript:alert(1)}}\n"},
    "reference.url within a title": {
        BIB: "@misc{one, author = {{Office}}, title = {\\href{javascript:alert(1)}{T}}, url = {https://example.org}}\n"},
    "reference.field": {BIB: "@misc{one, author = {{Office}}, title = {T}}\n"},
    "chapter.long of a whole page": {"evidence/notes.md": "# Notes\n\n" + "Words and words.\n\n" * 100_000},
    "chapter.long": {"evidence/notes.md": "# Notes\n\nFirst.\n\n" + "[" * 70_000 + "\n"},
    "chapter.unclosed": {PEOPLE: EVIDENCE.rstrip(":\n") + "\n"},
    "chapter.unclosed before the next": changed(DRAFT, ":::\n\n:::{action}", "\n:::{action}"),
    "thread.not-yet by release": {TOML: CARD.replace('released = "2019-11"', 'released = "2020-01-28"')},
    "thread.dropped-unknown": {ED: EDITIONS + '[[edition.dropped]]\nid = "D19_PRI_SKIL"\nreason = "Merged."\n'},
    "edition.accepted": {
        ED: EDITIONS + '[[edition.accepted]]\ncode = "thread.no-evidence"\nabout = "M20_PRI_SKILLS"\nreason = "History."\n'},
    "value.unit": {"evidence/data/jobs-2018.csv": TABLE, "evidence/data/jobs-2018.toml": OTHER_CARD,
                   **changed(PEOPLE, ":datasets: skills-2018", ":datasets: skills-2018, jobs-2018"),
                   PEOPLE: EVIDENCE.replace(":datasets: skills-2018", ":datasets: skills-2018, jobs-2018").replace(
                       "skills-2018:north:2018`", "skills-2018:north:2018 less jobs-2018:north:2018`")},
    "value.zero": {**_value("skills-2018:north:2018 as % of skills-2018:south:2018"), CSV: TABLE.replace("40.0", "0")},
    "value.undeclared": {"evidence/data/more-2018.csv": TABLE, "evidence/data/more-2018.toml": CARD,
                         **_value("more-2018:north:2018")},
    "source.kind for more decimals than any page can hold": {TOML: CARD.replace("decimals = 1", f"decimals = {'9' * 30}")},
    "source.key in a sign-off": {AGREED: SIGNOFF.replace("2020-03-20", '""').replace("The board read it on that day.", "")},
    "source.unknown-key in a sign-off": {AGREED: SIGNOFF.replace("agreed", "agree")},
    "agreement.item": {AGREED: SIGNOFF.replace("M20_PRI_SKILLS", "M20_PRI_SKILL")},
    "agreement.item of another kind": {AGREED: SIGNOFF.replace("M20_PRI_SKILLS", "M20_ACT_COURSES")},
    "agreement.item of another edition": {AGREED: SIGNOFF.replace("M20_PRI_SKILLS", "D19_PRI_SKILLS")},
    "agreement.role": {AGREED: SIGNOFF.replace("Skills board", "chair@example.org")},
    "agreement.fingerprint": {AGREED: SIGNOFF.replace("190cc424b360", "first draft")},
    "agreement.twice": {AGREED: SIGNOFF + "\n" + SIGNOFF.replace("Skills", "skills")},
    "agreement.changed": {AGREED: SIGNOFF, **changed(CSV, "33.0", "34.5")},
    "received.open": {RECORD: RECEIVED.replace("left out", "open").replace("A letterhead.", "It names no item.")},
    "received.private": {RECORD: RECEIVED.replace("A letterhead.", "Ring 0115\u2010949\u20106000, or write to jo@example.org.")},
    "received.digest": {RECORD: RECEIVED.replace("0" * 64, "0" * 8)},
    "received.outcome": {RECORD: RECEIVED.replace("left out", "left-out")},
    "received.reason": {RECORD: RECEIVED.replace('reason = "A letterhead."\n', "")},
    "received.response": {RECORD: RECEIVED.replace("left out", "taken in") + 'responses = ["RSP_SHORE_01234567"]\n'},
    "received.response when none is named": {RECORD: RECEIVED.replace("left out", "taken in")},
    "received.unrecorded": {RECORD: RECEIVED, "strategy/consultation/responses/shore-trust.md": """\
---
orphan: true
---

# Shore Trust: responses

:::{response} The share is old
:id: RSP_SHORE_TRUST_01234567
:about: EV_SKILLS
:respondent: Shore Trust
:criterion: accuracy
:received: 2019-10-11
:source: review copy
:disposition: not-accepted
:grounds: It is the newest.

> The share is old.
:::
"""},
    "received.inbox": {"inbox/CHECKSUMS": f"{'1' * 64}  2019-10-11-shore-trust-11111111.docx\n"},
    "consultation.opened": {ASKED: CONSULTATION.replace("2019-09", "September 2019")},
    "consultation.answer-by": {ASKED: CONSULTATION.replace("deadline =", "answer_by = 2019-10-17\ndeadline =")},
    "consultation.deadline": {ASKED: CONSULTATION.replace("2019-09", "2019-11")},
    "consultation.address": {ASKED: f'address = "the strategy team"\n{CONSULTATION}'},
    "consultation.contact": {ASKED: CONSULTATION.replace("the strategy team", "strategy@example.org")},
    "consultation.criterion": {ASKED: CONSULTATION.replace('"accuracy"', '"acuracy"')},
    "consultation.criterion for a second time": {ASKED: CONSULTATION.replace('"accuracy"', '"insight"')},
    "consultation.criterion that is none": {ASKED: CONSULTATION.replace('"accuracy"', '"not-stated"')},
    "consultation.criterion when nothing is asked": {ASKED: CONSULTATION.partition("[[criterion]]")[0]},
    "archive.unreadable": {"strategy/archive/2019-12.json": "{"},
    **BROKEN_CHAINS,
    "data.made-from": {TOML: CARD + 'made_from = ["skills-2017"]\n'},
    "data.made-from of the table itself": {TOML: CARD + 'made_from = ["skills-2018"]\n'},
    "data.copy": {TOML: CARD + 'copy = { holder = "A library", url = "example", read = "lately" }\n'},
    "data.interval": {TOML: CARD + 'interval = ["value"]\n'},
    "data.interval in a row": {TOML: CARD + 'interval = ["margin"]\n', CSV: _with_margins("-1", "x")},
    "value.interval": {TOML: CARD + 'interval = ["margin"]\n', CSV: _with_margins("4.5", ""),
                       **_value("skills-2018:land:2018 less skills-2018:north:2018")},
    "value.interval of a place": {TOML: CARD + 'interval = ["margin"]\n', CSV: _with_margins("5.5", "5.5"),
                                  **_value("rank of skills-2018:north:2018 among districts")},
    "data.brought": {TOML: CARD + 'brought = { by = "RSP_GONE", accepted = "soon" }\n'},
    "data.brought-by": {TOML: CARD + 'brought = { by = "RSP_GONE", accepted = "2020-02-03" }\n'},
    "data.provisional": {TOML: CARD + 'brought = { by = "RSP_GONE", owner = "The Trust" }\n'},
    "data.original": {TOML: CARD + 'original = { file = "jobs.xlsx", sha256 = "x" }\n'},
    "data.status": {CSV: _with_status("33.0,secret")},
    "data.status without a value": {CSV: _with_status(",provisional")},
    "value.missing": {CSV: _with_status(",confidential")},
    "data.status of a value that is there": {CSV: _with_status("33.0,not available")},
    "data.reuse": {TOML: CARD + 'reuse = "none"\n'},
    "data.licence": changed(TOML, 'licence = "Open"', 'licence = "No licence stated"'),
}

PAGES = sorted(path.stem for path in CASES.glob("*.md"))
