"""The letter to a respondent: what was made of each point, with nothing of it taken for Markdown."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.consultation import write_reply
from goldenthread.consultation.replies import letter
from goldenthread.model import Consultation, Fault, Response
from tests.books.records import item, register
from tests.books.small_book import write_book

ROOT = Path(__file__).parents[2]
CONSULTATION = Consultation(opened="2019-09", deadline=date(2019, 10, 18), contact="the *desk*", asked_for="", this_copy="",
                            criteria=())


def response(name: str, **fields: object) -> Response:
    one = item("response", name, **fields)
    assert isinstance(one, Response)
    return one


def written(one: Response, *others: Response) -> str:
    book = register(one, *others, item("evidence", "EV_PAY", "Pay *fell*"),
                    item("priority", "D19_PRI_PAY", "Raise pay", because=one.id),
                    titles={"evidence/people": "People"})
    return letter(book, CONSULTATION, [one, *others])


def test_a_decided_point_lists_all_that_came_of_it() -> None:
    text = written(response("RSP_A", title="Say `why`", about="EV_PAY EV_GONE", criterion="accuracy", received="2019-10-11",
                            late="yes", disposition="accepted-in-part", grounds="It was old_.", changed="EV_PAY",
                            brought="EV_PAY", body="> It is old.\n\nSee {need}`EV_PAY`."))
    assert text == (
        "Thank you for your 1 point on *Strategy*. 1 of 1 has been decided. This letter lists each of them and says what "
        "became of it.\n\n"
        "# 1. Say \\`why\\`\n\n"
        "**Reference:** RSP\\_A\\\n**About:** Pay \\*fell\\* (EV\\_PAY); EV\\_GONE\\\n**Question:** Accuracy\\\n"
        "**Received:** 11 October 2019\\\n**Late:** It came after the deadline.\n\n"
        "> It is old.\n\nSee Pay fell.\n\n"
        "**Decision:** Accepted in part\\\n**Why:** It was old\\_.\\\n"
        "**What changed:** Pay \\*fell\\* (EV\\_PAY); Raise pay (D19\\_PRI\\_PAY)\\\n"
        "**What it brought:** Pay \\*fell\\* (EV\\_PAY)\n\n"
        "If something here is not what you meant, please write to the \\*desk\\*.\n")


@pytest.mark.parametrize(("decisions", "count"), [
    (("open", ""), "2 points on *Strategy*. 0 of 2 have been decided."),
    (("accepted", "open"), "2 points on *Strategy*. 1 of 2 has been decided."),
    (("accepted", "not-accepted"), "2 points on *Strategy*. 2 of 2 have been decided.")])
def test_the_letter_counts_what_was_decided(decisions: tuple[str, str], count: str) -> None:
    first, second = (response(f"RSP_{number}", disposition=word) for number, word in enumerate(decisions))
    text = written(first, second)
    assert text.startswith(f"Thank you for your {count}")
    assert text.count("**Decision:** Not decided yet") == sum(word in ("open", "") for word in decisions)


def test_an_empty_point_about_a_page_has_only_what_is_known() -> None:
    text = written(response("RSP_A", title="A point", chapter="evidence/people", disposition="open"))
    assert "# 1. A point\n\n**Reference:** RSP\\_A\\\n**About:** the page People\n\n\n\n**Decision:** Not decided yet" in text


def test_a_respondent_who_sent_nothing_is_named_with_who_is_near(tmp_path: Path) -> None:
    page = "# Trust\n\n:::{response} A\n:id: RSP_A\n:about: EV_SKILLS\n:respondent: Shore Trust\n:disposition: open\n\n> A\n:::\n"
    root = write_book(tmp_path, {"strategy/consultation/responses/trust.md": page})
    book = read_book(root)
    with pytest.raises(Fault, match=re.escape("No response names 'Shore Trus' as its respondent. Give the name as ':respondent:' "
                                              "has it. Did you mean 'Shore Trust'? [reply.unknown]")):
        write_reply(root, book, "Shore Trus")
    # capitals do not matter, and the same letter is the same bytes
    file = root / write_reply(root, book, "shore TRUST")
    before = file.read_bytes()
    write_reply(root, book, "Shore Trust")
    assert (file.name, file.read_bytes()) == ("shore-trust.docx", before)


def test_files_are_taken_in_without_loading_what_builds_pages() -> None:
    code = ("import sys, goldenthread.consultation, goldenthread.consultation.intake, goldenthread.consultation.logs; "
            "print(*sorted({'sphinx', 'docutils', 'pypandoc'} & {*sys.modules}))")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
