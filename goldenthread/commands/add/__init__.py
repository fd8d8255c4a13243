"""Adding to a book: a finding, a table, a chapter or an edition is asked for or given by options, and put where it belongs."""

from goldenthread.commands.add.add_arguments import ADD_ARGUMENTS, KINDS_ADDED
from goldenthread.commands.add.add_command import run_add
from goldenthread.commands.add.trial_check import new_problems

__all__ = ["ADD_ARGUMENTS", "KINDS_ADDED", "new_problems", "run_add"]
