"""Photos in the colours of the press (CMYK), made into ones for the screen.

PDF/A takes none without a profile of a press, and Word shows such colours not on every system.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image, UnidentifiedImageError

PHOTOS = {".jpg", ".jpeg"}


def copy_in_screen_colours(source: Path, target: Path) -> None:
    """Copy a picture; a photo in CMYK is saved in RGB, as it looks on a screen. What cannot be read is copied as it is."""
    if source.suffix.lower() in PHOTOS:
        try:
            with Image.open(source) as picture:
                if picture.mode == "CMYK":
                    # what stands in its profile is of the press
                    dots = {"dpi": picture.info["dpi"]} if "dpi" in picture.info else {}
                    picture.convert("RGB").save(target, "JPEG", quality=92, exif=picture.getexif(), icc_profile=None, **dots)
                    return
        except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
            pass  # the program that sets the page says what is wrong with it
    shutil.copyfile(source, target)
