"""What happens to an article once it is public: hidden, taken down, restored, corrected, or still to come."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from content.models import Article
from tests.browser.person import Person
from tests.school import School

Staff = Callable[[str], Person]
TITLE = "Lễ khai giảng"
OLD, NEW = "Sáng nay nhà trường tổ chức lễ khai giảng năm học mới.", "Lễ khai giảng dời sang ngày 6 tháng 9."
TO_DEPUTY = ("totruong:forward", "thuky:forward")


def assert_listed(reader: Person, edition: Article, listed: bool) -> None:
    """Whether home, the section's list, feed and sitemap know the article: all do, or none."""
    for page in ("/", "/tin-tuc/", edition.section.get_absolute_url()):
        links = reader.goes_to(page).page.get_by_role("link", name=TITLE, exact=True)
        assert (links.count() > 0) is listed, page
    for file in ("/rss/tin-tuc.xml", "/sitemap.xml"):
        assert (edition.get_absolute_url() in reader.reads(file)) is listed, file


def test_hidden_then_taken_down_then_restored(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.published()
    address, desk, reader = edition.get_absolute_url(), edition.get_desk_url(), browse()
    assert_listed(reader, edition, True)
    deputy, principal = staff("phoban"), staff("hieutruong")
    deputy.goes_to(desk).does("Tạm ẩn", {"Lý do": "Đang kiểm tra lại."}).sees("đang tạm ẩn")
    expect(deputy.part("Việc có thể làm").get_by_text("Gỡ bỏ…")).to_have_count(0)
    reader.goes_to(address, status=404)
    assert_listed(reader, edition, False)
    decision = {
        "Lý do": "Phụ huynh đề nghị.",
        "Căn cứ gỡ bỏ": "Người được phản ánh trong tin đề nghị",
        "Giải thích cho bạn đọc (hiện công khai, không bắt buộc)": "Bài được gỡ theo đề nghị.",
    }
    principal.goes_to(desk).does("Gỡ bỏ", decision).sees("Đã gỡ bỏ")
    reader.goes_to(address, status=410)
    reader.sees("Nội dung này đã được gỡ bỏ", "Bài được gỡ theo đề nghị.").sees_no(
        "Phụ huynh đề nghị.", TITLE
    )
    assert_listed(reader, edition, False)
    principal.does("Khôi phục", {"Lý do": "Đã thống nhất với phụ huynh."})
    reader.goes_to(address).sees(OLD)
    assert_listed(reader, edition, True)


def test_a_correction_leaves_the_public_text_alone_until_it_is_approved(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    published = school.published()
    teacher, reader = staff("giaovien").goes_to(published.get_desk_url()), browse()
    teacher.presses("Mở bản sửa đổi").sees("Đã mở bản sửa đổi")
    teacher.types(NEW).fills({"Nội dung sửa đổi": "Đổi ngày tổ chức."}).presses("Lưu và gửi duyệt")
    teacher.sees("Đã thực hiện: Gửi duyệt.")
    correction = Article.objects.get(number=2)
    school.do(correction, *TO_DEPUTY)
    reader.goes_to(published.get_absolute_url()).sees(OLD).sees_no(NEW, "Đổi ngày tổ chức.")
    deputy = staff("phoban").finds_waiting(TITLE).goes_to(correction.get_desk_url())
    deputy.clicks("So với bản 1")
    expect(deputy.page.locator("ins", has_text="dời sang ngày 6 tháng 9.")).to_be_visible()
    expect(deputy.page.locator("ins", has_text="Đổi ngày tổ chức.")).to_be_visible()
    expect(deputy.page.locator("del", has_text="Sáng nay").first).to_be_visible()
    deputy.clicks("Về bài này").does("Duyệt và đăng")
    reader.goes_to(published.get_absolute_url()).sees(NEW, "Đổi ngày tổ chức.").sees_no(OLD)


def test_a_scheduled_article_is_public_from_its_hour_on(
    school: School, staff: Staff, browse: Callable[..., Person]
) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", *TO_DEPUTY)
    deputy, reader = staff("phoban").opens(TITLE), browse()
    hour = timezone.localtime() + timedelta(days=2)
    deputy.does("Duyệt và đăng", {"Đăng lúc": f"{hour:%Y-%m-%dT%H:%M}"}).sees(f"{hour:%H:%M %d/%m/%Y}")
    deputy.finds_under("Hẹn giờ đăng", TITLE)
    reader.goes_to(edition.get_absolute_url(), status=404)
    assert_listed(reader, edition, False)
    # The journey to that hour; no worker and no clock runs here.
    gone_by = timezone.now() - timedelta(minutes=1)
    Article.objects.filter(pk=edition.pk).update(published_at=gone_by, first_public_at=gone_by)
    reader.goes_to(edition.get_absolute_url()).sees(OLD)
    assert_listed(reader, edition, True)


def test_a_schedule_is_cancelled_with_a_reason(school: School, staff: Staff) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", *TO_DEPUTY)
    school.do(edition, "phoban:publish", publish_at=timezone.now() + timedelta(days=1))
    deputy = staff("phoban").goes_to(edition.get_desk_url())
    deputy.does("Hủy hẹn giờ", {"Lý do": "Lễ bị hoãn."})
    expect(deputy.page.locator(".desk-state")).to_have_text(re.compile("Đang xét duyệt"))
    deputy.finds_waiting(TITLE)
