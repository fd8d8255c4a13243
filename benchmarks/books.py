"""A book of any size in the shape of a real one: areas, tables, findings, charts, two editions and a consultation."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.editions import EDITIONS, ITEMS_EACH, Aim, Finding, dropped, edition_chapter, make_aims
from benchmarks.tables import Table, areas_file, make_table, table_files
from benchmarks.words import phrase, prose, sentence
from goldenthread.site.views import VIEWS

SETTINGS = ("conf.py", "ubproject.toml")
PER_PAGE = 30
FOUNDATIONS = ("ideas", "people", "infrastructure", "business", "places")
CHALLENGES = ("data", "clean-growth", "mobility", "ageing")
EDITION_VIEWS = {"annex-evidence": "evidence-relied-on", "annex-thread": "thread-table", "annex-data": "data-sources",
                 "priorities": "priority-list", "what-changed": "changes"}
ELSEWHERE = {*EDITION_VIEWS.values(), "chapter-sources", "edition-list"}


def write_bench_book(root: Path, items: int = 300, seed: int = 1) -> None:
    """Write a book of about so many items, with the settings of this project.

    The same number and seed always give the same bytes.
    """
    project = Path(__file__).parents[1]
    for path, text in bench_book(items, seed).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    for name in SETTINGS:
        shutil.copyfile(project / name, root / name)


def bench_book(items: int, seed: int) -> dict[str, str]:
    """Every file of the book by its path, but for the settings."""
    random = Random(seed)
    tables = [make_table(random, number) for number in range(max(6, items // 10))]
    aims = max(1, round(items * 0.18 / ITEMS_EACH))
    points = max(1, round(items * 0.14))
    findings = _findings(random, max(4, items - points - 2 * aims * ITEMS_EACH), tables)
    first, second = make_aims(random, aims, findings)
    files = {"evidence/areas.toml": areas_file(), "strategy/framework.toml": _framework(),
             "strategy/editions.toml": _editions(first)}
    for table in tables:
        files |= table_files(table)
    files["evidence/references.bib"] = "\n".join(_reference(number) for number in range(max(3, items // 15)))
    files |= _evidence(random, findings, max(3, items // 15))
    for edition, chosen in zip(EDITIONS, (first, second), strict=True):
        files |= _edition(random, edition, chosen)
    return files | _consultation(random, points, findings, second) | _around(random)


def _pages(entries: Sequence[object], per_page: int = PER_PAGE) -> Iterator[tuple[int, int, int]]:
    for number, start in enumerate(range(0, len(entries), per_page), start=1):
        yield number, start, min(start + per_page, len(entries))


def _index(title: str, text: str, below: Sequence[str]) -> str:
    return f"# {title}\n\n{text}\n\n```{{toctree}}\n:maxdepth: 1\n\n" + "\n".join(below) + "\n```\n"


def _findings(random: Random, number: int, tables: Sequence[Table]) -> list[Finding]:
    findings = []
    for index in range(number):
        foundation = FOUNDATIONS[index // PER_PAGE % len(FOUNDATIONS)]
        tags = (foundation, random.choice(CHALLENGES)) if random.random() < 0.4 else (foundation,)
        chosen = tuple(random.sample(tables, 2 if random.random() < 0.3 else 1))
        findings.append(Finding(id=f"EV_FINDING_{index:05}", tags=tags, tables=chosen, late=index % 12 == 11))
    return findings


def _evidence(random: Random, findings: Sequence[Finding], references: int) -> dict[str, str]:
    files, below = {}, []
    for number, start, end in _pages(findings):
        parts = [f"# Chapter {number}: {phrase(random).lower()}", prose(random, 5), "## What the data show"]
        for index, finding in enumerate(findings[start:end]):
            parts += [_finding(random, finding), prose(random, random.randint(3, 5))]
            if index % 4 == 1:
                parts.append(_chart(random, finding.tables[0]))
            if index % 3 == 2:
                parts[-1] += f" One survey saw the same {{cite}}`office2018part{random.randrange(references)}`; " \
                             f"see also {{need}}`{finding.id}`."
        parts.append("## Sources\n\n```{chapter-sources}\n```")
        files[f"evidence/chapter-{number:03}.md"] = "\n\n".join(parts) + "\n"
        below.append(f"chapter-{number:03}")
    files["evidence/index.md"] = _index("Evidence base", prose(random, 8), [*below, "annex-data", "references"])
    files["evidence/annex-data.md"] = "# Data sources\n\n```{data-sources}\n```\n"
    files["evidence/references.md"] = "# Publications cited\n\n```{bibliography}\n```\n"
    return files


def _finding(random: Random, finding: Finding) -> str:
    values = [f"{{value}}`{random.choice(finding.tables).expression(random)}`" for _ in range(random.randint(2, 3))]
    body = f"{sentence(random)} The number to know is {values[0]}, and beside it {' and '.join(values[1:])}. {sentence(random)}"
    caution = ":caution: The numbers come from a survey, and one year does not make a trend.\n" if random.random() < 0.3 else ""
    return (f":::{{evidence}} {phrase(random)}\n:id: {finding.id}\n:tags: {', '.join(finding.tags)}\n"
            f":datasets: {', '.join(table.id for table in finding.tables)}\n"
            f":confidence: {random.choice(('high', 'high', 'medium'))}\n"
            f":since: {'2020-03' if finding.late else '2019-12'}\n:period: {random.randint(2014, 2018)}\n"
            f":geography: The districts of the partnership\n:comparator: Region and country\n{caution}\n{body}\n:::")


def _chart(random: Random, table: Table) -> str:
    kind = random.choice(("bar", "line", "tiles"))
    areas = "partnership, region, country" if kind == "line" else "district"
    periods = "2011-2018" if kind == "line" else "2018"
    sector = f":dimension: {table.sectors[0].lower().replace(' ', '-')}\n" if table.sectors else ""
    return (f"```{{chart}} {table.id}\n:kind: {kind}\n:areas: {areas}\n:periods: {periods}\n{sector}"
            f":alt: {sentence(random)}\n\n{sentence(random)}\n```\n\n{sentence(random)}")


def _edition(random: Random, edition: str, aims: Sequence[Aim]) -> dict[str, str]:
    folder, below = f"strategy/{edition}", []
    files = {f"{folder}/{page}.md": f"# {page.replace('-', ' ').capitalize()}\n\n{prose(random, 2)}\n\n```{{{view}}}\n```\n"
             for page, view in EDITION_VIEWS.items()}
    for number, start, end in _pages(aims, PER_PAGE // ITEMS_EACH):
        files[f"{folder}/part-{number:03}.md"] = edition_chapter(random, number, edition, aims[start:end])
        below.append(f"part-{number:03}")
    files[f"{folder}/index.md"] = _index("The strategy", prose(random, 8), [*below, *EDITION_VIEWS])
    return files


def _consultation(random: Random, points: int, findings: Sequence[Finding], aims: Sequence[Aim]) -> dict[str, str]:
    files, below = {}, []
    for number, start, end in _pages(range(points)):
        parts = [f"# Points {start + 1} to {end}", prose(random, 3), "## Points received"]
        for index in range(start, end):
            aim = f", D19_PRI_AIM_{aims[index % len(aims)].number:04}" if index % 5 == 0 and index % len(aims) % 10 != 9 else ""
            parts.append(
                f":::{{response}} {phrase(random)}\n:id: RSP_POINT_{index:05}\n:about: {random.choice(findings).id}{aim}\n"
                f":respondent: Respondent {index % 40 + 1}\n:criterion: {('accuracy', 'completeness', 'insight')[index % 3]}\n"
                f":received: 2019-10-{index % 18 + 1:02}\n:source: form\n"
                f":disposition: {('accepted', 'already-covered', 'accepted-in-part', 'not-accepted')[index % 4]}\n"
                f":grounds: {sentence(random)}\n:brought: {random.choice(findings).id}\n\n{prose(random, 3)}\n:::")
        files[f"strategy/consultation/points-{number:03}.md"] = "\n\n".join(parts) + "\n"
        below.append(f"points-{number:03}")
    return files | {"strategy/consultation/index.md": _index("The consultation", prose(random, 4), below)}


def _around(random: Random) -> dict[str, str]:
    """The front page, and a page for each view that stands nowhere else, so that every view is made."""
    views = [name for name in VIEWS if name not in ELSEWHERE]
    files = {f"docs/reviewers/{name}.md": f"# {name.replace('-', ' ').capitalize()}\n\n{prose(random, 2)}\n\n```{{{name}}}\n```\n"
             for name in views}
    files["docs/reviewers/index.md"] = _index("For reviewers", prose(random, 6), views)
    below = ["evidence/index", *(f"strategy/{edition}/index" for edition in EDITIONS), "strategy/consultation/index",
             "docs/reviewers/index"]
    files["index.md"] = _index("A generated book", "```{edition-list}\n```\n\n" + prose(random, 6), below)
    return files


def _framework() -> str:
    head = 'title = "Framework"\npublisher = "Government"\npublished = "2017-11"\nurl = "https://example.org/framework"\n'
    tags = [("foundation", name) for name in FOUNDATIONS] + [("challenge", name) for name in CHALLENGES]
    return head + "".join(f'\n[[{kind}]]\nid = "{name}"\nname = "{name.replace("-", " ").capitalize()}"\naim = "To do well."\n'
                          for kind, name in tags)


def _editions(first: Sequence[Aim]) -> str:
    text = ('title = "Strategy"\npublisher = "Partnership"\nnote = "Made by a generator."\nfile = "bench"\n'
            'evidence_title = "Evidence base"\nsite = "https://example.org/strategy"\n')
    for (edition, code), title, month, more in zip(EDITIONS.items(), ("Draft", "For agreement"), ("December 2019", "March 2020"),
                                                   ("", 'follows = "2019-12"\n'), strict=True):
        text += (f'\n[[edition]]\nid = "{edition}"\ncode = "{code}"\ntitle = "{title}"\nlabel = "{month} edition"\n'
                 f'status = "{title}"\npublished = {edition}-31\nfile = "bench-{edition}"\n{more}')
    return text + "".join(f'\n[[edition.dropped]]\nid = "D19_PRI_AIM_{aim.number:04}"\nreason = "Others do this already."\n'
                          for aim in dropped(first))


def _reference(number: int) -> str:
    return (f"@misc{{office2018part{number},\n  author = {{{{Office {number % 7 + 1} of statistics}}}},\n"
            f"  title = {{{{Survey of the year, part {number}}}}},\n  year = {{2018}},\n  url = {{https://example.org/survey/{number}}},\n}}\n")
