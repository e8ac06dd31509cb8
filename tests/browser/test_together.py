"""People at one text: two who write it, one who decides on a telephone, and one who has no account."""

import re
from collections.abc import Callable

from django.core.management import call_command
from playwright.sync_api import expect

from content.models import Article
from editorial.models import PreviewAnswer
from tests.browser.person import DESK, Person
from tests.browser.test_looks import PHONE, sideways
from tests.school import School

TITLE = "Lễ khai giảng"
TO_DEPUTY = ("giaovien:submit", "totruong:forward", "thuky:forward")


def test_two_write_one_text_and_the_second_takes_over(school: School, at_desk: Callable[..., Person]) -> None:
    edition = school.draft()
    Article.objects.filter(pk=edition.pk).update(information_provider=school.nguoila)
    first = at_desk(school, "giaovien")
    with first.page.expect_response(re.compile("/dang-sua/")):
        first.goes_to(edition.get_desk_url())
    first.types("Đoạn gõ dở của cô Lan.")
    second = at_desk(school, "nguoila").goes_to(edition.get_desk_url())
    second.sees("Cô Lan đang sửa bài này từ").presses("Tiếp quản").sees("Bạn đang sửa bài này")
    expect(second.editor).to_be_visible()
    # Coming back to the page is a heartbeat too; nobody waits half a minute for it here.
    first.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    first.sees("Thầy tổ khác đang sửa bài này", "Những gì bạn gõ vẫn còn trên trang này")
    expect(first.editor).to_contain_text("Đoạn gõ dở của cô Lan.")
    first.presses("Lưu").sees("bấm “Tiếp quản và lưu” nếu bản của bạn là bản đúng.")
    expect(first.editor).to_contain_text("Đoạn gõ dở của cô Lan.")
    first.presses("Tiếp quản và lưu").sees("Đã lưu.")
    assert "Đoạn gõ dở của cô Lan." in Article.objects.get().body


def test_a_deputy_decides_on_a_telephone_between_two_lessons(
    school: School, at_desk: Callable[..., Person]
) -> None:
    first, second = (
        school.do(school.draft(title=title, section=school.section, body="<p>Rất dài.</p>" * 80), *TO_DEPUTY)
        for title in ("Bài thứ nhất", "Bài thứ hai")
    )
    deputy = at_desk(school, "phoban", size=PHONE, has_touch=True, is_mobile=True)
    deputy.goes_to(DESK).page.get_by_role("link", name="Bài thứ nhất").tap()
    bar = deputy.page.get_by_role("navigation", name="Quyết định nhanh")
    for button in bar.locator("a, button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= PHONE["height"]
    assert sideways(deputy) == 0
    bar.get_by_text("Trả lại…").tap()
    form = deputy.move_form("Trả lại")
    expect(form.get_by_label("Lý do")).to_be_focused()
    form.get_by_label("Lý do").fill("Thiếu ảnh.")
    form.get_by_role("button", name="Trả lại").tap()
    # The next text that waits follows at once.
    deputy.sees("Đã thực hiện: Trả lại.", "Dưới đây là bài tiếp theo đang chờ bạn.")
    expect(deputy.heading("Bài thứ hai")).to_be_visible()
    bar.get_by_role("link", name="Duyệt và đăng…").tap()
    approval = deputy.move_form("Duyệt và đăng")
    for statement in approval.get_by_role("checkbox").all():
        statement.tap()
    approval.get_by_role("button", name="Duyệt và đăng").tap()
    deputy.sees("Đã thực hiện: Duyệt và đăng.")
    states = {one.pk: one.state for one in Article.objects.all()}
    assert states == {first.pk: "returned", second.pk: "published"}
    # Keys go to places and decide nothing.
    deputy.goes_to(first.get_desk_url())
    deputy.page.locator("body").press("?")
    expect(deputy.page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    deputy.page.keyboard.press("Escape")
    expect(deputy.page.get_by_role("dialog", name="Phím tắt")).to_be_hidden()
    deputy.page.keyboard.press("g")
    deputy.page.keyboard.press("v")
    expect(deputy.heading("Việc của tôi")).to_be_visible()


def test_a_stranger_says_what_they_think_until_the_link_is_revoked(
    school: School, at_desk: Callable[..., Person], browse: Callable[..., Person]
) -> None:
    edition = school.draft(section=school.section)
    teacher = at_desk(school, "giaovien").goes_to(edition.get_desk_url())
    teacher.page.get_by_text("Tạo liên kết xem trước").click()
    teacher.fills({"Gửi cho ai": "Ban đại diện cha mẹ"}, within=teacher.part("Gửi xem trước ra ngoài"))
    teacher.presses("Tạo liên kết")
    address = teacher.page.get_by_label("Liên kết cho Ban đại diện cha mẹ").input_value()
    path = address[address.index("/xem-truoc/") :]

    parent = browse(size=PHONE).goes_to(path).sees("Bản xem trước, chưa công bố", TITLE)
    assert sideways(parent) == 0
    form = parent.part("Ý kiến của bạn về bản này")
    form.get_by_label("Họ và tên").fill("Bà Hoa")
    form.get_by_label("Góp ý", exact=True).check()
    form.get_by_label("Nội dung góp ý").fill("Lễ bắt đầu lúc 7 giờ.")
    parent.presses("Gửi ý kiến").sees("Đã ghi nhận ý kiến của bạn")
    assert PreviewAnswer.objects.get().name == "Bà Hoa"
    names = {cookie["name"] for cookie in parent.page.context.cookies()}
    assert names == {"csrftoken"}

    call_command("deliver_events", verbosity=0)
    teacher.goes_to(DESK).sees("Ý kiến qua liên kết xem trước").goes_to(edition.get_desk_url())
    teacher.sees("Lễ bắt đầu lúc 7 giờ.")
    teacher.presses("Thu hồi liên kết của Ban đại diện cha mẹ").sees("Đã thu hồi liên kết")
    parent.goes_to(path, status=410).sees("Liên kết không còn dùng được")
