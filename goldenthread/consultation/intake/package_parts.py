"""The parts of an Office Open XML package as its relationships tell of them: which part is which, whatever its name.

Names of parts are a habit of each program and no rule (ECMA-376, part 2, 8 and 9): Word for the web writes
`word/document2.xml`. What no relationship leads to, and what a relationship leads to in vain, is told as well.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from goldenthread.consultation.intake.safe_files import Package

MAIN = "officeDocument"
# parts that hold no words and no mark of a reader; a file that lacks one of them says no less
WORDLESS = frozenset({"styles", "stylesWithEffects", "settings", "webSettings", "theme", "themeOverride", "fontTable", "font",
                      "numbering", "thumbnail", "printerSettings", "customXmlProps", "calcChain", "commentsIds",
                      "commentsExtensible", "attachedTemplate", "origin", "signature", "extended-properties", "vmlDrawing",
                      "custom-properties", "core-properties", "extensibility", "userCustomization", "keyMapCustomizations",
                      "attachedToolbars", "chartStyle", "chartColorStyle", "recipientData"})
# the kinds of parts whose text is read, in the order in which a reader meets it
TEXT_PARTS = ("footnotes", "endnotes", "header", "footer")
USUAL_MAIN = ("word/document.xml", "xl/workbook.xml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """A relationship from one part to another: its kind is the last word of its type, such as `comments`."""

    kind: str
    source: str
    target: str
    is_external: bool
    id: str = ""


@dataclass(kw_only=True)
class PartTree:
    """The parts of a package: the main one, every relationship by the part it leads from, and what does not fit together.

    `dangling` are the relationships to parts that are not there, but for those without words; `unreached` are the parts that
    no relationship leads to.
    """

    main: str
    relations: Mapping[str, list[Relation]]
    dangling: list[Relation]
    unreached: list[str]

    def related(self, source: str, *kinds: str) -> list[str]:
        """The parts of these kinds that a part leads to, in order."""
        return [one.target for one in self.relations.get(source, ()) if one.kind in kinds and not one.is_external and one.target]

    @cached_property
    def reached(self) -> list[tuple[str, str]]:
        """Every part that the main one leads to, directly or not, with the kind of the relationship that led there first."""
        found: dict[str, str] = {}
        ahead = [self.main]
        while ahead:
            for one in self.relations.get(ahead.pop(), ()):
                if not one.is_external and one.target and one.target not in found and one.target != self.main:
                    found[one.target] = one.kind
                    ahead.append(one.target)
        return list(found.items())

    def template_folders(self) -> tuple[str, ...]:
        """The folders of a template's building blocks, which stand in the file and in no text of it."""
        folders = {f"{part.rpartition('/')[0]}/" for part, kind in self.reached if kind == "glossaryDocument"}
        return tuple(folders - {f"{self.main.rpartition('/')[0]}/", "/"})

    def text_parts(self) -> Iterator[tuple[str, str]]:
        """Every part that holds text of the document, with its kind, in the order in which a reader meets it."""
        templates = self.template_folders()
        yield self.main, "text"
        for wanted in TEXT_PARTS:
            yield from ((part, kind) for part, kind in self.reached if kind == wanted and not part.startswith(templates))


def part_tree(package: Package) -> PartTree:
    """The parts of a package by their relationships. Raises `Fault` when these cannot be read."""
    by_lower = {part.lower(): part for part in package.parts}
    relations: dict[str, list[Relation]] = {}
    dangling = []
    for part in package.parts:
        if part.lower().endswith(".rels"):
            source = _source_of(part, by_lower)
            for one in _relations(package, part, source, by_lower):
                relations.setdefault(source, []).append(one)
                if not one.is_external and one.target not in package.parts:
                    dangling.append(one)
    mains = [one.target for one in relations.get("", ()) if one.kind == MAIN and one.target in package.parts]
    main = mains[0] if mains else next((part for part in USUAL_MAIN if part in package.parts), "")
    tree = PartTree(main=main, relations=relations, dangling=[one for one in dangling if one.kind not in WORDLESS], unreached=[])
    led_to = {one.target for ones in relations.values() for one in ones} | {main}
    tree.unreached = [part for part in package.parts if part not in led_to and not part.endswith("/")
                      and not part.lower().endswith(".rels") and part.lower() != "[content_types].xml"]
    return tree


def _source_of(rels: str, by_lower: Mapping[str, str]) -> str:
    """The part that a part of relationships belongs to; empty for those of the whole package (`_rels/.rels`)."""
    folder, _, name = rels.rpartition("/")
    source = posixpath.join(folder.rpartition("_rels")[0], name[: -len(".rels")])
    return by_lower.get(source.lower(), source) if name.lower() != ".rels" else ""


def _relations(package: Package, part: str, source: str, by_lower: Mapping[str, str]) -> Iterator[Relation]:
    for event, element in package.elements(part):
        if event != "start" or not element.tag.endswith("}Relationship"):
            continue
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        yield Relation(kind=element.get("Type", "").rpartition("/")[2], source=source, is_external=external,
                       id=element.get("Id", ""), target=target if external else _resolved(target, source, by_lower))


def _resolved(target: str, source: str, by_lower: Mapping[str, str]) -> str:
    """The name of the part that a target means, beginning at the part that leads to it. Names differ not by capitals."""
    path = unquote(target.partition("#")[0])
    if not path:
        return source
    joined = path if path.startswith("/") else posixpath.join(source.rpartition("/")[0], path)
    name = posixpath.normpath(joined).lstrip("/")
    return by_lower.get(name.lower(), name)
