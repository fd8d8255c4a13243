"""What respondents send and are sent: the blank form and the reply here, `intake` of files and `logs` as workbooks. No Sphinx."""

from __future__ import annotations

from goldenthread.consultation.blank_form import write_form
from goldenthread.consultation.replies import write_reply

__all__ = [
    "write_form",
    "write_reply",
]
