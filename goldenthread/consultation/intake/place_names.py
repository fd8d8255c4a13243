"""The names that somebody has given to places of a Word file: bookmarks, and the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.consultation.intake.copy_keys import GivenOut
from goldenthread.consultation.intake.points import LeftOut, Leftover, Passage, Targets
from goldenthread.consultation.intake.word_marks import Marks
from goldenthread.model import number_of

GIVEN_NAMES = "the copy was not given out with these names of places (bookmarks, fields of a form)"
NAMED_BY_AUTHOR = "it is the name of a place, by which the file itself leads to it"
# Word and LibreOffice begin theirs with a low line, and count what they name (Text1, Kontrollkästchen2); Google writes kix.a1b2,
# h.a1b2 and _heading=h.a1b2; pandoc and we end a name that is too long in a digest
_BY_PROGRAM = re.compile(r"_.*|[^\W\d_]+\d+|OLE_LINK\d+|(?:kix|h|id)\..*|(?:heading|bookmark)=.*|PageNumWizard_.*|"
                         r"X[0-9a-f]{39}|.{31}_[0-9a-f]{8}")
_WORD = re.compile(r"[^\W\d_]{2}")


def names_of_places(marks: Marks, copy: GivenOut | None, targets: Targets) -> Iterator[Leftover | LeftOut]:
    """The names that no program makes, as of the words of a heading. `copy` is the text that the file was given out with, if any.

    A reader of a copy may have put words there; in a report its author has named what the report leads to.
    """
    given = {*targets.items, *targets.page_of_bookmark, *(name for names, _ in copy or () for name in names.split())}
    # of a heading's own words a program leaves out the number at the beginning
    lines = {_key(words) for paragraph in marks.paragraphs for words in {paragraph.old, paragraph.new}}
    shown = lines | {line.lstrip("0123456789") for line in lines}
    names = [name for name in dict.fromkeys(marks.place_names)
             if not _is_ours(name, targets, given) and not is_by_program(name)
             and shown.isdisjoint((_key(name), _key(re.sub(r"[\W_]\d+$", "", name))))]
    if not names:
        return
    where, words = number_of(len(names), "named place"), "\n".join(names)
    passage = Passage(kind="name of a place", where=where, words=words)
    if copy is None:
        yield LeftOut(passage=passage, reason=NAMED_BY_AUTHOR)
    else:
        yield Leftover(where=where, why=GIVEN_NAMES, text=words, passages=(passage,))


def is_by_program(name: str) -> bool:
    """Whether a program has made a name, or it holds no word."""
    return _BY_PROGRAM.fullmatch(name) is not None or not _WORD.search(name)


def _is_ours(name: str, targets: Targets, given: set[str]) -> bool:
    """Whether a copy was given out with a bookmark: those of notes begin with that of their page."""
    return name in given or name.partition("__")[0] in given or targets.item_id.fullmatch(name) is not None


def _key(words: str) -> str:
    """Words without what a name may not hold, or a program changes in one that it makes of a heading."""
    return re.sub(r"[\W_]", "", words).casefold()
