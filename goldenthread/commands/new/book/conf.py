"""The book's own settings for Sphinx; for all others goldenthread has defaults. Its title is in strategy/editions.toml."""

extensions = ["goldenthread"]
language = "en_GB"
copyright = "Open Government Licence v3.0 for the data; each table names its publisher"
