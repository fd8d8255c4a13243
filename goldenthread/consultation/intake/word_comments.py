"""The comments of a Word document: their text, their threads, and which are marked as resolved.

Comments stand in a part of their own. Word 2013 and later keep who answers whom in another (`commentsExtended`), in which a
comment goes by the `w14:paraId` of its last paragraph ([MS-DOCX] 2.5.4.1, `commentEx`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.package_parts import PartTree, part_tree
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_characters import SIGNS, M, W, sign_of

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MOST_COMMENTS = 10_000
RESOLVED, OPENED_AGAIN = "_Marked as resolved_", "_Re-opened_"
_PARAGRAPH_MARK = re.compile(rb"""(?<=:)paraId\s*=\s*["']([^"']*)""")
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
    by_program: str = ""
    """What a program wrote in the name of its author: that the thread was resolved, or opened again."""
    replies: list[str] = field(default_factory=list)


def read_comments(package: Package, tree: PartTree | None = None) -> tuple[dict[str, Comment], dict[str, Comment]]:
    """The comments that begin a thread, each with its replies in order, and then every comment; both by id.

    `tree` has the parts of the package, where they are known already.
    """
    reached = [one for one in (tree or part_tree(package)).reached if package.has(one[0])]
    comments: dict[str, Comment] = {}
    for part in (part for part, kind in reached if kind == "comments"):
        _read_texts(package, part, comments)
    for part in (part for part, kind in reached if kind == "commentsExtended"):
        _read_threads(package, part, comments)
    by_para_id = {comment.para_id: comment for comment in comments.values() if comment.para_id}
    threads: dict[str, Comment] = {}
    for comment in comments.values():
        first = _first_of_thread(comment, by_para_id)
        if first is comment:
            threads[comment.id] = comment
        else:
            first.replies += [comment.text] * bool(comment.text)
            first.resolved = comment.by_program == RESOLVED if comment.by_program else first.resolved
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


def _read_texts(package: Package, part: str, comments: dict[str, Comment]) -> None:
    comment, words = Comment(id="", author=""), list[str]()
    deleted, in_properties = 0, 0
    for event, element in package.elements(part):
        tag, step = element.tag.removeprefix(W), 1 if event == "start" else -1
        # what was struck out of a comment again is no word of it
        deleted += step * (tag in ("del", "moveFrom"))
        in_properties += step * (tag in ("pPr", "rPr"))
        if event == "end":
            words.append("" if deleted else _words_of_end(tag, element, in_properties))
            if tag == "comment":
                comment.by_program, comment.text = _without_state("".join(words).strip())
        elif tag == "comment":
            comment, words = _new_comment(element, comments, package.name), []
        elif tag == "p":
            comment.para_id = element.get(f"{W14}paraId", comment.para_id)
        elif tag.endswith(("}blip", "}imagedata")):
            words.append("[picture]")


def _without_state(text: str) -> tuple[str, str]:
    """What Google Docs writes at the beginning of a comment to say what became of its thread, and the words of its author."""
    state = next((one for one in (RESOLVED, OPENED_AGAIN) if text.startswith(one)), "")
    return state, text.removeprefix(state).strip()


def _new_comment(element: Element, comments: dict[str, Comment], name: str) -> Comment:
    comment = Comment(id=element.get(f"{W}id", ""), author=element.get(f"{W}author", "").strip())
    while comment.id in comments:
        # two comments of one number, which no program writes, are two comments
        comment.id += "+"
    comments[comment.id] = comment
    if len(comments) > MOST_COMMENTS:
        refuse(name, "intake.too-large", f"The file holds more than {MOST_COMMENTS:,} comments.", "Ask for it in parts.")
    return comment


def _words_of_end(tag: str, element: Element, in_properties: int) -> str:
    if tag in ("t", f"{M}t"):
        return element.text or ""
    if tag in ("p", "br", "cr"):
        return "\n"
    if tag == "sym":
        return sign_of(element)
    return SIGNS[tag] if tag in SIGNS and not in_properties else ""


def _read_threads(package: Package, part: str, comments: Mapping[str, Comment]) -> None:
    by_para_id = {comment.para_id: comment for comment in comments.values() if comment.para_id}
    for event, element in package.elements(part):
        comment = by_para_id.get(element.get(f"{W15}paraId", ""))
        if event == "start" and comment is not None:
            comment.parent_para_id = element.get(f"{W15}paraIdParent", "")
            comment.resolved = element.get(f"{W15}done", "0") in TRUE


def thread_ids(package: Package, tree: PartTree) -> set[str]:
    """The comments that are said to be there, by the mark of a paragraph of each, but that the parts of comments do not hold."""
    told, held = set[bytes](), set[bytes]()
    for part, kind in tree.reached:
        if kind in ("comments", "commentsExtended", "commentsIds") and package.has(part):
            (held if kind == "comments" else told).update(_PARAGRAPH_MARK.findall(package.bytes_of(part)))
    return {mark.decode("ascii", "replace") for mark in told - held}
