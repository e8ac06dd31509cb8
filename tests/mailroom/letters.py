"""Letters as they come: built here, and put into a maildir the way a mail server does."""

import itertools
import os
import time
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from imapclient import imap_utf7

TEACHER = "Cô Lan <giaovien@truong.example>"
HEAD = "Thầy Tổ trưởng <totruong@truong.example>"
STRANGER = "Người Lạ <ai-do@noi-khac.example>"
BUREAU = "Phòng GD&ĐT <vanthu@pgd.example>"
WORDS = "Sáng nay tổ Ngữ văn tổ chức chuyên đề đọc hiểu cho học sinh lớp 8."
_numbers = itertools.count(1)


def letter(
    subject: str = "Chuyên đề đọc hiểu",
    text: str = WORDS,
    sender: str = TEACHER,
    *,
    html: str = "",
    files: Sequence[tuple[str, bytes, str]] = (),
    message_id: str | None = None,
    **headers: str,
) -> bytes:
    """A letter; `files` are (name, content, type). Headers are named with underscores."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "cong@truong.example", subject
    message["Date"] = "Tue, 24 Nov 2026 08:00:00 +0700"
    named = f"<thu-{next(_numbers)}@noi-gui.example>" if message_id is None else message_id
    if named:
        message["Message-ID"] = named
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    for name, content, kind in files:
        main, sub = kind.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


class Maildir:
    """A maildir as the mail server leaves it; the portal is pointed at it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for part in ("new", "cur", "tmp"):
            (path / part).mkdir(parents=True)

    @property
    def url(self) -> str:
        return f"maildir://{self.path}"

    def deliver(self, *letters: bytes) -> None:
        for data in letters:
            name = f"{time.time_ns()}.{next(_numbers)}.may"
            (self.path / "tmp" / name).write_bytes(data)
            (self.path / "tmp" / name).rename(self.path / "new" / name)
            os.utime(self.path / "new" / name)

    def waiting(self) -> int:
        return sum(1 for part in ("new", "cur") for _file in (self.path / part).iterdir())

    def taken(self) -> list[Path]:
        return sorted((self.path / f".{imap_utf7.encode('Đã nhận').decode()}" / "cur").glob("*"))


@pytest.fixture
def box(tmp_path: Path, settings: Any) -> Maildir:
    made = Maildir(tmp_path / "thu")
    settings.MAIL_IN_URL = made.url
    settings.MAIL_IN_ADDRESS = "cong@truong.example"
    return made
