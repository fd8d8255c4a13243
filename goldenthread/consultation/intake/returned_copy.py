"""A review copy that comes back from Word or LibreOffice: each comment and each tracked change is a point about its passage."""

from __future__ import annotations

from goldenthread.consultation.intake.points import Delivery, Leftover, Point, Targets
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_comments import Comment, read_comments
from goldenthread.consultation.intake.word_marks import Change, Marks, read_marks

SOURCE = "review copy"
OUTSIDE = "it stands outside every item and chapter"
MOST_AUTHORS = 500
MOST_ITEMS = 8
"""A comment over more items than this is about the text as a whole, and left over."""


def read_word_file(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of a review copy. Raises `Fault` for a file that is damaged, unsafe, or not what its name says."""
    package = Package(raw, name, ".docx")
    delivery = Delivery()
    if links := package.outside_links():
        delivery.remarks.append(f"The file asks for {links} thing{'s' if links > 1 else ''} from outside; nothing was fetched.")
    roots, every = read_comments(package)
    marks = read_marks(package, targets)
    delivery.names = {*marks.authors, *(comment.author for comment in every.values())} - {""}
    if len(delivery.names) > MOST_AUTHORS:
        refuse(name, "intake.too-large", f"The file was marked by more than {MOST_AUTHORS} authors.", "Ask for it in parts.")
    for comment in roots.values():
        _keep(delivery, _point_of_comment(comment, marks, targets))
    for number, change in enumerate(marks.changes, start=1):
        _keep(delivery, _point_of_change(number, change, targets))
    if not delivery.points and not delivery.leftovers:
        delivery.remarks.append("The file holds no comment and no tracked change.")
    return delivery


def _keep(delivery: Delivery, found: Point | Leftover) -> None:
    if isinstance(found, Point):
        delivery.points.append(found)
    else:
        delivery.leftovers.append(found)


def _point_of_comment(comment: Comment, marks: Marks, targets: Targets) -> Point | Leftover:
    criterion, text = targets.split_criterion(comment.text)
    where = f"comment {comment.id}"
    place = marks.ranges.get(comment.id)
    quoted = "\n".join(" ".join(line.split()) for line in "".join(place.words).split("\n") if line.strip()) if place else ""
    point = Point(text=text, criterion=criterion, quoted=quoted, replies=tuple(comment.replies), resolved=comment.resolved,
                  source=SOURCE)
    if not text and not comment.replies:
        return Leftover(where=where, why="it holds no words", point=None, text=quoted)
    if place is None:
        return Leftover(where=where, why="it is tied to no place in the text", point=point)
    if len([target for target in place.targets if target in targets.items]) > MOST_ITEMS:
        return Leftover(where=where, why=f"it is about more than {MOST_ITEMS} items", point=point)
    return targets.point_about(filter(None, place.targets), point, where, OUTSIDE)


def _point_of_change(number: int, change: Change, targets: Targets) -> Point | Leftover:
    point = Point(quoted=change.quoted, struck=change.struck.strip(), suggested=change.added.strip(), source=SOURCE)
    return targets.point_about(filter(None, [change.target]), point, f"tracked change {number}", OUTSIDE)
