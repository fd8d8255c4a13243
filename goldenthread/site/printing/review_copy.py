"""The first page of a Word review copy: the questions of the consultation, and how a reader marks the copy."""

from __future__ import annotations

from datetime import date

from goldenthread.documents.paper import FrontPage
from goldenthread.model import Consultation, gettext, gettext_noop, period_in_words

HOW_TO_MARK = (
    gettext_noop(
        "To say something, select the words that you mean and choose New Comment on the Review tab; begin the comment with the "
        "question that it answers, such as “{question}”. To propose other words, switch on Track Changes and write them."),
    gettext_noop(
        "Keep each mark inside one finding, priority, action or measure, or inside one chapter's text: each is a "
        "bookmark with its id, and by that bookmark a comment finds its way back to the passage it is "
        "about. Save the copy as .docx and give it back to whoever sent it to you."),
    gettext_noop(
        "If Word asks whether to update the fields of the document, choose Yes: it fills in the page numbers of the contents."),
)


def front_page(consultation: Consultation, dated: date) -> FrontPage:
    """What the first page of a copy of that date says."""
    deadline = period_in_words(consultation.deadline.isoformat())
    asked = gettext("It asked for {asked_for}, to be sent to {contact}.", asked_for=consultation.asked_for,
                    contact=consultation.contact)
    if consultation.is_closed(dated):
        heading, how = gettext("What was asked, and what this copy is for"), gettext("How to mark this copy")
        opening = [gettext("The consultation opened in {opened} and closed on {deadline}. {asked}",
                           opened=period_in_words(consultation.opened), deadline=deadline, asked=asked),
                   consultation.this_copy]
    else:
        heading, how = gettext("What we ask you"), gettext("How to reply")
        opening = [gettext("Please reply by {deadline}, to {contact}. We ask for {asked_for}.", deadline=deadline,
                           contact=consultation.contact, asked_for=consultation.asked_for)]
    return FrontPage(heading=heading, opening=opening, how_heading=how, how=how_to_mark(consultation),
                     questions=tuple((criterion.name, criterion.question) for criterion in consultation.criteria))


def how_to_mark(consultation: Consultation) -> tuple[str, ...]:
    """How a reader marks a copy, with the first of the consultation's questions as an example."""
    return tuple(gettext(words, question=consultation.criteria[0].name) for words in HOW_TO_MARK)
