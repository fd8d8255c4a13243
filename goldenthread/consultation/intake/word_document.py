"""A Word document read whole: every part by its relationships, every mark counted twice, and what no reader knows by its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from goldenthread.consultation.intake.known_copies import Looks, looks_in, paragraphs_in
from goldenthread.consultation.intake.package_parts import TEXT_PARTS, WORDLESS, PartTree, part_tree
from goldenthread.consultation.intake.package_words import (
    LONGEST_LEFTOVER,
    gaps_of_parts,
    loose_words,
    named_part,
    people_of,
    properties_of,
    root_of,
)
from goldenthread.consultation.intake.points import Leftover, Passage, Targets, fold
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_characters import W
from goldenthread.consultation.intake.word_comments import Comment, read_comments, thread_ids
from goldenthread.consultation.intake.word_marks import CELLS, FORMATTING, PICTURES, REVISIONS, Marks
from goldenthread.consultation.intake.word_text_reader import read_marks
from goldenthread.model import GIVEN_OUT, link_key, number_of, picture_digest

# customXml may hold what a form asked for; such data show in the text, where they are bound to it
KNOWN_PARTS = frozenset({*WORDLESS, *TEXT_PARTS, "comments", "commentsExtended", "people", "glossaryDocument", "customXml",
                         "diagramDrawing", "diagramLayout", "diagramQuickStyle", "diagramColors"})
MARK_NAMES = {"comment": "comment", "ins": "insertion", "del": "deletion", "moveFrom": "move", "moveTo": "move",
              "drawing": "picture", "pict": "picture", "object": "object", "oMath": "equation",
              **dict.fromkeys(FORMATTING, "formatting change"), **dict.fromkeys(CELLS, "cell change")}
COUNTED = re.compile(rb"<(?:([\w.-]+):)?(" + "|".join(["comment", "oMath", *REVISIONS, *FORMATTING, *CELLS, *PICTURES]).encode()
                     + rb")(?=[\s/>])")
# the path of a drawing has an element of the same name as a move (ECMA-376, part 1, 20.1.9.14)
DRAWN = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/drawingml/""")
FALLBACK = re.compile(rb"<((?:[\w.-]+:)?Fallback)(?=[\s>])[^>]*(?<!/)>.*?</\1\s*>", re.DOTALL)
REACTED = "somebody has marked a comment with a sign, such as a thumb up, in place of words: look at it in the original"
TEMPLATE = "template"
"""The kind of passage that a template keeps to be put in, such as a text to begin with."""


@dataclass(kw_only=True)
class WordDocument:
    """What a Word document holds. `gaps` are what was counted and not read, or is there and reached by nothing.

    `given_out` is the text that the copy carries of itself: the bookmarks around each paragraph, and its words; `properties`
    are what the file says of itself, and what it holds for programs.
    """

    threads: dict[str, Comment]
    thread_ids: set[str] = field(default_factory=set)
    """Comments that the file says are there, by the mark of a paragraph, and whose words are not."""
    comments: dict[str, Comment]
    marks: Marks
    given_out: tuple[tuple[str, str], ...] = ()
    given_looks: Looks = ()
    """What was given out struck out, hidden or highlighted in each of these paragraphs."""
    style_colours: frozenset[str] = frozenset()
    """The colours of the styles: a program that drops a style colours its words with them."""
    authors: set[str] = field(default_factory=set)
    gaps: list[Leftover] = field(default_factory=list)
    properties: list[Passage] = field(default_factory=list)
    outside_links: int = 0
    outside_addresses: list[str] = field(default_factory=list)
    """To what words of the text lead."""


def read_document(package: Package, targets: Targets) -> WordDocument:
    """Read every part. Raises `Fault` for a file that is damaged, unsafe, or no Word document."""
    tree = part_tree(package)
    if not tree.main:
        refuse(package.name, "intake.kind", "The file is a zip file, but not a Word document.",
               "Ask for a Word document that is saved as .docx.")
    root = root_of(package, tree.main)
    if root != f"{W}document":
        refuse(package.name, "intake.kind",
               f"The text of the file begins with '{root.rpartition('}')[2][:40]}' in a form that is not known here.",
               "Ask for a copy that is saved as Word Document (.docx) by Word or LibreOffice.")
    marks = read_marks(package, targets, tree)
    threads, comments = read_comments(package, tree)
    marks.counted["comment"] = len(comments)
    given_out, given_looks = _given_out(package, tree)
    document = WordDocument(threads=threads, comments=comments, marks=marks, outside_links=package.outside_links(),
                            given_out=given_out, given_looks=given_looks,
                            style_colours=frozenset(_style_colours(package, tree)))
    document.authors = {*marks.authors, *(comment.author for comment in comments.values()), *people_of(package, tree)} - {""}
    reactions = _reactions(package, tree)
    document.authors |= set(reactions) - {""}
    document.outside_addresses = list(dict.fromkeys(_addresses(tree, marks.field_links)))
    document.thread_ids = thread_ids(package, tree)
    document.properties = [*properties_of(package, tree), *_variables(package, tree)]
    document.gaps = [*gaps_of_parts(package, tree, KNOWN_PARTS), *_gaps_of_marks(package, tree, document),
                     *_not_given_out(package, tree, marks.field_links)]
    if reactions:
        document.gaps.append(Leftover(where=number_of(len(reactions), "reaction"), why=REACTED))
    return document


def _given_out(package: Package, tree: PartTree) -> tuple[tuple[tuple[str, str], ...], Looks]:
    """The text that a copy carries of itself, and what was marked in it; no looks where it was kept without them."""
    for part in tree.related(tree.main, "customXml"):
        if package.has(part) and part.endswith(".xml") and root_of(package, part) == f"{{{GIVEN_OUT}}}text":
            content = package.bytes_of(part)
            return paragraphs_in(content), looks_in(content)
    return (), ()


def _style_colours(package: Package, tree: PartTree) -> Iterator[str]:
    for part in filter(package.has, tree.related(tree.main, "styles")):
        for event, element in package.elements(part):
            if event == "start" and element.tag == f"{W}color":
                yield element.get(f"{W}val", "").upper()


def _not_given_out(package: Package, tree: PartTree, field_links: Sequence[str]) -> Iterator[Leftover]:
    """The pictures and links of a copy of ours that were not given out with it: one may stand in the place of another."""
    given = next((root for part in tree.related(tree.main, "customXml") if package.has(part) and part.lower().endswith(".xml")
                  if (root := next(element for event, element in package.elements(part))).tag == f"{{{GIVEN_OUT}}}text"), None)
    if given is None:
        return
    pictures, links = given.get("pictures", "").split(), given.get("links", "").split()
    for part in sorted({part for part, kind in tree.reached if kind == "image" and package.has(part)}) if pictures else ():
        if picture_digest(package.bytes_of(part)) not in pictures:
            yield named_part("picture", part, "it is not among those that were given out: look at it in the original", "")
    put_in = [address for address in _addresses(tree, field_links) if link_key(address) not in links] if links else []
    if put_in:
        yield Leftover(where=number_of(len(put_in), "link"), why="the copy was not given out with it: say what it is about",
                       text="\n".join(put_in)[:LONGEST_LEFTOVER])


def _reactions(package: Package, tree: PartTree) -> list[str]:
    """Who has marked a comment with a sign, once for each time."""
    return [element.get("userName", "") for part, kind in tree.reached if kind == "commentsExtensible" and package.has(part)
            for event, element in package.elements(part)
            if event == "start" and element.tag.endswith("}user") and "userName" in element.attrib]


def _addresses(tree: PartTree, field_links: Sequence[str]) -> Iterator[str]:
    yield from (one.target for ones in tree.relations.values() for one in ones if one.is_external and one.kind == "hyperlink")
    yield from field_links


def _variables(package: Package, tree: PartTree) -> Iterator[Passage]:
    """What the settings and the template hold in words."""
    for part in filter(package.has, tree.related(tree.main, "settings")):
        words = [element.get(f"{W}val", "") for event, element in package.elements(part)
                 if event == "start" and element.tag == f"{W}docVar"]
        if words:
            yield Passage(kind="data", where=f"part '{part[:80]}'", words=" ".join(words)[:LONGEST_LEFTOVER])
    for part in (part for part, kind in tree.reached if kind == "glossaryDocument" and package.has(part)):
        if words_of_part := loose_words(package, part):
            yield Passage(kind=TEMPLATE, where=f"part '{part[:80]}'", words=words_of_part)


def count_marks(package: Package, tree: PartTree) -> Counter[str]:
    """How many marks of each kind stand in the bytes of the parts that hold text. Counted without reading them as XML.

    What stands in a part that nothing leads to is counted as well; what a program shows of no newer element is not.
    """
    wordless = {part for part, kind in tree.reached if kind not in {*TEXT_PARTS, "comments", "glossaryDocument"}}
    comment_parts = {part for part, kind in tree.reached if kind == "comments"}
    passed_over = ("docProps/", "customXml/", "[Content_Types].xml", *tree.template_folders())
    counts: Counter[str] = Counter()
    for part in package.parts:
        if not part.lower().endswith(".xml") or part in wordless or part.startswith(passed_over):
            continue
        raw = package.bytes_of(part)
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:64]:
            raw = raw.decode("utf-16", "replace").encode("utf-8")
        drawn = set(DRAWN.findall(raw))
        found = Counter(match[2].decode() for match in COUNTED.finditer(FALLBACK.sub(b"", raw))
                        if not (match[2] == b"moveTo" and match[1] in drawn))
        if part in comment_parts:
            # pictures and changes within a comment are parts of its words
            found = Counter({"comment": found["comment"]})
        counts += found
    return counts


def _gaps_of_marks(package: Package, tree: PartTree, document: WordDocument) -> Iterator[Leftover]:
    missing: Counter[str] = Counter()
    for mark, count in count_marks(package, tree).items():
        missing[MARK_NAMES[mark]] += max(0, count - document.marks.counted[mark])
    for name, count in missing.items():
        if count:
            where = number_of(count, name)
            yield Leftover(where=where, why="counted in the file, but in no place that is read",
                           passages=tuple(Passage(kind=name, where=where) for _ in range(min(count, 100))))
    shown = fold("".join(paragraph.old + paragraph.new for paragraph in document.marks.paragraphs))
    if others := [words for words in document.marks.fallback_words if fold(words) not in shown]:
        yield Leftover(where="what only older programs show", why="it differs from what newer ones show in its place",
                       text=" ".join(others)[:LONGEST_LEFTOVER])
    for words, where, why in (
            (document.marks.unseen_words, "words where none are shown", "they stand in the file, and no program shows them"),
            (document.marks.hidden_fields, "fields that show nothing", "no page shows what is written in them")):
        if words:
            yield Leftover(where=where, why=why, text="\n".join(words)[:LONGEST_LEFTOVER])
    for key in sorted(document.thread_ids):
        yield Leftover(where=f"comment with the mark {key[:20]}", why="the file knows of it, but its words are not in the file")
    for key in document.marks.ranges:
        if key not in document.comments:
            yield Leftover(where=f"comment {key}", why="the text refers to it, but its words are not in the file",
                           text=document.marks.ranges[key].quoted)
