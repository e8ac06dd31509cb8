"""Small files to attach: tables as they are, letters as OpenDocument, a drawn picture as PDF."""

from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.demo.reading import FOLDER, Text
from portal.demo.scenes import draw

_ODT = "application/vnd.oasis.opendocument.text"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CONTENT = (
    f'{_XML}<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:text="{_NAMES}:text:1.0" '
    'office:version="1.2"><office:body><office:text>%s</office:text></office:body></office:document-content>'
)
_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def upload_for(text: Text) -> SimpleUploadedFile:
    """The file that the text names, as a browser would send it."""
    if text.attachment.endswith(".pdf"):
        return SimpleUploadedFile(text.attachment, _pdf(text.picture), "application/pdf")
    return upload_for_file(text.attachment)


def upload_for_file(name: str) -> SimpleUploadedFile:
    """The file of that name under texts/files, in the format that schools send it in."""
    content = (FOLDER / "files" / name).read_text(encoding="utf-8")
    if name.endswith(".txt"):
        return SimpleUploadedFile(f"{Path(name).stem}.odt", _odt(content), _ODT)
    # Spreadsheet programs take a table for UTF-8 only with the mark in front.
    return SimpleUploadedFile(name, content.encode("utf-8-sig"), "text/csv")


def _odt(content: str) -> bytes:
    paragraphs = (escape(line).replace("\t", "<text:tab/>") for line in content.splitlines())
    body = "".join(f"<text:p>{line}</text:p>" for line in paragraphs)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as package:
        # The type has to come first and unpacked: programs recognise the package by these bytes.
        package.writestr("mimetype", _ODT)
        package.writestr("content.xml", _CONTENT % body)
        package.writestr("META-INF/manifest.xml", _MANIFEST)
    return out.getvalue()


def _pdf(scene: str) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(draw(scene))) as picture:
        picture.convert("RGB").save(out, "PDF", resolution=150)
    return out.getvalue()
