"""The smallest book that breaks no rule, as files: tests change one of them and look at what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]

FRAMEWORK = """\
title = "Plan for growth"
publisher = "Government"
published = "2017-11"
url = "https://example.org/plan"

[[foundation]]
id = "people"
name = "People"
aim = "good work"

[[challenge]]
id = "clean-growth"
name = "Clean growth"
aim = "less carbon"
"""

AREAS = """\
[[area]]
id = "north"
name = "North"
code = "N1"
kind = "district"

[[area]]
id = "south"
name = "South"
code = "S1"
kind = "district"

[[area]]
id = "land"
name = "Land"
code = "L1"
kind = "country"
"""

EDITIONS = """\
title = "Strategy"
publisher = "The partnership"
note = "Drafted from published evidence."
file = "land"
evidence_title = "Evidence base"

[[edition]]
id = "2019-12"
code = "D19"
title = "Draft"
label = "December 2019"
status = "Draft"
published = 2019-12-20
file = "land-2019-12"

[[edition]]
id = "2020-03"
code = "M20"
title = "For agreement"
label = "March 2020"
status = "For agreement"
published = 2020-03-31
file = "land-2020-03"
follows = "2019-12"
"""

CARD = """\
title = "Skilled residents"
measure = "Residents with a higher qualification"
unit = "%"
decimals = 1
publisher = "Statistics Office"
publication = "Skills survey"
url = "https://example.org/skills"
released = "2019-11"
licence = "Open"
since = "2019-12"
"""

CONSULTATION = """\
opened = "2019-09"
deadline = 2019-10-18
contact = "the strategy team"
asked_for = "further analysis"
this_copy = "This copy is for practice."

[[criterion]]
id = "accuracy"
name = "Accurate"
question = "Is it right?"

[[criterion]]
id = "insight"
name = "Insightful"
question = "Does it tell you something?"
"""

TABLE = "area,period,value\nnorth,2017,30.0\nnorth,2018,33.0\nsouth,2018,40.0\nland,2018,39.2\n"

EVIDENCE = """\
# People

:::{evidence} A third of residents in the north are highly skilled
:id: EV_SKILLS
:tags: people
:datasets: skills-2018
:confidence: high
:since: 2019-12
:period: 2018
:geography: North

The share was {value}`skills-2018:north:2018`, against {value}`skills-2018:land:2018` in the land.
:::
"""

PRIORITY = """\
# People

:::{{priority}} Raise skills
:id: {code}_PRI_SKILLS
:tags: people
:status: {status}
:rests_on: EV_SKILLS
{more}
Fewer people are highly skilled ({{need}}`EV_SKILLS`).
:::

:::{{action}} Offer courses
:id: {code}_ACT_COURSES
:delivers: {code}_PRI_SKILLS
:lead: Colleges
:by: 2021
:::

:::{{measure}} Residents with a higher qualification
:id: {code}_MEA_SKILLS
:tracks: {code}_PRI_SKILLS
:baseline: skills-2018:north:2018
:direction: rise
:::
"""


def received_record(file: str, respondent: str, digest: int) -> str:
    """The record of a file that was received, with one passage that was left out; `digest` is its checksum as a number."""
    return f"""\
file = "{file}"
sha256 = "{digest:064}"
respondent = "{respondent}"
received = 2019-10-11
as_given_out = 3

[[passage]]
kind = "paragraph"
where = "paragraph 1"
outcome = "left out"
reason = "A letterhead."
words = "{respondent}"
"""


def edition_page(edition: str) -> str:
    """The one chapter of an edition of the small book."""
    later = edition == "2020-03"
    return PRIORITY.format(code="M20" if later else "D19", status="for-agreement" if later else "draft",
                           more=":revises: D19_PRI_SKILLS\n" if later else "")


def small_book() -> dict[str, str]:
    """Every file of the small book, by its path."""
    index = "# {title}\n\n```{{toctree}}\n{below}\n```\n"
    return {
        "conf.py": (ROOT / "conf.py").read_text(encoding="utf-8"),
        "ubproject.toml": (ROOT / "ubproject.toml").read_text(encoding="utf-8"),
        "strategy/framework.toml": FRAMEWORK, "evidence/areas.toml": AREAS, "strategy/editions.toml": EDITIONS,
        "evidence/data/skills-2018.csv": TABLE, "evidence/data/skills-2018.toml": CARD, "evidence/references.bib": "",
        "index.md": index.format(title="Book", below="evidence/index\nstrategy/2019-12/index\nstrategy/2020-03/index"),
        "evidence/index.md": index.format(title="Evidence base", below="people"), "evidence/people.md": EVIDENCE,
        "strategy/2019-12/index.md": index.format(title="Draft", below="people"),
        "strategy/2020-03/index.md": index.format(title="For agreement", below="people"),
        "strategy/2019-12/people.md": edition_page("2019-12"), "strategy/2020-03/people.md": edition_page("2020-03"),
    }


def _with_pages(front: str, pages: Sequence[str]) -> str:
    contents, end = front.removesuffix("```\n"), "```\n"
    return contents + "".join(f"{page}\n" for page in pages) + end


def write_book(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small book with some files changed, added, or (None) left out.

    Pages that are added stand in the contents of the front page, unless that is changed, too.
    """
    files: dict[str, str | bytes | None] = {**small_book(), **(changes or {})}
    if changes and "index.md" not in changes:
        files["index.md"] = _with_pages(str(files["index.md"]), [
            name.removesuffix(".md") for name in sorted(changes.keys() - small_book().keys())
            if name.endswith(".md") and name.startswith(("evidence/", "strategy/", "docs/"))])
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        elif text is not None:
            path.write_text(text, encoding="utf-8")
    return root


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """A change of one file of the small book, which must hold what is to be replaced."""
    text = small_book()[file]
    assert old in text, f"{old!r} is not in {file}"
    return {file: text.replace(old, new, 1)}
