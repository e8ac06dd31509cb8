"""The theme as pages carry it: a small stylesheet of its own, the crest and icons drawn from it."""

import hashlib
from dataclasses import asdict
from functools import lru_cache
from io import BytesIO

from django.templatetags.static import static
from django.urls import reverse
from PIL import Image

from portal.colours import Shades, dark, light
from portal.models import Theme, ThemePicture

DIGEST = 16
# Pixels: a browser's tab, a telephone's home screen, and what a web manifest asks for.
ICON_SIZES = (48, 180, 192, 512)
# Pixels: pages show the crest at 72 at most, and screens have up to twice as many.
CREST_SIZE = 144
_TEMPLATE = """:root {{ {light} }}
@media screen and (prefers-color-scheme: dark) {{ :root:not([data-scheme="light"]) {{ {dark} }} }}
@media screen {{ :root[data-scheme="dark"] {{ {dark} }} }}
"""


@lru_cache(maxsize=8)
def stylesheet(school: str, urgent: str) -> str:
    """The colours of the school in both schemes, in place of those of portal.css."""
    return _TEMPLATE.format(light=_tokens(light(school, urgent)), dark=_tokens(dark(school, urgent)))


def _tokens(shades: Shades) -> str:
    return " ".join(f"--{name}: {value};" for name, value in asdict(shades).items())


@lru_cache(maxsize=8)
def stylesheet_digest(school: str, urgent: str) -> str:
    return hashlib.sha256(stylesheet(school, urgent).encode()).hexdigest()[:DIGEST]


def stylesheet_url(theme: Theme | None) -> str:
    """Where the school's own colours are; "" while they are those of portal.css."""
    if theme is None or not theme.has_own_colours:
        return ""
    return reverse("theme_css", args=[stylesheet_digest(theme.school_colour, theme.urgent_colour)])


def crest_url(theme: Theme | None) -> str:
    """The crest at the size of a page's head, or the portal's own drawing."""
    if theme and theme.crest:
        return reverse("theme_crest", args=[theme.crest.sha256[:32]])
    return static("portal/icon.svg")


def icon_url(theme: Theme | None, size: int) -> str:
    """A square PNG of that many pixels; 48, 180, 192 or 512."""
    if theme and theme.crest:
        return reverse("theme_icon", args=[theme.crest.sha256[:32], size])
    return static(f"portal/icon-{size}.png")


def draw_icon(crest: ThemePicture, size: int) -> bytes:
    """The crest in the middle of a white square, with the margin that round icons cut off."""
    square = Image.new("RGB", (size, size), "white")
    drawn = _fitted(crest, size * 4 // 5)
    corner = ((size - drawn.width) // 2, (size - drawn.height) // 2)
    square.paste(drawn, corner, drawn)
    out = BytesIO()
    square.save(out, "PNG", optimize=True)
    return out.getvalue()


def draw_crest(crest: ThemePicture) -> bytes:
    """The crest for the head of a page, as WebP: what was uploaded may weigh more than all the rest of it."""
    out = BytesIO()
    _fitted(crest, CREST_SIZE).save(out, "WEBP", quality=85, method=6)
    return out.getvalue()


def _fitted(crest: ThemePicture, size: int) -> Image.Image:
    with crest.file.open("rb") as file, Image.open(file, formats=("PNG", "JPEG")) as stored:
        drawn = stored.convert("RGBA")
    drawn.thumbnail((size, size), Image.Resampling.LANCZOS)
    return drawn
