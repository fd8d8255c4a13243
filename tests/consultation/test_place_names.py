"""A reader may have put words into the name of a bookmark or a form's field, or marked them by a style: that is told."""

from __future__ import annotations

import io

import docx
import pytest

from goldenthread.consultation.intake.place_names import GIVEN_NAMES, NAMED_BY_AUTHOR
from goldenthread.consultation.intake.returned_copy import ALL_CLEAR
from goldenthread.documents.paper.given_out_text import keep_given_out_text
from tests.books.intake_files import copy_of_people, held, p, r, word
from tests.consultation.test_word_kinds import FIELD, given_out, read, with_part
from tests.consultation.test_word_looks import given, run, with_text

FIELD_OF_FORM = p(FIELD.format(data='<w:ffData><w:name w:val="{}"/></w:ffData>', name="FORMTEXT", shown=r("x")))
STYLES = ('<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="character" '
          'w:styleId="{id}"><w:rPr><w:{look}/></w:rPr></w:style><w:style w:type="character" w:styleId="Of">'
          '<w:basedOn w:val="{id}"/></w:style></w:styles>')


@pytest.mark.parametrize("body", [held("This_share_is_too_low", 9, p("x")), FIELD_OF_FORM.format("ask_the_LEP")])
def test_words_in_the_name_of_a_place_are_told(body: str) -> None:
    delivery = read(given_out(copy_of_people(body)))
    (told,) = [one for one in delivery.leftovers if one.why == GIVEN_NAMES]
    assert told.text in ("This_share_is_too_low", "ask_the_LEP") and ALL_CLEAR not in delivery.remarks
    report = read(word(p("EV_SKILLS: old.") + body))
    assert [one.passage.words for one in report.left_out if one.reason == NAMED_BY_AUTHOR] == [told.text]


@pytest.mark.parametrize("name", [
    "_GoBack", "_Toc20200301", "__RefHeading___Toc1_2", "OLE_LINK1", "Text1", "Kontrollkästchen2", "ListeDéroulante12",
    "a-third-of-residents", "a-third-of-residents-1", "AThirdOfResidents", "kix.t8s3pgq1abcd", "h.30j0zll", "_heading=h.gjdgxs",
    "X8f2054fe6ea1d652fa721446633c5418814ec5f", "PageNumWizard_FOOTER_Default", "EV_OTHER", "evidence_people__id7",
    "strategy_2020_03_business_envir_a2a7b4a3", "7"])
def test_names_that_programs_make_are_no_reader_s(name: str) -> None:
    delivery = read(given_out(copy_of_people(f'<w:bookmarkStart w:id="9" w:name="{name}"/><w:bookmarkEnd w:id="9"/>')))
    assert [one for one in delivery.leftovers if one.why == GIVEN_NAMES] == []


def test_a_heading_s_words_as_its_name_are_no_reader_s_though_it_ends_in_a_year() -> None:
    named = ("share-in-2017", "d.48-share-in-2017-1", "share-in")
    marks = "".join(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>' for number, name in enumerate(named, start=9))
    delivery = read(given_out(copy_of_people(marks, p("D.48 Share in 2017"), p("48 Share in 2017"))))
    assert [one.text for one in delivery.leftovers if one.why == GIVEN_NAMES] == ["share-in"]


def test_names_that_a_copy_was_given_out_with_are_ours() -> None:
    document = docx.Document(io.BytesIO(copy_of_people(held("Some_place_of_ours", 9, p("x")))))
    keep_given_out_text(document)
    stream = io.BytesIO()
    document.save(stream)
    assert read(stream.getvalue()).remarks == [ALL_CLEAR]


@pytest.mark.parametrize("look", ["strike", "dstrike", "vanish", "highlight w:val='yellow'"])
@pytest.mark.parametrize("used", ["DeltaViewDeletion", "Of"])
def test_what_a_style_strikes_out_hides_or_marks_is_told(look: str, used: str) -> None:
    """As programs that compare two files write it, and whoever works with styles alone."""
    words = (p("The share is a third."), p("More."))
    raw = with_text(given(*words), p("The share is ", run(f'<w:rStyle w:val="{used}"/>', "a third"), ".") + words[1])
    delivery = read(with_part(raw, "styles9.xml", "styles", STYLES.format(id="DeltaViewDeletion", look=look)))
    told = [point.deleted for point in delivery.points] + [one.text for one in delivery.leftovers]
    assert "a third" in told and ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize(("style", "look", "told"), [
    ("<w:b/><w:color w:val='143D5F'/>", "<w:b/><w:color w:val='143D5F'/>", []), ("<w:b/>", "<w:b/><w:i/>", ["italic"]),
    ("<w:strike/>", "", ["struck out"]), ("<w:b/>", "", [])])
def test_what_the_style_of_a_paragraph_sets_off_is_no_reader_s_doing(style: str, look: str, told: list[str]) -> None:
    """LibreOffice writes at each run what the style of its paragraph says when it makes a Word file of an OpenDocument one."""
    heading = f'<w:p><w:pPr><w:pStyle w:val="Lead"/></w:pPr>{run(look, "The share is a third.")}</w:p>'
    styles = ('<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" '
              f'w:styleId="Lead"><w:rPr>{style}</w:rPr></w:style></w:styles>')
    raw = with_text(given(p("The share is a third."), p("More.")), heading + p("More."))
    delivery = read(with_part(raw, "styles9.xml", "styles", styles))
    passages = [passage for one in (*delivery.points, *delivery.leftovers) for passage in one.passages]
    assert [one.where.partition(", ")[2] for one in passages if one.kind == "look"] == told
