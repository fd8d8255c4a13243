"""Objects handed to a Sphinx application through its settings."""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Handover(Generic[Value]):
    """Carries one object through a Sphinx setting without having it pickled.

    Sphinx keeps the values of settings in `environment.pickle`. A whole book or roll-up has no place there: whoever
    unpickles a handover finds it empty (`value` is None).
    """

    def __init__(self, value: Value | None = None) -> None:
        self.value = value

    def __reduce__(self) -> tuple[type[Handover[Value]], tuple[()]]:
        return type(self), ()
