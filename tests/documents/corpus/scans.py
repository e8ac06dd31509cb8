"""Papers as a school's scanner sees them: 200 dpi, crooked, grainy, the red stamp on the signature."""

import random
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.documents.corpus.papers import Paper
from tests.documents.corpus.typeset import PAGE, Placed, font_file, typeset

DPI = 200
_PER_POINT = DPI / 72
_STAMP = (205, 30, 45)
_INK = (35, 35, 40)


def scanned_pages(
    paper: Paper, *, angle: float = 1.5, noise: float = 14.0, stamp: bool = True
) -> list[Image.Image]:
    """One picture for each page; `angle` in degrees, `noise` as the deviation of grey levels."""
    placed = typeset(paper)
    pages = []
    for number in range(1, 1 + max(item.page for item in placed)):
        on_page = [item for item in placed if item.page == number]
        page = _drawn(on_page)
        if stamp:
            _press_stamp(page, paper, on_page)
        page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(250, 249, 245))
        pages.append(_grainy(page, noise, seed=f"{paper.name} {number}"))
    return pages


def scan_png(paper: Paper) -> bytes:
    """The first page as a picture."""
    out = BytesIO()
    scanned_pages(paper)[0].save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


def scan_pdf(paper: Paper) -> bytes:
    """All pages as a PDF without a letter of text."""
    first, *others = scanned_pages(paper)
    out = BytesIO()
    first.save(out, "PDF", resolution=DPI, save_all=True, append_images=others, quality=70)
    return out.getvalue()


def _drawn(placed: list[Placed]) -> Image.Image:
    page = Image.new("RGB", (round(PAGE[0] * _PER_POINT), round(PAGE[1] * _PER_POINT)), (250, 249, 245))
    pen = ImageDraw.Draw(page)
    for item in placed:
        font = ImageFont.truetype(font_file(item.style), item.size * _PER_POINT)
        pen.text((item.x * _PER_POINT, item.baseline * _PER_POINT), item.text, _INK, font, anchor="ls")
    return page


def _press_stamp(page: Image.Image, paper: Paper, placed: list[Placed]) -> None:
    """A round stamp that covers a third of the signature, left of its middle (Phụ lục I, ô 8)."""
    title = next((words for words in paper.end_right if words), "")
    at = next((item for item in placed if item.text and item.text in title and item.x > 300), None)
    if at is None:
        return
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    x, y, radius = (at.x - 8) * _PER_POINT, (at.baseline + 52) * _PER_POINT, 50 * _PER_POINT
    for shrink in (0, 9):
        reach = radius - shrink * _PER_POINT
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=_STAMP, width=6)
    font = ImageFont.truetype(font_file("B"), 9 * _PER_POINT)
    pen.text((x, y), "TRƯỜNG HỌC", _STAMP, font, anchor="mm")
    pen.text((x, y - radius * 0.55), "XÃ * TỈNH", _STAMP, font, anchor="mm")
    # Ink on print darkens it and hides nothing.
    page.paste(ImageChops.multiply(page, ink))


def _grainy(page: Image.Image, noise: float, seed: str) -> Image.Image:
    """Soft edges and grain, the same in every run."""
    chance = random.Random(seed)
    blurred = page.filter(ImageFilter.GaussianBlur(0.6))
    grain = Image.frombytes("L", (256, 256), bytes(_level(chance, noise) for _ in range(256 * 256)))
    tiled = Image.new("L", page.size)
    for x in range(0, page.width, 256):
        for y in range(0, page.height, 256):
            tiled.paste(grain.rotate(90 * chance.randrange(4)), (x, y))
    return ImageChops.add(blurred, Image.merge("RGB", (tiled, tiled, tiled)), offset=-128)


def _level(chance: random.Random, noise: float) -> int:
    return min(255, max(0, round(chance.gauss(128, noise))))
