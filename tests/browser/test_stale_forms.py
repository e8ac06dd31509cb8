"""Two people, or one person twice, with the same page open: nobody's typing is lost or silently wins."""

from collections.abc import Callable

from playwright.sync_api import expect

from content.models import Article
from tests.browser.person import Person
from tests.school import School

TITLE = "Lễ khai giảng"
STALE = "Nội dung vừa được người khác thay đổi; hãy xem lại bản mới rồi quyết định."


def test_the_second_to_save_keeps_what_they_typed_and_decides(
    school: School, at_desk: Callable[..., Person]
) -> None:
    edition = school.draft()
    first, second = (at_desk(school, "giaovien").goes_to(edition.get_desk_url()) for _place in range(2))
    expect(second.editor).to_be_visible()
    first.types("Bản của máy ở trường.").presses("Lưu").sees("Đã lưu.")
    second.fills({"Tiêu đề": "Tiêu đề gõ ở nhà"}).types("Bản gõ ở nhà.").presses("Lưu")
    second.sees(STALE, "Phần bạn vừa gõ vẫn còn ở dưới; bấm Lưu lần nữa để ghi đè bản mới.")
    expect(second.page.get_by_label("Tiêu đề", exact=True)).to_have_value("Tiêu đề gõ ở nhà")
    expect(second.editor).to_contain_text("Bản gõ ở nhà.")
    assert "Bản của máy ở trường." in Article.objects.get().body
    second.presses("Lưu").sees("Đã lưu.")
    assert "Bản gõ ở nhà." in Article.objects.get().body


def test_nobody_approves_a_text_that_changed_while_they_read(
    school: School, at_desk: Callable[..., Person], browse: Callable[..., Person]
) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", "totruong:forward")
    secretary, other = (at_desk(school, "thuky").opens(TITLE) for _place in range(2))
    other.fills({"Tóm tắt": "Tóm tắt khác."}).presses("Lưu").sees("Đã lưu.")
    secretary.tries("Chuyển bước tiếp theo").sees(STALE)
    assert Article.objects.get(pk=edition.pk).step == "secretariat"
    secretary.does("Chuyển bước tiếp theo")


def test_what_is_wrong_with_a_form_is_said_beside_what_was_typed(
    school: School, at_desk: Callable[..., Person]
) -> None:
    teacher = at_desk(school, "giaovien").goes_to("/quan-tri/content/article/them/")
    teacher.types("Bài chưa có tiêu đề.").fills({"Tóm tắt": "Tóm tắt đã gõ"}).presses("Lưu bản nháp")
    teacher.sees("Chưa lưu được; hãy xem các chỗ báo lỗi bên dưới. Những gì bạn gõ vẫn còn nguyên.")
    expect(teacher.editor).to_contain_text("Bài chưa có tiêu đề.")
    expect(teacher.page.get_by_label("Tóm tắt", exact=True)).to_have_value("Tóm tắt đã gõ")
    teacher.fills({"Tiêu đề": "Tiêu đề bổ sung"}).presses("Lưu bản nháp").sees("Đã lưu bản nháp.")


def test_leaving_a_text_that_is_not_saved_asks_first(school: School, at_desk: Callable[..., Person]) -> None:
    teacher = at_desk(school, "giaovien").goes_to(school.draft().get_desk_url())
    questions: list[str] = []
    teacher.page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    teacher.types("Đoạn vừa gõ xong.")
    teacher.page.get_by_role("link", name="Việc của tôi").first.click(no_wait_after=True)
    expect(teacher.editor).to_contain_text("Đoạn vừa gõ xong.")
    teacher.presses("Lưu").sees("Đã lưu.")
    assert questions == ["beforeunload"]
    teacher.clicks("Việc của tôi").sees("Chờ tôi xử lý")
    assert questions == ["beforeunload"]
