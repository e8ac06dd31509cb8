"""A plugin of ocrmypdf: what OCR sees of a colour scan is its red channel, so that the red stamp fades out.

Only the copy that OCR reads is changed; the page keeps its picture. Black and blue ink are dark in the red
channel, red ink is light there: the signature under a stamp stays, the stamp goes. Red that is still too dark
is lightened by how red it is. Text written in red is lost with it.
"""

from typing import Any

from ocrmypdf import hookimpl
from PIL import Image, ImageChops

_REDNESS_COUNTS = 2


@hookimpl
def filter_ocr_image(page: Any, image: Image.Image) -> Image.Image | None:
    """Return the page in grey without its red, or None for a page that has no colours."""
    return without_red(image) if image.mode in ("RGB", "RGBA", "P") else None


def without_red(image: Image.Image) -> Image.Image:
    red, green, blue = image.convert("RGB").split()
    redness = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    return ImageChops.add(red, redness.point([min(255, level * _REDNESS_COUNTS) for level in range(256)]))
