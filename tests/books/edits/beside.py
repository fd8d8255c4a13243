"""Edits of all else that a book may have: its language, a glossary, gaps, records of what came, archives, folders."""

from __future__ import annotations

import hashlib
import os
import re

from goldenthread.book import RECEIVED_FOLDER, archive_file
from goldenthread.commands.freeze import freeze
from goldenthread.commands.rename import rename
from tests.books.edits.draft import Draft, NotHere, edit
from tests.books.edits.words import PICTURE, a_chapter, after_a_paragraph
from tests.books.small_book import received_record

GLOSSARY, GAPS, STYLE, SYNONYMS = "evidence/glossary.md", "evidence/gaps.md", "strategy/style.toml", "strategy/synonyms.toml"
INBOX_LIST = "inbox/CHECKSUMS"


def _in_contents(draft: Draft, page: str) -> None:
    draft.change("evidence/index.md", r"^annex-data$", f"{page}\nannex-data")


@edit("the language of the book")
def language(draft: Draft) -> None:
    """To another English: a process keeps some words of Sphinx in the language of its first build, and authors start
    one for each.
    """
    new = draft.pick(["en", "en_GB", "en_US"])
    draft.change("conf.py", rf'^language = "(?!{new}").*"$', f'language = "{new}"')


@edit("a glossary, or a term or what it means in one that is there")
def glossary(draft: Draft) -> None:
    number = draft.number()
    if GLOSSARY not in draft.files(GLOSSARY):
        draft.write(GLOSSARY, f"# Glossary\n\n:::{{glossary}}\nterm {number}\n  What it means.\n\nother {number}\nsame {number}\n"
                              "  Two words for one thing.\n:::\n")
        _in_contents(draft, "glossary")
    elif draft.random.random() < 0.5:
        draft.change(GLOSSARY, r"^  .*\.$", f"  What is {number} times meant.")
    else:
        terms = re.findall(r"^\w+ \d+$", draft.read(GLOSSARY), re.MULTILINE)
        old, new = draft.pick(terms), f"called {number}"
        for file in (GLOSSARY, *(file for file in draft.files("**/*.md") if not file.startswith("build"))):
            if old in (text := draft.read(file)):
                draft.write(file, text.replace(old, new))


@edit("a term of the glossary in a sentence")
def term(draft: Draft) -> None:
    terms = re.findall(r"^\w+ \d+$", draft.read(GLOSSARY), re.MULTILINE)
    after_a_paragraph(draft, a_chapter(draft), f"This is a {{term}}`{draft.pick(terms)}` of {draft.number()}.")


@edit("a gap in the evidence, or what is said of one")
def gap(draft: Draft) -> None:
    number = draft.number()
    if GAPS not in draft.files(GAPS):
        draft.write(GAPS, "# What was looked for\n")
        _in_contents(draft, "gaps")
    if (text := draft.read(GAPS)).count("{gap}") < 3:
        draft.write(GAPS, f"{text}\n:::{{gap}} Pay by place {number}\n:id: GAP_PAY_{number}\n:tags: people\n"
                          ":availability: published-elsewhere\n:publisher: Statistics Office\n:where: its pages\n"
                          ":searched: 2019-12-01\n:since: 2019-12\n:chapters: chapter-001\n\nPay by region is held.\n:::\n")
    else:
        draft.change(GAPS, *draft.pick([
            (r"^Pay by .*\.$", f"Pay by {number} is held."), (r"^:where: .*$", f":where: page {number}"),
            (r"^(:::\{gap\}) .*$", rf"\1 Pay of {number}"), (r"^:searched: .*$", ":searched: 2019-11-30")]))


@edit("a record of a file that was received, or what became of a passage of it")
def received(draft: Draft) -> None:
    records = draft.files(f"{RECEIVED_FOLDER}/*.toml")
    if len(records) < 3:
        number, (_, response) = draft.number(), draft.pick(draft.items("response"))
        file = f"2019-10-11-body-{number}.docx"
        taken_in = (f'\n[[passage]]\nkind = "comment"\nwhere = "comment 2"\noutcome = "taken in"\n'
                    f'responses = ["{draft.id_of(response)}"]\nwords = "It is so."\n')
        draft.write(f"{RECEIVED_FOLDER}/{file}.toml", received_record(file, f"Body {number}", number) + taken_in)
        return
    number = draft.number()
    draft.change(draft.pick(records), *draft.pick([
        (r"^reason = .*$", f'reason = "A line of {number}."'), (r"^words = .*$", f'words = "Words {number}"'),
        (r"^as_given_out = .*$", f"as_given_out = {number % 50}"), (r"^respondent = .*$", f'respondent = "Group {number}"'),
        (r'^outcome = "taken in"\nresponses = .*$', 'outcome = "left out"\nreason = "Said twice."')]))


@edit("an original in the inbox")
def inbox(draft: Draft) -> None:
    """It names persons, so nothing of it may be seen in what is built."""
    record = draft.pick(draft.files(f"{RECEIVED_FOLDER}/*.toml"))
    raw, name = f"A letter of {draft.number()}.", record.rpartition("/")[2].removesuffix(".toml")
    digest = hashlib.sha256(raw.encode()).hexdigest()
    lines = draft.read(INBOX_LIST) if draft.files(INBOX_LIST) else ""
    draft.write(f"inbox/{name}", raw)
    draft.write(INBOX_LIST, "".join(line for line in lines.splitlines(keepends=True) if name not in line) + f"{digest}  {name}\n")
    draft.change(record, r"^sha256 = .*$", f'sha256 = "{digest}"')


@edit("an edition frozen, or no longer")
def archive(draft: Draft) -> None:
    """No longer more often than not: under an archive most edits of an edition are refused."""
    if kept := draft.files(archive_file("2019-12")):
        (draft.root / kept[0]).unlink()
    elif draft.random.random() < 0.5 and not freeze(draft.root, "2019-12").good:
        raise NotHere


@edit("the house style")
def style(draft: Draft) -> None:
    draft.write(STYLE, f'sentence_words = {draft.number() % 50 + 10}\n\n[words]\n"number {draft.number()}" = "another"\n')


@edit("what else is searched for")
def synonyms(draft: Draft) -> None:
    draft.write(SYNONYMS, f'[[same]]\nwords = ["district {draft.number()}", "place"]\n\n[[same]]\nwords = ["data", "numbers"]\n')


@edit("a picture drawn anew within the tick of its time")
def picture_of_the_same_time(draft: Draft) -> None:
    """As a program writes it that keeps the times of files; its size stays, too."""
    path = draft.root / draft.pick(draft.files("**/pictures/*.svg"))
    time = path.stat().st_mtime_ns
    path.write_text(PICTURE.format(at=draft.random.randrange(10, 35)), encoding="utf-8")
    os.utime(path, ns=(time, time))


@edit("a chapter moved into a folder")
def chapter_in_folder(draft: Draft) -> None:
    """A chapter without links and pictures of its own; what leads to it is changed."""
    file = draft.pick([name for name in draft.files("evidence/chapter-*.md")
                       if not re.search(r"\]\(|\{toctree", draft.read(name))])
    name = file.rpartition("/")[2].removesuffix(".md")
    folder = f"evidence/part-{draft.random.randrange(3)}"
    (draft.root / folder).mkdir(exist_ok=True)
    (draft.root / file).rename(draft.root / folder / f"{name}.md")
    for other in draft.files("**/*.md"):
        text = draft.read(other)
        if f"evidence/{name}.md" in text and not other.startswith("build"):
            draft.write(other, text.replace(f"evidence/{name}.md", f"{folder}/{name}.md"))
    draft.change("evidence/index.md", rf"^(.*<)?{name}(>?)$", rf"\g<1>{folder.partition('/')[2]}/{name}\2")


@edit("a folder of chapters under another name")
def folder_renamed(draft: Draft) -> None:
    (old,) = {file.split("/")[1] for file in draft.files("docs/*/index.md")}
    new = f"readers-{draft.number()}"
    (draft.root / "docs" / old).rename(draft.root / "docs" / new)
    for file in draft.files("**/*.md"):
        if f"docs/{old}/" in (text := draft.read(file)) and not file.startswith("build"):
            draft.write(file, text.replace(f"docs/{old}/", f"docs/{new}/"))


@edit("an item under another id, wherever it is named")
def item_renamed(draft: Draft) -> None:
    _, match = draft.pick([*draft.items("evidence"), *draft.items("response")])
    old = draft.id_of(match)
    if not rename(draft.root, old, f"{old.partition('_')[0]}_CALLED_{draft.number()}").good:
        raise NotHere


@edit("what an editor or a system leaves beside a file")
def left_beside(draft: Draft) -> None:
    file = a_chapter(draft)
    draft.write(draft.pick([f"{file}~", "evidence/.DS_Store", "evidence/Thumbs.db", "notes.txt", "evidence/.#lock"]),
                f"{draft.number()}")
