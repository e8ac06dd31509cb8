"""Translations: an item of its own beside the original, which passes the workflow like everything else."""

from django.db import transaction
from django.utils.translation import gettext as _

from editorial.actors import may_write
from editorial.drafting import write
from editorial.events import record
from editorial.models import Edition, EditionQuerySet, Item
from editorial.states import State
from editorial.workflow import Refused
from people.models import User

ENGLISH = Item.Language.ENGLISH


def translations_of(edition: Edition) -> EditionQuerySet:
    """Every edition of the English translation of this item, public or not, the newest first."""
    rows: EditionQuerySet = type(edition).objects.filter(
        item__translation_of=edition.item_id, item__language=ENGLISH
    )
    return rows.order_by("-number")


def translate_refusals(edition: Edition, *, by: User) -> list[str]:
    """Why this person may not begin a translation of this item now; empty when they may (QN-II.5b)."""
    if not may_write(by):
        return [_("Tài khoản của bạn không có quyền soạn nội dung.")]
    if not edition.is_translated:
        return [_("Văn bản đã ký, đóng dấu không có bản dịch trên cổng.")]
    if edition.item.translation_of_id is not None:
        return [_("Đây đã là bản dịch; hãy dịch từ bản tiếng Việt.")]
    if edition.item.taken_down_at is not None or edition.item.suspended_at is not None:
        return [_("Bài đang bị ẩn hoặc đã gỡ bỏ, chưa dịch được.")]
    if edition.current_state != State.PUBLISHED:
        return [_("Chỉ dịch bản đang đăng.")]
    if translations_of(edition).exists():
        return [_("Bài này đã có bản dịch tiếng Anh; hãy mở bản dịch đó.")]
    return []


@transaction.atomic
def translate(edition: Edition, *, by: User) -> Edition:
    """A draft of this person with the text to be translated; raises `Refused` otherwise.

    The item of a translation whose only draft was thrown away is taken up again: an item has one
    translation in a language.
    """
    original = Item.objects.select_for_update().get(pk=edition.item_id)
    fresh = type(edition)._base_manager.select_related("item").get(pk=edition.pk)
    if reasons := translate_refusals(fresh, by=by):
        raise Refused(reasons)
    home = {"kind": original.kind, "unit": original.unit, "created_by": by}
    item, _made = Item.objects.get_or_create(translation_of=original, language=ENGLISH, defaults=home)
    draft = type(fresh)(item=item, created_by=by)
    carried = (*fresh.content_fields, "sensitive", "origin", "expires_at")
    write(draft, {name: getattr(fresh, name) for name in carried} | fresh.content_for_translation())
    fresh.copy_parts_to(draft)
    record(draft, "create", by=by, data={"translation_of": fresh.item_id, "from": fresh.number})
    return draft
