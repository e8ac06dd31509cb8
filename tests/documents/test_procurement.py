"""Procurement notices through HTTP: entered by the clerk, listed by year, shown to nobody early (Q8-2.8)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.models import ProcurementNotice
from editorial import drafting
from editorial.preview_links import make_link
from editorial.workflow import Refused
from portal.models import SchoolProfile
from tests.documents.notices import drafted_notice, published_notice
from tests.documents.records import TO_PUBLIC, drafted, published
from tests.documents.test_document_desk import form_of
from tests.documents.test_document_secrecy import EVERYBODY, INSIDE, SIGNED
from tests.school import School

LIST = "/van-ban/mua-sam-cong/"
ADD = "/quan-tri/documents/procurementnotice/them/"
RESULT = "ket-qua-lua-chon-nha-thau"


def titles(client: Client, query: str = "") -> list[str]:
    return [one.title for one in client.get(f"{LIST}?{query}").context["page"]]


def typed(school: School, **fields: str) -> dict[str, str]:
    values = {"writer": str(school.vanthu.pk), "title": "Sửa nhà vệ sinh", "status": "sap-toi"}
    return values | {"notice_kind": "du-an-dau-tu", "fiscal_year": "2026"} | fields


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("amount", "1.25 tỷ", "Không hiểu số tiền “1.25 tỷ”; hãy ghi như 1.250.000.000 hoặc 1,25 tỷ."),
        ("winning_amount", "0", "Số tiền phải lớn hơn 0"),
        ("winning_amount", "5.000.000", "Có giá trúng thầu thì phải ghi đơn vị trúng thầu."),
        ("ends_on", "2026-01-31", "Ngày kết thúc không được trước ngày bắt đầu."),
        ("bids_close_at", "hôm qua", "Ngày giờ không hợp lệ"),
        ("fiscal_year", "20x6", "Năm phải là bốn chữ số"),
        ("fiscal_year", "1999", "2000"),
        ("correction", "on", "Đính chính phải ghi rõ đã sửa điều gì."),
        ("title", "", "Trường này"),
    ],
)
def test_bad_input_is_said_and_kept(school: School, field: str, value: str, sentence: str) -> None:
    sent = typed(school, starts_on="2026-02-01", text="Đoạn một") | {field: value}
    answer = school.client("vanthu").post(ADD, sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    form = answer.context["form"]
    for name in ("text", "starts_on", field):
        kept = form[name].value()
        assert kept is True if name == "correction" else kept == sent[name]
    assert not ProcurementNotice.objects.exists()


def test_from_the_clerk_to_the_public(school: School, client: Client) -> None:
    decision = published(school, reference_number="12/QĐ-UBND")
    clerk = school.client("vanthu")
    sent = typed(
        school,
        amount="1,25 tỷ",
        approval_decision="Quyết định số 12/QĐ-UBND",
        funding_source="Ngân sách nhà nước",
        starts_on="2026-06-01",
        ends_on="2026-08-15",
        text="Đoạn một.\r\n\r\nĐoạn hai <b>.",
    )
    address = clerk.post(ADD, sent).headers["Location"]
    notice = ProcurementNotice.objects.get()
    assert (notice.amount, notice.approval_document_id) == (1_250_000_000, decision.item_id)
    form = form_of(clerk, address)
    assert (form["amount"], form["fiscal_year"]) == ("1.250.000.000", "2026")
    assert clerk.post(address, form | {"winner": "Công ty A"}).status_code == 302
    assert client.get(notice.get_absolute_url()).status_code == 404
    notice.refresh_from_db()
    assert (notice.amount, notice.winner) == (1_250_000_000, "Công ty A")
    school.do(notice, *TO_PUBLIC)
    html = client.get(notice.get_absolute_url()).content.decode()
    for words in (
        "1.250.000.000 đồng",
        "Dự án đầu tư",
        "từ 01/06/2026",
        "đến 15/08/2026",
        "<p>Đoạn hai &lt;b",
    ):
        assert words in html
    assert f'href="{decision.get_absolute_url()}"' in html
    assert "1.250.000.000 đồng" in client.get(LIST).content.decode()
    assert LIST in client.get("/van-ban/").content.decode()
    assert notice.get_absolute_url() in client.get("/sitemap.xml").content.decode()
    school.do(decision, "hieutruong:hide")
    html = client.get(notice.get_absolute_url()).content.decode()
    assert decision.get_absolute_url() not in html
    assert "Quyết định số 12/QĐ-UBND" in html, "the words of the notice stay"


def test_a_decision_number_of_two_documents_is_asked_about(school: School) -> None:
    for _twice in range(2):
        drafted(school, reference_number="7/QĐ-UBND")
    answer = school.client("vanthu").post(ADD, typed(school, approval_decision="7/QĐ-UBND"))
    assert "Có 2 văn bản mang số" in answer.content.decode()


def test_the_list_goes_by_year_and_filters_combine(school: School, client: Client) -> None:
    published_notice(school, title="Cũ", fiscal_year=2024, status="huy")
    published_notice(school, title="Mới một", fiscal_year=2026)
    published_notice(school, title="Mới hai", fiscal_year=2026, notice_kind="moi-thau")
    drafted_notice(school, title="Còn kín", fiscal_year=2023)
    assert titles(client) == ["Mới hai", "Mới một", "Cũ"]
    assert titles(client, "nam=2026&loai=moi-thau") == ["Mới hai"]
    assert titles(client, "tinh-trang=huy") == ["Cũ"]
    assert titles(client, "nam=2024&loai=moi-thau") == []
    page = client.get(LIST)
    assert page.context["years"] == [2026, 2024]
    html = page.content.decode()
    assert html.index("Năm 2026") < html.index("Mới một") < html.index("Năm 2024") < html.index("Cũ")
    wrong = client.get(f"{LIST}?loai=<b>&tinh-trang=x&nam=26")
    assert len(wrong.context["asked"].wrong) == 3
    assert wrong.context["page"].paginator.count == 3
    for number in ("0", "9", "x", "9" * 30):
        assert client.get(f"{LIST}?trang={number}").status_code == 404


def test_the_list_asks_no_more_for_more(school: School, client: Client) -> None:
    counts = []
    for number in range(4):
        published_notice(school, title=f"Gói thầu {number}", fiscal_year=2023 + number)
        with CaptureQueriesContext(connection) as asked:
            assert len(titles(client)) == number + 1
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1, counts


def readers(school: School, notice: ProcurementNotice) -> set[str]:
    address = notice.attachments.get().get_absolute_url()
    clients = {who: school.client(who) if who else Client() for who in EVERYBODY}
    return {who for who, client in clients.items() if client.get(address).status_code == 200}


STATES = {
    "draft": ((), {}, INSIDE, 404),
    "scheduled": (TO_PUBLIC, {"publish_at": timezone.now() + timedelta(days=9)}, SIGNED, 404),
    "published": (TO_PUBLIC, {}, EVERYBODY, 200),
    "hidden": ((*TO_PUBLIC, "hieutruong:hide"), {}, SIGNED, 404),
    "taken_down": ((*TO_PUBLIC, "hieutruong:take_down"), {"ground": "unsuitable_content"}, SIGNED, 410),
}


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_public_is_seen_nowhere(school: School, client: Client, state: str) -> None:
    moves, details, expected, status = STATES[state]
    notice = drafted_notice(school, title="Mua máy chiếu")
    school.do(notice, *moves, **details)
    assert readers(school, notice) == expected
    assert client.get(notice.get_absolute_url()).status_code == status
    shown = "".join(client.get(address).content.decode() for address in (LIST, "/sitemap.xml"))
    assert (f"-{notice.item_id}.html" in shown) is (status == 200)


def test_a_correction_is_public_only_when_it_is_approved(school: School, client: Client) -> None:
    notice = published_notice(school)
    new = drafting.revise(notice, by=school.vanthu)
    changes = {"amount": 990_000_000, "change_note": "Sửa giá", "correction": True}
    drafting.save_content(new, by=school.vanthu, version=0, changes=changes)
    assert new.attachments.count() == 1
    assert "990.000.000" not in client.get(notice.get_absolute_url()).content.decode()
    new.refresh_from_db()
    page = school.client("phoban").get(f"{new.get_desk_url()}so-sanh/1/").content.decode()
    assert '<ins class="desk-added">990.000.000 </ins>đồng' in page
    school.do(new, *TO_PUBLIC)
    html = client.get(notice.get_absolute_url()).content.decode()
    assert "990.000.000 đồng" in html
    assert "Sửa giá" in html


def test_what_is_missing_is_said_before_it_is_sent(school: School) -> None:
    notice = drafted_notice(school, notice_kind=RESULT, fiscal_year=None)
    with pytest.raises(Refused, match="năm ngân sách; đơn vị trúng thầu; giá trúng thầu"):
        school.do(notice, "vanthu:submit")
    published_notice(school, notice_kind=RESULT, status="huy")
    odd = {"approval_decision": "", "winner": "A", "winning_amount": 2 * 10**9}
    notice = drafted_notice(school, notice_kind="moi-thau", **odd)
    page = school.client("vanthu").get(notice.get_desk_url())
    codes = {found.rule.code for found in page.context["findings"]}
    assert {
        "procurement_deadline_missing",
        "procurement_decision_missing",
        "procurement_over_amount",
    } <= codes


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"fiscal_year": None}, "procurement_published_is_complete"),
        ({"notice_kind": ""}, "procurement_published_is_complete"),
        ({"title": ""}, "procurement_published_is_complete"),
        ({"notice_kind": RESULT}, "procurement_result_has_winner"),
        ({"notice_kind": RESULT, "winner": "A"}, "procurement_result_has_winner"),
        ({"amount": 0}, "procurement_amounts_are_positive"),
        ({"fiscal_year": 26}, "procurement_year_is_near"),
        (
            {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 31)},
            "procurement_ends_after_start",
        ),
    ],
)
def test_the_database_itself_refuses_it(school: School, values: dict, constraint: str) -> None:
    rows = ProcurementNotice.objects.filter(pk=published_notice(school).pk)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**values)


@pytest.mark.parametrize(("make", "name"), [(drafted_notice, "ho-so.txt"), (drafted, "van-ban.txt")])
def test_a_link_shows_a_draft_and_its_files_to_who_has_it(
    school: School, client: Client, make: Callable[[School], Any], name: str
) -> None:
    edition = make(school)
    _link, token = make_link(edition, by=school.vanthu, addressee="Phòng GD&ĐT", days=3)
    page = client.get(f"/xem-truoc/{token}/")
    assert page.status_code == 200
    assert edition.title in page.content.decode()
    file = edition.attachments.get().get_absolute_url()
    assert f'href="/xem-truoc/{token}{file}"' in page.content.decode()
    assert client.get(f"/xem-truoc/{token}{file}").status_code == 200
    assert client.get(file).status_code == 404


@pytest.mark.parametrize("who", ["giaovien", "totruong", "kythuat", "thanhtra"])
def test_who_enters_no_notices_still_reads_what_is_out(school: School, who: str) -> None:
    notice, kept = published_notice(school, title="Đã đăng rồi"), drafted_notice(school, title="Chưa đăng")
    reader = school.client(who)
    assert reader.get(ADD).status_code == 403
    assert school.client("quantri").get(ADD).status_code == 403
    assert "Đã đăng rồi" in reader.get(notice.get_desk_url()).content.decode()
    listed = reader.get("/quan-tri/documents/procurementnotice/").content.decode()
    assert "Đã đăng rồi" in listed
    assert (kept.title in listed) is (who == "thanhtra")


def test_a_public_notice_opens_at_the_desk_of_a_school_with_english_pages(school: School) -> None:
    """A notice is never translated, and the page must not offer it (QN-II.5b)."""
    reach = {"address": "Số 12 Hoa Phượng", "phone": "0243 812 3456", "email": "lienhe@truong.example"}
    SchoolProfile.objects.create(
        name="Hoa Phượng", responsible_person="Cô Tâm", english_enabled=True, **reach
    )
    page = school.client("vanthu").get(published_notice(school).get_desk_url())
    assert page.status_code == 200
    assert "Bản tiếng Anh" not in page.content.decode()
