"""A stick or a ZIP becomes drafts, with pictures and files, that stay their author's (TS-III.3.9a)."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.utils import timezone

from content.figures import shown_in
from content.models import Article, ImportedFile, Picture
from content.packages import member_name
from documents.models import StoredFile
from tests.content import word_building as building
from tests.school import School
from vietnamese import encode_tcvn3

pytestmark = pytest.mark.django_db
IMPORT = "/quan-tri/content/article/nhap-tep/"
LETTER = "Ngày hội đọc sách\n\nHôm nay thư viện mở ngày hội đọc sách cho toàn trường.".encode()


def jpeg(colour: str = "teal") -> bytes:
    return building.jpeg(colour).getvalue()


def package(members: dict[str, bytes], name: str = "bài của thầy Hòa.zip") -> SimpleUploadedFile:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return SimpleUploadedFile(name, out.getvalue(), "application/zip")


def give(school: School, *files: SimpleUploadedFile, name: str = "thuky", **said: object) -> HttpResponse:
    return school.client(name).post(IMPORT, {"files": list(files)} | said, follow=True)


def test_a_package_becomes_a_draft_with_its_pictures_and_its_real_author(school: School) -> None:
    files = {
        "Bai/bai viet.docx": building.saved(samples_document()),
        "Bai/anh/10 Trao giải.jpg": jpeg("navy"),
        "Bai/anh/2_Le_chao_co.jpg": jpeg("olive"),
        "Bai/anh/IMG_0042.jpg": jpeg("maroon"),
        "Bai/Danh sách.txt.pdf": b"",
        "Bai/kế hoạch.csv": "Tên;Lớp\n".encode(),
        "__MACOSX/Bai/._bai viet.docx": b"\0\5\x16\7",
        "Bai/Thumbs.db": b"\xd0\xcf\x11\xe0" + b"\0" * 500,
        "Bai/~$i viet.docx": b"\0" * 162,
    }
    said = {"information_provider": school.giaovien.pk, "channel": "usb", "captions": "on"}
    page = give(school, package(files), **said)
    html = page.content.decode()
    for words in ("Nhập thay: Cô Lan", "kế hoạch.csv", "rỗng (0 byte)"):
        assert words in html
    assert not Article.objects.exists()
    second, tenth, camera = shown_in(ImportedFile.objects.get().result["reading"]["body"])
    assert [one.caption for one in (second, tenth, camera)] == ["2 Le chao co", "10 Trao giải", ""]
    words = {"title": "Hội thi", "genre": "brief", f"caption_{camera.token}": "Cả lớp"}
    words |= {f"caption_{second.token}": "Lễ chào cờ", f"caption_{tenth.token}": tenth.caption}
    done = school.client("thuky").post(page.redirect_chain[-1][0], words)
    article = Article.objects.get()
    assert done.url == article.get_desk_url()
    assert (article.information_provider, article.created_by) == (school.giaovien, school.thuky)
    assert (article.channel, article.author_credit, article.item.unit) == ("usb", "Cô Lan", school.unit)
    captions = [one.caption for one in shown_in(article.body)]
    assert captions == ["Lễ chào cờ", "10 Trao giải", "Cả lớp"]
    assert [one.name for one in article.attachments.all()] == ["kế hoạch.csv"]
    assert school.client("giaovien").get(article.get_desk_url()).status_code == 200


def samples_document() -> building.WordDocument:
    document = building.Document()
    for words in ("Hội thi viết chữ đẹp", "Sáng nay toàn trường tham gia hội thi viết chữ đẹp."):
        building.line(document, words)
    return document


def test_each_folder_is_a_text_with_what_lies_in_it(school: School) -> None:
    page = give(
        school,
        package(
            {
                "Một/bài.docx": building.saved(samples_document()),
                "Một/ảnh.jpg": jpeg("red"),
                "Hai/thư.txt": LETTER,
                "Hai/quyết định.csv": b"a;b\n",
                "Ảnh ngày hội/a.jpg": jpeg("blue"),
            }
        ),
        author_name="Ông Nguyễn Văn Hòa",
        origin="reader",
        channel="email",
    )
    assert page.status_code == 200
    call_command("read_imports", verbosity=0)
    drafts = {one.title: one for one in Article.objects.all()}
    assert set(drafts) == {"Hội thi viết chữ đẹp", "Ngày hội đọc sách", "Ảnh ngày hội"}
    assert {one.author_credit for one in drafts.values()} == {"Ông Nguyễn Văn Hòa"}
    assert {(one.origin, one.channel) for one in drafts.values()} == {("reader", "email")}
    assert drafts["Hội thi viết chữ đẹp"].pictures.count() == 1
    assert drafts["Ngày hội đọc sách"].attachments.get().name == "quyết định.csv"


def named(raw: bytes, *, flag: bool = False) -> ZipInfo:
    info = ZipInfo(raw.decode("utf-8" if flag else "cp437"))
    info.flag_bits = 0x800 if flag else 0
    return info


def test_names_of_members_are_read_as_they_were_meant() -> None:
    wanted = "Thông báo về việc nghỉ học của học sinh toàn trường.docx"
    decomposed = unicodedata.normalize("NFD", wanted)
    legacy = encode_tcvn3(wanted).encode("cp1252")
    for raw in (wanted.encode(), decomposed.encode(), legacy, b"Lich hoc.docx"):
        assert member_name(named(raw)) in (wanted, "Lich hoc.docx")
    assert member_name(named(decomposed.encode(), flag=True)) == wanted
    assert member_name(named("Lễ.docx".encode("cp1258", "ignore"))).endswith(".docx")


def bomb() -> SimpleUploadedFile:
    return package({"bai.txt": b"0" * 60_000_000})


def nested() -> SimpleUploadedFile:
    inner = package({"bai.txt": LETTER}).read()
    for _depth in range(3):
        inner = package({"trong.zip": inner}).read()
    return package({"ngoai.zip": inner})


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (bomb, "bung ra quá lớn"),
        (nested, "lồng nhau quá sâu"),
        (lambda: package({"chạy.exe": b"MZ\0\0", "bài.txt": LETTER}), "có thể mang vi-rút"),
        (lambda: package({"../../etc/bài.txt": LETTER}), "đường dẫn hoặc kiểu lạ"),
        (lambda: package({}), "bị hỏng"),
        (lambda: package({"__MACOSX/._a": b"x"}), "Hãy chọn tệp Word"),
        (lambda: SimpleUploadedFile("giả.zip", b"PK\3\4" + b"\0" * 90), "bị hỏng"),
        (lambda: package({"a.txt": LETTER, "b.txt": LETTER, "c.jpg": jpeg()}), "thư mục riêng"),
        (lambda: package({f"{n}.csv": b"a" for n in range(301)}), "quá nhiều tệp"),
        (lambda: package({"a.txt": LETTER, **{f"{n}.csv": b"a" for n in range(21)}}), "nhiều nhất 20 tệp"),
    ],
)
def test_a_package_that_cannot_be_taken_leaves_nothing(
    school: School, file: Callable[[], Any], words: str
) -> None:
    answer = school.client("thuky").post(IMPORT, {"files": [file()], "author_name": "Ông Hòa"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Ông Hòa" in answer.content.decode()
    left = (ImportedFile, Article, Picture, StoredFile)
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]


def test_a_teacher_gives_packages_only_as_their_own(school: School) -> None:
    said = {"information_provider": school.totruong.pk, "author_name": "Người khác", "channel": "paper"}
    page = give(school, package({"thư.txt": LETTER}), name="giaovien", **said)
    school.client("giaovien").post(page.redirect_chain[-1][0], {"title": "Thư", "genre": "brief"})
    article = Article.objects.get()
    assert (article.information_provider, article.author_credit, article.channel) == (None, "", "web")
    form = school.client("giaovien").get("/quan-tri/content/article/them/").content.decode()
    assert 'name="author_name"' not in form


def test_what_came_beside_a_forgotten_text_is_forgotten_with_it(
    school: School, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    give(school, package({"thư.txt": LETTER, "bảng.csv": b"a;b;c\n"}))
    stored = StoredFile.objects.get()
    path = stored.path
    ImportedFile.objects.update(created_at=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_imports", verbosity=0)
    assert not StoredFile.objects.exists()
    assert not path.exists()


def test_the_command_enters_for_somebody_too(school: School, tmp_path: Path) -> None:
    path = tmp_path / "thu.txt"
    path.write_bytes(LETTER)
    call_command("import_articles", str(path), by="thuky", provider="giaovien", channel="email")
    article = Article.objects.get()
    assert (article.information_provider, article.author_credit) == (school.giaovien, "Cô Lan")
    assert (article.channel, article.item.unit) == ("email", school.unit)
    with pytest.raises(CommandError, match="quantri"):
        call_command("import_articles", str(path), by="thuky", provider="quantri")
