"""What the first and last bytes of a file say it is, whatever its name says."""

import struct
from dataclasses import dataclass
from typing import IO

import puremagic

HEAD_BYTES = 4096

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 0xFFFF

_EXECUTABLE_STARTS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Mach-O for several processors, and Java classes
    b"dex\n",
    b"\x00asm",
    b"ITSF",  # Windows help (CHM)
    b"L\x00\x00\x00\x01\x14\x02\x00",  # Windows shortcut
    b"#@~^",  # encoded VBScript and JScript
    b"<?php",
    b"!<arch>",
    b"\xed\xab\xee\xdb",  # RPM
)
_ARCHIVE_STARTS = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"MSCF",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"(\xb5/\xfd",
)
# What a browser would take for a page, from the WHATWG's sniffing rules and the script languages of servers.
_MARKUP = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<iframe",
    b"<svg",
    b"<object",
    b"<embed",
    b"<img",
    b"<style",
    b"<meta",
    b"<link",
    b"<form",
    b"<?php",
    b"<?xml",
    b"<%@",
    b"javascript:",
)


def is_executable(head: bytes) -> bool:
    """Say whether the first bytes are those of a program or of a script."""
    if head.startswith((b"MZ", b"ZM")):
        return b"\x00" in head  # a text may begin with these two letters
    if head[:3] in (b"FWS", b"CWS", b"ZWS"):
        return 0 < head[3:4][0] < 64 if len(head) > 3 else False
    first_line = head.split(b"\n", 1)[0]
    return head.startswith(_EXECUTABLE_STARTS) or (first_line.startswith(b"#!") and b"/" in first_line)


def is_opaque_archive(head: bytes) -> bool:
    """Say whether the first bytes are those of a packed format that the policy can't look into."""
    return head.startswith(_ARCHIVE_STARTS) or head[257:262] == b"ustar"


def has_markup(data: bytes) -> bool:
    """Say whether a browser or a server would find something to run in these bytes."""
    # NULs are how UTF-16 would hide the words.
    lowered = data.replace(b"\x00", b"").lower()
    return any(mark in lowered for mark in _MARKUP)


_WELL_KNOWN = frozenset(
    {"pdf", "png", "jpg", "gif", "webp", "bmp", "tif", "rtf", "rar", "7z", "mp3", "mp4", "html"}
)


@dataclass(frozen=True)
class ZipEnd:
    """The end record of a ZIP: where it is and what it declares."""

    position: int
    members: int
    directory_size: int
    directory_offset: int
    ends_at: int
    is_zip64: bool

    @property
    def is_tight(self) -> bool:
        """Nothing lies before, between or after the parts of the archive that it declares."""
        return self.directory_offset + self.directory_size == self.position


def zip_end(stream: IO[bytes], size: int) -> ZipEnd | None:
    """Find the end record where a program that opens ZIPs would find it; reads at most the last 64 KiB."""
    window = min(size, _ZIP_END.size + _LONGEST_COMMENT)
    stream.seek(size - window)
    tail = stream.read(window)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _ZIP_END.size > len(tail):
        return None
    _, _, _, _, members, directory_size, offset, comment = _ZIP_END.unpack_from(tail, at)
    position = size - window + at
    return ZipEnd(
        position=position,
        members=members,
        directory_size=directory_size,
        directory_offset=offset,
        ends_at=position + _ZIP_END.size + comment,
        is_zip64=tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"),
    )


def well_known_kind(head: bytes) -> str:
    """Return the extension (no dot) that files beginning like this have, or "" when a guess could mislead.

    ZIP and OLE are left out: dozens of formats begin like them.
    """
    if head.startswith((ZIP_START, OLE_START)):
        return ""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    kinds = (match.extension.lstrip(".").lower() for match in matches)
    return next((kind for kind in kinds if kind in _WELL_KNOWN), "")
