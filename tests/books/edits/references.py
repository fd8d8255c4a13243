"""Edits of what leads from page to page: publications, numbered figures, labels, names of pages, contents by a pattern."""

from __future__ import annotations

import re

from tests.books.edits.beside import GLOSSARY
from tests.books.edits.draft import Draft, NotHere, edit
from tests.books.edits.words import PICTURE, a_chapter, after_a_paragraph

BIBLIOGRAPHY = "evidence/references.bib"
ENTRY = re.compile(r"^@\w+\{(\w+),\n.*?^\}\n", re.MULTILINE | re.DOTALL)


@edit("a publication added, and cited")
def publication(draft: Draft) -> None:
    number, text = draft.number(), draft.read(BIBLIOGRAPHY)
    kind = draft.pick(["misc", "book", "techreport"])
    entry = (f"@{kind}{{body{number},\n  author = {{Body {number}}},\n  title = {{Report {number}}},\n"
             f"  year = {{{2010 + number % 9}}},\n  publisher = {{P}},\n  institution = {{I}},\n"
             f"  url = {{https://example.org/r{number}}},\n}}\n")
    draft.write(BIBLIOGRAPHY, f"{entry}\n{text}" if number % 2 else f"{text}\n{entry}")
    after_a_paragraph(draft, draft.pick(draft.files("evidence/[cC]hapter-*.md")),
                      f"So says {{cite:{draft.pick(['p', 't'])}}}`body{number}`.")


@edit("the order of publications")
def order_of_publications(draft: Draft) -> None:
    entries = [match[0] for match in ENTRY.finditer(draft.read(BIBLIOGRAPHY))]
    draft.random.shuffle(entries)
    draft.write(BIBLIOGRAPHY, "\n".join(entries))


@edit("a publication under another key, wherever it is cited")
def key(draft: Draft) -> None:
    old, new = draft.pick([match[1] for match in ENTRY.finditer(draft.read(BIBLIOGRAPHY))]), f"key{draft.number()}"
    for file in (BIBLIOGRAPHY, *(name for name in draft.files("**/*.md") if not name.startswith("build"))):
        if old in (text := draft.read(file)):
            draft.write(file, re.sub(rf"\b{old}\b", new, text))


@edit("a publication taken out, with what cites it")
def no_publication(draft: Draft) -> None:
    match = draft.pick(list(ENTRY.finditer(draft.read(BIBLIOGRAPHY))))
    draft.write(BIBLIOGRAPHY, draft.read(BIBLIOGRAPHY).replace(match[0], ""))
    for file in draft.files("**/*.md"):
        if match[1] in (text := draft.read(file)) and not file.startswith("build"):
            draft.write(file, re.sub(rf"\{{cite(?::\w)?\}}`{match[1]}`", "a survey", text))


@edit("how the list of publications is set")
def list_of_publications(draft: Draft) -> None:
    line = draft.pick([":style: plain\n", ":style: alpha\n", ":style: unsrt\n", ":all:\n", ":cited:\n", ""])
    draft.change("evidence/references.md", r"^```\{bibliography\}\n(?::.*\n)*", f"```{{bibliography}}\n{line}")


@edit("a figure or a table with a number, to which another chapter leads")
def numbered(draft: Draft) -> None:
    """One that comes before another changes its number."""
    number, there = draft.number(), draft.pick(draft.files("evidence/[cC]hapter-*.md"))
    if not draft.files("evidence/pictures/numbered.svg"):
        draft.write("evidence/pictures/numbered.svg", PICTURE.format(at=9))
    after_a_paragraph(draft, there, draft.pick([
        f":::{{figure}} pictures/numbered.svg\n:name: shown-{number}\n:alt: A dot.\n\nA dot of {number}.\n:::",
        f":::{{table}} Counts of {number}\n:name: shown-{number}\n\n| Place | Count |\n|---|---|\n| Here | {number} |\n:::"]))
    after_a_paragraph(draft, a_chapter(draft), f"See {{numref}}`shown-{number}`.")


@edit("the caption of a numbered figure or table")
def caption(draft: Draft) -> None:
    file = draft.pick([name for name in draft.files("evidence/[cC]hapter-*.md") if ":name: shown-" in draft.read(name)])
    draft.change(file, r"^A dot of \d+\.$|(?<=\{table\} )Counts of \d+$", f"What is {draft.number()}")


@edit("a figure with a number taken out, with what leads to it")
def no_numbered(draft: Draft) -> None:
    file = draft.pick([name for name in draft.files("evidence/[cC]hapter-*.md") if ":name: shown-" in draft.read(name)])
    block = draft.pick([match[0] for match in re.finditer(r"^:::\{(?:figure|table)\}.*?^:::\n\n", draft.read(file),
                                                          re.MULTILINE | re.DOTALL) if ":name: shown-" in match[0]])
    name = block.partition(":name: ")[2].partition("\n")[0]
    draft.write(file, draft.read(file).replace(block, ""))
    for other in draft.files("**/*.md"):
        if name in (text := draft.read(other)) and not other.startswith("build"):
            draft.write(other, text.replace(f"See {{numref}}`{name}`.", "See above."))


@edit("a page named by its title, or a label with its heading")
def named(draft: Draft) -> None:
    here, there = a_chapter(draft), draft.pick(draft.files("evidence/[cC]hapter-*.md"))
    if draft.random.random() < 0.5:
        after_a_paragraph(draft, here, f"See {{doc}}`/{there.removesuffix('.md')}`.")
        return
    number = draft.number()
    draft.change(there, r"^## (?!Sources)(.*)$", rf"(label-{number})=\n## \1")
    after_a_paragraph(draft, here, f"See {{ref}}`label-{number}` and [so](#label-{number}).")


@edit("how a table of contents is written")
def contents_by_option(draft: Draft) -> None:
    line = draft.pick([":titlesonly:\n", ":numbered:\n", ":reversed:\n", ":hidden:\n", ":numbered: 1\n"])
    file = draft.pick(["evidence/index.md", "strategy/2020-03/index.md", "docs/reviewers/index.md"])
    text = draft.read(file)
    if line in text:
        draft.write(file, text.replace(line, ""))
    else:
        draft.write(file, re.sub(r"^(```\{toctree\}\n)", rf"\1{line}", text, count=1, flags=re.MULTILINE))


@edit("a chapter that comes into the contents by a pattern")
def by_pattern(draft: Draft) -> None:
    number, text = draft.number(), draft.read("evidence/index.md")
    draft.write(f"evidence/more-{number}.md", f"# More of {number}\n\nWords.\n")
    if "more-*" not in text:
        draft.write("evidence/index.md", re.sub(r"^(```\{toctree\}\n(?::.*\n)*)\n", r"\1:glob:\n\nmore-*\n", text, count=1,
                                                flags=re.MULTILINE))


@edit("a glossary taken away, with the terms that lead to it")
def no_glossary(draft: Draft) -> None:
    if not draft.files(GLOSSARY):
        raise NotHere
    (draft.root / GLOSSARY).unlink()
    draft.change("evidence/index.md", r"^(?:.*<)?glossary>?\n", "")
    for file in draft.files("**/*.md"):
        if "{term}" in (text := draft.read(file)) and not file.startswith("build"):
            draft.write(file, re.sub(r"\{term\}`([^`<]*)`", r"*\1*", text))


@edit("a glossary sorted, or a note, link or number in what a term means")
def terms(draft: Draft) -> None:
    text = draft.read(GLOSSARY)
    if draft.random.random() < 0.3:
        new = text.replace(":::{glossary}\n", ":::{glossary}\n:sorted:\n\n") if ":sorted:" not in text else text.replace(
            ":sorted:\n\n", "")
        draft.write(GLOSSARY, new)
        return
    _, match = draft.pick(draft.items("evidence"))
    draft.change(GLOSSARY, r"^  .*\.$", f"  It is *{draft.number()}*, see {{need}}`{draft.id_of(match)}`.")
