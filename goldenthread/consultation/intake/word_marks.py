"""The text of a Word document and the marks in it: every paragraph, each comment's range, each tracked change, each picture.

`word_text_reader` reads them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from goldenthread.model import LookedWords

DELETIONS, INSERTIONS = {"del", "moveFrom"}, {"ins", "moveTo"}
REVISIONS = DELETIONS | INSERTIONS
FORMATTING = {"rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "sectPrChange",
              "tblGridChange", "numberingChange", *(f"customXml{how}RangeStart" for how in ("Ins", "Del", "MoveFrom", "MoveTo"))}
CELLS = {"cellIns", "cellDel", "cellMerge"}
PICTURES = {"drawing", "pict", "object"}
CONTEXT = 160
"""How many characters before and after a tracked change are quoted with it."""


@dataclass(kw_only=True)
class CommentRange:
    """The words between the beginning and the end of a comment, as they were and as they are, and every item it touches.

    `paragraphs` are the numbers of the paragraphs that it touches.
    """

    words: list[str] = field(default_factory=list)
    new_words: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)

    @property
    def quoted(self) -> str:
        """The original words, else those that a tracked change put in: a line for each paragraph, none of them empty."""
        texts = ("".join(words) for words in (self.words, self.new_words))
        lines = ("\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip()) for text in texts)
        return next(filter(None, lines), "")


@dataclass(kw_only=True)
class TrackedChange:
    """Text that was deleted, inserted, or both, at one place, and the passage around it as it was.

    `paragraph` is the number of its paragraph, `start` where it stands in the old text of that paragraph, `marks` how many
    marks of each kind made it: one that made two changes is counted with the first. One author made it.
    """

    target: str
    author: str = ""
    deleted: str = ""
    inserted: str = ""
    paragraph: int
    start: int
    quoted: str = ""
    marks: Counter[str] = field(default_factory=Counter)


@dataclass(kw_only=True)
class WordParagraph:
    """A paragraph: its number in the file, the words as they were before tracked changes and as they are with them.

    `part` is the kind of part it stands in, such as `header`; `pictures` how many pictures and objects it holds; `unsteady` are
    words that a program works out anew each time, such as the number of the page: they are among the new words alone.
    """

    number: int
    part: str
    target: str = ""
    old: str = ""
    new: str = ""
    table: int = 0
    row: int = 0
    """The numbers of the table that it stands in, counted from 1, and of the row in the file; 0 outside of tables."""
    in_contents: bool = False
    pictures: int = 0
    equations: int = 0
    unsteady: str = ""
    looks: LookedWords = field(default_factory=LookedWords)
    """The words that are struck out, hidden or highlighted by their look alone."""
    changes: list[TrackedChange] = field(default_factory=list)


@dataclass(kw_only=True)
class Marks:
    """What the parts of a document hold: paragraphs, the range of each comment by its id, changes, and who made them.

    `counted` says how many marks of each kind were read, `without_words` how many of those change no word; `struck_again` are
    words that one put in and another struck out, with the marks around them; `formatted` are paragraphs of which only the look
    was changed, and `cells` those that begin where cells were put in, taken out or joined.
    """

    paragraphs: list[WordParagraph] = field(default_factory=list)
    ranges: dict[str, CommentRange] = field(default_factory=dict)
    changes: list[TrackedChange] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    without_words: Counter[str] = field(default_factory=Counter)
    struck_again: list[tuple[str, Counter[str]]] = field(default_factory=list)
    formatted: Counter[int] = field(default_factory=Counter)
    cells: Counter[int] = field(default_factory=Counter)
    tables: int = 0
    rows: int = 0
    note_targets: dict[str, str] = field(default_factory=dict)
    """What each note belongs to, by its kind and number, from where the text refers to it."""
    bookmark_names: list[str] = field(default_factory=list)
    bookmark_faults: list[str] = field(default_factory=list)
    hidden_fields: list[str] = field(default_factory=list)
    """The instructions of fields that show nothing, such as an entry of an index."""
    field_links: list[str] = field(default_factory=list)
    """The addresses of links that are fields."""
    said_aside: list[str] = field(default_factory=list)
    """What shows only when somebody asks for it, such as the tooltip of a link."""
    place_names: list[str] = field(default_factory=list)
    """The names of bookmarks, and of the fields of a form."""
    prompts: list[str] = field(default_factory=list)
    """What a form says where nobody has filled it in."""
    unseen_words: list[str] = field(default_factory=list)
    """Words that stand where no program looks for any."""
    fallback_words: list[str] = field(default_factory=list)
    """What is shown by programs alone that do not know a newer element."""

    def paragraph(self, number: int) -> WordParagraph:
        return self.paragraphs[number]
