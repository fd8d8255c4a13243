"""The reply to a respondent: a Word letter that lists every point made and what became of it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
from docx.shared import Pt

from goldenthread.analysis import ROLE, in_plain_words
from goldenthread.book import LoadedBook, language_of
from goldenthread.consultation.intake.escaping import escaped
from goldenthread.consultation.intake.response_items import respondent_slug
from goldenthread.model import (
    Consultation,
    Fault,
    Place,
    Problem,
    Register,
    Response,
    current_language,
    gettext,
    in_language,
    item_address,
    nearest,
    ngettext,
    number_of,
    period_in_words,
)
from goldenthread.system import put_files, repack

FOLDER = "build/replies"
SECONDS = 60
"""How long pandoc may take over a letter, by the clock."""


def write_reply(root: Path, book: LoadedBook, respondent: str) -> str:
    """Write the letter to a respondent, and return its file, below the root.

    The name is compared without regard to capitals. Raises `Fault` for a respondent who has sent nothing, and for a letter
    that pandoc cannot write.
    """
    register = book.register
    responses = [response for response in register.responses() if response.text("respondent").casefold() == respondent.casefold()]
    if not responses:
        known = {response.text("respondent") for response in register.responses()}
        raise Fault(Problem(Place(file="strategy/consultation/responses", line=1), "reply.unknown",
                            f"No response names '{respondent}' as its respondent.",
                            f"Give the name as ':respondent:' has it.{nearest(respondent, known)}"))
    file = f"{FOLDER}/{respondent_slug(respondent)}.docx"
    with in_language(language_of(root)):
        text = letter(register, book.consultation, responses)
        title = gettext("Reply to {name}", name=responses[0].text("respondent"))
        put_files(root, {file: word_from_markdown(text, file, title)})
    return file


def letter(register: Register, consultation: Consultation | None, responses: list[Response]) -> str:
    """The letter as CommonMark, in the current language: a count, then each point with its decision, its grounds and what it
    changed.
    """
    decided = sum(response.is_decided for response in responses)
    points = number_of(len(responses), "point")
    blocks = [gettext("Thank you for your {points} on *{title}*. {decided} This letter lists each of them and says what became "
                      "of it.", points=points, title=escaped(register.book.title),
                      decided=ngettext("{number} of {all} has been decided.", "{number} of {all} have been decided.", decided,
                                       all=len(responses)))]
    for number, response in enumerate(responses, start=1):
        blocks += _point(register, number, response)
    if consultation and consultation.contact:
        blocks.append(gettext("If something here is not what you meant, please write to {contact}.",
                              contact=escaped(consultation.contact)))
    return "\n\n".join(blocks) + "\n"


def _point(register: Register, number: int, response: Response) -> Iterator[str]:
    yield f"# {number}. {escaped(response.title)}"
    yield _lines([
        (gettext("Reference"), _link(register, response.id, response.id)),
        (gettext("About"),
         "; ".join(_named(register, key) for key in response.about) or _page(register, response.text("chapter"))),
        (gettext("Question"), response.label("criterion")),
        (gettext("Received"), period_in_words(response.text("received")) if response.text("received") else ""),
        (gettext("Late"), gettext("It came after the deadline.") if response.text("late") else ""),
    ])
    # the body is Markdown that intake has escaped, but for the roles that our own sentences in it hold
    yield ROLE.sub(lambda match: escaped(in_plain_words(register, match[0])), response.body)
    changed = dict.fromkeys((*response.changed, *register.ids_linking_to(response.id, "because")))
    yield _lines([
        (gettext("Decision"), response.decision),
        (gettext("Why"), escaped(response.text("grounds"))),
        (gettext("What changed"), "; ".join(_named(register, key) for key in changed)),
        (gettext("What it brought"), "; ".join(_named(register, key) for key in response.links.get("brought", ()))),
    ])


def _lines(pairs: Iterable[tuple[str, str]]) -> str:
    # a backslash at its end breaks a line in CommonMark, and cannot be lost as two spaces can
    return "\\\n".join(gettext("**{name}:** {words}", name=name, words=words) for name, words in pairs if words)


def _named(register: Register, key: str) -> str:
    item = register.items.get(key)
    return f"{_link(register, key, item.title)} ({escaped(key)})" if item else escaped(key)


def _page(register: Register, page: str) -> str:
    return gettext("the page {page}", page=escaped(register.titles.get(page) or page)) if page else ""


def _link(register: Register, key: str, words: str) -> str:
    site = register.book.site
    return f"[{escaped(words)}](<{item_address(site, key)}>)" if site else escaped(words)


def word_from_markdown(text: str, file: str, title: str) -> bytes:
    """A letter as a Word file, which says that it is in the current language. Raises `Fault` where pandoc cannot write it."""
    # loads Sphinx, which takes a second
    from goldenthread.documents.paper import docx_from_markdown

    run = docx_from_markdown(text, title, current_language().tag, SECONDS)
    if run.output is None:
        raise Fault(Problem(Place(file=file, line=1), "reply.unwritten",
                            f"Pandoc could not write the letter: {run.message}.",
                            "Look at the responses of this respondent."))
    return _as_letter(run.output)


def _as_letter(docx_file: bytes) -> bytes:
    """The letter without what a book needs: each point begins where the last one ends, not on a page of its own.

    It carries its own text, so that nobody takes for the respondent's words what is sent back with it.
    """
    from goldenthread.documents.paper import keep_given_out_text

    document = docx.Document(io.BytesIO(docx_file))
    heading = document.styles["Heading 1"]
    heading.paragraph_format.page_break_before, heading.font.size = False, Pt(14)
    stream = io.BytesIO()
    keep_given_out_text(document)
    document.save(stream)
    return repack(stream.getvalue())
