"""Pictures in texts: checked by content, drawn anew, nothing of the upload left (HL-7.4a)."""

import re
from io import BytesIO

import pytest
from PIL import Image

from documents.images import MAX_SIDE, PreparedPicture, prepare_picture
from documents.refusal import UploadRefused
from tests.documents import samples
from tests.documents.samples import MIB, picture, png_that_claims, upload

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def opened(prepared: PreparedPicture) -> Image.Image:
    return Image.open(BytesIO(prepared.content))


def photograph(**exif_values: object) -> bytes:
    exif = Image.Exif()
    exif[MAKER] = "Máy ảnh của cô Lan"
    exif.get_ifd(GPS)[2] = (21.0, 1.0, 42.0)
    exif[ORIENTATION] = exif_values.get("orientation", 1)
    return picture("JPEG", (80, 40), color=(200, 30, 30), exif=exif, comment=b"ghi chu rieng")


def test_photograph_loses_place_camera_and_comment():
    source = photograph()
    assert Image.open(BytesIO(source)).getexif().get_ifd(GPS)

    prepared = prepare_picture(upload("ảnh.jpg", source))

    result = opened(prepared)
    assert not result.getexif()
    assert b"ghi chu rieng" not in prepared.content
    assert b"Exif" not in prepared.content
    assert (prepared.extension, prepared.content_type) == ("jpg", "image/jpeg")


@pytest.mark.parametrize("orientation", [6, 8])
def test_photograph_taken_sideways_is_turned_upright(orientation):
    prepared = prepare_picture(upload("ảnh.jpg", photograph(orientation=orientation)))
    assert (prepared.width, prepared.height) == opened(prepared).size == (40, 80)


def test_upside_down_photograph_is_turned():
    source = Image.new("RGB", (64, 64), "white")
    source.paste("black", (0, 0, 64, 32))
    exif = Image.Exif()
    exif[ORIENTATION] = 3
    out = BytesIO()
    source.save(out, "JPEG", exif=exif)

    result = opened(prepare_picture(upload("ảnh.jpg", out.getvalue()))).convert("L")

    assert result.getpixel((32, 8)) > 200
    assert result.getpixel((32, 56)) < 50


@pytest.mark.parametrize(("size", "expected"), [((4000, 1000), (1920, 480)), ((300, 200), (300, 200))])
def test_large_picture_is_reduced_and_small_one_is_left(size, expected):
    prepared = prepare_picture(upload("ảnh.jpg", picture("JPEG", size)))
    assert (prepared.width, prepared.height) == expected
    assert max(expected) <= MAX_SIDE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cmyk.jpg", picture("JPEG", mode="CMYK")),
        ("xám.jpg", picture("JPEG", mode="L")),
        ("bảng màu.png", picture("PNG", mode="P")),
        ("đen trắng.png", picture("PNG", mode="1")),
        ("ảnh.gif", picture("GIF", mode="P")),
        ("ảnh.webp", picture("WEBP")),
    ],
)
def test_picture_of_any_colour_mode_becomes_a_plain_jpeg(name, content):
    result = opened(prepare_picture(upload(name, content)))
    assert (result.format, result.mode) == ("JPEG", "RGB")


def test_sixteen_bit_scan_keeps_its_greys():
    content = picture("PNG", mode="I;16", color=32768)
    result = opened(prepare_picture(upload("quét.png", content))).convert("L")
    assert 120 <= result.getpixel((2, 2)) <= 136


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_transparent_picture_stays_transparent(file_format):
    content = picture(file_format, mode="RGBA", color=(255, 0, 0, 0))
    prepared = prepare_picture(upload(f"logo.{file_format.lower()}", content))

    assert (prepared.extension, prepared.content_type) == ("png", "image/png")
    assert opened(prepared).getpixel((0, 0))[3] == 0


def test_opaque_picture_with_an_alpha_channel_becomes_jpeg():
    content = picture("PNG", mode="RGBA", color=(255, 0, 0, 255))
    assert prepare_picture(upload("ảnh.png", content)).extension == "jpg"


def test_animation_keeps_its_first_frame():
    out = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    result = opened(prepare_picture(upload("động.gif", out.getvalue())))

    red, _, blue = result.getpixel((4, 4))
    assert red > 200
    assert blue < 50


def test_script_in_a_comment_is_not_in_the_result():
    noise = Image.effect_noise((400, 400), 90)
    out = BytesIO()
    noise.save(out, "JPEG", comment=b"<script>alert(1)</script>")
    assert b"<script>" in out.getvalue()

    assert b"<script>" not in prepare_picture(upload("ảnh.jpg", out.getvalue())).content


def webp_that_claims(width: int, height: int) -> bytes:
    """An extended WebP whose header declares a canvas of any size."""
    body = b"VP8X" + (10).to_bytes(4, "little") + b"\x00" * 4
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


REFUSED = [
    ("bom.png", png_that_claims(60_000, 60_000), "điểm ảnh|hỏng"),
    ("to.png", png_that_claims(7_000, 6_000), "điểm ảnh"),
    ("bom.webp", webp_that_claims(16_384, 16_384), "điểm ảnh"),
    ("thiếu.png", png_that_claims(100, 100), "hỏng"),
    ("cụt.jpg", picture("JPEG", (300, 300))[:-200], "hỏng"),
    ("cụt.png", picture("PNG", (300, 300))[:60], "hỏng"),
    ("rỗng.jpg", b"", "rỗng"),
    ("không phải ảnh.jpg", b"xin chao", "đuôi tệp"),
    ("png.jpg", picture("PNG"), "đuôi tệp"),
    ("svg.png", b"<svg onload='alert(1)'/>", "đuôi tệp"),
    ("lệnh.gif", picture("GIF") + b"<script>alert(1)</script>", "dữ liệu lạ"),
    ("nén.jpg", picture("JPEG") + samples.zipped({"a.exe": b"x"}), "dữ liệu lạ"),
    ("x.php.png", picture("PNG"), "không thuộc loại"),
    ("x.svg", b"<svg/>", "không thuộc loại"),
    ("x.bmp", picture("BMP"), "không thuộc loại"),
    ("x.tiff", picture("TIFF"), "không thuộc loại"),
    ("IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, "HEIC.*JPG"),
    ("IMG_0002.jpg", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, "HEIC.*JPG"),
    ("lớn.jpg", picture("JPEG") + b"\x00" * (10 * MIB), "10 MB"),
]


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_bad_picture_is_refused_with_its_name_and_advice(name, content, words):
    with pytest.raises(UploadRefused) as refused:
        prepare_picture(upload(name, content))

    sentence = refused.value.sentence
    assert name in sentence
    assert "Hãy" in sentence
    assert re.search(words, sentence)


def test_pixel_limit_is_inclusive():
    content = picture("PNG", (20, 10))
    assert prepare_picture(upload("a.png", content), max_pixels=200).width == 20
    with pytest.raises(UploadRefused, match="20 × 10"):
        prepare_picture(upload("a.png", content), max_pixels=199)
