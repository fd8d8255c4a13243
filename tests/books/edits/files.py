"""Edits of files as systems and programs make them: links, capitals, times, marks, copies put back, folders with odd names."""

from __future__ import annotations

import codecs
import os
import re

from PIL import Image

from tests.books.edits.draft import Draft, NotHere, edit
from tests.books.edits.words import a_chapter, after_a_paragraph

YEAR = 365 * 86_400 * 10**9
FOLDERS = ("tests", "build", "archive", "items", "static", "images", "downloads", "_static", "_images", "_downloads", "charts",
           "Data", "chapters", "node_modules", "__pycache__", "html", "docs", "evidence", "strategy", "2020-03", "search", "a b")
KEPT = "strategy/consultation/given-out"
TEXTS = ("**/*.md", "evidence/data/*.csv", "evidence/data/*.toml", "evidence/*.toml", "evidence/*.bib", "strategy/**/*.toml")


def of_book(draft: Draft, *patterns: str) -> str:
    """A file of the book that matches one of these."""
    return draft.pick([file for file in draft.files(draft.pick(patterns)) if not file.startswith("build/")])


def renamed_everywhere(draft: Draft, folder: str, old: str, new: str) -> None:
    """Give a chapter of a folder another name, in its contents and in every link."""
    (draft.root / folder / f"{old}.md").rename(draft.root / folder / f"{new}.md")
    for other in draft.files("**/*.md"):
        ends = r"(\.md|>?$)" if other.startswith(f"{folder}/") else r"(\.md)"
        if old in (text := draft.read(other)) and not other.startswith("build/"):
            draft.write(other, re.sub(rf"\b{old}{ends}", rf"{new}\1", text, flags=re.MULTILINE))


@edit("a chapter whose name changes in its capitals alone")
def capitals(draft: Draft) -> None:
    folder, _, name = of_book(draft, "evidence/[cC]hapter-*.md").removesuffix(".md").rpartition("/")
    renamed_everywhere(draft, folder, name, name[0].swapcase() + name[1:])


@edit("a picture whose name changes in its capitals alone")
def capitals_of_picture(draft: Draft) -> None:
    folder, _, name = of_book(draft, "**/pictures/*.svg").rpartition("/")
    new = name.swapcase().replace(".SVG", ".svg")
    (draft.root / folder / name).rename(draft.root / folder / new)
    for file in draft.files("**/*.md"):
        if (path := f"../{folder}/{name})") in (text := draft.read(file)) and not file.startswith("build/"):
            draft.write(file, text.replace(path, f"../{folder}/{new})"))


@edit("a chapter moved into a folder with a name that a program might keep for itself")
def odd_folder(draft: Draft) -> None:
    file = draft.pick([name for name in draft.files("evidence/[cC]hapter-*.md")
                       if not re.search(r"\]\(|\{toctree", draft.read(name))])
    name, folder = file.rpartition("/")[2].removesuffix(".md"), draft.pick(FOLDERS)
    (draft.root / "evidence" / folder).mkdir(exist_ok=True)
    (draft.root / file).rename(draft.root / "evidence" / folder / f"{name}.md")
    for other in draft.files("**/*.md"):
        if f"evidence/{name}.md" in (text := draft.read(other)) and not other.startswith("build"):
            draft.write(other, text.replace(f"evidence/{name}.md", f"evidence/{folder}/{name}.md"))
    draft.change("evidence/index.md", rf"^(.*<)?{name}(>?)$", rf"\g<1>{folder}/{name}\2")


@edit("a chapter taken back out of its folder")
def out_of_folder(draft: Draft) -> None:
    file = draft.pick([name for name in draft.files("evidence/*/[cC]hapter-*.md") if "](" not in draft.read(name)])
    _, folder, name = file.removesuffix(".md").split("/")
    (draft.root / file).rename(draft.root / "evidence" / f"{name}.md")
    for other in draft.files("**/*.md"):
        if f"{folder}/{name}" in (text := draft.read(other)) and not other.startswith("build"):
            draft.write(other, text.replace(f"{folder}/{name}", name))


@edit("a mark of its encoding put before a file, or taken away")
def byte_order_mark(draft: Draft) -> None:
    path = draft.root / of_book(draft, *TEXTS)
    content = path.read_bytes()
    path.write_bytes(content.removeprefix(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else codecs.BOM_UTF8 + content)


@edit("line ends of any file as another system writes them")
def line_ends(draft: Draft) -> None:
    path = draft.root / of_book(draft, *TEXTS, "ubproject.toml", "conf.py", "**/*.svg")
    lines = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    path.write_bytes(lines.replace(b"\n", draft.pick([b"\r\n", b"\n"])))


@edit("a file that was taken away put back, or another taken away")
def taken_away(draft: Draft) -> None:
    gone = [held for held in draft.past if not (draft.root / held[0]).exists()]
    if gone and draft.random.random() < 0.7:
        draft.write_held(*draft.pick(gone))
    else:
        (draft.root / of_book(draft, "**/pictures/*.*", "evidence/data/new-*.*", "strategy/*.toml", "evidence/glossary.md",
                              "strategy/20*/agreed.toml", "strategy/consultation/received/*", f"{KEPT}/*")).unlink()


@edit("a picture replaced by one that is older, or of another kind")
def older_picture(draft: Draft) -> None:
    """By a copy from elsewhere, which keeps its time."""
    path = draft.root / of_book(draft, "**/pictures/*.svg", "**/pictures/*.png")
    time, number = path.stat().st_mtime_ns, draft.number()
    if path.suffix == ".png":
        Image.new("RGB", (number % 40 + 20, 30), (number % 256, 99, 99)).save(path)
    else:
        path.write_text(re.sub(r'cx="\d+"', f'cx="{number % 30 + 5}"', path.read_text(encoding="utf-8")), encoding="utf-8")
    os.utime(path, ns=(time - draft.pick([0, 1, YEAR]),) * 2)


@edit("a photo put on a page, or another in its place")
def photo(draft: Draft) -> None:
    folder, name = draft.pick(["evidence/pictures", "docs/reviewers/pictures"]), f"photo-{draft.number() % 2}.png"
    path, number = draft.root / folder / name, draft.number()
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (number % 40 + 20, 30), (number % 256, 99, 99)).save(path)
    file = draft.pick(draft.files("evidence/[cC]hapter-*.md"))
    after_a_paragraph(draft, file, f"![A photo of {number}](../{folder}/{name})")


@edit("a chapter or a table that is a link to a file kept elsewhere")
def link(draft: Draft) -> None:
    """Beside the book in its folder: a link out of the folder is refused."""
    file = of_book(draft, "evidence/[cC]hapter-*.md", "evidence/data/*.csv", "evidence/data/*.toml", "**/pictures/*.svg",
                   "evidence/references.bib", "strategy/20*/part-*.md", "strategy/editions.toml")
    path, kept = draft.root / file, draft.root / "kept" / f"{draft.number()}-{file.rpartition('/')[2]}"
    if path.is_symlink():
        raise NotHere
    kept.parent.mkdir(exist_ok=True)
    path.rename(kept)
    path.symlink_to(os.path.relpath(kept, path.parent))


@edit("a file to which a link leads, or the link itself")
def behind_a_link(draft: Draft) -> None:
    """What stands behind a link changes, or the link leads to another file, or the file comes back in its place."""
    path = draft.root / draft.pick([file for pattern in (*TEXTS, "**/*.svg") for file in draft.files(pattern)
                                    if (draft.root / file).is_symlink()])
    content, way = path.read_bytes(), draft.pick(["changed", "another", "back"])
    if path.suffix == ".md":
        new = re.sub(rb"\. (?=[A-Z])", f", as {draft.number()} said. ".encode(), content, count=1)
    else:  # a place in a picture, the title of a card, a number of a table
        new = re.sub(rb'cx="\d+|^title = "[^"]*|(?<=\.)\d$', lambda held: held[0][:-1] + b"7", content, count=1,
                     flags=re.MULTILINE)
    if way == "changed":
        path.write_bytes(new)
        return
    path.unlink()
    if way == "back":
        path.write_bytes(content)
        return
    other = draft.root / "kept" / f"{draft.number()}-other{path.suffix}"
    other.write_bytes(new)
    path.symlink_to(os.path.relpath(other, path.parent))


@edit("the text of a copy that was given out, kept or changed")
def given_out(draft: Draft) -> None:
    files, number = draft.files(f"{KEPT}/*.json"), draft.number()
    name = draft.pick(files) if files and number % 2 else f"{KEPT}/2019-09-{number % 28 + 1:02}-bench-{number:08}.json"
    draft.write(name, f'{{"paragraphs": ["A word of {number}."]}}\n')


@edit("a table, an edition or a finding that counts from a later edition")
def since(draft: Draft) -> None:
    new = draft.pick(["2019-12", "2020-03"])
    if draft.random.random() < 0.5:
        draft.option("evidence", "since", lambda old: new)
    else:
        draft.change(of_book(draft, "evidence/data/*.toml"), r'^since = ".*"$', f'since = "{new}"')


@edit("what a page says of itself before its title")
def front_matter(draft: Draft) -> None:
    file = a_chapter(draft)
    text = draft.read(file)
    line = draft.pick(["hide-toc: true", f"tocdepth: {draft.number() % 3 + 1}"])
    draft.write(file, re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL) if text.startswith("---")
                else f"---\n{line}\n---\n{text}")
