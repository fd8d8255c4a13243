"""Sentences about nothing: as long and as varied as those of a real book, the same for the same seed."""

from __future__ import annotations

from random import Random

PLACES = ("the area", "the northern districts", "the valley towns", "the two ports", "the rural east", "the inner wards",
          "the partnership's area", "the western corridor", "the older towns", "the county's edge")
SUBJECTS = ("Employers", "Residents", "Smaller firms", "Colleges and training providers", "Councils", "Households on low incomes",
            "Firms that export", "Commuters", "Young adults", "Owners of older buildings", "Public bodies", "Growing firms")
VERBS = ("report", "have seen", "speak of", "depend on", "have put more into", "still lack", "could gain from", "compete for",
         "are moving towards", "have begun to plan for", "lose time to", "are held back by")
OBJECTS = ("steady growth in skilled work", "shortages of technical skills", "better links between towns", "older machines",
           "ideas that come out of local research", "homes that are costly to heat", "the cost of land near stations",
           "slow connections outside the towns", "a wider choice of suppliers", "longer working lives", "cleaner journeys",
           "work that suits people who care for others", "premises that can grow with a firm", "finance for new products")
ENDINGS = ("", ", though less than before", ", above all in the last few years", ", as the tables of this chapter show",
           " more than their neighbours do", ", and the gap has hardly moved", " when measured against the country as a whole",
           ", whichever source one takes", ", but the newest counts are provisional", ", and few expect this to change soon")


def sentence(random: Random) -> str:
    """A sentence of about fourteen words."""
    place = random.choice(PLACES)
    return f"{random.choice(SUBJECTS)} in {place} {random.choice(VERBS)} {random.choice(OBJECTS)}{random.choice(ENDINGS)}."


def prose(random: Random, sentences: int) -> str:
    """A paragraph of so many sentences."""
    return " ".join(sentence(random) for _ in range(sentences))


def phrase(random: Random) -> str:
    """A few words for a title."""
    words = random.choice(OBJECTS)
    return f"{words[0].upper()}{words[1:]} in {random.choice(PLACES)}"
