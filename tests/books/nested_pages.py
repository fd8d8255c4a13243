"""Pages of everything in everything: blocks in blocks in blocks, made at random, with a planted word in each piece of text.

Where `constructs` has what print is known to find hard, here nobody chose what stands in what. Check may refuse such a page; of
one that it lets pass, every planted word has to be in every output.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from goldenthread.rules import check
from tests.books.constructs import PICTURES, ConstructBook, Planting, list_table, picture, picture_bytes, planted_word, rows
from tests.books.small_book import small_book, write_book

DEEPEST = 4
ODD_WORDS = (
    "a\u00a0b", "100\u202f%", "\u05e9\u05dc\u05d5\u05dd", "e\u0301a\u0308", "co\u00adop", "a\u200bb", "\u201cso\u201d", "'17",
    "5 < 6", "a & b",
    "&amp;", "&lt;b&gt;", "&nbsp;", "&#8211;", "&eacute;", "\\*", "\\_a\\_", "\\[x\\]", "a_b_c", "2*3*4", "~", "^",
    "#1", "+ 1", "- 2", "= 3", "/ 4", "a / b", "--", "---", "...", "$5 and $6", "@x", "%", "% a", "//", "/*", "C:\\new",
    "\\#", "@office", "#let x = 1", "a\tb", "x^2^", "<1", "a>b", "100%", "[1]", "[ ]", "(c)", "\"q\"", "1/2", "{x", "}",
)
"""What a text may hold between its words without being markup of ours; print and Word have signs of their own among these."""
FOREIGN = ("<div>{0}</div>", "a <b>{0}</b> c", "$${0} = x^2$$", "$$\n{0} = x^2\n$$", "```{{math}}\n{0}\n```", "x {{math}}`{0}` y",
           "{0}\x0c{0}", "<!-- {0} -->", "\\({0}\\)")
"""Raw HTML, formulas and form feeds: what check lets pass of these has to be printed as well."""


class Writer:
    """Writes one page: `notes` has the definitions of notes that are still to be written, `within` how many lists and quotations
    are open, in which no directive may stand; `repeated` is set while something is written that other places have once more.
    """

    def __init__(self, plant: Planting) -> None:
        self.plant, self.pick, self.notes = plant, plant.pick, list[str]()
        self.within, self.repeated = 0, False

    # in a line

    def word(self) -> str:
        """A planted word."""
        return self.plant.title() if self.repeated else self.plant.word()

    def inline(self, in_link: bool = False, notes: bool = True) -> str:
        """A few words, some with markup."""
        word = self.word
        ways: list[Callable[[], str]] = [
            word, word, self._odd, lambda: f"*{word()}*", lambda: f"**{word()}**",
            lambda: f"***{word()}***", lambda: f"**{word()} *{word()}* `{word()}`**",
            lambda: f"`{word()}`", lambda: f"`` {word()} ` x ``", lambda: f"H{{sub}}`{word()}`",
            lambda: f"{{abbr}}`{word()} (in full)`", lambda: f"{word()}{{sup}}`2`", lambda: f"{{sup}}`{word()}`{word()}",
            lambda: "{value}`skills-2018:north:2018`", lambda: f"![A picture](pictures/flat-{self.pick.randint(8, 40)}x20.png)",
            lambda: f"![{self.pick.choice(ODD_WORDS[6:])} *a* picture](pictures/flat-30x20.png)",
        ]
        if not in_link:
            ways += [lambda: f"[{self.inline(True, False)}](https://example.org/a_(b)_c)",
                     lambda: f"[{word()}](people.md)",
                     lambda: f'[{word()}](https://example.org/?a=1&b=2#c "A title")', lambda: "{need}`EV_SKILLS`",
                     lambda: f"<https://example.org/{word()}>", lambda: f"{{need}}`{word()} <EV_SKILLS>`"]
        if notes:
            ways.append(self._note)
        return " ".join(self.pick.choice(ways)() for _ in range(self.pick.randint(1, 5)))

    def title(self, notes: bool = False) -> str:
        """A line as `inline` writes it, for what contents, lists and running heads may have once more."""
        self.repeated = True
        try:
            return self.inline(notes=notes)
        finally:
            self.repeated = False

    def _odd(self) -> str:
        # between two letters, so that it begins no block
        return f"{self.word()} {self.pick.choice(ODD_WORDS)} {self.word()}"

    def _plain(self, planted: Callable[[], str]) -> str:
        """Words of a place that has no markup, with signs that would be some elsewhere, at its beginning too."""
        odd = self.pick.choice(ODD_WORDS[2:])
        # a page may begin such a text with a capital
        return self.pick.choice((lambda: f"The {planted()}", lambda: f"A {planted()} {odd} {planted()}",
                                 lambda: f"{odd} x {planted()}", lambda: f"*{planted()}* {odd}",
                                 lambda: f"`{planted()}` [{planted()}](people.md)"))()

    def _note(self) -> str:
        name = self.plant.name()
        parts = [self.inline(notes=False)]
        for _ in range(self.pick.choice((0, 0, 1, 2))):
            parts.append(self.pick.choice((
                lambda: self.inline(notes=False), lambda: f"- {self.word()}\n- {self.word()}",
                lambda: f"> {self.word()}", lambda: f"```\n{self.word()}\n```"))())
        self.notes.append(f"[^{name}]: " + _indented("\n\n".join(parts), 4))
        return f"{self.word()}[^{name}]"

    # blocks

    def paragraph(self, _depth: int) -> str:
        lines = [f"{self.plant.word()} {self.inline()}" for _ in range(self.pick.randint(1, 3))]
        return self.pick.choice(("\n", "\n", "\\\n", "  \n")).join(lines)

    def bullets(self, depth: int) -> str:
        loose, sign = self.pick.choice(("\n", "\n\n")), self.pick.choice("-*+")
        return loose.join(f"{sign} {_indented(self.entry(depth), 2)}" for _ in range(self.pick.randint(1, 4)))

    def tasks(self, _depth: int) -> str:
        return "\n".join(f"- [{self.pick.choice(' x')}] {self.plant.word()}" for _ in range(3))

    def numbers(self, depth: int) -> str:
        start, dot = self.pick.choice((1, 1, 3, 0, 98)), self.pick.choice(".)")
        return self.pick.choice(("\n", "\n\n")).join(
            f"{start + at}{dot} " + _indented(self.entry(depth), len(str(start + at)) + 2)
            for at in range(self.pick.randint(1, 4)))

    def entry(self, depth: int) -> str:
        """What stands in an entry of a list: a line, and often blocks below it."""
        first = f"{self.plant.word()} {self.inline()}"
        return first if self.pick.random() < 0.5 else f"{first}\n\n{self.plain_blocks(depth)}"

    def plain_blocks(self, depth: int) -> str:
        """Blocks without directives."""
        self.within += 1
        try:
            return self.blocks(depth + 1, 2)
        finally:
            self.within -= 1

    def definitions(self, depth: int) -> str:
        return "\n\n".join(f"{self.plant.word()} {self.inline(notes=False)}\n: " + _indented(self.entry(depth), 2)
                           for _ in range(self.pick.randint(1, 3)))

    def quotation(self, depth: int) -> str:
        return "\n".join(f"> {line}".rstrip() for line in self.plain_blocks(depth).split("\n"))

    def remark(self, depth: int) -> str:
        kind = self.pick.choice(("note", "warning", "tip", "important", "admonition"))
        title = f" {self.plant.word()} {self.inline(notes=False)}" if kind == "admonition" else ""
        return _fenced(f"{{{kind}}}{title}", self.blocks(depth + 1, 3))

    def code(self, _depth: int) -> str:
        body = f"{self.plant.word()}\n\n\t{self.plant.word()} {{x}} `y` <b> & \\ $ # *z*"
        return self.pick.choice((f"```\n{body}\n```", f"~~~text\n{body}\n~~~", f"````text\n{body}\n````"))

    def table(self, _depth: int) -> str:
        columns = self.pick.randint(1, 5)
        head = [self.plant.title() for _ in range(columns)]
        return rows(head, *([self.cell() for _ in range(columns)] for _ in range(self.pick.randint(1, 4))))

    def cell(self) -> str:
        return "" if self.pick.random() < 0.15 else self.inline().replace("|", "\\|")

    def list_of_cells(self, depth: int) -> str:
        columns = self.pick.randint(1, 3)
        cells = [[self.plant.title() for _ in range(columns)]]
        cells += [["" if self.pick.random() < 0.1 else self.plain_blocks(depth) for _ in range(columns)]
                  for _ in range(self.pick.randint(1, 3))]
        table = list_table(cells).split("\n")
        return _fenced("{list-table}", "\n".join(table[1:-1]))

    def titled_table(self, depth: int) -> str:
        return _fenced(f"{{table}} {self.plant.title()} {self.title(notes=True)}", self.table(depth))

    def figure(self, _depth: int) -> str:
        legend = f"\n\n{self.inline()}" if self.pick.random() < 0.4 else ""
        caption = f"{self.plant.word()} {self.inline(notes=False)}"
        return _fenced(f"{{figure}} {picture(self.plant, self.pick.randint(40, 900), self.pick.randint(40, 900))}",
                       f":alt: A picture.\n\n{caption}{legend}")

    def comment(self, _depth: int) -> str:
        return f"% {planted_word(0)[:2]} nobody sees this\n\n{self.plant.word()}"

    def epigraph(self, _depth: int) -> str:
        return _fenced("{epigraph}", f"{self.inline(notes=False)}\n\n-- {self.plant.word()}")

    def lines(self, _depth: int) -> str:
        return _fenced("{line-block}", "\n".join(f"{self.plant.word()} {self.plant.word()}" for _ in range(3)))

    def long_word(self, _depth: int) -> str:
        return f"{self.plant.long()} {self.inline()}"

    def captioned_code(self, _depth: int) -> str:
        return _fenced(f"{{code-block}} {self.pick.choice(('text', 'python'))}",
                       f":caption: {self._plain(self.plant.title)}\n\n{self.plant.word()} = '*x*' # {self.plant.word()}")

    def topic(self, depth: int) -> str:
        return _fenced(f"{{topic}} {self.plant.word()} {self.inline(notes=False)}", self.blocks(depth + 2, 2))

    def rubric(self, _depth: int) -> str:
        return _fenced(f"{{rubric}} {self.plant.word()} {self.inline(notes=False)}", "").replace("\n\n", "\n")

    def container(self, depth: int) -> str:
        return _fenced("{container}", self.blocks(depth + 1, 2))

    def glossary(self, _depth: int) -> str:
        terms = [f"{self.plant.name()} {self.plant.word()}" for _ in range(self.pick.randint(1, 3))]
        return _fenced("{glossary}", "\n\n".join(f"{term}\n  {_indented(self.inline(notes=False), 2)}" for term in terms))

    def section(self, _depth: int) -> str:
        return f"{'#' * self.pick.choice((2, 3, 3))} {self.plant.title()} {self.title(notes=True)}"

    def item(self, depth: int) -> str:
        names = ("geography", "comparator", "caution", "difference")
        options = "".join(f":{name}: {self._plain(self.plant.word)}\n" for name in names
                          if name == "geography" or self.pick.random() < 0.3)
        return _fenced(f"{{evidence}} {self.plant.title()} {self._plain(self.plant.title)} is a finding",
                       f":id: EV_{self.plant.name().upper()}\n:tags: people\n:datasets: skills-2018\n:confidence: high\n"
                       f":since: 2019-12\n:period: 2018\n{options}\n{self.blocks(depth + 1, 3)}")

    def blocks(self, depth: int, most: int) -> str:
        """So many blocks at most, one below the other."""
        flat = [self.paragraph, self.paragraph, self.code, self.tasks, self.comment, self.table, self.long_word]
        deep = [self.bullets, self.numbers, self.definitions, self.quotation]
        directives = [self.remark, self.figure, self.lines, self.list_of_cells, self.titled_table, self.captioned_code,
                      self.topic, self.rubric, self.container]
        top = [self.epigraph, self.section, self.section, self.item, self.item, self.glossary]
        ways = [*flat, *(deep * 2 if depth < DEEPEST else ()), *(top if not depth else ()),
                *(directives if not self.within and depth < DEEPEST else ())]
        made = [self.pick.choice(ways)(depth) for _ in range(self.pick.randint(1, most))]
        return "\n\n".join(made)

    def page(self) -> str:
        """A whole page, saved as one of several programs does."""
        more = f" {self.title()}" if self.pick.random() < 0.5 else ""
        parts = [f"# {self.plant.title()} page{more}", f"## {self.plant.title()}"]
        for _ in range(self.pick.randint(2, 6)):
            parts.append(self.blocks(0, 2))
            notes, self.notes = self.notes, []
            parts += notes
        if self.pick.random() < 0.2:
            parts.append(self.pick.choice(FOREIGN).format(self.plant.word()))
        return "\n\n".join(parts) + self.pick.choice(("", "\n", "\n\n\n"))


def _indented(text: str, by: int) -> str:
    return text.replace("\n", f"\n{' ' * by}").replace(f"\n{' ' * by}\n", "\n\n")


def _fenced(head: str, body: str) -> str:
    fence = max((len(run) for run in re.findall(r":{3,}", body)), default=2) + 1
    return f"{':' * fence}{head}\n{body}\n{':' * fence}"


def as_saved(text: str, pick: random.Random) -> bytes:
    """A page as bytes: with the ends of lines and the mark of Windows, or with form feeds, for some."""
    way = pick.random()
    if way < 0.15:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if 0.1 < way < 0.2 else b"") + text.encode()


def write_nested_book(root: Path, seed: int, pages: int, told: Counter[str]) -> ConstructBook:
    """Write a book of so many pages; those that check refuses are left out, and `told` counts their codes."""
    pick = random.Random(seed)
    plant, made = Planting(pick), dict[str, tuple[bytes, list[str], list[str]]]()
    for number in range(pages):
        once, titles = len(plant.once), len(plant.titles)
        text = as_saved(Writer(plant).page(), pick)
        made[f"evidence/nested-{planted_word(number)[2:]}"] = text, plant.once[once:], plant.titles[titles:]
    while True:
        _write(root, {name: text for name, (text, _, _) in made.items()})
        refused = {problem.place.file.removesuffix(".md"): problem.code for problem in check(root) if not problem.advice}
        if not refused:
            return ConstructBook(root=root, once={name: words for name, (_, words, _) in made.items()},
                                 titles={name: words for name, (_, _, words) in made.items()})
        assert refused.keys() <= made.keys(), refused
        told.update(refused.values())
        for name in refused:
            del made[name]


def _write(root: Path, pages: dict[str, bytes]) -> None:
    small = small_book()
    below = "".join(f"{name.removeprefix('evidence/')}\n" for name in pages)
    front = small["evidence/index.md"].replace("people\n", f"people\n{below}")
    files: dict[str, str | bytes | None] = {f"{name}.md": text for name, text in pages.items()}
    for text in pages.values():
        for name in re.findall(r"pictures/(\w+-\d+x\d+\.png)", text.decode()):
            files[f"{PICTURES}/{name}"] = picture_bytes(name)
    for old in root.glob("evidence/nested-*.md"):
        old.unlink()
    write_book(root, {**files, "evidence/index.md": front, "index.md": small["index.md"]})
