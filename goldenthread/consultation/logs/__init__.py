"""The logs of responses and evidence as a workbook, and its edits as changes of the Markdown, which stays the source.

`write_logs` gives the workbook out; `merge` takes one that comes back, and compares what was given out, what the book says
now, and what came back. `write_themes` and `merge_themes` do so for a table of themes alone, for tools that sort texts.
"""

from goldenthread.consultation.logs.merge_log import merge
from goldenthread.consultation.logs.theme_table import merge_themes, write_themes
from goldenthread.consultation.logs.write_log import write_logs

__all__ = ["merge", "merge_themes", "write_logs", "write_themes"]
