"""Articles, pages and documents that no visitor may see: one of each in every state that is not public."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from content.models import (
    Article,
    ArticleAttachment,
    Page,
    PageAttachment,
    Picture,
    SchoolEvent,
    SchoolEventAttachment,
    Topic,
    WorkEntry,
    WorkWeek,
    WorkWeekAttachment,
)
from documents.authorities import authority_named
from documents.models import (
    DocumentAttachment,
    OfficialDocument,
    ProcurementAttachment,
    ProcurementNotice,
    StoredFile,
)
from editorial import drafting
from editorial.models import Edition, Item, Section, Takedown
from tests.portal.samples import make_file, make_picture
from tests.school import School

MARK = "bimatkhonglo"  # stands in every text that must not be seen, and nowhere else
HOUR = timedelta(hours=1)
NOT_PUBLIC = (
    "draft",
    "in_review",
    "returned",
    "refused",
    "approved",
    "scheduled",
    "expired",
    "hidden",
    "taken_down",
    "superseded",
)


Hidden = Article | Page | OfficialDocument | ProcurementNotice | SchoolEvent | WorkWeek


@dataclass
class Secret:
    edition: Hidden
    file: StoredFile
    file_name: str
    picture: Picture | None = None


def write_secret(
    school: School,
    model: type[Hidden],
    state: str,
    number: int,
) -> Secret:
    """An edition in that state with an attachment and a picture; every word of it is marked."""
    name = f"{MARK} {state}.txt"
    file = make_file(school, f"{MARK} {model.__name__} {state}")
    if model is OfficialDocument:
        return _secret_document(school, state, file, name)
    if model is ProcurementNotice:
        return _secret_notice(school, state, file, name)
    if model is SchoolEvent or model is WorkWeek:
        return _secret_day(school, model, state, file, name)
    text: dict[str, Any] = {"title": f"{MARK} {state}", "body": f"<p>{MARK}</p>", "change_note": MARK}
    if model is Article:
        picture = make_picture(school, f"#0000{number + 16:02x}", (330, 220))
        text |= {"lead": MARK, "lead_picture": picture, "lead_picture_alt": MARK, "author_credit": MARK}
        text["contributors"] = [{"role": "editing", "name": MARK}]
        text["topics"] = [Topic.objects.get_or_create(slug="chu-de", name="Chủ đề")[0]]
        text["section"] = school.section
        edition = drafting.start(Article, by=school.giaovien, **text)
        ArticleAttachment.objects.create(edition=edition, file=file, name=name, title=MARK)
        _put(edition, state)
        return Secret(edition, file, name, picture)
    text |= {"slug": f"trang-{state.replace('_', '-')}", "section": Section.objects.get(slug="gioi-thieu")}
    edition = drafting.start(Page, by=school.giaovien, **text)
    PageAttachment.objects.create(edition=edition, file=file, name=name, title=MARK)
    _put(edition, state)
    return Secret(edition, file, name)


def _secret_document(school: School, state: str, file: StoredFile, name: str) -> Secret:
    """Also two that are out, but for the staff, and one that may never be."""
    record: dict[str, Any] = {
        "document_type": "quyet-dinh",
        "reference_number": f"1/QĐ-{MARK}",
        "issued_on": timezone.localdate(),
        "summary": f"{MARK} {state}",
        "issuing_authority": authority_named("Trường THCS Hoa Phượng"),
        "signer": MARK,
        "audience": "staff" if state == "staff" else "public",
        "secrecy": "secret" if state == "secret" else "none",
    }
    edition: Any = drafting.start(OfficialDocument, by=school.vanthu, **record)
    DocumentAttachment.objects.create(edition=edition, file=file, name=name, title=MARK)
    _put(edition, {"staff": "published", "secret": "draft"}.get(state, state))
    return Secret(edition, file, name)


def _secret_notice(school: School, state: str, file: StoredFile, name: str) -> Secret:
    words = dict.fromkeys(("funding_source", "approval_decision", "winner", "text"), MARK)
    record: dict[str, Any] = {"notice_kind": "mua-sam-cong", "fiscal_year": 2026, **words}
    edition: Any = drafting.start(ProcurementNotice, by=school.vanthu, title=f"{MARK} {state}", **record)
    ProcurementAttachment.objects.create(edition=edition, file=file, name=name, title=MARK)
    _put(edition, state)
    return Secret(edition, file, name)


def _secret_day(school: School, model: type[Hidden], state: str, file: StoredFile, name: str) -> Secret:
    """An event of tomorrow or the work of this week; also one that is out, but for the staff."""
    tomorrow = timezone.now() + 24 * HOUR
    audience = {"audience": "staff" if state == "staff" else "public"}
    edition: Any
    if model is SchoolEvent:
        words = dict.fromkeys(("place", "chair", "participants", "text"), MARK)
        times = {"starts_at": tomorrow, "ends_at": tomorrow + HOUR}
        title = f"{MARK} {state}"
        edition = drafting.start(SchoolEvent, by=school.giaovien, title=title, **words, **times, **audience)
        SchoolEventAttachment.objects.create(edition=edition, file=file, name=name, title=MARK)
    else:
        work = WorkEntry(weekday=1, session="2-sang", content=MARK, chair=MARK, participants=MARK, place=MARK)
        # One week each: no two of them may be out for the same readers.
        later = timedelta(weeks=NOT_PUBLIC.index(state) if state in NOT_PUBLIC else 0)
        week = {"starts_on": timezone.localdate() + later, "note": MARK, "entries": [work]}
        edition = drafting.start(WorkWeek, by=school.vanthu, **week, **audience)
        WorkWeekAttachment.objects.create(edition=edition, file=file, name=name, title=MARK)
    _put(edition, {"staff": "published"}.get(state, state))
    return Secret(edition, file, name)


def _put(edition: Edition, state: str) -> None:
    """Write the state straight into the database: how it is reached is tested elsewhere."""
    now = timezone.now()
    once = {"published_at": now - 2 * HOUR, "first_public_at": now - 2 * HOUR}
    later = {"published_at": now + HOUR, "first_public_at": now + HOUR}
    columns: dict[str, dict[str, Any]] = {
        "approved": {"state": "approved", "step": "deputy"},
        "scheduled": {"state": "approved", **later},
        "expired": {"state": "published", "expires_at": now - HOUR, **once},
        "hidden": {"state": "published", **once},
        "published": {"state": "published", **once},
        "taken_down": {"state": "taken_down", **once},
        "superseded": {"state": "superseded", **once},
    }
    type(edition)._base_manager.filter(pk=edition.pk).update(**columns.get(state, {"state": state}))
    item = Item.objects.filter(pk=edition.item_id)
    if state == "hidden":
        item.update(suspended_at=now)
    elif state == "taken_down":
        item.update(taken_down_at=now)
        decision = {"ground": "unsuitable_content", "note": MARK, "decided_by": edition.created_by}
        Takedown.objects.create(item=edition.item, edition_number=1, **decision)
    elif state == "superseded":
        _write_successor(edition)
    edition.refresh_from_db()


def _write_successor(edition: Edition) -> None:
    now = timezone.now() - HOUR
    successor = type(edition)(
        item=edition.item,
        number=2,
        title="Bản đã sửa",
        section=edition.section,
        state="published",
        published_at=now,
        first_public_at=now - HOUR,
        created_by=edition.created_by,
    )
    if isinstance(successor, OfficialDocument):
        successor.document_type, successor.reference_number = "quyet-dinh", "2/QĐ-HP"
        successor.issued_on, successor.summary = timezone.localdate(), "Sạch."
        successor.issuing_authority = authority_named("Trường THCS Hoa Phượng")
    elif isinstance(successor, ProcurementNotice):
        successor.notice_kind, successor.fiscal_year, successor.text = "mua-sam-cong", 2026, "Sạch."
    elif isinstance(successor, SchoolEvent):
        successor.starts_at, successor.ends_at, successor.text = now, now + HOUR, "Sạch."
    elif isinstance(successor, WorkWeek):
        successor.starts_on, successor.note = edition.starts_on, "Sạch."
    else:
        successor.body = "<p>Sạch.</p>"
    if isinstance(successor, Page):
        successor.slug = "trang-da-sua"
    successor.save()
