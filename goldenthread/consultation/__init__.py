"""What respondents send and are sent: the blank form and the reply here, `intake` of files and `logs` as workbooks. No Sphinx."""

from __future__ import annotations

from goldenthread.consultation.blank_form import write_form
from goldenthread.consultation.given_out import keep_given_out
from goldenthread.consultation.receipts import write_receipt
from goldenthread.consultation.replies import write_reply

__all__ = [
    "keep_given_out",
    "write_form",
    "write_receipt",
    "write_reply",
]
