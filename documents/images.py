"""Pictures: checked by content, then drawn anew, so nothing of the uploaded bytes is ever served.

Re-encoding drops EXIF (where a photograph was taken), comments and whatever was appended to the file.
An animated picture keeps its first frame: motion that can't be stopped fails WCAG 2.2.2 in any case.
"""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from documents.names import clean_name, dangerous_extension, extension_of
from documents.refusal import UploadRefused
from documents.signatures import HEAD_BYTES, has_markup, zip_end

MAX_PIXELS = 40_000_000
MAX_SIDE = 1920
JPEG_QUALITY = 85
MAX_PICTURE_BYTES = 10 * 1024 * 1024

PICTURE_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_ALPHA_MODES = ("RGBA", "LA", "PA", "RGBa", "La")

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What Pillow's readers raise on hostile files; its bomb error is not an OSError.
_UNREADABLE = (
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    EOFError,
    IndexError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True)
class PreparedPicture:
    """A picture as it will be stored; the extension has no dot, width and height are in pixels."""

    content: bytes
    width: int
    height: int
    extension: str
    content_type: str


def prepare_picture(
    upload: "UploadedFile[bytes]",
    *,
    max_bytes: int = MAX_PICTURE_BYTES,
    max_pixels: int = MAX_PIXELS,
    max_side: int = MAX_SIDE,
    quality: int = JPEG_QUALITY,
) -> PreparedPicture:
    """Return the uploaded JPEG, PNG, WebP or GIF drawn anew (HL-7.4a).

    Turned upright by its EXIF note, at most max_side pixels on the long side, as JPEG, or as PNG where the
    picture is transparent. Raises UploadRefused with a Vietnamese sentence; the caller checks permission.
    """
    name = clean_name(upload.name or "")
    file_format = _format_by_name(name)
    _check_bytes(upload, name, max_bytes)
    _check_content(upload, name, file_format)
    try:
        with Image.open(upload, formats=(file_format,)) as picture:
            _check_pixels(picture.size, name, max_pixels)
            drawn = _drawn(picture, max_side)
    except _UNREADABLE as error:
        raise UploadRefused(
            _("Ảnh “%(name)s” bị hỏng hoặc thiếu dữ liệu. Hãy mở ảnh, lưu lại rồi tải lên."), name=name
        ) from error
    return _encoded(drawn, quality)


def _format_by_name(name: str) -> str:
    extension = extension_of(name)
    if extension in ("heic", "heif"):
        raise _refusal_of_heic(name)
    if extension not in PICTURE_FORMATS or dangerous_extension(name):
        raise UploadRefused(
            _("Ảnh “%(name)s” không thuộc loại được nhận. Hãy dùng ảnh JPG, PNG, WebP hoặc GIF."), name=name
        )
    return PICTURE_FORMATS[extension]


def _refusal_of_heic(name: str) -> UploadRefused:
    return UploadRefused(
        _(
            "Ảnh “%(name)s” ở định dạng HEIC của iPhone. Hãy chuyển sang JPG: trên iPhone vào Cài đặt › "
            "Camera › Định dạng › Tương thích nhất rồi chụp lại, hoặc mở ảnh trên máy tính và xuất thành JPG."
        ),
        name=name,
    )


def _check_bytes(upload: "UploadedFile[bytes]", name: str, max_bytes: int) -> None:
    size = upload.size or 0
    if not size:
        raise UploadRefused(_("Ảnh “%(name)s” rỗng. Hãy chọn lại ảnh."), name=name)
    if size > max_bytes:
        raise UploadRefused(
            _("Ảnh “%(name)s” lớn hơn %(limit).0f MB. Hãy giảm kích thước ảnh rồi tải lên."),
            name=name,
            limit=max_bytes / 1024 / 1024,
        )


def _check_content(upload: IO[bytes], name: str, file_format: str) -> None:
    upload.seek(0, 2)
    size = upload.tell()
    upload.seek(0)
    head = upload.read(HEAD_BYTES)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        raise _refusal_of_heic(name)
    if _format_by_content(head) != file_format:
        raise UploadRefused(
            _("Nội dung của “%(name)s” không đúng với đuôi tệp. Hãy mở ảnh và lưu lại đúng loại."), name=name
        )
    upload.seek(max(0, size - HEAD_BYTES))
    if has_markup(upload.read(HEAD_BYTES)) or zip_end(upload, size):
        raise UploadRefused(
            _("Ảnh “%(name)s” có dữ liệu lạ gắn ở cuối. Hãy mở ảnh, lưu lại thành ảnh mới rồi tải lên."),
            name=name,
        )
    if file_format == "WEBP":
        _check_pixels(_webp_size(head), name, MAX_PIXELS)
    upload.seek(0)


def _format_by_content(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    return "WEBP" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else ""


def _webp_size(head: bytes) -> tuple[int, int]:
    """The canvas of an animated WebP: its reader takes memory for it on opening, before it can be asked."""
    if head[12:16] != b"VP8X" or len(head) < 30:
        return (1, 1)
    return (1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little"))


def _check_pixels(size: tuple[int, int], name: str, max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        raise UploadRefused(
            _(
                "Ảnh “%(name)s” có %(width)d × %(height)d điểm ảnh, vượt mức %(limit)d triệu. "
                "Hãy giảm kích thước ảnh rồi tải lên."
            ),
            name=name,
            width=width,
            height=height,
            limit=max_pixels // 1_000_000,
        )


def _drawn(picture: Image.Image, max_side: int) -> Image.Image:
    """Decode, reduce and turn upright, in the order that needs least memory."""
    picture.draft("RGB", (max_side, max_side))
    picture.load()
    turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    drawn = _in_plain_mode(picture)
    drawn.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    return drawn if turn is None else drawn.transpose(turn)


def _in_plain_mode(picture: Image.Image) -> Image.Image:
    """Return RGB, grey or RGBA of 8 bits, whatever the file had (CMYK, palette, 16 bits)."""
    if picture.mode in _ALPHA_MODES or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):
        # Plain conversion would clip 16 bits to white.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _encoded(drawn: Image.Image, quality: int) -> PreparedPicture:
    transparent = drawn.mode == "RGBA" and drawn.getchannel("A").histogram()[255] < drawn.width * drawn.height
    out = BytesIO()
    # A new image, so that nothing in `info` (comments, profiles, EXIF) can follow into the file.
    bare = Image.new("RGBA" if transparent else "RGB", drawn.size)
    bare.paste(drawn)
    if transparent:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    width, height = bare.size
    extension, content_type = ("png", "image/png") if transparent else ("jpg", "image/jpeg")
    return PreparedPicture(out.getvalue(), width, height, extension, content_type)
