"""What respondents send back (Word, spreadsheets, e-mail, plain text) becomes response items about the very passage.

`intake` takes in one file, `intake_folder` those of a folder. Nothing of the book's own text is ever edited.
"""

from goldenthread.consultation.intake.delivery import IntakeRequest
from goldenthread.consultation.intake.intake_file import intake
from goldenthread.consultation.intake.intake_list import intake_folder
from goldenthread.consultation.intake.response_items import new_response_page, option_words, response_file
from goldenthread.consultation.intake.safe_files import Package, read_file
from goldenthread.consultation.intake.workbook_rows import OPENPYXL_ERRORS

__all__ = [
    "OPENPYXL_ERRORS",
    "IntakeRequest",
    "Package",
    "intake",
    "intake_folder",
    "new_response_page",
    "option_words",
    "read_file",
    "response_file",
]
