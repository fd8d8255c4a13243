"""The small book with five questions of its own, none of which any other book asks, and a point to each of them and to none."""

from __future__ import annotations

from tests.books.broken_books import ASKED
from tests.books.small_book import changed, edition_page

QUESTIONS = {"fairness": ("Fair", "Is it fair to all?"), "cost": ("Worth the money", "Does it cost too much?"),
             "clarity": ("Clear", "Can it be understood?"), "local-voice": ("Heard locally", "Were those who live here heard?"),
             "other": ("Anything else", "What else should be known?")}
"""Each question by its id: its name, and how it is asked."""
ANOTHERS = ("accura", "completen", "insight")
"""How the words of the questions begin that another book asks."""
CONSULTATION = """\
opened = "2019-09"
deadline = 2019-10-18
contact = "the strategy team"
asked_for = "your view"
this_copy = "This copy is for practice."
""" + "".join(f'\n[[criterion]]\nid = "{key}"\nname = "{name}"\nquestion = "{asked}"\n'
              for key, (name, asked) in QUESTIONS.items())
SETTINGS = changed("ubproject.toml", '"accuracy", "completeness", "insight", "not-stated"',
                   ", ".join(f'"{key}"' for key in (*QUESTIONS, "not-stated")))
FOLDER = "strategy/consultation"


def response(number: int, question: str) -> str:
    """One point of somebody to a question, decided on."""
    return (f":::{{response}} Point {number}\n:id: RSP_OWN_{number:02}\n:about: EV_SKILLS\n:respondent: Sender {number % 3}\n"
            f":criterion: {question}\n:received: 2019-10-11\n:source: e-mail\n:disposition: not-accepted\n"
            f":grounds: It stands.\n\n> Words of number {number}.\n:::\n\n")


def points_by_question() -> dict[str, int]:
    """How many points each question has in the book: another number for each."""
    return {question: number for number, question in enumerate((*QUESTIONS, "not-stated"), start=1)}


def own_questions() -> dict[str, str]:
    """The files of the small book that are changed or added."""
    asked = [question for question, number in points_by_question().items() for _ in range(number)]
    return {
        **SETTINGS, ASKED: CONSULTATION,
        f"{FOLDER}/responses/many.md": "# Responses\n\n" + "".join(response(*one) for one in enumerate(asked, start=1)),
        f"{FOLDER}/index.md": "# You said, we did\n\n```{response-table}\n```\n",
        f"{FOLDER}/list.md": "# All points\n\n```{response-table} question\n```\n\n```{response-list}\n```\n",
        "strategy/2020-03/people.md": edition_page("2020-03").replace(
            ":revises: D19_PRI_SKILLS\n", ":revises: D19_PRI_SKILLS\n:reason: It said too little.\n"),
        "index.md": "# Book\n\n```{toctree}\nevidence/index\nstrategy/2019-12/index\nstrategy/2020-03/index\n" + "".join(
            f"{FOLDER}/{name}\n" for name in ("index", "list", "responses/many")) + "```\n"}
