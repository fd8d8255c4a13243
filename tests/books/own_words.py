"""The small book with words, fields and kinds of items of its own, through ubproject.toml alone."""

from __future__ import annotations

from tests.books.small_book import edition_page, small_book

RISK = """
[[needs.types]]
directive = "risk"
title = "Risk"
prefix = "RSK_"
color = "#F3E4E4"

[needs.types.fields]
likelihood = { description = "How likely", schema = { type = "string", enum = ["rare", "likely"] }, nullable = true }
score = { description = "From 1 to 25", schema = { type = "integer", minimum = 1, maximum = 25 }, nullable = true }
owner_body = { description = "Who looks after it", schema = { type = "string" }, nullable = true }

[needs.types.links]
threatens = { outgoing = "Threatens", incoming = "Threatened by", target_types = ["priority"] }
rests_on = { outgoing = "Rests on", incoming = "Supports", target_types = ["evidence"] }
"""
WORDS = """
[goldenthread.labels.confidence]
5 = "5 (a trial by lot)"

[goldenthread.roles.confidence]
high = ["5", "4"]

[goldenthread.roles.disposition]
undecided = ["waiting"]
accepted = ["yes", "partly"]

[goldenthread.roles.standing]
settled = ["settled"]
"""
PAGE = """
:::{{risk}} Courses stay empty - or half-empty
:id: {code}_RSK_EMPTY
:tags: people
:threatens: {code}_PRI_SKILLS
:rests_on: EV_SKILLS
:likelihood: likely
:score: 12
:owner_body: Skills-and-work board

Few may come.
:::

:::{{measure}} What people who took part say
:id: {code}_MEA_SAID
:tracks: {code}_PRI_SKILLS
:seen_by: Interviews with those who took part, each spring
:::
"""


def own_settings() -> str:
    """ubproject.toml with a scale from 5 to 1, other decisions and questions, a field on findings, and a kind `risk`."""
    text = small_book()["ubproject.toml"]
    changes = (
        ('["high", "medium", "low"]', '["5", "4", "3", "2", "1"]'),
        ('["published", "provisional"] }, default = "published"', '["settled", "in-review"] }, default = "settled"'),
        ('"accuracy", "completeness", "insight"', '"fairness", "reach"'),
        ('["open", "accepted", "accepted-in-part", "already-covered", "not-accepted", "out-of-scope"]',
         '["waiting", "yes", "partly", "no"]'),
        ('effect = {', 'method = { description = "How it was found", schema = { type = "string", '
         'enum = ["case-study", "interview"] }, nullable = true }\neffect = {'),
        ('target_source = {', 'seen_by = { description = "How it is seen where no table counts it", schema = { type = "string" }'
         ', nullable = true }\ntarget_source = {'),
    )
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text + RISK + WORDS


def own_book() -> dict[str, str]:
    """Every file of the small book in its own words, with a risk in each edition."""
    files = small_book()
    evidence = files["evidence/people.md"].replace(":confidence: high", ":confidence: 4\n:method: case-study")
    pages = {f"strategy/{name}/people.md": edition_page(name) + PAGE.format(code=code)
             for name, code in (("2019-12", "D19"), ("2020-03", "M20"))}
    pages["strategy/2020-03/people.md"] = pages["strategy/2020-03/people.md"].replace(
        ":revises: D19_PRI_SKILLS\n", ":revises: D19_PRI_SKILLS\n:reason: It is settled.\n")
    return files | pages | {"evidence/people.md": evidence, "ubproject.toml": own_settings()}
