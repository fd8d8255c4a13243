"""The areas of a book by publishers' names for them: codes, names, or names that the author has assigned."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.data_import.sheet_grid import import_fault
from goldenthread.model import Area, nearest, slug


class AreaNames:
    """Finds the id of an area. `own` are ids by the names that a file gives them. Raises `Fault` for an unknown id."""

    def __init__(self, areas: Mapping[str, Area], own: Mapping[str, str], file: str) -> None:
        self._ids: dict[str, str] = {}
        for area in areas.values():
            for name in (area.code, area.id, area.name):
                if name:
                    self._ids.setdefault(slug(name), area.id)
        for name, key in own.items():
            if key not in areas:
                raise import_fault(file, "import.area", f"'{key[:40]}' is not an area of evidence/areas.toml.",
                              f"Declare it there, or name another.{nearest(key, areas)}")
            self._ids[slug(name)] = key

    def id_of(self, text: str) -> str:
        """The id of an area by its code, name or id; an empty text for anything else.

        Nomis puts the kind of area before its name: `ualad09:…`.
        """
        return self._ids.get(slug(text)) or self._ids.get(slug(text.rpartition(":")[2])) or ""
