"""Starting a book for another area: a whole small book that builds and passes its checks, with an example to replace."""

from goldenthread.commands.new.new_book import Start, run_new, start_book

__all__ = ["Start", "run_new", "start_book"]
