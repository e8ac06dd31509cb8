"""Why the text of a file can't be read: each reason has one sentence for the person who uploaded it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class UnreadableFile(Exception):
    """The text of a file can't be read; str() is a Vietnamese sentence that says what to do."""

    sentence: ClassVar = _("Không đọc được chữ trong tệp này.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.sentence)


class BrokenFile(UnreadableFile):
    """The content is damaged, or is not what the extension says."""

    sentence = _("Tệp bị hỏng hoặc do chương trình lạ tạo ra. Hãy mở tệp, lưu lại rồi tải lên.")


class EncryptedFile(UnreadableFile):
    """The text is locked by a password."""

    sentence = _("Tệp có mật khẩu nên không đọc được chữ. Hãy bỏ mật khẩu rồi tải lên.")


class TooLongFile(UnreadableFile):
    """Reading would take more pages, time or memory than one file may have."""

    sentence = _("Tệp quá dài hoặc quá nặng để đọc chữ. Hãy chia thành nhiều tệp nhỏ hơn.")


class UnsupportedFile(UnreadableFile):
    """There is no reader for the format, or no text recognition for a picture."""

    sentence = _("Loại tệp này không có chữ để đọc, hoặc máy chủ chưa có công cụ đọc.")
