"""What a reader does to a copy without tracking or typing: words struck out by their look, moved, linked, replaced."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from goldenthread.consultation.intake.known_copies import KEPT, as_json, looks_in, looks_of_copies, paragraphs_in, text_part
from goldenthread.consultation.intake.points import Delivery
from goldenthread.consultation.intake.returned_copy import ALL_CLEAR, read_word_file
from goldenthread.documents.paper.given_out_text import keep_given_out_text
from tests.books.intake_files import AUTHOR, NAMES, RELATIONS, copy_of_people, held, note, on, p, packed, r, word
from tests.consultation.test_word_kinds import TARGETS, both, given_out, read, with_part
from tests.soundness.mutating import parts_of

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed; on Debian: apt-get install libreoffice-writer")
SENTENCES = ("The first stands here.", "The second stands here.", "The third stands here.", "High", "High")
MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def given(*blocks: str) -> bytes:
    """A copy of these blocks about EV_SKILLS, with the text that it is given out with."""
    document = docx.Document(io.BytesIO(word(held("evidence_people", 0, p("People"), held("EV_SKILLS", 1, *blocks)))))
    keep_given_out_text(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_text(raw: bytes, body: str) -> bytes:
    """The same file with another text; what it was given out with stays."""
    parts = parts_of(raw)
    inner = held("evidence_people", 0, p("People"), held("EV_SKILLS", 1, body))
    return packed({**parts, "word/document.xml": f"<w:document {NAMES}><w:body>{inner}</w:body></w:document>"})


def run(look: str, words: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def returned(body: str) -> Delivery:
    return read(with_text(given(*map(p, SENTENCES)), body))


def rest(*numbers: int) -> str:
    return "".join(p(SENTENCES[number]) for number in numbers)


def test_a_copy_as_it_was_given_out_is_all_clear() -> None:
    assert read(given(*map(p, SENTENCES))).remarks == [ALL_CLEAR] == returned(rest(0, 1, 2, 3, 4)).remarks


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>'])
def test_words_struck_out_by_their_look_are_a_deletion(look: str) -> None:
    delivery = returned(p("The ", run(look, "first"), " stands here.") + rest(1, 2, 3, 4))
    (point,) = delivery.points
    assert (point.about, point.deleted, point.quoted) == (("EV_SKILLS",), "first", SENTENCES[0])
    assert ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize(("look", "why"), [
    ('<w:highlight w:val="yellow"/>', "highlighted"), ('<w:shd w:val="clear" w:fill="FFFF00"/>', "highlighted"),
    ("<w:vanish/>", "hidden"), ('<w:color w:val="FF0000"/>', "coloured"), ('<w:u w:val="single"/>', "underlined")])
def test_what_was_marked_by_its_look_stays_open(look: str, why: str) -> None:
    delivery = returned(p("The ", run(look, "first"), " stands here.") + rest(1, 2, 3, 4))
    (leftover,) = delivery.leftovers
    assert why in leftover.why and leftover.text == "first" and ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize("look", ['<w:strike w:val="0"/>', '<w:highlight w:val="none"/>', '<w:color w:val="auto"/>',
                                  "<w:rPrChange w:id='1' w:author='x'><w:rPr><w:strike/></w:rPr></w:rPrChange>"])
def test_a_look_that_is_none_marks_nothing(look: str) -> None:
    delivery = returned(p(run(look, SENTENCES[0])) + rest(1, 2, 3, 4))
    assert not delivery.points and not any("look" in passage.kind for one in delivery.leftovers for passage in one.passages)


def test_a_link_has_a_look_of_its_own_and_a_highlight_beside_a_comment_is_explained_by_it() -> None:
    link = "<w:hyperlink>" + run('<w:u w:val="single"/><w:color w:val="0563C1"/>', "first") + "</w:hyperlink>"
    assert returned(p("The ", link, " stands here.") + rest(1, 2, 3, 4)).remarks == [ALL_CLEAR]
    highlighted = p(on(0, run('<w:highlight w:val="yellow"/>', "A third of residents")))
    raw = given_out(word(held("evidence_people", 0, p("People"), held("EV_SKILLS", 1, highlighted)), note(0, "Old.")))
    delivery = read(raw)
    assert [point.text for point in delivery.points] == ["Old."] and not delivery.leftovers
    assert [one.passage.words for one in delivery.left_out] == ["A third of residents"]


def test_what_was_given_out_struck_out_or_coloured_is_no_reader_s_doing() -> None:
    assert read(given(p(run("<w:strike/>", "was"), " is"))).remarks == [ALL_CLEAR]
    styles = f'<w:styles {NAMES}><w:style><w:rPr><w:color w:val="143D5F"/></w:rPr></w:style></w:styles>'
    base = with_text(given(p("Blue")), p(run('<w:color w:val="143d5f"/>', "Blue")))
    assert read(with_part(base, "styles.xml", "styles", styles)).remarks == [ALL_CLEAR]


STRUCK, LINED = "<w:strike/>", '<w:u w:val="single"/>'
OURS = p(run(STRUCK, "Old words"), " make way for ", run(LINED, "new ones"), " and then the rest.")
AS_READER = p(run(STRUCK, "Old words"), " make way for ", run(LINED, "new ones"), run(STRUCK, " and then "), "the rest.")


def looks_told(delivery: Delivery) -> list[str]:
    """The words that are told as marked by a reader's look, struck out or otherwise."""
    return [point.deleted for point in delivery.points] + [one.text for one in delivery.leftovers]


@pytest.mark.parametrize(("runs", "told"), [
    ((run(STRUCK, "Old words"), " make ", run(STRUCK, "way"), " for ", run(LINED, "new ones"), " and then the rest."), ["way"]),
    ((run(STRUCK, "Old"), run(STRUCK, " words"), " make way for ", run(LINED, "new ones"), " and then the rest."), []),
    ((run(STRUCK, "Old words make"), " way for ", run(LINED, "new ones"), " and then the rest."), ["make"]),
    (("Old ", run(STRUCK, "words"), " make way for ", run(LINED, "new ones"), " and then the rest."), []),
    ((run(STRUCK, "Old words"), " make way for ", run(LINED, "new ones"), " and then ", run(LINED, "the rest"), "."),
     ["the rest"]),
    ((run(STRUCK, "Old words"), " make way for ", run(STRUCK + LINED, "new ones"), " and then the rest."), ["new ones"]),
])
def test_beside_what_was_given_out_marked_a_reader_s_own_mark_is_told(runs: tuple[str, ...], told: list[str]) -> None:
    assert looks_told(read(with_text(given(OURS), p(*runs)))) == told


def test_in_a_paragraph_that_was_typed_into_what_was_given_out_marked_stays_ours() -> None:
    beside = "".join(map(p, SENTENCES))
    delivery = read(with_text(given(OURS, beside), OURS.replace(" and then ", " and only then ") + beside))
    assert [(point.deleted, point.suggested) for point in delivery.points] == [("", "only")] and not delivery.leftovers


def of_known_copy(raw: bytes, returned_as: bytes) -> Delivery:
    """A copy that came back without the text that it was given out with, where that is known from the copy that was kept."""
    part = text_part(raw)
    text = paragraphs_in(part)
    return read_word_file(returned_as, "a.docx", replace(TARGETS, given_out=(text,), given_looks={text: looks_in(part)}))


def test_a_copy_that_lost_its_own_text_is_compared_with_the_looks_of_the_known_copy() -> None:
    def bare(body: str) -> bytes:
        return word(held("evidence_people", 0, p("People"), held("EV_SKILLS", 1, body)))
    assert of_known_copy(given(OURS), bare(OURS)).remarks == [ALL_CLEAR]
    assert looks_told(of_known_copy(given(OURS), bare(AS_READER))) == ["and then"]


def test_the_looks_of_a_copy_are_kept_with_its_text(tmp_path: Path) -> None:
    part = text_part(given(OURS, *map(p, SENTENCES)))
    kept = tmp_path / KEPT / "2019-09-02-copy.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(as_json(paragraphs_in(part), looks_in(part)), encoding="utf-8")
    assert looks_of_copies(tmp_path) == {paragraphs_in(part): looks_in(part)}
    assert (("struck out", "Old words"), ("underlined", "new ones")) in looks_in(part)


def test_where_no_copy_is_known_nobody_is_said_to_have_struck_anything_out() -> None:
    delivery = read(word(held("evidence_people", 0, p("People"), held("EV_SKILLS", 1, OURS))))
    (leftover,) = delivery.leftovers
    assert not delivery.points and leftover.text == "Old words\nnew ones"
    assert "no copy is known that tells whether they were given out so" in leftover.why


def test_a_copy_that_says_only_that_it_was_given_out_marked_has_no_reader_s_marks_there() -> None:
    parts = parts_of(given(OURS))
    earlier = re.sub(rb' looks="[^"]*"', b"", parts["customXml/item1.xml"])
    assert earlier != parts["customXml/item1.xml"]
    assert read(packed({**parts, "customXml/item1.xml": earlier})).remarks == [ALL_CLEAR]


@pytest.mark.parametrize("look", ["<w:b/>", "<w:i/>", '<w:b w:val="1"/>'])
def test_bold_and_italic_letters_of_a_reader_s_are_told_and_ours_are_not(look: str) -> None:
    delivery = returned(p("A third of ", run(look, "residents"), " are skilled.") + rest(1, 2, 3, 4))
    assert [one.text for one in delivery.leftovers] == ["residents"] and ALL_CLEAR not in delivery.remarks
    assert read(given(p(run(look, "Old"), " words"))).remarks == [ALL_CLEAR]


def test_the_look_of_a_style_that_a_program_writes_down_is_ours() -> None:
    document = docx.Document(io.BytesIO(word(held("evidence_people", 0, p("People"), held("EV_SKILLS", 1, p(
        run('<w:rStyle w:val="Strong"/>', "Status"), " open"))))))
    document.styles.add_style("Strong", WD_STYLE_TYPE.CHARACTER).font.bold = True
    keep_given_out_text(document)
    stream = io.BytesIO()
    document.save(stream)
    assert read(with_text(stream.getvalue(), p(run("<w:b/>", "Status"), " open"))).remarks == [ALL_CLEAR]


def test_letters_on_the_line_are_no_look() -> None:
    delivery = returned(p(run('<w:vertAlign w:val="baseline"/>', SENTENCES[0])) + rest(1, 2, 3, 4))
    assert delivery.remarks == [ALL_CLEAR] and not delivery.leftovers


@needs_libreoffice
@pytest.mark.parametrize("forms", [("docx:MS Word 2007 XML",), ("odt", "docx:MS Word 2007 XML")])
def test_opened_and_saved_by_libreoffice_a_copy_has_no_mark_of_a_reader_s(forms: tuple[str, ...], tmp_path: Path) -> None:
    looks = [STRUCK, LINED, "<w:vanish/>", '<w:highlight w:val="yellow"/>', '<w:color w:val="FF0000"/>',
             '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>']
    ours = [OURS, *(p(f"Sentence {number} has ", run(look, f"marked words {number}"), " in it.")
                    for number, look in enumerate(looks))]
    for marked, told in ((OURS, []), (AS_READER, ["and then"])):
        path = tmp_path / "copy.docx"
        path.write_bytes(with_text(given(*ours), marked + "".join(ours[1:])))
        for form in forms:
            folder = tmp_path / form[:4]
            subprocess.run([str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form,
                            "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=240)
            path = folder / f"copy.{form[:4].partition(':')[0]}"
        assert not text_part(path.read_bytes())
        assert looks_told(of_known_copy(given(*ours), path.read_bytes())) == told


@pytest.mark.parametrize(("order", "moved"), [((1, 0, 2), 1), ((2, 0, 1), 2), ((1, 2, 0), 0), ((2, 1, 0), None)])
def test_a_paragraph_that_was_put_elsewhere_is_told(order: tuple[int, ...], moved: int | None) -> None:
    delivery = returned(rest(*order, 3, 4))
    assert ALL_CLEAR not in delivery.remarks and not delivery.points
    if moved is not None:
        (leftover,) = delivery.leftovers
        assert leftover.text in (SENTENCES[moved], SENTENCES[order[1]]) and "put elsewhere" in leftover.why
    assert delivery.as_given_out + len(delivery.leftovers) == 1 + len(SENTENCES)


def test_a_picture_or_a_link_put_in_the_place_of_another_is_told() -> None:
    document = docx.Document(io.BytesIO(given(*map(p, SENTENCES))))
    document.part.relate_to("https://example.org/ours", f"{RELATIONS}/hyperlink", is_external=True)
    png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                        "1f15c4890000000d49444154789c6360f8cf500f0003860180dd9b0e540000000049454e44ae426082")
    document.add_picture(io.BytesIO(png))
    for part in list(document.part.rels.values()):
        if part.reltype.endswith("/customXml"):
            document.part.drop_rel(part.rId)
    keep_given_out_text(document)
    stream = io.BytesIO()
    document.save(stream)
    assert read(stream.getvalue()).remarks == [ALL_CLEAR]
    parts = parts_of(stream.getvalue())
    picture = next(name for name in parts if "media/" in name)
    (leftover,) = read(packed({**parts, picture: parts[picture] + b"x"})).leftovers
    assert "not among those that were given out" in leftover.why
    rels = parts["word/_rels/document.xml.rels"]
    assert read(packed({**parts, "word/_rels/document.xml.rels": rels.replace(b"/ours", b"/ours/")})).remarks == [ALL_CLEAR]
    (leftover,) = read(packed({**parts, "word/_rels/document.xml.rels": rels.replace(b"/ours", b"/theirs")})).leftovers
    assert leftover.text == "https://example.org/theirs"
    for address, told in (("ours", []), ("theirs", ["https://example.org/theirs"])):  # some programs save a link as a field
        field = (f'<w:fldSimple w:instr=\' HYPERLINK "https://example.org/{address}" \'>'.encode(), b"</w:fldSimple>")
        text = parts["word/document.xml"]
        at, end = text.index(b"<w:r>"), text.index(b"</w:r>") + len(b"</w:r>")
        linked = text[:at] + field[0] + text[at:end] + field[1] + text[end:]
        assert [one.text for one in read(packed({**parts, "word/document.xml": linked})).leftovers] == told


def maths(inner: str) -> str:
    return f"<m:oMath {MATHS}>{inner}</m:oMath>"


def m(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


@pytest.mark.parametrize(("inner", "words"), [
    (f"<m:f><m:num>{m('1')}</m:num><m:den>{m('2')}</m:den></m:f>", "1/2"),
    (f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('c')}</m:den></m:f>", "(a+b)/c"),
    (f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('6')}</m:sup></m:sSup>", "10⁶"),
    (f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('k')}</m:sup></m:sSup>", "x^k"),
    (f"<m:sSub><m:e>{m('x')}</m:e><m:sub>{m('i+1')}</m:sub></m:sSub>", "x_(i+1)"),
    (f"<m:sSubSup><m:e>{m('x')}</m:e><m:sub>{m('i')}</m:sub><m:sup>{m('2')}</m:sup></m:sSubSup>", "x_i²"),
    (f"<m:rad><m:deg/><m:e>{m('2')}</m:e></m:rad>", "√(2)"),
    (f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{m('i')}</m:sub><m:sup>{m('n')}</m:sup><m:e>{m('x')}</m:e></m:nary>",
     "∑_iⁿ x"),
    (f"<m:nary><m:naryPr/><m:sub>{m('0')}</m:sub><m:e>{m('x')}</m:e></m:nary>", "∫_0 x"),
    (f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{m('a')}</m:e><m:e>{m('b')}</m:e></m:d>", "[a|b]"),
    (f"<m:m><m:mr><m:e>{m('1')}</m:e><m:e>{m('2')}</m:e></m:mr><m:mr><m:e>{m('3')}</m:e><m:e>{m('4')}</m:e></m:mr></m:m>",
     "1, 2; 3, 4"),
    (f"<m:func><m:fName>{m('log')}</m:fName><m:e>{m('x')}</m:e></m:func>", "log x"),
    (f"<m:limLow><m:e>{m('lim')}</m:e><m:lim>{m('n')}</m:lim></m:limLow>", "lim_n"),
    (f"<m:f><m:num>{m('1')}</m:num><m:den><m:sSup><m:e>{m('x')}</m:e><m:sup>{m('2')}</m:sup></m:sSup></m:den></m:f>", "1/x²"),
])
def test_an_equation_does_not_run_together(inner: str, words: str) -> None:
    for raw in both(p("it is ", maths(inner))):
        texts = [point.text or point.suggested for point in read(raw).points]
        assert any(f"it is {words}" in text for text in texts), texts


def test_a_change_within_an_equation_is_a_change() -> None:
    put_in = f"<w:ins w:id='4' {AUTHOR}>{m('2')}</w:ins>"
    fraction = f"<m:f><m:num>{m('1')}</m:num><m:den>{put_in}</m:den></m:f>"
    delivery = read(both(p("it is ", maths(fraction)))[0])
    assert "2" in [point.suggested for point in delivery.points]


@pytest.mark.parametrize(("runs", "words"), [
    (("10", run('<w:vertAlign w:val="superscript"/>', "6"), " people"), "10⁶ people"),
    (("10", run('<w:vertAlign w:val="superscript"/>', "-6")), "10⁻⁶"),
    (("H", run('<w:vertAlign w:val="subscript"/>', "2"), "O"), "H₂O"),
    (("the 19", run('<w:vertAlign w:val="superscript"/>', "th")), "the 19th"),
    (("10", run('<w:vertAlign w:val="baseline"/>', "6")), "106"),
    (("<w:r><w:ruby><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby>"
      "</w:r>", "だ"),
     "漢字 (かんじ)だ"),
    (('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SYMBOL 252 \\f "Wingdings" \\s 12</w:instrText></w:r>'
      '<w:r><w:fldChar w:fldCharType="end"/></w:r>', " done"), "✓ done"),
    (('<w:fldSimple w:instr="EQ \\f(1,2)"/>', " of it"), "[EQ \\f(1,2)] of it"),
    (("twenty", "<w:r><w:noBreakHyphen/></w:r>", "five", "<w:r><w:cr/></w:r>", "a", "<w:r><w:tab/></w:r>", "b"),
     "twenty-five a b"),
    (("e\u0301te", " ", "ＡＢＣ", " ", "שלום"), "e\u0301te ＡＢＣ שלום"),
])
def test_signs_read_as_they_are_seen(runs: tuple[str, ...], words: str) -> None:
    report = read(word(p("EV_SKILLS: see below.") + p(*runs)))
    assert words in report.points[0].text
    (put_in,) = read(given_out(copy_of_people(p(*runs)))).points
    assert put_in.suggested == words
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    tracked = p("A third of residents", f'<w:ins w:id="9" {AUTHOR}>{inner}</w:ins>')
    (put_in,) = read(given_out(word(held("evidence_people", 0, p("People"), held("EV_SKILLS", 1, tracked))))).points
    assert put_in.suggested == words


def test_superscripts_of_ours_come_back_as_they_went() -> None:
    assert read(given(p("10", run('<w:vertAlign w:val="superscript"/>', "6"), " people"))).remarks == [ALL_CLEAR]


@pytest.mark.parametrize("fragment", [
    p(f'<mc:AlternateContent {MC}><mc:Choice Requires="x"/><mc:Fallback>{r("zqword")}</mc:Fallback></mc:AlternateContent>'),
    p(f'<mc:AlternateContent {MC}><mc:Choice Requires="x">{r(" ")}</mc:Choice><mc:Fallback>{r("zqword")}</mc:Fallback>'
      "</mc:AlternateContent>"),
    p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>COMMENTS "zqword"</w:instrText></w:r>'
      '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    p('<w:fldSimple w:instr="XE zqword"/>'), p('<z:box xmlns:z="urn:z">zqword</z:box>'), p("<w:r>zqword</w:r>"),
    p('<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="zqword"/></w:pict></w:r>'),
])
def test_words_in_places_that_few_look_at_are_kept(fragment: str) -> None:
    for raw in both(fragment):
        delivery = read(raw)
        assert "zqword" in str(delivery) and ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize("part", [
    ("glossary.xml", "glossaryDocument", f"<w:glossaryDocument {NAMES}>{p('zqword')}</w:glossaryDocument>"),
    ("theme.xml", "theme", f"<w:document {NAMES}>{p('zqword')}</w:document>"),
    ("shapes.xml", "chartUserShapes", '<c:userShapes xmlns:c="c"><a:t xmlns:a="a">zqword</a:t></c:userShapes>'),
    ("ce.xml", "commentsExtended", f'<w15:commentsEx {NAMES}><w15:commentEx w15:paraId="zqword" w15:done="0"/></w15:commentsEx>'),
    ("ci.xml", "commentsIds", '<c:commentsIds xmlns:c="c"><c:commentId c:paraId="zqword"/></c:commentsIds>')])
def test_a_part_that_says_what_it_is_not_is_no_all_clear(part: tuple[str, str, str]) -> None:
    delivery = read(with_part(given_out(copy_of_people()), *part))
    assert "zqword" in str(delivery) and ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize("fragment", [
    f'<w:p><w:pPr><w:rPr><w:ins w:id="1" {AUTHOR}/></w:rPr></w:pPr></w:p>',
    f'<w:tbl><w:tr><w:trPr><w:ins w:id="1" {AUTHOR}/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>',
    f'<w:customXmlInsRangeStart w:id="5" {AUTHOR}/>'])
def test_a_file_with_tracked_changes_is_never_said_to_hold_none(fragment: str) -> None:
    delivery = read(given_out(copy_of_people(fragment)))
    assert ALL_CLEAR not in delivery.remarks
    assert delivery.left_out or delivery.leftovers
