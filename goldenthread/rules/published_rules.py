"""Rules about published editions and the results of the consultation."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.model import Edition, Problem, Response, nearest
from goldenthread.rules.context import Context, rule


def _frozen(context: Context, code: str) -> Iterator[Problem]:
    return (problem for problem in context.archive_problems if problem.code == code)


@rule("archive.text")
def published_text_is_not_changed(context: Context) -> Iterator[Problem]:
    """The words and evidence of an edition stay as they were archived when it was published."""
    return _frozen(context, "archive.text")


@rule("archive.data")
def published_data_are_not_changed(context: Context) -> Iterator[Problem]:
    """The rows behind an edition stay as they were archived; a new release is a new dataset."""
    return _frozen(context, "archive.data")


@rule("archive.unreadable")
def archive_can_be_read(context: Context) -> Iterator[Problem]:
    """The archive of an edition can be read."""
    return _frozen(context, "archive.unreadable")


def _for_agreement(context: Context) -> list[Edition]:
    return [edition for edition in context.register.editions.values() if edition.follows]


@rule("response.open")
def response_is_decided(context: Context) -> Iterator[Problem]:
    """No response is open once a later edition is there."""
    later = _for_agreement(context)
    for response in context.register.responses():
        if later and response.words.has_role("disposition", "undecided", response.disposition):
            yield Problem(response.at("disposition"), "response.open",
                          f"{response.id} is still open, but edition {later[-1].id} is there.",
                          "Decide it: set ':disposition:' and say why in ':grounds:'.", response.id)


@rule("response.no-change")
def accepted_response_names_what_changed(context: Context) -> Iterator[Problem]:
    """A response that was accepted, wholly or in part, names what it changed or brought, or is named as a reason."""
    dropped_for = {key for edition in context.register.editions.values() for entry in edition.dropped for key in entry.because}
    for response in context.register.responses():
        consequence = (response.changed or response.links.get("brought") or response.id in dropped_for
                       or context.register.back.get(response.id, {}).get("because"))
        if response.words.has_role("disposition", "accepted", response.disposition) and not consequence:
            yield Problem(response.place, "response.no-change", f"{response.id} was accepted but names nothing that changed.",
                          "Add ':changed:' with the items, or ':brought:' with the evidence.", response.id)


@rule("response.no-grounds")
def decision_has_grounds(context: Context) -> Iterator[Problem]:
    """A response that was not simply accepted says why."""
    for response in context.register.responses():
        accepted = response.words.with_role("disposition", "accepted")[0]
        if response.is_decided and response.disposition != accepted and not response.text("grounds"):
            yield Problem(response.at("disposition"), "response.no-grounds",
                          f"{response.id} is '{response.disposition}' but gives no grounds.",
                          "Add ':grounds: …' in a sentence.", response.id)


@rule("response.chapter")
def response_names_a_chapter(context: Context) -> Iterator[Problem]:
    """A response about a chapter names one that exists."""
    for response in context.register.responses():
        page = response.text("chapter")
        if page and page not in context.register.titles:
            yield Problem(response.at("chapter"), "response.chapter", f"'{page}' is not a chapter.",
                          f"Name a page such as evidence/people.{nearest(page, context.register.titles)}", response.id)


@rule("response.kind")
def respondent_is_of_one_kind(context: Context) -> Iterator[Problem]:
    """The responses of one respondent say the same kind of it, or none."""
    first: dict[str, Response] = {}
    for response in context.register.responses():
        if not response.respondent_kind:
            continue
        earlier = first.setdefault(response.text("respondent").casefold(), response)
        if earlier.respondent_kind != response.respondent_kind:
            yield Problem(response.at("respondent_kind"), "response.kind",
                          f"{response.text('respondent')} is of the kind '{response.respondent_kind}' here, and "
                          f"'{earlier.respondent_kind}' at {earlier.at('respondent_kind')}.",
                          "Write the same at both: a respondent is counted under one kind.", response.id)


@rule("response.theme")
def theme_has_one_spelling(context: Context) -> Iterator[Problem]:
    """A theme is written alike at every response (advice)."""
    first: dict[str, tuple[str, Response]] = {}
    for response in context.register.responses():
        for theme in response.themes:
            same = " ".join(theme.casefold().replace("-", " ").split())
            written, earlier = first.setdefault(same, (theme, response))
            if written != theme:
                yield Problem(response.at("themes"), "response.theme",
                              f"The theme '{theme}' is written '{written}' at {earlier.at('themes')}.",
                              "Write it alike at both: they are counted as two themes.", response.id, advice=True)
