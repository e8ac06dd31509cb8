"""Office documents read from their packages: which kind they are, and whether they fetch or run something."""

import re
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from documents.signatures import OLE_START

MAX_PART_BYTES = 1024 * 1024

OOXML_MAIN_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "docm": "application/vnd.ms-word.document.macroenabled.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroenabled.main+xml",
    "pptm": "application/vnd.ms-powerpoint.presentation.macroenabled.main+xml",
}
ODF_TYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
PACKAGE_EXTENSIONS = frozenset(OOXML_MAIN_TYPES) | frozenset(ODF_TYPES)

# The stream that holds the text; its name stands in the directory of the compound file as UTF-16.
OLE_STREAMS = {
    "doc": ("WordDocument",),
    "xls": ("Workbook", "Book"),
    "ppt": ("PowerPoint Document",),
}
_CONTENT_TYPES = frozenset({"Override", "Default"})
_RELATIONSHIP = frozenset({"Relationship"})
_LOADED_RELATIONS = ("/attachedtemplate", "/oleobject", "/frame", "/subdocument", "/afchunk")
_LOCAL_TARGET = re.compile(r"(file:/{0,3})?[a-z]:[\\/]|(?![a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)


class UnreadablePart(ValueError):
    """A part of a package is not the plain XML that office programs write."""


def read_part(archive: ZipFile, part: str, limit: int = MAX_PART_BYTES) -> bytes:
    """Return a part of the package ("" if it has none); never unpacks more than the limit and one byte.

    Raises UnreadablePart for a longer one.
    """
    if part not in archive.NameToInfo:
        return b""
    with archive.open(part) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadablePart(part)
    return data


def xml_elements(data: bytes, wanted: frozenset[str]) -> list[dict[str, str]]:
    """Return the attributes of each wanted element, named without prefix.

    Raises UnreadablePart for XML that is not well-formed and for a document type (entity bombs).
    """
    found: list[dict[str, str]] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in wanted:
            found.append(attributes)

    def doctype(*declaration: object) -> None:
        raise UnreadablePart("DOCTYPE")

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadablePart(str(error)) from error
    return found


def ooxml_types(archive: ZipFile) -> set[str]:
    """Return the content types that the package declares, in lower case."""
    data = read_part(archive, "[Content_Types].xml")
    elements = xml_elements(data, _CONTENT_TYPES) if data else []
    return {attributes.get("ContentType", "").lower() for attributes in elements}


def odf_type(archive: ZipFile) -> str:
    return read_part(archive, "mimetype", limit=200).decode("ascii", "replace").strip()


def loads_remote_part(relations: bytes) -> bool:
    """Say whether a .rels part makes the program fetch a template or an object when the document is opened.

    Ordinary links and templates on the author's own disk are no danger and are common.
    """
    for attributes in xml_elements(relations, _RELATIONSHIP):
        if attributes.get("TargetMode", "").lower() != "external":
            continue
        kind = attributes.get("Type", "").lower()
        if kind.endswith(_LOADED_RELATIONS) and not _LOCAL_TARGET.match(attributes.get("Target", "").strip()):
            return True
    return False


def ole_names(stream: IO[bytes], *names: str) -> set[str]:
    """Return those of the names that stand in the compound file, read piece by piece."""
    wanted = {name: name.encode("utf-16-le") + b"\x00\x00" for name in names}
    overlap = max(len(pattern) for pattern in wanted.values())
    stream.seek(0)
    if stream.read(len(OLE_START)) != OLE_START:
        return set()
    found: set[str] = set()
    window = b""
    while piece := stream.read(256 * 1024):
        window = window[-overlap:] + piece
        found |= {name for name, pattern in wanted.items() if pattern in window}
    return found
