"""The roll-up: one site over the registers of many areas' books, each built on its own."""

from goldenthread.rollup.rollup_command import FOLDER, rollup

__all__ = ["FOLDER", "rollup"]
