"""Each kind of thing that a Word file can hold is a point or a named leftover, in a review copy and in a report alike."""

from __future__ import annotations

import io
import re
from itertools import product

import docx
import pytest

from goldenthread.consultation.intake.points import Delivery, Targets
from goldenthread.consultation.intake.returned_copy import ALL_CLEAR, read_word_file
from goldenthread.documents.paper.given_out_text import keep_given_out_text
from goldenthread.model import GIVEN_OUT, Fault
from tests.books.intake_files import AUTHOR, HEAD, NAMES, RELATIONS, copy_of_people, held, note, on, p, packed, r, word
from tests.consultation.test_every_passage import every_text
from tests.soundness.mutating import parts_of

TARGETS = Targets(items=frozenset({"EV_SKILLS"}), title_of_page={"evidence/people": "People"},
                  page_of_bookmark={"evidence_people": "evidence/people"}, criteria=("accuracy",),
                  item_id=re.compile(r"EV_[A-Z]+"))
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
DRAWN = ('xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
         'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
         'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
         f'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="{RELATIONS}" {A}')
MATHS = f"<m:oMath {DRAWN}><m:r><m:t>zqword=1</m:t></m:r></m:oMath>"


def drawing(inner: str, descr: str = "") -> str:
    return (f'<w:r><w:drawing {DRAWN}><wp:inline><wp:docPr id="1" name="x" descr="{descr}"/>{inner}</wp:inline></w:drawing>'
            "</w:r>")


def changed(kind: str, inner: str = "") -> str:
    return f'<w:{kind} w:id="7" {AUTHOR}>{inner}</w:{kind}>'


def row(properties: str, words: str) -> str:
    return f"<w:tbl><w:tr><w:trPr>{properties}</w:trPr><w:tc>{p(words)}</w:tc></w:tr></w:tbl>"


BODIES = {
    "equation": p("It is", MATHS),
    "equation put in": p(changed("ins", MATHS)),
    "equation in a line of its own": f"<m:oMathPara {DRAWN}>{MATHS}</m:oMathPara>",
    "text box": p(drawing(f"<wps:txbx><w:txbxContent>{p('zqword')}</w:txbxContent></wps:txbx>")),
    "description of a text box": p(drawing(f"<wps:txbx><w:txbxContent>{p('x')}</w:txbxContent></wps:txbx>", "zqword")),
    "text box of an older program": p(f"<w:r><w:pict {DRAWN}><v:shape><v:textbox><w:txbxContent>{p('zqword')}"
                                      "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
    "WordArt": p(f'<w:r><w:pict {DRAWN}><v:shape><v:textpath string="zqword"/></v:shape></w:pict></w:r>'),
    "drawn words": p(drawing("<a:p><a:r><a:t>zqword</a:t></a:r></a:p>")),
    "picture with a description": p(drawing("<a:blip r:embed='none'/>", "zqword")),
    "picture with a title": p(drawing("<a:blip r:embed='none'/>").replace('descr=""', 'title="zqword"')),
    "content control": f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{p('zqword')}</w:sdtContent></w:sdt>",
    "content control that was put in": changed("ins", f"<w:sdt><w:sdtContent>{p('zqword')}</w:sdtContent></w:sdt>"),
    "list of an old form": p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
                             '<w:listEntry w:val="no"/><w:listEntry w:val="zqword"/></w:ddList></w:ffData></w:fldChar></w:r>'),
    "custom XML around text": f"<w:customXml w:element='e'>{p('zqword')}</w:customXml>",
    "moved paragraph": p(changed("moveFrom", r("zqword"))) + p(changed("moveTo", r("zqword"))),
    "inserted row": row(changed("ins"), "zqword"),
    "deleted row": row(changed("del"), "zqword"),
    "ruby": p("<w:r><w:ruby><w:rt><w:r><w:t>zqword</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>x</w:t></w:r></w:rubyBase></w:ruby>"
              "</w:r>"),
    "right to left": p("<w:bdo w:val='rtl'><w:r><w:t>zqword</w:t></w:r></w:bdo>"),
    "hidden words": p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>zqword</w:t></w:r>"),
    "words typed where a page's number stands": p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "3, and here a reader has typed a whole sentence of what they think",
        " of the page, zqword", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    "words below a field that has no end": p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>') + p("zqword"),
    "words between two paragraphs": r("zqword"),
}
FIELD = ('<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{name}</w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def form(inner: str) -> str:
    return p(FIELD.format(data=f"<w:ffData>{inner}</w:ffData>", name="FORMTEXT", shown=""))


def field_of(name: str) -> str:
    return p(FIELD.format(data="", name=name, shown=r("x")))


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr>{inner}</w:sdtPr><w:sdtContent>{p('x')}</w:sdtContent></w:sdt>"


def vml(inner: str) -> str:
    return p(f"<w:r><w:pict {DRAWN}>{inner}</w:pict></w:r>")


def described(how: str) -> str:
    return f"<w:tbl><w:tblPr><w:{how} w:val='zqword'/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


ASIDE = {
    "caption of a table": described("tblCaption"),
    "description of a table": described("tblDescription"),
    "tooltip of a link": p(f'<w:hyperlink w:tooltip="zqword" w:anchor="a">{r("x")}</w:hyperlink>'),
    "tooltip of a field": field_of('HYPERLINK "http://x" \\o "zqword"'),
    "tooltip of a field that leads to a place of the file": field_of('HYPERLINK \\l "a" \\o "zqword"'),
    "words that a field keeps": field_of('COMMENTS "zqword"'),
    "help of a form": form('<w:helpText w:type="text" w:val="zqword"/>'),
    "line of help of a form": form('<w:statusText w:type="text" w:val="zqword"/>'),
    "default of a form": form('<w:textInput><w:default w:val="zqword"/></w:textInput>'),
    "entry that is not chosen": form('<w:ddList><w:listEntry w:val="no"/><w:listEntry w:val="zqword"/></w:ddList>'),
    "title of a control": control('<w:alias w:val="zqword"/>'),
    "tag of a control": control('<w:tag w:val="zqword"/>'),
    "entry of a control": control('<w:comboBox><w:listItem w:displayText="zqword" w:value="1"/></w:comboBox>'),
    "tooltip of a picture": p(drawing("<a:blip r:embed='n'/>").replace("/><a:blip", "><a:hlinkClick tooltip='zqword'/></wp:docPr>"
                                                                     "<a:blip")),
    "second description of a picture": p(drawing("<wps:cNvPr id='0' name='' descr='zqword'/><a:blip r:embed='n'/>", "x")),
    "second shape of an older drawing": vml('<v:group alt="x"><v:shape alt="zqword"/></v:group>'),
    "title of an older shape": vml('<v:shape title="zqword"><v:imagedata o:title="x"/></v:shape>'),
    "title of an older picture": vml('<v:shape alt="x"><v:imagedata o:title="zqword"/></v:shape>'),
    "address of an older shape": vml('<v:shape href="http://zqword"><v:imagedata o:title="x"/></v:shape>'),
}
"""Where words show only to whoever asks for them."""
FORMATS = {
    "look of words": p("<w:r><w:rPr><w:rPrChange w:id='1' w:author='x'><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>"),
    "look of a paragraph": f"<w:p><w:pPr>{changed('pPrChange', '<w:pPr/>')}</w:pPr>{r('x')}</w:p>",
    "look of a table": f"<w:tbl><w:tblPr>{changed('tblPrChange')}</w:tblPr><w:tr><w:tc>{p('x')}</w:tc></w:tr></w:tbl>",
    "grid of a table": f"<w:tbl><w:tblGrid>{changed('tblGridChange')}</w:tblGrid><w:tr><w:tc>{p('x')}</w:tc></w:tr></w:tbl>",
    "look of a row": row(changed("trPrChange"), "x"),
    "look of a section": f"<w:sectPr>{changed('sectPrChange')}</w:sectPr>",
    "number of a paragraph": f"<w:p><w:pPr><w:numPr>{changed('numberingChange')}</w:numPr></w:pPr>{r('x')}</w:p>",
    "cell put in": f"<w:tbl><w:tr><w:tc><w:tcPr>{changed('cellIns')}</w:tcPr>{p('x')}</w:tc></w:tr></w:tbl>",
    "cells joined": f"<w:tbl><w:tr><w:tc><w:tcPr>{changed('cellMerge')}</w:tcPr>{p('x')}</w:tc></w:tr></w:tbl>",
    "embedded object": p(f'<w:r><w:object {DRAWN}><o:OLEObject ProgID="Excel.Sheet"/></w:object></w:r>'),
    "ink": p(drawing('<a:contentPart r:id="none"/>')),
}
SPACES = f'{NAMES} {DRAWN} xmlns:dgm="d" xmlns:c="c"'
PARTS = {
    "SmartArt": ("data1.xml", "diagramData", f"<dgm:dataModel {SPACES}><a:t>zqword</a:t></dgm:dataModel>"),
    "chart": ("chart1.xml", "chart", f"<c:chartSpace {SPACES}><c:v>zqword</c:v></c:chartSpace>"),
    "change in an endnote": ("endnotes.xml", "endnotes", f"<w:endnotes {SPACES}><w:endnote w:id='3'>"
                             f"{p(changed('ins', r('zqword')))}</w:endnote></w:endnotes>"),
    "change in a head": ("header3.xml", "header", f"<w:hdr {SPACES}>{p(changed('ins', r('zqword')))}</w:hdr>"),
    "words typed into a head": ("header3.xml", "header", f"<w:hdr {SPACES}>{p('zqword')}</w:hdr>"),
    "part of a kind that nobody knows": ("text1.xml", "newBox", f"<w:txbx {SPACES}>{p('zqword')}</w:txbx>"),
}
ASIDE_PARTS = {
    "words before the number of a list": ("numbering.xml", "numbering", f"<w:numbering {SPACES}><w:lvl>"
                                          "<w:lvlText w:val='zqword %1'/></w:lvl></w:numbering>"),
    "description in a chart": ("chart1.xml", "chart", f"<c:chartSpace {SPACES}><c:chart descr='zqword'/></c:chartSpace>"),
    "description of a table in a head": ("header3.xml", "header", f"<w:hdr {SPACES}>{described('tblDescription')}</w:hdr>"),
    "tooltip in a footnote": ("footnotes.xml", "footnotes", f"<w:footnotes {SPACES}><w:footnote w:id='3'>"
                              f"{ASIDE['tooltip of a link']}</w:footnote></w:footnotes>"),
    "shape of a part of older drawings": ("d.vml", "vmlDrawing", f"<xml {DRAWN}><v:shape><v:textbox><div>zqword</div></v:textbox>"
                                          "</v:shape></xml>"),
}
NAMED = {
    "piece in another format": ("chunk.html", "aFChunk", "<p>zqword</p>"),
    "embedded file": ("book.xlsx", "package", "PK"),
    "embedded old object": ("object.bin", "oleObject", "x"),
    "document within": ("sub.docx", "subDocument", "PK"),
    "film": ("film.mp4", "video", "x"),
}


def with_part(raw: bytes, name: str, kind: str, content: str) -> bytes:
    """The same file with one more part that its text leads to."""
    parts = dict(parts_of(raw))
    rels = parts["word/_rels/document.xml.rels"].decode()
    more = f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{name}"/></Relationships>'
    return packed({**parts, "word/_rels/document.xml.rels": rels.replace("</Relationships>", more), f"word/{name}": content})


def both(fragment: str) -> tuple[bytes, bytes]:
    """A review copy that carries the text it was given out with, and a report, each with this in it."""
    return given_out(copy_of_people(fragment)), word(p("EV_SKILLS: see below.") + fragment)


def given_out(raw: bytes) -> bytes:
    """The same copy with the text that it was given out with: the heading and the sentence of `copy_of_people`."""
    text = (f'<text xmlns="{GIVEN_OUT}" marks="kept"><p about="evidence_people">People</p>'
            '<p about="evidence_people EV_SKILLS">A third of residents</p></text>')
    return with_part(raw, "given.xml", "customXml", text)


def read(raw: bytes) -> Delivery:
    return read_word_file(raw, "a.docx", TARGETS)


@pytest.mark.parametrize("kind", BODIES)
def test_words_of_every_kind_are_kept(kind: str) -> None:
    for raw in both(BODIES[kind]):
        delivery = read(raw)
        assert "zqword" in every_text(delivery)
        assert ALL_CLEAR not in delivery.remarks and (delivery.points or delivery.leftovers)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_has_no_words_is_named_and_stays_open(kind: str) -> None:
    for raw in both(FORMATS[kind]):
        delivery = read(raw)
        assert delivery.points or delivery.leftovers
        assert ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize("kind", ASIDE)
def test_words_that_show_only_when_asked_for_are_kept_unless_they_were_given_out(kind: str) -> None:
    for raw in both(ASIDE[kind]):
        delivery = read(raw)
        assert "zqword" in every_text(delivery) and ALL_CLEAR not in delivery.remarks
    document = docx.Document(io.BytesIO(copy_of_people(ASIDE[kind].replace("http://x", "#"))))
    keep_given_out_text(document)
    stream = io.BytesIO()
    document.save(stream)
    if "of a field" not in kind and kind != "words that a field keeps":  # no file of ours has such
        assert "zqword" not in str(read(stream.getvalue()).leftovers)


@pytest.mark.parametrize("kind", ASIDE_PARTS)
def test_words_of_parts_that_hold_none_by_rule_are_kept(kind: str) -> None:
    delivery = read(with_part(given_out(copy_of_people()), *ASIDE_PARTS[kind]))
    assert "zqword" in every_text(delivery) and ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize("kind", PARTS)
def test_words_of_every_part_are_kept(kind: str) -> None:
    for base in both(""):
        delivery = read(with_part(base, *PARTS[kind]))
        assert "zqword" in every_text(delivery) and ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize("kind", NAMED)
def test_a_part_that_is_not_read_is_named(kind: str) -> None:
    for base in both(""):
        delivery = read(with_part(base, *NAMED[kind]))
        assert any(NAMED[kind][0] in one.where for one in delivery.leftovers)
        assert ALL_CLEAR not in delivery.remarks


def test_a_copy_as_it_was_given_out_is_all_clear() -> None:
    delivery = read(given_out(copy_of_people()))
    assert (delivery.remarks, delivery.as_given_out, delivery.open) == ([ALL_CLEAR], 2, [])
    assert ALL_CLEAR not in read(copy_of_people()).remarks


NEW_NAMES = ("", "x", "z.xml", "word/z.xml", "word/header9.xml", "customXml/z.xml", "docProps/z.xml", "word/media/z.dat")
EVERY = {**{kind: both(body)[0] for kind, body in (BODIES | FORMATS).items()},
         **{kind: with_part(both("")[0], *part) for kind, part in (PARTS | NAMED).items()},
         "comment": given_out(copy_of_people(comments=note(0, "zqword")))}


@pytest.mark.parametrize("kind", EVERY)
def test_no_part_is_taken_out_or_renamed_for_an_all_clear(kind: str) -> None:
    """The false all-clear: whichever part of a copy is gone or has another name, something is said."""
    parts = parts_of(EVERY[kind])
    for part, name in product(parts, NEW_NAMES):
        left = {other: content for other, content in parts.items() if other != part}
        try:
            delivery = read(packed({**left, name: parts[part]} if name else left))
        except Fault:
            continue
        assert ALL_CLEAR not in delivery.remarks, (part, name)
    for part in [name for name in parts if name.endswith(".rels")]:
        for relation in re.findall(rb"<Relationship .*?/>", parts[part]):
            try:
                delivery = read(packed({**parts, part: parts[part].replace(relation, b"")}))
            except Fault:
                continue
            assert ALL_CLEAR not in delivery.remarks, relation


def test_a_ticked_box_of_an_old_form_is_seen() -> None:
    def box(mark: str) -> str:
        return (f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{mark}</w:checkBox>'
                "</w:ffData></w:fldChar></w:r>")

    delivery = read(word(p("EV_SKILLS is accurate: ", box("<w:checked/>"), " not: ", box(""))))
    assert delivery.points[0].text == "EV_SKILLS is accurate: ☒ not: ☐"


def test_a_comment_in_a_head_is_a_point_or_left_over() -> None:
    header = f"<w:hdr {SPACES}>{p(on(0, 'Draft'))}</w:hdr>"
    raw = with_part(copy_of_people(comments=note(0, "zqword")), "header3.xml", "header", header)
    assert "zqword" in every_text(read(raw))


def test_each_mark_is_counted_once_however_many_runs_stand_in_it() -> None:
    twice = changed("ins", r("one ") + r("two ") + changed("del", r("three", "delText")))
    delivery = read(copy_of_people(p("x ", twice)))
    kinds = [passage.kind for point in delivery.points for passage in point.passages]
    assert kinds == ["insertion"]
    assert [one.passage.kind for one in delivery.left_out] == ["deletion"]


def test_the_path_of_a_drawing_is_no_move_of_words() -> None:
    shape = drawing("<a:pathLst><a:path><a:moveTo><a:pt/></a:moveTo></a:path></a:pathLst>")
    assert not [one for one in read(word(p("EV_SKILLS: x", shape))).leftovers if "move" in one.where]


def test_what_a_file_says_of_itself_and_keeps_for_programs_is_left_out_with_its_words() -> None:
    parts = dict(parts_of(copy_of_people()))
    core = (f'{HEAD}<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:description>Our zqword</dc:description>'
            "<dc:creator>Anna Brown</dc:creator></cp:coreProperties>")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>", f'<Relationship Id="c" Type="{RELATIONS}/core-properties" Target="docProps/core.xml"/>'
                             "</Relationships>".encode())
    delivery = read(packed({**parts, "docProps/core.xml": core}))
    assert ("property", "Our zqword") in [(one.passage.kind, one.passage.words) for one in delivery.left_out]
    assert "Anna Brown" in delivery.names
    kept = read(with_part(copy_of_people(), "item9.xml", "customXml", "<data><one>zqword</one></data>"))
    assert ("data", "zqword") in [(one.passage.kind, one.passage.words) for one in kept.left_out]


def test_bookmarks_of_ours_hold_what_is_in_a_text_box() -> None:
    box = p(drawing(f"<wps:txbx><w:txbxContent>{p(changed('ins', r('zqword')))}</w:txbxContent></wps:txbx>"))
    delivery = read(word(held("EV_SKILLS", 1, box)))
    assert [(point.about, point.suggested) for point in delivery.points] == [(("EV_SKILLS",), "zqword")]
