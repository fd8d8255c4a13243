"""A book in English and the same in Welsh and French: ids and numbers are alike, the program's words are in their language."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from pypdfium2 import PdfDocument

from goldenthread.model import current_language
from tests.books.commands import build_book
from tests.books.small_book import ROOT, small_book, write_book

SETTINGS = (ROOT / "conf.py").read_text(encoding="utf-8")
CHART = """
```{chart} skills-2018
:kind: bar
:periods: 2018
:alt: More people are skilled in England than in the North, as the bars of both show.
```
"""
LANGUAGES = {"en": "en_GB", "cy": "cy", "fr": "fr"}
WORDS = {
    "en": {"Confidence", "Rests on", "Skip to the content", "The numbers behind this chart", "Search the book"},
    "cy": {"Hyder", "Yn seiliedig ar", "Neidio i’r cynnwys", "Y rhifau y tu ôl i’r siart hwn", "Chwilio’r llyfr"},
    "fr": {"Confiance", "Repose sur", "Aller au contenu", "Les chiffres de ce graphique", "Rechercher dans le livre"},
}
"""What each language has on the pages of this book, and no other has."""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What was built of the book in each language, by its tag."""
    built = {}
    for language, code in LANGUAGES.items():
        page = small_book()["evidence/people.md"] + CHART
        root = write_book(tmp_path_factory.mktemp(language) / "book",
                          {"conf.py": SETTINGS.replace("en_GB", code), "evidence/people.md": page})
        assert build_book(root, ["html", "pdf", "docx"]) == 0
        built[language] = root / "build"
    assert current_language().is_english, "a build leaves no language behind"
    return built


def pages(folder: Path) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for file in sorted(folder.rglob("*.html")):
        yield file.relative_to(folder).as_posix(), lxml.html.document_fromstring(file.read_bytes())


def texts(folder: Path) -> set[str]:
    return {" ".join(text.split()) for _name, page in pages(folder) for text in page.itertext()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_in_one_language_and_say_so(language: str, books: dict[str, Path]) -> None:
    held = texts(books[language] / "html")
    for other, words in WORDS.items():
        assert words & held == (words if other == language else set())
    tag = LANGUAGES[language].replace("_", "-")
    assert {page.get("lang") for _name, page in pages(books[language] / "html")} == {tag}


def test_the_same_pages_and_items_stand_in_every_language(books: dict[str, Path]) -> None:
    ids = {language: {(name, str(one)) for name, page in pages(book / "html") for one in page.xpath("//article/@id")}
           for language, book in books.items()}
    assert len(ids["en"]) > 3
    assert ids["en"] == ids["cy"] == ids["fr"]
    data = "html/register.json"
    numbers = {language: re.findall(r'"exact": *"([^"]+)"', (book / data).read_text(encoding="utf-8"))
               for language, book in books.items()}
    assert numbers["en"] == numbers["cy"] == numbers["fr"], "exact numbers are in plain digits for programs"


@pytest.mark.parametrize("language", ["cy", "fr"])
def test_nothing_of_the_program_s_own_words_stays_english(language: str, books: dict[str, Path]) -> None:
    source = " ".join(" ".join(file.read_text(encoding="utf-8").split())
                      for file in (books[language].parent).rglob("*.*") if file.suffix in {".md", ".toml", ".csv", ".py"})

    def own(folder: Path) -> set[str]:
        """What the program says on the pages in two words or more, in pieces between signs."""
        written = (text for text in texts(folder) if not re.search("[{}<>=_]", text))
        pieces = {piece.strip() for text in written for piece in re.split(r"[^\w' ]+", text)}
        return {piece for piece in pieces if re.search("[A-Za-z]{3,} [a-z]", piece) and piece not in source}

    english = own(books["en"] / "html")
    assert len(english) > 60
    assert english & own(books[language] / "html") == set()


@pytest.mark.parametrize(("language", "value", "day"), [
    ("en", "33.0%", "December 2019"), ("cy", "33.0%", "Rhagfyr 2019"), ("fr", "33,0\N{NO-BREAK SPACE}%", "décembre 2019")])
def test_numbers_and_dates_have_the_signs_of_the_language_everywhere(
    language: str, value: str, day: str, books: dict[str, Path]
) -> None:
    html = "".join(file.read_text(encoding="utf-8") for file in (books[language] / "html/evidence").rglob("*.html"))
    assert value in html
    assert f">{value}</text>" in html, "the chart, too"
    pages_of_edition = (books[language] / "html/strategy/2019-12/people.html").read_text(encoding="utf-8")
    assert day in pages_of_edition


def links_described(folder: Path) -> set[str]:
    """What the links of all PDF files of a folder are called."""
    said = set[str]()
    for file in sorted(folder.glob("*.pdf")):
        with pikepdf.open(file) as pdf:
            said |= {str(note.Contents) for page in pdf.pages for note in page.get("/Annots", [])}
    return said


@pytest.mark.parametrize(("language", "due"), [
    ("cy", {", tudalen ", ", yn y ffeil ", "Sut y cyfrifwyd 33.0%"}),
    ("fr", {", page ", ", dans le fichier ", "Comment 33,0\N{NO-BREAK SPACE}% a été calculé"})])
def test_what_a_link_of_a_pdf_is_called_is_in_the_language(language: str, due: set[str], books: dict[str, Path]) -> None:
    english, said = (" | ".join(links_described(books[each] / "pdf")) for each in ("en", language))
    for words in ("was worked out", "in the file", "on the web at"):
        assert words in english and words not in said
    for words in due:
        assert words in said
    assert language == "fr" or ", page " not in said
    for file in (books[language] / "pdf").glob("*.pdf"):
        text = " ".join(page.get_textpage().get_text_range() for page in PdfDocument(file))
        assert not re.search(r"\bOn pages? \d|\bCited on\b", text)
        assert language == "fr" or not re.search(r"\bpage\s\d", text)


@pytest.mark.parametrize(("language", "contents", "confidence"), [
    ("en", "Contents", "Confidence"), ("cy", "Cynnwys", "Hyder"), ("fr", "Sommaire", "Confiance")])
def test_pdf_and_word_are_in_the_language_and_say_so(
    language: str, contents: str, confidence: str, books: dict[str, Path]
) -> None:
    tag = LANGUAGES[language].replace("_", "-")
    for file in (books[language] / "pdf").glob("*evidence*.pdf"):
        with pikepdf.open(file) as pdf:
            assert str(pdf.Root.Lang) == tag
        document = PdfDocument(file)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        assert contents in text and confidence in text
        document.close()
    copies = list((books[language] / "docx").glob("*evidence*.docx"))
    assert copies
    for file in copies:
        with zipfile.ZipFile(file) as package:
            document_xml, styles = (package.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
        assert contents in document_xml and confidence in document_xml
        assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {tag}
