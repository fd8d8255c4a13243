"""The style of the chapters: proselint's rules and the house's own words, applied to the prose alone, at file and line.

proselint knows English only. A book in another language is held against its own list of words and the length of its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from goldenthread.book import ReadingCache, chapter_files, language_of, read_text, read_toml
from goldenthread.model import Fault, Place, Problem

STYLE_FILE = "strategy/style.toml"
# docs show examples of faults on purpose
ROOMS = ("evidence/", "strategy/", "index.md")
# text in a block quote is a respondent's, not the book's; the line end before a line is a part of these patterns, for a pattern
# whose first character is known is found five times as fast
BLANKED = re.compile(
    r"\n[ \t]*[:`~]{3,}[^\n]*|\{[\w:-]+\}(`+).*?\1|`[^`\n]*`|\]\([^()\n]*\)|https?://\S+|\n[ \t]*:[\w-]+:(?![ \t])[^\n]*"
    r"|\n%[^\n]*|\n[ \t]*>[^\n]*",
    re.DOTALL)
# options with sentences; the others have names and ids
SENTENCES = "title|reason|grounds|caution|alt"
OPTION = re.compile(rf"\n[ \t]*:(?:(?!{SENTENCES})[\w-]+:.*|(?:{SENTENCES}):)")
# matched as a whole and never retried from within, even if no end of a sentence follows: that would take for ever
SENTENCE = re.compile(r"[^.!?\n]++(?:\n(?!\n|[-*#|:>])[^.!?\n]++)*+[.!?]?")


def check_prose(root: Path, cache: ReadingCache | None = None) -> list[Problem]:
    """Every fault of style in the chapters; none for a book without strategy/style.toml.

    With a cache, chapters that have not changed are not checked again.
    """
    if not (root / STYLE_FILE).exists():
        return []
    try:
        style = read_toml(root, STYLE_FILE)
        files = [file for file in chapter_files(root) if file.startswith(ROOMS)]
        texts = {file: read_text(root, file) for file in files}
    except Fault as fault:
        return [fault.problem]
    style.check_keys({"sentence_words", "proselint_off", "words"})
    words = {str(word).lower(): str(better) for word, better in dict(style.data.get("words", {})).items()}
    most, off = style.whole_number("sentence_words"), set(style.texts("proselint_off"))
    problems = list(style.problems)
    cache, english = cache or ReadingCache(), language_of(root).is_english
    for file, text in texts.items():
        look = partial(_chapter_problems, file, text, words, most, off, english=english)
        problems += cache.get("prose", file, (text, words, most, off, english), look)
    return sorted(problems)


def _chapter_problems(file: str, text: str, words: dict[str, str], most: int, off: set[str], *, english: bool) -> list[Problem]:
    prose = prose_of(text)
    return [*_words(file, prose, words), *_sentences(file, prose, most), *(_proselint(file, prose, off) if english else ())]


def prose_of(text: str) -> str:
    """A chapter's sentences, everything else blanked so that each stays on its line."""
    def blank(match: re.Match[str]) -> str:
        return "\n".join([" " * len(row) for row in match.group().split("\n")])

    def stand_in(match: re.Match[str]) -> str:
        # a role takes the place of a word or a number in its sentence
        blanked, text = blank(match), match.group()
        return f"~{blanked[1:]}" if text.startswith(("{", "`")) and not text.startswith("```") else blanked

    return BLANKED.sub(stand_in, OPTION.sub(blank, f"\n{text}"))[1:]


def _place(file: str, text: str, position: int) -> Place:
    return Place(file=file, line=text.count("\n", 0, position) + 1)


def _words(file: str, text: str, words: dict[str, str]) -> Iterator[Problem]:
    if not words:
        return
    every = re.compile(rf"\b({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b", re.IGNORECASE)
    for match in every.finditer(text):
        yield Problem(_place(file, text, match.start()), "style.word", f"'{match.group()}' is not a plain word here.",
                      f"Write: {words[match.group().lower()]}.")


def _sentences(file: str, text: str, most: int) -> Iterator[Problem]:
    for match in SENTENCE.finditer(text):
        count = len(match.group().split())
        if match.group()[-1] in ".!?" and most and count > most and "|" not in match.group():
            begins = " ".join(match.group().split()[:6])
            yield Problem(_place(file, text, match.start()), "style.sentence",
                          f"The sentence that begins '{begins} …' has {count} words.", f"Split it: {most} words at most.")


@cache
def _register_proselint() -> None:
    """Register proselint's rules, once: without this it silently finds nothing."""
    # proselint 0.16 has no documented interface for programs: only its own command line fills its registry
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry

    CheckRegistry().register_many(__register__)


def _proselint(file: str, text: str, off: set[str]) -> Iterator[Problem]:
    if not text.strip():
        return  # LintFile reads the file from disk if the given text is empty
    from proselint.config import DEFAULT
    from proselint.tools import LintFile

    _register_proselint()
    checks = {name: on and name not in off for name, on in DEFAULT["checks"].items()}
    linted = LintFile(file, text)
    for result in linted.lint({"max_errors": 1000, "checks": checks}):
        begin, end = result.check_result.span
        if "\n\n" in linted.content[begin:end]:
            continue  # the same word at the end of one paragraph and the beginning of the next is not a repetition
        if result.check_result.check_path in off:
            continue  # one of several checks in a group, such as `weasel_words.very`: proselint's settings only know groups
        place = Place(file=file, line=result.pos[0])
        message = " ".join(result.check_result.message.split()).rstrip(".")
        yield Problem(place, "style.proselint", f"{message}.",
                      f"Mend it, or switch off '{result.check_result.check_path}' in strategy/style.toml.")
