"""A school in which every address leads somewhere: what the rows of the table name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from community.following import confirm_token
from community.models import OutsideRequest, RequestEvent, Supplement
from content.models import (
    Article,
    ArticleAttachment,
    ImportedFile,
    Page,
    PageAttachment,
    Picture,
    ReaderSubmission,
    SchoolEvent,
    Topic,
    WorkWeek,
)
from content.renditions import render_due
from documents.images import prepare_picture
from documents.models import (
    Dispatch,
    ImportedDocument,
    OfficialDocument,
    ProcurementNotice,
    StoredFile,
)
from editorial import drafting
from editorial.models import (
    ApprovalDelegation,
    BoardMember,
    Claim,
    DutyHolder,
    EditLock,
    Event,
    Obligation,
    ObligationChange,
    PreviewAnswer,
    PreviewLink,
    ReceivedMail,
    Remark,
    Section,
    WorkingCopy,
)
from editorial.preview_links import make_link
from people.models import StaffMember, User
from portal.models import THE_ROW, HomeBlock, MenuEntry, SchoolProfile, Theme, ThemePicture
from portal.search.models import PromotedResult, Synonym, VainSearch
from portal.theming import stylesheet_digest
from regulations.models import Holiday, MakeupWorkday, SchoolYear, WorkingWeek
from tests.access.calendar_world import calendar_world
from tests.access.document_world import document_world, notice_world
from tests.access.planning import PLANNED, planned, planning_posts
from tests.access.results import RESULT_TRACES, result_posts, results_world
from tests.community.asking import asked
from tests.content.readers import reader_world
from tests.documents.samples import picture
from tests.editorial.errands import errand, new_errand
from tests.portal.samples import make_file, make_page, make_picture
from tests.school import BODY, School

RETURNED = ("giaovien:submit", "totruong:return")
MODELS = {"article": (Article, ArticleAttachment), "page": (Page, PageAttachment)}


@dataclass
class Hidden:
    """One text of giaovien with a picture in it and a file attached."""

    edition: Article | Page
    file: StoredFile
    picture: Picture
    part: ArticleAttachment | PageAttachment

    @property
    def file_url(self) -> str:
        return self.part.get_absolute_url()


def hidden_text(school: School, kind: str = "article", **fields: Any) -> Hidden:
    model, part_model = MODELS[kind]
    shown = make_picture(school, "red", (400, 300))
    body = f'{BODY}<p><img src="{shown.get_absolute_url()}" alt="Sân trường"></p>'
    edition = drafting.start(model, by=school.giaovien, title="Chuyện chưa ai biết", body=body, **fields)
    file = make_file(school, f"Danh sách kèm {kind} {edition.pk}")
    part = part_model.objects.create(edition=edition, file=file, name="Danh sách kín.txt")
    return Hidden(edition, file, shown, part)


def build_world(school: School, kind: str) -> dict[str, list[Any]]:
    """Name -> arguments of an address; the files, pictures and parts are those of the text of this kind."""
    hidden = {name: hidden_text(school, name) for name in MODELS}
    for one in hidden.values():
        school.do(one.edition, *RETURNED)
    shown = school.published()
    page = make_page(school, "lich-su-truong")
    today = timezone.localdate()
    delegation = ApprovalDelegation.objects.create(
        user=school.bientap,
        section=Section.objects.filter(sensitive=True).first(),
        valid_from=today,
        valid_to=today,
        given_by=school.truongban,
    )
    member = BoardMember.objects.create(user=school.thuky, board_role="member", valid_from=today)
    staff = StaffMember.objects.create(full_name="Lê Thị Hoa", position="Giáo viên", unit=school.unit)
    reach = {"address": "Số 12 đường Hoa Phượng", "phone": "0243 812 3456", "email": "lienhe@truong.example"}
    SchoolProfile.objects.create(
        name="Trường THCS Hoa Phượng", responsible_person="Cô Tâm", shows_timeliness=True, **reach
    )
    synonym = Synonym.objects.create(key="hsg", phrases="HSG\nhọc sinh giỏi")
    promoted = PromotedResult.objects.create(queries="tuyển sinh", title="Tuyển sinh", address="/tin-tuc/")
    vain = VainSearch.objects.create(query="thoi khoa bieu", count=3)
    crest = ThemePicture.keep(prepare_picture(SimpleUploadedFile("huy-hieu.png", picture("PNG"))))
    theme = Theme.objects.create(school_colour="#0d5c4c", crest=crest)
    mail = EmailAddress.objects.create(user=school.nguoila, email=school.nguoila.email)
    topic = Topic.objects.create(name="An toàn giao thông", slug="an-toan-giao-thong")
    render_due()
    mine = hidden[kind]
    link, token = make_link(mine.edition, by=school.giaovien, addressee="Ban đại diện", days=7)
    letter = Dispatch.objects.create(
        item=hidden["article"].edition.item,
        edition_number=1,
        name="Phòng GD&ĐT",
        email="pgd@xa.example",
        asked_by=school.thuky,
    )
    read = {"title": "Bài từ tệp", "lead": "", "body": BODY}
    result = {"reading": read, "converted": None, "samples": [], "notices": []}
    batches = {
        f"{name}_import": ImportedFile.objects.create(
            user=school.giaovien, kind=f"content.{name}", name="a.docx", state="read", result=result
        ).batch
        for name in MODELS
    }
    return {
        **_outside(shown),
        **document_world(school),
        **notice_world(school),
        **calendar_world(school),
        **reader_world(make_file(school, "Ảnh bạn đọc gửi")),
        **planned(school),
        **results_world(school),
        **{name: [batch] for name, batch in batches.items()},
        **{name: [one.edition.pk] for name, one in hidden.items()},
        "part": [mine.part.pk],
        "article_letter": [letter.pk],
        "link": [link.pk],
        "preview": [token],
        "picture_part": [mine.picture.get_absolute_url().removeprefix("/")],
        "file": [mine.file.pk, mine.part.name],
        "picture": [mine.picture.token, mine.picture.extension],
        "rendition": [mine.picture.token, 320, "webp"],
        "section": [school.section.slug],
        "topic": [topic.slug],
        "content_topic": [topic.pk],
        "sitemap": ["trang"],
        "public_article": ["le-khai-giang", shown.item_id],
        "public_page": [page.slug],
        "public_object": [ContentType.objects.get_for_model(Article).pk, shown.pk],
        "key": ["abc", "sai-khoa"],
        "app": ["content"],
        "account": [school.nguoila.pk],
        "editorial_section": [school.section.pk],
        "editorial_boardmember": [member.pk],
        "editorial_approvaldelegation": [delegation.pk],
        "search_synonym": [synonym.pk],
        "search_promotedresult": [promoted.pk],
        "search_vainsearch": [vain.pk],
        "editorial_dutyholder": [DutyHolder.objects.create(rule="report_month", user=school.thuky).pk],
        "obligation": [errand(school).pk],
        "editorial_event": [Event.objects.earliest("pk").pk],
        **_calendar(),
        "people_user": [school.nguoila.pk],
        "people_unit": [school.other_unit.pk],
        "people_staffmember": [staff.pk],
        "portal_schoolprofile": [THE_ROW],
        "portal_theme": [THE_ROW],
        "theme": [stylesheet_digest(theme.school_colour, theme.urgent_colour)],
        "crest": [crest.sha256[:32]],
        "portal_menuentry": [MenuEntry.objects.create(label="Liên hệ", address="/lien-he/").pk],
        "portal_homeblock": [HomeBlock.objects.create(kind="lead").pk],
        "auth_group": [Group.objects.earliest("pk").pk],
        "account_emailaddress": [mail.pk],
        "letter_received": [
            ReceivedMail.objects.create(
                key="k", digest="d", sha256="0" * 64, size=9, status="quarantined", reason="Người gửi lạ."
            ).pk
        ],
        "version": [mine.edition.version],
    }


def _outside(shown: Article) -> dict[str, list[Any]]:
    """A request about the public article with a file, and what its sender's letter carries."""
    file = SimpleUploadedFile("bang-chung.txt", b"Anh chup lai")
    request = asked(shown, file=file)
    return {
        "item": [shown.item_id],
        "request": [request.pk],
        "confirm": [confirm_token(request)],
    }


def _calendar() -> dict[str, list[Any]]:
    """A row of each table of the calendar."""
    saturday, sunday = date(2026, 11, 28), date(2026, 11, 29)
    return {
        "regulations_holiday": [Holiday.objects.create(date=sunday, name="Nghỉ").pk],
        "regulations_makeupworkday": [MakeupWorkday.objects.create(date=saturday, name="Làm bù").pk],
        "regulations_schoolyear": [SchoolYear.objects.create(starts_on=sunday, ends_on=date(2027, 8, 31)).pk],
        "regulations_workingweek": [WorkingWeek.objects.create().pk],
    }


def posts(version: int) -> dict[str, Callable[[], dict[str, Any]]]:
    """Name -> what is sent: all of it would be accepted from the right person."""
    record = {"summary": "Trích yếu mới", "direction": "outgoing", "secrecy": "none", "audience": "public"}
    text = {"title": "Tên mới", "body": BODY, "genre": "brief", "origin": "unit", "version": version}
    event = {"title": "Tên mới", "event_kind": "hop", "status": "du-kien", "audience": "public"}
    event |= {"owes_report": "on"}
    return {
        "": dict,
        "text": lambda: text,
        "move": lambda: {"submit-version": version},
        "remark": lambda: {"text": "Tôi thấy bài này rồi."},
        "mail": lambda: {"do": "drop", "reason": "Quảng cáo"},
        "share": lambda: {"addressee": "Hội cha mẹ học sinh", "days": 3},
        "opinion": lambda: {"version": version, "name": "Bà Hoa", "verdict": "agree"},
        "version": lambda: {"version": version},
        "one_off": new_errand,
        "obligation_report": lambda: {"bao-da-lam-note": "Đã nộp"},
        "files": lambda: {"version": version, "files": SimpleUploadedFile("moi.txt", b"chu")},
        "file": lambda: {"version": version, "file": SimpleUploadedFile("thay.txt", b"chu")},
        # The draft of a document was never sent: its version is the first.
        "record": lambda: {**record, "version": 0},
        "notice": lambda: {"title": "Tên mới", "status": "sap-toi", "version": 0},
        "event": lambda: {**event, "version": 0},
        "week": lambda: {"audience": "public", "version": 0},
        "document_move": lambda: {"submit-version": 0},
        "document_version": lambda: {"version": 0},
        "document_files": lambda: {"version": 0, "files": SimpleUploadedFile("moi.txt", b"chu moi")},
        "document_file": lambda: {"version": 0, "file": SimpleUploadedFile("thay.txt", b"chu thay")},
        **planning_posts(),
        **result_posts(),
        "upload": lambda: {"upload": SimpleUploadedFile("anh.png", picture("PNG"))},
    }


def traces() -> list[Any]:
    """What a refused request may not have changed."""
    kept = (
        OutsideRequest,
        RequestEvent,
        Supplement,
        ImportedFile,
        ImportedDocument,
        WorkingCopy,
        Event,
        Remark,
        Claim,
        EditLock,
        PreviewLink,
        PreviewAnswer,
        Obligation,
        ObligationChange,
        *RESULT_TRACES,
        ReaderSubmission,
    )
    models = (Article, Page, OfficialDocument, ProcurementNotice, SchoolEvent, WorkWeek)
    counted = (*kept, StoredFile, Picture, LogEntry, User, Section, *models)
    mail = ReceivedMail.objects.values_list("pk", "status")
    editions = [model.objects.order_by("pk").values_list("pk", "version", "state") for model in models]
    rows = [model.objects.order_by("pk").values_list() for model in PLANNED]
    lists = [list(one) for one in (*editions, mail, *rows)]
    return [*(model.objects.count() for model in counted), *lists]
