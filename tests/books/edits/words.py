"""Edits of what a chapter says: sentences, headings, pictures, charts, and words that lead to another page."""

from __future__ import annotations

from pathlib import Path

from tests.books.edits.draft import Draft, NotHere, edit

CHAPTERS = ("evidence/chapter-*.md", "strategy/20*/part-*.md", "strategy/consultation/points-*.md")
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">
<rect width="40" height="20" fill="#123456"/><circle cx="{at}" cy="10" r="4" fill="#ffffff"/></svg>
"""
PLACES = ("evidence/pictures", "strategy/pictures", "docs/reviewers/pictures")


def a_chapter(draft: Draft) -> str:
    return draft.pick([file for pattern in CHAPTERS for file in draft.files(pattern)])


def after_a_paragraph(draft: Draft, file: str, more: str) -> None:
    """Put a block behind one of the paragraphs that stand outside items."""
    text = draft.read(file)
    blocks, open_, free = text.split("\n\n"), False, []
    for number, block in enumerate(blocks):
        fenced = block.startswith((":::", "```", "#", "!"))
        if not open_ and not fenced and not block.rstrip().endswith((":::", "```")) and block[:1].isupper():
            free.append(number)
        open_ = (open_ or (fenced and not block.startswith(("#", "!")))) and not block.rstrip().endswith((":::", "```"))
    at = draft.pick(free)
    draft.write(file, "\n\n".join([*blocks[: at + 1], more, *blocks[at + 1:]]))


@edit("a sentence of a paragraph")
def paragraph(draft: Draft) -> None:
    draft.change(a_chapter(draft), r"^([A-Z][^.\n]*)\. ", rf"\1, as {draft.number()} people said. ")


@edit("a new paragraph, with emphasis, a quotation and a note")
def new_paragraph(draft: Draft) -> None:
    number = draft.number()
    after_a_paragraph(draft, a_chapter(draft), f'The *number* “{number}” is -- "quoted" -- said to be **new**.[^n{number}]\n\n'
                                                f"[^n{number}]: A note on {number}.")


@edit("a table in a chapter")
def new_table(draft: Draft) -> None:
    after_a_paragraph(draft, a_chapter(draft), f"| Place | Count |\n|---|--:|\n| Here | {draft.number()} |\n| There | 2 |")


@edit("the title of a chapter")
def page_title(draft: Draft) -> None:
    draft.change(a_chapter(draft), r"^# (.*)$", f"# Number {draft.number()} in the order")


@edit("a heading within a chapter")
def heading(draft: Draft) -> None:
    draft.change(a_chapter(draft), r"^## ((?!Sources).*)$", f"## What {draft.number()} show")


@edit("a heading to which another chapter leads, named by it")
def heading_with_link(draft: Draft) -> None:
    """Leads to a heading of another page by its name, or changes heading and link together where there is one."""
    there, here = "evidence/chapter-001.md", draft.pick(draft.files("strategy/20*/part-*.md"))
    number = draft.number()
    if "(leads-here)=" in draft.read(there):
        draft.change(there, r"^\(leads-here\)=\n## .*$", f"(leads-here)=\n## Heading {number}")
    else:
        draft.change(there, r"^## (.*)$", r"(leads-here)=\n## \1")
        after_a_paragraph(draft, here, "More is said under [](#leads-here).")


@edit("a link to another chapter, without words of its own")
def link_to_page(draft: Draft) -> None:
    here = draft.pick(draft.files("strategy/20*/part-*.md"))
    there = draft.pick(draft.files("evidence/chapter-*.md"))
    after_a_paragraph(draft, here, f"The findings stand in [](../../{there}).")


@edit("an item named in a sentence")
def need_role(draft: Draft) -> None:
    _, match = draft.pick(draft.items("evidence"))
    after_a_paragraph(draft, a_chapter(draft), f"See {{need}}`{draft.id_of(match)}` for more.")


@edit("a publication cited")
def citation(draft: Draft) -> None:
    file = draft.pick(draft.files("evidence/chapter-*.md"))
    after_a_paragraph(draft, file, f"A survey saw the same {{cite}}`office2018part{draft.random.randrange(3)}`.")


@edit("a picture put on a page")
def new_picture(draft: Draft) -> None:
    """Its name may be one that another folder has too."""
    folder, file = draft.pick(PLACES), draft.pick(draft.files("evidence/chapter-*.md"))
    picture = f"{folder}/map-{draft.random.randrange(3)}.svg"
    if not (draft.root / picture).exists():
        draft.write(picture, PICTURE.format(at=draft.random.randrange(5, 35)))
    after_a_paragraph(draft, file, f"![A dot in a field, number {draft.number()}](../{picture})")


@edit("a picture drawn anew")
def picture(draft: Draft) -> None:
    draft.write(draft.pick(draft.files("**/pictures/*.svg")), PICTURE.format(at=draft.number() % 30 + 5))


@edit("a picture taken off a page")
def no_picture(draft: Draft) -> None:
    file = draft.pick([name for name in draft.files("evidence/chapter-*.md") if "\n![A dot" in draft.read(name)])
    draft.change(file, r"^!\[A dot.*\n\n", "")


@edit("what a chart shows")
def chart_options(draft: Draft) -> None:
    change = draft.pick([(r":kind: tiles\n", ":kind: bar\n"), (r":kind: bar\n", ":kind: tiles\n"),
                       (r":periods: 2011-2018\n", ":periods: 2013-2018\n"), (r":periods: 2018\n", ":periods: 2017\n"),
                       (r":areas: partnership, region, country\n", ":areas: region, country\n"),
                       (r":areas: district\n", ":areas: district\n:highlight: district-03\n"),
                       (r":alt: (.*)\n", rf":alt: \1 And {draft.number()}.\n")])
    draft.change(draft.pick(draft.files("evidence/chapter-*.md")), *change)


@edit("another chart of a table that has one")
def another_chart(draft: Draft) -> None:
    text = draft.read(file := draft.pick(draft.files("evidence/chapter-*.md")))
    start = text.find("```{chart} ")
    if start < 0:
        raise NotHere
    after_a_paragraph(draft, file, text[start: text.index("\n```\n", start) + 4])


@edit("line ends as Windows writes them")
def crlf(draft: Draft) -> None:
    path = draft.root / draft.pick([*draft.files("**/*.md"), *draft.files("evidence/data/*.*"), "evidence/areas.toml"])
    content = path.read_bytes()
    path.write_bytes(content.replace(b"\r\n", b"\n") if b"\r\n" in content else content.replace(b"\n", b"\r\n"))


@edit("a file saved without a change")
def touched(draft: Draft) -> None:
    Path(draft.root / draft.pick([*draft.files("**/*.md"), *draft.files("evidence/data/*.*")])).touch()
