"""What the look of a review copy marked when it was given out, told apart from what a reader marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldenthread.analysis import words_changed
from goldenthread.consultation.intake.copy_keys import GivenOut
from goldenthread.consultation.intake.known_copies import Looks
from goldenthread.consultation.intake.points import Leftover, Passage, fold
from goldenthread.consultation.intake.word_marks import Marks
from goldenthread.model import LOOK_UNKNOWN, SAID_ASIDE, number_of

ASIDE = "they show only when somebody asks for them: descriptions, tooltips, labels, or entries of lists"
LONGEST_ASIDE = 5_000


def said_aside(marks: Marks, looks: Looks) -> Iterator[Leftover]:
    """The words beside the text that neither the text says, too, nor the copy was given out with; as one leftover."""
    given = {fold(words) for marked in looks for look, words in marked if look == SAID_ASIDE}
    shown = fold("".join(paragraph.old + paragraph.new for paragraph in marks.paragraphs))
    words = [one for one in dict.fromkeys(marks.said_aside) if (key := fold(one)) not in given and key not in shown]
    if words:
        where = f"words beside the text, in {number_of(len(words), 'place')}"
        text = "\n".join(words)[:LONGEST_ASIDE]
        yield Leftover(where=where, why=ASIDE, text=text, passages=(Passage(kind="words aside", where=where, words=text),))


class GivenLooks:
    """The looks of one copy: `looks` has for each paragraph of it what each look marked, or is empty where none is known."""

    def __init__(self, copy: GivenOut, looks: Looks) -> None:
        self.looks = looks
        self.by_words: dict[str, list[int]] = {}
        """The places of marked paragraphs by their words, for those that the comparison found no place for."""
        for place, ((_, words), marked) in enumerate(zip(copy, looks, strict=False)):
            if marked:
                self.by_words.setdefault(fold(words), []).append(place)

    def marked_since(self, look: str, pieces: Sequence[str], places: Sequence[int], words: str) -> Iterator[str]:
        """What a look marks in a paragraph, which may stand at `places` of the copy, beyond what it marked there before."""
        given = [one for place in places or self.by_words.get(fold(words), ()) if place < len(self.looks)
                 for one in self.looks[place]]
        if any(kind == LOOK_UNKNOWN for kind, _ in given):
            return
        before, since = [piece for kind, piece in given if kind == look], list[str]()
        keys = [fold(piece) for piece in before]
        for piece in filter(str.strip, pieces):
            if (key := fold(piece)) in keys:
                place = keys.index(key)
                del keys[place], before[place]
            else:
                since.append(piece.strip())
        for piece in since:
            # the paragraph was changed, or a reader went on from what was marked
            if added := " ".join(words for how, words in words_changed(" ".join(before), piece) if how == "inserted"):
                yield added
