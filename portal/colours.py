"""Colours that can be read: contrast as WCAG 2.2 measures it, and the shades made of a school's colour."""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 (AA)
EASY_CONTRAST = 7.0  # 1.4.6 (AAA): what computed shades aim at
WHITE = "#ffffff"
# What pages are drawn on; portal.css has the same two as --paper and --ground.
LIGHT_GROUNDS = (WHITE, "#f5f7f9")
DARK_GROUNDS = ("#182028", "#10161c")
_HEX = re.compile(r"#[0-9a-f]{6}")
_STEPS = 64

Channels = tuple[int, int, int]


@dataclass(frozen=True)
class Shades:
    """The tokens of one scheme: the colour behind white letters, of links, of what is urgent, a faint one."""

    school: str
    link: str
    urgent: str
    tint: str


def is_colour(text: str) -> bool:
    """Whether the text is a colour as stored: # and six lower-case hexadecimal digits."""
    return _HEX.fullmatch(text) is not None


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, in either order."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, part: float) -> str:
    """The colour with `part` (0 to 1) of the other in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * (1 - part) + two * part):02x}" for one, two in pairs)


def too_faint(colour: str) -> tuple[str, float] | None:
    """The first light ground that links in this colour could not be read on, and the ratio; None if on all.

    White letters on the colour have the ratio of the colour on white, so they are covered.
    """
    measured = ((ground, contrast(colour, ground)) for ground in LIGHT_GROUNDS)
    return next((pair for pair in measured if pair[1] < TEXT_CONTRAST), None)


def light(school: str, urgent: str) -> Shades:
    """The tokens of the light scheme: the colours as they were chosen."""
    return Shades(school, school, urgent, mixed(school, WHITE, 0.92))


def dark(school: str, urgent: str) -> Shades:
    """The tokens of the dark scheme, computed so that every one can be read."""
    return Shades(
        school=_until(school, 0.0, (WHITE,)),
        link=_until(school, 1.0, DARK_GROUNDS),
        urgent=_until(urgent, 1.0, DARK_GROUNDS),
        tint=mixed(school, DARK_GROUNDS[0], 0.75),
    )


def _until(colour: str, end: float, against: tuple[str, ...]) -> str:
    """The colour's shade nearest to it, on the way to the lightness `end`, that stands out from `against`."""
    hue, lightness, saturation = rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    for step in range(_STEPS + 1):
        part = step / _STEPS
        red, green, blue = hls_to_rgb(hue, lightness + (end - lightness) * part, saturation)
        shade = "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue))
        if min(contrast(shade, ground) for ground in against) >= EASY_CONTRAST:
            return shade
    raise ValueError(colour)


def _channels(colour: str) -> Channels:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
