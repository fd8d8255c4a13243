"""Edits of items: what they say, what they link to, where they stand, and whether they are there."""

from __future__ import annotations

import re
from datetime import date

from goldenthread.commands.confirm import confirm
from tests.books.edits.draft import Draft, NotHere, edit

LINKS = ("rests_on", "about", "changed", "brought", "because", "replaces")


def _titled(draft: Draft, kind: str) -> None:
    file, match = draft.pick(draft.items(kind))
    own = draft.whole(file, match)
    draft.write(file, draft.read(file).replace(own, own.replace(match[2], f"Now called {draft.number()}", 1)))


@edit("the title of a finding")
def title_of_finding(draft: Draft) -> None:
    _titled(draft, "evidence")


@edit("the title of a priority, action, measure or response")
def title(draft: Draft) -> None:
    _titled(draft, draft.pick(["priority", "action", "measure", "response"]))


@edit("the text of an item")
def body(draft: Draft) -> None:
    file, match = draft.pick(draft.items(""))
    own = draft.whole(file, match)
    end = len(own) - 5
    draft.write(file, draft.read(file).replace(own, f"{own[:end]}\n\nAnd it was said {draft.number()} times.{own[end:]}"))


@edit("a plain option of a finding")
def option(draft: Draft) -> None:
    name, new = draft.pick([("period", "2013"), ("geography", f"Place {draft.number()}"), ("confidence", "medium"),
                            ("comparator", f"Place {draft.number()}"), ("tags", "people, ageing"), ("tags", "business")])
    draft.option("evidence", name, lambda old: new)


@edit("a caution added to a finding")
def caution(draft: Draft) -> None:
    draft.option("evidence", "since", lambda old: f"{old}\n:caution: One should know that {draft.number()} were asked.")


@edit("who leads an action, and by when")
def lead(draft: Draft) -> None:
    name, new = draft.pick([("lead", f"Body {draft.number()}"), ("by", "2022"), ("by", "2020-11")])
    draft.option("action", name, lambda old: new)


@edit("a link added")
def more_links(draft: Draft) -> None:
    _, match = draft.pick(draft.items("evidence"))
    kind, name = draft.pick([("priority", "rests_on"), ("response", "about"), ("response", "brought")])
    draft.option(kind, name, lambda old: f"{old}, {draft.id_of(match)}")


@edit("a link taken away")
def fewer_links(draft: Draft) -> None:
    kind, name = draft.pick([("priority", "rests_on"), ("response", "about")])
    draft.option(kind, name, lambda old: old.rpartition(", ")[0] or old)


@edit("an action that delivers another priority")
def delivers(draft: Draft) -> None:
    _, match = draft.pick(draft.items("priority", "strategy/2020-03/*.md"))
    draft.option("action", "delivers", lambda old: draft.id_of(match))


@edit("why a priority changed")
def reason(draft: Draft) -> None:
    try:
        draft.option("priority", "reason", lambda old: f"It was asked for {draft.number()} times.")
    except NotHere:
        draft.option("priority", "revises", lambda old: f"{old}\n:reason: It was asked for {draft.number()} times.")


@edit("what was decided on a response")
def disposition(draft: Draft) -> None:
    name, new = draft.pick([("disposition", "accepted"), ("disposition", "not-accepted"), ("disposition", "already-covered"),
                            ("grounds", f"Because of {draft.number()} others."), ("respondent", f"Group {draft.number()}"),
                            ("received", "2019-10-25"), ("criterion", "insight")])
    draft.option("response", name, lambda old: new)


@edit("a finding with a response to it")
def new_finding(draft: Draft) -> None:
    number = draft.number()
    _, pattern = draft.pick(draft.items("evidence"))
    own = draft.whole(*draft.pick(draft.items("response")))
    data = re.search(r"^:datasets: ([\w-]+)", pattern[3], re.MULTILINE)
    assert data
    for file, text in (
        (draft.pick(draft.files("evidence/chapter-*.md")),
         f":::{{evidence}} New finding {number}\n:id: EV_NEW_{number}\n:tags: people\n:datasets: {data[1]}\n:confidence: high\n"
         f":since: 2019-12\n:period: 2018\n:geography: Here\n\nIt is {{value}}`{data[1]}:district-01:2018`.\n:::\n"),
        (draft.pick(draft.files("strategy/consultation/points-*.md")),
         re.sub(r":id: \w+", f":id: RSP_NEW_{number}", re.sub(r":about: .*", f":about: EV_NEW_{number}", own)))):
        before = draft.read(file)
        at = draft.pick([match.start() for match in re.finditer(r"^:::\{", before, re.MULTILINE)] or [len(before)])
        draft.write(file, f"{before[:at]}{text}\n{before[at:]}")


@edit("an item taken away, with all links to it")
def gone(draft: Draft) -> None:
    file, match = draft.pick([*draft.items("evidence"), *draft.items("response"), *draft.items("response"),
                              *draft.items("measure"), *draft.items("action")])
    key = draft.id_of(match)
    draft.write(file, draft.read(file).replace(draft.whole(file, match), ""))
    for other in draft.files("**/*.md"):
        text = before = draft.read(other)
        for name in LINKS:
            text = re.sub(rf"^(:{name}: .*?), {key}(\[[^\]]*\])?(?!\w)", r"\1", text, flags=re.MULTILINE)
            text = re.sub(rf"^(:{name}: ){key}(\[[^\]]*\])?, ", r"\1", text, flags=re.MULTILINE)
            text = re.sub(rf"^:{name}: {key}(\[[^\]]*\])?\n", "", text, flags=re.MULTILINE)
        text = text.replace(f"{{need}}`{key}`", "another finding")
        if text != before and not other.startswith("build"):
            draft.write(other, text)


@edit("an item moved to another chapter")
def moved(draft: Draft) -> None:
    rooms = [("evidence", "evidence/chapter-*.md"), ("response", "strategy/consultation/points-*.md"),
             ("action", "strategy/2020-03/part-*.md")]
    kind, pattern = draft.pick([room for room in rooms if len(draft.files(room[1])) > 1])
    file, match = draft.pick(draft.items(kind, pattern))
    own, other = draft.whole(file, match), draft.pick([name for name in draft.files(pattern) if name != file])
    draft.write(file, draft.read(file).replace(own, ""))
    text = draft.read(other)
    at = text.find("\n## Sources")
    draft.write(other, f"{text.rstrip()}\n\n{own}" if at < 0 else f"{text[:at]}\n{own}{text[at:]}")


@edit("a finding moved to the first chapter")
def moved_forward(draft: Draft) -> None:
    """Which is read before the one where the finding stood."""
    first, *others = draft.files("evidence/chapter-*.md")
    file, match = draft.pick([held for name in others for held in draft.items("evidence", name)])
    own = draft.whole(file, match)
    draft.write(file, draft.read(file).replace(own, ""))
    draft.change(first, r"\n## Sources", f"\n{own}\n## Sources".replace("\\", r"\\"))


@edit("two items in another order")
def order(draft: Draft) -> None:
    file = draft.pick(draft.files("evidence/chapter-*.md"))
    matches = [own for name, own in draft.items("evidence", file) if name == file]
    if len(matches) < 2:
        raise NotHere
    first, second = (draft.whole(file, own) for own in draft.random.sample(matches, 2))
    text = draft.read(file).replace(first, "\0")
    draft.write(file, text.replace(second, first).replace("\0", second))


@edit("a priority agreed to, and its links pinned")
def agreed(draft: Draft) -> None:
    _, match = draft.pick(draft.items("priority", "strategy/2020-03/*.md"))
    body_ = draft.pick(["Skills board", "Growth board", "Board of councils"])
    done = confirm(draft.root, draft.id_of(match), body_, f"Ground {draft.number()}.", date(2020, 3, draft.number() % 28 + 1),
                   pin=draft.random.random() < 0.5)
    if not done.good:
        raise NotHere
