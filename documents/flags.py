"""What in a file that was taken deserves a warning: remembered with the file, said to staff and readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Flag(StrEnum):
    """Something a reader may want to know before opening the file; the values are stored (HL-7.4a)."""

    MACROS = "macros"
    OBJECTS = "objects"
    SCRIPTS = "scripts"
    INNER_FILES = "inner_files"
    SOFTWARE = "software"
    LEGACY_TEXT = "legacy_text"


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentence is for who uploads and who approves; the short word, if any, for readers."""

    sentence: Promise
    short: Promise | str = ""


_WORDS = {
    Flag.MACROS: _Words(
        _("Tệp “%(name)s” có macro. Nên bỏ macro hoặc lưu thành PDF trước khi đăng."), _("có macro")
    ),
    Flag.OBJECTS: _Words(_("Tệp “%(name)s” có đối tượng nhúng. Nên lưu thành PDF trước khi đăng.")),
    Flag.SCRIPTS: _Words(
        _("Tệp “%(name)s” có mã lệnh bên trong. Nên in lại ra PDF trước khi đăng."), _("có mã lệnh")
    ),
    Flag.INNER_FILES: _Words(
        _("Tệp “%(name)s” có tệp khác đính kèm bên trong. Hãy kiểm tra trước khi đăng."),
        _("có tệp đính kèm bên trong"),
    ),
    Flag.SOFTWARE: _Words(
        _("Tệp “%(name)s” chứa phần mềm: chỉ đăng phần mềm có nguồn gốc rõ ràng."), _("có phần mềm")
    ),
    Flag.LEGACY_TEXT: _Words(
        _("Tệp “%(name)s” không dùng bảng mã Unicode (UTF-8), người đọc có thể thấy sai dấu.")
    ),
}


def warnings_of(flags: Iterable[str], name: str) -> list[str]:
    """One sentence for each flag, with the name of the file and what to do; unknown flags are left out."""
    return [str(_WORDS[flag].sentence) % {"name": name} for flag in _known(flags)]


def short_words(flags: Iterable[str]) -> list[str]:
    """What readers are told beside the file's name; empty where nothing matters to them."""
    return [str(words.short) for flag in _known(flags) if (words := _WORDS[flag]).short]


def _known(flags: Iterable[str]) -> list[Flag]:
    present = set(flags)
    return [flag for flag in Flag if flag in present]
