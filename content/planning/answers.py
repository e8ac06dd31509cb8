"""Which article answers a turn of the rota or a line of the plan, and how far it has come.

The link is to the item, so a correction or a takedown of what was published changes nothing in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import Article, PlanLine, RotaTurn
from editorial import drafting
from editorial.access import visible
from editorial.first_public import first_public
from editorial.models import EditionQuerySet, Section
from editorial.states import State
from editorial.workflow import Refused
from people.models import Unit, User

Row = TypeVar("Row", RotaTurn, PlanLine)
# Of the unit's own articles the newest are offered to be linked by hand.
MOST_OFFERED = 50


class Progress(models.TextChoices):
    """How far the article has come."""

    NONE = "none", gettext_lazy("chưa có")
    DRAFT = "draft", gettext_lazy("bản nháp")
    REVIEW = "review", gettext_lazy("đang duyệt")
    REFUSED = "refused", gettext_lazy("bị từ chối")
    PUBLIC = "public", gettext_lazy("đã đăng")


_OF_STATE = {
    State.DRAFT: Progress.DRAFT,
    State.IN_REVIEW: Progress.REVIEW,
    State.APPROVED: Progress.REVIEW,
    State.REFUSED: Progress.REFUSED,
}


@dataclass(frozen=True)
class Answer:
    """What one item says to who looks: `edition` is None where that person may not open it."""

    progress: Progress
    public_at: datetime | None = None
    edition: Article | None = None

    @property
    def stands(self) -> bool:
        """Whether there is a text on its way or out: a refused or thrown away one answers nothing."""
        return self.progress not in {Progress.NONE, Progress.REFUSED}


NO_ANSWER = Answer(Progress.NONE)


def answers(items: Iterable[int | None], user: User | None = None) -> dict[int, Answer]:
    """Item -> how far it has come, with the latest edition where this person may open it; three queries."""
    wanted = {item for item in items if item}
    if not wanted:
        return {}
    public = first_public(wanted)
    texts = cast(EditionQuerySet, Article.objects.filter(item__in=wanted)).latest_editions()
    seen = {} if user is None else {one.item_id: one for one in _openable(user).filter(item__in=wanted)}
    return {
        one.item_id: Answer(
            _progress(one, one.item_id in public), public.get(one.item_id), seen.get(one.item_id)
        )
        for one in texts.only("item_id", "state", "step", "number")
    }


def _openable(user: User) -> Any:
    found = cast(EditionQuerySet, visible(Article, user))
    return found.latest_editions().defer("body", "search_text")


def _progress(edition: Article, is_public: bool) -> Progress:
    if is_public:
        return Progress.PUBLIC
    if edition.state == State.RETURNED:
        return Progress.REVIEW if edition.step else Progress.DRAFT
    return _OF_STATE.get(State(edition.state), Progress.DRAFT)


def answer_of(row: RotaTurn | PlanLine, user: User | None = None) -> Answer:
    return answers([row.item_id], user).get(row.item_id or 0, NO_ANSWER)


def offered(row: RotaTurn | PlanLine, user: User) -> list[Article]:
    """The newest articles that this person may open, of the row's unit if it names one, not yet linked so."""
    free = {f"item__{row._meta.model_name}": None, "item__translation_of": None}
    found = _openable(user).filter(**free)
    if row.unit_id is not None:
        found = found.filter(item__unit=row.unit_id)
    return list(found.exclude(state=State.REFUSED).order_by("-created_at")[:MOST_OFFERED])


def stale_row() -> str:
    return _("Có người vừa sửa dòng này. Dưới đây là bản mới nhất; hãy xem rồi làm lại.")


@transaction.atomic
def begin_article(row: Row, *, by: User, title: str, unit: Unit | None, section: Section | None) -> Article:
    """Open a draft that answers the row; raises `Refused` when it has an answer, or for who may not write."""
    fresh = _lock(row)
    _refuse_answered(fresh)
    content = {"section": section} if section is not None and section.kind == Section.Kind.ARTICLES else {}
    draft = cast(Article, drafting.start(Article, by=by, unit=unit, title=title, **content))
    _link(fresh, draft.item_id)
    return draft


@transaction.atomic
def link_article(row: Row, article: Article, *, version: int) -> None:
    """Say that an article answers the row; raises `Refused`. Who asks was checked by the caller."""
    fresh = _lock(row)
    if fresh.version != version:
        raise Refused([stale_row()])
    _refuse_answered(fresh)
    if article.item.translation_of_id is not None:
        raise Refused([_("Bản dịch không thay cho bài viết; hãy chọn bài tiếng Việt.")])
    _link(fresh, article.item_id)


@transaction.atomic
def unlink_article(row: Row, *, version: int) -> None:
    """The row is without an answer again; raises `Refused` when somebody changed it meanwhile."""
    fresh = _lock(row)
    if fresh.version != version:
        raise Refused([stale_row()])
    _link(fresh, None)


def _lock(row: Row) -> Row:
    found = type(row).objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise Refused([_("Dòng này đã bị xóa.")])
    return found


def _refuse_answered(row: RotaTurn | PlanLine) -> None:
    if answer_of(row).stands:
        raise Refused([_("Đã có bài viết cho việc này.")])


def _link(row: RotaTurn | PlanLine, item: int | None) -> None:
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(item=item, version=F("version") + 1)
    except IntegrityError as error:
        raise Refused([_("Bài này đã được gắn với một việc khác cùng loại.")]) from error
