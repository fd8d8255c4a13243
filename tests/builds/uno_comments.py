"""Comments on every paragraph of a Word file and one tracked change, made by LibreOffice itself through UNO.

`python3 uno_comments.py PROGRAM FOLDER COPY MARKED` is run by a Python that has the module `uno`, which the tests' own has not.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def key_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())[:60]


def connect(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def option(name: str, value: object) -> PropertyValue:
    return PropertyValue(Name=name, Value=value)


def mark(document, text) -> None:
    paragraphs, seen = text.createEnumeration(), {}
    every = []
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if (paragraph.supportsService("com.sun.star.text.Paragraph") and key_of(paragraph.String)
                and not paragraph.ParaStyleName.lower().startswith(("contents", "toc"))):
            every.append(paragraph)
    for paragraph in every:
        key = key_of(paragraph.String)
        seen[key] = seen.get(key, 0) + 1
        comment = document.createInstance("com.sun.star.text.textfield.Annotation")
        comment.Author, comment.Content = "Anna Brown", f"Point {key} {seen[key]}."
        cursor = text.createTextCursorByRange(paragraph.Start)
        cursor.gotoRange(paragraph.End, True)
        text.insertTextContent(cursor, comment, True)
    document.RecordChanges = True
    search = document.createReplaceDescriptor()
    search.SearchString, search.ReplaceString = "The share was", "The part was"
    document.replaceAll(search)


def main(program: str, folder: str, copy: str, marked: str) -> None:
    pipe = f"goldenthread{Path(folder).name.replace('-', '')}"
    office = subprocess.Popen([program, f"-env:UserInstallation={Path(folder).as_uri()}/profile", "--headless", "--norestore",
                               "--nologo", f"--accept=pipe,name={pipe};urp;"])
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(Path(copy).as_uri(), "_blank", 0, (option("Hidden", True),))
        mark(document, document.Text)
        document.storeToURL(Path(marked).as_uri(), (option("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    finally:
        office.terminate()
        office.wait(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
