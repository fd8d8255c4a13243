"""What prevents a settings file from being read, in an author's words: explains the errors of Python's TOML reader."""

from __future__ import annotations

import re
import tomllib

from goldenthread.model import Place, Problem

# what a line lacks, by its look; the first entry that fits the line and the error is used
_CURLY = re.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
_HEAD = re.compile(r"^[ \t]*(\[\[?)[ \t]*([\w.-]+)[ \t]*\]", re.MULTILINE)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}\.? [A-Za-z]+ \d{4}")
_BARE = re.compile(r"^[ \t]*[\w-]+[ \t]*=[ \t]*(?![\[{\"'\d+-]|true\b|false\b|inf|nan)(\S.*?)[ \t]*(?:#.*)?$")


def toml_problem(file: str, text: str, error: tomllib.TOMLDecodeError) -> Problem:
    """The problem of a text that Python cannot parse as TOML, at the line to look at."""
    # the error has attributes for the line and the reason only from Python 3.14 on
    parts = re.search(r"^(.*?) \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
    reason = parts[1] if parts else str(error)
    rows = text.split("\n")
    line = int(parts[2]) if parts and parts[2] else max(1, text.rstrip("\n").count("\n") + 1)
    row = rows[min(line, len(rows)) - 1]
    at, what, fix = _explained(reason, line, row, rows)
    return Problem(Place(file=file, line=at), "source.toml", what, fix)


def _explained(reason: str, line: int, row: str, rows: list[str]) -> tuple[int, str, str]:
    """The line, what is wrong, and what to do."""
    if curly := _CURLY.search(_outside_quotes(row)):
        return line, f"A quotation mark on this line is a curly one ({curly[0]}).", "Write it straight, as in name = \"…\"."
    if reason.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate")):
        return _set_twice(line, row, rows)
    is_date = reason == "Invalid value" and _DATE.search(row.partition("=")[2])
    if "date or datetime" in reason or is_date or re.match(r"[^=\"']*=\s*\d+[-/. ][\dA-Za-z]+[-/. ]\d", row):
        wrong = _DATE.search(row.partition("=")[2])
        named = f"'{wrong[0]}'" if wrong else "What stands on this line"
        return (line, f"{named} is no date of the calendar in the form that is read.",
                "Write year, month and day, as in 2019-10-18.")
    if reason.startswith(("Illegal character '\\n'", "Unterminated string", "Expected \"'\"", "Expected '\"'")):
        return (line, "A text on this line begins with a quotation mark and does not end with one.",
                "Add the missing quotation mark.")
    if reason.startswith(("Unescaped", "Invalid hex", "Escaped character")) or ("\\" in row and reason.startswith("Illegal")):
        return (line, "A text on this line holds a backslash (\\), which has a meaning of its own in such a file.",
                "Write \\\\ for it, or put the text into single quotation marks.")
    if reason.startswith(("Unclosed array", "Unclosed inline")) or _open_list(line, rows):
        first = _open_list(line + 1, rows) or line
        return (first, "The list that begins here is not closed, or lacks a comma between two entries.",
                "Look for a missing ']', '}' or ','.")
    return line, *_of_row(row)


def _of_row(row: str) -> tuple[str, str]:
    """What one line seems to lack, and what to do."""
    name, _, value = (part.strip() for part in row.partition("="))
    if value in ("True", "False", "TRUE", "FALSE", "yes", "no", "Yes", "No"):
        right = "true" if value.lower() in ("true", "yes") else "false"
        return f"'{value}' is not how yes and no are written here.", f"Write {name} = {right}."
    if re.fullmatch(r"[+-]?\d+,[\d,]+", value):
        point = value.replace(",", ".", 1)
        return f"'{value}' is a number with a comma.", f"Write it without one, with a point before decimals: {point}."
    if re.fullmatch(r"\s*(?:\[[^\]\[]*|\[\[[^\]]*\]?)\s*", row):
        closed = row.strip().rstrip("]") + "]" * (1 + row.strip().startswith("[["))
        return "The heading on this line is not closed.", f"Write {closed}."
    if colon := re.match(r"\s*([\w-]+)\s*:\s*(.*)", row):
        return "A colon stands where an equals sign belongs.", f"Write {colon[1]} = {colon[2]}."
    if bare := _BARE.match(row):
        return f"'{bare[1][:40]}' stands without quotation marks.", f"Write {name} = \"{bare[1][:40]}\"."
    if value.count('"') > 2:
        return ("A text on this line holds a quotation mark.",
                "Put the whole text into single quotation marks, or write \\\" for it.")
    if value.startswith(('"', "'")):
        return "Something stands behind the closing quotation mark.", "Take it out, or begin a new line; a remark begins with #."
    if "=" not in row:
        return "This line has a name and no '=' behind it.", "Write it as name = \"…\"; a remark begins with #."
    return "This line cannot be read.", "Look for a missing quotation mark, bracket or equals sign, on it or just above."


def _open_list(line: int, rows: list[str]) -> int:
    """The line above this one on which a list begins that is not closed before it; 0 if there is none."""
    for number in range(min(line - 1, len(rows)), 0, -1):
        row = _outside_quotes(rows[number - 1]).partition("#")[0]
        if re.search(r"=\s*[\[{]", row):
            between = "".join(_outside_quotes(each).partition("#")[0] for each in rows[number - 1:line - 1])
            return number if between.count("[") + between.count("{") > between.count("]") + between.count("}") else 0
        if row.strip().startswith("["):
            return 0
    return 0


def _outside_quotes(row: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", "", row.partition("#")[0] if "\"" not in row else row)


def _set_twice(line: int, row: str, rows: list[str]) -> tuple[int, str, str]:
    """The fault of a name that already has a value, or of a heading with single brackets where others have double ones."""
    heads = [(number, head) for number, each in enumerate(rows, start=1) if (head := _HEAD.match(each))]
    own = _HEAD.match(row)
    name = own[2] if own else row.partition("=")[0].strip()
    single = [number for number, head in heads if head[1] == "[" and head[2] == name]
    double = [number for number, head in heads if head[1] == "[[" and head[2] == name]
    if single and double:
        return single[0], f"'[{name}]' stands here, and '[[{name}]]' on line {double[0]}.", f"Head each with [[{name}]]."
    if len(single) > 1:
        return single[1], f"'[{name}]' stands on line {single[0]} already.", f"Make one of the two, or head each with [[{name}]]."
    before = next((number for number in range(line - 1, 0, -1) if re.match(rf"\s*{re.escape(name)}\s*=", rows[number - 1])), 0)
    where = f" on line {before}" if before else ""
    return line, f"'{name}' is given a value a second time; the first stands{where or ' above'}.", "Keep one of the two."
