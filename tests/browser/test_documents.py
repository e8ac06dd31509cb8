"""A scanned document from the scanner to a visitor: văn thư, leader on a telephone, public."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from documents.models import OfficialDocument
from documents.texts import extract_due
from portal.search.keeping import rebuild
from tests.browser.person import Person
from tests.documents.corpus.generated import usual
from tests.documents.corpus.scans import scan_pdf
from tests.school import School

Staff = Callable[[str], Person]
PHONE = {"width": 360, "height": 740}
PAPER = usual("Quyết định", 61)

pytestmark = pytest.mark.requires("tesseract")


def words_only_in_the_scan(document: OfficialDocument) -> str:
    """Two neighbouring words of the text that the record has not."""
    text = document.attachments.get().file.reading.text
    record = f"{document.title} {document.signer} {document.issuing_authority}".lower()
    words = [word.strip(".,;:") for line in PAPER.body for word in line.split()]
    pairs = [" ".join(pair) for pair in pairwise(words)]
    return next(pair for pair in pairs if pair.lower() not in record and pair in text)


def test_a_scan_is_entered_approved_on_a_telephone_and_found_by_a_word_inside(
    school: School,
    staff: Staff,
    at_desk: Callable[..., Person],
    browse: Callable[..., Person],
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    scan = scan_pdf(PAPER)
    clerk = staff("vanthu").goes_to("/quan-tri/documents/officialdocument/them/")
    clerk.page.get_by_label("Chọn tệp (có thể nhiều tệp)").set_input_files(
        {"name": "ban-quet.pdf", "mimeType": "application/pdf", "buffer": scan}
    )
    clerk.page.locator("form[action$='tu-tep/'] button").click()
    clerk.sees("Đang đọc tệp")
    assert extract_due()["done"] == 1
    clerk.page.reload()
    _check_what_was_read(clerk)
    clerk.fills({"Trích yếu": "Thành lập tổ tư vấn học đường"}).presses("Lưu và gửi duyệt")
    clerk.sees("Đã thực hiện: Gửi duyệt.")
    document = OfficialDocument.objects.get()
    deputy = at_desk(school, "phoban", size=PHONE).opens(document.title)
    deputy.does("Duyệt và đăng")
    rebuild()
    _find_and_fetch(browse(), document, scan)


def _check_what_was_read(clerk: Person) -> None:
    clerk.sees("Điền sẵn từ tệp,", "kiểm tra lại", f"“Số: {PAPER.expected.reference_number}")
    number = clerk.page.get_by_label("Số, ký hiệu", exact=True)
    expect(number).to_have_value(PAPER.expected.reference_number or "")
    assert PAPER.expected.issued_on
    expect(clerk.page.get_by_label("Ngày ban hành", exact=True)).to_have_value(
        PAPER.expected.issued_on.isoformat()
    )


def _find_and_fetch(visitor: Person, document: OfficialDocument, scan: bytes) -> None:
    document.refresh_from_db()
    for asked in (
        document.reference_number.split("/")[0] + "/",
        "tu van hoc duong",
        words_only_in_the_scan(document),
    ):
        visitor.goes_to("/van-ban/")
        visitor.page.get_by_label("Tìm văn bản").fill(asked)
        visitor.page.get_by_label("Tìm văn bản").press("Enter")
        link = visitor.page.locator(f"a[href='{document.get_absolute_url()}']")
        expect(link).to_be_visible()
    link.click()
    file = visitor.page.get_by_role("link", name="ban-quet.pdf").first
    answer = visitor.page.request.get(file.get_attribute("href") or "")
    assert answer.body() == scan
