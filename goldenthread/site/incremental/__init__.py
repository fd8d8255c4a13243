"""What Sphinx reads and writes again after a change: the one place that works around how Sphinx decides it."""
