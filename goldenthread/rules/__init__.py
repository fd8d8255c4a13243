"""The rules of a book: each is a function from the register to problems, and its docstring is the rule as the guide shows it."""

from goldenthread.rules.checking import RULES, check, check_loaded, check_private
from goldenthread.rules.consequences import is_cause
from goldenthread.rules.context import Rule
from goldenthread.rules.message_catalogue import catalogue
from goldenthread.rules.prose import check_prose

__all__ = [
    "RULES",
    "Rule",
    "catalogue",
    "check",
    "check_loaded",
    "check_private",
    "check_prose",
    "is_cause",
]
