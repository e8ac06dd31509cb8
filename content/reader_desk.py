"""A text of a reader at the desk: made a draft, or declined; and what is forgotten when (TS-III.3.1)."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from content.figures import with_figures
from content.models import Article, Picture, ReaderSubmission
from content.reader_letters import Kind, Stage, owe
from content.sanitising import text_to_html
from documents.attaching import attach_stored
from documents.images import PICTURE_FORMATS, prepare_picture
from documents.models import ScanState
from documents.scanning import remove_unused
from editorial.drafting import start
from editorial.insets import Inset, on_front
from editorial.models import Edition
from editorial.states import IN_PROGRESS
from editorial.workflow import Refused
from people.models import User
from vietnamese import clean

# Names and addresses of strangers are for these alone (law on personal data).
SEES = ("secretariat", "deputy", "chair", "principal", "school_leaders")
ACTS = ("secretariat", "deputy", "chair")
UNCONFIRMED_KEPT = timedelta(days=7)
KEPT = timedelta(days=365)
# As long as the limits by address count.
DIGEST_KEPT = timedelta(days=2)
LONGEST_REASON = 1000


def sees_readers(user: User) -> bool:
    return user.is_active and user.has_role(*SEES)


def acts_for_readers(user: User) -> bool:
    return user.is_active and user.has_role(*ACTS)


@transaction.atomic
def accept(submission: ReaderSubmission, *, by: User) -> Article:
    """A draft of this person from what was sent, with the sender proposed as its author; raises `Refused`.

    Pictures stand behind the text, other files are attached; what the scanner has called infected stays out.
    """
    fresh = _locked(submission, by, Stage.WAITING)
    kept = [one for one in fresh.files.select_related("file") if one.file.scan_state != ScanState.INFECTED]
    if any(not one.file.is_cleared for one in kept):
        raise Refused([_("Có tệp đang chờ quét vi-rút; hãy nhận bài sau khi quét xong.")])
    pictures = [one for one in kept if one.file.extension in PICTURE_FORMATS]
    drawn = [Picture.objects.store(_prepared(one), by=by) for one in pictures]
    article: Any = start(
        Article,
        by=by,
        title=fresh.title,
        body=with_figures(text_to_html(fresh.text), [(picture, "", "") for picture in drawn]),
        genre=Article.Genre.FEATURE,
        origin=Edition.Origin.READER,
        channel=Edition.Channel.WEB,
        author_credit=fresh.name,
    )
    others = [(one.file, one.name) for one in kept if one not in pictures]
    if others:
        attach_stored(article, by=by, version=article.version, files=others)
        article.refresh_from_db()
    _decide(fresh, by, stage=Stage.TAKEN, item=article.item)
    return article


def _prepared(one: Any) -> Any:
    return prepare_picture(SimpleUploadedFile(one.name, one.file.path.read_bytes()))


@transaction.atomic
def decline(submission: ReaderSubmission, *, by: User, reason: str) -> None:
    """Say no with a reason, which the sender is told; raises `Refused`.

    A text that was taken can be declined as long as nothing of it is under way or public.
    """
    words = clean(reason).strip()
    fresh = _locked(submission, by, Stage.WAITING, Stage.TAKEN)
    if fresh.item is not None and _lives(fresh.item):
        raise Refused([_("Bài này đang được biên tập hoặc đã đăng.")])
    if not words:
        raise Refused([_("Hãy ghi lý do; người gửi nhận được lời này qua thư.")])
    if len(words) > LONGEST_REASON:
        raise Refused([_("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}])
    _decide(fresh, by, stage=Stage.DECLINED, reason=words)
    owe(fresh, Kind.DECLINED)


def _lives(item: Any) -> bool:
    editions = item.editions
    return editions.filter(state__in=IN_PROGRESS).exists() or editions.public().exists()


def _locked(submission: ReaderSubmission, by: User, *stages: str) -> ReaderSubmission:
    if not acts_for_readers(by):
        raise Refused([_("Chỉ Tổ Thư ký và Ban Biên tập được nhận hoặc từ chối bài bạn đọc gửi.")])
    fresh = ReaderSubmission.objects.select_for_update().get(pk=submission.pk)
    if fresh.stage not in stages:
        raise Refused([_("Bài này đã được xử lý: %(stage)s.") % {"stage": fresh.get_stage_display()}])
    return fresh


def _decide(submission: ReaderSubmission, by: User, **columns: Any) -> None:
    own = ReaderSubmission.objects.filter(pk=submission.pk)
    own.update(decided_at=timezone.now(), decided_by=by, **columns)
    submission.refresh_from_db()


def purge() -> int:
    """Delete what was never confirmed within a week, and forget who sent what a year ago; returns how many.

    Repeatable. Titles and decisions stay, for the figures of the school; files that nothing uses go.
    """
    now = timezone.now()
    ReaderSubmission.objects.filter(created_at__lt=now - DIGEST_KEPT).exclude(address_digest="").update(
        address_digest=""
    )
    unconfirmed = ReaderSubmission.objects.filter(stage=Stage.UNCONFIRMED)
    count = 0
    for submission in unconfirmed.filter(created_at__lt=now - UNCONFIRMED_KEPT):
        _drop_files(submission)
        submission.delete()
        count += 1
    settled = ReaderSubmission.objects.filter(forgotten_at=None).exclude(stage=Stage.UNCONFIRMED)
    settled = settled.annotate(since=Coalesce("decided_at", "confirmed_at"))
    for submission in settled.filter(since__lt=now - KEPT):
        _forget(submission)
        count += 1
    return count


def _drop_files(submission: ReaderSubmission) -> None:
    files = [one.file for one in submission.files.select_related("file")]
    submission.files.all().delete()
    for file in files:
        remove_unused(file)


@transaction.atomic
def _forget(submission: ReaderSubmission) -> None:
    """A year without an answer is a no as well."""
    own = ReaderSubmission.objects.select_for_update().filter(pk=submission.pk)
    if submission.stage == Stage.WAITING:
        own.update(stage=Stage.DECLINED, reason=_("Quá một năm không được xem xét."))
    own.update(name="", email="", phone="", class_name="", relation="", text="", forgotten_at=timezone.now())
    _drop_files(submission)


@on_front
def readers_waiting(user: User) -> Inset | None:
    """How many texts of readers wait, for who can take them up."""
    if not acts_for_readers(user):
        return None
    waiting = ReaderSubmission.objects.filter(stage=Stage.WAITING).count()
    return Inset("content/_desk_readers_waiting.html", {"waiting": waiting}) if waiting else None
