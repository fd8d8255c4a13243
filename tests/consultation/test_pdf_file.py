"""PDF files that come in: notes on our own printed files, and reports of respondents' own, page by page."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pytest
from docutils import nodes
from pikepdf import Array, Dictionary, Name, String

from goldenthread.consultation.intake.file_readers import READERS
from goldenthread.consultation.intake.pdf_file import ALL_CLEAR, DRAWN, NOT_RETURNED, PUT_IN, SOURCE
from goldenthread.consultation.intake.points import Delivery, Targets, fold
from goldenthread.documents.pages_as_given_out import KEY
from goldenthread.documents.paper import link_targets_from_volumes, make_pdf
from goldenthread.model import Fault
from tests.books.pdf_notes import boxes_of, with_notes
from tests.consultation.test_every_passage import every_text
from tests.documents.node_pieces import chapter, item_node, volume
from tests.soundness.trials import Trials

ITEMS, SENTENCES = 30, 8
TEXTS = {f"EV_N{number}": [f"Sentence {number} of {place} says that the share number{number}x{place} of the county's many firms "
                           "has grown for years." for place in range(SENTENCES)] for number in range(ITEMS)}
TARGETS = Targets(items=frozenset(TEXTS), title_of_page={"people": "People"}, page_of_bookmark={}, criteria=("accuracy",),
                  item_id=re.compile("EV_[A-Z0-9]+"), texts={key: fold(" ".join(texts)) for key, texts in TEXTS.items()})


@cache
def printed() -> bytes:
    """A printed file with an introduction and many findings, over several pages."""
    findings = []
    for key, texts in TEXTS.items():
        finding = item_node(key)
        finding += nodes.paragraph("", " ".join(texts))
        findings.append(finding)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        book = volume([chapter(nodes.paragraph("", "An introduction of a few words."), *findings)], root, index=False)
        assert make_pdf(book, link_targets_from_volumes([book], "https://example.org"), root / "pdf", root / "work") == []
        return (root / "pdf/book.pdf").read_bytes()


def read(raw: bytes) -> Delivery:
    return READERS[".pdf"](raw, "notes.pdf", TARGETS)


@pytest.mark.sound
def test_each_note_of_each_program_is_about_what_it_stands_at(trials: Trials) -> None:
    chance = random.Random(15)
    words = [f"the share number{number}x{place} of the county" for number in range(ITEMS) for place in range(SENTENCES)]
    chosen = chance.sample(words, trials.many(40, 200))
    raw, made = with_notes(printed(), chosen, chance)
    delivery = read(raw)
    due = {note.said: (f"EV_N{re.search(r'number([0-9]+)x', note.marked)[1]}", note.marked) for note in made}  # type: ignore[index]
    got = {point.text: (point.about[0], point.quoted) for point in delivery.points}
    assert set(got) == set(due) and not delivery.leftovers
    # a note in the margin marks no words
    right = [said for said, (about, marked) in due.items() if got[said][0] == about and got[said][1] in (marked, "")]
    assert len(right) >= 0.98 * len(due), {said: (due[said], got[said]) for said in set(due) - set(right)}
    assert sum(got[said][1] == "" for said in due) == len([one for one in range(len(made)) if one % 8 == 3])
    replies = [reply for point in delivery.points for reply in point.replies]
    assert sorted(replies) == sorted(f"An answer to {number}" for number in range(0, len(made), 8))
    trials.record("Hostile input", "Notes on a printed file, as Acrobat, Preview, Edge and Okular write them", len(made),
                  "Each is about the item that it stands at, with its words")


def one_note(kind: str, **entries: object) -> bytes:
    """The printed file with one annotation on its second page."""
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        given = {"/Type": Name.Annot, "/Subtype": Name(f"/{kind}"), "/Rect": Array([100, 400, 300, 412]),
                 **{f"/{key}": value for key, value in entries.items()}}
        pdf.pages[2].Annots = Array([pdf.make_indirect(Dictionary(given))])
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def changed_page(number: int, *operators: bytes, kept: bool = True) -> bytes:
    """The printed file with more operators on one of its pages, as an editor of PDF files adds them."""
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        page = pdf.pages[number]
        page.add_resource(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica), Name.Font, Name.GTAdded)
        page.contents_add(b"\n".join(operators))
        if not kept:
            del pdf.Root[KEY]
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def typed(words: str, left: float, bottom: float) -> bytes:
    return f"BT /GTAdded 8 Tf {left} {bottom} Td ({words}) Tj ET".encode()


def test_a_file_as_it_was_given_out_is_all_clear() -> None:
    delivery = read(printed())
    assert (delivery.points, delivery.leftovers, delivery.open, delivery.remarks) == ([], [], [], [ALL_CLEAR])
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        assert delivery.as_given_out == len(pdf.pages)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_a_reader_has_turned_are_as_they_were_given_out(turn: int) -> None:
    """The text of a turned page comes in another order, which is nobody's change."""
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        for page in pdf.pages:
            page.Rotate = turn
        stream = io.BytesIO()
        pdf.save(stream)
    delivery = read(stream.getvalue())
    assert (delivery.points, delivery.leftovers, delivery.open, delivery.remarks) == ([], [], [], [ALL_CLEAR])


def test_a_file_that_lost_what_it_was_given_out_with_stays_open() -> None:
    delivery = read(changed_page(1, kept=False))
    assert ([one.passage.kind for one in delivery.open], delivery.remarks) == (["text"], [])


def test_words_typed_onto_a_page_are_a_point_about_the_item_where_they_stand() -> None:
    document = pypdfium2.PdfDocument(printed())
    for number in (3, 11, 27):
        page, [(left, bottom, *_), *_more] = boxes_of(document, f"the share number{number}x4 of")
        delivery = read(changed_page(page, typed("Not so: it fell in zq", left, bottom - 2)))
        assert [(point.about, point.suggested, point.source) for point in delivery.points] == [
            ((f"EV_N{number}",), "Not so: it fell in zq", SOURCE)]
        assert delivery.as_given_out == len(document) - 1 and ALL_CLEAR not in delivery.remarks


def test_words_that_were_put_in_place_of_others_are_one_change() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        page = pdf.pages[2]
        words = page.Contents.read_bytes()
        shown = re.findall(rb"<[0-9a-fA-F]+>|\([^)]*\)", words)
        page.Contents = pdf.make_stream(words.replace(shown[-3], b"()", 1))
        stream = io.BytesIO()
        pdf.save(stream)
    delivery = read(stream.getvalue())
    assert delivery.points + delivery.leftovers and ALL_CLEAR not in delivery.remarks


def test_what_was_drawn_onto_a_page_stays_open() -> None:
    delivery = read(changed_page(2, b"100 400 m 200 500 l S"))
    assert [(one.passage.where, one.reason) for one in delivery.open] == [("page 3", DRAWN)]
    assert ALL_CLEAR not in delivery.remarks


def test_pages_that_were_put_in_or_left_out_are_told() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf, pikepdf.open(io.BytesIO(changed_page(1, typed("zq words", 20, 20)))) as more:
        del pdf.pages[1]
        pdf.pages.append(more.pages[1])
        stream = io.BytesIO()
        pdf.save(stream)
    delivery = read(stream.getvalue())
    assert [(one.passage.where, one.reason) for one in delivery.left_out] == [("page 2 as given out", NOT_RETURNED)]
    assert [one.why for one in delivery.leftovers] == [PUT_IN] and ALL_CLEAR not in delivery.remarks


def test_a_form_that_was_filled_in_is_no_all_clear() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        field = pdf.make_indirect(Dictionary({
            "/Type": Name.Annot, "/Subtype": Name.Widget, "/Rect": Array([100, 400, 300, 412]), "/T": String("Your view"),
            "/FT": Name.Tx, "/V": String("It fell.")}))
        pdf.pages[2].Annots, pdf.Root.AcroForm = Array([field]), Dictionary(Fields=Array([field]))
        stream = io.BytesIO()
        pdf.save(stream)
    delivery = read(stream.getvalue())
    assert [(one.where, one.point.text if one.point else "") for one in delivery.leftovers] == [
        ("form field 'Your view' on page 3", "It fell.")]
    assert ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize(("raw", "left"), [
    (one_note("Ink"), "it is drawn"), (one_note("Stamp"), "it is drawn"),
    (one_note("Highlight", QuadPoints=Array([100, 412, 300, 412, 100, 400, 300, 400])), "it holds no words"),
], ids=["ink", "stamp", "highlight"])
def test_a_note_without_words_stays_open(raw: bytes, left: str) -> None:
    delivery = read(raw)
    assert [one.why.startswith(left) for one in delivery.leftovers] == [True]
    assert ALL_CLEAR not in delivery.remarks


def test_struck_out_words_and_those_in_their_place_are_one_change() -> None:
    with pikepdf.open(io.BytesIO(one_note("Caret", Contents=String("half"), T=String("Anna Brown")))) as pdf:
        caret = pdf.pages[2].Annots[0]
        pdf.pages[2].Annots.append(pdf.make_indirect(Dictionary({
            "/Type": Name.Annot, "/Subtype": Name.StrikeOut, "/Rect": caret.Rect, "/IRT": caret, "/RT": Name.Group,
            "/QuadPoints": Array([100, 412, 500, 412, 100, 400, 500, 400])})))
        stream = io.BytesIO()
        pdf.save(stream)
    (point,) = read(stream.getvalue()).points
    assert point.deleted and (point.suggested, point.text, point.source) == ("half", "", SOURCE)


def test_a_report_of_the_respondents_own_is_filed_page_by_page() -> None:
    tree = chapter(*(nodes.paragraph("", words) for words in ("A foreword.", "EV_N3: the survey is newer.")), docname="report")
    with TemporaryDirectory() as folder:
        root = Path(folder)
        book = volume([tree], root, index=False, title="Our view")
        assert make_pdf(book, link_targets_from_volumes([book], "https://example.org"), root / "pdf", root / "work") == []
        raw = (root / "pdf/book.pdf").read_bytes()
    delivery = read(raw)
    assert [(point.about, point.source) for point in delivery.points] == [(("EV_N3",), "own report")]
    passages = [passage.where for one in (*delivery.points, *filter(None, (left.point for left in delivery.leftovers)))
                for passage in one.passages]
    assert sorted(passages) == [f"page {number}" for number in range(1, len(passages) + 1)]
    assert ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize(("raw", "code"), [(b"PK", "[intake.kind]"), (b"%PDF-1.7\nnothing", "[intake.damaged]")])
def test_what_is_no_pdf_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Fault) as raised:
        read(raw)
    assert str(raised.value).endswith(code)


def own(change: Callable[[pikepdf.Pdf], None]) -> Delivery:
    """A report of one empty page, with a change."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Annots = Array([])
    change(pdf)
    stream = io.BytesIO()
    pdf.save(stream)
    return read(stream.getvalue())


def annotated(**entries: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        given = {"/Type": Name.Annot, "/Rect": Array([1, 1, 9, 9]), **{f"/{key}": value for key, value in entries.items()}}
        made = pdf.make_indirect(Dictionary(given))
        pdf.pages[0].Annots.append(made)
        if entries["Subtype"] == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=Array([made]))

    return change


def a_field_within_others(pdf: pikepdf.Pdf) -> None:
    outer = pdf.make_indirect(Dictionary(T=String("outer"), FT=Name.Tx, V=String("zqword")))
    inner = pdf.make_indirect(Dictionary(T=String("inner"), Parent=outer))
    annotated(Subtype=Name.Widget, Parent=inner)(pdf)


def a_field_on_no_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(Dictionary(T=String("a"), FT=Name.Tx, V=String("zqword")))]))


def form_data(pdf: pikepdf.Pdf) -> None:
    data = pdf.make_stream(b"<xfa:data xmlns:xfa='x'><a>zqword</a></xfa:data>")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("datasets"), data]))


def a_file_beside_a_page(pdf: pikepdf.Pdf) -> None:
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=pdf.make_stream(b"EV_N1: zqword")))
    pdf.pages[0].AF = Array([pdf.make_indirect(spec)])


OWN = {
    "a popup": annotated(Subtype=Name.Popup, Contents=String("zqword")),
    "a watermark": annotated(Subtype=Name.Watermark, Contents=String("zqword")),
    "a choice of several": annotated(Subtype=Name.Widget, FT=Name.Ch, V=Array([String("a"), String("zqword")])),
    "a signature": annotated(Subtype=Name.Widget, FT=Name.Sig, V=Dictionary(Reason=String("zqword"))),
    "a field within others": a_field_within_others, "a field on no page": a_field_on_no_page, "the data of a form": form_data,
    "a file beside a page": a_file_beside_a_page,
    "a description of a file": annotated(Subtype=Name.FileAttachment, Contents=String("zqword"), FS=Dictionary(F=String("a"))),
    "the address of a link": annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/zqword"))),
    "a title": lambda pdf: pdf.docinfo.__setitem__("/Title", "zqword"),
}


@pytest.mark.parametrize("kind", OWN)
def test_nothing_in_a_pdf_is_passed_over(kind: str) -> None:
    assert "zqword" in every_text(own(OWN[kind]))


def test_an_empty_field_says_nothing_and_a_page_without_words_is_told() -> None:
    delivery = own(annotated(Subtype=Name.Widget, FT=Name.Btn, V=Name.Off))
    assert not delivery.leftovers and [one.reason for one in delivery.left_out] == ["it is empty"]
    drawn = own(lambda pdf: pdf.pages[0].__setattr__("Contents", pdf.make_stream(b"0 0 m 99 99 l S")))
    assert ["only what is drawn" in leftover.why for leftover in drawn.leftovers] == [True]
    chart = b"BT /F1 9 Tf (words) Tj ET " + b"0 0 m 99 99 l S " * 60
    assert own(lambda pdf: pdf.pages[0].__setattr__("Contents", pdf.make_stream(chart))).leftovers


def test_those_whom_a_report_names_as_its_authors_are_persons() -> None:
    def in_metadata(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:creator"] = ["Şule Demir"]

    assert own(in_metadata).names == {"Şule Demir"}
    assert own(lambda pdf: pdf.docinfo.__setitem__("/Author", "Anna Brown; Łukasz Nowak")).names == {"Anna Brown", "Łukasz Nowak"}


def test_a_bookmark_that_was_put_in_beside_the_pages_is_no_all_clear() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("This chapter is wrong", 1))
        stream = io.BytesIO()
        pdf.save(stream)
    delivery = read(stream.getvalue())
    assert [one.passage.words for one in delivery.open] == ["This chapter is wrong"] and ALL_CLEAR not in delivery.remarks
