"""How a Word file is made in a test: python-docx, and raw XML for what it cannot write."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from PIL import Image

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
DATE = 'w:date="2026-09-01T08:00:00Z"'


def jpeg(color: str = "teal", size: tuple[int, int] = (64, 48)) -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    out.seek(0)
    return out


def saved(document: WordDocument, edit: Callable[[dict[str, bytes]], Any] | None = None) -> bytes:
    out = BytesIO()
    document.save(out)
    return edited(out.getvalue(), edit) if edit else out.getvalue()


def edited(content: bytes, edit: Callable[[dict[str, bytes]], Any]) -> bytes:
    """The file after `edit` changed the parts of its package."""
    with ZipFile(BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    edit(members)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def as_upload(content: bytes, name: str = "bài viết.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def add_raw(document: WordDocument, xml: str) -> None:
    """One paragraph written as Word writes it."""
    document.element.body.insert(-1, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1)))


def line(
    document: WordDocument, words: str, *, bold: bool = False, italic: bool = False, at: str = ""
) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(words)
    run.bold, run.italic = bold or None, italic or None
    if at:
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, at)
    return paragraph


@cache
def blank() -> bytes:
    return saved(Document())
