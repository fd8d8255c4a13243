"""Pictures for Word: which are drawn, and how large they are."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from docutils import nodes
from PIL import Image

from goldenthread.documents.paper import convert_volume, link_targets_from_volumes
from goldenthread.documents.paper.pandoc_model import attributes, div, image, paragraph
from goldenthread.documents.paper.typst_process import font_folders
from goldenthread.documents.paper.volume import DEFAULT_LIMITS
from goldenthread.documents.paper.word_pictures import (
    DOTS_PER_INCH,
    PictureUse,
    WordPicture,
    picture_uses,
    pictures_for_word,
    pixels_of,
)
from goldenthread.model import Place
from tests.documents.node_pieces import chapter, volume

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><rect width="100" height="50"/></svg>'


def png(width: int, height: int, dots_per_metre: int = 0) -> bytes:
    """A white picture; one that names its dots per metre, or none."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    density = chunk(b"pHYs", struct.pack(">IIB", dots_per_metre, dots_per_metre, 1)) if dots_per_metre else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + density
            + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def pictures(folder: Path, name: str, **options: str) -> WordPicture:
    book = volume([chapter(nodes.image(uri=name, alt="A map.", **options))], folder)
    converted = convert_volume(book, link_targets_from_volumes([book]))
    fonts, _ = font_folders(Place(file="index.md", line=1))
    work = folder / "work"
    work.mkdir()
    made, problems = pictures_for_word(converted, work, fonts, DEFAULT_LIMITS)
    assert problems == []
    picture, = made.values()
    assert (work / picture.file).is_file()
    return picture


@pytest.mark.parametrize(("width", "pixels"), [("640", 640), ("640px", 640), ("12.5px", 12.5), ("50%", 0), ("30em", 0), ("", 0)])
def test_a_width_is_read_in_pixels(width: str, pixels: float) -> None:
    assert pixels_of(width) == pixels


def test_the_widest_use_of_a_picture_counts() -> None:
    uses = [div(attributes(classes=["picture"], pairs={"width": width}), [paragraph([image("a.svg", "A", place)])])
            for width, place in (("100", "people.md:1"), ("300px", "people.md:9"), ("", "people.md:12"))]
    assert picture_uses(uses) == {"a.svg": PictureUse(place=Place(file="people.md", line=9), pixels=300)}


@pytest.mark.parametrize(("dots_per_metre", "points"), [(0, 72), (5669, 36)])  # none named means 72 to the inch; 5669 are 144
def test_a_picture_that_word_takes_has_the_size_that_it_names(dots_per_metre: int, points: float, tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(png(72, 36, dots_per_metre))
    picture = pictures(tmp_path, "map.png")
    assert (picture.width, picture.height) == pytest.approx((points, points / 2), rel=0.01)


@pytest.mark.parametrize(("options", "points"), [({}, 66.0), ({"width": "200px"}, 132.0)])
def test_a_drawing_is_as_large_as_its_pixels_say(options: dict[str, str], points: float, tmp_path: Path) -> None:
    (tmp_path / "map.svg").write_text(SVG, encoding="utf-8")
    picture = pictures(tmp_path, "map.svg", **options)
    assert picture.file.endswith(".png")
    assert (picture.width, picture.height) == pytest.approx((points, points / 2), abs=72 / DOTS_PER_INCH)


def test_a_picture_that_typst_draws_is_measured_as_it_was_drawn(tmp_path: Path) -> None:
    webp = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")
    (tmp_path / "dot.webp").write_bytes(webp)
    picture = pictures(tmp_path, "dot.webp", width="100px")
    assert picture.width == pytest.approx(66.0, abs=72 / DOTS_PER_INCH)


def photo(path: Path, mode: str = "RGB", orientation: int = 1) -> None:
    """A red photo of 72 by 36 points with a blue stripe on its left; a camera that was held otherwise says so."""
    picture = Image.new("RGB", (72, 36), (200, 0, 0))
    picture.paste((0, 0, 200), (0, 0, 12, 36))
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.convert(mode).save(path, "JPEG", quality=95, exif=exif)


@pytest.mark.parametrize(("orientation", "size", "blue"), [
    (1, (72, 36), (3, 18)), (3, (72, 36), (69, 18)), (6, (36, 72), (18, 3)), (8, (36, 72), (18, 69))])
def test_a_photo_stands_upright_in_word(
    orientation: int, size: tuple[int, int], blue: tuple[int, int], tmp_path: Path
) -> None:
    photo(tmp_path / "photo.jpg", orientation=orientation)
    picture = pictures(tmp_path, "photo.jpg")
    assert (picture.width, picture.height) == size
    with Image.open(tmp_path / "work" / picture.file) as made:
        assert made.getexif().get(0x0112, 1) == 1
        red, _, bluish = made.convert("RGB").getpixel(blue)
        assert bluish > 150 > red


def test_a_picture_in_the_colours_of_the_press_is_shown_in_word(tmp_path: Path) -> None:
    photo(tmp_path / "press.jpg", mode="CMYK")
    picture = pictures(tmp_path, "press.jpg")
    with Image.open(tmp_path / "work" / picture.file) as made:
        assert made.mode == "RGB"
        red, _, blue = made.getpixel((50, 18))
        assert red > 150 > blue
