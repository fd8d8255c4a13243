"""Words that people write when they mean a form of `{value}`, used to suggest that form."""

from __future__ import annotations

WHOLE_FORMS = ("A as % of B", "A as multiple of B", "A as index of B")
"""Forms that begin with a value, suggested to someone who leaves out that first value."""
SYNONYMS = {
    "plus": ("+", "and", "add", "added to"),
    "less": ("minus", "-", "without", "subtract"),
    "per": ("/", "divided by", "for each", "over"),
    "as % of": ("per cent of", "percent of", "as percent of", "as per cent of", "as percentage of", "as a percentage of",
                "as share of", "as a share of", "as proportion of", "as a proportion of", "% of", "out of",
                "relative to"),
    "as multiple of": ("divided by", "times", "as times"),
    "as index of": ("relative to", "as index with", "indexed to"),
    "rise from": ("change", "growth", "rise", "increase", "up from", "gain"),
    "fall from": ("change", "fall", "decrease", "decline", "drop", "reduction", "down from", "loss"),
    "annual rise from": ("growth", "cagr", "compound", "annual growth", "annual change", "yearly", "average annual"),
    "annual fall from": ("cagr", "compound", "annual change", "yearly", "average annual"),
    "to": ("and", "until", "into"),
    "in points": ("points", "in percentage points", "pp", "percentage points"),
    "with %": ("with percentage", "with percent", "and %", "with per cent"),
    "gap between": ("difference", "gap", "distance", "between"),
    "rank of": ("rank", "place of", "position of"),
    "from lowest": ("lowest", "from bottom", "ascending"),
    "count of": ("number of", "how many", "count"),
    "above": ("over", "more than", "higher than", "greater than", ">"),
    "below": ("less than", "lower than", "fewer than", "under", "<"),
    "among": ("over", "in", "of", "of all", "across", "by"),
    "sum of": ("total", "sum", "add up"),
    "mean of": ("average", "avg", "mean"),
    "median of": ("middle", "median"),
    "highest of": ("maximum", "max", "largest", "greatest", "highest"),
    "lowest of": ("minimum", "min", "smallest", "lowest"),
    "A as % of B": ("share of", "percentage of", "proportion of", "percent"),
    "A as multiple of B": ("ratio", "times", "multiple of"),
    "A as index of B": ("index", "indexed"),
}
"""For each phrase of the grammar, what people write instead, in lower case; some words are listed under several phrases."""

SAID_OPTIONS = (
    (r"(\d) ?(?:dps?|d\.p\.?|decimal places?|places?|decimals?)(?: .*)?", "{} decimals"),
    (r"(\d) ?(?:sf|s\.f\.?|sig\.? figs?\.?|significant (?:digits?|figures?)|sig\.? figures?)(?: .*)?", "{} significant figures"),
    (r"(?:rounded|round|whole|whole number|integer|no decimals)", "0 decimals"),
    (r"(?:rounded )?(?:to )?(?:the )?nearest (?:ten|tens)", "nearest 10"),
    (r"(?:rounded )?(?:to )?(?:the )?nearest (?:hundred|hundreds)", "nearest 100"),
    (r"(?:rounded )?(?:to )?(?:the )?nearest (?:thousand|thousands|k)", "nearest 1000"),
    (r"(?:rounded )?(?:to )?(?:the )?nearest (?:million|m)", "nearest 1000000"),
    (r"(?:rounded )?(?:to )?(?:the )?nearest (\d+)", "nearest {}"),
    (r"(?:in )?(?:k|thousand|thousands|000s)", "in thousands"), (r"(?:in )?(?:m|mn|mln|million|millions)", "in millions"),
    (r"(?:in )?(?:bn|billion|billions)", "in billions"),
    (r"(?:as )?(?:1|one) in (?:\w+)", "as 1 in n"),
    (r"(?:as )?(?:a |about a )?(?:fraction|third|half|quarter|fifth)|in words", "as a fraction"),
    (r"(?:with )?(?:ci|confidence interval|margin|margin of error|error|interval|±)", "with interval"),
    (r"(?:rank|as rank|as ordinal|as an ordinal)", "ordinal"),
    (r"(?:without|hide|omit) (?:the )?units?|no units|unitless|number only", "no unit"),
)
"""Patterns of what people write when they mean an option, with that option; `{}` stands for the number that they wrote."""
