"""What a copy was given out with is no reader's doing, even where it looks so or a program has dropped it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from goldenthread.consultation.intake.known_copies import KEPT, as_json, looks_in, looks_of_copies, paragraphs_in, text_part
from goldenthread.consultation.intake.points import Delivery
from goldenthread.consultation.intake.returned_copy import ALL_CLEAR, ONLY_GIVEN, read_word_file
from goldenthread.documents.paper.given_out_text import keep_given_out_text
from tests.books.intake_files import NAMES, gone, held, ins, p, packed, word
from tests.consultation.test_word_document import TARGETS
from tests.consultation.test_word_looks import parts_of, run

REST = "".join(map(p, ("Pay rose by a tenth since 2010.", "Most firms here are small.", "Nothing else is known of it.")))
BY_US = 'w:author="The partnership"'
OURS = (p("It has ", gone("fallen"), ins("risen"), " since ", ins("the year "), "2010.") + p(gone("And so it goes."))).replace(
    'w:author="Anna Brown"', BY_US)


def body_of(inner: str) -> str:
    return held("evidence_people", 0, p("People"), held("EV_SKILLS", 1, inner))


def given(inner: str, before: str = "") -> bytes:
    document = docx.Document(io.BytesIO(word(before + body_of(inner))))
    keep_given_out_text(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def came(raw: bytes, inner: str, before: str = "") -> Delivery:
    """What is said of a copy that came back with this text."""
    text = f"<w:document {NAMES}><w:body>{before}{body_of(inner)}</w:body></w:document>"
    return read_word_file(packed({**parts_of(raw), "word/document.xml": text}), "a.docx", TARGETS)


ONLY_OURS = ONLY_GIVEN.format(changes="3 changes")
ACCEPTED = p("It has risen since the year 2010.")


def test_the_changes_that_a_copy_was_given_out_with_are_ours() -> None:
    delivery = came(given(OURS + REST), OURS + REST)
    assert (delivery.points, delivery.leftovers, delivery.remarks) == ([], [], [ONLY_OURS])
    assert [one.passage.words for one in delivery.left_out] == ["fallen / risen"] * 2 + ["the year", "And so it goes."]


def test_accepting_them_all_changes_nothing_and_rejecting_one_does() -> None:
    raw = given(OURS + REST)
    assert came(raw, ACCEPTED + REST).remarks == [ALL_CLEAR]
    rejected = came(raw, p("It has fallen since ", ins("the year "), "2010.").replace('w:author="Anna Brown"', BY_US) + REST)
    assert [(one.deleted, one.suggested) for one in rejected.points] == [("risen", "fallen")]


@pytest.mark.parametrize(("text", "point"), [
    (OURS.replace("2010.", "</w:t></w:r>" + gone("2010") + "<w:r><w:t>."), ("2010", "")),
    (OURS.replace("risen", "fallen sharply"), ("fallen", "fallen sharply")),
    (OURS.replace("since ", "ever since "), ("", "ever")),
])
def test_a_reader_s_own_change_among_them_is_told(text: str, point: tuple[str, str]) -> None:
    delivery = came(given(OURS + REST), text + REST)
    assert point in [(one.deleted, one.suggested) for one in delivery.points]
    assert not any(one.startswith("The file holds no") for one in delivery.remarks)


def test_what_somebody_wrote_into_the_text_that_the_copy_carries_breaks_nothing() -> None:
    parts = parts_of(given(OURS + REST))
    broken = packed({**parts, "customXml/item1.xml": parts["customXml/item1.xml"].replace(b"[\\&quot;fallen", b"[[fallen")})
    assert read_word_file(broken, "a.docx", TARGETS).points


CONTENTS = (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
              '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "Skills and pay")
            + p("Chart 1. Skills are few", "<w:r><w:tab/></w:r>") + p("Places", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
TEXT = p("Skills and pay") + p("Chart 1. Skills are few here") + p("Places") + p("Chart 1. Skills are few") + REST


def test_a_list_of_contents_that_became_text_and_captions_without_their_numbers_are_a_program_s_doing() -> None:
    raw = given(TEXT, CONTENTS)
    assert came(raw, TEXT, CONTENTS).remarks == [ALL_CLEAR]
    as_text = "".join(map(p, ("Skills and pay", "Chart 1. Skills are few", "Places")))
    delivery = came(raw, TEXT, as_text)
    assert (delivery.points, delivery.leftovers, delivery.remarks) == ([], [], [ALL_CLEAR])
    # without the marks, a program has had the copy
    parts = parts_of(raw)
    bare = as_text + p("People") + TEXT.replace("Chart 1. Skills are few here", ". Skills are few here")
    converted = packed({**parts, "word/document.xml": f"<w:document {NAMES}><w:body>{bare}</w:body></w:document>"})
    delivery = read_word_file(converted, "a.docx", TARGETS)
    assert (delivery.points, delivery.leftovers) == ([], [])
    assert "A program has dropped the number of 1 caption, which counts as no reader's change." in delivery.remarks
    # with them, whoever took a number out has meant it
    told = came(raw, TEXT.replace("Chart 1. Skills are few here", "Skills are few here"), CONTENTS)
    assert [(one.deleted, one.suggested) for one in told.points] == [("Chart 1.", "")]


def test_a_heading_that_a_reader_types_once_more_is_no_line_of_contents() -> None:
    raw = given(TEXT, CONTENTS)
    assert [one.suggested for one in came(raw, TEXT + p("Places"), CONTENTS).points] == ["Places"]


def test_a_copy_kept_without_its_looks_leaves_open_whether_a_reader_made_them(tmp_path: Path) -> None:
    struck = p(run("<w:strike/>", "Old words"), " make way.") + REST
    part = text_part(given(struck))
    kept = tmp_path / KEPT / "2019-09-02-copy.json"
    kept.parent.mkdir(parents=True)

    def read_with(text: str) -> Delivery:
        kept.write_text(text, encoding="utf-8")
        looks_of_copies.__globals__["_copy"].cache_clear()
        looks = looks_of_copies(tmp_path)
        raw = word(p("People") + struck)
        return read_word_file(raw, "a.docx", replace(TARGETS, given_out=tuple(looks), given_looks=looks))

    assert not read_with(as_json(paragraphs_in(part), looks_in(part))).leftovers
    assert ALL_CLEAR in read_with(as_json(paragraphs_in(part), looks_in(part))).remarks
    earlier = read_with(json.dumps([[about, words] for about, words in paragraphs_in(part)]))
    assert not earlier.points and [one.text for one in earlier.leftovers] == ["Old words"]
    assert "no copy is known that tells whether they were given out so" in earlier.leftovers[0].why
