"""Frameworks of other shapes than the Industrial Strategy's, and the small book under each."""

from __future__ import annotations

from tests.books.small_book import FRAMEWORK, small_book

HEAD = 'title = "{title}"\npublisher = "The body"\npublished = "2019"\nurl = "https://example.org/{key}"\n'


def dimension(key: str, name: str, plural: str, tags: dict[str, str], more: str = "") -> str:
    """A dimension as its file has it; `tags` are names by id."""
    entries = "".join(f'\n[[dimension.tag]]\nid = "{tag}"\nname = "{words}"\naim = "To do well."\n'
                      for tag, words in tags.items())
    return f'\n[[dimension]]\nid = "{key}"\nname = "{name}"\nplural = "{plural}"\n{more}{entries}'


PILLARS = HEAD.format(title="A plan of pillars", key="pillars") + dimension(
    "pillar", "Pillar", "Pillars", {"work": "Good work", "homes": "Warm homes", "air": "Clean air"}, "required = true\n")
GOALS = HEAD.format(title="Seventeen goals", key="goals") + dimension(
    "goal", "Goal", "Goals", {str(number): f"Goal {number}" for number in range(1, 18)}, "required = true\n")
THEMES = {name: name.capitalize() for name in ("soil", "water", "species", "woods", "people", "farming", "climate")}
HABITATS = {"moor": "Moorland", "marsh": "Marsh", "coast": "Coast"}
NATURE = HEAD.format(title="Nature recovery", key="nature") + dimension(
    "theme", "Theme", "Themes", THEMES) + dimension(
    "priority-habitat", "Priority habitat", "Priority habitats", HABITATS,
    'short = "habitat"\nshort_plural = "habitats"\nrequired = true\n')

# the framework, and the tags of the book's finding and of its priorities
SHAPES = {
    "pillars": (PILLARS, "work"), "goals": (GOALS, "4, 13"), "nature": (NATURE, "water, marsh"),
    "national": (FRAMEWORK, "people"),
}


def book_of_shape(shape: str) -> dict[str, str]:
    """Every file of the small book, tagged with the framework of a shape."""
    framework, tags = SHAPES[shape]
    return {name: text.replace(":tags: people\n", f":tags: {tags}\n") for name, text in small_book().items()} | {
        "strategy/framework.toml": framework}
