"""A teacher posts from Word without being taught, and nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from content.figures import shown_in
from content.models import Article
from editorial.models import WorkingCopy
from tests.browser.person import DESK, Person
from tests.content import word_building as building
from tests.content import word_samples as samples
from tests.school import PASSWORD, School

CHOOSE_IN_DIALOG = 2  # the files, and “Open”: the system's dialog is not the page's
CHOOSE_IN_LIST = 2  # a list opened and an entry chosen, which Playwright does without clicks
COUNT = "addEventListener('click', (event) => event.isTrusted && counted(), true)"


def files_of_a_teacher(folder: Path) -> list[Path]:
    word = folder / "Bài lễ khai giảng.docx"
    word.write_bytes(samples.typed_by_hand())
    photos = [folder / f"IMG_{number}.jpg" for number in range(8)]
    for number, photo in enumerate(photos):
        photo.write_bytes(building.jpeg("teal", (400 + number, 300)).read())
    return [word, *photos]


def test_a_word_file_and_eight_pictures_are_sent_in_fewer_than_twelve_clicks(
    school: School, at_desk: Callable[..., Person], tmp_path: Path
) -> None:
    teacher = at_desk(school, "giaovien")
    clicks: list[int] = []
    teacher.page.expose_function("counted", lambda: clicks.append(1))
    teacher.page.add_init_script(COUNT)
    teacher.goes_to(DESK).clicks("Soạn bài viết mới")
    with teacher.page.expect_file_chooser() as chooser:
        teacher.page.get_by_label("Thả tệp Word và ảnh vào đây").click()
    chooser.value.set_files(files_of_a_teacher(tmp_path))
    expect(teacher.page.locator("[data-chosen] li")).to_have_count(9)
    teacher.presses("Đọc tệp").sees("Chưa có bài nào được tạo")
    teacher.page.get_by_label("Chuyên mục").select_option(label=str(school.section))
    teacher.page.get_by_label("Mô tả ảnh 1", exact=True).click()
    for number in range(1, 9):
        teacher.page.keyboard.type(f"Học sinh lớp 6 xếp hàng {number}")
        for _field in ("caption", "next picture"):
            teacher.page.keyboard.press("Tab")
    teacher.presses("Tạo bản nháp").sees("Đã tạo bản nháp từ tệp.")
    teacher.presses("Lưu và gửi duyệt").sees("Đã thực hiện: Gửi duyệt.")
    assert len(clicks) + CHOOSE_IN_DIALOG + CHOOSE_IN_LIST < 12
    edition = Article.objects.get()
    assert (edition.title, edition.state) == ("Kế hoạch: Tổ chức ngày hội đọc sách năm 2026", "in_review")
    assert [bool(one.alt) for one in shown_in(edition.body)] == [True] * 8


def test_the_session_ends_and_the_line_breaks_while_typing_and_nothing_is_lost(
    school: School, at_desk: Callable[..., Person]
) -> None:
    edition = school.draft()
    teacher = at_desk(school, "giaovien")
    page = teacher.page
    page.clock.install()
    teacher.goes_to(edition.get_desk_url()).types("Đoạn gõ dở.")
    page.clock.run_for(21_000)
    expect(page.locator("[data-status]")).to_contain_text("Đã tự lưu lúc")
    assert "Đoạn gõ dở." in WorkingCopy.objects.get().fields["body"][0]
    edition.refresh_from_db()
    assert edition.version == 0

    Session.objects.all().delete()
    teacher.types("Đoạn gõ khi phiên đã hết.").presses("Lưu")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Phiên làm việc đã kết thúc")
    dialog.get_by_label("Tên đăng nhập").fill("giaovien")
    dialog.get_by_label("Mật khẩu").fill("sai")
    dialog.get_by_role("button", name="Đăng nhập và lưu tiếp").click()
    expect(dialog).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng.")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập và lưu tiếp").click()
    teacher.sees("Đã lưu.")
    edition.refresh_from_db()
    assert "Đoạn gõ khi phiên đã hết." in edition.body
    assert not WorkingCopy.objects.exists()

    page.context.set_offline(True)
    teacher.types("Đoạn gõ khi mất mạng.")
    page.clock.run_for(21_000)
    expect(page.locator("[data-status]")).to_have_text("Mất mạng, đang giữ trên máy này")
    teacher.presses("Lưu")
    expect(page.locator("[data-status]")).to_contain_text("Chưa lưu được vì mất mạng.")
    teacher.page = page.context.new_page()
    page.close()
    page.context.set_offline(False)
    teacher.goes_to(edition.get_desk_url()).sees("Trên máy này có bản đang gõ")
    expect(teacher.editor).to_contain_text("Đoạn gõ khi phiên đã hết.")
    teacher.presses("Khôi phục")
    expect(teacher.editor).to_contain_text("Đoạn gõ khi mất mạng.")
    teacher.presses("Lưu").sees("Đã lưu.").sees_no("Trên máy này có bản đang gõ")
    edition.refresh_from_db()
    assert "Đoạn gõ khi mất mạng." in edition.body
    teacher.goes_to(edition.get_desk_url()).sees_no("Trên máy này có bản đang gõ")
