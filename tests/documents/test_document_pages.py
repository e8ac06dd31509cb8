"""The public list and page of documents: filters, numbers in any spelling, validity, relations, exports."""

from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from documents.listing import answer, read_question
from documents.models import DocumentField, DocumentGroup, DocumentRelation, FileText
from documents.relations import parse_relations
from tests.documents.records import a_file, published
from tests.school import School

LIST = "/van-ban/"


def numbers(query: str) -> list[str]:
    return [one.reference_number for one in answer(read_question(QueryDict(query).dict()))]


@pytest.fixture
def shelf(school: School) -> School:
    """Four documents that differ in everything that can be asked for."""
    field = DocumentField.objects.create(name="Tuyển sinh", slug="tuyen-sinh")
    other = DocumentField.objects.create(name="Tài chính", slug="tai-chinh")
    group = DocumentGroup.objects.get(slug="cap-tren")
    published(school, reference_number="123.3/QĐ-THHNINH", issued_on=date(2024, 9, 5), fields=[field, other])
    published(
        school,
        reference_number="37/2020/TT-BGDĐT",
        document_type="thong-tu",
        authority="Bộ Giáo dục và Đào tạo",
        issued_on=date(2020, 10, 5),
        summary="Quy định về tổ chức hoạt động, sử dụng thư điện tử",
        group=group,
        fields=[other],
    )
    published(
        school,
        reference_number="15/KH-THHNINH",
        document_type="ke-hoach",
        issued_on=date(2026, 8, 20),
        summary="Kế hoạch tuyển sinh lớp 1",
        effective_on=date(2099, 1, 1),
    )
    published(
        school,
        reference_number="7/TB-THHNINH",
        document_type="thong-bao",
        issued_on=date(2025, 3, 1),
        summary="Nghỉ lễ Giỗ Tổ",
        expires_on=date(2025, 4, 10),
    )
    return school


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["15/KH-THHNINH", "7/TB-THHNINH", "123.3/QĐ-THHNINH", "37/2020/TT-BGDĐT"]),
        ("so=123.3/QD", ["123.3/QĐ-THHNINH"]),
        ("so=123.3 qđ-thhninh", ["123.3/QĐ-THHNINH"]),
        ("so=37/2020", ["37/2020/TT-BGDĐT"]),
        ("so=Số: 37/2020/TT-BGD%26ĐT", ["37/2020/TT-BGDĐT"]),
        ("q=tuyen sinh", ["15/KH-THHNINH"]),
        ("q=123.3", ["123.3/QĐ-THHNINH"]),
        ("loai=thong-tu", ["37/2020/TT-BGDĐT"]),
        ("co-quan=bo-giao-duc-va-dao-tao", ["37/2020/TT-BGDĐT"]),
        ("cap=school", ["15/KH-THHNINH", "7/TB-THHNINH", "123.3/QĐ-THHNINH"]),
        ("linh-vuc=tai-chinh", ["123.3/QĐ-THHNINH", "37/2020/TT-BGDĐT"]),
        ("nhom=cap-tren", ["37/2020/TT-BGDĐT"]),
        ("nam=2025", ["7/TB-THHNINH"]),
        ("tu-ngay=2024-09-05&den-ngay=2025-03-01", ["7/TB-THHNINH", "123.3/QĐ-THHNINH"]),
        ("tu-ngay=05/09/2024&den-ngay=05/09/2024", ["123.3/QĐ-THHNINH"]),
        ("hieu-luc=chua", ["15/KH-THHNINH"]),
        ("hieu-luc=het", ["7/TB-THHNINH"]),
        ("hieu-luc=con", ["123.3/QĐ-THHNINH", "37/2020/TT-BGDĐT"]),
        ("cap=school&hieu-luc=con&nam=2024", ["123.3/QĐ-THHNINH"]),
        ("loai=thong-tu&cap=school", []),
        ("so=%20&q=%00", ["15/KH-THHNINH", "7/TB-THHNINH", "123.3/QĐ-THHNINH", "37/2020/TT-BGDĐT"]),
    ],
)
def test_what_the_list_answers(shelf: School, query: str, found: list[str]) -> None:
    assert numbers(query) == found


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("loai=khong-co", "Không có loại văn bản này."),
        ("nam=20x6", "Năm phải là bốn chữ số"),
        ("tu-ngay=31/02/2026", "không hợp lệ"),
        ("co-quan=' OR 1=1 --", "Không có cơ quan ban hành này."),
        ("hieu-luc=<script>", "Không có tình trạng hiệu lực này."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_answered(
    shelf: School, client: Client, query: str, sentence: str
) -> None:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert answer.context["page"].paginator.count == 4


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "9" * 30])
def test_a_page_that_is_not_there_is_404(shelf: School, client: Client, page: str) -> None:
    assert client.get(f"{LIST}?trang={page}").status_code == 404


def test_filters_stay_in_every_link(shelf: School, client: Client) -> None:
    html = client.get(f"{LIST}?cap=school&nam=2024").content.decode()
    assert "/van-ban/tai-ve.csv?cap=school&amp;nam=2024" in html
    assert 'content="noindex, follow"' in html


def test_one_document_replaces_another_and_both_say_so(school: School, client: Client) -> None:
    old = published(school, reference_number="1/QĐ-HP", issued_on=date(2025, 9, 5))
    new = published(
        school,
        reference_number="2/QĐ-HP",
        issued_on=date(2026, 9, 5),
        relations=parse_relations("replaces", "Quyết định 1/QĐ-HP", old.__class__()),
    )
    assert DocumentRelation.objects.get().target_id == old.item_id
    assert old.validity_on(date(2026, 9, 4)) == "con"
    assert old.validity_on(date(2026, 9, 5)) == "het"
    page = client.get(old.get_absolute_url()).content.decode()
    assert "Hết hiệu lực" in page
    assert f'Bị thay thế bởi:\n          \n            <a href="{new.get_absolute_url()}"' in page
    assert old.get_absolute_url() in client.get(new.get_absolute_url()).content.decode()
    school.do(new, "hieutruong:hide")
    assert old.validity_on(date(2026, 9, 5)) == "con", "what is not public changes nothing"
    assert new.get_absolute_url() not in client.get(old.get_absolute_url()).content.decode()


def test_an_amended_document_is_partly_in_force(school: School) -> None:
    old = published(school, reference_number="1/QC-HP", issued_on=date(2025, 9, 5))
    published(
        school,
        reference_number="2/QĐ-HP",
        issued_on=date(2026, 1, 1),
        effective_on=date(2026, 2, 1),
        relations=parse_relations("amends", "1/QC-HP", old.__class__()),
    )
    assert [str(old.validity_on(day)) for day in (date(2025, 1, 1), date(2026, 1, 31), date(2026, 2, 1))] == [
        "chua",
        "con",
        "mot-phan",
    ]


def test_the_list_leaves_as_tables_without_formulas(school: School, client: Client) -> None:
    published(school, reference_number="9/QĐ-HP", summary="=HYPERLINK(1)")
    sheet = load_workbook(BytesIO(client.get("/van-ban/tai-ve.xlsx").content)).active
    assert [cell.value for cell in sheet[2]][:4] == ["9/QĐ-HP", "Quyết định", "05/09/2026", "=HYPERLINK(1)"]
    assert sheet["D2"].data_type == "s"
    table = client.get("/van-ban/tai-ve.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table


def test_the_page_of_a_document(school: School, client: Client) -> None:
    shown = published(school, signer="Nguyễn Thị Tâm", signer_title="Hiệu trưởng")
    answer = client.get(shown.get_absolute_url())
    html = answer.content.decode()
    for words in (shown.reference_number, "Nguyễn Thị Tâm", "Còn hiệu lực", "05/09/2026", "SHA-256"):
        assert words in html
    assert client.get(shown.attachments.get().get_absolute_url()).status_code == 200
    moved = client.get(f"/van-ban/cu-{shown.item_id}.html")
    assert (moved.status_code, moved.headers["Location"]) == (301, shown.get_absolute_url())
    assert client.get("/van-ban/x-999999999999999999.html").status_code == 404


def test_feeds_of_all_of_a_group_and_of_a_level(shelf: School, client: Client) -> None:
    for address, mine, others in (
        ("/rss/van-ban.xml", "37/2020/TT-BGDĐT", "không có"),
        ("/rss/van-ban/nhom/cap-tren.xml", "37/2020/TT-BGDĐT", "123.3/QĐ-THHNINH"),
        ("/rss/van-ban/cap/school.xml", "123.3/QĐ-THHNINH", "37/2020/TT-BGDĐT"),
    ):
        feed = client.get(address).content.decode()
        assert mine in feed
        assert others not in feed
    assert client.get("/rss/van-ban/nhom/khong-co.xml").status_code == 404
    assert client.get("/rss/van-ban/cap/khong-co.xml").status_code == 404


def test_a_scan_offers_its_searchable_copy(school: School, client: Client) -> None:
    shown = published(school)
    copy = a_file(school, "bản tìm được chữ")
    FileText.objects.create(
        file=shown.attachments.get().file,
        status="done",
        finished_at=timezone.now(),
        scanned=True,
        text="Chữ trong bản quét",
        searchable=copy,
    )
    html = client.get(shown.get_absolute_url()).content.decode()
    address = reverse("download", args=[copy.pk, copy.name])
    assert "Chữ trong bản quét" in html
    assert f'href="{address}"' in html
    assert client.get(address).status_code == 200
