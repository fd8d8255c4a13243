"""`python -m tests.supply` writes the bill of materials and the list of licences from the lock."""

from __future__ import annotations

from tests.supply.bill import bill_of_materials
from tests.supply.lock import ROOT
from tests.supply.page import licences_page

BILL, PAGE = "goldenthread/documents/record/software.cdx.json", "docs/developers/licences.md"

if __name__ == "__main__":
    for file, text in ((BILL, bill_of_materials()), (PAGE, licences_page())):
        (ROOT / file).write_text(text, encoding="utf-8")
        print(f"{file} is written.")
