"""What two texts differ in: words, paragraphs side by side, pictures and files; and who may compare what."""

from html import unescape

from django.urls import reverse

from content.models import Article
from editorial import drafting
from editorial.columns import rows_of
from editorial.comparison import FieldChange, compare
from tests.school import BODY, School

SHA = "{:064x}".format


def body(old: str, new: str, *, columns: bool = False) -> FieldChange:
    (change,) = compare(Article, {"body": old}, {"body": new}, columns=columns)
    return change


def sides(old: str, new: str) -> list[tuple[str, str]]:
    return [
        ("".join(piece.text for piece in row.left), "".join(piece.text for piece in row.right))
        for row in rows_of(old, new)
    ]


def test_paragraphs_stand_beside_their_counterparts() -> None:
    old = "Lễ khai giảng năm học mới\nThầy hiệu trưởng đánh trống\nKết thúc"
    new = "Thêm một câu\nLễ khai giảng năm học cũ\nThầy hiệu trưởng đánh trống\nHai câu khác hẳn"
    assert sides(old, new) == [
        ("", "Thêm một câu"),
        ("Lễ khai giảng năm học mới", "Lễ khai giảng năm học cũ"),
        ("Thầy hiệu trưởng đánh trống", "Thầy hiệu trưởng đánh trống"),
        ("Kết thúc", ""),
        ("", "Hai câu khác hẳn"),
    ]
    rewritten = rows_of(old, new)[1]
    assert [piece.text for piece in rewritten.left if piece.kind == "removed"] == ["mới"]
    assert [piece.text for piece in rewritten.right if piece.kind == "added"] == ["cũ"]
    long = "\n".join(f"dòng {n}" for n in range(9_000))
    assert len(rows_of(long, long + "\nthêm")) == 1


def test_only_another_format_is_said_to_be_that() -> None:
    change = body("<p>Lễ khai giảng</p>", "<p><strong>Lễ</strong> khai giảng</p>")
    assert change.only_formatting
    assert not change.pieces
    assert not body("<p>a &amp; b</p>", "<p>a &amp; c</p>").only_formatting


def test_pictures_in_the_text_come_go_and_are_described_anew() -> None:
    old = '<p>A</p><img alt="Sân" src="/anh/a.jpg"><img alt="Cổng" src="/anh/b.jpg">'
    new = '<p>A</p><img src="/anh/a.jpg" alt="Sân trường"><img src="/anh/c.jpg" alt="&quot;C&quot;">'
    change = body(old, new)
    found = {(part.kind, part.name, part.before, part.address) for part in change.parts}
    assert found == {
        ("added", '"C"', "", "/anh/c.jpg"),
        ("removed", "Cổng", "", "/anh/b.jpg"),
        ("described", "Sân trường", "Sân", "/anh/a.jpg"),
    }
    assert not change.only_formatting


def test_files_are_told_apart_by_their_content() -> None:
    old = [
        f"0. Kế hoạch (ke-hoach.pdf, SHA-256 {SHA(1)})",
        f"1. Bảng (x) (bang.xlsx, SHA-256 {SHA(2)})",
        f"2. Thừa (thua.pdf, SHA-256 {SHA(3)})",
    ]
    new = [
        f"0. Kế hoạch (ke-hoach.pdf, SHA-256 {SHA(9)})",
        f"1. Bảng điểm (bang-diem.xlsx, SHA-256 {SHA(2)})",
        f"2. Mới (moi.pdf, SHA-256 {SHA(4)})",
    ]
    (change,) = compare(Article, {"attachments": old}, {"attachments": new})
    assert [(part.kind, part.name, part.before) for part in change.parts] == [
        ("replaced", "Kế hoạch (ke-hoach.pdf)", ""),
        ("renamed", "Bảng điểm (bang-diem.xlsx)", "Bảng (x) (bang.xlsx)"),
        ("added", "Mới (moi.pdf)", ""),
        ("removed", "Thừa (thua.pdf)", ""),
    ]
    swapped = [new[0].replace("0. ", "1. "), new[1].replace("1. ", "0. ")]
    (moved,) = compare(Article, {"attachments": new[:2]}, {"attachments": swapped})
    assert {part.kind for part in moved.parts} == {"moved"}


def test_choices_sections_and_yes_are_named_as_people_name_them(school: School) -> None:
    old = {"genre": "brief", "section": None, "is_external": False}
    new = {"genre": "notice", "section": school.section.pk, "is_external": True}
    found = {
        change.label: "|".join(one.text for one in change.pieces) for change in compare(Article, old, new)
    }
    assert found["thể loại"] == "Tin|Thông báo"
    assert str(school.section) in found["chuyên mục"]
    assert found["bài lấy từ nguồn khác"] == "không|có"


def test_any_two_texts_can_be_chosen_and_none_that_is_closed(school: School) -> None:
    public = school.published(title="Tên ban đầu")
    second = drafting.revise(public, by=school.thuky)
    changes = {"title": "Tên của bản hai", "body": BODY + "<p>Thêm.</p>"}
    drafting.save_content(second, by=school.thuky, version=second.version, changes=changes)
    url = reverse("admin:content_article_compare", args=[second.pk, 1])
    secretary = school.client("thuky")
    page = unescape(secretary.get(url, {"xem": "hai-cot"}).content.decode())
    assert "Bản 1 như tác giả gửi" in page
    assert 'class="desk-columns"' in page
    back = secretary.get(url, {"cu": "2", "moi": "1-tac-gia"})
    assert back.status_code == 200
    for wrong in ({"cu": "3"}, {"moi": "2-tac-gia"}, {"cu": "x" * 300}, {"cu": ""}):
        assert secretary.get(url, wrong).status_code == 404
    # Another unit reads the public edition at the desk, but not how it came to be, nor what is to follow.
    stranger, own = school.client("nguoila"), reverse("admin:content_article_compare", args=[public.pk, 1])
    assert stranger.get(own).status_code == 200
    for code in ("2", "1-tac-gia"):
        assert stranger.get(own, {"cu": code}).status_code == 404
        assert f'value="{code}"' not in stranger.get(own).content.decode()
