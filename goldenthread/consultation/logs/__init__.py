"""The logs of responses and evidence as a workbook, and what comes back in it as changes of the Markdown.

`write_logs` gives the workbook out with what each row said; `merge` holds against each other what was given out, what is
here now, and what came back. Markdown stays the source.
"""

from goldenthread.consultation.logs.merge_log import merge
from goldenthread.consultation.logs.write_log import write_logs

__all__ = ["merge", "write_logs"]
