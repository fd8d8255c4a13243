"""A response that was written on the site's page "Respond": one HTML file, which a person reads and which carries its data.

The data are a JSON object in a `script` that no browser runs. Each of its points is an annotation of the W3C Web Annotation Data
Model with two words more: `about`, what it is about in this book, and `criterion`. `shown` lists every line that the file shows,
so that a line which somebody typed into it later is noticed. `attachments` are files that were sent with it, in base 64.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goldenthread.consultation.intake.attachments import Reader, take_attachment
from goldenthread.consultation.intake.html_text import text_of_html
from goldenthread.consultation.intake.points import Delivery, Leftover, Passage, Point, Targets, fold
from goldenthread.consultation.intake.safe_files import FILE_BYTES, refuse
from goldenthread.consultation.intake.sign_changes import exact
from goldenthread.consultation.intake.text_note import decode_text
from goldenthread.model import number_of

SOURCE = "response page"
DATA = re.compile(r'<script type="application/json" class="goldenthread-response">(.*?)</script>', re.DOTALL)
FORMAT = "goldenthread response 1"
PURPOSES = ("commenting", "editing", "linking")
"""What the words of a point are: the point, what should change, and the evidence."""
ASK_AGAIN = "Ask for the file again, as the page 'Respond' of the site saved it."
TYPED = "it was typed into the file after the page had saved it"
FEWEST_LETTERS = 20
"""How many letters of a quotation tell one passage from another."""


def read_response_page(raw: bytes, name: str, targets: Targets, readers: Mapping[str, Reader]) -> Delivery:
    """The points of one response page, or of several that were put together into one file.

    Each file within it is read by the reader for the ending of its name. Raises `Fault` for a file that holds no such data, or
    data in another form.
    """
    delivery = Delivery()
    text = decode_text(raw, name, delivery, FILE_BYTES)
    found = DATA.findall(text)
    if not found:
        refuse(name, "intake.kind", "The page holds no response: it was not saved by the page 'Respond' of the site.",
               f"{ASK_AGAIN} An e-mail is taken in as .eml, any other text as .txt or .docx.")
    shown: Counter[str] = Counter()
    for number, data in enumerate(found, start=1):
        response = _response(data, name)
        which = f"response {number}, " if len(found) > 1 else ""
        shown.update(map(exact, _strings(response, "shown", name)))
        _take_response(delivery, response, which, targets, name)
        for file, content in _attachments(response, name):
            take_attachment(delivery, content, file, targets, readers)
    for line in filter(str.strip, text_of_html(DATA.sub("", text)).split("\n")):
        if shown[exact(line)] <= 0:
            delivery.keep(Leftover(where="words beside the points", why=TYPED, point=Point(
                text=line, source=SOURCE, passages=(Passage(kind="paragraph", where="words beside the points", words=line),))))
        shown[exact(line)] -= 1
    if struck := sum(count for count in shown.values() if count > 0):
        lines = number_of(struck, "line")
        delivery.remarks.append(f"{lines} of what the page had saved cannot be read in the file any more, and its data still "
                                "have the words: somebody may have struck them out. Ask the sender.")
    return delivery


def _response(data: str, name: str) -> Mapping[str, Any]:
    try:
        response = json.loads(data)
    except (ValueError, RecursionError):
        response = None
    if not isinstance(response, dict) or response.get("format") != FORMAT or not isinstance(response.get("points"), list):
        refuse(name, "intake.damaged", "The data of the response are damaged, or of another version.", ASK_AGAIN)
    if response.get("consent") is not True:
        refuse(name, "intake.consent", "Its sender has not agreed that the response may be published.",
               "Ask the sender: what is taken in becomes public with the book.")
    return response


def _take_response(delivery: Delivery, response: Mapping[str, Any], which: str, targets: Targets, name: str) -> None:
    for number, annotation in enumerate(response["points"], start=1):
        if not isinstance(annotation, dict):
            refuse(name, "intake.damaged", f"Point {number} of the response is damaged.", ASK_AGAIN)
        where = f"{which}point {number}"
        for kept in _points(annotation, where, targets, name):
            delivery.keep(kept)
        delivery.remarks += _moved(annotation, where, targets, name)
        _take_rest(delivery, annotation, where, targets, name)
    for file in _strings(response, "files", name):
        delivery.leave_open("attachment", f"file named in {which or 'the '}response", file,
                            f"The respondent names a file, '{file[:80]}': take it in, too, or ask for it.")
    if not response["points"]:
        delivery.remarks.append("The response holds no point.")


def _attachments(response: Mapping[str, Any], name: str) -> Iterator[tuple[str, bytes]]:
    """Each file that the response holds: its name and its bytes."""
    attachments = response.get("attachments", [])
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        refuse(name, "intake.damaged", "'attachments' of the response is no list of files.", ASK_AGAIN)
    for attachment in attachments:
        file = _text(attachment, "name", name)
        try:
            yield file, b64decode(_text(attachment, "base64", name), validate=True)
        except ValueError:
            refuse(name, "intake.damaged", f"The file '{file[:80]}' within the response is damaged.", ASK_AGAIN)


def _points(annotation: Mapping[str, Any], where: str, targets: Targets, name: str) -> Iterator[Point | Leftover]:
    """The point of an annotation; nothing where it says nothing."""
    said = {purpose: _bodies(annotation, purpose, name) for purpose in PURPOSES}
    words = "\n\n".join(filter(None, (*said.values(), _quoted(annotation, name))))
    criterion = _text(annotation, "criterion", name)
    point = Point(text=said["commenting"], suggested=said["editing"], evidence=said["linking"], source=SOURCE,
                  quoted=_quoted(annotation, name), criterion=targets.criterion_of(criterion),
                  passages=(Passage(kind="point", where=where, words=words),))
    about = _text(annotation, "about", name)
    if point.text or point.suggested or point.evidence:
        yield targets.point_about([about] if about else [], point, where, "it names no item and no page")
    else:
        yield Leftover(where=where, why="it makes no point", text=words, passages=point.passages)


def _take_rest(delivery: Delivery, annotation: Mapping[str, Any], where: str, targets: Targets, name: str) -> None:
    """What an annotation holds that the page does not write: a question that nobody asked, and words for another purpose."""
    criterion = _text(annotation, "criterion", name)
    if criterion and not targets.criterion_of(criterion):
        delivery.leave_out("question", f"question of {where}", criterion, "it is none of the criteria")
    bodies = annotation.get("body", [])
    for body in bodies if isinstance(bodies, list) else [bodies]:
        words = _text(body, "value", name) if isinstance(body, dict) else str(body)
        if words.strip() and not (isinstance(body, dict) and body.get("purpose") in PURPOSES):
            passage = Passage(kind="point", where=where, words=words.strip())
            delivery.keep(Leftover(where=where, why="the page writes no such words", text=passage.words, passages=(passage,)))


def _moved(annotation: Mapping[str, Any], where: str, targets: Targets, name: str) -> list[str]:
    """What an editor must know of a quotation that no longer stands in the item that it was taken from."""
    quoted, about = fold(_quoted(annotation, name)), _text(annotation, "about", name)
    if len(quoted) < FEWEST_LETTERS or about not in targets.texts or quoted in targets.texts[about]:
        return []
    elsewhere = sorted(key for key, text in targets.texts.items() if quoted in text)
    now = f"they stand in {' and '.join(elsewhere)} now" if elsewhere else "its text was changed since, or they stand beside it"
    return [f"{where[:1].upper()}{where[1:]}: the words that it is about do not stand in the text of {about}: {now}."]


def _bodies(annotation: Mapping[str, Any], purpose: str, name: str) -> str:
    bodies = annotation.get("body", [])
    bodies = bodies if isinstance(bodies, list) else [bodies]
    return "\n\n".join(_text(body, "value", name).strip() for body in bodies
                       if isinstance(body, dict) and body.get("purpose") == purpose)


def _quoted(annotation: Mapping[str, Any], name: str) -> str:
    target = annotation.get("target")
    selectors = target.get("selector", []) if isinstance(target, dict) else []
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector":
            return _text(selector, "exact", name).strip()
    return ""


def _text(holder: Mapping[str, Any], key: str, name: str) -> str:
    value = holder.get(key, "")
    if not isinstance(value, str):
        refuse(name, "intake.damaged", f"'{key}' of the response is no text.", ASK_AGAIN)
    return value


def _strings(holder: Mapping[str, Any], key: str, name: str) -> Sequence[str]:
    values = holder.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        refuse(name, "intake.damaged", f"'{key}' of the response is no list of texts.", ASK_AGAIN)
    return values
