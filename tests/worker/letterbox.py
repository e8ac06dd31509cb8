"""The portal's file mail, with a place where a test can stop the worker in the middle of a reaction."""

import re
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

_ID = re.compile(r"^Message-ID: (.+)$", re.MULTILINE)


def letters(var_dir: Path) -> list[str]:
    """The Message-ID of every letter written, the repeated ones too."""
    files = (var_dir / "mail").glob("*.log")
    return [name for file in files for name in _ID.findall(file.read_text("utf-8"))]


def hold(var_dir: Path, side: str, number: int) -> None:
    """Have the worker wait "before" or "after" writing that letter, until `release`."""
    (var_dir / "hold").write_text(f"{side} {number}")


def release(var_dir: Path) -> None:
    (var_dir / "hold").unlink()


def held(var_dir: Path) -> bool:
    return (var_dir / "held").exists()


class Letterbox(EmailBackend):
    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        number = len(letters(settings.VAR_DIR)) + 1
        self._pass(f"before {number}")
        sent = super().send_messages(messages)
        self._pass(f"after {number}")
        return sent

    def _pass(self, place: str) -> None:
        barrier = settings.VAR_DIR / "hold"
        while barrier.exists() and barrier.read_text() == place:
            (settings.VAR_DIR / "held").touch()
            time.sleep(0.05)
