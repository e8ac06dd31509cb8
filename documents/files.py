"""The one upload policy: what may be attached to anything the portal publishes (HL-7.4a–c).

A file is taken only if its extension is on the school's list, its content is what the extension says, and
nothing in it runs by itself. Macros in old Office files and scripts in PDF are taken with a warning.
Pictures are drawn anew; every other file keeps its bytes, for signatures are in them (HL-3.1).
"""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from documents.flags import Flag, warnings_of
from documents.formats import FORMATS, Examined, check_disguise
from documents.images import PICTURE_FORMATS, prepare_picture
from documents.names import (
    DANGEROUS_EXTENSIONS,
    MACRO_EXTENSIONS,
    clean_name,
    dangerous_extension,
    extension_of,
)
from documents.refusal import UploadRefused
from regulations.schema import UploadPolicy

__all__ = ["SUPPORTED_EXTENSIONS", "CheckedFile", "UploadRefused", "check_upload", "sha256_of"]

SUPPORTED_EXTENSIONS = frozenset(FORMATS) | frozenset(PICTURE_FORMATS)
# Attached pictures may be scans that have to stay readable, so they are larger than pictures in a text.
ATTACHED_PICTURE_SIDE = 4096
ATTACHED_PICTURE_QUALITY = 90


@dataclass(frozen=True)
class CheckedFile:
    """A file that passed the policy. Size is in bytes; the extension has no dot."""

    name: str
    extension: str
    content_type: str
    size: int
    sha256: str
    content: "File[bytes]"
    flags: frozenset[Flag] = frozenset()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to tell the person who uploads, in Vietnamese sentences."""
        return tuple(warnings_of(self.flags, self.name))


def check_upload(upload: "UploadedFile[bytes]", policy: UploadPolicy) -> CheckedFile:
    """Hold an upload against the policy of the school's regulation (HL-7.4a–c, Q8-3.2b, TS-III.2.2.4d).

    Raises UploadRefused with a Vietnamese sentence that names the file and says what to do. Memory and time
    are bounded by policy.max_bytes and by the limits in archives, pdf and images, whatever the file declares.
    """
    name = clean_name(upload.name or "")
    extension = extension_of(name)
    _check_name(name, extension, policy)
    _check_size(name, upload.size or 0, policy)
    examined = Examined(name, extension, upload, upload.size or 0, policy)
    if extension in PICTURE_FORMATS:
        return _checked_picture(upload, name, extension, policy)
    check_disguise(examined)
    FORMATS[extension].check(examined)
    return CheckedFile(
        name=name,
        extension=extension,
        content_type=FORMATS[extension].content_type,
        size=examined.size,
        sha256=sha256_of(upload),
        content=upload,
        flags=frozenset(examined.flags),
    )


def _check_name(name: str, extension: str, policy: UploadPolicy) -> None:
    if not name:
        raise UploadRefused(_("Tệp không có tên. Hãy đặt tên cho tệp rồi tải lên."))
    listed = frozenset(policy.extensions)
    dangerous = dangerous_extension(name, DANGEROUS_EXTENSIONS | (MACRO_EXTENSIONS - listed))
    if dangerous:
        raise UploadRefused(
            _(
                "Tệp “%(name)s” có đuôi .%(extension)s, loại có thể mang vi-rút nên không được nhận. "
                "Nếu đó là văn bản, hãy lưu thành PDF và đặt tên không có đuôi này."
            ),
            name=name,
            extension=dangerous,
        )
    # A regulation can't open what the portal has no way to check.
    if extension not in listed & SUPPORTED_EXTENSIONS:
        accepted = ", ".join(e for e in policy.extensions if e in SUPPORTED_EXTENSIONS)
        raise UploadRefused(
            _("Tệp “%(name)s” không thuộc loại được nhận. Hãy chuyển sang một trong các loại: %(accepted)s."),
            name=name,
            accepted=accepted,
        )


def _check_size(name: str, size: int, policy: UploadPolicy) -> None:
    if not size:
        raise UploadRefused(_("Tệp “%(name)s” rỗng (0 byte). Hãy chọn lại tệp."), name=name)
    if size > policy.max_bytes:
        raise UploadRefused(
            _("Tệp “%(name)s” lớn hơn mức cho phép là %(limit)g MB. Hãy nén nhỏ hoặc chia tệp rồi tải lên."),
            name=name,
            limit=round(policy.max_bytes / 1024 / 1024, 1),
        )


def _checked_picture(
    upload: "UploadedFile[bytes]", name: str, extension: str, policy: UploadPolicy
) -> CheckedFile:
    picture = prepare_picture(
        upload,
        max_bytes=policy.max_bytes,
        max_side=ATTACHED_PICTURE_SIDE,
        quality=ATTACHED_PICTURE_QUALITY,
    )
    if PICTURE_FORMATS[extension] != PICTURE_FORMATS[picture.extension]:
        name, extension = f"{PurePath(name).stem}.{picture.extension}", picture.extension
    return CheckedFile(
        name=name,
        extension=extension,
        content_type=picture.content_type,
        size=len(picture.content),
        sha256=hashlib.sha256(picture.content).hexdigest(),
        content=ContentFile(picture.content, name=name),
    )


def sha256_of(upload: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
