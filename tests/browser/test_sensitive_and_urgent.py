"""What takes another road: a sensitive item waits for the head, an urgent one is looked at afterwards."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.person import DESK, Person
from tests.school import School

Staff = Callable[[str], Person]
TITLE = "Lễ khai giảng"
TO_DEPUTY = ("giaovien:submit", "totruong:forward", "thuky:forward")
WHY_NOT = "Nội dung nhạy cảm: phải có ý kiến của Trưởng ban về đúng bản này trước khi duyệt."


def test_the_deputy_publishes_a_sensitive_item_only_after_the_head_agreed(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.do(school.draft(section=school.section, sensitive=True), *TO_DEPUTY)
    deputy = staff("phoban").finds_waiting(TITLE).opens(TITLE).sees("Chưa thể “Duyệt và đăng”:", WHY_NOT)
    expect(deputy.button("Duyệt và đăng")).to_have_count(0)
    browse().goes_to(edition.get_absolute_url(), status=404)
    staff("truongban").finds_waiting(TITLE).opens(TITLE)
    staff("truongban").does("Cho ý kiến", {"Đồng ý": True, "Ghi chú": "Được đăng."})
    deputy.opens(TITLE).sees_no(WHY_NOT).sees("Ý kiến thẩm định (nội bộ)", "Được đăng.")
    deputy.does("Duyệt và đăng")
    browse().goes_to(edition.get_absolute_url()).sees_no("Được đăng.")


def test_the_deputy_may_ask_for_an_opinion_and_the_head_may_disagree(school: School, staff: Staff) -> None:
    school.do(school.draft(section=school.section), *TO_DEPUTY)
    deputy = staff("phoban").opens(TITLE)
    deputy.does("Xin ý kiến Trưởng ban", {"Lý do": "Có hình ảnh học sinh."})
    expect(deputy.button("Duyệt và đăng")).to_have_count(0)
    head = staff("truongban").opens(TITLE)
    head.tries("Cho ý kiến", {"Không đồng ý": True}).sees("Hãy ghi vì sao không đồng ý.")
    head.fills({"Ghi chú": "Chưa xin phép phụ huynh."}, within=head.move_form("Cho ý kiến"))
    head.move_form("Cho ý kiến").get_by_role("button", name="Cho ý kiến", exact=True).click()
    deputy.opens(TITLE).sees("Trưởng ban không đồng ý cho đăng nội dung này.", "Chưa xin phép phụ huynh.")
    expect(deputy.button("Duyệt và đăng")).to_have_count(0)


def test_an_urgent_item_is_public_at_once_and_stays_flagged_until_somebody_else_confirms(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit")
    deputy = staff("phoban").goes_to(edition.get_desk_url())
    deputy.does("Đăng khẩn", {"Lý do": "Nghỉ học do bão."}).sees("đăng khẩn, chờ xác nhận")
    expect(deputy.button("Xác nhận tin đăng khẩn")).to_have_count(0)
    browse().goes_to(edition.get_absolute_url())
    head = staff("truongban").finds_under("Tin đăng khẩn cần xác nhận", TITLE).opens(TITLE)
    head.does("Xác nhận tin đăng khẩn").sees_no("đăng khẩn, chờ xác nhận")
    head.goes_to(DESK)
    expect(head.part("Tin đăng khẩn cần xác nhận")).to_have_count(0)
