"""Pictures dropped into the text and files attached to it."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload, expect

from content.models import Article, Picture
from tests.browser.person import Person
from tests.school import School

Staff = Callable[[str], Person]
NO_ALT = "Ảnh chưa có mô tả"
ALT = "Học sinh chào cờ trong lễ khai giảng"
REFUSAL = "Tệp “x.pdf.exe” có đuôi .exe, loại có thể mang vi-rút nên không được nhận."


def photo() -> FilePayload:
    out = BytesIO()
    Image.new("RGB", (320, 200), "steelblue").save(out, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_a_picture_in_the_text_needs_a_description_before_the_item_is_sent(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.draft(section=school.section)
    teacher = staff("giaovien").goes_to(edition.get_desk_url())
    with teacher.page.expect_file_chooser() as chooser:
        teacher.page.locator(".ck-toolbar").get_by_role("button", name="Tải hình ảnh lên từ máy tính").click()
    chooser.value.set_files(photo())
    inserted = teacher.editor.locator("img[src^='/anh/']")
    expect(inserted).to_be_visible()
    teacher.presses("Lưu").sees("Đã lưu.", "Chưa thể “Gửi duyệt”:", NO_ALT)
    expect(teacher.button("Gửi duyệt")).to_have_count(0)
    inserted.click()
    balloon = teacher.page.locator(".ck-balloon-panel_visible")
    balloon.get_by_role("button").first.click()
    balloon.get_by_role("textbox").fill(ALT)
    balloon.get_by_role("textbox").press("Enter")
    teacher.presses("Lưu và gửi duyệt").sees("Nội dung hầu như chỉ nằm trong ảnh.").does("Gửi duyệt")
    picture = Picture.objects.get().get_absolute_url()
    reader = browse().goes_to(picture, status=404)
    sent = Article.objects.get(pk=edition.pk)
    school.do(sent, "totruong:forward", "thuky:forward", "phoban:publish")
    shown = reader.goes_to(edition.get_absolute_url()).page.get_by_alt_text(ALT)
    expect(shown).to_be_visible()
    assert shown.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 320


def test_a_good_file_is_attached_and_a_disguised_program_is_refused(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.draft(section=school.section)
    teacher = staff("giaovien").goes_to(edition.get_desk_url())
    box = teacher.page.get_by_label("Chọn tệp (có thể nhiều tệp)")
    box.set_input_files(file("x.pdf.exe", b"MZ\x90\x00" + b"\x00" * 200))
    teacher.presses("Đính kèm").sees(
        "Tệp “x.pdf.exe” có đuôi .exe, loại có thể mang vi-rút nên không được nhận."
    )
    box.set_input_files(file("Kế hoạch.txt", "Kế hoạch khai giảng.".encode()))
    teacher.fills({"Tên hiển thị (không bắt buộc)": "Kế hoạch năm học"}).presses("Đính kèm")
    teacher.sees("Đã đính kèm tệp.")
    attachment = Article.objects.get().attachments.get().get_absolute_url()
    reader = browse().goes_to(attachment, status=404)
    school.do(Article.objects.get(), "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    link = reader.goes_to(edition.get_absolute_url()).page.get_by_role("link", name="Kế hoạch năm học")
    expect(link).to_have_attribute("href", attachment)
    assert reader.reads(attachment) == "Kế hoạch khai giảng."
