"""What stakeholders send back (Word, spreadsheets, e-mail, plain text) becomes response items about the very passage.

`intake` takes in one file; nothing of the book's own text is ever edited. `response_form` in `goldenthread.forms` makes what
they may fill in, and `reply_letter` in `goldenthread.replies` tells them what became of it.
"""

from goldenthread.consultation.intake.delivery import IntakeRequest
from goldenthread.consultation.intake.intake_file import intake

__all__ = ["IntakeRequest", "intake"]
