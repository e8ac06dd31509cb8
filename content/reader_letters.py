"""Letters to readers who sent a text: owed as rows, written from what is true when they go (TS-III.3.1)."""

from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from content.models import Article, ReaderLetter, ReaderSubmission
from editorial import letters
from editorial.letters import Withheld, message_id, one_line
from editorial.nudging import nudge_after_commit

SENDER = "content.tasks.send_reader_letters"
SALT = "content.reader_submission"
CONFIRM_DAYS = 3
Kind, Stage = ReaderLetter.Kind, ReaderSubmission.Stage


def owe(submission: ReaderSubmission, kind: str) -> None:
    """Owe the letter, once whatever happens."""
    ReaderLetter.objects.get_or_create(submission=submission, kind=kind)
    nudge_after_commit(SENDER)


def token_of(submission: ReaderSubmission) -> str:
    """What the link of the first letter carries; it proves that its bearer reads mail at the address."""
    return signing.dumps([submission.pk, submission.code], salt=SALT)


def deliver_due(limit: int = 200) -> int:
    """Send what is due, and owe the news to whose text has appeared; returns how many letters went."""
    taken = ReaderSubmission.objects.filter(stage=Stage.TAKEN, forgotten_at=None).exclude(email="")
    appeared = taken.filter(item__in=Article.objects.public().values("item"))
    for submission in appeared.exclude(letters__kind=Kind.PUBLISHED):
        owe(submission, Kind.PUBLISHED)
    return letters.deliver_owed(ReaderLetter.objects.select_related("submission"), _draw, limit=limit)


def _draw(letter: ReaderLetter) -> EmailMessage:
    submission = letter.submission
    if not submission.email:
        raise Withheld(_("Thông tin cá nhân của người gửi đã được xóa."))
    subject, lines = _WRITTEN[letter.kind](submission)
    return EmailMessage(
        subject=one_line(subject),
        body="\n".join([*lines, "", _("Thư này do cổng thông tin tự gửi.")]),
        to=[submission.email],
        headers={
            "Message-ID": message_id(f"ban-doc-{letter.pk}-{letter.attempts}"),
            "Auto-Submitted": "auto-generated",
        },
    )


def _address(name: str, *args: object) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def _confirm(submission: ReaderSubmission) -> tuple[str, list[str]]:
    """Nothing of what was typed: somebody may have typed another's address, and a message into the form."""
    return _("Xác nhận địa chỉ thư để gửi bài"), [
        _("Có người dùng địa chỉ thư này để gửi bài cho cổng thông tin của nhà trường."),
        _("Nếu đó là bạn, hãy mở liên kết sau rồi bấm “Xác nhận”:"),
        "",
        _address("reader_confirm", token_of(submission)),
        "",
        _("Liên kết dùng được trong %(days)d ngày.") % {"days": CONFIRM_DAYS},
        _("Nếu không phải bạn, hãy bỏ qua thư này: bài sẽ không được xem xét và tự xóa."),
    ]


def _received(submission: ReaderSubmission) -> tuple[str, list[str]]:
    return _("Nhà trường đã nhận bài “%(title)s”") % {"title": submission.title}, [
        _("Tổ Thư ký sẽ đọc bài “%(title)s” và báo lại qua thư này.") % {"title": submission.title},
        "",
        _("Mã nhận bài: %(code)s") % {"code": submission.code},
        _("Xem tình trạng của bài: %(address)s") % {"address": _address("reader_lookup")},
    ]


def _declined(submission: ReaderSubmission) -> tuple[str, list[str]]:
    return _("Về bài “%(title)s” bạn gửi") % {"title": submission.title}, [
        _("Cảm ơn bạn đã gửi bài “%(title)s”. Tiếc là nhà trường chưa dùng được bài này.")
        % {"title": submission.title},
        "",
        _("Lý do: %(reason)s") % {"reason": submission.reason},
    ]


def _published(submission: ReaderSubmission) -> tuple[str, list[str]]:
    article = Article.objects.public().filter(item=submission.item_id).select_related("item").first()
    if article is None:
        raise Withheld(_("Bài không còn được đăng."))
    return _("Bài của bạn đã đăng"), [
        _("Bài “%(title)s” đã đăng trên cổng thông tin. Cảm ơn bạn!") % {"title": article.title},
        "",
        settings.SITE_URL + article.get_absolute_url(),
    ]


_WRITTEN: dict[str, Callable[[ReaderSubmission], tuple[str, list[str]]]] = {
    Kind.CONFIRM: _confirm,
    Kind.RECEIVED: _received,
    Kind.DECLINED: _declined,
    Kind.PUBLISHED: _published,
}
