"""What an Office file holds beside its text: its properties, who it says made it, drawings, and parts that are read nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.consultation.intake.package_parts import WORDLESS, PartTree
from goldenthread.consultation.intake.points import Leftover, Passage
from goldenthread.consultation.intake.safe_files import Package
from goldenthread.model import GIVEN_OUT, words_aside

# parts with words that are no text of WordprocessingML: what each is called, and which of their elements hold words
OTHER_PARTS = {"chart": "chart", "chartEx": "chart", "chartUserShapes": "drawing", "diagramData": "drawing", "drawing": "drawing"}
ATTACHED_PARTS = {"package": "an embedded file", "oleObject": "an embedded object",
                  "aFChunk": "a piece of text in another format",
                  "subDocument": "a document within the document", "control": "a control that needs a program",
                  "video": "a film", "audio": "a sound"}
WORDED_PROPERTIES = frozenset({"title", "subject", "description", "keywords", "category", "contentStatus", "lpwstr", "lpstr",
                               "bstr"})
LONGEST_LEFTOVER = 5_000
# the last three are of a drawing in VML
_WORDED = frozenset({"t", "v", "delText", "div", "font", "span"})
_FORMATS = ("/chart}numFmt", "/chart}formatCode")
# in brackets stand colours, conditions and currencies (ECMA-376, part 1, 18.8.31)
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')


def root_of(package: Package, part: str) -> str:
    """The name of the first element of a part."""
    return next((element.tag for event, element in package.elements(part)), "")


def people_of(package: Package, tree: PartTree) -> Iterator[str]:
    """Those whom the file names as its authors, editors and managers."""
    people = [part for part, kind in tree.reached if kind == "people"]
    for part in filter(package.has, [*tree.related("", "core-properties", "extended-properties"), *people]):
        for event, element in package.elements(part):
            local = element.tag.rpartition("}")[2]
            if event == "end" and local in ("creator", "lastModifiedBy", "Manager"):
                yield (element.text or "").strip()
            elif event == "start" and local == "person":
                yield next((value.strip() for key, value in element.attrib.items() if key.endswith("}author")), "")


def properties_of(package: Package, tree: PartTree) -> Iterator[Passage]:
    """What the properties of the file say, and what it holds for programs beside its text."""
    for part in filter(package.has, tree.related("", "core-properties", "custom-properties")):
        for event, element in package.elements(part):
            local, words = element.tag.rpartition("}")[2], " ".join((element.text or "").split())
            if event == "end" and words and local in WORDED_PROPERTIES:
                yield Passage(kind="property", where=f"the file's property '{local}'", words=words[:LONGEST_LEFTOVER])
    for part in filter(package.has, tree.related(tree.main, "customXml")):
        if part.lower().endswith(".xml") and root_of(package, part) != f"{{{GIVEN_OUT}}}text":
            texts = (element.text or "" for event, element in package.elements(part) if event == "end")
            words = " ".join(" ".join(texts).split())
            yield Passage(kind="data", where=f"part '{part[:80]}'", words=words[:LONGEST_LEFTOVER])


def gaps_of_parts(package: Package, tree: PartTree, known: frozenset[str]) -> Iterator[Leftover]:
    """What the file holds beside its text, what it should hold and does not, and what nothing in it leads to.

    `known` are the kinds of parts that are read elsewhere or say nothing.
    """
    if not tree.relations.get(""):
        yield Leftover(where="the file", why="its table of parts is missing, so that nobody can say that all of it was read")
    for one in tree.dangling:
        if one.target != tree.main:
            yield Leftover(where=f"part '{one.target[:80]}'", why=f"the file speaks of it as its {one.kind}, but it is not there")
    for part, kind in tree.reached:
        if package.has(part):
            yield from _gap_of_part(package, part, kind, known)
    for part in tree.unreached:
        if part.lower().startswith(("docprops/", "customxml/", "[trash]/")) or part.lower().endswith((".ds_store", ".dat")):
            continue
        words = loose_words(package, part) if part.lower().endswith(".xml") else ""
        yield named_part("part", part, "it is in the file, but nothing leads to it, and a program shows nothing of it", words)


def _gap_of_part(package: Package, part: str, kind: str, known: frozenset[str]) -> Iterator[Leftover]:
    """What a part holds that is no text of the document."""
    if kind in known - WORDLESS:
        return
    if kind in OTHER_PARTS:
        words = loose_words(package, part)
        yield named_part(OTHER_PARTS[kind], part, "it stands in a drawing, which has to be looked at", words)
    elif kind in ATTACHED_PARTS:
        yield named_part("attachment", part, f"{ATTACHED_PARTS[kind]} is not read here: take it in by itself", "")
    elif kind in WORDLESS and part.lower().endswith((".xml", ".vml")) and (words := loose_words(package, part)):
        yield named_part("part", part, f"it is said to hold no words ({kind[:40]}), and holds some", words)
    elif part.lower().endswith(".xml") and (words := loose_words(package, part)):
        yield named_part("part", part, f"it is a part of a kind that is not read here ({kind[:40]})", words)


def named_part(kind: str, part: str, why: str, words: str) -> Leftover:
    """A part that is left over, with its words."""
    where = f"{kind} '{part.rpartition('/')[2][:80]}'"
    return Leftover(where=where, why=why, text=words, passages=(Passage(kind=kind, where=where, words=words),))


def loose_words(package: Package, part: str) -> str:
    """The words of a part of any kind, as far as they stand where most kinds have them."""
    words, length = list[str](), 0
    for event, element in package.elements(part):
        local = element.tag.rpartition("}")[2]
        if event == "end" and length < LONGEST_LEFTOVER:
            said = [element.text or ""] if local in _WORDED else list(words_aside(element.tag, element.attrib))
            # formats of a chart; those of a workbook's cells are told where a cell uses them
            said += [words_of_format(element.get("formatCode", element.text or ""))] if element.tag.endswith(_FORMATS) else []
            words += said
            length += sum(map(len, said))
    return " ".join(" ".join(words).split())


def words_of_format(code: str) -> str:
    """The words that the format of a number shows, such as `per cent` of `0" per cent"`; empty where it shows none."""
    words = "".join(quoted or sign for quoted, sign in _LITERAL.findall(_IN_BRACKETS.sub("", code)))
    return " ".join(words.split()) if re.search(r"[^\W\d_]{2}", words) else ""
