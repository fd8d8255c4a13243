"""Keeping the text of a review copy on the day it is given out, so that it can be compared with what comes back for ever."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from goldenthread.consultation.intake.known_copies import BUILT, KEPT, as_json, looks_in, paragraphs_in, text_part
from goldenthread.model import Fault, Place, Problem, number_of
from goldenthread.system import Outcome, failure, put_files, writing_alone


@writing_alone
def keep_given_out(root: Path, files: list[Path], given_out: date) -> Outcome:
    """Keep the text of these copies, or of all that were built last, beside the responses; what is kept stays as it is."""
    copies = files or sorted((root / BUILT).glob("*.docx"))
    texts: dict[str, str] = {}
    try:
        for path in copies:
            text = text_part(path.read_bytes())
            if not text:
                if path in files:
                    raise Fault(Problem(Place(file=path.name, line=1), "intake.given-out",
                                        "This is no review copy that `make docx` has built: it holds no text of its own.",
                                        "Name a file of build/docx."))
                continue
            name = f"{given_out.isoformat()}-{path.stem}-{sha256(text).hexdigest()[:8]}.json"
            texts[f"{KEPT}/{name}"] = as_json(paragraphs_in(text), looks_in(text))
        if not texts:
            raise Fault(Problem(Place(file=BUILT, line=1), "intake.given-out", "No review copy is built.",
                                "Build it: make docx."))
        put_files(root, texts)
    except (OSError, Fault) as error:
        return failure(error, root, "Nothing was written.")
    kept = number_of(len(texts), "copy")
    return Outcome(lines=[f"The text of {kept} is kept in {KEPT}: commit it with the book."])
