"""Small files made on the spot: valid ones of every accepted format, and what hostile ones are built from."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from regulations.schema import UploadPolicy

MIB = 1024 * 1024
DOCUMENT_EXTENSIONS = ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "txt", "csv")
EXTENSIONS = (*DOCUMENT_EXTENSIONS, "zip", "jpg", "jpeg", "png", "gif", "webp")
POLICY = UploadPolicy(max_bytes=10 * MIB, extensions=EXTENSIONS, allow_software_archives=False)
SOFTWARE_POLICY = UploadPolicy(max_bytes=10 * MIB, extensions=EXTENSIONS, allow_software_archives=True)

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
_MAIN = "application/vnd.openxmlformats-officedocument."
_OOXML = {
    "docx": ("word/document.xml", _MAIN + "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", _MAIN + "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", _MAIN + "presentationml.presentation.main+xml"),
    "docm": ("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
}
_ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
_OLE_STREAM = {"doc": "WordDocument", "xls": "Workbook", "ppt": "PowerPoint Document"}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(members: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def ooxml(extension: str, extra: dict[str, bytes] | None = None) -> bytes:
    part, main_type = _OOXML[extension]
    types = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{main_type}"/></Types>'
    )
    return zipped({"[Content_Types].xml": types.encode(), part: b"<document/>", **(extra or {})})


def relations(kind: str, target: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" TargetMode="External" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}"/></Relationships>'
    ).encode()


def odf(extension: str, extra: dict[str, bytes] | None = None) -> bytes:
    kind = f"application/vnd.oasis.opendocument.{_ODF[extension]}"
    members = {"mimetype": kind.encode(), "content.xml": b"<office/>", **(extra or {})}
    return zipped(members, ZIP_STORED)


def ole(extension: str, *more_names: str) -> bytes:
    names = (_OLE_STREAM[extension], *more_names)
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + entries


def pdf(body: bytes = b"1 0 obj<</Type/Catalog>>endobj") -> bytes:
    return b"%PDF-1.7\n" + body + b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def pdf_of_size(size: int) -> bytes:
    return pdf(b"%" + b"x" * (size - len(pdf(b"%"))))


def picture(file_format: str, size: tuple[int, int] = (8, 6), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, options.pop("color", None) or 0).save(out, file_format, **options)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header declares any number of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


def encrypted(archive: bytes) -> bytes:
    """Set the flag that says "needs a password" in both headers of every member."""
    data = bytearray(archive)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def valid_files() -> dict[str, bytes]:
    return {
        "pdf": pdf(),
        **{extension: ole(extension) for extension in _OLE_STREAM},
        **{extension: ooxml(extension) for extension in ("docx", "xlsx", "pptx")},
        **{extension: odf(extension) for extension in _ODF},
        "txt": "Kế hoạch tuần 12\r\nThứ hai: chào cờ".encode(),
        "csv": "Họ tên;Lớp\nNguyễn An;9A".encode("utf-8-sig"),
        "zip": zipped({"Đề thi/Toán 9.pdf": pdf(), "doc/bai-tap.docx": ooxml("docx")}),
    }
