"""A file that came with another, such as an attachment of an e-mail: taken in as a file of its own kind, or left over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from goldenthread.consultation.intake.office_formats import CONVERTED
from goldenthread.consultation.intake.points import AttachedFile, Delivery, Leftover, Passage, Targets
from goldenthread.model import Fault

Reader = Callable[[bytes, str, Targets], Delivery]
"""Reads the bytes of a file with this name."""
MOST_NESTED = 5
TOO_DEEP = f"it stands within more than {MOST_NESTED} files: save it, and take it in by itself"
_DEPTH: ContextVar[int] = ContextVar("depth", default=0)
"""Within how many files the one stands that is being read."""


@contextmanager
def nested() -> Iterator[bool]:
    """Read what stands within a file: gives whether that is still within the limit."""
    token = _DEPTH.set(_DEPTH.get() + 1)
    try:
        yield _DEPTH.get() <= MOST_NESTED
    finally:
        _DEPTH.reset(token)


def take_attachment(
    delivery: Delivery, content: bytes | None, name: str, targets: Targets, readers: Mapping[str, Reader],
) -> None:
    """Take in a file by the reader for the ending of its name. A bad one never keeps back the words that it came with.

    The ending decides, for many programs send every attachment as `application/octet-stream`. One that has to be converted
    waits until the file that it came with is read: nobody starts another program from within the process of the readers.
    """
    file = " ".join(name.split())
    ending = file[file.rfind(".") :].lower() if "." in file else ""
    reader = readers.get(ending)
    if ending in CONVERTED and content:
        delivery.to_convert.append(AttachedFile(name=file, ending=ending, content=content))
        return
    if reader is None or content is None:
        left_over(delivery, file, f"it is none of {', '.join(sorted(readers))}")
        return
    with nested() as is_within:
        if not is_within:
            left_over(delivery, file, TOO_DEEP)
            return
        take_read(delivery, file, lambda: reader(content, file, targets))


def take_read(delivery: Delivery, name: str, read: Callable[[], Delivery]) -> None:
    """Add what an attached file holds, or, where it cannot be read, a leftover that says why."""
    try:
        attached = read()
    except Fault as fault:
        left_over(delivery, name, f"{fault.problem.what} {fault.problem.fix} [{fault.problem.code}]")
        return
    except MemoryError:
        raise
    except Exception:
        # whatever its reader did not foresee keeps back no word of the file that it came with
        left_over(delivery, name, "it could not be read: it is not built as it should be")
        return
    attached.remarks = [f"{_where(name)}: {remark}" for remark in attached.remarks]
    delivery.add(attached)


def left_over(delivery: Delivery, name: str, why: str) -> None:
    """Keep an attached file as one that is not read."""
    passage = Passage(kind="attachment", where=_where(name))
    delivery.leftovers.append(Leftover(where=passage.where, why=why, passages=(passage,)))


def _where(name: str) -> str:
    return f"attachment '{name}'"
