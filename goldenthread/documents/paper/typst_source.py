"""From pandoc's document model to Typst: what pandoc has no word for becomes a call to a function of our templates.

Everything else is left to pandoc's own writer, which is called once for a volume. The functions that are called here are in
`pieces.typ`; their arguments go by name or place, and are not checked before Typst runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from goldenthread.documents.paper.fault_places import place_of_fault
from goldenthread.documents.paper.kept_whole import WHOLE_CARD, WHOLE_ENTRY, WHOLE_FACTS, whole_or_not
from goldenthread.documents.paper.pandoc_model import (
    Element,
    as_paragraphs,
    attributes,
    div,
    element,
    header,
    pandoc_document,
    paragraph,
    plain_text,
    raw_block,
    raw_inline,
    without_notes,
)
from goldenthread.documents.paper.pandoc_process import PandocRun, typst_from_document
from goldenthread.documents.paper.place_marks import DIVIDER, MARK
from goldenthread.documents.paper.volume import ConvertedChapter, ConvertedVolume
from goldenthread.model import Fault, Problem

SECONDS = 120
"""How long pandoc may take for a volume."""
LONGEST_DESCRIPTION = 200
"""So many letters of a link's words describe it to who cannot see it."""
CHAPTER_MARK = "// chapter "
PLACE_MARK = re.compile(r"/\* at (.+?):(\d+) \*/")
"""How the source says where its author wrote what follows."""
_CHAPTERS = re.compile(rf"^{CHAPTER_MARK}\d+$", re.MULTILINE)
# what Typst takes for the beginning of a list, a heading or a term, when it is the first of a line or of a content in brackets
_SIGN_AT_START = re.compile(r"[-+/]|=+|\d+\.")
# the classes of a Div that become a call with its blocks and nothing else
_CALLS = {"kicker": "kicker", "source": "source-line", "lead": "lead", "rubric": "rubric", "number-entries": "number-entries"}


def quoted(text: str) -> str:
    """A text as a string literal of Typst; a line end becomes a space."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def typst_sources(converted: ConvertedVolume) -> list[str]:
    """The Typst source of every chapter. Raises `Fault` when pandoc cannot write them."""
    run = _run_pandoc(converted.chapters)
    if run.output is None:
        place = place_of_fault(converted, lambda chapter: _run_pandoc([chapter]).output is None)
        raise Fault(Problem(place, "paper.pandoc", f"What stands here cannot be set in print: {run.message}.",
                            "Say it in another way, or take it out."))
    return [part.strip() + "\n" for part in _CHAPTERS.split(run.output.decode())[1:]]


def _run_pandoc(chapters: Sequence[ConvertedChapter]) -> PandocRun:
    blocks: list[Element] = []
    for number, chapter in enumerate(chapters, start=1):
        blocks += [raw_block("typst", f"{CHAPTER_MARK}{number}"), *_parts(chapter.blocks)]
    return typst_from_document(pandoc_document(blocks), SECONDS)


def _parts(parts: list[Any]) -> list[Any]:
    """A list in which every element has been replaced by what Typst needs."""
    replaced: list[Any] = []
    waiting = _turned_together(_with_plain_beginning(parts))
    while waiting:
        part = waiting.pop(0)
        if _is_item_link(part) and _is_item_id(waiting[1:2]):  # with a space between them
            waiting[1] = _id_with_page(waiting[1], part)
            part = element("Link", [attributes(classes=["plain"]), *part["c"][1:]])
        if isinstance(part, dict) and "t" in part:
            replaced += _replaced(part)
        else:
            replaced.append(_parts(part) if isinstance(part, list) else part)
    return replaced


def _with_plain_beginning(parts: list[Any]) -> list[Any]:
    """The same parts; a sign at their beginning that Typst would take for a list, a heading or a term is a sign.

    pandoc 3.9 sees to that where a paragraph begins, but not in a cell, a list item or behind the brackets that we write.
    """
    for position, part in enumerate(parts):
        kind = part.get("t") if isinstance(part, dict) else ""
        if kind == "Str" and _SIGN_AT_START.fullmatch(part["c"]):
            return [*parts[:position], raw_inline("typst", f"#{quoted(part['c'])};"), *parts[position + 1:]]
        if kind not in ("Space", "Span", "RawInline"):
            break
    return parts


def _is_turned(part: Any) -> bool:
    return isinstance(part, dict) and part.get("t") == "Div" and "landscape" in part["c"][0][1]


def _turned_together(parts: list[Any]) -> list[Any]:
    """The same parts, tables on their side that follow each other in one run, so that small ones share a page."""
    grouped: list[Any] = []
    for turned, group in groupby(parts, _is_turned):
        same = list(group)
        grouped += [div(attributes(classes=["turned"]), same)] if turned else same
    return grouped


def _is_item_link(part: Any) -> bool:
    return isinstance(part, dict) and part.get("t") == "Link" and "to-item" in part["c"][0][1]


def _is_item_id(parts: list[Any]) -> bool:
    return any(isinstance(part, dict) and part.get("t") == "Span" and "item-id" in part["c"][0][1] for part in parts)


def _id_with_page(part: Element, link: Element) -> Element:
    """An id in brackets beside a link to its item: the page is within the brackets."""
    words = plain_text(part["c"][1]).strip("()")
    return raw_inline("typst", f"#item-id({quoted(words)}, {quoted(link['c'][2][0])});")


def _replaced(part: Element) -> list[Element]:
    if writer := _WRITERS.get(part["t"]):
        return writer(part["c"])
    content = part.get("c")
    return [element(part["t"], _parts(content))] if isinstance(content, list) else [part]


def _around(opening: str, parts: list[Element], closing: str) -> list[Element]:
    return [raw_block("typst", opening), *parts, raw_block("typst", closing)]


def _place(pairs: dict[str, str]) -> str:
    return f"/* at {pairs['at']} */" if "at" in pairs else ""


def _heading(content: list[Any]) -> list[Element]:
    level, (label, classes, pairs), inlines = content
    title, notes = without_notes(inlines)
    kept = header(level, attributes(label, classes), [*_parts(title), *_notes_of_heading(notes)])
    mark = _place(dict(pairs))
    return [raw_block("typst", mark), kept] if mark else [kept]


def _notes_of_heading(notes: list[Element]) -> list[Element]:
    """The notes of a heading, unseen in it: `with-notes` prints them where the heading stands, and nowhere else."""
    return [raw_inline("typst", "#metadata(() => ["), *_parts(notes), raw_inline("typst", "]);")] if notes else []


def _div(content: list[Any]) -> list[Element]:
    (label, classes, pairs), blocks = content
    named = {name: value for name, value in pairs}
    if "anchor" in classes:
        if "says" in named:
            return []  # it is written where its words are
        # a label needs an element to attach to, and this one is not seen
        return [raw_block("typst", f"#metadata(none) #label({quoted(label)})")] if label else []
    for name, writer in _DIVS.items():
        if name in classes:
            return writer(label, classes, named, blocks)
    for name, call in _CALLS.items():
        if name in classes:
            return _around(f"#{call}[", _parts(blocks), "]")
    return _parts(blocks)


def _card(label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
    (title, notes), rest = without_notes(blocks[0]["c"][2]), blocks[1:]
    whole = whole_or_not(blocks, WHOLE_CARD)
    words = quoted(plain_text(title))
    arguments = f"{quoted(classes[1])}, {pairs['level']}, {quoted(pairs['label'])}, {quoted(label)}, {whole}, {words}"
    # in one line, so that no space gets into the bookmark
    head = [raw_inline("typst", f"{_place(pairs)}#card({arguments}, ["), *_parts(title),
            *_notes_of_heading(notes), raw_inline("typst", "])[")]
    return [element("Plain", head), *_parts(rest), raw_block("typst", "]")]


def _facts(label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
    call = "publication" if "publication" in classes else "facts"
    written = [raw_block("typst", f"#{call}(whole: {whole_or_not(blocks, WHOLE_FACTS)},")]
    for term, definitions in blocks[0]["c"]:
        rest = [part for definition in definitions for part in as_paragraphs(definition)]
        first = _parts(rest.pop(0)["c"]) if rest and rest[0]["t"] == "Para" else []
        # in one line, so that no space is before the first word
        opening = [raw_inline("typst", "(["), *_parts(term), raw_inline("typst", f"], [{_called(pairs)}"), *first]
        if first and rest:
            opening.append(raw_inline("typst", "#parbreak();"))
        cited = [raw_block("typst", f"#cited-on({quoted(pairs['names'])})")] if pairs.get("names") else []
        written += [element("Plain", opening), *_parts(rest), *cited, raw_block("typst", "]),")]
    return [*written, raw_block("typst", ")")]


def _called(pairs: dict[str, str]) -> str:
    """The labels of an entry, with the words by which a link that leads to it is described."""
    return f"#called({quoted(pairs['names'])}, {quoted(pairs['says'])});" if "says" in pairs else ""


def _definitions(content: list[Any]) -> list[Element]:
    """Terms with their definitions; pandoc 3.9 writes a line's end within a term in a way that ends the term."""
    pairs = [[_parts(_breaks_written_out(term)), _parts(definitions)] for term, definitions in content]
    return [element("DefinitionList", pairs)]


def _breaks_written_out(parts: Any) -> Any:
    if isinstance(parts, list):
        return [_breaks_written_out(part) for part in parts]
    if not isinstance(parts, dict):
        return parts
    if parts["t"] == "LineBreak":
        return raw_inline("typst", "#linebreak();")
    return {**parts, "c": _breaks_written_out(parts["c"])} if "c" in parts else parts


def _box(label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
    head = _around("#aside([", _parts(blocks[0]["c"][1]), "])[")
    return [*head, *_parts(blocks[1:]), raw_block("typst", "]")]


def _drawing(label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
    _, (_, caption), content = blocks[0]["c"]
    (_, _, image_pairs), _, (name, _) = content[0]["c"][0]["c"]
    of_image = dict(image_pairs)
    width = re.match(r"\d+(\.\d+)?(?=px|$)", pairs.get("width", ""))
    arguments = [quoted(classes[0]), f"image({quoted(name)}, alt: {quoted(of_image['alt'])})",
                 f"name: {quoted(label)}", f"width: {width.group() if width else 'none'}"]
    opening = f"{_place(of_image)}#drawing({', '.join(arguments)}, "
    below = [*_parts(blocks[1:]), raw_block("typst", "]")]
    if not caption:
        return [raw_block("typst", f"{opening}none)["), *below]
    return [*_around(f"{opening}[", _parts(_only_in_place(caption)), "])["), *below]


# pandoc 3.9 writes no row headers for Typst (see https://github.com/jgm/pandoc/pull/9593): their number goes as `stubs`
def _table(label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
    arguments = f"stubs: {pairs['stubs']}, whole-rows: {pairs['rows']}, whole: {pairs['table']}"
    # a heading may come along with a table that is turned
    before, tables = ([block for block in blocks if (block["t"] == "Table") == is_table] for is_table in (False, True))
    tables = [element("Table", [block["c"][0], _only_in_place(block["c"][1]), *block["c"][2:]]) for block in tables]
    tables = [_with_marked_head(table, f"head-{pairs['number']}") if pairs["repeated"] == "true" else _with_head_as_rows(table)
              for table in tables]
    before = _around("#before-turned[", _parts(before), "]") if before else []
    return [*before, *_around(f"{_place(pairs)}#tabular({arguments})[", _parts(tables), "]")]


def _with_marked_head(table: Element, name: str) -> Element:
    """The table; links, notes and anchors stand only in the first print of its header, which is repeated on every page."""
    head, marked = table["c"][3], _once(table["c"][3], name)
    if marked == head:
        return table
    first = marked[1][0][1][0]
    first[4] = [element("Plain", [raw_inline("typst", f"#metadata(none)#label({quoted(name)});")]), *first[4]]
    return element("Table", [*table["c"][:3], marked, *table["c"][4:]])


def _with_head_as_rows(table: Element) -> Element:
    """The table, its header as the first rows of its body."""
    (own, head), [(of_body, stubs, between, rows), *bodies] = table["c"][3], table["c"][4]
    first = [of_body, stubs, between, [*head, *rows]]
    return element("Table", [*table["c"][:3], [own, []], [first, *bodies], *table["c"][5:]])


_NOT_LISTED = frozenset({"note", "note-again", "anchor", MARK})


def _only_in_place(parts: Any) -> Any:
    """A copy of a caption whose notes and marks are left out where the caption is listed in front."""
    if isinstance(parts, dict):
        return {**parts, "c": _only_in_place(parts["c"])} if "c" in parts else parts
    if not isinstance(parts, list):
        return parts
    written: list[Any] = []
    for part in parts:
        if isinstance(part, dict) and part.get("t") == "Span" and not _NOT_LISTED.isdisjoint(part["c"][0][1]):
            written += [raw_inline("typst", "#only-in-place["), part, raw_inline("typst", "];")]
        else:
            written.append(_only_in_place(part))
    return written


def _once(parts: Any, name: str) -> Any:
    """A copy in which what may not be repeated has a substitute for where it is."""
    if isinstance(parts, dict):
        return {**parts, "c": _once(parts["c"], name)} if "c" in parts else parts
    if not isinstance(parts, list):
        return parts
    written: list[Any] = []
    for part in parts:
        again = _in_repeated_head(part) if isinstance(part, dict) else None
        if again is None:
            written.append(_once(part, name))
        else:
            written += [raw_inline("typst", f"#once({quoted(name)}, ["), part, raw_inline("typst", "], ["), *again,
                        raw_inline("typst", "]);")]
    return written


def _in_repeated_head(part: Element) -> list[Element] | None:
    """What stands in place of an inline when a header is repeated; None for the same."""
    if part.get("t") == "Link":
        return list(part["c"][1])
    if part.get("t") != "Span":
        return None
    (label, classes, pairs), _ = part["c"]
    if "note" in classes or "note-again" in classes:
        return [raw_inline("typst", f"#note-number({quoted(dict(pairs).get('note', label))});")]
    return [] if "anchor" in classes else None


def _number_entry(label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
    *before, last = blocks
    pages = raw_inline("typst", f"#pages-of-number({quoted(pairs['names'])});")
    whole = "" if len(plain_text(blocks)) < WHOLE_ENTRY else ", whole: false"
    opening = f"#number-entry({quoted(pairs['names'])}, {quoted(pairs['says'])}{whole})["
    return _around(opening, _parts([*before, paragraph([*last["c"], element("Space"), pages])]), "]")


def _narrow(label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
    return _around(f"#split-long-words({pairs['room']})[", _parts(blocks), "]")


def _turned(label: str, classes: list[str], pairs: dict[str, str], blocks: list[Element]) -> list[Element]:
    return _around("#turned[", [part for block in blocks for part in _div(block["c"])], "]")


# the semicolons end the code, for a bracket or a full stop after it would still belong to it
def _link(content: list[Any]) -> list[Element]:
    (_, classes, _), inlines, (target, _) = content
    kind = quoted(classes[0]) if classes else '"plain"'
    said = "" if target.startswith("#") else f", words: {quoted(_shortened(plain_text(inlines).strip()))}"
    return [raw_inline("typst", f"#go({quoted(target)}, kind: {kind}{said})["), *_parts(inlines), raw_inline("typst", "];")]


def _shortened(words: str) -> str:
    """The words of a link as its description has them: a long one ends in an ellipsis."""
    return words if len(words) <= LONGEST_DESCRIPTION else f"{words[:LONGEST_DESCRIPTION].rpartition(' ')[0]} \u2026"


def _span(content: list[Any]) -> list[Element]:
    (label, classes, pairs), inlines = content
    if "note" in classes:
        return [*_parts(inlines), raw_inline("typst", f"#label({quoted(label)});")]
    if "note-again" in classes:
        return [raw_inline("typst", f"#footnote(label({quoted(dict(pairs)['note'])}));")]
    if "numbered" in classes:
        named = dict(pairs)
        return [raw_inline("typst", f"#number-of({quoted(named['kind'])}, {quoted(named['target'])});")]
    if MARK in classes:
        names = ", ".join(map(quoted, dict(pairs)["names"].split(DIVIDER)))
        return [raw_inline("typst", f"#metadata(({names},))#label(\"places named\");")]
    if "split" in classes:
        return [raw_inline("typst", f"#split-long-words({dict(pairs)['room']})["), *_parts(inlines), raw_inline("typst", "];")]
    mark = [raw_inline("typst", f"#metadata(none)#label({quoted(label)});")] if label else []
    return [*mark, *_parts(inlines)]


def _image(content: list[Any]) -> list[Element]:
    (_, _, pairs), _, (name, _) = content
    named = dict(pairs)
    return [raw_inline("typst", f"{_place(named)}#picture-in-text({quoted(name)}, {quoted(named['alt'])});")]


def _formula(content: list[Any]) -> list[Element]:
    opening = f"#formula({quoted(content[1])})["  # its TeX is what a screen reader says: PDF/UA wants an alternative text
    return [raw_inline("typst", opening), element("Math", content), raw_inline("typst", "];")]


_DIVS: dict[str, Callable[[str, list[str], dict[str, str], list[Element]], list[Element]]] = {
    "item": _card, "facts": _facts, "publication": _facts, "box": _box, "chart": _drawing, "picture": _drawing,
    "turned": _turned, "table": _table, "split": _narrow, "number-entry": _number_entry,
}
_WRITERS: dict[str, Callable[[list[Any]], list[Element]]] = {
    "DefinitionList": _definitions, "Div": _div, "Header": _heading, "Link": _link, "Span": _span, "Image": _image,
    "Math": _formula,
}
