"""Submissions made at random, in the ways in which people respond; each passage holds a word by which it is found again."""

from __future__ import annotations

import html
import io
import json
import random
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field

import docx
import pikepdf

from goldenthread.documents.paper.given_out_text import keep_given_out_text
from tests.books.intake_files import held, mail, p, pdf_with_note, track, word, workbook
from tests.soundness.mutating import parts_of

KINDS = ("copy", "report", "mail", "pdf", "form", "page")
TOPICS = ("the survey is newer", "this is half of it", "jobs in the north fell", "nobody asked the colleges", "it rose")
NAMES = ("EV_SKILLS", "D19_PRI_SKILLS", "evidence/people", "")


@dataclass
class Submission:
    """A file that is sent in: its name, its bytes, and the word of each passage that somebody wrote."""

    name: str
    raw: bytes
    words: list[str] = field(default_factory=list)


class Maker:
    """Makes submissions; `say` gives a passage with a word of its own, and remembers the word."""

    def __init__(self, seed: int) -> None:
        self.chance, self.seed, self.words = random.Random(seed), seed, list[str]()

    def say(self, named: bool = True) -> str:
        word_of_passage = f"zq{self.seed}x{len(self.words)}"
        self.words.append(word_of_passage)
        name = self.chance.choice(NAMES) if named else ""
        return f"{name + ': ' if name else ''}{self.chance.choice(TOPICS)} {word_of_passage}."

    def some(self, least: int = 1, most: int = 6) -> range:
        return range(self.chance.randint(least, most))

    def make(self, kind: str) -> Submission:
        """A submission of one of `KINDS`."""
        name, raw = _MAKERS[kind](self)
        return Submission(name=name, raw=raw, words=self.words)


GIVEN = ("A third of residents are skilled.", "High", "Jobs fell by a tenth.", "Behind the finding stands this.", "Contents too")


def _copy(maker: Maker) -> tuple[str, bytes]:
    """A review copy that came back: comments, tracked changes, and words typed or put in place of others without tracking."""
    document = docx.Document(io.BytesIO(word(held("evidence_people", 0, p("People"), held(
        "EV_SKILLS", 1, *map(p, GIVEN[:3])), p(GIVEN[3])) + p(GIVEN[4]))))
    keep_given_out_text(document)
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.text in GIVEN]
    for paragraph in paragraphs:
        how = maker.chance.choice(["comment", "track", "add", "type", "change", "nothing"])
        if how == "comment":
            document.add_comment(paragraph.runs, text=maker.say(named=False), author="Anna Brown", initials="AB")
        elif how == "track":
            track(paragraph, paragraph.text.split()[1] if " " in paragraph.text else "High", maker.say(named=False))
        elif how == "add":
            paragraph.insert_paragraph_before(maker.say(named=False))
        elif how == "type":
            paragraph.add_run(f" {maker.say(named=False)}")
        elif how == "change":
            paragraph.runs[0].text = f"{maker.say(named=False)} {paragraph.text}"
    stream = io.BytesIO()
    document.save(stream)
    return "copy.docx", stream.getvalue()


def _report(maker: Maker) -> tuple[str, bytes]:
    blocks = []
    for _ in maker.some(2, 8):
        if maker.chance.random() < 0.25:
            cells = "".join(f"<w:tc>{p(maker.say())}</w:tc>" for _ in range(2))
            blocks.append(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
        else:
            blocks.append(p(maker.say()))
    return "report.docx", word("".join(blocks))


def _note(maker: Maker) -> str:
    return "\n\n".join(maker.say() for _ in maker.some())


def _form(maker: Maker) -> tuple[str, bytes]:
    rows = [(maker.chance.choice(NAMES), "accuracy", maker.say(named=False), maker.say(named=False), "") for _ in maker.some()]
    return "form.xlsx", workbook(*rows)


def _mail(maker: Maker) -> tuple[str, bytes]:
    attached = {"note_txt": _note(maker).encode(), "report_docx": _report(maker)[1], "form_xlsx": _form(maker)[1],
                "notes_pdf": _pdf(maker)[1], "picture_png": b"\x89PNG"}
    chosen = {name: raw for name, raw in attached.items() if name == "note_txt" or maker.chance.random() < 0.6}
    maker.words[:] = [one for one in maker.words if any(one.encode() in _unpacked(raw) for raw in chosen.values())]
    return "mail.eml", mail(_note(maker), **chosen)


def _unpacked(raw: bytes) -> bytes:
    return b"".join(parts_of(raw).values()) if raw.startswith(b"PK") else raw


def _pdf(maker: Maker) -> tuple[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf_with_note())) as pdf:
        page = pdf.pages[0]
        for number in maker.some():
            kind = maker.chance.choice(["Highlight", "Text", "FreeText", "Underline", "Caret", "StrikeOut"])
            given = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Contents=maker.say(named=False),
                                       Rect=pikepdf.Array([10, 700 - 90 * number, 90, 712 - 90 * number]))
            page.Annots.append(pdf.make_indirect(given))
        stream = io.BytesIO()
        pdf.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return "notes.pdf", stream.getvalue()


def _page(maker: Maker) -> tuple[str, bytes]:
    points = [{"type": "Annotation", "about": maker.chance.choice(NAMES), "criterion": "insight", "target": {"selector": []},
               "body": [{"purpose": purpose, "value": maker.say(named=False)}
                        for purpose in maker.chance.sample(["commenting", "editing", "linking"], maker.chance.randint(1, 3))]}
              for _ in maker.some()]
    shown = [body["value"] for point in points for body in point["body"]]  # type: ignore[attr-defined]
    files = [{"name": "our note.txt", "base64": b64encode(_note(maker).encode()).decode()}] if maker.chance.random() < 0.5 else []
    data = {"format": "goldenthread response 1", "consent": True, "points": points, "shown": shown, "attachments": files}
    typed = [maker.say(named=False)] if maker.chance.random() < 0.3 else []
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in (*shown, *typed))
    script = json.dumps(data).replace("<", "\\u003c")
    return "response.html", (f'<!doctype html>{lines}<script type="application/json" class="goldenthread-response">'
                             f"{script}</script>").encode()


_MAKERS: dict[str, Callable[[Maker], tuple[str, bytes]]] = {
    "copy": _copy, "report": _report, "mail": _mail, "pdf": _pdf, "form": _form, "page": _page}
