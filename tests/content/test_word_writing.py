"""The Word file of an article opens everywhere, whatever stands in its body (HL-9.6b)."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from docx import Document

from content.models import Picture
from content.renditions import render_due
from content.word_writing import word_file
from editorial.routes import current_preset
from regulations.schema import StylePolicy
from tests.portal.samples import make_picture
from tests.school import School

pytestmark = pytest.mark.django_db


def written(school: School, body: str, **fields: object) -> bytes:
    return word_file(school.draft(body=body, **fields), current_preset().style)[1]


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr>" + '<td colspan="100">x</td>' * 60 + "</tr></table>",
        "<table>" + "<tr><td rowspan='90'>a</td><td>b</td></tr>" * 5 + "</table>",
        "<table><tr><td rowspan='2'>a</td><td>b</td></tr><tr><td colspan='3'>c</td></tr></table>",
        "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
        "<table></table>",
        "<ol start='99999999999'><li>một<ol><li>hai<ul><li>ba</li></ul></li></ol></li></ol>",
        "<blockquote>" * 30 + "<p>sâu</p>" + "</blockquote>" * 30,
        "<p>\x0b\x1f￾ lạ</p><pre>a\n  b</pre>",
        '<p><a href="https://x.example/?a=1&amp;b=%22">liên <strong>kết</strong></a></p>',
        "<p>" + "chữ " * 50_000 + "</p>",
        "",
    ],
)
def test_any_body_makes_a_file_that_opens(school: School, body: str) -> None:
    content = written(school, body)
    assert texts(content)[0] == "Lễ khai giảng"


def test_a_table_that_is_too_large_is_written_as_lines(school: School) -> None:
    row = "<tr>" + "".join(f"<td>o{number}</td>" for number in range(50)) + "</tr>"
    lines = texts(written(school, f"<table>{row * 3}</table>"))
    assert sum(line.startswith("o0 | o1 | ") for line in lines) == 3


def test_lists_count_each_from_its_own_beginning(school: School) -> None:
    body = "<ol><li>a</li><li>b</li></ol><p>rồi</p><ol start='4'><li>c</li></ol><ul><li>d</li></ul>"
    document = Document(BytesIO(written(school, body)))
    numbered = [one for one in document.paragraphs if one.style.name.startswith("List Number")]
    numbers = [one._p.pPr.numPr.numId.val for one in numbered]
    assert numbers[0] == numbers[1] != numbers[2]
    assert [one.text for one in document.paragraphs if one.style.name == "List Bullet"] == ["d"]


def test_a_picture_is_small_enough_described_and_told_where_its_file_is_gone(school: School) -> None:
    kept, gone = make_picture(school, "teal", (1900, 1200)), make_picture(school, "navy", (300, 200))
    render_due()
    default_storage.delete(str(gone.file.name))
    body = "".join(f'<p><img src="{one.get_absolute_url()}" alt="Sân {one.pk}"></p>' for one in (kept, gone))
    content = written(school, body)
    document = Document(BytesIO(content))
    (shape,) = document.inline_shapes
    assert shape.width.cm <= 16.01
    assert shape._inline.docPr.get("descr") == f"Sân {kept.pk}"
    part = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert part.image.px_width == 1600
    assert f"[Ảnh: Sân {gone.pk}]" in texts(content)
    assert Picture.objects.count() == 2


def test_the_regulation_rules_the_type(school: School) -> None:
    content = word_file(school.draft(), StylePolicy("Unicode", body_font="Arial", body_size_pt=13))[1]
    normal = Document(BytesIO(content)).styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Arial", 13)


def test_who_may_not_open_the_text_gets_no_file(school: School) -> None:
    draft = school.draft()
    address = f"{draft.get_desk_url()}ban-word/"
    answer = school.client("giaovien").get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="le-khai-giang.docx"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert not any("/tin-tuc/" in line for line in texts(answer.content))
    for who in ("nguoila", "vanthu", "quantri"):
        assert school.client(who).get(address).status_code == 404


@pytest.mark.requires("soffice")
def test_libreoffice_reads_it_too(school: School, tmp_path: Path) -> None:
    body = "<h2>Phần lễ</h2><ol><li>Chào cờ</li></ol><table><tr><th>Lớp</th></tr><tr><td>6A</td></tr></table>"
    (tmp_path / "bai.docx").write_bytes(written(school, body, author_credit="Cô Lan"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "bai.docx")
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    read = (tmp_path / "bai.txt").read_text(encoding="utf-8")
    for words in ("Lễ khai giảng", "Phần lễ", "Chào cờ", "6A", "Cô Lan"):
        assert words in read
