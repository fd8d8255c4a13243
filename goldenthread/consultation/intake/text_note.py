"""Plain words, of a letter, a note or an e-mail: a paragraph that names an item begins a point about it."""

from __future__ import annotations

import re
from dataclasses import replace

from goldenthread.consultation.intake.points import Delivery, Leftover, Point, Targets
from goldenthread.consultation.intake.safe_files import kind_by_content, refuse

SOURCE = "letter or note"
BYTES_OF_TEXT = 5 * 1024 * 1024
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
EARLIER = re.compile(r"^(?:-{3,} ?Original Message ?-{3,}|_{10,}|On .{6,120} wrote:)[ \t]*$", re.IGNORECASE | re.MULTILINE)
NAMED = "no paragraph before it names an item or a page"


def decode_text(raw: bytes, name: str, delivery: Delivery) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else Windows-1252, of which a remark is made."""
    if len(raw) > BYTES_OF_TEXT:
        refuse(name, "intake.too-large", "The text has more than 5 MB.", "Ask for it in parts.")
    if kind := kind_by_content(raw):
        refuse(name, "intake.kind", f"The name says that the file is text, but it is {kind}.", "Ask for it with its right name.")
    encoding = next((encoding for mark, encoding in MARKS if raw.startswith(mark)), "utf-8")
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
    """The points of running text. Words of an earlier message, quoted below or with '>', are no words of the respondent."""
    delivery = Delivery()
    text, quoted = _own_words(text)
    if quoted:
        delivery.remarks.append(f"{quoted} line{'s' if quoted > 1 else ''} of an earlier message, quoted in it, were left out.")
    found: list[Point | Leftover] = []
    for number, paragraph in enumerate(re.split(r"\n[ \t]*\n", text), start=1):
        words = "\n".join(line.strip() for line in paragraph.strip().split("\n"))
        named = names_mentioned(words, targets)
        last = found[-1] if found else None
        if not words:
            continue
        if named:
            criterion, said = targets.split_criterion(_without_leading_name(words, named))
            point = Point(text=said, criterion=criterion, source=source)
            found.append(targets.point_about(named, point, f"paragraph {number}", ""))
        elif isinstance(last, Point):
            found[-1] = replace(last, text=f"{last.text}\n\n{words}")
        elif last is not None and last.point is not None:
            found[-1] = replace(last, point=replace(last.point, text=f"{last.point.text}\n\n{words}"))
        else:
            found.append(Leftover(where=f"paragraph {number}", why=NAMED, point=Point(text=words, source=source)))
    for one in found:
        if isinstance(one, Point):
            delivery.points.append(one)
        else:
            delivery.leftovers.append(one)
    return delivery


def names_mentioned(words: str, targets: Targets) -> list[str]:
    """The items and pages that a text names, whether they exist or not."""
    seen = re.findall(r"[A-Za-z0-9_][\w/-]*[\w]", words)
    return list(dict.fromkeys(one for one in seen if targets.item_id.fullmatch(one) or ("/" in one and one in targets.pages)))


def _without_leading_name(words: str, named: list[str]) -> str:
    """The text after a name that stands at its beginning as a label ('EV_X: …'), which the response says elsewhere."""
    begin = re.match(rf"\W*(?:{'|'.join(map(re.escape, named))})[\])]?\s*(?::|\n|\s[–—-]\s)\s*(?=\S)", words)
    return words[begin.end() :] if begin else words


def _own_words(text: str) -> tuple[str, int]:
    earlier = EARLIER.search(text)
    kept = text[: earlier.start()] if earlier else text
    lines = kept.split("\n")
    own = [line for line in lines if not line.startswith(">")]
    below = [line for line in text[earlier.end() :].split("\n") if line.strip()] if earlier else []
    return "\n".join(own), len(lines) - len(own) + len(below)
