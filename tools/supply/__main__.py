"""`python -m tools.supply` writes the bill of materials and the list of licences from the lock."""

from __future__ import annotations

from tools.supply.bill import bill_of_materials
from tools.supply.lock import ROOT
from tools.supply.page import licences_page

BILL, PAGE = "goldenthread/documents/record/software.cdx.json", "docs/developers/licences.md"

if __name__ == "__main__":
    for file, text in ((BILL, bill_of_materials()), (PAGE, licences_page())):
        (ROOT / file).write_text(text, encoding="utf-8")
        print(f"{file} is written.")
