"""Letters of a campaign among many points: which are nearly the same words, and what each counts for."""

from __future__ import annotations

import random

import pytest

from goldenthread.analysis import campaigns_in, own_words_of
from goldenthread.model import ON_THE_WORDS, Place, Response

WORDS = [first + last for first in ("ba", "de", "fi", "go", "hu", "ja", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "wu")
         for last in ("rn", "lt", "sk", "mp", "nd", "ck", "ft", "ns", "st", "rk", "ll", "zz", "xt", "pt", "gh")]


def words(number: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=number))


def point(number: int, body: str, respondent: str = "") -> Response:
    return Response(id=f"RSP_{number:05}", title="A point", place=Place(file="strategy/a.md", line=number), order=number,
                    body=body, fields={"respondent": respondent or f"Resident {number}"})


def edited(letter: str, changes: int, seed: int) -> str:
    """A letter with some of its words changed, a line in front and one behind."""
    made, parts = random.Random(seed), letter.split()
    for _ in range(changes):
        parts[made.randrange(len(parts))] = made.choice(WORDS)
    return f"I have lived here for {seed} years. {' '.join(parts)} Yours, [name removed]"


def test_letters_of_two_campaigns_are_found_among_others_whatever_their_order() -> None:
    first, second = words(120, 1), words(90, 2)
    points = [point(number, edited(first, 4, number)) for number in range(200)]
    points += [point(number, edited(second, 3, number)) for number in range(200, 320)]
    points += [point(number, words(100, number)) for number in range(320, 500)]
    found = campaigns_in(points)
    assert [(one.respondents, len(one.points), len(one.wordings)) for one in found] == [(200, 200, 1), (120, 120, 1)]
    assert [one.first.id for one in found] == ["RSP_00000", "RSP_00200"]
    random.Random(3).shuffle(points)
    assert campaigns_in(points) == found


def test_a_letter_with_words_of_its_own_that_outweigh_the_campaigns_is_no_letter_of_it() -> None:
    letter = words(60, 1)
    points = [point(number, letter) for number in range(3)]
    points += [point(3, f"{letter} {words(40, 2)}"), point(4, f"{letter} {words(90, 3)}")]
    assert [[one.id for one in found.points] for found in campaigns_in(points)] == [
        ["RSP_00000", "RSP_00001", "RSP_00002", "RSP_00003"]]


def test_short_points_and_letters_of_two_bodies_are_no_campaign() -> None:
    assert campaigns_in([point(number, "I agree with all of it.") for number in range(50)]) == []
    assert campaigns_in([point(number, words(60, 1), f"Body {number % 2}") for number in range(50)]) == []


@pytest.mark.parametrize("language", ON_THE_WORDS)
def test_the_books_own_words_make_no_campaign_of_comments_on_them(language: str) -> None:
    quoted, heading = words(60, 1), ON_THE_WORDS[language]
    points = [point(number, f"> {words(30, number + 10)}\n\n{heading}\n\n> {quoted}") for number in range(5)]
    assert campaigns_in(points) == []
    assert own_words_of(points[0]) == words(30, 10)


def test_a_letter_about_three_findings_is_one_campaign_with_three_wordings() -> None:
    paragraphs = [words(40, seed) for seed in (1, 2, 3)]
    points = [point(10 * number + place, edited(paragraph, 1, number), f"Resident {number}")
              for number in range(8) for place, paragraph in enumerate(paragraphs)]
    found = campaigns_in(points)
    assert [(one.respondents, len(one.points), len(one.wordings)) for one in found] == [(8, 24, 3)]


def test_what_most_sent_word_for_word_stands_for_the_others() -> None:
    letter = words(50, 1)
    points = [point(0, f"{letter} {words(20, 2)}"), point(1, " ".join(letter.split()[:30]) + " " + words(5, 3)),
              point(2, letter), point(3, letter), point(4, letter.upper())]
    assert [one.first.id for one in campaigns_in(points)] == ["RSP_00000"]
    assert len(campaigns_in(points)[0].points) == 5


def with_first(letter: str, count: int, seed: int) -> str:
    """A letter whose first words are others; with a negative number, its last."""
    parts = letter.split()
    changed = slice(None, count) if count > 0 else slice(count, None)
    parts[changed] = words(abs(count), seed).split()
    return " ".join(parts)


def members(points: list[Response]) -> list[list[int]]:
    """The numbers of the points of each campaign."""
    return [[one.order for one in found.points] for found in campaigns_in(points)]


def test_a_campaign_begins_with_twenty_words_from_three_respondents() -> None:
    assert members([point(number, words(20, 1)) for number in range(3)]) == [[0, 1, 2]]
    assert members([point(number, words(20, 1)) for number in range(2)]) == []
    assert members([point(number, words(19, 1)) for number in range(3)]) == []
    # what was removed for privacy is no word of the letter
    assert members([point(number, f"{words(19, 1)} [name removed]") for number in range(3)]) == []
    # one respondent, whatever the capitals
    assert members([point(number, words(20, 1), name) for number, name in enumerate(("Board", "BOARD", "Club"))]) == []


def test_a_point_belongs_to_a_letter_when_half_of_its_runs_of_three_words_do() -> None:
    letter = words(22, 1)  # 20 runs of three words
    same = [point(number, letter) for number in range(3)]
    for count, joins in ((10, True), (11, False), (-10, True), (-11, False)):
        assert members([*same, point(3, with_first(letter, count, 2))]) == [[0, 1, 2, *([3] if joins else [])]], count
    # three words apart from each other are in nine of the twenty runs of three, and in twelve of nineteen runs of four
    parts = letter.split()
    parts[4], parts[9], parts[14] = words(3, 2).split()
    assert members([*same, point(3, " ".join(parts))]) == [[0, 1, 2, 3]]


def test_of_two_letters_as_near_the_first_gets_the_point_and_of_two_wordings_as_common_the_first_leads() -> None:
    letter = words(22, 1)
    front, back, other = with_first(letter, 10, 2), with_first(letter, -10, 3), words(22, 4)
    points = [point(number, front) for number in range(3)] + [point(number, back) for number in range(3, 6)]
    points += [point(number, other) for number in range(6, 9)]
    assert members([*points, point(9, letter)]) == [[0, 1, 2, 9], [3, 4, 5], [6, 7, 8]]
    assert members([*points, point(9, with_first(back, 2, 5))]) == [[3, 4, 5, 9], [0, 1, 2], [6, 7, 8]]
    by_wording = {letter: (0, 5), front: (1, 2), back: (3, 4)}
    assert members([point(number, body) for body, numbers in by_wording.items() for number in numbers]) == [[0, 1, 2, 3, 4, 5]]


def test_two_wordings_are_one_campaign_when_half_of_the_senders_of_the_more_common_sent_both() -> None:
    one, other = words(40, 1), words(40, 2)
    sent = [point(number, one, f"Resident {number}") for number in range(6)]

    def others(*residents: int) -> list[Response]:
        return [point(10 + number, other, f"Resident {number}") for number in residents]

    assert members([*sent, *others(0, 1, 2)]) == [[0, 1, 2, 3, 4, 5, 10, 11, 12]]
    assert members([*sent, *others(0, 1, 7)]) == [[0, 1, 2, 3, 4, 5], [10, 11, 17]]
    assert members([*sent, *others(0, 1, 2, 6, 7, 8, 9)]) == [[10, 11, 12, 16, 17, 18, 19], [0, 1, 2, 3, 4, 5]]


def test_a_campaign_is_named_by_its_commonest_wording_and_of_two_as_common_by_the_first() -> None:
    one, other = words(40, 1), words(40, 2)
    both = [point(number, one, f"Resident {number}") for number in range(3)]
    both += [point(10 + number, other, f"Resident {number}") for number in range(5)]
    assert [found.first.order for found in campaigns_in(both)] == [10]
    level = [point(place, one, f"Resident {number}") for number, place in enumerate((0, 8, 9))]
    level += [point(place, other, f"Resident {number}") for number, place in enumerate((1, 2, 3))]
    assert [found.first.order for found in campaigns_in(level)] == [0]


def test_a_respondents_own_paragraphs_stay_apart() -> None:
    body = f"> One.\n\n{ON_THE_WORDS['en']}\n\n> The book's.\n\n> Two.\n> Three."
    assert own_words_of(point(1, body)) == "One.\n\nTwo.\nThree."
