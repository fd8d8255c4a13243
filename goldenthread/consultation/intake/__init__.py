"""What respondents send back (Word, spreadsheets, e-mail, plain text) becomes response items about the very passage.

`intake` takes in one file. Nothing of the book's own text is ever edited.
"""

from goldenthread.consultation.intake.delivery import IntakeRequest
from goldenthread.consultation.intake.intake_file import intake

__all__ = ["IntakeRequest", "intake"]
