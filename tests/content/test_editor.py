"""The editor in the browser: what its buttons make is what the portal keeps."""

from pathlib import Path

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from content.models import Article, Picture
from editorial.checklist import blocking
from tests.content.test_pictures import photograph
from tests.school import School

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_teacher_writes_with_headings_alignment_and_a_picture(
    school: School, live_server: LiveServer, page: BrowserPage, tmp_path: Path
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    cookie = school.client("giaovien").cookies["sessionid"].value
    page.set_default_timeout(5000)
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/quan-tri/content/article/them/")
    editor = page.locator(".ck-editor__editable")
    expect(editor).to_be_visible()
    expect(page.get_by_role("button", name="Đậm")).to_be_visible()

    page.locator("[name=title]").fill("Lễ khai giảng")
    editor.click()
    page.keyboard.type("Trường THCS Thanh Lâm")
    page.get_by_role("button", name="Căn chỉnh văn bản").click()
    page.locator("[data-cke-tooltip-text='Canh giữa']").click()
    photo = tmp_path / "san-truong.jpg"
    photo.write_bytes(photograph().read())
    page.locator(".ck-toolbar input[type=file]").set_input_files(photo)
    expect(editor.locator("img[src^='/anh/']")).to_be_visible()
    assert errors == []
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    edition = Article.objects.get()
    assert '<p class="align-center">Trường THCS Thanh Lâm</p>' in edition.body
    assert list(edition.pictures.all()) == [Picture.objects.get()]
    assert blocking(edition, "submit") == ["Ảnh chưa có mô tả: ảnh 1."]
