"""The benchmark: books of any size, the same text for plain Sphinx and other tools, and a runner that measures all in turn."""
