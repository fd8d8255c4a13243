"""What a reader may take away from the site: the register as a workbook, as CSV, and as JSON with its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from goldenthread.documents import (
    SCHEMA_FILE,
    cover_of_register,
    edition_as_stratml,
    notes_on_register,
    register_as_csv,
    register_as_json,
    register_schema,
    sheets_of_register,
    stratml_file,
    workbook_as_xlsx,
)
from goldenthread.model import Item
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.system import write_changed


def write_downloads(app: Sphinx, builder: BookHTMLBuilder) -> None:
    """Put `register.xlsx`, `.csv`, `.json`, `.schema.json` and each edition as StratML at the site's root.

    The same bytes for the same book.
    """
    domain = BookDomain.of(app.env)
    register, out = domain.register, Path(app.outdir)

    def page_of_item(item: Item) -> str:
        return f"{builder.get_target_uri(item.place.docname)}#{item.id}"

    language = str(app.config.language).replace("_", "-")
    sheets = sheets_of_register(register, domain.texts, domain.workings)
    xlsx = workbook_as_xlsx(cover_of_register(register, language), notes_on_register(register), sheets)
    write_changed(out / "register.xlsx", xlsx)
    # the mark at the start tells spreadsheets that the letters are UTF-8
    write_changed(out / "register.csv", register_as_csv(register, page_of_item, domain.texts).encode("utf-8-sig"))
    register_json = register_as_json(register, page_of_item, domain.texts, domain.workings)
    write_changed(out / "register.json", _json(register_json))
    plans = {stratml_file(edition.id): edition_as_stratml(register, edition, domain.texts)
             for edition in register.editions.values()}
    for left in out.glob(stratml_file("*")):
        if not plans.get(left.name):
            left.unlink()
    for name, plan in plans.items():
        if plan:  # an edition without a priority is no plan yet
            write_changed(out / name, plan)
    schema = register_schema(register, domain.loaded.vocabulary.id_pattern)
    write_changed(out / SCHEMA_FILE, _json(schema))


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
