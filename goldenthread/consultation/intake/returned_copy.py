"""A review copy that comes back from Word or LibreOffice: each comment and each tracked change is a point about its passage."""

from __future__ import annotations

from goldenthread.consultation.intake.points import Delivery, Leftover, Point, Targets
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_comments import Comment, read_comments
from goldenthread.consultation.intake.word_marks import CommentRange, Marks, TrackedChange, read_marks

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
    threads, comments = read_comments(package)
    marks = read_marks(package, targets)
    delivery.names = {*marks.authors, *(comment.author for comment in comments.values())} - {""}
    if len(delivery.names) > MOST_AUTHORS:
        refuse(name, "intake.too-large", f"The file was marked by more than {MOST_AUTHORS} authors.", "Ask for it in parts.")
    for comment in threads.values():
        delivery.keep(_point_of_comment(comment, marks, targets))
    for number, change in enumerate(marks.changes, start=1):
        delivery.keep(_point_of_change(number, change, targets))
    if not delivery.points and not delivery.leftovers:
        delivery.remarks.append("The file holds no comment and no tracked change.")
    return delivery


def _point_of_comment(comment: Comment, marks: Marks, targets: Targets) -> Point | Leftover:
    criterion, text = targets.split_criterion(comment.text)
    where = f"comment {comment.id}"
    comment_range = marks.ranges.get(comment.id)
    quoted = _quoted(comment_range) if comment_range else ""
    point = Point(text=text, criterion=criterion, quoted=quoted, replies=tuple(comment.replies), resolved=comment.resolved,
                  source=SOURCE)
    if not text and not comment.replies:
        return Leftover(where=where, why="it holds no words", text=quoted)
    if comment_range is None:
        return Leftover(where=where, why="it is tied to no place in the text", point=point)
    if sum(target in targets.items for target in comment_range.targets) > MOST_ITEMS:
        return Leftover(where=where, why=f"it is about more than {MOST_ITEMS} items", point=point)
    return targets.point_about(filter(None, comment_range.targets), point, where, OUTSIDE)


def _quoted(comment_range: CommentRange) -> str:
    """The words of a range: a line for each paragraph, none of them empty."""
    return "\n".join(" ".join(line.split()) for line in "".join(comment_range.words).split("\n") if line.strip())


def _point_of_change(number: int, change: TrackedChange, targets: Targets) -> Point | Leftover:
    point = Point(quoted=change.quoted, deleted=change.deleted.strip(), suggested=change.inserted.strip(), source=SOURCE)
    return targets.point_about(filter(None, [change.target]), point, f"tracked change {number}", OUTSIDE)
