"""Letters about requests: to the person outside, and to the desk. Each is owed as a row and sent once.

A letter to a stranger's address says nothing that the stranger has typed, so that nobody sends words of
theirs through the school to somebody else; what the school itself explains is in it.
"""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from community.following import confirm_token
from community.models import OutsideRequest, RequestLetter
from community.subjects import public_subject

Status = RequestLetter.Status
MOST_ATTEMPTS = 6
LEASE = timedelta(minutes=5)
DAY = "d/m/Y"


def deliver_due(limit: int = 200) -> int:
    """Send the letters that are due, oldest first; returns how many went. Repeatable.

    A letter whose sender died in between goes again; its Message-ID is the same, so it is one to the reader.
    """
    sent = 0
    unsent = [Status.WAITING, Status.SENDING]
    owed = RequestLetter.objects.filter(status__in=unsent, due_at__lte=timezone.now())
    for letter in owed.select_related("request__item", "event__by", "user").order_by("pk")[:limit]:
        mine = RequestLetter.objects.filter(pk=letter.pk, status=letter.status, due_at=letter.due_at)
        claimed = mine.update(
            status=Status.SENDING, due_at=timezone.now() + LEASE, attempts=letter.attempts + 1
        )
        if claimed:
            sent += _send(letter)
    return sent


def _send(letter: RequestLetter) -> bool:
    own = RequestLetter.objects.filter(pk=letter.pk)
    address = _address(letter)
    if not address:
        own.update(status=Status.FAILED, error=_("Không có địa chỉ thư."))
        return False
    try:
        with translation.override("vi"):
            _message(letter, address).send()
    except (SMTPException, OSError) as error:
        attempts = letter.attempts + 1
        own.update(
            status=Status.FAILED if attempts >= MOST_ATTEMPTS else Status.WAITING,
            due_at=timezone.now() + timedelta(minutes=2**attempts),
            # Not the server's words: they often repeat the address.
            error=type(error).__name__,
        )
        return False
    own.update(status=Status.SENT, sent_at=timezone.now(), error="")
    return True


def _address(letter: RequestLetter) -> str:
    if letter.user is not None:
        return letter.user.email if letter.user.is_active else ""
    return letter.request.email if letter.request.may_be_written_to else ""


def _message(letter: RequestLetter, address: str) -> EmailMessage:
    subject, lines = _TEXTS[letter.template](letter)
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    side = "ben-trong" if letter.user_id else "ben-ngoai"
    thread = f"<de-nghi-{letter.request_id}-{side}@{host}>"
    return EmailMessage(
        subject=" ".join(subject.split())[:200],
        body="\n".join(lines),
        to=[address],
        headers={
            "Message-ID": f"<de-nghi-{letter.request_id}-thu-{letter.pk}@{host}>",
            "In-Reply-To": thread,
            "References": thread,
            # RFC 3834: no automatic answer is to answer this.
            "Auto-Submitted": "auto-generated",
        },
    )


def _outside(request: OutsideRequest, lines: list[str]) -> list[str]:
    """What every letter to a person outside ends with."""
    about = [_("Về nội dung: %(title)s") % {"title": request.title}] if request.title else []
    look_up = settings.SITE_URL + reverse("request_look_up")
    return [
        _("Kính gửi ông/bà,"),
        "",
        *lines,
        "",
        _("Loại đề nghị: %(kind)s") % {"kind": request.get_kind_display()},
        *about,
        _("Mã đề nghị: %(code)s") % {"code": request.code},
        _("Tra cứu bằng mã và địa chỉ thư này tại: %(address)s") % {"address": look_up},
        "",
        _("Thư này gửi tự động, xin không trả lời vào đây."),
    ]


def _received(letter: RequestLetter) -> tuple[str, list[str]]:
    request = letter.request
    token = reverse("request_confirm", args=[confirm_token(request)])
    lines = [_("Nhà trường đã nhận được đề nghị gửi từ địa chỉ thư này.")]
    if request.last_day_to_answer:
        day = formatted(request.last_day_to_answer, DAY)
        lines.append(_("Nhà trường trả lời chậm nhất vào ngày %(day)s.") % {"day": day})
    lines += [
        "",
        _("Hãy mở liên kết sau để xác nhận đây là thư của ông/bà, hoặc báo nếu ông/bà không gửi:"),
        settings.SITE_URL + token,
    ]
    return _("Đã nhận đề nghị %(code)s") % {"code": request.code}, _outside(request, lines)


def _acknowledged(letter: RequestLetter) -> tuple[str, list[str]]:
    words = [_("Nhà trường đã tiếp nhận đề nghị và đang xem xét.")]
    return _with_message(letter, _("Đã tiếp nhận đề nghị %(code)s"), words)


def _asked(letter: RequestLetter) -> tuple[str, list[str]]:
    words = [_("Để xem xét đề nghị, nhà trường cần ông/bà cho biết thêm:")]
    subject, lines = _with_message(letter, _("Cần bổ sung cho đề nghị %(code)s"), words)
    place = lines.index(_("Loại đề nghị: %(kind)s") % {"kind": letter.request.get_kind_display()})
    lines[place:place] = [_("Hãy trả lời ở trang tra cứu dưới đây, mục “Bổ sung thông tin”."), ""]
    return subject, lines


def _answered(letter: RequestLetter) -> tuple[str, list[str]]:
    words = [_("Kết quả: %(status)s.") % {"status": letter.event.get_status_after_display()}]
    return _with_message(letter, _("Trả lời đề nghị %(code)s"), words)


def _to_be_corrected(letter: RequestLetter) -> tuple[str, list[str]]:
    words = [_("Nhà trường chấp nhận đề nghị; bản đính chính đang được soạn và sẽ báo khi đăng.")]
    return _with_message(letter, _("Chấp nhận đề nghị %(code)s"), words)


def _corrected(letter: RequestLetter) -> tuple[str, list[str]]:
    words = [_("Bản đính chính đã được đăng trên cổng thông tin.")]
    subject = letter.request.item_id and public_subject(letter.request.item_id)
    if subject:
        words.append(settings.SITE_URL + subject.url)
    return _with_message(letter, _("Đã đính chính theo đề nghị %(code)s"), words)


def _with_message(letter: RequestLetter, subject: str, words: list[str]) -> tuple[str, list[str]]:
    message = letter.event.message
    lines = [*words, "", message] if message else words
    return subject % {"code": letter.request.code}, _outside(letter.request, lines)


def _desk(letter: RequestLetter) -> tuple[str, list[str]]:
    """To somebody who works here: what happened and where to read it; the rest stays behind the sign-in."""
    request, event = letter.request, letter.event
    lines = [
        _("%(what)s: %(kind)s (%(code)s)")
        % {"what": event.get_verb_display(), "kind": request.get_kind_display(), "code": request.code}
    ]
    if request.title:
        lines.append(_("Về nội dung: %(title)s") % {"title": request.title})
    if request.due_at:
        moment = formatted(timezone.localtime(request.due_at), "H:i d/m/Y")
        lines.append(_("Phải xong trước: %(moment)s") % {"moment": moment})
    lines += ["", settings.SITE_URL + request.get_desk_url()]
    subject = _("[Đề nghị từ bên ngoài] %(what)s: %(code)s")
    return subject % {"what": event.get_verb_display(), "code": request.code}, lines


_TEXTS: dict[str, Callable[[RequestLetter], tuple[str, list[str]]]] = {
    "received": _received,
    "acknowledged": _acknowledged,
    "asked": _asked,
    "answered": _answered,
    "to_be_corrected": _to_be_corrected,
    "corrected": _corrected,
    "desk": _desk,
}
