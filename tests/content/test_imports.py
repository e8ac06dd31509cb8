"""A Word file at the desk: what was understood is shown, and becomes a draft at the person's word only."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.utils import timezone

from content import imports
from content.figures import shown_in
from content.models import Article, ImportedFile, Picture
from editorial.models import Event
from operations.claiming import CLAIM
from tests.content import word_building as building
from tests.content import word_samples as samples
from tests.content.test_pictures import photograph
from tests.school import School
from vietnamese import encode_tcvn3

pytestmark = pytest.mark.django_db
IMPORT = "/quan-tri/content/article/nhap-tep/"


def give(school: School, *files: SimpleUploadedFile, name: str = "giaovien") -> HttpResponse:
    return school.client(name).post(IMPORT, {"files": list(files)}, follow=True)


def result_of(response: HttpResponse) -> str:
    assert response.redirect_chain, response.content.decode()[:3000]
    return str(response.redirect_chain[-1][0])


def plain(words: str, name: str = "bài.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def test_nothing_is_written_until_the_person_says_so(school: School) -> None:
    response = give(school, building.as_upload(samples.pictures()))
    page = response.content.decode()
    for words in ("Chưa có bài nào được tạo", "Lễ khai giảng", "Ảnh 1. Học sinh lớp 6 vào trường"):
        assert words in page
    assert page.count("chưa có</span>") == 2
    assert (Article.objects.count(), Event.objects.count()) == (0, 0)
    row = ImportedFile.objects.get()
    assert not row.file
    first, second, third = row.pictures.order_by("pk")
    said = {
        "title": "Khai giảng năm học mới",
        "lead": "Tóm tắt của cô Lan.",
        "genre": "brief",
        "section": school.section.pk,
        f"alt_{second.token}": "Cô Hiệu trưởng đánh trống trên sân khấu",
        f"alt_{first.token}": "Học sinh vào trường",
    }
    for _time in range(2):  # pressed twice
        done = school.client("giaovien").post(result_of(response), said)
        assert done.status_code == 302
    edition = Article.objects.get()
    assert (edition.title, edition.lead, edition.genre) == (said["title"], said["lead"], "brief")
    assert (edition.section, edition.created_by) == (school.section, school.giaovien)
    assert set(edition.pictures.all()) == {first, second, third}
    assert 'alt="Cô Hiệu trưởng đánh trống trên sân khấu"' in edition.body
    assert sum(not one.alt for one in shown_in(edition.body)) == 1
    assert done.url == edition.get_desk_url()


def test_the_result_is_for_who_gave_the_file_alone(school: School) -> None:
    address = result_of(give(school, building.as_upload(samples.styled_report())))
    for name in ("totruong", "thuky", "quantri"):
        assert school.client(name).get(address).status_code == 404
        assert school.client(name).post(address, {"title": "Của tôi"}).status_code == 404
    assert school.client("thanhtra").post(IMPORT, {"files": [plain("Chữ")]}).status_code == 403
    assert school.client("giaovien").get(address.replace("article", "page")).status_code == 404
    assert Article.objects.count() == 0


def test_legacy_runs_are_shown_word_by_word_and_converted_on_consent(school: School) -> None:
    response = give(school, building.as_upload(samples.legacy_fonts()))
    page = response.content.decode()
    assert "<mark>Phßng</mark> <mark>Gi¸o</mark> <mark>dôc</mark>" in page
    assert "<mark>Phòng</mark> <mark>Giáo</mark> <mark>dục</mark>" in page
    row = ImportedFile.objects.get()
    said = {
        "title": row.result["reading"]["title"],
        "lead": row.result["reading"]["lead"],
        "genre": "feature",
    }
    school.client("giaovien").post(result_of(response), {**said, "convert": "on"})
    edition = Article.objects.get()
    assert edition.title == "TRƯỜNG TIỂU HỌC Hoa Phượng"
    assert edition.lead.startswith("Phòng Giáo dục và Đào tạo, Trường Tiểu học")
    assert "Cộng hòa xã hội" in edition.body


def test_several_files_become_drafts_with_a_line_for_each(school: School) -> None:
    legacy = encode_tcvn3("Thông báo nghỉ học\n\nHọc sinh toàn trường nghỉ học thứ Bảy để bảo dưỡng điện.")
    response = give(
        school,
        building.as_upload(samples.typed_by_hand(), "kế hoạch.docx"),
        building.as_upload(samples.pictures(), "khai giảng.docx"),
        plain("Thư ngỏ\n\nKính gửi phụ huynh.", "thư.txt"),
        plain(legacy, "cũ.txt"),
        SimpleUploadedFile("cũ.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        building.as_upload(b"", "rỗng.docx"),
    )
    imports.read_waiting()  # what the request had no time for
    page = school.client("giaovien").get(result_of(response)).content.decode()
    drafts = {edition.title for edition in Article.objects.filter(created_by=school.giaovien)}
    assert {"Kế hoạch: Tổ chức ngày hội đọc sách năm 2026", "Lễ khai giảng", "Thư ngỏ"} <= drafts
    assert len(drafts) == 4
    for words in ("Ảnh chưa có mô tả", "lưu lại thành .docx", "rỗng", "phông cũ"):
        assert words in page
    again = give(
        school,
        building.as_upload(samples.typed_by_hand(), "kế hoạch bản sao.docx"),
        plain("Thư mới\n\nChữ.", "mới.txt"),
    )
    imports.read_waiting()
    page = school.client("giaovien").get(result_of(again)).content.decode()
    assert "đã nhập từ trước" in page
    assert Article.objects.count() == 5


def test_a_discarded_draft_may_be_imported_again(school: School) -> None:
    for count in (1, 1):
        address = result_of(give(school, plain("Thư ngỏ\n\nKính gửi phụ huynh.")))
        done = school.client("giaovien").post(address, {"title": "Thư ngỏ", "genre": "brief"})
        assert Article.objects.count() == count
        school.client("giaovien").post(f"{done.url}xoa-nhap/")


def test_pictures_beside_a_text_stand_behind_it_and_bad_ones_are_named(school: School) -> None:
    heic = SimpleUploadedFile("IMG_1.heic", b"\0\0\0\x18ftypheic" + b"\0" * 100)
    response = give(
        school, plain("Hội thi\n\nHôm nay hội thi."), photograph("một.jpg"), heic, photograph("hai.jpg")
    )
    assert "định dạng HEIC của iPhone" in response.content.decode()
    school.client("giaovien").post(result_of(response), {"title": "Hội thi", "genre": "brief"})
    edition = Article.objects.get()
    assert edition.body.startswith("<p>Hội thi</p>")
    assert edition.body.count('<figure class="image"><img src="/anh/') == 2
    assert edition.pictures.count() == 2


def test_pictures_alone_make_a_text_of_pictures(school: School) -> None:
    response = give(school, photograph("một.jpg"), photograph("hai.png", "PNG"))
    assert "Mô tả ảnh 2" in response.content.decode()
    assert school.client("giaovien").post(result_of(response), {"title": ""}).status_code == 422
    school.client("giaovien").post(result_of(response), {"title": "Ảnh hội thi", "genre": "brief"})
    assert Article.objects.get().pictures.count() == 2


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (list, "Hãy chọn"),
        (lambda: [plain("a", "a.txt"), plain("b", "b.txt"), photograph()], "không biết ảnh thuộc bài nào"),
        (lambda: [plain("a", f"{n}.txt") for n in range(21)], "nhiều nhất 20 tệp Word"),
        (lambda: [plain("a", f"{n}.txt") for n in range(41)], "nhiều nhất 40 tệp"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_it_is_kept(
    school: School, files: Callable[[], list[Any]], words: str
) -> None:
    response = school.client("giaovien").post(IMPORT, {"files": files()})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert ImportedFile.objects.count() == 0


def test_what_the_request_had_no_time_for_the_worker_reads_once(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.import_pages.SECONDS_AT_ONCE", 0.0)
    files = [plain(f"Thư số {n}\n\nKính gửi phụ huynh.", f"{n}.txt") for n in range(3)]
    response = give(school, *files)
    assert "Đã đọc 1 trên 3 tệp." in response.content.decode()
    assert Article.objects.count() == 1
    claimed = ImportedFile.objects.filter(state="waiting").latest("pk")
    ImportedFile.objects.filter(pk=claimed.pk).update(claimed_at=timezone.now())  # another worker is at it
    for _round in range(2):
        call_command("read_imports", verbosity=0)
    assert Article.objects.count() == 2
    ImportedFile.objects.filter(pk=claimed.pk).update(claimed_at=timezone.now() - CLAIM * 2)
    call_command("read_imports", verbosity=0)
    assert Article.objects.count() == 3
    assert "Đã đọc" not in school.client("giaovien").get(result_of(response)).content.decode()


def test_what_nobody_made_a_draft_of_is_forgotten_with_its_pictures(school: School) -> None:
    kept = result_of(give(school, plain("Hội thi\n\nHôm nay hội thi."), photograph()))
    school.client("giaovien").post(kept, {"title": "Hội thi", "genre": "brief"})
    left = result_of(give(school, plain("Chuyện khác\n\nChữ."), photograph()))
    ImportedFile.objects.update(created_at=timezone.now() - timedelta(days=2))
    for _round in range(2):
        call_command("purge_imports", verbosity=0)
    assert school.client("giaovien").get(left).status_code == 404
    assert list(Picture.objects.all()) == list(Article.objects.get().pictures.all())
    assert ImportedFile.objects.get().state == "drafted"
