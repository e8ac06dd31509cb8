"""`manage.py import_articles`: files become drafts, wrong ones are told, and nothing is made twice."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.models import Article
from editorial.models import Event, Item
from tests.school import School
from vietnamese import encode_tcvn3, encode_vni

TEXT = """THÔNG BÁO
Về việc nghỉ học ngày 20 tháng 11

Nhà trường thông báo học sinh toàn trường được nghỉ học ngày mai.
- Khối sáng nghỉ cả ngày
- Khối chiều nghỉ cả ngày

Trân trọng thông báo tới toàn thể phụ huynh học sinh được biết."""
TITLE = "Thông báo: Về việc nghỉ học ngày 20 tháng 11"
LEGACY_BODY = "<p>Nhà trường thông báo học sinh toàn trường được nghỉ học ngày mai.</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def put(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def run(*files: str, **options: object) -> None:
    call_command("import_articles", *files, **{"by": "giaovien", **options})


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(" ", "\u00a0").encode(),
        f"\u200b{TEXT}\ufeff".encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "crlf", "nbsp", "zero-width"],
)
def test_a_text_in_unicode_becomes_a_clean_draft(
    school: School, folder: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    run(put(folder, "thong-bao.txt", data), section=school.section.slug)
    article = Article.objects.get()
    assert article.title == TITLE
    assert "<li>Khối sáng nghỉ cả ngày</li>" in article.body
    assert not {"\u00a0", "\u200b", "\ufeff", "\r"} & set(article.body)
    assert (article.state, article.channel, article.created_by) == ("draft", "usb", school.giaovien)
    assert (article.section, article.item.unit) == (school.section, school.unit)
    assert f"đã nhập “{TITLE}”" in capsys.readouterr().out


@pytest.mark.parametrize(("encode", "name"), [(encode_tcvn3, "tcvn3"), (encode_vni, "vni")])
def test_a_legacy_text_is_converted_only_on_consent(
    school: School, folder: Path, encode: object, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    legacy = "\n\n".join(encode(line) for line in TEXT.splitlines() if line and not line.startswith("-"))
    path = put(folder, "cu.txt", legacy.encode("latin-1" if name == "tcvn3" else "cp1252"))
    with pytest.raises(CommandError, match="Không nhập được 1 tệp"):
        run(path)
    told = capsys.readouterr().err
    assert name in told
    assert "--convert" in told
    assert "→" in told
    assert not Article.objects.exists()
    run(path, convert=True)
    assert LEGACY_BODY in Article.objects.get().body


WRONG = {
    "binary": (b"%PDF-1.7\x00\x01\x02" + bytes(range(256)), "không phải tệp chữ"),
    "empty": (b"", "không có chữ nào"),
    "blank": (" \n\u200b\u00a0\n".encode(), "không có chữ nào"),
    "too large": (b"a" * 2_000_001, "lớn hơn 2 MB"),
}


def test_wrong_files_are_told_each_and_the_good_ones_beside_them_are_taken(
    school: School, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [put(folder, f"{name}.txt", data) for name, (data, _words) in WRONG.items()]
    files += [str(folder / "khong-co.txt"), put(folder, "tot.txt", TEXT)]
    with pytest.raises(CommandError, match="Không nhập được 5 tệp; các tệp khác không bị ảnh hưởng"):
        run(*files)
    told = {line.partition(":")[0]: line for line in capsys.readouterr().err.splitlines()}
    for name, (_data, words) in WRONG.items():
        assert words in told[f"{name}.txt"]
    assert "khong-co.txt" in told
    assert Article.objects.get().title == TITLE
    assert Item.objects.count() == 1


def test_a_folder_gives_its_text_files_in_order(
    school: School, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (2, 1, 3):
        put(folder, f"{number}.txt", f"Bài số {number}\n\nNội dung của bài số {number}.")
    put(folder, "anh.jpg", b"\xff\xd8\xff")
    run(str(folder))
    assert list(Article.objects.order_by("pk").values_list("title", flat=True)) == [
        "Bài số 1",
        "Bài số 2",
        "Bài số 3",
    ]


def test_the_same_text_is_imported_once_whatever_became_of_it(
    school: School, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, copy = put(folder, "a.txt", TEXT), put(folder, "ban-sao.txt", TEXT.encode("utf-16"))
    run(path, copy)
    article = Article.objects.get()
    school.do(article, "giaovien:submit", "totruong:return")
    run(path)
    assert Article.objects.count() == Item.objects.count() == 1
    assert Event.objects.filter(verb="create").count() == 1
    assert capsys.readouterr().out.count("đã nhập từ trước, bỏ qua") == 2


def test_a_dry_run_says_and_writes_nothing(
    school: School, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError):
        run(put(folder, "a.txt", TEXT), put(folder, "b.txt", b"\x00"), dry_run=True)
    told = capsys.readouterr()
    assert f"a.txt: sẽ nhập “{TITLE}”" in told.out
    assert "không phải tệp chữ" in told.err
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"by": "khong-ai"}, "Không có người dùng “khong-ai”"),
        ({"section": "khong-co"}, "Không có chuyên mục “khong-co”"),
    ],
)
def test_an_unknown_person_or_section_stops_before_anything_is_read(
    school: School, folder: Path, options: dict[str, str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        run(put(folder, "a.txt", TEXT), **options)
    assert not Item.objects.exists()


def test_who_may_not_write_cannot_have_texts_imported(
    school: School, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("thanhtra", "quantri"):
        with pytest.raises(CommandError):
            run(put(folder, "a.txt", TEXT), by=name)
        assert "không có quyền soạn" in capsys.readouterr().err
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("QUYẾT ĐỊNH:\n\nVề việc khen thưởng\n\nĐiều 1.", "Quyết định: Về việc khen thưởng"),
        ("<script>alert(1)</script>\n\nNội dung", "<script>alert(1)</script>"),
        ("Một dòng", "Một dòng"),
        ("t" * 300 + "\n\nNội dung", "t" * 254 + "…"),
        ("Từ " * 200 + "\n\nNội dung", "…"),
    ],
)
def test_a_title_is_found_and_fits(school: School, folder: Path, data: str, title: str) -> None:
    run(put(folder, "a.txt", data))
    article = Article.objects.get()
    assert article.title.endswith(title)
    assert len(article.title) <= 255
    assert "<script" not in article.body
