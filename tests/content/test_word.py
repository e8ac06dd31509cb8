"""Ten Word files as teachers send them, what comes out of each, and files that no teacher sends."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from content.word import WordText, read_word
from documents.refusal import UploadRefused
from tests.content import word_building as building
from tests.content import word_samples as samples
from tests.documents.samples import POLICY, encrypted, ole, ooxml, png_that_claims

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "en" / "word-import.md"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def read(content: bytes, name: str = "bài viết.docx") -> WordText:
    return read_word(building.as_upload(content, name), POLICY)


def as_section(file: Callable[[], bytes]) -> str:
    """The file and what comes out of it, as docs/en/word-import.md shows them side by side."""
    text = read(file())
    reading = text.converted or text.reading
    blocks = re.sub(r"(?<=>)(?=<(?:h[2-4]|p|ul|ol|table|figure)\b)", "\n", reading.body)
    facts = [f"* title: {reading.title}", *([f"* lead: {reading.lead}"] if reading.lead else [])]
    facts += [f"* picture {one.place}: “{one.alt}”" for one in text.pictures]
    facts += [f"* asked first: “{before.strip()}” → “{after.strip()}”" for before, after in text.samples]
    facts += [f"* told: {notice}" for notice in text.notices]
    lines = [f"### {file.__name__}", str(file.__doc__), "```html\n" + blocks + "\n```", "\n".join(facts)]
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("file", samples.TEACHERS_FILES, ids=lambda file: file.__name__)
def test_the_guide_shows_what_comes_out_of_a_teachers_file(file: Callable[[], bytes]) -> None:
    assert as_section(file) in GUIDE.read_text(encoding="utf-8")


def test_legacy_runs_stay_as_they_are_until_somebody_agrees() -> None:
    text = read(samples.legacy_fonts())
    assert "Phßng Gi¸o dôc và Đào tạo" in text.reading.body
    assert text.converted is not None
    assert "Phòng Giáo dục và Đào tạo, Trường Tiểu học © 2026 Café" in text.converted.body
    assert ("tr\xadêng tiÓu häc ", "TRƯỜNG TIỂU HỌC ") in text.samples


def test_pictures_are_drawn_anew_and_those_beyond_the_limit_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("content.word.MOST_PICTURES", 2)
    text = read(samples.pictures())
    assert [picture.prepared.content_type for picture in text.pictures] == ["image/jpeg", "image/jpeg"]
    assert text.notices == [
        "Ảnh số 3 (sau “Cô Hiệu trưởng đánh trống”) không giữ được: mỗi tệp nhận nhiều nhất 2 ảnh."
    ]
    assert "word-3" not in text.reading.body


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    def edit(members: dict[str, bytes]) -> None:
        members[part] = change(members[part])

    return building.edited(building.blank(), edit)


def with_body(xml: str) -> bytes:
    return changed("word/document.xml", lambda old: re.sub(rb"(?<=<w:body>)", xml.encode(), old, count=1))


def bomb() -> bytes:
    content = samples.styled_report()
    out = BytesIO(content)
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/big.xml", b"0" * 50_000_000)
    return out.getvalue()


CELL = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="nhiều"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
HOSTILE = {
    "an old Word file": ("cũ.doc", lambda: ole("doc"), "lưu lại thành .docx"),
    "a file with macros": ("a.docm", lambda: ooxml("docm"), "lưu lại thành .docx"),
    "macros under another name": ("a.docx", lambda: ooxml("docx", {"word/vbaProject.bin": b"x"}), "macro"),
    "an old file renamed": ("a.docx", lambda: ole("doc"), "không phải là .docx"),
    "a file with a password": ("a.docx", lambda: encrypted(samples.styled_report()), "mật khẩu"),
    "something else": ("a.docx", lambda: b"MZ\x90" * 100, "a.docx"),
    "an empty file": ("a.docx", lambda: b"", "rỗng"),
    "a bomb": ("a.docx", bomb, "a.docx"),
    "a package without a text": ("a.docx", lambda: ooxml("docx"), "Không đọc được"),
    "no words": ("a.docx", lambda: building.blank(), "không có chữ nào"),
    "entities": ("a.docx", lambda: changed("word/document.xml", lambda old: DOCTYPE + old[55:]), "Không đọc"),
    "broken XML": ("a.docx", lambda: changed("word/document.xml", lambda old: old[:-20]), "Không đọc được"),
    "depth": ("a.docx", lambda: with_body("<w:sdt>" * 500 + "</w:sdt>" * 500), "Không đọc được"),
    "length": ("a.docx", lambda: with_body("<w:p/>" * 2_900_000), "a.docx"),
    "a cell of no width": ("a.docx", lambda: with_body(CELL), "Không đọc được"),
    "other styles": (
        "a.docx",
        lambda: changed("word/styles.xml", lambda old: DOCTYPE),
        "Không đọc",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_text_of_a_teacher_is_refused_in_words(name: str) -> None:
    file_name, content, words = HOSTILE[name]
    with pytest.raises(UploadRefused, match=re.escape(words)):
        read(content(), file_name)


def test_a_book_is_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.word.MAX_BODY", 100)
    with pytest.raises(UploadRefused, match="dài hơn một bài viết"):
        read(samples.styled_report())


def test_nothing_is_fetched_run_or_taken_over_from_a_file() -> None:
    linked = (
        '<w:p><w:hyperlink r:id="rId91" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><w:r><w:t>bấm &lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:hyperlink></w:p>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"

    def edit(members: dict[str, bytes]) -> None:
        body = members["word/document.xml"]
        members["word/document.xml"] = body.replace(b"<w:body>", b"<w:body>" + linked.encode(), 1)
        name = "word/_rels/document.xml.rels"
        relation = (
            f'<Relationship Id="rId91" Type="{kind}" Target="javascript:alert(1)" TargetMode="External"/>'
        )
        members[name] = members[name].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
        members["mammoth/style-map"] = b"p => script:fresh"

    text = read(building.edited(building.blank(), edit))
    assert text.reading.body == "<p>bấm &lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_picture_that_lies_is_told_and_the_text_kept() -> None:
    def edit(members: dict[str, bytes]) -> None:
        for name in members:
            if name.startswith("word/media/"):
                members[name] = png_that_claims(60_000, 60_000)

    text = read(building.edited(samples.pictures(), edit))
    assert text.pictures == []
    assert len(text.notices) == 3
    assert "<figure" not in text.reading.body
    assert "Ngày hội khép lại" in text.reading.body
