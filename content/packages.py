"""What is given at once, sorted into texts: each with its pictures and its other files (TS-III.3.9a).

A ZIP or the folder of a USB stick is opened within the limits of `documents.archives`. What Windows and macOS
leave in a folder is passed over, and names written by old programs are read as they were meant.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile, ZipInfo

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from documents.archives import Inspection
from documents.images import PICTURE_FORMATS
from documents.names import clean_name, extension_of
from documents.refusal import UploadRefused
from regulations.schema import UploadPolicy
from vietnamese import clean, convert

TEXT_TYPES = frozenset({"docx", "doc", "docm", "odt", "rtf", "txt"})
# Also those that are refused with advice of their own.
PICTURE_TYPES = frozenset(PICTURE_FORMATS) | {"heic", "heif", "bmp", "tif", "tiff"}
MAX_PACKAGE_BYTES = 100 * 1024 * 1024
MOST_MEMBERS = 300
_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db"})
_UTF8_NAME = 0x800

Upload = UploadedFile  # of bytes


@dataclass
class Bundle:
    """One text to be, in the order of the names: `folder` is where it lay in its package."""

    folder: str
    texts: list[Any] = field(default_factory=list)
    pictures: list[Any] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.folder.rpartition("/")[2]


@contextmanager
def bundled(uploads: Iterable["UploadedFile[bytes]"], policy: UploadPolicy) -> Iterator[list[Bundle]]:
    """The bundles of these uploads; what was unpacked is gone from the disk at the end.

    Raises UploadRefused for a package that is damaged, too large, or holds what may not be taken.
    """
    with ExitStack() as stack:
        placed: list[tuple[str, Any]] = []
        for upload in uploads:
            name = clean_name(upload.name or "")
            if extension_of(name) == "zip":
                placed += _unpacked(upload, name, policy, stack)
            else:
                placed.append(("", upload))
        yield _sorted_out(placed)


# -- packages ------------------------------------------------------------------------------------


def _unpacked(upload: Any, name: str, policy: UploadPolicy, stack: ExitStack) -> list[tuple[str, Any]]:
    size = upload.size or 0
    if size > MAX_PACKAGE_BYTES:
        raise UploadRefused(
            _("Gói “%(name)s” lớn hơn %(limit)d MB. Hãy chia thành nhiều gói."),
            name=name,
            limit=MAX_PACKAGE_BYTES // 1024 // 1024,
        )
    with Inspection(name, policy).opened(upload, size, "zip") as archive:
        members = sorted(
            ((path, info) for info in archive.infolist() if (path := _path_of(info)) is not None),
            key=lambda member: _natural(str(member[0])),
        )
        if len(members) > MOST_MEMBERS:
            raise UploadRefused(
                _("Gói “%(name)s” có quá nhiều tệp (tối đa %(limit)d). Hãy chia thành nhiều gói."),
                name=name,
                limit=MOST_MEMBERS,
            )
        stem = name.rpartition(".")[0]
        return [(_folder(stem, path), _copied(archive, info, path.name, stack)) for path, info in members]


def _folder(stem: str, path: PurePosixPath) -> str:
    return "/".join([stem, *path.parts[:-1]])


def _copied(archive: ZipFile, info: ZipInfo, name: str, stack: ExitStack) -> Any:
    """On the disk, not in memory: a package may hold two hundred megabytes."""
    copy: Any = TemporaryUploadedFile(name, "application/octet-stream", info.file_size, None)
    stack.callback(copy.close)
    with archive.open(info) as member:
        shutil.copyfileobj(member, copy)
    copy.flush()
    copy.seek(0)
    return copy


def _path_of(info: ZipInfo) -> PurePosixPath | None:
    """Where the member lies, with clean names; None for folders and what systems leave behind."""
    parts = [part for part in member_name(info).replace("\\", "/").split("/") if part not in ("", ".")]
    if info.is_dir() or not parts or "__MACOSX" in parts:
        return None
    if parts[-1].lower() in _LEFT_BY_SYSTEMS or parts[-1].startswith(("._", "~$", ".~")):
        return None
    names = [clean_name(part) for part in parts]
    return PurePosixPath(*(name or "_" for name in names)) if names[-1] else None


def member_name(info: ZipInfo) -> str:
    """The name of a member as it was meant: many programs write one without saying in which encoding."""
    if info.flag_bits & _UTF8_NAME:
        return clean(info.filename)
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return clean(info.filename)
    return clean(_decoded(raw))


def _decoded(raw: bytes) -> str:
    """UTF-8 without its flag (macOS, Linux), TCVN3 or VNI (old programs), Windows of this country, DOS."""
    for encoding in ("utf-8", "cp1252"):
        try:
            words = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8":
            return words
        conversion = convert(words)
        if conversion.encoding:
            return conversion.text
    try:
        return raw.decode("cp1258")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _natural(name: str) -> list[Any]:
    """“anh 2” before “anh 10”."""
    parts: list[Any] = []
    digits = ""
    for sign in f"{name.casefold()}\0":
        if sign.isascii() and sign.isdigit():
            digits += sign
            continue
        if digits:
            parts.append((0, int(digits[:18]), ""))
            digits = ""
        parts.append((1, 0, sign))
    return parts


# -- bundles -------------------------------------------------------------------------------------


def _sorted_out(placed: list[tuple[str, Any]]) -> list[Bundle]:
    """Pictures and files go with the text of their folder, else of the one above, else with the only one."""
    homes = [folder for folder, one in placed if _extension(one) in TEXT_TYPES]
    only = homes[0] if len(homes) == 1 else None
    bundles: dict[str, Bundle] = {}
    for folder, one in placed:
        home = _home(folder, set(homes), only)
        bundle = bundles.setdefault(home, Bundle(home))
        _list_for(one, bundle).append(one)
    return [part for bundle in bundles.values() for part in _apart(bundle)]


def _home(folder: str, homes: set[str], only: str | None) -> str:
    place = folder
    while place not in homes:
        above, slash, _name = place.rpartition("/")
        if not slash:
            return folder if only is None else only
        place = above
    return place


def _list_for(one: Any, bundle: Bundle) -> list[Any]:
    extension = _extension(one)
    if extension in TEXT_TYPES:
        return bundle.texts
    return bundle.pictures if extension in PICTURE_TYPES else bundle.others


def _apart(bundle: Bundle) -> list[Bundle]:
    """Several texts with nothing beside them are each a bundle."""
    if len(bundle.texts) < 2 or bundle.pictures or bundle.others:
        return [bundle]
    return [Bundle(bundle.folder, [one]) for one in bundle.texts]


def _extension(upload: Any) -> str:
    return extension_of(clean_name(upload.name or ""))
