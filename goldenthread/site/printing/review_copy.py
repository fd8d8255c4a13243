"""The first page of a Word review copy: the questions of the consultation, and how a reader marks the copy."""

from __future__ import annotations

from datetime import date

from goldenthread.documents.paper import FrontPage
from goldenthread.model import Consultation, period_in_words

HOW_TO_MARK = (
    "To say something, select the words that you mean and choose New Comment on the Review tab; begin the comment with the "
    "question that it answers, such as “Accurate”. To propose other words, switch on Track Changes and write them.",
    "Keep each mark inside one finding, priority, action or measure, or inside one chapter's text: each is a bookmark with its "
    "id, and by that bookmark a comment finds its way back to the passage it is about. Save the copy as .docx and give it back "
    "to whoever sent it to you.",
    "If Word asks whether to update the fields of the document, choose Yes: it fills in the page numbers of the contents.",
)


def front_page(consultation: Consultation, dated: date) -> FrontPage:
    """What the first page of a copy of that date says."""
    deadline = period_in_words(consultation.deadline.isoformat())
    asked = f"It asked for {consultation.asked_for}, to be sent to {consultation.contact}."
    if consultation.is_closed(dated):
        heading, how = "What was asked, and what this copy is for", "How to mark this copy"
        opening = [f"The consultation opened in {period_in_words(consultation.opened)} and closed on {deadline}. {asked}",
                   consultation.this_copy]
    else:
        heading, how = "What we ask you", "How to reply"
        opening = [f"Please reply by {deadline}, to {consultation.contact}. We ask for {consultation.asked_for}."]
    return FrontPage(heading=heading, opening=opening, how_heading=how, how=HOW_TO_MARK,
                     questions=tuple((criterion.name, criterion.question) for criterion in consultation.criteria))
