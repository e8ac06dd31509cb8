"""HTML from the clipboard of four programs, as it is saved without the editor's help (TS-III.3.7a)."""

from pathlib import Path

import pytest
from django.core.management import call_command

from content.sanitising import sanitise
from tests.school import School

CLIPBOARD = Path(__file__).parent / "clipboard"
SAVED = {
    "word_2007": (
        '<h2 class="align-center"><strong>Kế hoạch ngày hội đọc sách</strong></h2><h2>I. Mục đích</h2>'
        "<p>Khuyến khích học sinh <strong><em>đọc mỗi ngày</em></strong>.</p>"
        "<ul><li>Lớp 6A chuẩn bị sân khấu<ul><li>Bàn, ghế, loa</li></ul></li>"
        "<li>Lớp 7B trưng bày sách</li></ul>"
        '<table><tbody><tr><td><p class="align-center"><strong>Lớp</strong></p></td>'
        "<td><p><strong>Việc</strong></p></td></tr>"
        "<tr><td><p>6A</p></td><td><p>Sân khấu</p></td></tr></tbody></table>"
    ),
    "word_365": (
        '<h2>Thời gian, địa điểm</h2><p class="align-justify">Từ <strong>7 giờ 30</strong> tại '
        "<em>sân trường</em>; tối đa 20<sup>2</sup> chỗ.</p>"
        '<ol start="3"><li>Đăng ký với thư viện<ol><li>Theo lớp</li></ol></li><li>Nhận sách</li></ol>'
        '<p><a href="https://truong.example/sach" rel="noopener">Danh mục sách</a></p>'
    ),
    "libreoffice": (
        '<h2 class="align-center">Thông báo nghỉ lễ</h2><p class="align-justify">Học sinh nghỉ '
        "<strong>hai ngày</strong>, <strong>đi học lại</strong> thứ Hai.</p>"
        "<ol><li><p>Trực trường</p></li><li><p>Vệ sinh lớp</p><ul><li><p>Quét</p></li></ul></li></ol>"
        '<table><thead><tr><th scope="col"><p>Ngày</p></th>'
        '<th scope="col"><p>Người trực</p></th></tr></thead>'
        "<tbody><tr><td><p>2/9</p></td><td><p>Thầy Hùng</p></td></tr></tbody></table>"
    ),
    "google_docs": (
        "<h2>Hướng dẫn ôn tập</h2><p>Ôn theo <strong>đề cương</strong><em> của tổ</em>.</p>"
        "<ul><li><p>Đọc</p><ul><li><p>Ghi chép</p></li></ul></li></ul>"
        "<table><tbody><tr><td><p><strong>Môn</strong></p></td><td><p>Ngày</p></td></tr></tbody></table>"
    ),
}


@pytest.mark.django_db
def test_the_surface_shows_the_text_as_the_regulation_wants_it_published(school: School) -> None:
    call_command("apply_regulation", "tinh_son", verbosity=0)
    page = school.client("giaovien").get("/quan-tri/content/article/them/").content.decode()
    assert 'data-text-classes="font-times-new-roman size-14"' in page


@pytest.mark.parametrize("program", SAVED)
def test_what_four_programs_put_on_the_clipboard_becomes_plain_text(program: str) -> None:
    saved = sanitise((CLIPBOARD / f"{program}.html").read_text(encoding="utf-8"))
    assert saved == SAVED[program]
    assert sanitise(saved) == saved


@pytest.mark.parametrize(
    ("pasted", "saved"),
    [
        ("<b style='font-weight:normal'>thường</b> chữ", "<p>thường chữ</p>"),
        ("<p><span style='font-weight:700'>a<span>b</span>c</span>d</p>", "<p><strong>abc</strong>d</p>"),
        ("<p><span style='font-weight:700'>a<b>b</b>c</span>d</p>", "<p><strong>abc</strong>d</p>"),
        ("<p class=MsoSubtitle>Phụ đề</p>chữ", "<h3>Phụ đề</h3><p>chữ</p>"),
        ("<p role=heading aria-level=1>Đầu</p><p>x</p>", "<h2>Đầu</h2><p>x</p>"),
        ("<p style='mso-list:l0 level3 lfo1'>Sâu", "<ul><li>Sâu</li></ul>"),
        ("<p style='mso-list:l0 level1 lfo1'></p>x", "<p>x</p>"),
        (
            "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.<p>Sau",
            "<p>Sau</p>",
        ),
        ("</span></b></p>x</span>", "<p>x</p>"),
    ],
)
def test_careless_pastes_lose_no_words(pasted: str, saved: str) -> None:
    assert sanitise(pasted) == saved


def test_a_hostile_clipboard_costs_time_that_grows_with_its_length_only() -> None:
    for piece in ("<span style=font-weight:700>", "<p style='mso-list:l0 level9'>", "</span><b>", "<p>x</p>"):
        assert isinstance(sanitise(piece * 20_000), str)
