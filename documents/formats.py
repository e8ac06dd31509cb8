"""Each format that may be uploaded: how it is served, and how its content is held against its extension."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _

from documents import pdf
from documents.archives import Inspection
from documents.flags import Flag
from documents.office import ODF_TYPES, OLE_STREAMS, OOXML_MAIN_TYPES, odf_type, ole_names, ooxml_types
from documents.refusal import UploadRefused
from documents.signatures import (
    HEAD_BYTES,
    OLE_START,
    ZIP_START,
    has_markup,
    is_executable,
    well_known_kind,
    zip_end,
)
from regulations.schema import UploadPolicy

_ZIP_FAMILY = frozenset({"zip", *OOXML_MAIN_TYPES, *ODF_TYPES})
_BROWSERS_SNIFF = 1024
# Everything below the space except tab, line ends, form feed and the old end-of-file mark.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_SAVED_AS_PAGE = (b"<html", b"<table", b"<!doctype html", b"mime-version")


@dataclass
class Examined:
    """An upload being examined: its cleaned name, its bytes, the policy, and what was noticed so far."""

    name: str
    extension: str
    stream: IO[bytes]
    size: int
    policy: UploadPolicy
    flags: set[Flag] = field(default_factory=set)

    def head(self) -> bytes:
        self.stream.seek(0)
        return self.stream.read(HEAD_BYTES)

    def refusal(self, sentence: str, **values: object) -> UploadRefused:
        return UploadRefused(sentence, name=self.name, **values)


@dataclass(frozen=True)
class Format:
    """How files of one extension are served and checked; the check raises UploadRefused."""

    content_type: str
    check: Callable[[Examined], None]


def disagreement(examined: Examined) -> UploadRefused:
    """Word the refusal of a file whose content is something else than its extension says."""
    likely = well_known_kind(examined.head())
    if likely and likely != examined.extension:
        return examined.refusal(
            _(
                "Nội dung của “%(name)s” không phải là .%(extension)s (có vẻ là .%(likely)s). "
                "Hãy mở tệp bằng chương trình đã tạo ra nó và lưu lại đúng loại."
            ),
            extension=examined.extension,
            likely=likely,
        )
    return examined.refusal(
        _("Nội dung của “%(name)s” không phải là .%(extension)s. Hãy mở tệp và lưu lại đúng loại."),
        extension=examined.extension,
    )


def check_disguise(examined: Examined) -> None:
    """Refuse programs and files that are a ZIP as well, under whatever name."""
    if is_executable(examined.head()):
        raise examined.refusal(
            _("Tệp “%(name)s” là chương trình hoặc mã lệnh, không được nhận. Hãy dẫn liên kết thay vào đó.")
        )
    if examined.extension not in _ZIP_FAMILY and zip_end(examined.stream, examined.size):
        raise examined.refusal(
            _("Tệp “%(name)s” có tệp nén giấu bên trong. Hãy mở tệp, lưu lại (hoặc in ra PDF) rồi tải lên.")
        )


def _check_pdf(examined: Examined) -> None:
    examined.stream.seek(0)
    data = examined.stream.read()
    if pdf.HEADER not in data[:HEAD_BYTES]:
        raise disagreement(examined)
    if not pdf.is_whole(data):
        raise examined.refusal(
            _("Tệp PDF “%(name)s” bị hỏng hoặc có dữ liệu lạ ở đầu, cuối tệp. Hãy in lại ra PDF rồi tải lên.")
        )
    active = pdf.active_parts(data)
    if active & {"JavaScript", "Launch"}:
        examined.flags.add(Flag.SCRIPTS)
    if "EmbeddedFile" in active:
        examined.flags.add(Flag.INNER_FILES)


def _check_archive(examined: Examined) -> None:
    if not examined.head().startswith(ZIP_START):
        raise disagreement(examined)
    inspection = Inspection(examined.name, examined.policy)
    with inspection.opened(examined.stream, examined.size, examined.extension):
        examined.flags |= inspection.flags


def _check_package(examined: Examined) -> None:
    head = examined.head()
    if head.startswith(OLE_START) and ole_names(examined.stream, "EncryptedPackage"):
        raise examined.refusal(_("Tệp “%(name)s” được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên."))
    if not head.startswith(ZIP_START):
        raise disagreement(examined)
    inspection = Inspection(examined.name, examined.policy)
    with inspection.opened(examined.stream, examined.size, examined.extension) as archive:
        if examined.extension in ODF_TYPES:
            agrees = odf_type(archive) == ODF_TYPES[examined.extension]
        else:
            agrees = OOXML_MAIN_TYPES[examined.extension] in ooxml_types(archive)
    if not agrees:
        raise disagreement(examined)
    examined.flags |= inspection.flags


def _check_ole(examined: Examined) -> None:
    head = examined.head()
    if head.lstrip().lower().startswith(_SAVED_AS_PAGE):
        raise examined.refusal(
            _("Tệp “%(name)s” thật ra là trang web. Hãy mở bằng Word hoặc Excel và lưu lại đúng định dạng.")
        )
    names = ole_names(examined.stream, *OLE_STREAMS[examined.extension], "_VBA_PROJECT", "\x01Ole10Native")
    if not names & set(OLE_STREAMS[examined.extension]):
        raise disagreement(examined)
    if "_VBA_PROJECT" in names:
        examined.flags.add(Flag.MACROS)
    if "\x01Ole10Native" in names:
        examined.flags.add(Flag.OBJECTS)


def _check_text(examined: Examined) -> None:
    if has_markup(examined.head()[:_BROWSERS_SNIFF]):
        raise examined.refusal(
            _("Tệp “%(name)s” chứa mã trang web chứ không phải văn bản thường. Hãy lưu lại phần chữ.")
        )
    if examined.head().startswith((pdf.HEADER, b"{\\rtf", ZIP_START, OLE_START)):
        raise disagreement(examined)
    if _decodes(examined, _unicode_encoding(examined.head())):
        return
    if not _is_legacy_text(examined):
        raise disagreement(examined)
    examined.flags.add(Flag.LEGACY_TEXT)


def _unicode_encoding(head: bytes) -> str:
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"


def _decodes(examined: Examined, encoding: str) -> bool:
    """Read piece by piece; a text has no NUL and no control characters."""
    decoder = codecs.getincrementaldecoder(encoding)()
    examined.stream.seek(0)
    try:
        while piece := examined.stream.read(HEAD_BYTES * 16):
            if _CONTROLS.search(decoder.decode(piece).encode("utf-8", "surrogatepass")):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_legacy_text(examined: Examined) -> bool:
    """TCVN3, VNI and code page 1258: one byte each, no control characters."""
    examined.stream.seek(0)
    while piece := examined.stream.read(HEAD_BYTES * 16):
        if _CONTROLS.search(piece):
            return False
    return True


_OFFICE_2007 = "application/vnd.openxmlformats-officedocument."

FORMATS = {
    "pdf": Format("application/pdf", _check_pdf),
    "doc": Format("application/msword", _check_ole),
    "xls": Format("application/vnd.ms-excel", _check_ole),
    "ppt": Format("application/vnd.ms-powerpoint", _check_ole),
    "docx": Format(_OFFICE_2007 + "wordprocessingml.document", _check_package),
    "xlsx": Format(_OFFICE_2007 + "spreadsheetml.sheet", _check_package),
    "pptx": Format(_OFFICE_2007 + "presentationml.presentation", _check_package),
    "docm": Format("application/vnd.ms-word.document.macroEnabled.12", _check_package),
    "xlsm": Format("application/vnd.ms-excel.sheet.macroEnabled.12", _check_package),
    "pptm": Format("application/vnd.ms-powerpoint.presentation.macroEnabled.12", _check_package),
    "odt": Format(ODF_TYPES["odt"], _check_package),
    "ods": Format(ODF_TYPES["ods"], _check_package),
    "odp": Format(ODF_TYPES["odp"], _check_package),
    "txt": Format("text/plain", _check_text),
    "csv": Format("text/csv", _check_text),
    "zip": Format("application/zip", _check_archive),
}
