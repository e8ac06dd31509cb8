"""Writing the text: new items, next editions, saved changes. The only writer of an edition's content."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from editorial.actors import acts_at, may_write
from editorial.events import record
from editorial.locks import lock_refusals
from editorial.models import Edition, Item
from editorial.routes import step_of
from editorial.searching import search_text
from editorial.states import State
from editorial.visibility import SEE_ALL, edited_section_ids
from editorial.workflow import Refused, load_for_change, stale_refusal
from people.models import Unit, User


def edit_refusals(edition: Edition, *, by: User) -> list[str]:
    """Why this person may not change the text now; empty when they may."""
    if edition.state == State.DRAFT or (edition.state == State.RETURNED and not edition.step):
        if by.pk in edition.author_ids and may_write(by):
            return []
        return [_("Chỉ người soạn được sửa bản nháp này.")]
    if edition.state in {State.IN_REVIEW, State.RETURNED} and _edits_here(edition, by):
        return []
    if edition.state == State.IN_REVIEW and by.pk in edition.author_ids:
        return [_("Bài đang được xét duyệt; hãy rút lại nếu cần sửa.")]
    if edition.current_state == State.PUBLISHED:
        return [_("Bài đã đăng: hãy mở bản sửa đổi, bản đang đăng giữ nguyên đến khi bản mới được duyệt.")]
    return [_("Ở bước này nội dung được khóa, không sửa được.")]


def _edits_here(edition: Edition, by: User) -> bool:
    step = step_of(edition)
    return step is not None and step.may_edit and acts_at(edition, step, by)


@transaction.atomic
def start(model: type[Edition], *, by: User, unit: Unit | None = None, **content: Any) -> Edition:
    """A new item with its first edition, a draft of this person; raises `Refused` for who may not write."""
    home = unit or by.unit
    if not may_write(by):
        raise Refused([_("Tài khoản của bạn không có quyền soạn nội dung.")])
    if home is None:
        raise Refused([_("Tài khoản của bạn chưa thuộc đơn vị nào; hãy nhờ quản trị viên gán đơn vị.")])
    item = Item.objects.create(kind=model._meta.label_lower, unit=home, created_by=by)
    edition = model(item=item, created_by=by)
    write(edition, content)
    record(edition, "create", by=by)
    return edition


def write(edition: Edition, content: dict[str, Any]) -> None:
    """Store these fields; what hangs on rows of its own (topics) after the edition is a row itself."""
    many = {field.name for field in edition._meta.many_to_many} & content.keys()
    parts = edition.part_names & content.keys()
    columns = [name for name in content if name not in many | parts]
    for name in columns:
        setattr(edition, name, content[name])
    edition.prepare()
    edition.search_text = search_text(edition.title, edition.searched_text())
    _settle_with_provider(edition, content)
    if edition._state.adding:
        edition.save()
    else:
        edition.save(update_fields=[*columns, *edition.derived_fields, "search_text"])
    for name in many:
        getattr(edition, name).set(content[name])
    for name in parts:
        _replace_rows(edition, name, content[name])


def _settle_with_provider(edition: Edition, content: dict[str, Any]) -> None:
    """A new text that is entered for somebody belongs to their unit, whose head sees it first (HN-12.4.1)."""
    provider = content.get("information_provider")
    if provider is None or provider.unit is None or edition.number > 1 or edition.state != State.DRAFT:
        return
    if edition.item.unit_id != provider.unit_id:
        edition.item.unit = provider.unit
        edition.item.save(update_fields=["unit"])


def _replace_rows(edition: Edition, name: str, rows: Sequence[Any]) -> None:
    getattr(edition, name).all().delete()
    for order, row in enumerate(rows, start=1):
        row.pk, row.edition, row.order = None, edition, order
        row.save()


def revise_refusals(edition: Edition, *, by: User) -> list[str]:
    """Why this person may not open a correction of the public text now."""
    if not may_write(by):
        return [_("Tài khoản của bạn không có quyền soạn nội dung.")]
    if not is_near(edition, by):
        return [_("Bài này của đơn vị khác; hãy đề nghị đơn vị đó hoặc Tổ Thư ký sửa.")]
    if edition.item.taken_down_at is not None:
        return [_("Nội dung này đã bị gỡ bỏ; Hiệu trưởng phải khôi phục trước.")]
    if edition.current_state != State.PUBLISHED:
        return [_("Chỉ mở bản sửa đổi từ bản đang đăng.")]
    others = edition.item.editions.in_progress().exclude(pk=edition.pk)
    return [_("Đã có một bản sửa đổi khác đang làm.")] if others.exists() else []


def is_near(edition: Edition, by: User) -> bool:
    """Whether the item is theirs, their unit's or their section's, or they sit at the desk."""
    if by.pk in edition.author_ids | {edition.item.created_by_id} or by.has_role(*SEE_ALL):
        return True
    return by.unit_id == edition.item.unit_id or edition.section_id in edited_section_ids(by)


def revise(edition: Edition, *, by: User) -> Edition:
    """The next edition, as a draft copied from the public one, which stays public until it is replaced."""
    try:
        with transaction.atomic():
            Item.objects.select_for_update().get(pk=edition.item_id)
            fresh = load_for_change(edition)
            if reasons := revise_refusals(fresh, by=by):
                raise Refused(reasons)
            return _next_edition(fresh, by)
    except IntegrityError as error:
        raise Refused([_("Đã có một bản sửa đổi khác đang làm.")]) from error


def _next_edition(edition: Edition, by: User) -> Edition:
    model = type(edition)
    last = model._base_manager.filter(item=edition.item_id).aggregate(last=Max("number"))["last"]
    carried = (
        *edition.content_fields,
        *edition.derived_fields,
        "sensitive",
        "origin",
        "information_provider",
        "expires_at",
        "search_text",
    )
    values = {name: getattr(edition, name) for name in carried}
    successor = model.objects.create(item=edition.item, number=last + 1, created_by=by, **values)
    edition.copy_parts_to(successor)
    record(successor, "revise", by=by, data={"from": edition.number})
    return successor


def save_content(edition: Edition, *, by: User, version: int, changes: dict[str, Any]) -> Edition:
    """Store changed fields of the text; see `change_parts` for when it is refused.

    The caller keeps what was typed and shows it again beside the refusal.
    """

    def store(fresh: Edition) -> None:
        write(fresh, changes)

    return change_parts(edition, by=by, version=version, change=store)


@transaction.atomic
def change_parts(edition: Edition, *, by: User, version: int, change: Callable[[Edition], None]) -> Edition:
    """Let `change` write the text or what hangs on it, if this person may and nobody wrote since `version`.

    Raises `Refused` otherwise. Every write counts the version up, so nobody approves a text they did not
    read, and leaves an event if the text really changed.
    """
    Item.objects.select_for_update().get(pk=edition.item_id)
    fresh = load_for_change(edition)
    if fresh.version != version:
        raise Refused([stale_refusal()])
    if reasons := edit_refusals(fresh, by=by) or lock_refusals(fresh, by):
        raise Refused(reasons)
    own = type(fresh)._base_manager.filter(pk=fresh.pk, version=version)
    if own.update(version=F("version") + 1) != 1:
        raise Refused([stale_refusal()])
    digest, provider = fresh.digest(), fresh.information_provider_id
    change(fresh)
    fresh.refresh_from_db()
    if fresh.information_provider_id != provider:
        record(fresh, "edit", by=by, data={"label": _provider_line(fresh)})
    elif fresh.digest() != digest:
        record(fresh, "edit", by=by)
    return fresh


def _provider_line(edition: Edition) -> str:
    """For the history: who counts as an author is not part of the text, so it is said."""
    return _("Người cung cấp thông tin: %(name)s") % {"name": edition.information_provider or "—"}


def discard_refusals(edition: Edition, *, by: User) -> list[str]:
    """Why this person may not throw the draft away; empty when they may.

    A correction that its writer forgot would block every other one, so the desk may clear it.
    """
    if edition.state != State.DRAFT or edition.submitted_at is not None:
        return [_("Chỉ xóa được bản nháp chưa từng gửi.")]
    at_desk = edition.number > 1 and by.has_role("secretariat", "deputy", "chair")
    return [] if by.pk in edition.author_ids or at_desk else [_("Chỉ người soạn được xóa bản nháp này.")]


@transaction.atomic
def discard(edition: Edition, *, by: User) -> None:
    """Remove a draft that was never sent; its item and history stay. Raises `Refused` otherwise."""
    Item.objects.select_for_update().get(pk=edition.item_id)
    fresh = load_for_change(edition)
    if reasons := discard_refusals(fresh, by=by):
        raise Refused(reasons)
    record(fresh, "discard", by=by, keep_text=True)
    fresh.delete()
