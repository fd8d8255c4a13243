"""A finding, a priority, an action, a response or another item: its block, its id, and its place in a chapter."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goldenthread.book import LoadedBook, language_of, lines_of_block, read_text
from goldenthread.commands.add.addition import Addition, add_fault
from goldenthread.commands.add.answers import Answers
from goldenthread.commands.named_parts import edition_called
from goldenthread.model import NOT_STATED, Edition, Item, Register, in_language, nearest, slug

ASKED = {
    "evidence": ("tags", "datasets", "references", "confidence", "since", "period", "geography", "comparator", "caution"),
    "priority": ("tags", "rests_on", "status", "revises", "reason"),
    "action": ("delivers", "lead", "by", "works", "asks"),
    "measure": ("tracks", "baseline", "direction", "milestones"),
    "chain": (
        "explains",
        "problem",
        "cause",
        "failure",
        "input",
        "activity",
        "output",
        "outcome",
        "works",
        "lead",
        "cost",
        "assumptions",
        "risks",
    ),
    "gap": ("tags", "availability", "publisher", "where", "searched", "since", "chapters"),
    "response": ("respondent", "about", "chapter", "criterion", "received", "source", "disposition", "grounds"),
}
"""The questions for each kind, in this order; other options may be given."""
OPTIONAL = {
    "references",
    "datasets",
    "comparator",
    "caution",
    "reason",
    "revises",
    "works",
    "asks",
    "milestones",
    "chapters",
    "about",
    "chapter",
    "grounds",
}
SERVES = {"action": "delivers", "measure": "tracks", "chain": "explains"}
"""The link from an item to its priority."""
LONGEST_ID = 40
NO_PART_OF_AN_ID = {
    "en": "a an and are as at by for from has have in is it its of on or per than that the their to was were with",
    "cy": "a ac am ar at ei ein eu fel gan i mae na nag neu o oedd oes sydd un wrth y yn yng ym yr",
    "fr": "a au aux avec ce ces d dans de des du elle en est et il ils l la le les leur ou par pour qu que qui sa se ses son "
          "sont sur un une",
}
"""The words of titles that say nothing by themselves, by language."""
NEXT = {
    "priority": ("thread.no-action", "chain.missing", "thread.no-reason", "thread.dropped"),
    "action": ("thread.no-reason", "chain.untested"),
    "measure": ("thread.no-reason", "chain.unmeasured"),
    "response": ("response.open", "response.no-change", "response.no-grounds"),
    "gap": ("gap.",),
}
"""The rules' demands that follow the addition of an item of a kind, to be met in a further step."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemRequest:
    """What is to be added: its kind and, if given, its id and the item after which it is to be put."""

    kind: str
    id: str = ""
    after: str = ""


def item_addition(root: Path, book: LoadedBook, request: ItemRequest, answers: Answers) -> Addition:
    """The chapter with the new item in it. Raises `Fault` for missing answers, and for names that the book does not have."""
    return _ItemMaker(root, book, request, answers).make()


class _ItemMaker:
    def __init__(self, root: Path, book: LoadedBook, request: ItemRequest, answers: Answers) -> None:
        self.root, self.book, self.request, self.answers = root, book, request, answers
        self.register: Register = book.register
        self.language = language_of(root)
        self.kind = book.vocabulary.kinds[request.kind]
        own = self.register.words.kinds.get(request.kind)
        self.is_own = own is not None and own.is_own
        self.own = (*own.links, *own.fields) if own else ()
        """The links and fields that only this book has."""
        self.asked = (*(("tags",) if self.is_own else ASKED[request.kind]), *self.own)
        to_priorities = [link for link in (own.links if own else ()) if "priority" in self.kind.links[link]]
        self.serves = next(iter(to_priorities), "") if self.is_own else SERVES.get(request.kind, "")
        """The link to its priority, if it has one."""

    def make(self) -> Addition:
        title = self.answers.text("title", f"The {self.kind.label.lower()} in one sentence, its title")
        if self.request.after and self.request.after not in self.register.items:
            raise add_fault(
                "--after",
                "add.word",
                f"There is no item '{self.request.after[:40]}'.",
                f"Name one of the chapter.{nearest(self.request.after, self.register.items)}",
            )
        served = self._answer(self.serves) if self.serves else ""
        priority = self.register.items.get(served.partition(",")[0].strip())
        file = self._file(priority)
        edition = next((one for one in self.register.editions.values() if one.holds(file)), None)
        key = self._id(title, edition)
        options = {"id": key} | {name: value for name in self.asked if (value := self._answer(name, edition))}
        options |= {
            name: value
            for name in sorted({*self.kind.options, *self.kind.links} - {*options, "id"})
            if name not in self.asked and (value := self._answer(name, edition, only_given=True))
        }
        text = self.answers.text("text", "Its text", required=False)
        self.answers.done()
        block = [
            f":::{{{self.kind.name}}} {title}",
            *(f":{name}: {_written(value)}" for name, value in options.items()),
            *(["", text] if text else []),
            ":::",
        ]
        place, new = self._placed(file, block, priority)
        left = [*NEXT.get(self.kind.name, ()), *(["item.missing"] if self.kind.name == "gap" else [])]
        return Addition(files={file: new}, what=f"{key} stands at {file}:{place}", left_to_do=tuple(left))

    def _answer(self, name: str, edition: Edition | None = None, *, only_given: bool = False) -> str:
        if only_given and not self.answers.given(name):
            return ""
        words, listed = self._words(name, edition)
        required = not self.is_own and name not in OPTIONAL and name not in self.own
        question = self.kind.descriptions.get(name) or name.replace("_", " ")
        return self.answers.text(
            name,
            question,
            default=self._default(name),
            words=words,
            listed=listed,
            required=required,
            several=name in self.kind.links or name in {"tags", "datasets", "references", "chapters"},
        )

    def _words(self, name: str, edition: Edition | None) -> tuple[Collection[str], str]:
        """The words allowed for an option, and the command that lists them."""
        register = self.register
        if name in self.kind.choices:
            return self.kind.choices[name], ""
        if name in self.kind.links:
            kinds = self.kind.links[name]
            return [item.id for item in register.items.values() if item.kind in kinds], f"goldenthread list ids {kinds[0]}"
        match name:
            case "tags":
                return [tag.id for tag in register.framework.tags], ""
            case "datasets":
                return register.datasets.keys(), "goldenthread list tables"
            case "references":
                return register.references.keys(), "goldenthread list publications"
            case "since":
                return register.editions.keys(), ""
        return (), ""

    def _default(self, name: str) -> str:
        defaults = {
            "since": list(self.register.editions)[-1],
            "status": self.register.words.with_role("status", "draft")[0],
            "disposition": self.register.words.with_role("disposition", "undecided")[0],
            "criterion": NOT_STATED,
            "received": date.today().isoformat(),
            "searched": f"{date.today():%Y-%m}",
        }
        return defaults.get(name, "")

    def _file(self, priority: Item | None) -> str:
        """The chapter to which the item is added."""
        if self.kind.name == "response":
            from goldenthread.consultation.intake import response_file  # loads readers of Word, PDF and mail

            return response_file(self._answer("respondent") or "respondent")
        if self.request.after:
            return self.register.items[self.request.after].place.file
        if priority is not None:
            same = [
                item.place.file
                for item in self.register.items.values()
                if item.kind == self.kind.name == "chain" and item.edition == priority.edition
            ]
            return same[-1] if same else priority.place.file
        if self.serves and not self.is_own:
            return ""  # the answers say what is missing
        asked = self.kind.name == "priority" or (self.is_own and self.answers.given("edition"))
        edition = edition_called(self.register, self.answers.given("edition")) if asked else None
        folder = edition.folder if edition else "evidence"
        chapters = [page.removeprefix(f"{folder}/") for page in self.register.titles if page.startswith(f"{folder}/")]
        default = "gaps" if self.kind.name == "gap" and "gaps" in chapters else ""
        given = self.answers.given("chapter").removeprefix("/").removesuffix(".md")
        if given in self.register.titles:
            return f"{given}.md"
        name = self.answers.text("chapter", f"The chapter of {folder} in which it stands", default=default, words=chapters)
        return f"{folder}/{name}.md"

    def _id(self, title: str, edition: Edition | None) -> str:
        start = (f"{edition.code}_" if edition else "") + self.kind.prefix
        given = self.request.id
        if given:
            if given in self.register.items:
                raise add_fault(
                    given,
                    "add.name",
                    f"The id {given} is already at {self.register.items[given].place}.",
                    "Give another one, or leave it out: a free one is made from the title.",
                )
            return given
        idle = NO_PART_OF_AN_ID[self.language.short].split()
        words = [word for word in slug(title).upper().replace("-", "_").split("_") if word.lower() not in idle]
        words = [re.sub(r"[^A-Z0-9]", "", word) for word in words]
        name, room = "", LONGEST_ID - len(start) - 3
        for word in [word for word in words if word][:4]:
            if len(f"{name}_{word}") <= room:
                name = f"{name}_{word}".strip("_")
        base = f"{start}{name or 'NEW'}"
        return next(
            key for number in range(1, 100) if (key := base if number == 1 else f"{base}_{number}") not in self.register.items
        )

    def _placed(self, file: str, block: Sequence[str], priority: Item | None) -> tuple[int, str]:
        """The line at which the block begins, and the chapter with it."""
        if self.kind.name == "response" and not (self.root / file).exists():
            from goldenthread.consultation.intake import new_response_page

            respondent = self._answer("respondent")
            with in_language(self.language):
                text = new_response_page(respondent)
        else:
            text = read_text(self.root, file)
        lines = text.rstrip("\n").split("\n")
        end = self._end(text, file, priority)
        before = [*lines[:end]] if end else lines
        after = lines[end:] if end else []
        while before and not before[-1].strip():
            before.pop()
        while after and not after[0].strip():
            after.pop(0)
        return len(before) + 2, "\n".join([*before, "", *block, *(["", *after] if after else [])]) + "\n"

    def _end(self, text: str, file: str, priority: Item | None) -> int:
        """How many lines of the chapter come before the block; 0 to put it at the end."""
        here = [item for item in self.register.items.values() if item.place.file == file]
        for group in self._neighbours(here, priority):
            if group:
                return max(lines_of_block(text, item.place.line)[1] for item in group)
        return 0

    def _neighbours(self, here: list[Item], priority: Item | None) -> Iterable[list[Item]]:
        """The items after which it may be put, the best ones first."""
        yield [item for item in here if item.id == self.request.after]
        if priority is not None:
            under = [
                item for item in here if priority.id in {key for link in (*SERVES.values(), self.serves)
                                                         for key in item.links.get(link, ())}
            ]
            yield [item for item in under if item.kind == self.kind.name]
            yield [item for item in under if item.kind == "action"]
            yield [item for item in here if item.id == priority.id]
        if self.kind.name == "priority" and here:
            yield here  # the actions and measures of the last priority are below it
        yield [item for item in here if item.kind == self.kind.name]


def _written(value: str) -> str:
    """The value of an option, quoted if it contains a character with a special meaning; expressions and keys unchanged."""
    from goldenthread.consultation.intake import option_words

    return value if re.fullmatch(r"[\w.][\w ./,-]*(?::[\w./-]+)*", value) else option_words(value)
