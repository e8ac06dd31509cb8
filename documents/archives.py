"""ZIP archives looked into without unpacking them to disk (HL-7.4a); office packages are archives too.

Nothing here trusts a number that the archive declares: sizes, members and nesting are limited before anything
is unpacked, and unpacking stops at the limit.
"""

import re
import shutil
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from documents.flags import Flag
from documents.names import (
    DANGEROUS_EXTENSIONS,
    EXECUTABLE_EXTENSIONS,
    MACRO_EXTENSIONS,
    clean_name,
    dangerous_extension,
    extension_of,
)
from documents.office import PACKAGE_EXTENSIONS, UnreadablePart, loads_remote_part, read_part
from documents.refusal import UploadRefused
from documents.signatures import (
    HEAD_BYTES,
    ZIP_START,
    is_executable,
    is_opaque_archive,
    zip_end,
)
from regulations.schema import UploadPolicy

MAX_MEMBERS = 2_000
MAX_DIRECTORY_BYTES = 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
# Deflate reaches about 1,000:1 on zeros; the tables of a real workbook stay far below 200:1.
MAX_RATIO = 200
RATIO_APPLIES_FROM = 1024 * 1024
# Parsing takes a second for each few MiB of hostile XML; real documents have some KiB.
MAX_RELATIONS_BYTES = 2 * 1024 * 1024
# An archive in the archive is looked into; one inside that is not taken. Documents in documents are usual.
MAX_ARCHIVE_LEVEL = 1
MAX_DEPTH = 4
_ENCRYPTED = 0x1 | 0x40 | 0x2000

_DAMAGE = (
    BadZipFile,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,  # of zipfile: a password, or a way of packing that it does not know
    UnreadablePart,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass
class Inspection:
    """One look into an uploaded archive and the archives in it; the limits hold for all of them together."""

    name: str
    policy: UploadPolicy
    flags: set[Flag] = field(default_factory=set)
    members_left: int = MAX_MEMBERS
    bytes_left: int = MAX_UNPACKED_BYTES
    relations_left: int = MAX_RELATIONS_BYTES

    @contextmanager
    def opened(self, stream: IO[bytes], size: int, extension: str, *, level: int = 0) -> Iterator[ZipFile]:
        """Open the archive and examine every member; raises UploadRefused, also when it is damaged."""
        try:
            self._check_frame(stream, size)
            with ZipFile(stream) as archive:
                self._check_directory(archive, size)
                self._check_members(archive, extension, level, depth=0)
                yield archive
        except _DAMAGE as error:
            raise self._refusal_of_damage() from error

    def _refusal_of_damage(self) -> UploadRefused:
        return UploadRefused(
            _("Tệp “%(name)s” bị hỏng hoặc có cấu trúc lạ. Hãy mở, lưu (hoặc nén) lại rồi tải lên."),
            name=self.name,
        )

    def _check_frame(self, stream: IO[bytes], size: int) -> None:
        """One archive from the first byte to the last: no foreign data around it, no giant list."""
        end = zip_end(stream, size)
        stream.seek(0)
        starts_right = stream.read(len(ZIP_START)) == ZIP_START
        if end is None or end.is_zip64 or not (starts_right and end.is_tight and end.ends_at == size):
            raise self._refusal_of_damage()
        if end.directory_size > MAX_DIRECTORY_BYTES or end.members > self.members_left:
            raise self._refusal_of_number()

    def _refusal_of_number(self) -> UploadRefused:
        return UploadRefused(
            _("Tệp “%(name)s” chứa quá nhiều mục (tối đa %(limit)d). Hãy chia thành nhiều tệp nhỏ hơn."),
            name=self.name,
            limit=MAX_MEMBERS,
        )

    def _check_directory(self, archive: ZipFile, size: int) -> None:
        """Judge the list of members; nothing has been unpacked yet."""
        infos = archive.infolist()
        self.members_left -= len(infos)
        self.bytes_left -= sum(info.file_size for info in infos)
        if self.members_left < 0:
            raise self._refusal_of_number()
        packed = sum(info.compress_size for info in infos)
        if self.bytes_left < 0 or packed > size or any(map(_is_bomb, infos)):
            raise UploadRefused(
                _("Tệp “%(name)s” bung ra quá lớn nên không an toàn. Hãy chia nhỏ nội dung rồi nén lại."),
                name=self.name,
            )
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise UploadRefused(
                _("Tệp “%(name)s” có mật khẩu nên không kiểm tra được. Hãy bỏ mật khẩu rồi tải lên."),
                name=self.name,
            )
        if len(archive.NameToInfo) != len(infos) or any(map(_is_odd, infos)):
            raise UploadRefused(
                _("Tệp “%(name)s” chứa mục có đường dẫn hoặc kiểu lạ. Hãy nén lại từ thư mục bình thường."),
                name=self.name,
            )

    def _check_members(self, archive: ZipFile, extension: str, level: int, depth: int) -> None:
        in_package = extension in PACKAGE_EXTENSIONS
        for info in archive.infolist():
            if info.is_dir():
                continue
            self._check_member_name(info.filename, in_package)
            with archive.open(info) as member:
                head = member.read(HEAD_BYTES)
            self._check_member_content(info.filename, head, in_package)
            if in_package:
                self._check_package_part(archive, info.filename, extension)
            if head.startswith(ZIP_START):
                self._check_nested(archive, info, level, depth + 1)

    def _check_member_name(self, member: str, in_package: bool) -> None:
        if self.policy.allow_software_archives and not in_package:
            dangerous = frozenset[str]()
        else:
            # Office programs put SVG pictures and HTML parts into their packages themselves.
            dangerous = EXECUTABLE_EXTENSIONS if in_package else DANGEROUS_EXTENSIONS
        macros = MACRO_EXTENSIONS - frozenset(self.policy.extensions)
        last_part = clean_name(member)
        if dangerous_extension(last_part, dangerous | macros):
            raise self._refusal_of_member(last_part)
        if dangerous_extension(last_part, EXECUTABLE_EXTENSIONS):
            self.flags.add(Flag.SOFTWARE)

    def _refusal_of_member(self, member: str) -> UploadRefused:
        return UploadRefused(
            _(
                "Tệp “%(name)s” chứa “%(member)s” thuộc loại có thể mang vi-rút. "
                "Hãy bỏ mục đó ra rồi nén lại; phần mềm nên được dẫn bằng liên kết."
            ),
            name=self.name,
            member=member,
        )

    def _check_member_content(self, member: str, head: bytes, in_package: bool) -> None:
        software_allowed = self.policy.allow_software_archives and not in_package
        if is_executable(head) and not software_allowed:
            raise self._refusal_of_member(clean_name(member))
        if is_opaque_archive(head) and not in_package:
            raise UploadRefused(
                _("Tệp “%(name)s” chứa tệp nén “%(member)s” không kiểm tra được. Hãy nén lại bằng ZIP."),
                name=self.name,
                member=clean_name(member),
            )

    def _check_package_part(self, archive: ZipFile, part: str, extension: str) -> None:
        lowered = part.lower()
        if lowered.endswith("vbaproject.bin"):
            self._judge_macros(extension)
        elif lowered.startswith(("basic/", "scripts/")):
            self.flags.add(Flag.MACROS)
        elif "/activex/" in lowered or "/oleobject" in lowered:
            self.flags.add(Flag.OBJECTS)
        elif lowered.endswith(".rels") and loads_remote_part(self._relations(archive, part)):
            raise UploadRefused(
                _("Tệp “%(name)s” tự tải nội dung từ máy khác khi mở. Hãy lưu thành PDF rồi tải lên."),
                name=self.name,
            )

    def _relations(self, archive: ZipFile, part: str) -> bytes:
        data = read_part(archive, part, limit=self.relations_left)
        self.relations_left -= len(data)
        return data

    def _judge_macros(self, extension: str) -> None:
        if extension not in MACRO_EXTENSIONS or extension not in self.policy.extensions:
            raise UploadRefused(
                _("Tệp “%(name)s” có macro. Hãy lưu lại không kèm macro, hoặc lưu thành PDF, rồi tải lên."),
                name=self.name,
            )
        self.flags.add(Flag.MACROS)

    def _check_nested(self, outer: ZipFile, info: ZipInfo, level: int, depth: int) -> None:
        extension = extension_of(clean_name(info.filename))
        level += extension not in PACKAGE_EXTENSIONS
        if level > MAX_ARCHIVE_LEVEL or depth > MAX_DEPTH:
            raise UploadRefused(
                _("Tệp “%(name)s” có tệp nén lồng nhau quá sâu. Hãy bung ra rồi nén lại một lần."),
                name=self.name,
            )
        with SpooledTemporaryFile(max_size=1024 * 1024) as copy:
            with outer.open(info) as member:
                shutil.copyfileobj(member, copy)
            self._check_frame(copy, info.file_size)
            with ZipFile(copy) as archive:
                self._check_directory(archive, info.file_size)
                self._check_members(archive, extension, level, depth)


def _is_bomb(info: ZipInfo) -> bool:
    return info.file_size > RATIO_APPLIES_FROM and info.file_size > MAX_RATIO * info.compress_size


def _is_odd(info: ZipInfo) -> bool:
    """A path that leaves its folder, a link, or a packing method that can't be unpacked within limits."""
    path = info.orig_filename
    leaves = path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", path) is not None
    leaves = leaves or ".." in (part.strip() for part in re.split(r"[/\\]", path))
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    return leaves or is_link or "\x00" in path or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
