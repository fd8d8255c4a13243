"""The receipt: what was received, what of it was recorded, and what is still open, as a workbook and as a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from goldenthread.analysis import campaigns_in, grouped, progress_in_words, progress_of
from goldenthread.book import LoadedBook, language_of
from goldenthread.consultation.intake.escaping import escaped
from goldenthread.consultation.intake.response_items import respondent_slug
from goldenthread.consultation.replies import word_from_markdown
from goldenthread.documents import NO_ENTRY, CoverSheet, TableSheet, workbook_as_xlsx
from goldenthread.model import (
    LEFT_OUT,
    OPEN,
    Fault,
    Place,
    Problem,
    ReceiptCounts,
    ReceivedFile,
    Register,
    counts_of,
    current_language,
    gettext,
    gettext_noop,
    in_digits,
    in_language,
    nearest,
    ngettext,
    number_of,
    period_in_words,
)
from goldenthread.system import put_files

FOLDER = "build/receipts"
MOST_IN_LETTER = 200
"""How many passages of one outcome a letter lists; the workbook has all of them."""
N_ = gettext_noop
GROUPED_BY = {"question": N_("Question"), "kind": N_("Kind of respondent"), "theme": N_("Theme"), "chapter": N_("Chapter"),
              "item": N_("Item")}
NOTES = (
    (N_("Passages"),
     N_("A passage is a paragraph, a table, a picture, a comment, a tracked change, a row of a form or an attachment.")),
    (N_("As given out"), N_("Paragraphs of a review copy that came back word for word as they were given out.")),
    (N_("Taken in"), N_("The passage stands in a response, whose id is given.")),
    (N_("Left out"), N_("The passage stands in no response, for the reason given.")),
    (N_("Open"), N_("Nobody has decided yet. No edition for agreement is built while a passage is open.")),
    (N_("Letters"),
     N_("Points of three or more respondents in nearly the same words. Each is a response and is answered as one.")),
    (N_("Words"), N_("Words of passages that were taken in stand in their responses, and are not said here again.")),
)
"""The sheet Notes: what each note is about, and the note."""


def write_receipt(root: Path, book: LoadedBook, respondent: str = "") -> list[str]:
    """Write the workbook on all files and, with a respondent, the letter to it; the files, below the root.

    Raises `Fault` for a respondent of whom no file is on record.
    """
    register = book.register
    file = f"{FOLDER}/{register.book.file}-receipt.xlsx"
    with in_language(language_of(root)):
        made: dict[str, bytes] = {file: receipt_workbook(register)}
    if respondent:
        files = [one for one in register.received if one.respondent.casefold() == respondent.casefold()]
        if not files:
            known = {one.respondent for one in register.received}
            raise Fault(Problem(Place(file="strategy/consultation/received", line=1), "reply.unreceived",
                                f"No received file is on record from '{respondent}'.",
                                f"Give the name that it was taken in with.{nearest(respondent, known)}"))
        letter = f"{FOLDER}/{respondent_slug(files[0].respondent)}-receipt.docx"
        with in_language(language_of(root)):
            title = gettext("Receipt for {name}", name=files[0].respondent)
            made[letter] = word_from_markdown(receipt_letter(register, files), letter, title)
    put_files(root, made)
    return list(made)


def receipt_workbook(register: Register) -> bytes:
    """The workbook in the current language as bytes: a row for each file, and a row for each of its passages."""
    book = register.book
    dated = max(edition.published for edition in register.editions.values())
    cover = CoverSheet(title=gettext("{title}: receipt", title=book.title), publisher=book.publisher, dated=dated,
                       language=current_language().tag,
                       lines=[gettext("Published by: {publisher}", publisher=book.publisher), 
                              _in_short(counts_of(register.received)), progress_in_words(register, register.responses())])
    files = TableSheet(
        name=gettext("Files"), title=gettext("Received files"),
        description=gettext("This sheet has one table: each file that was received, and its counts."),
        headers=[gettext("File"), gettext("From"), gettext("Received"), gettext("Passages"), gettext("As given out"),
                 gettext("Taken in"), gettext("Left out"), gettext("Open"), "SHA-256"],
        rows=[_file_row(file) for file in register.received], widths=[50, 30, 12, 10, 12, 10, 10, 10, 66])
    passages = TableSheet(
        name=gettext("Passages"), title=gettext("Passages of the received files"),
        headers=[gettext("File"), gettext("Passage"), gettext("Kind"), gettext("Outcome"), gettext("Responses"), gettext("Why"),
                 gettext("Words")],
        description=gettext("This sheet has one table: each passage, and what became of it."),
        widths=[50, 26, 18, 12, 34, 50, 80],
        rows=[[file.file, one.where, one.kind, gettext(one.outcome), "; ".join(one.responses) or NO_ENTRY,
               one.reason or NO_ENTRY, one.words or NO_ENTRY] for file in register.received for one in file.passages])
    notes = [(gettext(about), gettext(note)) for about, note in NOTES]
    return workbook_as_xlsx(cover, notes, [files, passages, _groups(register), _letters(register)])


def _groups(register: Register) -> TableSheet:
    """How far the decisions are in each group of responses, by everything that they are grouped by but the respondent."""
    rows: list[list[str | int]] = []
    for by, words in GROUPED_BY.items():
        for group in grouped(register, register.responses(), by):
            progress = progress_of(group.points)
            rows.append([gettext(words), group.label, progress.respondents, progress.points, progress.decided,
                         progress.points - progress.decided])
    return TableSheet(
        name=gettext("Decisions"), title=gettext("How far the decisions are"), rows=rows, widths=[22, 60, 14, 10, 10, 12],
        headers=[gettext("Grouped by"), gettext("Group"), gettext("Respondents"), gettext("Points"), gettext("Decided"),
                 gettext("Not decided")],
        description=gettext("This sheet has one table: the points of each group. A point with two themes, or about two items, "
                            "is in both."))


def _letters(register: Register) -> TableSheet:
    """The letters that several respondents sent, with every point of each."""
    rows: list[list[str | int]] = [[one.first.id, one.respondents, point.id, point.text("respondent"), point.decision]
                                   for one in campaigns_in(register.responses()) for point in one.points]
    return TableSheet(
        name=gettext("Letters"), title=gettext("Letters that several respondents sent in nearly the same words"), rows=rows,
        headers=[gettext("Letter"), gettext("Respondents of it"), gettext("Response"), gettext("From"), gettext("Decision")],
        widths=[34, 18, 34, 40, 24],
        description=gettext("This sheet has one table: each response in such a letter. The letter bears the id of its first "
                            "response."))


def _file_row(file: ReceivedFile) -> list[str | int]:
    counts = counts_of([file])
    return [file.file, file.respondent, file.received, counts.passages, counts.as_given_out, counts.taken_in, counts.left_out,
            counts.open, file.sha256]


def _in_short(counts: ReceiptCounts) -> str:
    return gettext("{files} with {passages}: {given_out} as given out, {taken_in} taken in, {left_out} left out with a reason, "
                   "{open} open.", files=number_of(counts.files, "file"), passages=number_of(counts.passages, "passage"),
                   given_out=in_digits(counts.as_given_out), taken_in=in_digits(counts.taken_in),
                   left_out=in_digits(counts.left_out), open=in_digits(counts.open))


def receipt_letter(register: Register, files: Sequence[ReceivedFile]) -> str:
    """The letter as CommonMark, in the current language: what came and when, what it was counted as, and every passage that is
    not in a response.
    """
    counts = counts_of(files)
    responses = [response for response in register.responses()
                 if response.text("respondent").casefold() == files[0].respondent.casefold()]
    answered = sum(response.is_decided for response in responses)
    blocks = [gettext("Thank you for what you sent us on *{title}*. We have received {files} from you, and account here for all "
                      "that stands in them: {counts}", title=escaped(register.book.title), files=number_of(counts.files, "file"),
                      counts=_in_short(counts)),
              " ".join((
                  ngettext("From this {number} point is on record;", "From this {number} points are on record;", len(responses)),
                  ngettext("{number} of {all} has been answered.", "{number} of {all} have been answered.", answered,
                           all=len(responses))))]
    for file in files:
        own = counts_of([file])
        digest = gettext("The file's fingerprint (SHA-256) is {digest}.", digest=file.sha256)
        blocks += [f"# {gettext('Received on {day}', day=period_in_words(file.received))}", f"{_in_short(own)}\n\n{digest}",
                   *_listed(file, OPEN, gettext("Still open")), *_listed(file, LEFT_OUT, gettext("Left out"))]
    return "\n\n".join(blocks) + "\n"


def _listed(file: ReceivedFile, outcome: str, heading: str) -> Iterator[str]:
    passages = file.with_outcome(outcome)
    if not passages:
        return
    yield f"**{heading}**"
    for passage in passages[:MOST_IN_LETTER]:
        words = f": “{escaped(' '.join(passage.words.split())[:200])}”" if passage.words else ""
        yield f"- {escaped(passage.where)}{words}. {escaped(passage.reason)}"
    if len(passages) > MOST_IN_LETTER:
        yield f"- {gettext('and {number} more, which the workbook lists', number=in_digits(len(passages) - MOST_IN_LETTER))}"
