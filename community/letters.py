"""Letters about requests: to the person outside, and to the desk. Each is owed as a row and sent once.

A letter to a stranger's address says nothing that the stranger has typed, so that nobody sends words of
theirs through the school to somebody else; what the school itself explains is in it.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from community.following import confirm_token
from community.models import OutsideRequest, RequestLetter
from community.subjects import public_subject
from editorial import letters

DAY = "d/m/Y"


def deliver_due(limit: int = 200) -> int:
    """Send the letters that are due, oldest first; returns how many went. Repeatable."""
    owed = RequestLetter.objects.select_related("request__item", "event__by", "user")
    return letters.deliver_owed(owed, _draw, limit=limit)


def _address(letter: RequestLetter) -> str:
    if letter.user is not None:
        return letter.user.email if letter.user.is_active else ""
    return letter.request.email if letter.request.may_be_written_to else ""


def _draw(letter: RequestLetter) -> EmailMessage:
    address = _address(letter)
    if not address:
        raise letters.Withheld(_("Không có địa chỉ thư."))
    with translation.override(settings.LANGUAGE_CODE):
        subject, lines = _TEXTS[letter.template](letter)
    thread = letters.message_id(
        f"de-nghi-{letter.request_id}-{'ben-trong' if letter.user_id else 'ben-ngoai'}"
    )
    return EmailMessage(
        subject=letters.one_line(subject),
        body="\n".join(lines),
        to=[address],
        headers={
            "Message-ID": letters.message_id(f"de-nghi-{letter.request_id}-thu-{letter.pk}"),
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
