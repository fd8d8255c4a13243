"""The options of a directive, read as MyST reads them."""

from __future__ import annotations

import re

from myst_parser.parsers.options import TokenizeError, options_to_items

from goldenthread.book.markdown_nodes import Fence

# an option that MyST's own reader would take literally: no quotes, no comment, no text over several lines
PLAIN_OPTION = re.compile(r"([\w-]+):(?: +([^|>'\"#\s][^#\t\r\x85\u2028\u2029]*))?")
HOW = "Write ':name: value' on one line; put a value that holds ': ' or ' #' into quotation marks."


class OptionsFault(Exception):
    """Raised for options that cannot be read, or not as meant: the line, what is wrong, and what to do."""

    def __init__(self, line: int, what: str, fix: str = HOW) -> None:
        super().__init__(what)
        self.line, self.what, self.fix = line, what, fix


def read_options(fence: Fence) -> dict[str, str]:
    """The options of a directive by their names, each as one line. Raises `OptionsFault`."""
    content = fence.content[: fence.options]
    rows = [row.lstrip()[1:] for row in content]
    plain = [PLAIN_OPTION.fullmatch(row.rstrip(" ")) for row in rows]
    if all(plain):
        return {option[1]: " ".join((option[2] or "").split()) for option in plain if option}
    try:
        pairs, state = options_to_items("\n".join(rows))
    except TokenizeError as error:
        at = (error.context_mark or error.problem_mark).line
        raise OptionsFault(fence.line + 1 + at, f"The option '{content[at].strip()}' cannot be read.") from None
    if state.has_comments:
        at = next((number for number, row in enumerate(rows) if re.search(r"(?:^|\s)#", row)), 0)
        raise OptionsFault(fence.line + 1 + at, f"Of the option '{content[at].strip()}' what stands behind '#' would be lost.")
    return {name: " ".join(value.split()) for name, value in pairs}


def option_lines(fence: Fence) -> dict[str, int]:
    """The line of each option."""
    return {row.lstrip()[1:].partition(":")[0].strip(): number
            for number, row in enumerate(fence.content[: fence.options], start=fence.line + 1)}
