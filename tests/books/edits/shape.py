"""Edits of what a chapter does not say itself: tables and their cards, contents, editions, areas, framework, settings."""

from __future__ import annotations

import re

from tests.books.edits.draft import Draft, NotHere, edit
from tests.books.edits.words import a_chapter

CARDS, TABLES = "evidence/data/*.toml", "evidence/data/*.csv"
CONTENTS = ("index.md", "evidence/index.md", "strategy/2020-03/index.md", "strategy/consultation/index.md",
            "docs/reviewers/index.md")


# tables

@edit("a value of a table")
def value(draft: Draft) -> None:
    """By a little, so that no rise becomes a fall."""
    draft.change(draft.pick(draft.files(TABLES)), r"^(.*\.)(\d)$", lambda old: f"{old[1]}{(int(old[2]) + 1) % 10}")


@edit("a row added to a table")
def row(draft: Draft) -> None:
    file = draft.pick(draft.files(TABLES))
    draft.change(file, r"^([\w-]+,)2018(,.*)\n", lambda old: f"{old[0]}{old[1]}{draft.pick(['2009', '2010'])}{old[2]}\n")


@edit("a row taken out of a table")
def no_row(draft: Draft) -> None:
    draft.change(draft.pick(draft.files(TABLES)), r"^[\w-]+,20(?:09|1\d),.*\n", "")


@edit("the card of a table")
def card(draft: Draft) -> None:
    number, file = draft.number(), draft.pick(draft.files(CARDS))
    change = draft.pick([("title", f'"Table {number}"'), ("measure", f'"Measure {number}"'), ("publisher", f'"Office {number}"'),
                       ("publication", f'"Tables {number}"'), ("released", '"2018-02-03"'), ("licence", f'"Licence {number}"'),
                       ("cautions", f'["One should know {number}."]'), ("method", f'"Method {number}."'), ("decimals", "2"),
                       ("url", f'"https://example.org/{number}"')])
    if f"{change[0]} = " not in draft.read(file):
        raise NotHere
    draft.change(file, rf"^{change[0]} = .*$", lambda old: f"{change[0]} = {change[1]}")


@edit("a table added, and named by a finding")
def table(draft: Draft) -> None:
    name, number = draft.pick(draft.files(TABLES)).removesuffix(".csv"), draft.number()
    for ending in ("csv", "toml"):
        draft.write(f"evidence/data/new-{number}.{ending}", draft.read(f"{name}.{ending}"))
    draft.option("evidence", "datasets", lambda old: f"{old}, new-{number}")


@edit("a table taken away that nothing names")
def no_table(draft: Draft) -> None:
    """Or one that only findings name as a further one: they are made to name it no longer."""
    name = draft.pick(draft.files("evidence/data/new-*.csv")).rpartition("/")[2].removesuffix(".csv")
    for ending in ("csv", "toml"):
        (draft.root / f"evidence/data/{name}.{ending}").unlink()
    for file in draft.files("evidence/*.md"):
        draft.write(file, draft.read(file).replace(f", {name}\n", "\n"))


# contents

@edit("a chapter added")
def chapter(draft: Draft) -> None:
    number = draft.number()
    draft.write(f"evidence/chapter-{number}.md",
                f"# Chapter {number}\n\nThere is more.\n\n## First\n\nWords.\n\n## Second\n\nWords.\n")
    draft.change("evidence/index.md", r"^annex-data$", f"chapter-{number}\nannex-data")


@edit("a chapter taken away")
def no_chapter(draft: Draft) -> None:
    file = draft.pick([name for name in draft.files("evidence/chapter-?????.md") if ":id:" not in draft.read(name)])
    (draft.root / file).unlink()
    name = file.rpartition("/")[2].removesuffix(".md")
    draft.change("evidence/index.md", rf"^(?:.*<)?{name}>?\n", "")


@edit("a chapter under another name")
def renamed(draft: Draft) -> None:
    pattern = draft.pick(["evidence/chapter-*.md", "strategy/2020-03/part-*.md", "strategy/consultation/points-*.md"])
    file = draft.pick(draft.files(pattern))
    folder, _, name = file.removesuffix(".md").rpartition("/")
    new = f"{name.partition('-')[0]}-{draft.number()}"
    (draft.root / file).rename(draft.root / folder / f"{new}.md")
    for other in draft.files("**/*.md"):
        text, own = draft.read(other), other.startswith(f"{folder}/")
        ends = r"(\.md|>?$)" if own else r"(\.md)"
        draft.write(other, re.sub(rf"\b{name}{ends}", rf"{new}\1", text, flags=re.MULTILINE))


@edit("the order of a table of contents")
def contents(draft: Draft) -> None:
    file = draft.pick(CONTENTS)
    before, head, below, end = re.split(r"(?s)(```\{toctree\}\n(?::.*?\n)*\n?)(.*?)(\n```)", draft.read(file), maxsplit=1)[:4]
    lines = below.split("\n")
    draft.random.shuffle(lines)
    draft.write(file, before + head + "\n".join(lines) + end + "\n")


@edit("how deep a table of contents goes, or its heading")
def depth(draft: Draft) -> None:
    new = draft.pick([":maxdepth: 2\n", ":maxdepth: 3\n", ":maxdepth: 1\n", f":maxdepth: 2\n:caption: Part {draft.number()}\n"])
    draft.change(draft.pick(CONTENTS), r"^:maxdepth: .*\n(:caption: .*\n)?", new)


@edit("a chapter called otherwise in a table of contents")
def entry(draft: Draft) -> None:
    draft.change("evidence/index.md", r"^(?:.*<)?(chapter-\d+)>?$", rf"Named {draft.number()} <\1>")


@edit("a page with a view of its own")
def view(draft: Draft) -> None:
    name = draft.pick(["chapter-sources", "evidence-relied-on", "dataset-list", "gap-lists", "counts", "thread-picture"])
    file = a_chapter(draft)
    draft.write(file, f"{draft.read(file).rstrip()}\n\n```{{{name}}}\n```\n")


# what stands beside the chapters

@edit("a publication")
def publication(draft: Draft) -> None:
    number = draft.number()
    change = draft.pick([(r"title = .*,$", f"title = {{{{Survey {number}}}}},"), (r"year = .*,$", "year = {2016},"),
                       (r"author = .*,$", f"author = {{{{Office {number}}}}},"), (r"url = .*,$", f"url = {{https://example.org/{number}}},")])
    draft.change("evidence/references.bib", *change)


@edit("an edition's words, or those of the book")
def edition(draft: Draft) -> None:
    number = draft.number()
    change = draft.pick([("label", f"Edition {number}"), ("status", f"Status {number}"), ("reason", f"Reason {number}."),
                       ("note", f"Note {number}."), ("evidence_title", f"Evidence {number}"), ("publisher", f"Body {number}"),
                       ("title", f"Book {number}"), ("site", f"https://example.org/{number}")])
    draft.change("strategy/editions.toml", rf'^{change[0]} = ".*"$', f'{change[0]} = "{change[1]}"')


@edit("an area's name, kind or place")
def area(draft: Draft) -> None:
    change = draft.pick([(r'^name = "(District .*)"$', rf'name = "\1 of {draft.number()}"'),
                       (r'^kind = "district"$', 'kind = "town"'), (r'^kind = "town"$', 'kind = "district"'),
                       (r"^tile = .*$", f"tile = [{draft.number() % 9}, 7]")])
    draft.change("evidence/areas.toml", *change)


@edit("the kind of all areas but two")
def kinds(draft: Draft) -> None:
    """By which they are chosen for charts and ranked."""
    text = draft.read("evidence/areas.toml")
    draft.write("evidence/areas.toml",
                re.sub(r'(name = "District 0[3-9][^"]*"\ncode = .*\n)kind = ".*"', r'\1kind = "town"', text))


@edit("an area added, or the order of areas")
def areas(draft: Draft) -> None:
    first, *others = re.split(r"(?m)^(?=\[\[area\]\])", draft.read("evidence/areas.toml").rstrip() + "\n\n")
    if draft.random.random() < 0.5:
        others.append(f'[[area]]\nid = "place-{draft.number()}"\nname = "New"\ncode = "X1"\nkind = "district"\n\n')
    draft.random.shuffle(others)
    draft.write("evidence/areas.toml", first + "".join(others))


@edit("a foundation or a challenge")
def framework(draft: Draft) -> None:
    change = draft.pick([(r'^name = ".*"$', f'name = "Tag {draft.number()}"'),
                         (r'^aim = ".*"$', f'aim = "Aim {draft.number()}."'),
                       (r'^title = ".*"$', f'title = "Frame {draft.number()}"')])
    draft.change("strategy/framework.toml", *change)


@edit("the consultation")
def consultation(draft: Draft) -> None:
    number = draft.number()
    change = draft.pick([(r"^deadline = .*$", "deadline = 2019-10-24"), (r"^deadline = .*$", "deadline = 2019-10-10"),
                       (r'^question = ".*"$', f'question = "Is it {number}?"'), (r'^name = ".*"$', f'name = "Word {number}"')])
    draft.change("strategy/consultation/consultation.toml", *change)


@edit("the settings")
def settings(draft: Draft) -> None:
    number = draft.number()
    file, *change = draft.pick([("conf.py", r"\Z", f'author = "Author {number}"\n'),
                              ("conf.py", r"\Z", f'html_title = "Title {number}"\n'),
                              ("conf.py", r"^copyright = .*$", f'copyright = "Copyright {number}"'),
                              ("conf.py", r"\Z", f'smartquotes_action = "{draft.pick(["q", "qe", "D"])}"\n'),
                              ("conf.py", r"\Z", f"myst_heading_anchors = {number % 2 + 2}\n"),
                              ("ubproject.toml", r'^title = "(Evidence|Finding.*)"$', f'title = "Finding {number}"'),
                              ("ubproject.toml", r'^(rests_on = \{ outgoing = )"[^"]*"', rf'\1"Stands on {number}"'),
                              ("ubproject.toml", r'incoming = "[^"]*"', f'incoming = "From {number}"'),
                              ("ubproject.toml", r'^color = ".*"$', 'color = "#AAAAAA"')])
    draft.change(file, *change)


@edit("an older form of a file put back, with its time")
def restored(draft: Draft) -> None:
    """As from a backup or a synchronised folder: the file is then older than what was built."""
    file, content, time = draft.pick(draft.past)
    path = draft.root / file
    if not path.is_file() or path.read_bytes() == content:
        raise NotHere
    draft.write_held(file, content, time)
