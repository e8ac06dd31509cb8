"""A stranger asks for a takedown, the principal decides, the page is gone, the stranger is told."""

from collections.abc import Callable

from django.core import mail
from django.core.management import call_command

from community import guarding
from community.models import OutsideRequest
from tests.browser.person import Person
from tests.school import School

Staff = Callable[[str], Person]
MAIL = "ngoc@phuhuynh.example"


def test_from_the_link_to_the_410_and_the_answer(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.published()
    stranger = browse(size={"width": 360, "height": 740})
    stranger.goes_to(edition.get_absolute_url()).clicks("Đề nghị gỡ bỏ / đính chính")
    page = stranger.page
    page.get_by_label("Đề nghị gỡ bỏ", exact=True).check()
    page.get_by_label("Vì sao cần gỡ bỏ").select_option(label="Người được phản ánh trong tin đề nghị")
    page.get_by_label("Nội dung đề nghị").fill("Cháu nhà tôi có trong ảnh.")
    page.get_by_label("Ông/bà là").select_option(label="Cha mẹ, người giám hộ của học sinh")
    page.get_by_label("Họ và tên").fill("Bà Ngọc")
    page.get_by_label("Thư điện tử").fill(MAIL)
    page.get_by_label("Tôi đồng ý để nhà trường").check()
    page.wait_for_timeout(guarding.LEAST_SECONDS * 1000)
    page.get_by_role("button", name="Gửi", exact=True).click()
    stranger.sees("Nhà trường đã nhận đề nghị")
    code = page.locator(".code").inner_text()

    request = OutsideRequest.objects.get(code=code)
    principal = staff("hieutruong").goes_to("/quan-tri/").clicks(f"Đề nghị gỡ bỏ: {edition.title}")
    principal.sees("Cháu nhà tôi có trong ảnh.", "Bà Ngọc")
    words = {
        "Căn cứ gỡ bỏ": "Người được phản ánh trong tin đề nghị",
        "Giải thích cho bạn đọc": "Bài được gỡ theo đề nghị.",
        "Lời gửi người đề nghị": "Nhà trường đã gỡ bài và xin lỗi gia đình.",
    }
    principal.does("Chấp nhận và gỡ bỏ", words).sees("Đã giải quyết")
    stranger.goes_to(edition.get_absolute_url(), status=410).sees("Bài được gỡ theo đề nghị.")
    call_command("settle_requests", verbosity=0)
    assert any("xin lỗi gia đình" in one.body for one in mail.outbox if one.to == [MAIL])

    stranger.goes_to("/gop-y/tra-cuu/")
    page.get_by_label("Mã đề nghị").fill(code.lower())
    page.get_by_label("Thư điện tử đã dùng khi gửi").fill(MAIL)
    page.get_by_role("button", name="Tra cứu").click()
    stranger.sees("Đã giải quyết", "Nhà trường đã gỡ bài và xin lỗi gia đình.")
    request.refresh_from_db()
    assert request.status == "done"
