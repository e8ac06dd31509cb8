"""What is wrong with the environment, said before the first reader finds out. Registered by PortalConfig."""

import os
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.http.request import validate_host
from django.utils.translation import gettext as _

from documents.clamav import parse_address
from editorial.mailroom.boxes import parse_box

SHORTEST_KEY = 50
FEWEST_LETTERS = 5
# These write mail down instead of sending it.
_SILENT_BACKENDS = ("filebased", "console", "locmem", "dummy")


def _deepest_existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())


def paths(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """portal.E003: everything the portal writes is under VAR_DIR."""
    folder = _deepest_existing(settings.VAR_DIR)
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            _("Không ghi được vào thư mục dữ liệu %s.") % settings.VAR_DIR,
            hint=_("Đặt VAR_DIR là một thư mục mà tài khoản chạy cổng thông tin ghi được."),
            id="portal.E003",
        )
    ]


def addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """portal.E006: links in mail and feeds are built from SITE_URL."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.path:
        return []
    return [
        Error(
            _("SITE_URL không phải là địa chỉ của một trang web: %r.") % settings.SITE_URL,
            hint=_("Ví dụ: SITE_URL=https://truong.edu.vn"),
            id="portal.E006",
        )
    ]


def scanner(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """portal.E008: with a wrong address every upload would be held for ever."""
    try:
        if settings.CLAMAV_URL:
            parse_address(settings.CLAMAV_URL)
    except ValueError:
        message = _("CLAMAV_URL không phải là địa chỉ của ClamAV: %r.") % settings.CLAMAV_URL
        hint = _("Ví dụ: CLAMAV_URL=tcp://127.0.0.1:3310 hoặc unix:///run/clamav/clamd.ctl")
        return [Error(message, hint=hint, id="portal.E008")]
    return []


def mailbox(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """portal.E009: a wrong address is said without the password that may stand in it."""
    try:
        if settings.MAIL_IN_URL:
            parse_box(settings.MAIL_IN_URL)
    except ValueError:
        hint = _(
            "Ví dụ: MAIL_IN_URL=imaps://ten:matkhau@thu.truong.edu.vn/INBOX hoặc maildir:///var/mail/truong"
        )
        return [Error(_("MAIL_IN_URL không phải là địa chỉ của một hộp thư."), hint=hint, id="portal.E009")]
    return []


def secret_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """portal.E001, portal.E002: a guessed key opens every session."""
    if settings.DEBUG:
        return []
    hint = _("Tạo khóa: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'")
    if not settings.SECRET_KEY_CONFIGURED:
        return [Error(_("Chưa đặt SECRET_KEY hoặc SECRET_KEY_FILE."), hint=hint, id="portal.E001")]
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS or key.startswith("django-insecure-"):
        return [Error(_("SECRET_KEY quá ngắn hoặc dễ đoán."), hint=hint, id="portal.E002")]
    return []


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def public_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """portal.E004, portal.E005, portal.E007: readers reach the portal by its own name, encrypted."""
    found: list[CheckMessage] = []
    host = urlsplit(settings.SITE_URL).hostname or ""
    if not settings.HTTPS or _is_loopback(host):
        found.append(
            Error(
                _("SITE_URL phải là địa chỉ công khai bắt đầu bằng https://, không phải %r.")
                % settings.SITE_URL,
                id="portal.E004",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(Error(_("ALLOWED_HOSTS chấp nhận mọi tên miền (*)."), id="portal.E005"))
    elif not validate_host(host, settings.ALLOWED_HOSTS):
        found.append(
            Error(_("ALLOWED_HOSTS thiếu %r, tên miền của SITE_URL.") % host, id="portal.E007"),
        )
    return found


def mail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """portal.W001: the next person in the workflow waits for a mail that nobody sends."""
    module = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if module not in _SILENT_BACKENDS:
        return []
    return [
        Warning(
            _("Thư điện tử không được gửi đi: EMAIL_BACKEND là %s.") % settings.EMAIL_BACKEND,
            hint=_("Đặt EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend và EMAIL_HOST."),
            id="portal.W001",
        )
    ]


def senders_of_mail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """portal.W002: without the server's word anybody can write in a teacher's name."""
    if not settings.MAIL_IN_URL or settings.MAIL_IN_AUTHSERV_ID:
        return []
    return [
        Warning(
            _("Người gửi thư đến không được xác thực: chưa đặt MAIL_IN_AUTHSERV_ID."),
            hint=_("Ghi tên máy chủ thư như trong dòng Authentication-Results; xem docs/en/mail-in.md."),
            id="portal.W002",
        )
    ]


ALWAYS: Sequence[Any] = (paths, addresses, scanner, mailbox)
ON_DEPLOYMENT: Sequence[Any] = (secret_key, public_address, mail, senders_of_mail)


def register_all() -> None:
    for check in ALWAYS:
        register(check, Tags.compatibility)
    for check in ON_DEPLOYMENT:
        register(check, Tags.security, deploy=True)
