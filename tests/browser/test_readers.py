"""A parent without an account, without scripts: sends a text, confirms it, and reads it on the portal."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from content import reader_forms
from content.models import Article, ReaderSubmission
from tests.browser.person import Person
from tests.school import School


def test_a_text_of_a_parent_from_the_form_to_the_draft(
    browse: Callable[..., Person], school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_forms, "SHORTEST_SECONDS", 0)
    page = browse(size={"width": 360, "height": 800}, java_script_enabled=False).page
    page.goto("/lien-he/")
    page.get_by_role("link", name="Gửi bài cho trường").click()
    page.get_by_label("Tiêu đề").fill("Góc đọc sách")
    page.get_by_label("Nội dung").fill("Chiều thứ Sáu cả lớp cùng nhau đọc sách dưới gốc phượng.")
    page.get_by_role("button", name="Gửi bài").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy điền ô này")
    expect(page.get_by_label("Tiêu đề")).to_have_value("Góc đọc sách")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị An")
    page.get_by_label("Bạn là").select_option("parent")
    page.get_by_label("Thư điện tử").fill("an@thu.example")
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    page.get_by_role("button", name="Gửi bài").click()
    expect(page.get_by_role("heading", name="Hãy xác nhận địa chỉ thư")).to_be_visible()
    call_command("send_reader_letters", verbosity=0)
    link = re.search(r"/gui-bai/xac-nhan/\S+", str(mail.outbox[-1].body))
    assert link is not None
    page.goto(link[0])
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("status")).to_contain_text("Đã xác nhận")
    submission = ReaderSubmission.objects.get()
    desk: Client = school.client("thuky")
    taken = desk.post(f"/quan-tri/content/readersubmission/{submission.pk}/nhan/")
    assert taken.url == Article.objects.get().get_desk_url()
