"""The tables of words that every new book begins with: what readers see for each choice, and what the rules make of it."""

from __future__ import annotations

import pytest

from goldenthread.model import (
    KINDS,
    LICENCES,
    NATIONAL_DIMENSIONS,
    NOT_DECIDED,
    STANDARD_FIELDS,
    STANDARD_LABELS,
    STANDARD_WORDS,
    WITH_VALUE,
    WITHOUT_VALUE,
    field_label,
    licence_called,
    period_in_words,
    status_in_words,
)
from goldenthread.model.words import STANDARD_ROLES

LABELS = """
direction rise: Should rise
direction fall: Should fall
direction hold: Should hold
effect gain: An effect was found
effect mixed: Mixed: an effect in some studies and not in others
effect no-effect: Studies found no effect
effect harm: Studies found harm
effect not-known: Not known: the source found no good study that settles it
failure information: Information failure
failure coordination: Coordination failure
failure spillover: Spillovers to others
failure public-good: Public good
failure finance: Failure of the market for finance
failure equity: Equity
failure transition: Cost of transition
failure government: Failure of public policy
cost staff-time: Staff time only
cost small: Small: below £1 million
cost moderate: Moderate: £1 million to £10 million
cost large: Large: above £10 million
respondent_kind local-government: Local government
respondent_kind public-body: Public body, not local government
respondent_kind business: Business
respondent_kind business-body: Business organisation
respondent_kind education: Education or research
respondent_kind voluntary: Voluntary or community
respondent_kind individual: Individual
respondent_kind other: Other
availability published-elsewhere: Published, and not held here
availability not-found: Looked for, and not found by us
availability none-known: We know of no published source
"""


def test_each_choice_of_a_new_book_has_its_label() -> None:
    told = [f"{field} {choice}: {STANDARD_WORDS.label(field, choice)}"
            for field, choices in STANDARD_LABELS.items() for choice in choices]
    assert told == LABELS.strip().split("\n")
    assert STANDARD_WORDS.decision("open") == NOT_DECIDED == "Not decided yet"


def test_the_rules_know_which_choices_of_a_new_book_mean_what() -> None:
    assert STANDARD_ROLES == {
        "confidence": {"high": ("high",)}, "disposition": {"undecided": ("open",), "accepted": ("accepted", "accepted-in-part")},
        "status": {"draft": ("draft",)}, "standing": {"settled": ("published",)}, "effect": {"adverse": ("no-effect", "harm")}}


@pytest.mark.parametrize(("name", "words"), [
    ("failure", "kind of cause"), ("cost", "cost class"), ("searched", "date of the search"), ("where", "place of the search"),
    ("explains", "priority"), ("respondent_kind", "kind of respondent"),
])
def test_an_option_that_reads_badly_has_words_of_its_own(name: str, words: str) -> None:
    assert field_label(name) == words


def test_every_status_of_a_value_reads_well_after_is() -> None:
    assert [status_in_words([one]) for one in (*WITHOUT_VALUE, *WITH_VALUE)] == [
        "confidential", "not available", "not applicable", "provisional", "revised", "estimated", "a forecast", "of low quality",
        "so small that it rounds to zero", "the first after a break in the series", "of another definition than the others"]


def test_the_months_have_their_names() -> None:
    assert [period_in_words(f"2019-{month:02}") for month in range(1, 13)] == [f"{month} 2019" for month in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")]


def test_the_dimensions_of_the_industrial_strategy_have_their_names_and_only_foundations_are_required() -> None:
    assert [(one.id, one.name, one.plural, one.short, one.short_plural, one.required, one.tags)
            for one in NATIONAL_DIMENSIONS] == [
        ("foundation", "Foundation", "Foundations", "foundation", "foundations", True, ()),
        ("challenge", "Grand challenge", "Grand challenges", "challenge", "challenges", False, ())]


def test_the_kinds_of_items_have_the_fields_that_pages_and_rules_ask_for() -> None:
    assert set(STANDARD_FIELDS) == set(KINDS) == {"evidence", "priority", "action", "measure", "chain", "gap", "response"}
    assert {kind: " ".join(sorted(names)) for kind, names in STANDARD_FIELDS.items()} == {
        "evidence": "caution comparator confidence datasets difference differs_from effect geography lacks period references "
                    "replaces since standing",
        "priority": "because lacks reason rests_on revises status", "action": "answer asks by cost delivers lead works",
        "chain": "activity answer assumptions cause cost explains failure input lacks lead outcome output problem risks works",
        "gap": "availability chapters filled_by not_filled_by publisher searched since watch where",
        "measure": "baseline direction lacks milestones target target_source tracks",
        "response": "about brought changed chapter criterion disposition grounds late received respondent respondent_kind source "
                    "themes"}


def test_the_licences_of_a_book_have_their_own_names_and_addresses() -> None:
    assert {one.id: (one.name, one.url) for one in LICENCES.values()} == {
        "OGL-UK-3.0": ("Open Government Licence v3.0",
                       "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
        "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
        "CC-BY-SA-4.0": ("Creative Commons Attribution-ShareAlike 4.0 International",
                         "https://creativecommons.org/licenses/by-sa/4.0/"),
        "CC0-1.0": ("Creative Commons Zero v1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/")}
    assert list(LICENCES) == [one.id for one in LICENCES.values()]


@pytest.mark.parametrize(("words", "licence", "address"), [
    ("CC BY 4.0 (HESA open data)", "CC-BY-4.0", "by/4.0"), ("cc-by-4", "CC-BY-4.0", "by/4.0"),
    ("Creative Commons Attribution 4.0", "CC-BY-4.0", "by/4.0"), ("CC BY-SA 4.0", "CC-BY-SA-4.0", "by-sa/4.0"),
    ("CC-BY-SA-4", "CC-BY-SA-4.0", "by-sa/4.0"), ("Attribution-ShareAlike 4.0", "CC-BY-SA-4.0", "by-sa/4.0"),
    ("attribution share alike 4", "CC-BY-SA-4.0", "by-sa/4.0"), ("CC0", "CC0-1.0", "zero/1.0"),
    ("cc zero", "CC0-1.0", "zero/1.0"), ("Open Parliament Licence", "other-open", "open-parliament-licence"),
    ("Eurostat, reuse allowed", "other-open", "eurostat"),
    ("Open Government Licence v3.0", "OGL-UK-3.0", "version/3"), ("Open Government License", "OGL-UK-3.0", "version/3"),
    ("OGL", "OGL-UK-3.0", "version/3"), ("OGL 3", "OGL-UK-3.0", "version/3"),
])
def test_a_licence_is_known_by_what_a_card_calls_it(words: str, licence: str, address: str) -> None:
    known = licence_called(words)
    assert known and (known.id, address in known.url) == (licence, True)


@pytest.mark.parametrize("words", [
    "Open Government Licence v2.0", "Open Government Licence 1", "OGL v1", "OGL 2", "CC BY 3.0", "CC BY-NC 4.0", "CC BY-SA 3.0",
    "All rights reserved", "", "ccby40", "Xcc0", "slogl",
])
def test_another_version_of_a_licence_is_not_known(words: str) -> None:
    assert licence_called(words) is None


def test_the_licences_of_parliament_and_of_eurostat_have_their_names_too() -> None:
    assert [(known.name, known.url) for known in map(licence_called, ("open parliament licence", "eurostat")) if known] == [
        ("Open Parliament Licence v3.0",
         "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/"),
        ("Eurostat copyright policy", "https://ec.europa.eu/eurostat/help/copyright-notice")]
