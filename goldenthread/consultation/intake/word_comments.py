"""The comments of a Word document: their text, their threads, and which are marked as resolved.

Comments are in `word/comments.xml`. Word 2013 and later keep who answers whom in `word/commentsExtended.xml`, in which a
comment goes by the `w14:paraId` of its last paragraph ([MS-DOCX] 2.5.4.1, `commentEx`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.consultation.intake.safe_files import Package, refuse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
COMMENTS, EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
MOST_COMMENTS = 10_000
TRUE = ("1", "true", "on")
"""The values of ST_OnOff that mean yes (ECMA-376, part 1, 22.9.2.7): Word writes 1, other programs write the others."""


@dataclass(kw_only=True)
class Comment:
    """One comment. `para_id` is the id of its last paragraph, `parent_para_id` that of the comment that it answers.

    `replies` holds the texts of all comments of the thread that this one begins.
    """

    id: str
    author: str
    text: str = ""
    para_id: str = ""
    parent_para_id: str = ""
    resolved: bool = False
    replies: list[str] = field(default_factory=list)


def read_comments(package: Package) -> tuple[dict[str, Comment], dict[str, Comment]]:
    """The comments that begin a thread, each with its replies in order, and then every comment; both by id."""
    comments = _texts(package) if package.has(COMMENTS) else {}
    _read_threads(package, comments)
    by_para_id = {comment.para_id: comment for comment in comments.values() if comment.para_id}
    threads: dict[str, Comment] = {}
    for comment in comments.values():
        first = _first_of_thread(comment, by_para_id)
        if first is comment:
            threads[comment.id] = comment
        elif comment.text:
            first.replies.append(comment.text)
    return threads, comments


def _first_of_thread(comment: Comment, by_para_id: Mapping[str, Comment]) -> Comment:
    seen = {comment.id}
    while comment.parent_para_id in by_para_id:
        comment = by_para_id[comment.parent_para_id]
        if comment.id in seen:
            # a ring of answers, which no program writes, has no beginning
            return comment
        seen.add(comment.id)
    return comment


def _texts(package: Package) -> dict[str, Comment]:
    comments: dict[str, Comment] = {}
    comment, words = Comment(id="", author=""), list[str]()
    for event, element in package.elements(COMMENTS):
        tag = element.tag.removeprefix(W)
        if event == "start" and tag == "comment":
            comment, words = Comment(id=element.get(f"{W}id", ""), author=element.get(f"{W}author", "").strip()), []
            comments[comment.id] = comment
            if len(comments) > MOST_COMMENTS:
                refuse(package.name, "intake.too-large", f"The file holds more than {MOST_COMMENTS:,} comments.",
                       "Ask for it in parts.")
        elif event == "start" and tag == "p":
            comment.para_id = element.get(f"{W14}paraId", comment.para_id)
        elif event == "end" and tag == "t":
            words.append(element.text or "")
        elif event == "end" and tag in ("p", "br", "cr"):
            words.append("\n")
        elif event == "end" and tag == "tab":
            words.append(" ")
        elif event == "end" and tag == "comment":
            comment.text = "".join(words).strip()
    return comments


def _read_threads(package: Package, comments: Mapping[str, Comment]) -> None:
    if not package.has(EXTENDED):
        return
    by_para_id = {comment.para_id: comment for comment in comments.values() if comment.para_id}
    for event, element in package.elements(EXTENDED):
        comment = by_para_id.get(element.get(f"{W15}paraId", ""))
        if event == "start" and comment is not None:
            comment.parent_para_id = element.get(f"{W15}paraIdParent", "")
            comment.resolved = element.get(f"{W15}done", "0") in TRUE
