"""The project's own benchmark: books of any size, the same text for plain Sphinx, and a runner that measures both in turn."""
