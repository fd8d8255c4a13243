"""The comments of a Word document: their words, who answers whom, and which are marked as resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.consultation.intake.safe_files import Package, refuse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
COMMENTS, EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
MOST = 10_000


@dataclass(kw_only=True)
class Comment:
    """One comment. `paragraph` is the mark by which answers name it, `answers` the mark of the comment that it answers."""

    id: str
    author: str
    text: str = ""
    paragraph: str = ""
    answers: str = ""
    resolved: bool = False
    replies: list[str] = field(default_factory=list)


def read_comments(package: Package) -> tuple[dict[str, Comment], dict[str, Comment]]:
    """The comments that begin a thread, each with its replies in order, and then every comment, by id."""
    every = _texts(package) if package.has(COMMENTS) else {}
    _threads(package, every)
    by_mark = {comment.paragraph: comment for comment in every.values() if comment.paragraph}
    roots: dict[str, Comment] = {}
    for comment in every.values():
        root = _root(comment, by_mark)
        if root is comment:
            roots[comment.id] = comment
        elif comment.text:
            root.replies.append(comment.text)
    return roots, every


def _root(comment: Comment, by_mark: Mapping[str, Comment]) -> Comment:
    seen = {comment.id}
    while comment.answers in by_mark:
        comment = by_mark[comment.answers]
        if comment.id in seen:
            # a ring of answers has no beginning: each stands for itself
            return comment
        seen.add(comment.id)
    return comment


def _texts(package: Package) -> dict[str, Comment]:
    found: dict[str, Comment] = {}
    comment, words = Comment(id="", author=""), list[str]()
    for event, element in package.elements(COMMENTS):
        tag = element.tag.removeprefix(W)
        if event == "start" and tag == "comment":
            comment, words = Comment(id=element.get(f"{W}id", ""), author=element.get(f"{W}author", "").strip()), []
            found[comment.id] = comment
            if len(found) > MOST:
                refuse(package.name, "intake.too-large", f"The file holds more than {MOST:,} comments.", "Ask for it in parts.")
        elif event == "start" and tag == "p":
            comment.paragraph = element.get(f"{W14}paraId", comment.paragraph)
        elif event == "end" and tag == "t":
            words.append(element.text or "")
        elif event == "end" and tag in ("p", "br", "cr"):
            words.append("\n")
        elif event == "end" and tag == "tab":
            words.append(" ")
        elif event == "end" and tag == "comment":
            comment.text = "".join(words).strip()
    return found


def _threads(package: Package, every: Mapping[str, Comment]) -> None:
    if not package.has(EXTENDED):
        return
    by_mark = {comment.paragraph: comment for comment in every.values() if comment.paragraph}
    for event, element in package.elements(EXTENDED):
        comment = by_mark.get(element.get(f"{W15}paraId", ""))
        if event == "start" and comment is not None:
            comment.answers = element.get(f"{W15}paraIdParent", "")
            comment.resolved = element.get(f"{W15}done", "0") in ("1", "true")
