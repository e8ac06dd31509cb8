"""What comes back: for correction, or refused for good; and the conversation on the way."""

from collections.abc import Callable

from playwright.sync_api import expect

from content.models import Article
from tests.browser.person import SECTION, Person
from tests.school import School

Staff = Callable[[str], Person]
TITLE = "Lễ khai giảng"  # of School.draft
UNTRUE = "Thông tin không đúng sự thật (Điều 14 khoản 2 Quy chế 123.3/QĐ-THHNINH)"
PROHIBITED = "Thông tin khác mà pháp luật quy định không được đăng (Điều 14 khoản 4 Quy chế 123.3/QĐ-THHNINH)"


def test_an_item_is_returned_corrected_and_published(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    address = school.do(school.draft(), "giaovien:submit").get_absolute_url()
    head, teacher = staff("totruong"), staff("giaovien")
    head.finds_waiting(TITLE).opens(TITLE).does("Trả lại", {"Lý do": "Thiếu ngày tổ chức."})
    teacher.finds_under("Được trả lại để tôi sửa", TITLE).opens(TITLE).sees("Thiếu ngày tổ chức.")
    teacher.types("Ngày 5 tháng 9, nhà trường khai giảng.").presses("Lưu và gửi duyệt")
    teacher.sees("Đã thực hiện: Gửi duyệt.").finds_under("Tôi đã gửi, đang ở đâu", TITLE)
    head.finds_waiting(TITLE).opens(TITLE).does("Chuyển bước tiếp theo")
    secretary = staff("thuky").finds_waiting(TITLE).opens(TITLE)
    secretary.sees("Hãy chọn chuyên mục trước khi chuyển tiếp.")
    secretary.fills({SECTION: str(school.section)}).presses("Lưu").does("Chuyển bước tiếp theo")
    browse().goes_to(address, status=404)
    staff("phoban").finds_waiting(TITLE).opens(TITLE).does("Duyệt và đăng")
    browse().goes_to(address).sees("Ngày 5 tháng 9, nhà trường khai giảng.")


def test_a_move_that_asks_for_a_reason_is_not_made_without_one(school: School, staff: Staff) -> None:
    school.do(school.draft(), "giaovien:submit")
    head = staff("totruong").opens(TITLE)
    head.tries("Trả lại")
    expect(head.move_form("Trả lại").locator(".desk-error")).to_be_visible()
    assert Article.objects.get().step == "unit_head"


def test_the_author_sees_the_clause_by_which_the_item_was_refused(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.do(school.draft(), "giaovien:submit")
    head = staff("totruong").finds_waiting(TITLE).opens(TITLE)
    head.does("Từ chối đăng", {"Lý do": "Số liệu sai.", "Căn cứ từ chối": UNTRUE})
    teacher = staff("giaovien").goes_to(edition.get_desk_url())
    teacher.sees("Từ chối", "Thông tin không đúng sự thật", "Điều 14 khoản 2", "Số liệu sai.")
    browse().goes_to(edition.get_absolute_url(), status=404)


def test_the_last_clause_asks_for_the_law_itself(school: School, staff: Staff) -> None:
    school.do(school.draft(), "giaovien:submit")
    head = staff("totruong").opens(TITLE)
    head.tries("Từ chối đăng", {"Lý do": "Không được phép.", "Căn cứ từ chối": PROHIBITED})
    head.sees("Lý do này phải kèm căn cứ pháp luật cụ thể.")
    expect(head.move_form("Từ chối đăng").get_by_label("Lý do", exact=True)).to_have_value("Không được phép.")
    assert Article.objects.get().state == "in_review"


def test_people_talk_beside_the_text_and_the_public_never_hears(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.published()
    desk = edition.get_desk_url()
    teacher, secretary = staff("giaovien"), staff("thuky")
    secretary.goes_to(desk).fills(
        {"Nội dung trao đổi": "Ảnh chụp hôm nào?"}, within=secretary.part("Trao đổi")
    )
    secretary.presses("Gửi trao đổi")
    expect(secretary.part("Trao đổi")).to_contain_text("Cô Thư ký")
    teacher.goes_to(desk)
    answer = {"Trả lời": "Cô Thư ký: Ảnh chụp hôm nào?", "Nội dung trao đổi": "Sáng thứ Hai."}
    teacher.fills(answer, within=teacher.part("Trao đổi")).presses("Gửi trao đổi")
    expect(teacher.part("Trao đổi")).to_contain_text("trả lời Cô Thư ký")
    secretary.goes_to(desk).sees("Sáng thứ Hai.")
    browse().goes_to(edition.get_absolute_url()).sees_no("Ảnh chụp hôm nào?", "Sáng thứ Hai.")
