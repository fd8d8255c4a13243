"""What stakeholders send, made small: Word files part by part, marks by python-docx, workbooks, e-mails, and hostile files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pikepdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

NAMES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
         'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
         'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
         'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"')
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
AUTHOR = 'w:author="Anna Brown" w:date="2019-10-01T10:00:00Z"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


ROOTS = {"document": "w:document", "comments": "w:comments", "commentsExtended": "w15:commentsEx", "footnotes": "w:footnotes"}
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MIME_OF_LINKS = "application/vnd.openxmlformats-package.relationships+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def word(body: str, comments: str = "", **parts: str) -> bytes:
    """A Word file with this body and these comments; a part such as `footnotes` by its name. Office programs open it too."""
    inner = {"document": f"<w:body>{body}</w:body>", "comments": comments, **parts}
    kinds = {name: "document.main" if name == "document" else name for name in inner}
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{MIME}.{kind}+xml"/>' for name, kind in kinds.items())
    related = "".join(_relation(name) for name in inner if name != "document")
    return packed({
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
                               f'<Default Extension="rels" ContentType="{MIME_OF_LINKS}"/>'
                               f'{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                       f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        **{f"word/{name}.xml": f"{HEAD}<{ROOTS[name]} {NAMES}>{content}</{ROOTS[name]}>" for name, content in inner.items()},
    })


def _relation(name: str) -> str:
    kind = "http://schemas.microsoft.com/office/2011/relationships" if name == "commentsExtended" else RELATIONS
    return f'<Relationship Id="{name}" Type="{kind}/{name}" Target="{name}.xml"/>'


def p(*runs: str) -> str:
    """A paragraph; a run that does not begin with `<` is text."""
    return f"<w:p>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def ins(text: str) -> str:
    return f'<w:ins w:id="900" {AUTHOR}>{r(text)}</w:ins>'


def gone(text: str) -> str:
    return f'<w:del w:id="901" {AUTHOR}>{r(text, "delText")}</w:del>'


def on(number: int, *runs: str) -> str:
    """Runs with a comment's range around them."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return (f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>')


def held(name: str, number: int, *blocks: str) -> str:
    """Blocks with a bookmark around them."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{"".join(blocks)}<w:bookmarkEnd w:id="{number}"/>'


def note(number: int, text: str) -> str:
    """A comment, whose paragraph's mark is its number."""
    return (f'<w:comment w:id="{number}" {AUTHOR}><w:p w14:paraId="{number:08X}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>')


def copy_of_people(*inside: str, after: str = "", outside: str = "", comments: str = "", **parts: str) -> bytes:
    """A review copy: the chapter on people with EV_SKILLS in it, then words in the chapter, then words outside all."""
    item = held("EV_SKILLS", 1, p("A third of residents"), *inside)
    return word(held("evidence_people", 0, p("People"), item, after) + outside, comments, **parts)


def marked(path: Path, change: Callable[[Any], None]) -> None:
    """Open a Word file with python-docx, mark it, and save it."""
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def paragraph_with(document: Any, words: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text)


def track(paragraph: Any, old: str, new: str) -> None:
    """Replace words that stand in one run of a paragraph, with the change tracked."""
    run = next(run for run in paragraph.runs if old in run.text)
    before, _, after = run.text.partition(old)
    run.text = before
    here = run._r
    for tag, inner, text in (("w:del", "w:delText", old), ("w:ins", "w:t", new)):
        change, copy, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        change.set(qn("w:id"), "9001" if tag == "w:del" else "9002")
        change.set(qn("w:author"), "Anna Brown")
        change.set(qn("w:date"), "2019-10-01T10:00:00Z")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        copy.append(words)
        change.append(copy)
        here.addnext(change)
        here = change
    rest = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = after
    words.set(qn("xml:space"), "preserve")
    rest.append(words)
    here.addnext(rest)


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A filled-in form of these rows below the headings."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Response form"])
    sheet.append(["Item", "Criterion", "Point", "Suggested wording", "Evidence offered"])
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def mail(text: str, **attached: bytes) -> bytes:
    """An e-mail with attachments; `form_xlsx=…` is named form.xlsx."""
    message = EmailMessage()
    message["From"], message["To"] = "Jane Roe <jane.roe@example.org>", "desk@example.org"
    message["Subject"], message["Date"] = "Our reply", "Fri, 11 Oct 2019 09:30:00 +0100"
    message.set_content(text)
    for name, content in attached.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=".".join(name.rsplit("_", 1)))
    return message.as_bytes()


def _forged_mail() -> bytes:
    return (b"From: x@example.org\r\nDate: Fri, 11 Oct 2019 09:30:00 +0100\r\nSubject: =?utf-99?B?////?=\r\n"
            b"Content-Type: text/plain; charset=\"x-klingon\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + "EV_SKILLS: the café trade is missing.\r\n".encode("latin-1"))


RIGHT_TO_LEFT = "הנתון ישן \u202eמאוד, ראו 2018"
PIECE = copy_of_people(p(on(0, "The share")), comments=note(0, "Old."))
EXTERNAL = (f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONS}/attachedTemplate" Target="http://192.0.2.1/a.dotm" TargetMode="External"/></Relationships>')


def with_parts(raw: bytes, **parts: str | bytes) -> bytes:
    """The same package with more parts; `word__a_xml` is `word/a.xml`."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        old = {name: file.read(name) for name in file.namelist()}
    return packed(old | {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()})


def many_comments(number: int) -> bytes:
    """A review copy with so many comments, all different."""
    paragraphs = (p(on(i, f"Word {i}")) for i in range(number))
    return copy_of_people(*paragraphs, comments="".join(note(i, f"Point {i}.") for i in range(number)))


def pdf_with_note() -> bytes:
    """A PDF of one page with a note at a named place, written out so that a change of a byte may change anything in it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Highlight, Rect=pikepdf.Array([10, 10, 90, 20]),
                              QuadPoints=pikepdf.Array([10, 20, 90, 20, 10, 10, 90, 10]), Contents=pikepdf.String("Old."))
    page.Annots = pikepdf.Array([pdf.make_indirect(note)])
    answer = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=pikepdf.Array([10, 10, 20, 20]),
                                Contents=pikepdf.String("So it is."), IRT=page.Annots[0])
    page.Annots.append(pdf.make_indirect(answer))
    pdf.Root.Dests = pikepdf.Dictionary(EV_SKILLS=pikepdf.Array([page.obj, pikepdf.Name.XYZ, 0, 100, 0]))
    stream = io.BytesIO()
    pdf.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return stream.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a picture named as a Word file": ("a.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99)),
    "a Word file cut short": ("a.docx", lambda: PIECE[: len(PIECE) // 2]),
    "a Word file with a password": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "a zip bomb": ("a.docx", lambda: packed({"word/document.xml": bytes(60 * 1024 * 1024)})),
    "links to outside": ("a.docx", lambda: with_parts(PIECE, word___rels__settings_xml_rels=EXTERNAL)),
    "macros": ("a.docx", lambda: with_parts(PIECE, word__vbaProject_bin=b"macro")),
    "5,000 comments": ("a.docx", lambda: many_comments(5000)),
    "right-to-left text": ("a.docx", lambda: copy_of_people(p(on(0, RIGHT_TO_LEFT)), comments=note(0, RIGHT_TO_LEFT))),
    "a comment on struck words": ("a.docx", lambda: copy_of_people(
        p("It ", on(0, gone("fell")), " since."), comments=note(0, "Why?"))),
    "a comment over two items": ("a.docx", lambda: word(
        held("EV_SKILLS", 1, p('<w:commentRangeStart w:id="0"/>', "First")) + held("D19_PRI_SKILLS", 2, p(
            "Second", '<w:commentRangeEnd w:id="0"/>')), note(0, "These differ."))),
    "formulas in cells": ("a.xlsx", lambda: workbook(("EV_SKILLS", "accuracy", '=HYPERLINK("http://192.0.2.1","x")'),
                                                     ("EV_SKILLS", "accuracy", "A good point"))),
    "an e-mail in an odd encoding": ("a.eml", _forged_mail),
    "an id that no longer exists": ("a.docx", lambda: word(held("EV_SKILL", 1, p(on(0, "Old"))), note(0, "Gone."))),
    "entities": ("a.docx", lambda: packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
    "a path that leads out": ("a.docx", lambda: with_parts(PIECE, **{"..__..__evil_sh": "x"})),
    "a PDF file that is none": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n"),
    "an old format": ("a.doc", lambda: b"\xd0\xcf\x11\xe0" + bytes(60)),
    "a program named as text": ("a.txt", lambda: b"MZ\x90\0" + bytes(60)),
    "a workbook that is a Word file": ("a.xlsx", lambda: PIECE),
    "no headings": ("a.csv", lambda: b"one,two\n1,2\n"),
}
