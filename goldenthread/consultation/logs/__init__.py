"""The logs of responses and evidence as a workbook, and its edits as changes of the Markdown, which stays the source.

`write_logs` gives the workbook out; `merge` takes one that comes back, and compares what was given out, what the book says
now, and what came back.
"""

from goldenthread.consultation.logs.merge_log import merge
from goldenthread.consultation.logs.write_log import write_logs

__all__ = ["merge", "write_logs"]
