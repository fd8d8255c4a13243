"""Many files at once, as a list names them: each as if it were taken in by itself, and none is passed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.consultation.intake import intake_folder
from goldenthread.model import Item
from tests.books.small_book import CONSULTATION, write_book
from tests.books.submissions import KINDS, Maker

TODAY = date(2019, 10, 21)
HEAD = "file,respondent,received,kind,criterion,about\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book", {"strategy/consultation/consultation.toml": CONSULTATION})


def post(book: Path, rows: str, **files: bytes | str) -> tuple[Path, Path]:
    """A folder with these files (`a_txt` is `a.txt`), and the list beside it."""
    folder, listed = book.parent / "post", book.parent / "list.csv"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content.encode() if isinstance(content, str) else content)
    listed.write_text(HEAD + rows, encoding="utf-8")
    return folder, listed


def take(book: Path, folder: Path, listed: Path) -> tuple[list[str], list[str]]:
    """The problems and the lines of taking the files in."""
    outcome = intake_folder(book, folder, listed, TODAY)
    assert outcome.status == bool(outcome.problems)
    return [str(problem) for problem in outcome.problems], list(outcome.lines)


def responses(book: Path) -> list[Item]:
    return list(read_book(book).register.responses())


def test_each_file_is_taken_in_with_what_its_row_says(book: Path) -> None:
    folder, listed = post(book, "a.txt,Shore Trust,2019-10-11,Voluntary or community,accuracy,\n"
                                "b.txt,Resident 7,2019-10-20,individual,,evidence/people\n",
                          a_txt="EV_SKILLS: it is old.", b_txt="There is more to say.")
    problems, lines = take(book, folder, listed)
    assert (problems, lines) == ([], ["a.txt: 1 new response.", "b.txt: 1 new response.",
                                      "2 files taken in, with 2 new responses and 0 open passages."])
    found = {one.text("respondent"): one for one in responses(book)}
    trust, resident = found["Shore Trust"], found["Resident 7"]
    assert (trust.text("respondent_kind"), trust.text("criterion"), trust.text("received"), trust.links["about"]) == (
        "voluntary", "accuracy", "2019-10-11", ("EV_SKILLS",))
    assert (resident.text("respondent_kind"), resident.text("criterion"), resident.text("late"), resident.text("chapter")) == (
        "individual", "not-stated", "yes", "evidence/people")
    assert len(list((book / "inbox").glob("2019-*.txt"))) == len(list((book / "strategy/consultation/received").iterdir())) == 2
    # once more: nothing is taken in twice
    assert take(book, folder, listed)[1][-1] == "2 files taken in, with 0 new responses and 0 open passages."


def test_what_is_refused_keeps_no_other_file_from_being_taken_in_and_none_is_passed_over(book: Path) -> None:
    folder, listed = post(book, "a.txt,Shore Trust,2019-10-11,,,\nbroken.docx,Board,,,,\nb.txt,Firm,11 October,,,\n"
                                "c.txt,Firm,,firm,,\ngone.txt,Firm,,,,\n,Firm,,,,\nd.txt,,,,,\n",
                          a_txt="EV_SKILLS: it is old.", broken_docx=b"PK broken", b_txt="x", c_txt="x", d_txt="x",
                          forgotten_txt="EV_SKILLS: do not pass me over.")
    problems, lines = take(book, folder, listed)
    assert lines == ["a.txt: 1 new response.", "1 file was taken in, with 1 new response and 0 open passages. What is listed "
                     "above was not taken in: correct it and give the command again."]
    assert [problem[problem.rindex("["):] for problem in problems] == [
        "[intake.list]", "[intake.list]", "[intake.list]", "[intake.unlisted]", "[intake.damaged]", "[intake.respondent]",
        "[intake.unreadable]"]
    assert "list.csv:4: The row says '11 October' for the day of receipt." in problems[0]
    assert "forgotten.txt: No row of list.csv names this file." in problems[3]
    assert [one.text("respondent") for one in responses(book)] == ["Shore Trust"]


def test_a_second_file_of_a_respondent_adds_only_what_is_new(book: Path) -> None:
    folder, listed = post(book, "a.txt,Shore Trust,2019-10-11,business,,\nb.txt,shore trust,2019-10-12,,,\n",
                          a_txt="EV_SKILLS: it is old.", b_txt="EV_SKILLS: it is old.\n\nEV_SKILLS: and it is half of it.")
    assert take(book, folder, listed)[1] == [
        "a.txt: 1 new response.", "b.txt: 1 new response.", "2 files taken in, with 2 new responses and 0 open passages."]
    assert len(responses(book)) == 2
    # what is known of a respondent need not be said twice
    assert {one.text("respondent_kind") for one in responses(book)} == {"business"}


@pytest.mark.parametrize(("head", "message"), [
    ("file,from\n", "list.csv:1: The list has no column 'respondent'."),
    ("file,respondent,critereon\n", "list.csv:1: 'critereon' is no column of the list. Head its columns file, respondent, "
                                    "received, kind, criterion, about. Did you mean 'criterion'?"),
    ("file;respondent;kind\n\"a.txt;x;y\n", "list.csv:1: The file cannot be read as CSV in UTF-8.")])
def test_a_list_that_will_not_do_is_refused_before_anything_is_written(book: Path, head: str, message: str) -> None:
    folder, listed = post(book, "", a_txt="EV_SKILLS: it is old.")
    listed.write_text(head, encoding="utf-8")
    outcome = intake_folder(book, folder, listed, TODAY)
    assert [str(problem)[:len(message)] for problem in outcome.problems] == [message]
    assert not (book / "inbox").exists()


def test_a_dry_run_writes_nothing(book: Path) -> None:
    folder, listed = post(book, "a.txt;Shore Trust\n", a_txt="EV_SKILLS: it is old.")
    listed.write_text("file;respondent\na.txt;Shore Trust\n", encoding="utf-8")
    outcome = intake_folder(book, folder, listed, TODAY, dry_run=True)
    assert list(outcome.lines)[-2:] == ["1 file would be taken in, with 1 new response and 0 open passages.",
                                        "This was a dry run: nothing was written."]
    assert not (book / "inbox").exists() and responses(book) == []


def test_files_of_every_kind_come_out_as_they_do_one_by_one(book: Path) -> None:
    made = [Maker(seed).make(kind) for seed, kind in enumerate(KINDS * 2)]
    rows = "".join(f"{number}-{one.name},Sender {number},2019-10-11,,,\n" for number, one in enumerate(made))
    folder, listed = post(book, rows)
    for number, one in enumerate(made):
        (folder / f"{number}-{one.name}").write_bytes(one.raw)
    assert take(book, folder, listed)[0] == []
    alone = write_book(book.parent / "alone", {"strategy/consultation/consultation.toml": CONSULTATION})
    for number, one in enumerate(made):
        assert main(["--root", str(alone), "intake", str(folder / f"{number}-{one.name}"), "--respondent", f"Sender {number}",
                     "--received", "2019-10-11"]) == 0
    texts = [{path.relative_to(root).as_posix(): path.read_bytes() for part in ("strategy/consultation", "inbox")
              for path in (root / part).rglob("*.*")} for root in (book, alone)]
    assert texts[0] == texts[1] and len(texts[0]) > 24


def test_options_of_one_file_do_not_go_with_a_list(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, listed = post(book, "a.txt,Shore Trust,,,,\n", a_txt="EV_SKILLS: it is old.")
    order = ["--root", str(book), "intake", str(folder), "--list", str(listed)]
    assert main([*order, "--respondent", "Board"]) == 1
    assert "--respondent does not go with --list. Write it into the column 'respondent' of the list. [asked.option]" in (
        capsys.readouterr().out)
    assert main(order) == 0
    assert main(["--root", str(book), "intake", str(folder / "a.txt")]) == 1
    assert "a.txt:1: Nothing says whose file this is. Give --respondent." in capsys.readouterr().out
