"""The book's own settings for Sphinx; for all others goldenthread has defaults. Its title is in strategy/editions.toml."""

extensions = ["goldenthread"]
language = "en_GB"
copyright = "Each table names its publisher and its licence"
