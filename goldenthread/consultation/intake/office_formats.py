"""Formats of office programs that are not read here: LibreOffice converts them where it is on the computer.

It runs in a process of its own, with a profile of its own, no window and no network, and runs no macro when it converts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from goldenthread.consultation.intake.safe_files import read_file, refuse

SECONDS = 90
CONVERTED: Mapping[str, str] = {".doc": ".docx", ".docm": ".docx", ".odt": ".docx", ".rtf": ".docx",
                                ".xls": ".xlsx", ".xlsm": ".xlsx", ".ods": ".xlsx"}
"""What each format is converted into."""
PLACES = ("/usr/bin/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice",
          "C:/Program Files/LibreOffice/program/soffice.exe")
HOW_TO: Mapping[str, str] = {
    ".docx": "In Word or LibreOffice choose Save As and Word Document (.docx); in Outlook reply, and ask the sender to do so.",
    ".xlsx": "In Excel or LibreOffice choose Save As and Excel Workbook (.xlsx); in Outlook reply, and ask the sender to do so.",
}


def office_program() -> str:
    """Where LibreOffice is on this computer; an empty text where it is not found."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in PLACES if os.access(place, os.X_OK)), "")


def converted(raw: bytes, name: str, suffix: str) -> tuple[bytes, str, str]:
    """The bytes of a file as they are read, the ending of that format, and what the author is told of it.

    A file of a format that is read comes back as it is. Raises `Fault` where it would have to be converted and cannot be.
    """
    target = CONVERTED.get(suffix, "")
    if not target:
        return raw, suffix, ""
    program = office_program()
    if not program:
        refuse(name, "intake.kind", f"'{suffix}' is taken in where LibreOffice is installed, and it is not found here.",
               HOW_TO[target])
    # a file for an answer, for LibreOffice writes none to standard output
    with tempfile.TemporaryDirectory(prefix="goldenthread-") as folder:
        place = Path(folder)
        (place / f"received{suffix}").write_bytes(raw)
        made = place / "out" / f"received{target}"
        with suppress(OSError, subprocess.TimeoutExpired):  # told of below, by what is not there
            subprocess.run([program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore",
                            "--convert-to", target[1:], "--outdir", str(made.parent), str(place / f"received{suffix}")],
                           capture_output=True, timeout=SECONDS, check=False)
        if not made.is_file():
            refuse(name, "intake.damaged", f"LibreOffice could not convert the file within {SECONDS} seconds.", HOW_TO[target])
        return read_file(made, name), target, (f"LibreOffice has converted it from {suffix} to {target}: compare it with the "
                                               "original where words seem to be missing.")
