"""A Word document read whole: no part and no mark of it is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.consultation.intake.points import Targets
from goldenthread.consultation.intake.returned_copy import ALL_CLEAR, read_word_file
from goldenthread.consultation.intake.safe_files import Package, transitional
from goldenthread.consultation.intake.word_document import read_document
from goldenthread.model import Fault
from tests.books.intake_files import AUTHOR, RELATIONS, copy_of_people, gone, held, ins, note, on, p, packed, r, with_parts, word
from tests.soundness.mutating import parts_of

TARGETS = Targets(items=frozenset({"EV_SKILLS", "EV_PLACE"}),
                  title_of_page={"evidence/people": "People", "evidence/place": "Place"},
                  page_of_bookmark={"evidence_people": "evidence/people", "evidence_place": "evidence/place"},
                  criteria=("accuracy",), item_id=re.compile(r"EV_[A-Z]+"), texts={"EV_SKILLS": "Athirdofresidentsareskilled"})
MARKED = copy_of_people(
    p(on(0, "The share"), " of ", gone("many"), ins("some"), '<w:r><w:footnoteReference w:id="3"/></w:r>'),
    comments=note(0, "Old."), footnotes=f'<w:footnote w:id="3">{p("See ", ins("below"))}</w:footnote>')
PICTURE = ('<w:r><w:drawing><wp:docPr xmlns:wp="w" id="1" name="Picture 1" descr="A map of the area"/>'
           '<a:blip xmlns:a="a" r:embed="rId1" xmlns:r="r"/></w:drawing></w:r>')
HEADER = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:hdr>'


def told(raw: bytes) -> list[str]:
    """Everything that is said of a file: its points, its leftovers, its remarks."""
    delivery = read_word_file(raw, "a.docx", TARGETS)
    points = [f"{' '.join(point.about) or point.chapter}: {point.text}|{point.deleted}|{point.suggested}|{point.quoted}"
              for point in delivery.points]
    return [*points, *(f"{one.where}: {one.why}: {one.text or (one.point.text if one.point else '')}"
                       for one in delivery.leftovers), *delivery.remarks]


def related(raw: bytes, part: str, kind: str, content: str) -> bytes:
    """The same file with one more part that its text leads to."""
    rels = parts_of(raw)["word/_rels/document.xml.rels"].decode()
    more = f'<Relationship Id="more" Type="{RELATIONS}/{kind}" Target="{part}"/></Relationships>'
    rels = rels.replace("</Relationships>", more)
    return packed({**parts_of(raw), "word/_rels/document.xml.rels": rels, f"word/{part}": content})


def strict(raw: bytes) -> bytes:
    """The same file as Strict Open XML has it."""
    spaces = {transitional("{http://purl.oclc.org/ooxml/wordprocessingml/main}")[1:-1]: "http://purl.oclc.org/ooxml/wordprocessingml/main",
              RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
    parts = {name: content.decode() for name, content in parts_of(raw).items()}
    for old, new in spaces.items():
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    return packed(parts)


def test_strict_open_xml_says_the_same() -> None:
    assert told(strict(MARKED)) == told(MARKED)
    assert len(told(MARKED)) > 2


@pytest.mark.parametrize(("main", "comments"), [("document2.xml", "comments.xml"), ("main.xml", "notes/c.xml")])
def test_parts_are_found_whatever_they_are_called(main: str, comments: str) -> None:
    parts: Mapping[str, bytes] = parts_of(MARKED)
    renamed = {name.replace("word/document.xml", f"word/{main}").replace("word/_rels/document.xml", f"word/_rels/{main}")
                   .replace("word/comments.xml", f"word/{comments}"):
               content.replace(b'Target="word/document.xml"', f'Target="/word/{main}"'.encode())
                      .replace(b'Target="comments.xml"', f'Target="{comments}"'.encode()) for name, content in parts.items()}
    assert f"word/{main}" in renamed
    assert told(packed(renamed)) == told(MARKED)


def test_marks_in_a_head_or_foot_of_the_page_are_found() -> None:
    raw = related(copy_of_people(), "header7.xml", "header", HEADER.format(p("Draft ", ins("two"))))
    assert "tracked change 1: it stands outside every item and chapter: " in told(raw)


@pytest.mark.parametrize(("inside", "due"), [
    (p("A ", f"<w:del w:id='1' {AUTHOR}>{PICTURE}</w:del>"),
     "EV_SKILLS: |[picture: A map of the area]||A [picture: A map of the area]"),
    (p("A ", f"<w:ins w:id='1' {AUTHOR}>{PICTURE}</w:ins>"), "EV_SKILLS: ||[picture: A map of the area]|A"),
    (p(f"<w:ins w:id='1' {AUTHOR}><m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>a=b</m:t>"
       "</m:r></m:oMath></w:ins>"), "EV_SKILLS: ||a=b|"),
    (p(f"<w:r><w:rPr><w:b/><w:rPrChange w:id='1' {AUTHOR}><w:rPr/></w:rPrChange></w:rPr><w:t>bold</w:t></w:r>"),
     "1 formatting change: the look was changed, and no word: bold"),
    (p(on(0, "twenty", "<w:r><w:noBreakHyphen/></w:r>", "five per cent")), "EV_SKILLS: Why?|||twenty-five per cent"),
    (p(on(0, "co", "<w:r><w:softHyphen/></w:r>", "operate")), "EV_SKILLS: Why?|||cooperate"),
    (p(on(0, "x ", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', " 5")), "EV_SKILLS: Why?|||x ≥ 5"),
    (p(on(0, "is ", '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')), "EV_SKILLS: Why?|||is ✓"),
    (p(on(0, '<w:r><w:sym w:font="Odd" w:char="F0FC"/></w:r>')), "EV_SKILLS: Why?|||[sign F0FC of Odd]"),
    # a comment over a tracked change quotes the words as they were
    (p(on(0, "It ", gone("fell"), ins("rose"))), "EV_SKILLS: Why?|||It fell"),
    (p(on(0, ins("rose"))), "EV_SKILLS: Why?|||rose"),
])
def test_what_a_mark_says_is_kept(inside: str, due: str) -> None:
    raw = copy_of_people(inside, comments=note(0, "Why?"))
    if "Why?" not in due:
        raw = copy_of_people(inside)
    assert due in told(raw)
    assert ALL_CLEAR not in told(raw)


def test_signs_within_a_comment_are_kept() -> None:
    words = ("<w:comment w:id='0'><w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>twenty</w:t>"
             "<w:noBreakHyphen/><w:t>five</w:t><w:tab/><w:t>per</w:t><w:br/><w:t>cent</w:t>"
             "<w:sym w:font='Symbol' w:char='F0A3'/></w:r></w:p></w:comment>")
    raw = copy_of_people(p(on(0, "The share")), comments=words)
    assert read_word_file(raw, "a.docx", TARGETS).points[0].text == "twenty-five per\ncent≤"


def test_what_changes_no_word_is_left_out_with_its_reason() -> None:
    raw = copy_of_people(f"<w:p><w:pPr><w:rPr><w:ins w:id='4' {AUTHOR}/></w:rPr></w:pPr>{r('x')}</w:p>",
                         p("It ", f"<w:ins w:id='1' {AUTHOR}>{gone('never')}</w:ins>", "is"))
    delivery = read_word_file(raw, "a.docx", TARGETS)
    assert [(one.passage.kind, one.passage.words) for one in delivery.left_out] == [
        ("insertion", ""), ("insertion", "never"), ("deletion", "never")]


def test_a_part_that_nothing_leads_to_is_told_with_its_words() -> None:
    raw = with_parts(copy_of_people(), word__lost_xml=HEADER.format(p("Words ", ins("that nobody sees"))))
    assert any("nothing leads to it" in line and "Words that nobody sees" in line for line in told(raw))
    assert any(line.startswith("1 insertion: counted in the file, but in no place that is read") for line in told(raw))


def test_a_form_of_document_that_is_not_known_is_refused() -> None:
    text = parts_of(MARKED)["word/document.xml"].replace(b"wordprocessingml/2006/main", b"wordprocessingml/2036/main")
    with pytest.raises(Fault, match="in a form that is not known here"):
        read_word_file(with_parts(MARKED, word__document_xml=text), "a.docx", TARGETS)


@given(st.sampled_from(sorted(parts_of(MARKED))), st.sampled_from(["", "x", "word/z.xml", "word/header9.xml"]))
def test_no_part_is_removed_or_renamed_without_a_word(part: str, name: str) -> None:
    """The false all-clear: a file with marks, of which a part is gone or has another name, and nothing is said."""
    parts = parts_of(MARKED)
    content = parts.pop(part)
    if name:
        parts[name] = content
    try:
        delivery = read_word_file(packed(parts), "a.docx", TARGETS)
    except Fault:
        return
    assert ALL_CLEAR not in delivery.remarks
    assert delivery.points or delivery.leftovers


def test_an_own_report_becomes_points_about_the_items_that_it_names() -> None:
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>"
                   for row in (("Area", "Share"), ("North", "31%")))
    table = f"<w:tbl>{rows}</w:tbl>"
    raw = word(p("Our analysis") + p("EV_SKILLS: Incomplete: the south is missing.") + table + p("It matters.") + p("", PICTURE))
    delivery = read_word_file(raw, "a.docx", TARGETS)
    assert [(point.about, point.source, point.text) for point in delivery.points] == [
        (("EV_SKILLS",), "own report", "Incomplete: the south is missing.\n\nArea | Share\nNorth | 31%\n\nIt matters.\n\n"
                                       "[picture: A map of the area]")]
    assert [(one.open_passages[0].kind, one.open_passages[0].words) for one in delivery.leftovers] == [
        ("picture", "[picture: A map of the area]"), ("paragraph", "Our analysis")]
    assert [passage.kind for passage in delivery.points[0].passages] == ["paragraph", "table", "paragraph", "paragraph"]
    assert ALL_CLEAR not in delivery.remarks


def test_a_comment_in_a_copy_without_marks_is_proposed_to_the_item_with_its_words() -> None:
    delivery = read_word_file(word(p(on(0, "A third of residents")), note(0, "Old.")), "a.docx", TARGETS)
    assert [(one.where, one.proposed.about if one.proposed else ()) for one in delivery.leftovers][:1] == [
        ("comment 0", ("EV_SKILLS",))]


def test_every_mark_counted_in_the_bytes_is_read() -> None:
    document = read_document(Package(MARKED, "a.docx", ".docx"), TARGETS)
    assert not document.gaps
    assert document.marks.counted == {"comment": 1, "ins": 2, "del": 1}


@pytest.mark.parametrize(("body", "due"), [
    # an end is missing: the item ends where the next one begins
    ('<w:bookmarkStart w:id="1" w:name="EV_SKILLS"/>' + p("A") + held("EV_PLACE", 2, p("B")) + p(ins("after")), ""),
    # the same name begins twice, as LibreOffice writes it, and one of the two has an end
    ('<w:bookmarkStart w:id="1" w:name="EV_SKILLS"/><w:bookmarkStart w:id="2" w:name="EV_SKILLS"/>' + p(ins("in"))
     + '<w:bookmarkEnd w:id="1"/>' + p("after"), "EV_SKILLS"),
    # the end has another number, but the name
    ('<w:bookmarkStart w:id="1" w:name="EV_SKILLS"/>' + p("in") + '<w:bookmarkEnd w:id="9" w:name="EV_SKILLS"/>'
     + p(ins("after")), ""),
    # a new chapter closes the one before
    ('<w:bookmarkStart w:id="1" w:name="evidence_people"/>' + p("A") + held("evidence_place", 2, p("B")) + p(ins("after")), ""),
])
def test_bookmarks_as_they_come_back(body: str, due: str) -> None:
    assert [change.target for change in read_document(Package(word(body), "a.docx", ".docx"), TARGETS).marks.changes] == [due]
