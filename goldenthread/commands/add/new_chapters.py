"""Adding a chapter with its title, and its entry in the contents of its folder."""

from __future__ import annotations

from pathlib import Path

from goldenthread.book import LoadedBook, read_chapter, read_text
from goldenthread.commands.add.addition import Addition, add_fault
from goldenthread.commands.add.answers import Answers
from goldenthread.model import Fault, file_slug, nearest
from goldenthread.system import BOOK_FOLDERS

LAST_OF_ALL = ("annex", "references")
"""The beginnings of names of pages that are at the end of the contents."""


def chapter_addition(root: Path, book: LoadedBook, name: str, after: str, answers: Answers) -> Addition:
    """The chapter, and the page of contents with its entry. Raises `Fault` for an impossible place."""
    page = _page(book, name, answers)
    folder, _, own = page.rpartition("/")
    title = answers.text("title", "The title of the chapter")
    text = answers.text("text", "Its first paragraph, which says what the chapter shows", required=False)
    answers.done()
    contents_file = f"{folder}/index.md"
    contents = _with_entry(root, book, contents_file, own, after)
    body = f"\n{text}\n" if text else ""
    return Addition(
        files={f"{page}.md": f"# {title}\n{body}", **contents},
        what=f"The chapter {page}.md is in the contents of {contents_file}",
    )


def _page(book: LoadedBook, name: str, answers: Answers) -> str:
    if not name:
        name = answers.text("chapter", "Where it stands, such as evidence/housing")
    answers.done()
    edition = answers.given("edition")
    parts = [part for part in name.strip("/").removesuffix(".md").split("/") if part]
    if edition and len(parts) == 1:
        parts = ["strategy", edition, *parts]
    folder, own = "/".join(parts[:-1]), file_slug(parts[-1]) if parts else ""
    folders = sorted({known.rpartition("/")[0] for known in book.register.titles if known.startswith(BOOK_FOLDERS)})
    if not own or folder not in folders:
        where = f"'{folder}' is no folder of the book with chapters" if folder else "The chapter has no folder"
        raise add_fault(
            "add chapter",
            "add.name",
            f"{where}.",
            f"Say where it stands, as in 'add chapter evidence/housing'; folders "
            f"are: {', '.join(folders)}.{nearest(folder, folders)}",
        )
    page = f"{folder}/{own}"
    if page in book.register.titles:
        raise add_fault("add chapter", "add.name", f"There is a chapter {page}.md already.", "Give the new one another name.")
    return page


def _with_entry(root: Path, book: LoadedBook, file: str, own: str, after: str) -> dict[str, str | bytes]:
    """The page of contents with the new entry; empty if a pattern in it already includes the page."""
    try:
        chapter = read_chapter(root, file, book.vocabulary)
    except Fault:
        raise add_fault(
            "add chapter", "add.name", f"There is no page {file} whose contents could name it.", "Name a folder that has one."
        ) from None
    beside = [entry for entry in chapter.contents if "/" not in entry.page]
    if any(entry.is_pattern and entry.page == "*" for entry in chapter.contents):
        return {}
    names = [entry.page.removesuffix(".md") for entry in beside]
    wanted = after.rpartition("/")[2].removesuffix(".md")
    if wanted and wanted not in names:
        raise add_fault(
            "--after",
            "add.word",
            f"The contents of {file} name no page '{wanted[:40]}'.",
            f"Name one of: {', '.join(names)}.{nearest(wanted, names)}",
        )
    lines = read_text(root, file).rstrip("\n").split("\n")
    if not beside:
        return {file: "\n".join([*lines, "", "```{toctree}", own, "```"]) + "\n"}
    if wanted:
        line = beside[names.index(wanted)].line
    else:
        last = own.startswith(LAST_OF_ALL)
        line = next((entry.line - 1 for entry in beside if not last and entry.page.startswith(LAST_OF_ALL)), beside[-1].line)
    row = lines[beside[0].line - 1]
    lines.insert(line, row[: len(row) - len(row.lstrip())] + own)
    return {file: "\n".join(lines) + "\n"}
