"""A file that came with another, such as an attachment of an e-mail: taken in as a file of its own kind, or left over."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from goldenthread.consultation.intake.office_formats import CONVERTED, HOW_TO
from goldenthread.consultation.intake.points import Delivery, Leftover, Passage, Targets
from goldenthread.model import Fault

Reader = Callable[[bytes, str, Targets], Delivery]
"""Reads the bytes of a file with this name."""


def take_attachment(
    delivery: Delivery, content: bytes | None, name: str, targets: Targets, readers: Mapping[str, Reader],
) -> None:
    """Take in a file by the reader for the ending of its name. A bad one never keeps back the words that it came with.

    The ending decides, for many programs send every attachment as `application/octet-stream`.
    """
    file = " ".join(name.split())
    where = f"attachment '{file}'"
    here = (Passage(kind="attachment", where=where),)
    ending = file[file.rfind(".") :].lower() if "." in file else ""
    reader = readers.get(ending)
    if reader is None or content is None:
        how = f": save it, and take it in as a file. {HOW_TO[CONVERTED[ending]]}" if ending in CONVERTED else ""
        delivery.leftovers.append(Leftover(where=where, why=f"it is none of {', '.join(sorted(readers))}{how}", passages=here))
        return
    try:
        attached = reader(content, file, targets)
    except Fault as fault:
        why = f"{fault.problem.what} {fault.problem.fix} [{fault.problem.code}]"
        delivery.leftovers.append(Leftover(where=where, why=why, passages=here))
        return
    attached.remarks = [f"{where}: {remark}" for remark in attached.remarks]
    delivery.add(attached)
