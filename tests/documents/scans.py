"""Scans made on the spot: pages drawn as a scanner sees them, with a round red stamp over the text."""

import math
from collections.abc import Sequence
from io import BytesIO

import img2pdf
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
RED, DARK_RED = (215, 45, 60), (165, 25, 45)
PAPER, INK = (250, 249, 245), (25, 25, 30)
_FONT, _BOLD_FONT = "DejaVuSerif.ttf", "DejaVuSans-Bold.ttf"
_RING = "TRƯỜNG TIỂU HỌC HẢI NINH * TỈNH QUẢNG TRỊ * "

NOTICE = """\
TRƯỜNG TIỂU HỌC HẢI NINH
Số: 48/KH-THHN
KẾ HOẠCH
Tổ chức Ngày hội đọc sách và trao học bổng khuyến học
Căn cứ Kế hoạch giáo dục của nhà trường đã được thông qua,
Trường Tiểu học Hải Ninh xây dựng kế hoạch như sau:
1. Mục đích: khuyến khích học sinh ham đọc sách, biết giữ gìn
và chia sẻ sách vở; tạo cơ hội để phụ huynh cùng kể chuyện.
2. Yêu cầu: hoạt động an toàn, tiết kiệm, phù hợp lứa tuổi.
3. Thời gian: từ 7 giờ 30 phút, ngày 27 tháng 9 năm 2025.
KT. HIỆU TRƯỞNG
PHÓ HIỆU TRƯỞNG
Nguyễn Thị Thuỳ Dương""".splitlines()


def font_path() -> str:
    return str(ImageFont.truetype(_FONT).path)


def page(
    lines: Sequence[str],
    *,
    dpi: int = 150,
    size: tuple[float, float] = (8.27, 5.0),
    letters: float = 13,
    stamp: Colour | None = None,
    skew: float = 0.0,
    noise: float = 0.0,
) -> Image.Image:
    """A page of `size` inches with letters of so many points, blurred a little, as a scanner gives it."""
    wide, high = (round(side * dpi) for side in size)
    image = Image.new("RGB", (wide, high), PAPER)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(_FONT, round(letters * dpi / 72))
    step = letters * 1.5 * dpi / 72
    for number, line in enumerate(lines):
        pen.text((0.7 * dpi, 0.5 * dpi + number * step), line, font=font, fill=INK)
    if stamp:
        image = ImageChops.multiply(image, _stamp(image.size, dpi, stamp))
    if skew:
        image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=PAPER)
    image = image.filter(ImageFilter.GaussianBlur(0.7 * dpi / 200))
    if noise:
        grain = Image.effect_noise(image.size, 60).convert("RGB")
        image = Image.blend(image, grain, noise)
    return image


def _stamp(size: tuple[int, int], dpi: int, colour: Colour) -> Image.Image:
    """Red ink on white, 36 mm across as the law has it, in the middle of the page."""
    layer = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(layer), ImageFont.truetype(_BOLD_FONT, round(9 * dpi / 72))
    x, y, radius = size[0] // 2, size[1] // 2, round(0.71 * dpi)
    for share, width in ((1.0, 0.03), (0.9, 0.012), (0.6, 0.01)):
        edge = radius * share
        pen.ellipse(
            (x - edge, y - edge, x + edge, y + edge), outline=colour, width=max(2, round(width * dpi))
        )
    for number, letter in enumerate(_RING):
        angle = 2 * math.pi * number / len(_RING) - math.pi / 2
        piece = Image.new("RGB", (dpi // 4, dpi // 4), "white")
        ImageDraw.Draw(piece).text((0.06 * dpi, 0.03 * dpi), letter, font=font, fill=colour)
        turned = piece.rotate(-math.degrees(angle) - 90, fillcolor="white")
        place = (
            round(x + radius * 0.75 * math.cos(angle) - dpi / 8),
            round(y + radius * 0.75 * math.sin(angle) - dpi / 8),
        )
        box = (*place, place[0] + turned.width, place[1] + turned.height)
        layer.paste(ImageChops.multiply(layer.crop(box), turned), box)
    pen.regular_polygon((x, y, round(radius * 0.35)), 5, fill=colour)
    return layer


def jpeg(image: Image.Image, dpi: int = 150, quality: int = 75) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    return out.getvalue()


def scan_pdf(pages: Sequence[Image.Image], dpi: int = 150) -> bytes:
    """A PDF as a scanner writes it: each page one JPEG and not a letter."""
    return bytes(img2pdf.convert([jpeg(page, dpi) for page in pages]))
