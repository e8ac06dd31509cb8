"""The writing rota of a month, and a unit looking through its pages (issue 6, item 8), as people do it."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from content.models import RotaTurn, UnitReview
from people.models import StaffMember
from tests.browser.person import Person
from tests.school import School

Staff = Callable[[str], Person]


def test_a_rota_is_drawn_up_and_a_turn_is_met_by_its_article(school: School, staff: Staff) -> None:
    today = timezone.localdate()
    secretary = staff("thuky").goes_to(reverse("admin:content_rotaturn_draw_up"))
    secretary.page.locator("[name=fewest_days]").fill("0")
    secretary.page.locator("[name=starts_on]").fill(today.isoformat())
    secretary.page.locator("[name=ends_on]").fill((today + timedelta(days=14)).isoformat())
    secretary.fills({"Chủ đề, mỗi dòng một chủ đề": "Giờ dạy hay\nHọc trò ngoan", "Tổ Ngữ văn": "1"})
    secretary.presses("Xem trước").sees("Giờ dạy hay")
    assert not RotaTurn.objects.exists()
    secretary.presses("Ghi vào lịch").sees("lượt mới")
    teacher = staff("giaovien").goes_to(reverse("admin:content_rotaturn_changelist"))
    teacher.clicks("Giờ dạy hay").sees("đang đến lượt").presses("Viết bài cho lượt này")
    expect(teacher.page.get_by_label("Tiêu đề", exact=True)).to_have_value("Giờ dạy hay")
    turn = RotaTurn.objects.select_related("item").earliest("starts_on")
    edition = turn.item.editions.get()
    edition.lead, edition.body, edition.section = "Tóm tắt", "<p>Một giờ dạy hay của tổ.</p>", school.section
    edition.save(update_fields=["lead", "body", "section"])
    school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    teacher.goes_to(reverse("admin:content_rotaturn_changelist")).sees("đã có bài, đúng hạn")


def test_a_unit_asks_for_a_change_and_the_clerk_makes_it(school: School, staff: Staff) -> None:
    lan = StaffMember.objects.create(
        full_name="Nguyễn Thị Lan", position="Giáo viên", phone="0200 000 201", unit=school.unit
    )
    head = staff("totruong").goes_to(reverse("admin:content_unitreview_changelist"))
    head.clicks("Tổ Ngữ văn").sees("Nguyễn Thị Lan").clicks("Đề nghị thay đổi")
    head.page.locator(f"[name=staff-{lan.pk}-phone]").fill("0200 000 777")
    head.presses("Gửi đề nghị").sees("Đã gửi đề nghị thay đổi.")
    clerk = staff("vanthu").goes_to(reverse("admin:index"))
    clerk.clicks("Tổ Ngữ văn đề nghị thay đổi 1 điểm").sees("0200 000 201", "0200 000 777")
    clerk.presses("Áp dụng").sees("Đã áp dụng.")
    lan.refresh_from_db()
    assert lan.phone == "0200 000 777"
    head.goes_to(reverse("admin:index")).sees("Đã xử lý xong đề nghị thay đổi của Tổ Ngữ văn")
    head.goes_to(reverse("admin:content_unitreview_unit", args=[school.unit.pk]))
    head.presses("Không thay đổi").sees("Đã ghi nhận: không thay đổi.", "đã rà soát")
    assert UnitReview.objects.count() == 2
