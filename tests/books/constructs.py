"""Constructs of Markdown that print has to bear, each with planted words, and a book of them.

A construct is a function that writes one with a `Planting`: what is not said by the function (how many rows, how long a cell, how
tall a picture) is picked at random, so that the same seed gives the same book and another seed a variant of it.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image

from tests.books.small_book import small_book, write_book

LETTERS = "abcdefghijklmnoprstuvwy"  # without those of the mark
FILLER = ("and", "the", "share", "of", "residents", "rose", "in", "every", "district", "while", "wages", "stayed", "low", "for",
          "apprenticeships", "productivity", "was", "as", "before", "transport", "a", "firm", "that", "trains", "its", "people")
PICTURES = "evidence/pictures"


def planted_word(number: int) -> str:
    """The planted word of a number: `zq` and four letters, so that it holds no other."""
    digits = [number // len(LETTERS) ** place % len(LETTERS) for place in (3, 2, 1, 0)]
    return "zq" + "".join(LETTERS[digit] for digit in digits)


@dataclass
class Planting:
    """What a construct is written with; afterwards `once` has the words that a text holds once, `titles` the others."""

    pick: random.Random
    once: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    names: int = 0

    def word(self) -> str:
        """A word that stands once in every output."""
        self.once.append(planted_word(len(self.once) + len(self.titles)))
        return self.once[-1]

    def title(self) -> str:
        """A word of a title or of a table's header: contents, running heads and the next page may repeat it."""
        self.titles.append(planted_word(len(self.once) + len(self.titles)))
        return self.titles[-1]

    def text(self, least: int, most: int = 0) -> str:
        """A text of so many words, every fifth of them planted, the first and last among them."""
        count = self.pick.randint(least, most or least)
        words = [self.word() if not place % 5 or place == count - 1 else self.pick.choice(FILLER) for place in range(count)]
        return " ".join(words)

    def name(self) -> str:
        """A name for a label, a note or an id."""
        self.names += 1
        return planted_word(self.names)[2:]

    def long(self, least: int = 90, most: int = 140) -> str:
        """A word of so many letters without a break, a planted word at its beginning and end."""
        count = self.pick.randint(least, most) - 12
        return self.word() + "".join(self.pick.choice("abcdefgh") for _ in range(count)) + self.word()

    def address(self) -> str:
        """An address of about 94 letters, as statistics have them."""
        parts = (self.word(), "peoplepopulationandcommunity", self.word(), f"adhocs/009-{self.word()}.xlsx")
        return f"https://www.example.org/{'/'.join(parts)}"

    def number(self, least: int, most: int) -> int:
        """A number between two."""
        return self.pick.randint(least, most)


Construct = Callable[[Planting], str]
CONSTRUCTS: list[Construct] = []


def construct(written: Construct) -> Construct:
    """Add a construct to the collection."""
    CONSTRUCTS.append(written)
    return written


def rows(*lines: Sequence[str]) -> str:
    """A table of Markdown: its header and its rows."""
    head, *body = (f"| {' | '.join(cells)} |" for cells in lines)
    return "\n".join([head, "|" + "---|" * len(lines[0]), *body])


# tall things that are kept together


@construct
def long_cells(plant: Planting) -> str:
    columns = plant.number(2, 5)
    return rows(["A", "B", "C", "D", "E"][:columns],
                *([plant.text(60, 130) for _ in range(columns)] for _ in range(plant.number(3, 6))))


@construct
def one_very_long_cell(plant: Planting) -> str:
    return rows(["A", "B"], ["x", plant.text(500, 1500)], ["y", plant.word()])


def list_table(cells: Sequence[Sequence[str]], widths: str = "") -> str:
    """A list-table; a cell may hold several lines."""
    lines = [":::{list-table}", *([f":widths: {widths}"] if widths else []), ":header-rows: 1", ""]
    for row in cells:
        for place, cell in enumerate(row):
            first, *more = cell.split("\n")
            lines += [f"{'* -' if not place else '  -'} {first}", *(f"    {line}" if line else "" for line in more)]
    return "\n".join([*lines, ":::"])


@construct
def list_in_a_cell(plant: Planting) -> str:
    entries = "\n".join(f"- {plant.word()}" for _ in range(plant.number(60, 110)))
    return list_table([["Area", "What there is"], [plant.word(), entries], ["y", plant.word()]])


@construct
def short_lists_in_cells(plant: Planting) -> str:
    lists = ["\n".join(f"- {plant.text(1, 4)}" for _ in range(plant.number(2, 6))) for _ in range(4)]
    return list_table([["Area", "What", "More"], ["x", *lists[:2]], ["y", *lists[2:]]])


@construct
def paragraphs_in_a_cell(plant: Planting) -> str:
    return list_table([["Area", "What"], [plant.word(), "\n\n".join(plant.text(2, 9) for _ in range(plant.number(20, 60)))]])


@construct
def narrow_column(plant: Planting) -> str:
    widths = plant.pick.choice(["85 15", "15 85", "90 10", "8 84 8"])
    columns = len(widths.split())
    cells = [[plant.text(60, 90) for _ in range(columns)] for _ in range(2)]
    return list_table([["Area", "What", "More"][:columns], *cells], widths)


@construct
def narrow_header(plant: Planting) -> str:
    return list_table([[plant.text(40, 60), "B"], ["x", "y"], ["x", "y"]], "15 85")


@construct
def long_table(plant: Planting) -> str:
    head = f"[{plant.title()}](https://example.org/a)" if plant.number(0, 1) else f"{plant.title()}[^{(note := plant.name())}]"
    table = rows([head, "B"], *([plant.word(), str(number)] for number in range(plant.number(60, 130))))
    return table if head.startswith("[") else f"{table}\n\n[^{note}]: {plant.text(4, 20)}"


@construct
def links_and_notes_in_headers(plant: Planting) -> str:
    first, second = plant.name(), plant.name()
    head = [f"{plant.title()}[^{first}]", f"[{plant.title()}](people.md)", f"`{plant.title()}`",
            f"{{need}}`{plant.title()} <EV_SKILLS>`[^{second}]"]
    body = ([plant.word(), "1", "2", f"{plant.word()}[^{first}]"] for _ in range(plant.number(45, 90)))
    return f"{rows(head, *body)}\n\n[^{first}]: {plant.text(5, 30)}\n\n[^{second}]: {plant.word()}"


def picture(plant: Planting, width: int, height: int) -> str:
    """The name of a picture of this size; the file is made by its name."""
    return f"pictures/{plant.pick.choice(('flat', 'drawn'))}-{width}x{height}" + ".png"


@construct
def tall_figure_with_a_long_legend(plant: Planting) -> str:
    name = picture(plant, plant.number(200, 900), plant.number(900, 2400))
    return f":::{{figure}} {name}\n:alt: A picture.\n\n{plant.text(5, 60)}\n\n{plant.text(200, 700)}\n:::"


@construct
def tall_picture(plant: Planting) -> str:
    return f"![A picture]({picture(plant, plant.number(100, 900), plant.number(900, 3000))})"


@construct
def tall_picture_among_words(plant: Planting) -> str:
    return f"{plant.word()} ![A picture]({picture(plant, plant.number(100, 900), plant.number(900, 3000))}) {plant.word()}"


@construct
def tall_picture_in_a_cell(plant: Planting) -> str:
    tall = picture(plant, 300, plant.number(500, 3000))
    return rows(["A", "B"], [plant.word(), f"![A picture]({tall})"], ["x", plant.word()])


@construct
def wide_picture(plant: Planting) -> str:
    return f"![A picture]({picture(plant, plant.number(1500, 4000), plant.number(100, 600))})\n\n{plant.word()}"


def item(plant: Planting, body: str, options: str = "") -> str:
    """A finding."""
    return (f"::::{{evidence}} {plant.title()} is a finding\n:id: EV_{plant.name().upper()}\n:tags: people\n"
            f":datasets: skills-2018\n:confidence: high\n:since: 2019-12\n:period: 2018\n{options or ':geography: North'}\n\n"
            f"{body}\n::::")


@construct
def item_with_two_tall_figures(plant: Planting) -> str:
    figures = "\n\n".join(f":::{{figure}} {picture(plant, plant.number(200, 600), plant.number(700, 2400))}\n:alt: A picture.\n\n"
                          f"{plant.text(2, 9)}\n:::" for _ in range(plant.number(2, 3)))
    return item(plant, f"{plant.text(3, 20)}\n\n{figures}")


@construct
def item_with_tables(plant: Planting) -> str:
    tables = [rows(["A", "B"], *([plant.word(), "1"] for _ in range(plant.number(3, 45)))) for _ in range(2)]
    return item(plant, "\n\n".join([plant.text(3, 9), *tables]))


@construct
def item_with_a_long_list(plant: Planting) -> str:
    return item(plant, "\n".join(f"- {plant.word()}" for _ in range(plant.number(30, 90))))


@construct
def item_with_lines(plant: Planting) -> str:
    return item(plant, "\\\n".join(plant.word() for _ in range(plant.number(30, 80))))


@construct
def item_with_code(plant: Planting) -> str:
    return item(plant, "```text\n" + "\n".join(plant.word() for _ in range(plant.number(20, 80))) + "\n```")


@construct
def items_one_after_the_other(plant: Planting) -> str:
    return "\n\n".join(item(plant, plant.text(10, 140)) for _ in range(plant.number(3, 8)))


@construct
def long_box(plant: Planting) -> str:
    kind = plant.pick.choice(["note", "warning", "admonition", "topic"])
    title = f" {plant.word()}" if kind in ("admonition", "topic") else ""
    return f":::{{{kind}}}{title}\n{plant.text(20, 40)}\n\n{plant.text(100, 900)}\n:::"


@construct
def long_note(plant: Planting) -> str:
    note = plant.name()
    return f"{plant.text(3, 9)}[^{note}]\n\n[^{note}]: {plant.text(100, 400)}"


@construct
def notes_in_captions_and_headings(plant: Planting) -> str:
    names = [plant.name() for _ in range(4)]
    below = "\n\n".join(f"[^{name}]: {plant.text(2, 20)}" for name in names)
    return (f"### **{plant.title()}[^{names[0]}]** *of {plant.title()}[^{names[1]}]*\n\n"
            f":::{{figure}} {picture(plant, 300, 200)}\n:alt: A picture.\n\n{plant.text(2, 9)}[^{names[2]}]\n:::\n\n"
            f":::{{table}} **{plant.text(2, 9)}[^{names[3]}]**\n\n{rows(['A', 'B'], ['x', plant.word()])}\n:::\n\n{below}")


# wider than the page


@construct
def long_word(plant: Planting) -> str:
    return f"{plant.text(5, 20)} {plant.long()} {plant.text(5, 20)}"


@construct
def long_word_in_code(plant: Planting) -> str:
    return f"{plant.text(5, 20)} `{plant.long()}` {plant.text(5, 20)}"


@construct
def long_lines_of_code(plant: Planting) -> str:
    lines = "\n".join([plant.long(), f"x = {plant.long(60, 110)} + {plant.long(60, 110)}", plant.text(30, 60),
                       "    " + plant.text(30, 40)])
    return f"```{plant.pick.choice(['text', 'python', ''])}\n{lines}\n```"


@construct
def long_words_in_a_list(plant: Planting) -> str:
    return f"- {plant.long()}\n  - {plant.address()}\n    - {plant.long(60, 90)}"


@construct
def long_word_in_a_heading(plant: Planting) -> str:
    return f"### {plant.title()}{'abcdefgh' * plant.number(8, 12)}{plant.title()} end\n\n{plant.word()}"


@construct
def long_words_in_a_table(plant: Planting) -> str:
    return rows(["A", plant.long(40, 94), "C"], [plant.address(), "2", plant.word()],
                ["x", f"`{plant.long(40, 94)}`", plant.word()])


@construct
def long_word_in_a_caption(plant: Planting) -> str:
    return f":::{{figure}} {picture(plant, 300, 200)}\n:alt: A picture.\n\n{plant.long()}\n\n{plant.address()}\n:::"


@construct
def long_word_in_a_table_caption(plant: Planting) -> str:
    return f":::{{table}} {plant.long()}\n\n{rows(['A', 'B'], ['x', plant.word()])}\n:::"


@construct
def long_word_in_an_item(plant: Planting) -> str:
    return item(plant, f"{plant.word()} {plant.long()}", f":geography: North {plant.long()}")


@construct
def long_address_as_a_link(plant: Planting) -> str:
    address = f"https://www.example.org/{'abcdefghij' * 8}/"
    return f"{plant.word()} <{plant.address()}> and [{plant.word()}]({address}) and [{plant.long()}]({address})"


@construct
def long_word_in_a_note(plant: Planting) -> str:
    note = plant.name()
    return f"{plant.word()}[^{note}]\n\n[^{note}]: {plant.long()} and <{plant.address()}>"


@construct
def one_long_cell_among_short_ones(plant: Planting) -> str:
    lines = [[plant.word(), "1", "2"] for _ in range(9)]
    lines[plant.number(0, 8)][1] = plant.text(60, 120)
    return rows(["A", "B", "C"], *lines)


@construct
def wide_table(plant: Planting) -> str:
    columns = plant.number(8, 12)
    head = [f"{plant.title()} measure" for _ in range(columns)]
    return rows(head, *([f"{plant.word()}", *["1,234,567"] * (columns - 1)] for _ in range(plant.number(2, 60))))


@construct
def numbers_only(plant: Planting) -> str:
    return rows([plant.word(), "2017", "2018"], *([plant.word(), "1.2", "-3"] for _ in range(4)))


# what stands in a line


@construct
def hard_line_breaks(plant: Planting) -> str:
    first = plant.pick.choice(["  ", "\\"])
    second = "\\" if first == "  " else "  "
    return (f"{plant.text(3, 9)}{first}\n{plant.text(3, 9)}{second}\n{plant.text(3, 9)}\n\n"
            f"- {plant.word()}{first}\n  {plant.word()}\n\n> {plant.word()}{second}\n> {plant.word()}")


@construct
def letters_low_and_high(plant: Planting) -> str:
    return f"H{{sub}}`{plant.word()}` and 10{{sup}}`{plant.word()}` {{abbr}}`{plant.word()} (a meaning)`"


@construct
def glossary(plant: Planting) -> str:
    terms = [f"{plant.name()} {plant.word()}" for _ in range(3)]
    return (f"```{{glossary}}\n{terms[0]}\n{terms[1]}\n    {plant.text(3, 30)}\n\n{terms[2]}\n    {plant.text(3, 9)}\n\n"
            f"    {plant.text(3, 9)}\n```\n\nSee {{term}}`{plant.word()} <{terms[1]}>`.")


@construct
def numbered_references(plant: Planting) -> str:
    figure, table = plant.name(), plant.name()
    return (f":::{{figure}} {picture(plant, 300, 200)}\n:name: fig-{figure}\n:alt: A picture.\n\n{plant.text(2, 9)}\n:::\n\n"
            f":::{{table}} {plant.text(2, 9)}\n:name: tab-{table}\n\n{rows(['A', 'B'], ['x', plant.word()])}\n:::\n\n"
            f"{plant.word()} {{numref}}`fig-{figure}` and {{numref}}`tab-{table}`, "
            f"{{numref}}`{plant.word()} %s <fig-{figure}>`, {{numref}}`{plant.word()} {{number}} <tab-{table}>`.")


@construct
def headings_to_the_sixth_level(plant: Planting) -> str:
    return "\n\n".join(f"{'#' * level} {plant.title()} of level {level}\n\n{plant.word()}" for level in range(3, 7))


@construct
def definitions(plant: Planting) -> str:
    return f"{plant.word()}\n: {plant.text(3, 40)}\n\n{plant.word()}\n: {plant.word()}\n: {plant.text(100, 200)}"


@construct
def nested_lists(plant: Planting) -> str:
    return f"1. {plant.word()}\n   - {plant.text(5, 40)}\n     1. {plant.long()}\n\n   {plant.word()}\n\n2. {plant.text(80, 300)}"


@construct
def line_block(plant: Planting) -> str:
    return ":::{line-block}\n" + "\n".join(plant.word() for _ in range(plant.number(3, 70))) + "\n:::"


@construct
def quotations(plant: Planting) -> str:
    return (f":::{{epigraph}}\n{plant.text(20, 40)}\n\n-- {plant.word()}\n:::\n\n> {plant.text(30, 400)}\n\n"
            f":::{{rubric}} {plant.word()}\n:::\n\n***\n\n{plant.word()}")


@construct
def chart(plant: Planting) -> str:
    return f":::{{chart}} skills-2018\n:kind: bar\n:alt: The share in three places.\n\n{plant.text(5, 40)}\n:::"


@construct
def photo_on_its_side(plant: Planting) -> str:
    return f"![A photo](pictures/turned-{plant.number(2, 8)}.jpg)\n\n{plant.word()}"


@construct
def photo_for_the_press(plant: Planting) -> str:
    return f":::{{figure}} pictures/press.jpg\n:alt: A photo.\n\n{plant.word()}\n:::"


# quotation marks


SHORTENED = ("from '17 to '18", "rock 'n' roll", "'Tis so", "the '90s", "O'Neill's firms' share", "he said 'no' in '17")


@construct
def apostrophes(plant: Planting) -> str:
    return "\n\n".join(f"{plant.word()} {text} {plant.word()}" for text in SHORTENED)


# the book


def picture_bytes(name: str) -> bytes:
    """The file of a picture by its name, as the constructs have them."""
    stem = name.rpartition(".")[0]
    if stem.startswith("turned-"):
        return turned_photo(int(stem.rpartition("-")[2]))
    if stem == "press":
        return _saved(Image.new("CMYK", (300, 200), (200, 20, 20, 0)), "JPEG")
    width, height = map(int, stem.partition("-")[2].split("x"))
    return png(width, height)


@cache
def png(width: int, height: int) -> bytes:
    """A grey picture of a size."""
    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    lines = zlib.compress((b"\0" + b"\xbb" * width) * height)
    return (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + part(b"IDAT", lines) + part(b"IEND", b""))


def turned_photo(orientation: int) -> bytes:
    """A JPEG of 300 by 200 that says in its EXIF data how a camera was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return _saved(Image.new("RGB", (300, 200), (20, 90, 160)), "JPEG", exif=exif)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


@dataclass(frozen=True, kw_only=True)
class ConstructBook:
    """A book of constructs: where it stands, and by the name of each page the words planted there."""

    root: Path
    once: dict[str, list[str]]
    titles: dict[str, list[str]]


def write_construct_book(root: Path, seed: int, constructs: Sequence[Construct] = CONSTRUCTS, a_page: int = 12) -> ConstructBook:
    """Write a book of some constructs in an order of chance, so many a page, with text between that moves them on the page."""
    pick = random.Random(seed)
    plant = Planting(pick)
    order = list(constructs)
    pick.shuffle(order)
    pages, once, titles = dict[str, str](), dict[str, list[str]](), dict[str, list[str]]()
    for number in range(0, len(order), a_page):
        name = f"evidence/{'annex-' if pick.random() < 0.3 else ''}constructs-{planted_word(number)[2:]}"
        before = len(plant.once), len(plant.titles)
        # the running head of its later pages says the title again, where PDF/UA has no links
        parts = [f"# {plant.title()} {pick.choice(('chapter', '[chapter](people.md)', '*of* {need}`EV_SKILLS`'))}"]
        parts += [wide_table(plant)] if pick.random() < 0.4 else []
        for each in order[number:number + a_page]:
            between = [plant.text(1, 120)] if pick.random() < 0.6 else []
            parts += [f"## {plant.title()} {each.__name__.replace('_', ' ')}", *between, each(plant)]
        pages[f"{name}.md"] = "\n\n".join(parts) + "\n"
        once[name], titles[name] = plant.once[before[0]:], plant.titles[before[1]:]
    front = small_book()["evidence/index.md"].replace("people\n", "people\n" + "".join(
        f"{name.removeprefix('evidence/').removesuffix('.md')}\n" for name in pages))
    files: dict[str, str | bytes | None] = {**pages, "evidence/index.md": front, "index.md": small_book()["index.md"]}
    for text in pages.values():
        for part in text.split("pictures/")[1:]:
            name = part[:part.index(".") + 4]
            files[f"{PICTURES}/{name}"] = picture_bytes(name)
    write_book(root, files)
    return ConstructBook(root=root, once=once, titles=titles)
