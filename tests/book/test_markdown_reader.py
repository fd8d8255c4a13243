"""The one reader of Markdown sees what MyST sees, each thing at its line."""

from __future__ import annotations

import pytest
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from goldenthread.book.markdown_nodes import (
    BareRole,
    Fence,
    Html,
    IndentedCode,
    Link,
    MarkdownHeading,
    Node,
    Note,
    NoteReference,
    Picture,
    Prose,
    Role,
    TableRows,
    Target,
    TooDeep,
)
from goldenthread.book.markdown_reader import markdown_parser, read_markdown


def test_the_parser_is_configured_as_mysts_own() -> None:
    myst = create_md_parser(MdParserConfig(enable_extensions={"colon_fence", "deflist", "fieldlist"}), RendererHTML)
    rules = myst.get_active_rules()
    rules["core"].remove("wordcount")  # counts words, and reads nothing
    assert markdown_parser().get_active_rules() == rules
    same = {name: value for name, value in myst.options.items() if name != "myst_config"}
    assert dict(markdown_parser().options) == same


def flat(nodes: tuple[Node, ...]) -> list[Node]:
    return [one for node in nodes for one in (node, *(flat(node.title + node.inside) if isinstance(node, Fence) else ()))]


@pytest.mark.parametrize(("text", "expected"), [
    ("# One {value}`a`\n", [MarkdownHeading(1, 1, "One {value}`a`", "One "), Role(1, "value", "a")]),
    ("One\ntwo {value}`a:b\nc` three\n`x`{need}`A`\n", [Role(2, "value", "a:b c"), Role(4, "need", "A")]),
    ("`{value}` and {value} and `` {need}`B` ``\n", [BareRole(1, "value")]),
    ("    {value}`in code`\n", [IndentedCode(1, "{value}`in code`")]),
    ("% {value}`in a comment`\n", []),
    ("Text\n% {value}`in a comment`\nmore {need}`A`\n", [Role(3, "need", "A")]),
    ("[a\nb](x.md) ![c {value}`d`](e.png)\n<b>\n", [Link(1, "x.md"), Picture(2, "e.png", "c {value}`d`"), Html(3, "<b>")]),
    ("<div>\nx\n</div>\n", [Html(1, "<div>\nx\n</div>")]),
    ("> - a\n>   {need}`A`\n", [Role(2, "need", "A")]),
    ("| a | b |\n|---|---|\n| x | {need}`A` |\n",
     [TableRows(1, ("| a | b |", "|---|---|", "| x | {need}`A` |")), Role(3, "need", "A")]),
    ("Term\n: {need}`A`\n\n[^n]\n\n[^n]: {need}`B`\n", 
     [Role(2, "need", "A"), NoteReference(4, "n"), Note(6, "n"), Role(6, "need", "B")]),
    ("[a][b]\n\n[b]: c.md\n", [Link(1, "c.md")]),
    ("---\norphan: true\n---\n# One\n", [MarkdownHeading(4, 1, "One", "One")]),
    ("(a-name)=\n## One *two* `three`\n",
     [Target(1, "a-name", titled=True), MarkdownHeading(2, 2, "One *two* `three`", "One two three")]),
    ("One `**two\nthree` and **four\nfive\n", [Prose(1, "One ~\n and **four\nfive", False)]),
    ("One \\*\\* two\n", []),
])
def test_what_stands_in_running_text_is_found_at_its_line(text: str, expected: list[Node]) -> None:
    assert list(read_markdown(text)) == expected


def test_a_directive_has_its_options_its_title_and_what_is_inside() -> None:
    (fence,) = read_markdown(":::{note} A {need}`T`\n:class: x\n:name: y\n\nText {need}`A`.\n\n~~~{tip}\n{need}`B`\n~~~\n:::\n")
    assert isinstance(fence, Fence)
    assert (fence.name, fence.argument, fence.content[: fence.options]) == ("note", "A {need}`T`", (":class: x", ":name: y"))
    assert (fence.line, fence.body_line, fence.title) == (1, 4, (Role(1, "need", "T"),))
    assert [(node.line, type(node)) for node in fence.inside] == [(5, Role), (7, Fence)]
    assert flat(fence.inside)[-1] == Role(8, "need", "B")


def test_a_link_in_a_directive_leads_where_the_page_defines_it() -> None:
    nodes = flat(read_markdown(":::{note}\n[words][away]\n:::\n\n[away]: ../conf.py\n"))
    assert nodes[1:] == [Link(2, "../conf.py")]


@pytest.mark.parametrize(("text", "name"), [
    ("```{code-block}\n{need}`A`\n```\n", "code-block"), ("```\n{need}`A`\n```\n", ""), ("```{toctree}\n\na\n```\n", "toctree"),
])
def test_what_is_no_markdown_is_not_read_as_such(text: str, name: str) -> None:
    (fence,) = read_markdown(text)
    assert isinstance(fence, Fence)
    assert (fence.name, fence.inside) == (name, ())


@pytest.mark.parametrize(("opening", "word", "name"), [
    ("```{note}", "{note}", "note"), ("``` {note} x", "{note}", "note"), ("```{include}\t/etc/passwd", "{include}", "include"),
    ("```{note}x", "{note}x", ""), (":::{a b}", "{a", ""), ("```python", "python", ""),
])
def test_a_directive_is_what_the_first_word_names(opening: str, word: str, name: str) -> None:
    (fence, *_) = read_markdown(f"{opening}\n{opening[:3]}\n")
    assert isinstance(fence, Fence)
    assert (fence.word, fence.name) == (word, name)


def test_a_fence_that_is_not_closed_ends_before_the_next_directive() -> None:
    one, two = read_markdown(":::{priority} One\n:id: A\n\n:::{action} Two\n:id: B\n:::\n")
    assert isinstance(one, Fence)
    assert isinstance(two, Fence)
    assert (one.closed, one.runs_into, one.runs_into_text, one.content) == (False, 4, ":::{action} Two", (":id: A", ""))
    assert (two.closed, two.line, two.argument) == (True, 4, "Two")
    (last,) = read_markdown("::::{note}\ntext\n:::\n")
    assert isinstance(last, Fence)
    assert (last.closed, last.runs_into) == (False, 0)


def test_a_fence_in_a_list_is_marked_and_ends_with_it() -> None:
    (fence, after) = read_markdown("- one\n  ```{note}\n  text\n\n{need}`A`\n")
    assert isinstance(fence, Fence)
    assert (fence.in_block, fence.closed, fence.line) == (True, True, 2)
    assert after == Role(5, "need", "A")


@pytest.mark.parametrize(("text", "lines"), [
    ("\n".join(f"{'  ' * depth}- a" for depth in range(9)), []), ("\n".join(f"{'  ' * depth}- a" for depth in range(11)), [10]),
    ("> " * 19 + "a", []), ("a\n\n" + "> " * 20 + "a", [3])])
def test_what_markdown_leaves_out_for_its_depth_is_told(text: str, lines: list[int]) -> None:
    assert [node.line for node in flat(read_markdown(text)) if isinstance(node, TooDeep) and node.in_blocks] == lines


def test_reading_stops_at_some_depth() -> None:
    text = "".join(f"{':' * (40 - depth)}{{note}}\n" for depth in range(20))
    assert [node.line for node in flat(read_markdown(text)) if isinstance(node, TooDeep)] == [14]
