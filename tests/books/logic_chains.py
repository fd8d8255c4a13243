"""A small book with logic chains, findings on what works, and gaps in the evidence: whole, and broken in one thing each."""

from __future__ import annotations

from collections.abc import Mapping

from tests.books.small_book import EVIDENCE, edition_page

DRAFT, FINAL = "strategy/2019-12/people.md", "strategy/2020-03/people.md"
WORKS, GAPS = "evidence/works.md", "evidence/gaps.md"

FINDING = """\
# What works

:::{evidence} Courses helped in two trials
:id: EV_COURSES
:tags: people
:datasets: skills-2018
:confidence: high
:since: 2019-12
:period: 2018
:geography: Land
:comparator: Two trials
:effect: gain

The share was {value}`skills-2018:land:2018`.
:::
"""

GAP = """\
# What was looked for

:::{gap} Pay by district
:id: GAP_PAY
:tags: people
:availability: published-elsewhere
:publisher: Statistics Office
:where: its pages
:searched: 2019-12-01
:since: 2019-12
:chapters: people
:watch: pay district

Pay by region is held.
:::
"""

CHAIN = """\

:::{chain} From courses to skills
:id: D19_CHN_SKILLS
:explains: D19_PRI_SKILLS
:problem: Few people are highly skilled.
:cause: Firms fear that people they train will leave.
:failure: spillover
:input: Places in colleges.
:activity: Courses are offered.
:output: Courses finished.
:outcome: More people are highly skilled.
:works: EV_COURSES
:lead: Colleges
:cost: small
:assumptions: That firms want the skills.
:risks: People leave.
:::
"""
DRAFT_PAGE = edition_page("2019-12").replace(":by: 2021\n", ":by: 2021\n:works: EV_COURSES\n:asks: GAP_PAY\n").replace(
    ":direction: rise\n", ":direction: rise\n:milestones: \"2021-03: read; 2023: above the baseline\"\n") + CHAIN

FINAL_PAGE = edition_page("2020-03").replace(":revises:", ":reason: The chain is not written anew.\n:revises:")

CHAINED: Mapping[str, str] = {WORKS: FINDING, GAPS: GAP, DRAFT: DRAFT_PAGE, FINAL: FINAL_PAGE}
"""What makes a book with logic chains of the small one, by file."""


def chained(file: str, old: str, new: str) -> dict[str, str]:
    """The book with logic chains with one text replaced, which must be there."""
    text = {**CHAINED, "evidence/people.md": EVIDENCE}[file]
    assert old in text, f"{old!r} is not in {file}"
    return {**CHAINED, file: text.replace(old, new, 1)}


BROKEN_CHAINS: dict[str, dict[str, str]] = {
    "chain.missing": chained(DRAFT, ":explains: D19_PRI_SKILLS", ":explains: D19_PRI_OTHER"),
    "chain.missing where there are two": {**CHAINED, DRAFT: DRAFT_PAGE + CHAIN.replace("D19_CHN_SKILLS", "D19_CHN_AGAIN")},
    "chain.untested": chained(DRAFT, ":works: EV_COURSES\n:asks: GAP_PAY\n", ""),
    "chain.untested in a chain": chained(DRAFT, ":works: EV_COURSES\n:lead", ":lead"),
    "chain.effect": chained(WORKS, ":effect: gain\n", ""),
    "chain.against": chained(WORKS, ":effect: gain\n", ":effect: harm\n"),
    "chain.too-late": chained(WORKS, ":since: 2019-12\n", ":since: 2020-03\n"),
    "chain.milestone": chained(DRAFT, "2021-03: read; 2023: above the baseline", "2019-12: read; 2021: above the baseline"),
    "chain.milestone out of order": chained(DRAFT, "2021-03: read; 2023: above the baseline", "2023: judged; 2021-03: read"),
    "chain.milestone without words": chained(DRAFT, "2021-03: read; 2023: above the baseline", "2021-03"),
    "chain.milestone without a date": chained(DRAFT, "2021-03: read; 2023: above the baseline", "soon: read"),
    "chain.unmeasured": chained(DRAFT, ":milestones: \"2021-03: read; 2023: above the baseline\"\n", ""),
    "gap.sentence": chained("evidence/people.md", "The share", "We did not find pay by district. The share"),
    "gap.sentence in a row of a table": chained(
        DRAFT, "# People\n", "# People\n\n| A | B |\n|---|---|\n| Pay | No table shows it |\n"),
    "gap.sentence in an option": chained(
        "evidence/people.md", ":geography: North\n", ":geography: North\n:caution: The table was not found.\n"),
    "gap.filled": chained(GAPS, ":watch: pay district", ":watch: pay district; skilled resident"),
    "gap.dataset": chained(GAPS, ":watch: pay district", ":not_filled_by: skills-2019"),
    "gap.chapter": chained(GAPS, ":chapters: people", ":chapters: peeple"),
    "gap.closed": chained(GAPS, ":watch: pay district", ":filled_by: skills-2018"),
    "gap.closed in a sentence": {**chained(GAPS, ":watch: pay district", ":filled_by: skills-2018"), DRAFT: DRAFT_PAGE.replace(
        ":asks: GAP_PAY\n", "").replace("Fewer people", "We did not find {need}`pay <GAP_PAY>`. Fewer people")},
}
