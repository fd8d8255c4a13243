"""A respondent's own report as a Word file: its paragraphs and tables as running text, its pictures by name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from goldenthread.consultation.intake.copy_keys import PAGE_PARTS
from goldenthread.consultation.intake.points import Delivery, Leftover, Passage, Targets
from goldenthread.consultation.intake.text_note import points_of_passages
from goldenthread.consultation.intake.word_marks import Marks, WordParagraph

SOURCE = "own report"
HEAD_OR_FOOT = "it stands at the head or foot of every page"
CONTENTS = "it is the list of contents, which a program makes"
PICTURE = "a picture is not read: look at it in the original, and record what it shows"


def read_report(marks: Marks, targets: Targets) -> Delivery:
    """The points of a report: a paragraph or table that names an item or a page begins a point about it."""
    delivery = Delivery()
    passages = []
    for passage, paragraphs in _passages(marks):
        first = paragraphs[0]
        if first.part in PAGE_PARTS:
            delivery.leave_out(first.part, passage.where, passage.words, HEAD_OR_FOOT)
        elif first.in_contents:
            delivery.leave_out("list of contents", passage.where, passage.words, CONTENTS)
        else:
            passages.append(passage)
        for paragraph in paragraphs:
            for _ in range(paragraph.pictures):
                where = f"picture in {passage.where}"
                shown = Passage(kind="picture", where=where, words=paragraph.new.strip())
                delivery.keep(Leftover(where=where, why=PICTURE, text=shown.words, passages=(shown,)))
    delivery.add(points_of_passages(passages, targets, SOURCE))
    return delivery


def _passages(marks: Marks) -> Iterator[tuple[Passage, list[WordParagraph]]]:
    """Each table, and each paragraph outside of tables, that holds a word or a picture."""
    number = 0
    for (table, part), group in groupby(marks.paragraphs, key=lambda one: (one.table, one.part)):
        paragraphs = [paragraph for paragraph in group if paragraph.new.strip() or paragraph.pictures]
        if table and paragraphs:
            rows = [" | ".join(cell.new.strip() for cell in cells) for _, cells in groupby(paragraphs, key=lambda one: one.row)]
            yield Passage(kind="table", where=f"table {table}", words="\n".join(rows)), paragraphs
            continue
        for paragraph in paragraphs:
            number += 1
            kind = {"text": "paragraph", "footnotes": "footnote", "endnotes": "endnote"}.get(part, part)
            yield Passage(kind=kind, where=f"{kind} {number}", words=paragraph.new.strip()), [paragraph]
