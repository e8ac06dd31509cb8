"""Many documents at the desk, through HTTP: files and a table, the table of review, drafts and the road."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from documents import import_pages
from documents.importing.batches import take_waiting
from documents.models import DocumentImportFile, ImportedDocument, OfficialDocument, StoredFile
from documents.texts import extract_due
from tests.documents.corpus.generated import usual
from tests.documents.corpus.writers import word
from tests.documents.samples import pdf
from tests.school import School

MANY = "/quan-tri/documents/officialdocument/nhap-nhieu/"
TABLE = (
    "Số ký hiệu;Ngày ban hành;Loại;Cơ quan ban hành;Trích yếu;Tệp\n"
    "7/KH-THCSHP;32/13/2026;Kế hoạch;Trường THCS Hoa Phượng;Kế hoạch thi đua;ke-hoach.txt\n"
    "8/KH-THCSHP;5/9/2026;Kế hoạch;Trường THCS Hoa Phượng;Kế hoạch hè;thieu.pdf\n"
)


@pytest.fixture
def clerk(school: School) -> Client:
    return school.client("vanthu")


def a_file(name: str, content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or f"Nội dung của {name}".encode())


def give(clerk: Client, *files: SimpleUploadedFile, table: str = "") -> str:
    """The address of the review, with every file read."""
    sent: dict[str, Any] = {"files": list(files)}
    if table:
        sent["table"] = SimpleUploadedFile("bang-ke.csv", table.encode())
    answer = clerk.post(MANY, sent)
    assert answer.status_code == 302, answer.content.decode()
    take_waiting()
    extract_due()
    return str(answer.headers["Location"])


def sent_back(response: HttpResponse, **changes: str) -> dict[str, Any]:
    """What a browser would send of the rows as they are drawn; changes name a field of the only open row."""
    sent: dict[str, Any] = {"tick": []}
    for one in response.context["rows"]:
        if one.is_open and one.is_read:
            sent["tick"].append(str(one.row.pk))
            sent[f"{one.prefix}-shown"] = "1"
            cells = {field.html_name: field.value() or "" for field in one.form}
            sent |= cells | {f"{one.prefix}-{name}": value for name, value in changes.items()}
    return sent


def test_files_become_reviewed_drafts_and_go_their_road(school: School, clerk: Client) -> None:
    papers = [usual("Quyết định", 1), usual("Kế hoạch", 2)]
    files = [a_file(f"{place}.docx", word(paper)) for place, paper in enumerate(papers)]
    review = give(clerk, *files, a_file("0.pdf", pdf()), a_file("hỏng.pdf", b"%PDF-1.7"))
    page = clerk.get(review)
    html = page.content.decode()
    assert "Đã đọc 3 trên 3 văn bản" in html
    assert "Điền sẵn từ tệp" in html
    assert "Tệp PDF “hỏng.pdf” bị hỏng" in html
    assert not OfficialDocument.objects.exists()
    first = page.context["rows"][0]
    assert [kept.name for kept in first.files] == ["0.pdf", "0.docx"]
    expected = papers[0].expected
    assert first.form["reference_number"].value() == expected.reference_number
    sent = sent_back(page)
    sent[f"{first.prefix}-summary"] = "Trích yếu đã sửa tay"
    sent["tick"] = [str(first.row.pk)]
    assert clerk.post(review, {**sent, "do": "draft"}).status_code == 302
    document = OfficialDocument.objects.get()
    assert (document.summary, document.issued_on) == ("Trích yếu đã sửa tay", expected.issued_on)
    assert (document.channel, document.sends_itself, document.state) == ("web", False, "draft")
    assert [part.name for part in document.attachments.all()] == ["0.pdf", "0.docx"]
    answer = clerk.post(review, {**sent_back(clerk.get(review)), "do": "submit"})
    assert answer.status_code == 422, "the row with the bad file is not sent"
    assert "Có tệp không nhận được" in answer.content.decode()
    assert list(OfficialDocument.objects.values_list("state", flat=True)) == ["in_review"] * 2
    assert "Trích yếu đã sửa tay" in clerk.get(review).content.decode()


def test_a_table_is_corrected_in_place_and_nothing_typed_is_lost(school: School, clerk: Client) -> None:
    review = give(clerk, a_file("ke-hoach.txt"), a_file("la.txt"), table=TABLE)
    page = clerk.get(review)
    html = page.content.decode()
    for words in (
        "Ngày không hợp lệ",
        'value="32/13/2026"',
        "Không thấy tệp “thieu.pdf” trong số tệp gửi lên.",
        "Bảng kê không nói đến tệp này.",
    ):
        assert words in html
    first = page.context["rows"][0]
    sent = sent_back(page)
    sent[f"{first.prefix}-issued_on"], sent[f"{first.prefix}-expires_on"] = "5/9/2026", "chưa rõ"
    sent["tick"] = [str(first.row.pk)]
    answer = clerk.post(review, {**sent, "do": "draft"})
    assert answer.status_code == 422
    assert 'value="chưa rõ"' in answer.content.decode()
    assert re.search(r"<details[^>]*open", answer.content.decode()), "the wrong cell is in sight"
    assert 'value="chưa rõ"' in clerk.get(review).content.decode()
    assert not OfficialDocument.objects.exists()
    sent[f"{first.prefix}-expires_on"] = ""
    clerk.post(review, {**sent, "do": "draft"})
    document = OfficialDocument.objects.get()
    assert (document.reference_number, document.issued_on.month) == ("7/KH-THCSHP", 9)
    again = give(clerk, a_file("ke-hoach.txt"), table=TABLE.replace("32/13", "5/9"))
    sent = sent_back(clerk.get(again))
    sent["tick"] = sent["tick"][:1]
    answer = clerk.post(again, {**sent, "do": "draft"})
    assert "đã có trên cổng từ trước" in answer.content.decode()
    assert OfficialDocument.objects.count() == 1


def test_a_secret_row_is_refused_and_an_unsaved_row_is_not_sent(school: School, clerk: Client) -> None:
    lines = [line + (";Độ mật" if place == 0 else ";Mật") for place, line in enumerate(TABLE.splitlines())]
    review = give(clerk, table="\n".join(lines))
    page = clerk.get(review)
    assert "Văn bản có độ mật “Mật” không được nhập vào cổng." in page.content.decode()
    assert clerk.post(review, {"do": "submit"}).status_code == 422
    assert clerk.post(review, {"do": "draft"}).status_code == 422
    assert clerk.post(review, {**sent_back(page), "do": "draft"}).status_code == 422
    assert not OfficialDocument.objects.exists()


def test_the_page_waits_for_the_worker_and_pages_keep_what_is_typed(
    school: School, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_pages, "PER_PAGE", 2)
    files = [a_file(f"{number}.txt") for number in range(3)]
    review = clerk.post(MANY, {"files": files}).headers["Location"]
    html = clerk.get(review).content.decode()
    assert "Đã đọc 0 trên 3 văn bản" in html
    assert "reload.js" in html
    assert 'name="tick"' not in html
    take_waiting()
    extract_due()
    page = clerk.get(review)
    assert "reload.js" not in page.content.decode()
    sent = {**sent_back(page), f"{page.context['rows'][1].prefix}-signer": "Lê Thị Hoa", "do": "page:2"}
    assert clerk.post(review, sent).headers["Location"].endswith("?trang=2")
    assert 'value="Lê Thị Hoa"' in clerk.get(review).content.decode()
    assert len(clerk.get(f"{review}?trang=2").context["rows"]) == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Hãy chọn ít nhất một tệp."),
        ({"table": ("bang.csv", "a,b\n1,2")}, "Không thấy dòng tiêu đề"),
        ({"table": ("bang.xls", "x")}, "phải là .xlsx hoặc .csv"),
        ({"table": ("bang.csv", TABLE + "1;;;;\n" * 400)}, "Bảng có hơn 400 dòng"),
    ],
)
def test_what_is_no_import_is_told(clerk: Client, sent: dict[str, tuple[str, str]], words: str) -> None:
    files = {name: SimpleUploadedFile(file, text.encode()) for name, (file, text) in sent.items()}
    answer = clerk.post(MANY, files)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportedDocument.objects.exists()


def test_a_batch_is_for_who_gave_it_and_goes_when_it_is_left(school: School, clerk: Client) -> None:
    review = give(clerk, a_file("a.txt"))
    for name in ("thuky", "hieutruong", "giaovien"):
        assert school.client(name).get(review).status_code == 404
    assert school.client("giaovien").post(MANY, {"files": [a_file("a.txt")]}).status_code == 403
    old = timezone.now() - timedelta(days=8)
    ImportedDocument.objects.update(created_at=old)
    for _time in range(2):
        call_command("read_document_imports", verbosity=0)
        call_command("purge_document_imports", verbosity=0)
    assert not ImportedDocument.objects.exists()
    assert not DocumentImportFile.objects.exists()
    assert not StoredFile.objects.exists()
