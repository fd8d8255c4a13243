"""Adding an edition that starts from an earlier one: its chapters with new ids, its entry, and its place in the contents."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from goldenthread.book import EDITIONS_FILE, language_of, read_text
from goldenthread.commands.add.addition import Addition, add_fault
from goldenthread.commands.add.answers import Answers
from goldenthread.commands.named_parts import DRAFT, MONTH, edition_called, edition_label
from goldenthread.model import (
    Edition,
    Language,
    Measure,
    NotAPeriod,
    Place,
    Priority,
    Register,
    file_slug,
    gettext,
    in_language,
    milestones_of,
    number_of,
    period_in_words,
    period_meant,
    starting_sentence,
)
from goldenthread.system import FRONT_PAGE, book_entries

YEAR = re.compile(r"\d{4}")
NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
LETTER = re.compile(r"[A-Za-z]")
OWN_RECORDS = ("agreed.toml",)
"""Files about the earlier edition alone, which are not copied."""
MOST_FILES, MOST_LINES = 12, 8


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    """The step from one edition to the next: both editions, the new id of each item of the earlier one, and the book's
    language.
    """

    earlier: Edition
    later: Edition
    ids: Mapping[str, str]
    language: Language


def edition_addition(root: Path, register: Register, name: str, answers: Answers) -> Addition:
    """Everything to be written for an edition. Raises `Fault` for an impossible id or code, and for missing answers."""
    earlier = edition_called(register, answers.given("from"))
    language = language_of(root)
    later = _edition(register, name, earlier, answers, language)
    ids = {
        item.id: later.code + item.id.removeprefix(earlier.code)
        for item in register.items.values()
        if item.edition == earlier.id and item.id.startswith(f"{earlier.code}_")
    }
    step = _Step(earlier=earlier, later=later, ids=ids, language=language)
    files: dict[str, str | bytes] = {}
    for path, entry in book_entries(root):
        if earlier.holds(path) and entry.is_file() and path.rpartition("/")[2] not in OWN_RECORDS:
            new = f"{later.folder}/{path.removeprefix(f'{earlier.folder}/')}"
            files[new] = _chapter(read_text(root, path), step, register) if path.endswith(".md") else (root / path).read_bytes()
    contents = _with_contents(root, step)
    settings = read_text(root, EDITIONS_FILE).rstrip("\n")
    chapters = {path: text for path, text in files.items() if isinstance(text, str)}
    return Addition(
        files={**files, EDITIONS_FILE: f"{settings}\n\n{_entry(later, earlier, ids)}", **contents},
        what=f"The edition {later.id} is begun from {earlier.id}, in {later.folder}, and its {number_of(len(ids), 'item')} "
        f"have ids that begin with {later.code}",
        remarks=[
            *_to_read_again({**chapters, **_front(root, contents)}, step, register),
            "Each priority revises its form in the earlier edition. Where you change one, add ':reason:'; where you take one "
            f"out, record it below the edition in {EDITIONS_FILE}.",
        ],
        left_to_do=("chain.milestone", "chain.unmeasured", "gap.", "response.open", "received.open", "thread.not-yet"),
    )


def _edition(register: Register, name: str, earlier: Edition, answers: Answers, language: Language) -> Edition:
    if not _may_name(name):
        meant = re.sub(r"-(\d)$", r"-0\1", period_meant(name) or re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-"))
        raise add_fault(
            "add edition",
            "add.name",
            f"'{name[:40]}' is no name for an edition." if name else "The edition has no name.",
            "Name it as its folder is to be called, by its month (add edition 2020-09), its year, or in letters, digits and "
            "hyphens (add edition 2020-autumn)." + (f" Did you mean '{meant}'?" if _may_name(meant) and meant != name else ""),
        )
    if name in register.editions:
        raise add_fault("add edition", "add.name", f"There is an edition {name} already.", "Give the new one another name.")
    published = answers.day("published", "The day on which it is published", default=_last_day(name))
    if published <= earlier.published:
        raise add_fault(
            "add edition",
            "add.name",
            f"{published.isoformat()} is not after the date of edition {earlier.id}, {earlier.published.isoformat()}.",
            "Give a later --published, or begin it --from an earlier edition.",
        )
    with in_language(language):  # readers read these words, so they are in the book's language
        draft, label = gettext(DRAFT), _label(earlier, name, language)
        code = _free_code(register, _last_day(name) or published)
    status = answers.text("status", f"What it is, such as '{draft}'", default=draft)
    title = answers.text("title", "Its title", default=_title(earlier, status))
    label = answers.text("label", "What sentences call it", default=label)
    code = answers.text("code", "The code that begins its ids", default=code)
    file = earlier.file.replace(earlier.id, name) if earlier.id in earlier.file else f"{register.book.file}-{name}"
    return Edition(
        id=name,
        code=code,
        title=title,
        label=label,
        status=status,
        published=published,
        file=file,
        follows=earlier.id,
        place=Place(file=EDITIONS_FILE, line=0),
    )


def _title(earlier: Edition, status: str) -> str:
    """The earlier title; if it ends in the status of that edition, with this edition's status instead."""
    base = earlier.title.removesuffix(earlier.status[:1].lower() + earlier.status[1:])
    if base != earlier.title and base:
        return f"{base}{status[:1].lower()}{status[1:]}"
    return status if earlier.title == earlier.status else earlier.title


def _may_name(name: str) -> bool:
    """Whether a name can be that of an edition: a month, a year, or words; other digits alone could be mistaken for one."""
    return bool(MONTH.fullmatch(name) or YEAR.fullmatch(name) or (NAME.fullmatch(name) and LETTER.search(name)))


def _last_day(name: str) -> date | None:
    """The last day of the month or year in a name; None for a name in words."""
    if month := MONTH.fullmatch(name):
        year, number = int(month[1]), int(month[2])
        return date(year, number, calendar.monthrange(year, number)[1])
    return date(int(name), 12, 31) if YEAR.fullmatch(name) else None


def _label(earlier: Edition, name: str, language: Language) -> str:
    """The earlier label with this edition's name in the place of its month; otherwise a label as `new` makes it."""
    called = period_in_words(name) if MONTH.fullmatch(name) else name.replace("-", " ")
    dated = _months(language).sub(called, earlier.label)
    return starting_sentence(dated) if dated != earlier.label else edition_label(name)


def _months(language: Language) -> re.Pattern[str]:
    """A month with its year in the words of a language: `March 2020`, `Mawrth 2020`."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, language.months))}) \d{{4}}\b")


def _free_code(register: Register, day: date) -> str:
    """The first letters of the month, as few as no other edition has, and the year: `MAR20`."""
    name = file_slug(period_in_words(f"{day:%Y-%m}").partition(" ")[0]).upper()
    taken = {edition.code for edition in register.editions.values()}
    return next(code for length in range(1, 5) if (code := f"{name[:length]}{day.year % 100:02}") not in taken or length == 4)


def _chapter(text: str, step: _Step, register: Register) -> str:
    """A chapter of the earlier edition in the form in which the later one begins with it."""
    earlier, later = step.earlier, step.later
    lines = []
    for block in _blocks(text, step, register):
        lines += block
    text = "\n".join(lines)
    text = re.sub(rf"(?<![\w-]){re.escape(earlier.folder)}/", f"{later.folder}/", text)
    # arguments of views, and titles, that name the edition itself
    text = re.sub(rf"^([`:]{{3,}}\{{[\w-]+\}} *){re.escape(earlier.id)}\b", rf"\g<1>{later.id}", text, flags=re.MULTILINE)
    return re.sub(
        r"^#.*$",
        lambda heading: heading[0].replace(earlier.title, later.title).replace(earlier.label, later.label),
        text,
        flags=re.MULTILINE,
    )


def _blocks(text: str, step: _Step, register: Register) -> Iterator[list[str]]:
    """The lines of a chapter in blocks; those of an item include what makes it a version of the earlier one."""
    old_id = re.compile(r"(?<![\w-])(" + "|".join(sorted(map(re.escape, step.ids), key=len, reverse=True)) + r")(?![\w-])")
    item = None
    for line in text.split("\n"):
        if match := re.fullmatch(r"\s*:id:\s*(\S+)\s*", line):
            item = register.items.get(match[1])
        option = re.match(r"\s*:([\w-]+):", line)
        new = old_id.sub(lambda found: step.ids[found[1]], line) if step.ids else line
        if option and isinstance(item, Priority):
            if option[1] in {"reason", "because", "revises"}:
                continue  # this says why it differed from a still earlier version
            if option[1] == "id":
                yield [new, f":revises: {item.id}"]
                continue
            if option[1] == "status":
                new = f":status: {register.words.with_role('status', 'draft')[0]}"
        if option and isinstance(item, Measure) and option[1] == "milestones":
            yield _milestones_ahead(new, item, step.later)
            continue
        if not line.strip() or re.match(r"\s*[:`]{3,}", line):
            item = None
        # a pin fixes the version that the earlier edition agreed to
        yield [re.sub(r'\[fp=="[^"]*"\]', "", new) if option else new]


def _milestones_ahead(line: str, measure: Measure, later: Edition) -> list[str]:
    """The milestones that come after the edition; none if all are past, since a new one is to be set."""
    try:
        kept = [
            milestone
            for milestone in milestones_of(measure.text("milestones"))
            if milestone.last_day > later.published and milestone.period != f"{later.published:%Y-%m}"
        ]
        if len(kept) == len(milestones_of(measure.text("milestones"))):
            return [line]
    except NotAPeriod:
        return [line]
    words = "; ".join(f"{milestone.period}: {milestone.words}" for milestone in kept)
    return [f":milestones: {json.dumps(words, ensure_ascii=False)}"] if kept else []


def _entry(later: Edition, earlier: Edition, ids: Mapping[str, str]) -> str:
    """The entry of the edition; faults accepted in the earlier one are accepted here too, since their text is copied."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    keys = {"id": later.id, "code": later.code, "title": later.title, "label": later.label, "status": later.status}
    lines = [
        "[[edition]]",
        *(f"{key} = {quoted(value)}" for key, value in keys.items()),
        f"published = {later.published.isoformat()}",
        f"file = {quoted(later.file)}",
        f"follows = {quoted(later.follows)}",
    ]
    for accepted in earlier.accepted:
        if accepted.about in ids and not accepted.code.startswith("archive."):
            kept = replace(accepted, about=ids[accepted.about])
            lines += [
                "",
                "[[edition.accepted]]",
                f"code = {quoted(kept.code)}",
                f"about = {quoted(kept.about)}",
                f"reason = {quoted(kept.reason)}",
            ]
    return "\n".join(lines) + "\n"


def _with_contents(root: Path, step: _Step) -> dict[str, str | bytes]:
    """The page whose contents name the earlier edition, with the later one added below it; empty if no page does."""
    page = f"{step.earlier.folder}/index"
    for path, entry in book_entries(root):
        if (
            not path.endswith(".md")
            or step.earlier.holds(path)
            or not entry.is_file()
            or page.split("/")[1] not in (text := read_text(root, path))
        ):
            continue
        lines = text.split("\n")
        for number, line in enumerate(lines):
            match = re.fullmatch(
                r"(\s*)(?:(.*\S)\s+<)?(/?(?:\S*/)?)" + re.escape(f"{step.earlier.id}/index") + r"(?:\.md)?(>?)\s*", line
            )
            if match and not re.search(r"\]\(|`", line):
                address = f"{match[3]}{step.later.id}/index"
                title = _title_of_entry(match[2] or "", step)
                lines.insert(number + 1, f"{match[1]}{title} <{address}>" if title else f"{match[1]}{address}")
                return {path: "\n".join(lines)}
    return {}


def _title_of_entry(title: str, step: _Step) -> str:
    months = _months(step.language)
    named = months.search(step.later.label)
    if not title or not named:
        return step.later.label if title else ""
    status = step.later.status
    return f"{named[0]}: {status[:1].lower()}{status[1:]}" if ":" in title else months.sub(named[0], title)


def _front(root: Path, contents: Mapping[str, str | bytes]) -> dict[str, str]:
    text = contents.get(FRONT_PAGE)
    return {FRONT_PAGE: text if isinstance(text, str) else read_text(root, FRONT_PAGE)}


def _to_read_again(texts: Mapping[str, str], step: _Step, register: Register) -> list[str]:
    """Places where the text refers to the time of the earlier edition, or to the one before it, which an author must update."""
    spoken_of = [edition for edition in (step.earlier, register.editions.get(step.earlier.follows)) if edition is not None]
    names = {step.earlier.id, *(name for edition in spoken_of for name in (edition.label, *_month_of(edition, step.language)))}
    words = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    found = {file: lines for file, text in texts.items() if (lines := list(_lines_with(words, text)))}
    if not found:
        return []
    rows = [
        f"    {file}: line {', '.join(map(str, lines[:MOST_LINES]))}{' …' if len(lines) > MOST_LINES else ''}"
        for file, lines in list(found.items())[:MOST_FILES]
    ]
    more = [f"    and {number_of(len(found) - MOST_FILES, 'more file')}"] if len(found) > MOST_FILES else []
    return [f"Read these again, for they speak of {' or of '.join(edition.label for edition in spoken_of)}:", *rows, *more]


def _month_of(edition: Edition, language: Language) -> Iterable[str]:
    month = language.months[edition.published.month - 1]
    yield f"{month} {edition.published.year}"
    if language.is_english:  # which words go before a month is another matter in each language
        yield from (f"of {month}", f"since {month}", f"the {month} edition")


def _lines_with(words: re.Pattern[str], text: str) -> Iterator[int]:
    for number, line in enumerate(text.split("\n"), start=1):
        # an option of a published item, a citation or an id is not a sentence
        if words.search(line) and not re.match(r"\s*:[\w-]+:", line):
            yield number
