"""Running text, of a letter, a note or an e-mail: a paragraph that names an item or a page begins a point about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from goldenthread.consultation.intake.points import Delivery, Leftover, Passage, Point, Targets
from goldenthread.consultation.intake.quoted_mail import own_words, split_message
from goldenthread.consultation.intake.safe_files import kind_by_content, refuse

SOURCE = "letter or note"
BYTES_OF_TEXT = 5 * 1024 * 1024
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NAMES_NOTHING = "no paragraph before it names an item or a page"


def decode_text(raw: bytes, name: str, delivery: Delivery, most: int = BYTES_OF_TEXT) -> str:
    """The text of a file: UTF-8, UTF-16 with a byte-order mark, else Windows-1252, on which the delivery gets a remark.

    Raises `Fault` for a file of more than `most` bytes, and for one that is no text.
    """
    if len(raw) > most:
        refuse(name, "intake.too-large", f"The text has more than {most // 1024**2} MB.", "Ask for it in parts.")
    if kind := kind_by_content(raw):
        refuse(name, "intake.kind", f"The name says that the file is text, but it is {kind}.", "Ask for it with its right name.")
    encoding = next((encoding for mark, encoding in BYTE_ORDER_MARKS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        if b"\0" in raw:
            refuse(name, "intake.kind", "The name says that the file is text, but it is not.", "Ask for it with its right name.")
        text = raw.decode("cp1252", "replace")
        delivery.remarks.append("The text is not UTF-8 and was read as Windows-1252: look for wrong letters.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_note(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of a text file."""
    delivery = Delivery()
    text = decode_text(raw, name, delivery)
    delivery.add(points_of_text(text, targets, SOURCE))
    return delivery


def points_of_text(text: str, targets: Targets, source: str) -> Delivery:
    """The points of running text. What it quotes of an earlier message is no word of the respondent, and only counted.

    A paragraph that names an item or a page begins a point about it; the paragraphs below belong to the same point, until one
    names another. Paragraphs before the first are left over.
    """
    delivery = Delivery()
    message = split_message(text)
    if left_out := own_words(text)[1]:
        lines = "1 line" if left_out == 1 else f"{left_out} lines"
        delivery.remarks.append(f"{lines} of an earlier message, quoted in it, {'was' if left_out == 1 else 'were'} left out.")
    if message.quoted:
        delivery.leave_out("quoted message", "lines of an earlier message", message.quoted,
                           "they are quoted from an earlier message, and no words of the respondent")
    text = message.own
    paragraphs = ("\n".join(line.strip() for line in one.strip().split("\n")) for one in re.split(r"\n[ \t]*\n", text))
    passages = [Passage(kind="paragraph", where=f"paragraph {number}", words=words)
                for number, words in enumerate(paragraphs, start=1) if words]
    delivery.add(points_of_passages(passages, targets, source))
    if message.forwarded:
        words = Passage(kind="forwarded message", where="the forwarded message", words=message.forwarded)
        delivery.keep(Leftover(where=words.where, why="say whether its words are the respondent's",
                               point=Point(text=message.forwarded, source=source, passages=(words,))))
    return delivery


def points_of_passages(passages: Iterable[Passage], targets: Targets, source: str) -> Delivery:
    """The points of passages that follow each other, each in one point or leftover."""
    points: list[tuple[Point | Leftover, list[Passage]]] = []
    for passage in passages:
        words, named = passage.words, names_mentioned(passage.words, targets)
        if named:
            criterion, text_of_point = targets.split_criterion(_without_leading_name(words, named))
            point = Point(text=text_of_point, criterion=criterion, source=source, passages=(passage,))
            points.append((targets.point_about(named, point, passage.where, ""), []))
        elif points:
            points[-1][1].append(passage)
        else:
            point = Point(text=words, source=source, passages=(passage,))
            points.append((Leftover(where=passage.where, why=NAMES_NOTHING, point=point), []))
    delivery = Delivery()
    for one, following in points:
        if isinstance(one, Point):
            delivery.keep(_longer(one, following))
        else:
            delivery.keep(replace(one, point=_longer(one.point, following) if one.point else None))
    return delivery


def _longer(point: Point, following: Sequence[Passage]) -> Point:
    """A point with the passages that follow its first."""
    text = "\n\n".join([point.text, *(passage.words for passage in following)])
    return replace(point, text=text, passages=(*point.passages, *following)) if following else point


def names_mentioned(words: str, targets: Targets) -> list[str]:
    """What a text names that looks like the id of an item, whether there is one or not, or is a page."""
    names = dict.fromkeys(re.findall(r"[A-Za-z0-9_][\w/-]*[\w]", words))
    return [name for name in names if targets.item_id.fullmatch(name) or ("/" in name and name in targets.title_of_page)]


def _without_leading_name(words: str, named: list[str]) -> str:
    """The text without a leading name that is a label ('EV_X: …'), which the response says elsewhere."""
    label = re.match(rf"\W*(?:{'|'.join(map(re.escape, named))})[\])]?\s*(?::|\n|\s[–—-]\s)\s*(?=\S)", words)
    return words[label.end() :] if label else words

