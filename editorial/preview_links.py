"""Links by which somebody without an account reads an edition before it is public, and says what they think.

Whoever has the address may read (TS-III.3.8): it cannot be guessed, ends by itself, and can be revoked.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.actors import acts_at, is_board
from editorial.clock import clock
from editorial.events import record
from editorial.models import (
    LONGEST_NAME,
    LONGEST_OPINION,
    Edition,
    PreviewAnswer,
    PreviewLink,
)
from editorial.routes import step_of
from editorial.states import IN_PROGRESS
from editorial.workflow import Refused
from people.models import User
from vietnamese import clean

SHORTEST_DAYS, USUAL_DAYS, LONGEST_DAYS = 1, 7, 30
MOST_ANSWERS = 20
MOST_OPEN_LINKS = 20


def link_refusals(edition: Edition, *, by: User) -> list[str]:
    """Why this person may not show the edition to outsiders; the caller has checked that they may see it."""
    if edition.state not in IN_PROGRESS or edition.is_due:
        return [_("Chỉ gửi xem trước bản chưa công bố.")]
    if not edition.may_leave:
        return [_("Nội dung này không dành cho người ngoài trường.")]
    step = step_of(edition)
    on_duty = by.has_role("secretariat") or is_board(by) or (step is not None and acts_at(edition, step, by))
    if by.pk not in edition.author_ids and not on_duty:
        return [_("Chỉ người soạn, người đang xử lý, Tổ Thư ký và Ban Biên tập được gửi xem trước.")]
    if open_links(edition) >= MOST_OPEN_LINKS:
        return [_("Bản này đã có nhiều liên kết đang dùng; hãy thu hồi bớt.")]
    return []


def open_links(edition: Edition) -> int:
    links = PreviewLink.objects.filter(item=edition.item_id, edition_number=edition.number, revoked_at=None)
    return links.filter(expires_at__gt=timezone.now()).count()


@transaction.atomic
def make_link(edition: Edition, *, by: User, addressee: str, days: int) -> tuple[PreviewLink, str]:
    """A new link and its token, which is told this once: only its digest is kept. Raises `Refused`."""
    name = " ".join(clean(addressee).split())
    if reasons := link_refusals(edition, by=by):
        raise Refused(reasons)
    if not name or len(name) > LONGEST_NAME:
        raise Refused([_("Hãy ghi tên người nhận, không quá %(most)s ký tự.") % {"most": LONGEST_NAME}])
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        words = {"least": SHORTEST_DAYS, "most": LONGEST_DAYS}
        raise Refused([_("Liên kết dùng được từ %(least)s đến %(most)s ngày.") % words])
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    link = PreviewLink.objects.create(
        item_id=edition.item_id,
        edition_number=edition.number,
        token_digest=_digest(token),
        addressee=name,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(edition, "share_preview", by=by, data={"link": link.pk, "label": name})
    return link, token


def find_link(token: str) -> PreviewLink | None:
    """The link of that token, whether or not it is over; None for a wrong one."""
    found = PreviewLink.objects.filter(token_digest=_digest(token))
    return found.select_related("item", "made_by").first()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def linked_edition(link: PreviewLink) -> Edition | None:
    """The edition that the link shows now; None when the link or the text is over.

    A link lives no longer than the account that vouched for it.
    """
    if link.is_over or not link.made_by.is_active:
        return None
    model = link.item.edition_model
    editions = model._base_manager.filter(item=link.item_id, number=link.edition_number)
    return editions.select_related("item__unit", "section__parent").first()


@transaction.atomic
def revoke(link: PreviewLink, edition: Edition, *, by: User) -> None:
    """Nobody reads by this link any more; raises `Refused` when it is over already, or not theirs to end."""
    if reasons := revoke_refusals(link, edition, by=by):
        raise Refused(reasons)
    living = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    if not living.update(revoked_at=timezone.now()):
        raise Refused([_("Liên kết này đã được thu hồi.")])
    record(edition, "revoke_preview", by=by, data={"link": link.pk, "label": link.addressee})


def revoke_refusals(link: PreviewLink, edition: Edition, *, by: User) -> list[str]:
    """Who made a link may always end it, and so may all who could have made it."""
    if link.made_by_id == by.pk or by.pk in edition.author_ids:
        return []
    if by.has_role("secretariat") or is_board(by):
        return []
    return [_("Chỉ người tạo, tác giả, Tổ Thư ký và Ban Biên tập được thu hồi liên kết này.")]


def note_opening(link: PreviewLink) -> None:
    PreviewLink.objects.filter(pk=link.pk).update(last_opened_at=timezone.now())


@transaction.atomic
def answer(link: PreviewLink, edition: Edition, *, name: str, verdict: str, text: str) -> PreviewAnswer:
    """Keep what the reader said, and about which text; raises `Refused` with sentences for the reader."""
    # One after the other, so that the limit holds for a reader who presses twenty times at once.
    PreviewLink.objects.select_for_update().get(pk=link.pk)
    who, words = " ".join(clean(name).split()), clean(text).strip()
    if reasons := _answer_refusals(link, who, verdict, words):
        raise Refused(reasons)
    given = PreviewAnswer.objects.create(
        link=link, name=who, verdict=verdict, text=words, version=edition.version, digest=edition.digest()
    )
    said = {"answer": given.pk, "link": link.pk, "visitor": who, "label": given.get_verdict_display()}
    record(edition, "preview_answer", by=clock(), note=words, data=said)
    return given


def _answer_refusals(link: PreviewLink, name: str, verdict: str, words: str) -> list[str]:
    reasons = []
    if not name or len(name) > LONGEST_NAME:
        reasons.append(_("Hãy ghi họ và tên của bạn, không quá %(most)s ký tự.") % {"most": LONGEST_NAME})
    if verdict not in PreviewAnswer.Verdict.values:
        reasons.append(_("Hãy chọn “Đồng ý” hoặc “Góp ý”."))
    if verdict == PreviewAnswer.Verdict.REMARK and not words:
        reasons.append(_("Hãy viết nội dung góp ý."))
    if len(words) > LONGEST_OPINION:
        reasons.append(_("Nội dung góp ý dài quá %(most)s ký tự.") % {"most": LONGEST_OPINION})
    if link.answers.count() >= MOST_ANSWERS:
        reasons.append(_("Liên kết này đã nhận đủ ý kiến; hãy liên hệ người gửi."))
    return reasons
