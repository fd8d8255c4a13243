"""A mistake in Markdown is told at its line wherever it stands: in blocks, tables, captions, titles and options."""

from __future__ import annotations

import pytest

from goldenthread.book import markup_problems
from tests.books.small_book import EVIDENCE, ROOT

PAGE = "# Page\n\nThe first paragraph stands here.\n\n"
ITEM = EVIDENCE.split("\n", 2)[2]
# of a block: what stands before it, behind it, and before each of its lines
BLOCKS = {
    "a page": ("", "", ""), "a note": ("```{note}\nSome words.\n\n", "```\n", ""),
    "colons": (":::{note}\nSome words.\n\n", ":::\n", ""),
    "a list": ("- One.\n- Two.\n\n", "", "  "), "a numbered list": ("1. One.\n2. Two.\n\n", "", "   "),
    "right after a list": ("- One.\n- Two.\n", "", ""),
    "an item": (f"{ITEM.removesuffix(':::' + chr(10))}\n", ":::\n", ""),
    "blocks in blocks": ("::::{note}\n:::{tip}\nSome words.\n\n", ":::\n::::\n", ""),
    "a footnote": ("See.[^a]\n\n[^a]: Words.\n\n", "", "    "),
}
# of a line of words: what stands before and behind it
LINES = {
    "a cell": ("| a | b |\n|---|---|\n| one | two |\n| ", " | x |\n"),
    "a head of a table": ("| ", " | b |\n|---|---|\n| 1 | 2 |\n"),
    "a caption": ("```{figure} ../dot.svg\n:alt: A dot.\n\n", "\n```\n"),
    "a legend": ("```{figure} ../dot.svg\n:alt: A dot.\n\nA caption.\n\n", "\n```\n"),
    "a title of a block": ("```{admonition} ", "\nWords.\n```\n"), "a heading": ("## ", "\n\nWords.\n"),
    "a definition": ("```{glossary}\nTerm\n  Words.\n\n  ", "\n```\n"),
}
# of an item, whose title and options stand as they are written
_HEAD, _PERIOD, _REST = ITEM.partition(":period: 2018")
PLAIN = {"a title": ITEM.partition("A third of residents in the north are highly skilled"),
         "a caution": (f"{_HEAD}:caution: ", "", f"\n{_PERIOD}{_REST}")}
WORDS = {
    "See {{ a name }} here.": "markup.unfinished", "TODO: write this.": "markup.unfinished", "XX% in 2018.": "markup.unfinished",
    "The date is tbc.": "markup.unfinished",
    "Lorem ipsum dolor.": "markup.unfinished", "See **bold here.": "markup.bold", "See bold** here.": "markup.bold",
    "See *italics here.": "markup.bold", "See [words] (https://example.org/a).": "markup.link",
    "See [words] (people.md).": "markup.link",
    "See <b>bold</b>.": "markup.html", "See [[people]] here.": "markup.link",
}
MISTAKES = {**WORDS, "###Heading": "markup.heading", ":::evidence A title": "markup.directive", "::{note}": "markup.directive",
            "| a | b |\n| 1 | 2 |": "markup.table", "a | b\n1 | 2": "markup.table",
            "| a | b |\n|---|---|\n| 1 | 2 | 3 |": "markup.cells"}
ROLES = ("See {need}`EV_X`.", "See {value} `a:b:2018`.", "See {cite} here.", "Two<br>lines.",
         "See [a](b.md).")


def found(text: str) -> set[tuple[int, str]]:
    return {(problem.place.line, problem.code) for problem in markup_problems(ROOT, "evidence/page.md", text)}


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_block_is_told_at_its_line(mistake: str, block: str) -> None:
    before, behind, indent = BLOCKS[block]
    rows = "\n".join(indent + row for row in mistake.split("\n"))
    line = f"{PAGE}{before}".count("\n") + 1
    code = MISTAKES[mistake]
    if code == "markup.cells":
        # a row of a table that is none, for it goes on from a list, is told with it
        line, code = (line, "markup.table") if block == "right after a list" else (line + 2, code)
    assert (line, code) in found(f"{PAGE}{before}{rows}\n{behind}")


@pytest.mark.parametrize("place", LINES)
@pytest.mark.parametrize("mistake", WORDS)
def test_a_mistake_in_a_line_of_words_is_told_at_it(mistake: str, place: str) -> None:
    before, behind = LINES[place]
    assert (f"{PAGE}{before}".count("\n") + 1, WORDS[mistake]) in found(f"{PAGE}{before}{mistake}{behind}")


@pytest.mark.parametrize("place", PLAIN)
@pytest.mark.parametrize("mistake", [*(word for word in WORDS if word != "See *italics here."), *ROLES])
def test_markup_in_a_title_or_an_option_of_an_item_is_told(mistake: str, place: str) -> None:
    """Both are printed as they stand, so that readers would see the signs."""
    before, _, behind = PLAIN[place]
    line = f"{PAGE}{before}".count("\n") + 1
    expected = WORDS.get(mistake, "markup.title")
    code = expected if expected == "markup.unfinished" else "markup.function" if "[[" in mistake else "markup.title"
    assert (line, code) in found(f"{PAGE}{before}{mistake}{behind}")


@pytest.mark.parametrize("words", [
    "*Stars*, `code`, <b> and 5% [in real terms] (see below), 3 * 4, <5% of 2*3*4, {a set}, and Derby*.",
    "An address such as <a@example.org>.",
    "[Nottingham's] words", "R&D at 5-10% {sic}",
])
def test_signs_that_are_meant_as_they_stand_are_let_pass_in_an_option(words: str) -> None:
    before, _, behind = PLAIN["a caution"]
    assert found(f"{PAGE}{before}{words}{behind}") == set()


def test_a_word_to_come_is_told_beside_a_sign_that_is_escaped() -> None:
    assert found("# Page\n\nA \\* star, a \\# and a TODO.\n") == {(3, "markup.unfinished")}
    assert found("# Page\n\nA \\*star and **words.\n") == set()
