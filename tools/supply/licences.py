"""Which licences may be used, and why: the one list of them, and how to tell whether a package's licence is on it."""

from __future__ import annotations

from dataclasses import dataclass

from license_expression import AND, LicenseExpression, Licensing, get_spdx_licensing

from tools.supply.lock import licences_in_metadata

KEEP = "Its notice must be kept with it. The packages bring theirs, and we copy none of their code into ours."
FILES = "Copyleft for its own files only. They are used unchanged, and their source is where the package comes from."
ALLOWED = {
    "0BSD": "Asks for nothing.", "CC0-1.0": "Given up to the public.", "Unlicense": "Given up to the public.",
    "MIT-0": "Asks for nothing.", "WTFPL": "Asks for nothing.", "MIT": KEEP, "MIT-CMU": KEEP, "BSD-2-Clause": KEEP,
    "BSD-3-Clause": KEEP, "ISC": KEEP, "Zlib": KEEP, "BSL-1.0": KEEP, "PSF-2.0": KEEP, "Unicode-3.0": KEEP,
    "Unicode-DFS-2016": KEEP, "IJG": KEEP, "FTL": KEEP, "libtiff": KEEP, "X11": KEEP,
    "Apache-2.0": "Its notice must be kept with it; it grants its patents. May be used beside MIT code.",
    "Apache-2.0 WITH LLVM-exception": "As Apache-2.0, and asks for less.",
    "MPL-2.0": FILES,
    "OFL-1.1": "Fonts: may be bundled, and embedded in documents of any licence. A changed font takes another name.",
    "Bitstream-Vera": "Fonts: as OFL-1.1.", "LPPL-1.3c": "Fonts: as OFL-1.1 (the GUST Font License is this one).",
}
"""By SPDX id: why it goes with our own licence, MIT."""

ALONE = {
    "pandoc": ("GPL-2.0-or-later", "A program of its own: it is started as a process, is given JSON and gives back a file. "
               "Nothing of it is linked with our code or copied into it, and what it writes is not under its licence."),
    "codespell": ("GPL-2.0-only", "A program of its own, run on the text by `make lint`. No output holds anything of it."),
    "text-unidecode": ("Artistic-1.0-Perl OR GPL-1.0-or-later", "Comes with frictionless, by which a test reads our data "
                       "package. No output holds anything of it, and our code does not load it."),
}
"""Licences that are allowed for one part only, and why."""

STATED = {
    "alabaster": "BSD-3-Clause", "axe-playwright-python": "MIT", "colorama": "BSD-3-Clause", "docutils": "BSD-2-Clause",
    "google-re2": "BSD-3-Clause", "isodate": "BSD-3-Clause", "jinja2": "BSD-3-Clause", "olefile": "BSD-2-Clause",
    "proselint": "BSD-3-Clause",
    "pypdfium2": "Apache-2.0 OR BSD-3-Clause", "sphinxcontrib-applehelp": "BSD-2-Clause", "sphinxcontrib-devhelp": "BSD-2-Clause",
    "sphinxcontrib-htmlhelp": "BSD-2-Clause", "sphinxcontrib-jquery": "0BSD", "sphinxcontrib-jsmath": "BSD-2-Clause",
    "sphinxcontrib-qthelp": "BSD-2-Clause", "sphinxcontrib-serializinghtml": "BSD-2-Clause",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-1.0-or-later",
}
"""Read from the text of the licence, where a package names it loosely ("BSD License") or not at all."""

WORDINGS = {
    "MIT License": "MIT", "BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC", "PSFL": "PSF-2.0", "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""Other names of licences that leave no doubt which is meant."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Other software that a package brings with it."""

    package: str
    name: str
    licence: str
    note: str = "Comes as it is published, with its notice."


INSIDE = (
    Inside("pypandoc-binary", "pandoc", "GPL-2.0-or-later", ALONE["pandoc"][1]),
    Inside("typst", "Typst", "Apache-2.0", "The typesetter itself, with its Rust libraries; the package lists them."),
    Inside("typst", "Libertinus Serif", "OFL-1.1"),
    Inside("typst", "New Computer Modern", "LPPL-1.3c"),
    Inside("typst", "DejaVu Sans Mono", "Bitstream-Vera"),
    Inside("fontpkg-source-sans-3", "Source Sans 3", "OFL-1.1", "Set in the PDF files. The pages carry a part of it, under "
           "another name as its licence asks, with the licence beside it (`goldenthread/site/static`)."),
    Inside("fontpkg-source-serif-4", "Source Serif 4", "OFL-1.1", "Set in the PDF files."),
    Inside("manimgx-fonts", "Noto Sans and Noto Emoji", "OFL-1.1", "Set in the PDF files for signs of other scripts."),
    Inside("noto-cjk-sans-jp-regular", "Noto Sans CJK", "OFL-1.1", "Set in the PDF files for Chinese, Japanese and Korean."),
    Inside("pikepdf", "qpdf", "Apache-2.0"), Inside("pikepdf", "libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib"),
    Inside("lxml", "libxml2", "MIT"), Inside("lxml", "libxslt", "MIT"),
    Inside("pillow", "FreeType", "FTL"), Inside("pillow", "HarfBuzz", "MIT"), Inside("pillow", "Raqm", "MIT"),
    Inside("pillow", "LibTIFF", "libtiff"), Inside("pillow", "libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib"),
    Inside("pillow", "OpenJPEG", "BSD-2-Clause"), Inside("pillow", "libwebp", "BSD-3-Clause"),
    Inside("pillow", "Little CMS", "MIT"),
    Inside("pillow", "libxcb", "X11"), Inside("sphinxcontrib-jquery", "jQuery", "MIT", "Left out of our pages."),
    Inside("furo", "Gumshoe", "MIT"), Inside("babel", "Unicode CLDR", "Unicode-3.0"),
    Inside("playwright", "Node.js", "MIT", "Only in tests."),
    Inside("axe-playwright-python", "axe-core", "MPL-2.0", "Only in tests."),
    Inside("pypdfium2", "PDFium", "BSD-3-Clause AND Apache-2.0", "Reads PDF files that respondents send."),
)


@dataclass(frozen=True, slots=True)
class Shipped:
    """Software of others whose code stands among ours: where it is published, and the files that hold it and its licence."""

    name: str
    version: str
    licence: str
    npm: str
    file: str
    licence_file: str
    note: str


SHIPPED = (
    Shipped("MiniSearch", "7.2.0", "MIT", "minisearch", "goldenthread/site/static/minisearch.js",
            "goldenthread/site/static/minisearch-licence.txt",
            "The words of the search. The file `dist/umd/index.js` of the package, made smaller by terser 5.51.4 with `-c -m`, "
            "under a line that says so; nothing else is changed."),
)

SPDX: Licensing = get_spdx_licensing()


def licence_of(name: str) -> str:
    """The licence of a package of the lock as an SPDX expression. Ends the program when it cannot be told."""
    for wording in (STATED[name],) if name in STATED else licences_in_metadata(name):
        expression = WORDINGS.get(wording, wording)
        if len(expression) < 100 and not SPDX.validate(expression).errors:
            return str(SPDX.parse(expression))
    raise SystemExit(f"{name} does not say which licence it has. Read its licence, and enter it under STATED in "
                     "tools/supply/licences.py.")


def is_allowed(expression: str, part: str = "") -> bool:
    """Whether an SPDX expression is allowed, for any part or for this one: of an OR one side will do, of an AND all must."""
    if part in ALONE and str(SPDX.parse(ALONE[part][0])) == str(SPDX.parse(expression)):
        return True
    return _allowed(SPDX.parse(expression, validate=True))


def _allowed(expression: LicenseExpression) -> bool:
    if args := getattr(expression, "args", ()):
        return (all if isinstance(expression, (AND, SPDX.AND)) else any)(_allowed(one) for one in args)
    return str(expression) in ALLOWED
