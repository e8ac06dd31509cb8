"""The clerk at the desk: from a file to a published document, through HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import FileProposal, IssuingAuthority, OfficialDocument
from documents.texts import extract_due
from tests.documents.corpus.generated import usual
from tests.documents.corpus.writers import word
from tests.documents.records import drafted
from tests.school import School

ADD = "/quan-tri/documents/officialdocument/them/"
FROM_FILE = "/quan-tri/documents/officialdocument/tu-tep/"


@pytest.fixture
def clerk(school: School) -> Client:
    return school.client("vanthu")


def form_of(client: Client, address: str) -> dict[str, str]:
    """What a browser would send back of the form as it is drawn."""
    form = client.get(address).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if isinstance(value, bool):
            sent |= {field.html_name: "on"} if value else {}
        elif isinstance(value, list):
            sent[field.html_name] = value
        else:
            sent[field.html_name] = "" if value is None else str(value)
    return sent


def test_a_file_fills_in_the_record_and_a_person_saves_it(school: School, clerk: Client) -> None:
    paper = usual("Quyết định", 1)
    upload = SimpleUploadedFile("quyet-dinh.docx", word(paper))
    address = clerk.post(FROM_FILE, {"files": upload}).headers["Location"]
    document = OfficialDocument.objects.get()
    assert document.title == "quyet-dinh.docx"
    assert "Đang đọc tệp" in clerk.get(address).content.decode()
    extract_due()
    page = clerk.get(address).content.decode()
    expected = paper.expected
    assert expected.reference_number in page
    assert "Điền sẵn từ tệp" in page
    document.refresh_from_db()
    assert (document.reference_number, document.issued_on) == ("", None), "nothing is written by itself"
    clerk.post(address, form_of(clerk, address))
    document.refresh_from_db()
    assert document.reference_number == expected.reference_number
    assert document.issued_on == expected.issued_on
    assert document.type_name == expected.document_type
    assert document.issuing_authority.name == expected.issuing_authority
    assert document.signer == expected.signer
    assert document.title.startswith(f"Quyết định số {expected.reference_number}")


def test_what_was_typed_is_never_written_over(school: School, clerk: Client) -> None:
    document = drafted(school, reference_number="99/QĐ-KHAC", file="chữ")
    FileProposal.objects.create(
        file=document.attachments.get().file,
        values={
            "reference_number": {
                "value": "12/QĐ-THCS",
                "line": "Số: 12/QĐ-THCS",
                "confidence": "high",
                "needs_check": True,
            }
        },
    )
    page = clerk.get(document.get_desk_url())
    assert page.context["form"]["reference_number"].value() == "99/QĐ-KHAC"
    html = page.content.decode()
    assert "Tệp ghi:" in html
    assert "kiểm tra lại" in html


def test_bad_input_is_said_and_kept(school: School, clerk: Client) -> None:
    typed = {
        "writer": school.vanthu.pk,
        "document_type": "quyet-dinh",
        "reference_number": "12/QĐ-THCS",
        "summary": "Về việc khen thưởng",
        "issued_on": "2026-09-05",
        "effective_on": "2026-09-10",
        "expires_on": "2026-09-01",
        "recipient_lines": "Phòng GD&ĐT: pgd@\nWebsite nhà trường",
        "direction": "outgoing",
        "secrecy": "none",
        "audience": "public",
    }
    answer = clerk.post(ADD, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày hết hiệu lực phải sau ngày có hiệu lực." in html
    assert "địa chỉ thư điện tử không đúng" in html
    assert "Về việc khen thưởng" in html
    assert not OfficialDocument.objects.exists()


def test_a_new_authority_is_entered_once_whatever_its_letters(school: School, clerk: Client) -> None:
    for name in ("Sở Giáo dục và Đào tạo Quảng Ngãi", "SỞ GIÁO DỤC VÀ ĐÀO TẠO  QUẢNG NGÃI"):
        typed = {
            "writer": school.vanthu.pk,
            "authority": name,
            "summary": "Về việc tuyển sinh",
            "direction": "incoming",
            "secrecy": "none",
            "audience": "public",
        }
        assert clerk.post(ADD, typed).status_code == 302
    authority = IssuingAuthority.objects.get()
    assert authority.level == "department"
    assert authority.documents.count() == 2


def test_a_dissolved_authority_issues_nothing_after_its_end(school: School, clerk: Client) -> None:
    IssuingAuthority.objects.create(
        name="Phòng GD&ĐT Quảng Ninh",
        folded_name="phong gd&dt quang ninh",
        slug="phong-gd",
        level="bureau",
        existed_to="2025-06-30",
    )
    typed = {
        "writer": school.vanthu.pk,
        "authority": "Phòng GD&ĐT Quảng Ninh",
        "summary": "Về việc nghỉ hè",
        "issued_on": "2025-07-01",
        "direction": "incoming",
        "secrecy": "none",
        "audience": "public",
    }
    refused = clerk.post(ADD, typed)
    assert "không hoạt động vào ngày 01/07/2025" in refused.content.decode()
    assert clerk.post(ADD, typed | {"issued_on": "2025-06-30"}).status_code == 302


def test_the_start_refuses_a_bad_file_and_leaves_nothing(school: School, clerk: Client) -> None:
    answer = clerk.post(FROM_FILE, {"files": SimpleUploadedFile("x.pdf.exe", b"MZ\x00\x00")})
    assert answer.status_code == 422
    assert "có thể mang vi-rút" in answer.content.decode()
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize("who", ["giaovien", "totruong", "kythuat", "quantri", "thanhtra"])
def test_who_enters_no_documents(school: School, who: str) -> None:
    assert school.client(who).get(ADD).status_code == 403
