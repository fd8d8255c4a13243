"""The small book with hostile words in everything that an author can write."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path

from goldenthread.book.vocabulary import Vocabulary, read_vocabulary
from goldenthread.consultation.intake.escaping import escaped
from goldenthread.consultation.intake.response_items import option_words
from goldenthread.model import slug
from tests.books.hostile_words import FORMULAS, SCRIPTS
from tests.books.small_book import ROOT, small_book, write_book

WORDS = cycle((*SCRIPTS, *FORMULAS))
ID_OF = {"evidence": "EV_{}", "priority": "{code}_PRI_{}", "action": "{code}_ACT_{}", "measure": "{code}_MEA_{}",
         "response": "RSP_{}", "chain": "{code}_CHN_{}", "gap": "GAP_{}"}
# no comma, which would part one value's expression from its options
GROUPS = [f"g{number} {words}" for number, words in enumerate(w for w in SCRIPTS if "," not in w and ":" not in w)][:12]
# what an option must hold for the rules; every other that has no closed list holds hostile words
NEEDED = {
    "datasets": "odd", "references": "odd1", "since": "2019-12", "confidence": "low", "by": "2021", "received": "2019-10-01",
    "baseline": f"odd:north:2018:{slug(GROUPS[0])}", "target_source": "odd1", "criterion": "insight", "source": "form",
    "respondent_kind": "business",
    "status": "draft",
    "effect": "mixed", "failure": "information", "cost": "small", "availability": "none-known", "searched": "2019-12",
    "chapters": "", "watch": "words that no table has", "filled_by": "", "not_filled_by": "",
    "disposition": "not-accepted", "direction": "rise", "chapter": "", "late": "", "standing": "", "tags": "people", "id": "",
}


def _words_of(name: str) -> str:
    words = option_words(next(WORDS))
    return f"2021-03: {words.replace(';', ',')}; 2022-03: {words.replace(';', ',')}" if name == "milestones" else words


def _options(vocabulary: Vocabulary, kind: str, links: str) -> str:
    lines = []
    for name in sorted(vocabulary.kinds[kind].options - {"id", *(() if kind == "priority" else ("status",))}):
        if value := NEEDED[name] if name in NEEDED else _words_of(name):
            lines.append(f":{name}: {value}")
    return "\n".join([*lines, *links.split("\n")]) if links else "\n".join(lines)


def item(vocabulary: Vocabulary, kind: str, name: str, links: str = "", code: str = "", body: str = "") -> str:
    """An item of a kind with hostile words as its title, in its options and, where none is given, in its text."""
    body = body or "\n\n".join(escaped(next(WORDS)) for _ in range(3))
    return (f"::::{{{kind}}} {next(WORDS)}\n:id: {ID_OF[kind].format(name, code=code)}\n{_options(vocabulary, kind, links)}\n\n"
            f"{body}\n::::\n")


def _chart(number: int) -> str:
    return (f"\n:::{{chart}} odd\n:kind: {('bar', 'line', 'multiples', 'tiles')[number % 4]}\n"
            f":alt: {option_words(next(WORDS) + ' and some more words')}\n"
            f":dimension: {option_words(slug(GROUPS[number]))}\n\n{escaped(next(WORDS))}\n:::\n")


def hostile_files(vocabulary: Vocabulary) -> dict[str, str]:
    """The files of the book that differ from the small one."""
    many = range(len(SCRIPTS))
    evidence = [item(vocabulary, "evidence", f"ODD_{number}") for number in many]
    priority = [item(vocabulary, "priority", f"ODD_{number}", f":rests_on: EV_ODD_{number}", "M20") +
                item(vocabulary, "action", f"ODD_{number}", f":delivers: M20_PRI_ODD_{number}\n:works: EV_ODD_{number}", "M20") +
                item(vocabulary, "measure", f"ODD_{number}", f":tracks: M20_PRI_ODD_{number}", "M20") +
                item(vocabulary, "chain", f"ODD_{number}",
                     f":explains: M20_PRI_ODD_{number}\n:works: EV_ODD_{number}, GAP_ODD_{number}", "M20")
                for number in range(12)]
    priority.append(item(vocabulary, "chain", "SKILLS", ":explains: M20_PRI_SKILLS\n:works: EV_ODD_0", "M20"))
    people = small_book()["strategy/2020-03/people.md"].replace(":lead:", ":works: EV_ODD_0\n:lead:")
    # its chain and its milestones are new, so that it says why it is another
    people = people.replace(":revises: D19_PRI_SKILLS\n", f":revises: D19_PRI_SKILLS\n:reason: {_words_of('reason')}\n")
    gaps = [item(vocabulary, "gap", f"ODD_{number}") for number in range(12)]
    responses = [item(vocabulary, "response", f"ODD_{number}", f":about: EV_ODD_{number}") for number in range(12)]
    # a letter of a campaign
    letter = escaped(" ".join(SCRIPTS[:8]))
    responses += [item(vocabulary, "response", f"LETTER_{number}", f":about: EV_ODD_{number}", body=letter)
                  for number in range(4)]
    charts = "".join(_chart(number) for number in range(4))
    quotations = "\n\n".join(f"## {escaped(next(WORDS))}\n\n> {escaped(next(WORDS))}\n\n`{next(WORDS).replace('`', '')}`\n\n"
                             f"[{escaped(next(WORDS))}](people.md)" for _ in range(8))
    table = "| One | Two |\n|---|---|\n" + "\n".join(f"| {escaped(next(WORDS))} | {escaped(next(WORDS))} |" for _ in range(8))
    code = "```text\n" + "\n".join(SCRIPTS) + "\n```"
    return {
        **_settings(), "evidence/odd.md": f"# {escaped(next(WORDS))}\n\n" + "\n".join([*evidence, *gaps]) + charts,
        "evidence/words.md": f"# {escaped(next(WORDS))}\n\n{quotations}\n\n{table}\n\n{code}\n\nSaid {{cite}}`odd1`.\n",
        "evidence/references.md": "# References\n\n```{bibliography}\n```\n",
        "strategy/2020-03/people.md": people.replace(":baseline:", f":milestones: {_words_of('milestones')}\n:baseline:"),
        "docs/views.md": _views(), "strategy/2020-03/odd.md": f"# {escaped(next(WORDS))}\n\n" + "\n".join(priority),
        "strategy/consultation/responses/odd.md":
            f"---\norphan: true\n---\n\n# {escaped(next(WORDS))}\n\n" + "\n".join(responses),
        "index.md": f"# {escaped(next(WORDS))}\n\n```{{toctree}}\n:caption: {next(WORDS)}\n"
                    f":glob:\n\nevidence/*\ndocs/*\nstrategy/**/*\n```\n",
        # the contents of the first page name every other
        **{f"{folder}/index.md": f"# {escaped(next(WORDS))}\n"
           for folder in ("evidence", "strategy/2019-12", "strategy/2020-03")},
    }


def _views() -> str:
    named = ("thread-table 2020-03", "data-sources 2020-03", "priority-list 2020-03", "priority-names 2020-03", "changes 2020-03",
             "edition-list", "evidence-map", "receipt", "delivery-plan 2020-03", "milestones 2020-03", "open-gaps 2020-03",
             "gap-lists", "coverage 2020-03", "counts", "thread-picture 2020-03", "agreement", "response-table",
             "response-table theme", "response-table kind", "response-table item", "response-list", "campaigns", "explorer",
             "dataset-list", "evidence-list", "framework", "rules", "evidence-relied-on 2020-03", "chapter-sources")
    return "# Views\n\n" + "\n\n".join(f"## View {n}\n\n:::{{{name.split()[0]}}} {' '.join(name.split()[1:])}\n:::"
                                       for n, name in enumerate(named))


def _text() -> str:
    return json.dumps(next(WORDS), ensure_ascii=False)


def _settings() -> dict[str, str]:
    files = small_book()
    frame, areas, editions = files["strategy/framework.toml"], files["evidence/areas.toml"], files["strategy/editions.toml"]
    for name in ("Plan for growth", "Government", "People", "good work", "Clean growth", "less carbon"):
        frame = frame.replace(f'"{name}"', _text())
    for name in ("North", "South", "Land", "N1", "S1", "L1"):
        areas = areas.replace(f'"{name}"', _text())
    for name in ("Strategy", "The partnership", "Drafted from published evidence.", "Evidence base", "December 2019",
                 "March 2020",
                 "Draft", "For agreement"):
        editions = editions.replace(f'"{name}"', _text())
    for number, kind in enumerate(("north", "south", "land")):
        areas = areas.replace(f'id = "{kind}"', f'id = "{kind}"\ntile = [{number}, 0]')
    card = files["evidence/data/skills-2018.toml"]
    for name in ("Skilled residents", "Residents with a higher qualification", "%", "Statistics Office", "Skills survey", "Open"):
        card = card.replace(f'"{name}"', _text())
    card += f'dimensions = ["group"]\ncautions = [{_text()}, {_text()}]\nmethod = {_text()}\n'
    card += 'brought = { by = "RSP_ODD_1", owner = "<b>x</b> {{7*7}} #& O\'B", accepted = "2020-02-03" }\n'
    rows = [f'{area},{year},"{group.replace(chr(34), chr(34) * 2)}",{40 + number}.0,{"revised; provisional" if number else ""},'
            f'"Table {next(WORDS).replace(chr(34), chr(34) * 2)}"' for area in ("north", "south", "land")
            for year in (2017, 2018) for number, group in enumerate(GROUPS)]
    bib = "\n".join(f"@misc{{odd{number},\n  author = {{{{{_braced(words)}}}}},\n  title = {{{_braced(words)}}},\n"
                    f"  year = {{2019}},\n"
                    f"  note = {{{_braced(words)}}},\n  url = {{https://example.org/{number}?a=1&b='2'}}\n}}"
                    for number, words in enumerate(SCRIPTS, start=1))
    agreed = (f"[[agreed]]\nitem = \"M20_PRI_ODD_1\"\nrole = {_text()}\ndate = 2020-03-20\nfingerprint = \"190cc424b360\"\n"
              f"why = {_text()}\n")
    asked = files.get("strategy/consultation/consultation.toml", "") or (
        'opened = "2019-09"\ndeadline = 2019-10-18\ncontact = "the team"\n'
        f"address = \"o'odd+x%26y_lt@example.org\"\noutcome = {_text()}\n"
        f"asked_for = {_text()}\nthis_copy = {_text()}\n\n[[criterion]]\nid = \"insight\"\nname = {_text()}\n"
        f"question = {_text()}\n")
    return {"strategy/framework.toml": frame, "evidence/areas.toml": areas,
            "strategy/editions.toml": editions, "evidence/data/odd.toml": card,
            "evidence/data/odd.csv": "area,period,group,value,status,cell\n" + "\n".join(rows) + "\n",
            "evidence/references.bib": bib,
            "strategy/2020-03/agreed.toml": agreed, "strategy/consultation/consultation.toml": asked}


def _braced(words: str) -> str:
    """A text as BibTeX can hold it."""
    plain = words.replace("\\", "").replace("{", "(").replace("}", ")")
    return "".join(f"\\{sign}" if sign in "%#$&_" else sign for sign in plain)


def write_hostile_book(root: Path) -> Path:
    """Write the book; it breaks no rule that would stop a build."""
    return write_book(root, hostile_files(read_vocabulary(ROOT)))
