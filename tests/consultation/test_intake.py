"""Intake: each point finds its passage, nothing comes in twice, nothing private or harmful comes in at all."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.consultation.intake import IntakeRequest, office_formats
from goldenthread.model import Item
from goldenthread.rules import check
from tests.books.commands import intake
from tests.books.intake_files import (
    HOSTILE,
    PIECE,
    RELATIONS,
    copy_of_people,
    gone,
    ins,
    mail,
    note,
    on,
    p,
    packed,
    pdf_with_note,
    with_parts,
    workbook,
)
from tests.books.small_book import write_book
from tests.soundness.mutating import parts_of

TODAY = date(2019, 10, 21)
CONSULTATION = """\
opened = "2019-09"
deadline = 2019-10-18
contact = "the analyst"
asked_for = "more analysis"
this_copy = "Closed."
[[criterion]]
id = "accuracy"
name = "Accurate"
question = "Is it right?"
"""
FILE = "strategy/consultation/responses/shore-trust.md"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The small book with a consultation."""
    return write_book(tmp_path / "book", {"strategy/consultation/consultation.toml": CONSULTATION})


def take(book: Path, name: str, raw: bytes, **order: object) -> tuple[bool, list[str]]:
    """Take in a file of these bytes from the Shore Trust."""
    path = book.parent / name
    path.write_bytes(raw)
    dry = bool(order.pop("dry_run", False))
    chosen = {"respondent": "Shore Trust", "received": date(2019, 10, 11), **order}
    return intake(book, IntakeRequest(path=path, **chosen), TODAY, dry_run=dry)  # type: ignore[arg-type]


def responses(book: Path) -> list[Item]:
    register = read_book(book).register
    return list(register.responses())


def files(book: Path) -> dict[str, bytes]:
    return {str(path.relative_to(book)): path.read_bytes() for path in sorted(book.rglob("*")) if path.is_file()}


def test_a_comment_becomes_a_response_about_the_item_around_it(book: Path) -> None:
    raw = copy_of_people(p("The ", on(0, "share was 33.0%"), ", it says."), comments=note(0, "Accurate: the value is *old*."))
    good, lines = take(book, "copy.docx", raw)
    assert good
    key = responses(book)[0].id
    assert re.fullmatch(r"RSP_SHORE_TRUST_[0-9A-F]{8}", key)
    assert (book / FILE).read_text(encoding="utf-8") == f"""\
---
orphan: true
---

# Shore Trust: responses

:::{{response}} the value is old.
:id: {key}
:about: EV_SKILLS
:respondent: Shore Trust
:criterion: accuracy
:received: 2019-10-11
:source: review copy
:disposition: open

> the value is \\*old\\*.

On the words:

> share was 33.0%
:::
"""
    assert lines[0] == f"1 response added to {FILE}."
    assert lines[1].startswith("The original is kept in inbox/2019-10-11-shore-trust-")


def test_a_thread_is_one_response_and_says_that_it_was_resolved(book: Path) -> None:
    raw = copy_of_people(
        p(on(0, on(1, "The share"))), comments=note(0, "Old.") + note(1, "I agree."),
        commentsExtended='<w15:commentEx w15:paraId="00000000" w15:done="1"/>'
                         '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="0"/>')
    take(book, "copy.docx", raw)
    assert [item.body for item in responses(book)] == [
        "> Old.\n\nOn the words:\n\n> The share\n\nAnswered beside it:\n\n> I agree.\n\n"
        "It was marked as resolved in the copy that came."]


def test_tracked_changes_become_suggestions_about_the_item_around_them(book: Path) -> None:
    raw = copy_of_people(p("The share ", gone("rose"), ins("fell"), " in the north."), p("Now ", ins("a new word"), " here."),
                         p("One ", gone("old"), " word."))
    take(book, "copy.docx", raw)
    kept = responses(book)
    assert {item.links["about"] for item in kept} == {("EV_SKILLS",)}
    assert [item.title for item in kept] == ["rose to become fell", "Put in: a new word", "Strike out: old"]
    assert kept[0].body == ("On the words:\n\n> The share rose in the north.\n\nStruck out:\n\n> rose\n\n"
                             "Suggested wording:\n\n> fell")


def test_a_mark_after_an_item_is_the_chapter_s_and_one_outside_all_is_left_over(book: Path) -> None:
    raw = copy_of_people(after=p(on(0, "More on people"), ins("and work")), outside=p(on(1, "Contents"), gone("page 3")),
                         comments=note(0, "Longer, please.") + note(1, "Nice."))
    _, lines = take(book, "copy.docx", raw)
    assert [(item.text("chapter"), item.links.get("about", ())) for item in responses(book)] == [("evidence/people", ())] * 2
    assert lines[-3:] == [
        "2 points could be tied to no passage (whole in the inbox). To take them in as points about one item or page, give "
        "--about and its id:",
        "  comment 1: it stands outside every item and chapter: “Nice. On: Contents”",
        "  tracked change 2: it stands outside every item and chapter: “On: Contentspage 3 Struck out: page 3”",
    ]
    kept = next((book / "inbox").glob("*.leftovers.txt")).read_text(encoding="utf-8")
    assert "Nice." in kept
    assert "page 3" in kept


def test_what_names_no_passage_is_about_what_the_author_says(book: Path) -> None:
    take(book, "letter.txt", b"We miss the south.", about="evidence/people", criterion="completeness")
    assert [(item.text("chapter"), item.text("criterion"), item.text("source")) for item in responses(book)] == [
        ("evidence/people", "completeness", "letter or note")]


def test_a_change_in_a_footnote_belongs_to_where_the_note_is_called(book: Path) -> None:
    raw = copy_of_people(p("Words", '<w:r><w:footnoteReference w:id="3"/></w:r>'),
                         footnotes=f'<w:footnote w:id="3">{p("See ", ins("also this"))}</w:footnote>')
    take(book, "copy.docx", raw)
    assert [item.links["about"] for item in responses(book)] == [("EV_SKILLS",)]


def test_the_same_file_twice_adds_nothing_and_a_later_copy_adds_what_is_new(book: Path) -> None:
    first = copy_of_people(p(on(0, "The share")), comments=note(0, "Old."))
    take(book, "copy.docx", first)
    before = files(book)
    good, lines = take(book, "copy.docx", first)
    assert good
    assert lines == ["Nothing new.", "The original was in the inbox already.", "1 point had been taken in before."]
    assert files(book) == before
    later = copy_of_people(
        p(on(0, "The share"), on(2, " then")), comments=note(0, "Old.") + note(1, "Very old.") + note(2, "And this."),
        commentsExtended='<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="0"/>')
    for _ in range(2):
        take(book, "later.docx", later)
        assert sorted(item.body.split("\n")[0] for item in responses(book)) == [
            "> And this.", "> Old.", f"An answer to {{need}}`{responses(book)[0].id}`."]
    assert (book / "inbox/CHECKSUMS").read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.parametrize("first", ["in a thread", "alone"])
def test_an_answer_is_taken_in_once_whether_the_program_keeps_threads_or_not(first: str, book: Path) -> None:
    comments, words = note(0, "Old.") + note(1, "I *do* agree."), p(on(0, on(1, "The share")))
    threads = '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="0"/>'
    copies = {"in a thread": copy_of_people(words, comments=comments, commentsExtended=threads),
              "alone": copy_of_people(words, comments=comments)}
    take(book, "first.docx", copies.pop(first))
    assert take(book, "then.docx", copies.popitem()[1])[1][0] == "Nothing new."


def test_two_equal_comments_are_two_points(book: Path) -> None:
    raw = copy_of_people(p(on(0, "It"), " and ", on(1, "It")), comments=note(0, "Say what.") + note(1, "Say what."))
    take(book, "copy.docx", raw)
    assert len({item.id for item in responses(book)}) == 2
    assert take(book, "copy.docx", raw)[1][0] == "Nothing new."


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(book: Path) -> None:
    before = files(book)
    good, lines = take(book, "copy.docx", copy_of_people(p(on(0, "The share")), comments=note(0, "Old.")), dry_run=True)
    assert good
    assert lines[0].startswith(":::{response} Old.\n:id: RSP_SHORE_TRUST_")
    assert lines[-1] == "This was a dry run: nothing was written."
    assert files(book) == before


def test_nothing_of_the_book_s_own_text_is_edited(book: Path) -> None:
    before = files(book)
    take(book, "copy.docx", copy_of_people(p("The ", gone("share"), ins("part")), comments=""))
    after = files(book)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[0] for name in set(after) - set(before)} == {"strategy", "inbox"}


def test_a_late_point_is_marked_and_not_refused(book: Path) -> None:
    raw = copy_of_people(p(on(0, "The share")), comments=note(0, "Old."))
    _, lines = take(book, "copy.docx", raw, received=date(2019, 10, 19))
    assert "They came after the deadline and are marked as late." in lines
    assert responses(book)[0].text("late") == "yes"


def test_names_are_dropped_and_the_author_is_told(book: Path) -> None:
    raw = copy_of_people(p(on(0, "The share")), comments=note(0, "As Anna said: ask jo@example.org or 01632 960 001. Anna Brown"))
    _, lines = take(book, "copy.docx", raw)
    text = (book / FILE).read_text(encoding="utf-8")
    assert "Anna" not in text
    assert ("> As \\[name removed\\] said: ask \\[e-mail address removed\\] or \\[telephone number removed\\]. "
            "\\[name removed\\]") in text
    assert any(line.startswith("Taken out for privacy: 1 e-mail address, 1 telephone number, 2 likely names.") for line in lines)
    # no copy is known that was given out, so that the text could not be compared
    assert [problem.code for problem in check(book)] == ["received.open", "response.open"]


def test_a_form_that_comes_back_is_read_row_by_row(book: Path) -> None:
    raw = workbook(
        ("EV_SKILLS A third of residents", "completeness", "The south is missing.", "Say both.", "Survey of 2018"),
        ("evidence/people (People: the page as a whole)", "", "Short."), (None, "accuracy", "About nothing."),
        ("EV_SKILS", "accuracy", "A slip."), ("EV_SKILLS", "accuracy", None))
    _, lines = take(book, "form.xlsx", raw)
    kept = responses(book)
    assert [(i.links.get("about", ()), i.text("chapter"), i.text("criterion")) for i in kept] == [
        (("EV_SKILLS",), "", "completeness"), ((), "evidence/people", "not-stated")]
    assert kept[0].body.endswith("Suggested wording:\n\n> Say both.\n\nEvidence offered:\n\n> Survey of 2018")
    assert lines[2] == "1 response did not say which question it answers: look for ':criterion: not-stated'."
    assert lines[-3:] == [
        "  row 5: it names no item: “About nothing.”",
        "  row 6: 'EV_SKILS' is not, or no longer, in the book. Did you mean 'EV_SKILLS'?: “A slip.”",
        "  row 7: it names an item but makes no point: “EV_SKILLS”",
    ]


def test_a_workbook_that_lacks_a_style_is_refused_and_no_more_is_said(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = workbook(("EV_SKILLS", "accuracy", "Old."))
    styles = parts_of(form)["xl/styles.xml"]
    lacking = styles.replace(b'<cellStyle name="Normal" xfId="0"', b'<cellStyle name="Normal" xfId="9"')
    assert lacking != styles
    good, lines = take(book, "form.xlsx", with_parts(form, xl__styles_xml=lacking))
    assert not good
    assert "The file is damaged or cut short." in lines[0]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_form_saved_as_csv_is_read_whatever_its_commas_and_its_letters(mark: str, encoding: str, book: Path) -> None:
    rows = [["Item", "Criterion", "Point"], ["EV_SKILLS", "Accurate", "The café is missing"]]
    take(book, "form.csv", "\r\n".join(mark.join(row) for row in rows).encode(encoding))
    assert [(item.title, item.text("criterion")) for item in responses(book)] == [("The café is missing", "accuracy")]


def test_an_e_mail_gives_its_words_its_day_and_its_attachments(book: Path) -> None:
    form = workbook(("EV_SKILLS", "insight", "Say why."))
    raw = mail("Dear all,\n\nEV_SKILLS: Incomplete: the south is missing.\n\nIt matters.\n\nKind regards,\nJane Roe\n\n"
               "On Monday the desk wrote:\n> EV_OLD is here\n", form_xlsx=form, photo_png=b"\x89PNG", broken_docx=b"PK no")
    _, lines = take(book, "reply.eml", raw, received=None)
    assert [(i.text("source"), i.text("criterion"), i.text("received"), i.body) for i in responses(book)] == [
        ("e-mail", "completeness", "2019-10-11",
         "> the south is missing.\n>\n> It matters.\n>\n> Kind regards,\n> \\[name removed\\]"),
        ("form", "insight", "2019-10-11", "> Say why.")]
    assert [line for line in lines if line.startswith("  ")] == [
        "  paragraph 1: no paragraph before it names an item or a page: “Dear all,”",
        "  attachment 'photo.png': it is none of .csv, .docx, .eml, .htm, .html, .msg, .pdf, .txt, .xlsx.",
        "  attachment 'broken.docx': The file is damaged or cut short. Ask for it again. [intake.damaged]."]
    assert "2 lines of an earlier message, quoted in it, were left out." in lines


BLOCKS = (Path(__file__).parent / "intake_outcomes.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
OUTCOMES = {name.removeprefix("# "): line for name, line in (block.split("\n") for block in BLOCKS)}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_a_clear_outcome(name: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_formats, "office_program", lambda: "")  # as on a computer without LibreOffice
    file, make = HOSTILE[name]
    before = files(book)
    good, lines = take(book, file, make())
    assert OUTCOMES[name] in lines
    assert good == (not OUTCOMES[name].endswith("]"))
    if not good:
        assert lines[-1] == "Nothing was written."
        assert files(book) == before


def test_a_note_in_a_pdf_is_about_the_item_that_it_stands_at(book: Path) -> None:
    good, lines = take(book, "notes.pdf", pdf_with_note())
    assert good, lines
    (response,) = responses(book)
    assert (response.links["about"], response.text("source")) == (("EV_SKILLS",), "notes in a PDF")
    assert "> So it is." in response.body
    assert any("1 open" in line for line in lines)  # the page itself


def stand_in(folder: Path, name: str, copied: Path) -> Path:
    """A program that copies a file to where LibreOffice would put what it has converted."""
    program = folder / name
    program.write_text('#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"\n'
                       f'cp "{copied}" "$2/received.docx"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of a shell")
def test_a_format_of_an_office_program_is_converted_where_there_is_one(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "copied.docx").write_bytes(PIECE)
    program = stand_in(tmp_path, "soffice", tmp_path / "copied.docx")
    monkeypatch.setattr(office_formats, "office_program", lambda: str(program))
    good, lines = take(book, "reply.odt", b"any bytes")
    assert good, lines
    assert any(line.startswith("LibreOffice has converted it from .odt to .docx") for line in lines)
    before = files(book)
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    good, lines = take(book, "other.odt", b"other bytes")
    assert not good and "LibreOffice could not convert the file" in lines[0]
    assert files(book) == before


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of a shell")
def test_an_attachment_is_converted_too_wherever_it_stands(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "copied.docx").write_bytes(PIECE)
    program = stand_in(tmp_path, "soffice", tmp_path / "copied.docx")
    monkeypatch.setattr(office_formats, "office_program", lambda: str(program))
    inner = mail("Beside this.", own_odt=b"other bytes")
    good, lines = take(book, "reply.eml", mail("EV_SKILLS: see our report.", report_odt=b"any bytes", inner_eml=inner))
    assert good, lines
    assert sum("LibreOffice has converted it from .odt to .docx" in line for line in lines) == 2
    assert [item.text("source") for item in responses(book)] == ["e-mail", "review copy", "review copy"]
    monkeypatch.setattr(office_formats, "office_program", lambda: "")
    good, lines = take(book, "reply2.eml", mail("EV_SKILLS: see our other report.", report_odt=b"any bytes"))
    assert good and any("attachment 'report.odt'" in line and "Save As" in line for line in lines), lines


def test_no_name_that_a_file_says_of_its_authors_is_kept(book: Path) -> None:
    """In comments, changes, properties, the headers of the e-mail, and names of files."""
    authors = ('<w:comment w:id="0" w:author="Łukasz Żak"><w:p><w:r><w:t>As Łukasz Żak and lukasz said.</w:t></w:r></w:p>'
               "</w:comment>")
    body = p(on(0, "The share"), '<w:ins w:id="7" w:author="王小明"><w:r><w:t>says 王小明</w:t></w:r></w:ins>')
    parts = parts_of(copy_of_people(body, comments=authors))
    core = f'<Relationship Id="c" Type="{RELATIONS}/core-properties" Target="core.xml"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", core.encode())
    parts["core.xml"] = (b'<c xmlns:dc="d"><dc:creator>Sofia Petrova</dc:creator><dc:title>Draft by Petrova, Sofia</dc:title>'
                         b"</c>")
    raw = mail("EV_SKILLS: as jane roe said.", **{"sofia_petrova-Jane_Roe_copy_docx": packed(parts), "Jane-Roe_png": b"\x89PNG"})
    good, lines = take(book, "reply.eml", raw, received=None)
    assert good, lines
    kept = "".join(path.read_text(encoding="utf-8") for path in (book / "strategy/consultation").rglob("*.*")
                   if path.suffix in (".md", ".toml"))
    assert "name removed" in kept
    for name in ("Łukasz", "王小明", "petrova", "sofia", "jane roe", "jane_roe", "jane-roe"):
        assert name not in kept.lower() and name not in kept


@pytest.mark.parametrize(("name", "how"), [
    ("a.odt", "Word Document (.docx)"), ("a.docm", "Word Document (.docx)"), ("a.rtf", "Word Document (.docx)"),
    ("a.ods", "Excel Workbook (.xlsx)")])
def test_without_one_it_is_refused_with_what_to_do(name: str, how: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_formats, "office_program", lambda: "")
    good, lines = take(book, name, b"any bytes")
    assert not good
    assert "LibreOffice" in lines[0] and how in lines[0] and "Outlook" in lines[0] and lines[0].endswith("[intake.kind]")


def test_a_comment_over_two_items_is_about_both(book: Path) -> None:
    file, make = HOSTILE["a comment over two items"]
    take(book, file, make())
    assert responses(book)[0].links["about"] == ("EV_SKILLS", "D19_PRI_SKILLS")


def test_right_to_left_words_are_kept_but_turn_nothing_else(book: Path) -> None:
    file, make = HOSTILE["right-to-left text"]
    take(book, file, make())
    assert responses(book)[0].body.startswith("> הנתון ישן מאוד, ראו 2018\n")


@pytest.mark.parametrize(("order", "message"), [
    ({"respondent": "jo@example.org"}, "cannot stand as a respondent"),
    ({"respondent": "Dr Jane Roe"}, "The respondent holds a likely name."),
    ({"respondent": "[[copy]]"}, "[intake.respondent]"),
    ({"received": date(2020, 1, 1)}, "has not come yet. Give --received 2019-10-11. [intake.received]"),
    ({"about": "EV_SKIL"}, "Did you mean 'EV_SKILLS'? [intake.about]"),
    ({"criterion": "beauty"}, "Use one of: accuracy, completeness, insight. [intake.criterion]"),
])
def test_an_order_that_will_not_do_is_refused(order: dict[str, object], message: str, book: Path) -> None:
    before = files(book)
    good, lines = take(book, "note.txt", b"EV_SKILLS is old.", **order)
    assert not good
    assert message in lines[0]
    assert files(book) == before


def test_a_response_file_that_cannot_be_written_changes_nothing(book: Path) -> None:
    (book / FILE).parent.mkdir(parents=True)
    (book / FILE).mkdir()
    good, lines = take(book, "note.txt", b"EV_SKILLS is old.")
    assert (good, lines[-1]) == (False, "No response was written.")
    assert list((book / FILE).parent.iterdir()) == [book / FILE]


def test_every_code_is_explained_to_authors() -> None:
    root = Path(__file__).parents[2]
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "goldenthread/consultation/intake").glob("*.py"))
    codes = set(re.findall(r'"intake\.([a-z-]+)"|\[intake\.([a-z-]+)\]"', code))
    codes = {quoted or printed for quoted, printed in codes}
    documented = set(re.findall(r"\[intake\.([a-z-]+)\]", (root / "docs/authors/consultation.md").read_text(encoding="utf-8")))
    assert codes == documented


def test_the_command_gives_1_for_a_file_that_is_not_there(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(book), "intake", str(book / "none.docx"), "--respondent", "Shore Trust"]) == 1
    assert capsys.readouterr().out == ("none.docx:1: The file cannot be read: No such file or directory. Check its name, "
                                       "and that you may read it. [intake.unreadable]\nNothing was written.\n")


def test_a_name_is_left_out_of_the_words_only_where_it_is_a_label(book: Path) -> None:
    take(book, "note.txt", b"EV_SKILLS: Say more.\n\nevidence/people is too long.")
    assert [item.body for item in responses(book)] == ["> Say more.", "> evidence/people is too long."]
