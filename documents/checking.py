"""What the checklist asks about the files of a text; kinds with attachments add these rules to their own."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from documents.models import Attachment, ScanState, SignatureCheck
from editorial.checklist import Found, Rule, Severity


class WithFiles(Protocol):
    """A text being checked; `files` are its attachments in order, with file and signature check loaded."""

    @property
    def files(self) -> Sequence[Attachment]: ...


def file_infected(text: WithFiles) -> Iterator[Found]:
    for part in text.files:
        if part.file.scan_state == ScanState.INFECTED:
            yield Found(part.name)


def file_held(text: WithFiles) -> Iterator[Found]:
    for part in text.files:
        if part.file.scan_state != ScanState.INFECTED and not part.file.is_cleared:
            yield Found(part.name)


def file_flagged(text: WithFiles) -> Iterator[Found]:
    for part in text.files:
        for word in part.file.short_words:
            yield Found(part.name, word)


def file_signature(text: WithFiles) -> Iterator[Found]:
    for part in text.files:
        check: SignatureCheck | None = getattr(part.file, "signature_check", None)
        if check and any(one.is_invalid for one in check.signatures.all()):
            yield Found(part.name)


# A held file stops no work on the text, only its way to the public; no regulation can change that.
FILE_RULES = (
    Rule(
        "file_infected",
        _("Có tệp đính kèm bị nhiễm vi-rút."),
        _("Hãy bỏ tệp này, quét máy tính rồi tải bản sạch lên."),
        file_infected,
        fixed=True,
    ),
    Rule(
        "file_held",
        _("Có tệp đính kèm chưa quét vi-rút xong."),
        _("Hãy chờ ít phút: cổng tự quét lại mỗi phút. Nếu chờ quá lâu, hãy báo quản trị viên."),
        file_held,
        Severity.WARN,
        fixed=True,
        holds_public=True,
    ),
    Rule(
        "file_flagged",
        _("Có tệp đính kèm chứa thứ có thể tự chạy hoặc bị giấu."),
        _("Nên lưu lại thành PDF không kèm macro, mã lệnh, tệp nhúng; nếu giữ, bạn đọc sẽ thấy lời nhắc."),
        file_flagged,
        Severity.WARN,
    ),
    Rule(
        "file_signature",
        _("Có tệp đính kèm mang chữ ký số không hợp lệ."),
        _("Hãy tải lên đúng bản đã ký, chưa mở ra lưu lại."),
        file_signature,
        Severity.WARN,
    ),
)
