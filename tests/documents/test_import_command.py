"""`manage.py import_documents`: folders and tables become drafts, once; wrong rows are told."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from documents.importing import running
from documents.models import DocumentField, DocumentGroup, ImportedDocument, OfficialDocument, StoredFile
from editorial.models import Event, Item
from tests.documents.corpus.generated import usual
from tests.documents.corpus.writers import word
from tests.documents.records import drafted
from tests.documents.samples import pdf
from tests.school import School
from vietnamese import encode_tcvn3, encode_vni

HEADINGS = ["STT", "SỐ KÝ HIỆU", "Ngày ban hành", "Loại", "Cơ quan ban hành", "Trich yeu", "Tệp"]
SCHOOL = "Trường THCS Hoa Phượng"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        (tmp_path / f"{number}.txt").write_text(f"Nội dung văn bản thứ {number}.", "utf-8")
    return tmp_path


def run(source: Path, **options: Any) -> dict[str, list[str]]:
    """Result -> places, from the report; the command may end with an error, which the report has too."""
    report = source.parent / "bao-cao.csv"
    try:
        call_command(
            "import_documents", str(source), **{"by": "vanthu", "verbosity": 0, **options, "report": report}
        )
    except CommandError:
        assert "lỗi" in report.read_text("utf-8-sig")
    found: dict[str, list[str]] = {}
    for row in list(csv.reader(StringIO(report.read_text("utf-8-sig"))))[1:]:
        found.setdefault(row[1], []).append(f"{row[0]} {row[5]}".strip())
    return found


def rows(count: int = 3) -> list[list[Any]]:
    return [
        [
            number,
            f"{number}/QĐ-THCSHP",
            f"{number:02}/09/2026",
            "Quyết định",
            SCHOOL,
            f"Về việc số {number}",
            f"{number}.txt",
        ]
        for number in range(1, count + 1)
    ]


def as_csv(folder: Path, table: list[list[Any]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    path, out = folder / "bang.csv", StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def as_xlsx(folder: Path, table: list[list[Any]], change: Callable[[Any], None] | None = None) -> Path:
    book, path = Workbook(), folder / "bang.xlsx"
    for row in table:
        book.active.append(row)
    if change:
        change(book.active)
    book.save(path)
    return path


def test_a_table_becomes_complete_drafts(school: School, folder: Path) -> None:
    DocumentField.objects.create(name="Thi đua", slug="thi-dua")
    group = DocumentGroup.objects.earliest("pk")
    headings = [
        *HEADINGS,
        "Người ký",
        "Chức vụ",
        "Lĩnh vực",
        "Nhóm",
        "Độ mật",
        "ngày hết hiệu lực",
        "Nơi nhận",
    ]
    extra = [
        "Lê Thị Hoa",
        "Hiệu trưởng",
        "thi dua",
        group.name.upper(),
        "Thường",
        "2027-01-01",
        "Sở: so@a.vn; Lưu: VT",
    ]
    table = [["BẢNG KÊ VĂN BẢN"], headings, *([*row, *extra] for row in rows())]
    table[2][6] = "1.txt; 2.txt"
    assert run(as_csv(folder, table, "utf-8-sig", ";")) == {"nhập": ["dòng 3", "dòng 4", "dòng 5"]}
    document = OfficialDocument.objects.earliest("pk")
    assert (document.reference_number, document.issued_on) == ("1/QĐ-THCSHP", date(2026, 9, 1))
    assert (document.document_type, document.issuing_authority.name) == ("quyet-dinh", SCHOOL)
    assert (document.summary, document.signer, document.signer_title) == (
        "Về việc số 1",
        "Lê Thị Hoa",
        "Hiệu trưởng",
    )
    assert (document.group, document.expires_on) == (group, date(2027, 1, 1))
    assert [one.name for one in document.fields.all()] == ["Thi đua"]
    assert [part.name for part in document.attachments.all()] == ["1.txt", "2.txt"]
    assert document.recipients.count() == 2
    assert not document.sends_itself, "nobody is written to about what was issued long ago"
    assert (document.state, document.channel, document.direction) == ("draft", "usb", "outgoing")
    assert document.created_by == school.vanthu
    assert document.attachments.first().file.reading, "the worker owes its text"


def test_a_workbook_gives_the_same_with_its_own_days_and_numbers(school: School, folder: Path) -> None:
    table = [HEADINGS, *rows()]
    table[1][2], table[2][2], table[3][2] = date(2026, 9, 1), 46267, "ngày 3 tháng 9 năm 2026"
    table[1][1], table[1][3] = 15, "QĐ"
    table[3][4] = "Sở Giáo dục và Đào tạo"
    assert run(as_xlsx(folder, table)) == {"nhập": ["dòng 2", "dòng 3", "dòng 4"]}
    first, second, third = OfficialDocument.objects.order_by("pk")
    assert first.reference_number == "15"
    assert {first.document_type, second.document_type} == {"quyet-dinh"}
    assert [one.issued_on.day for one in (first, second, third)] == [1, 2, 3]
    assert (third.direction, third.origin) == ("incoming", "external")


def test_each_wrong_row_is_told_and_the_others_are_imported(school: School, folder: Path) -> None:
    headings = [*HEADINGS, "Độ mật", "Lĩnh vực"]
    wrong = {
        "31/02/2026": (2, "Ngày ban hành: Ngày không hợp lệ"),
        "Sắc lệnh vua": (3, "Không có loại văn bản “Sắc lệnh vua”"),
        "khong-co.pdf": (6, "Không thấy tệp “khong-co.pdf” cạnh bảng."),
        "../ngoai.txt": (6, "Không thấy tệp “../ngoai.txt” cạnh bảng."),
        "chuong-trinh.exe": (6, "có đuôi .exe"),
        "Tối mật": (7, "Văn bản có độ mật “Tối mật” không được nhập vào cổng."),
        "Lưu hành nội bộ": (7, "Văn bản có độ mật “Lưu hành nội bộ” không được nhập vào cổng."),
        "Chuyện lạ": (8, "Không có lĩnh vực “Chuyện lạ” trong danh mục"),
        "x" * 1_001: (5, "Trích yếu: Dài quá mức"),
    }
    (folder.parent / "ngoai.txt").write_text("ngoài", "utf-8")
    (folder / "chuong-trinh.exe").write_bytes(b"MZ")
    table = [headings]
    for number, (cell, (place, _sentence)) in enumerate(wrong.items(), start=10):
        row = [number, f"{number}/QĐ", "1/9/2026", "Quyết định", SCHOOL, f"Việc {number}", "1.txt", "", ""]
        row[place] = cell
        table.append(row)
    found = run(as_xlsx(folder, [*table, [*rows(1)[0], "", ""]]))
    assert len(found["lỗi"]) == len(wrong)
    for told, (_place, sentence) in zip(found["lỗi"], wrong.values(), strict=True):
        assert sentence in told
    assert found["nhập"] == [f"dòng {len(wrong) + 2}"]
    assert OfficialDocument.objects.count() == Item.objects.count() == 1


def test_again_after_a_kill_or_a_mended_row_only_what_is_missing_is_imported(
    school: School, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = [HEADINGS, *rows()]
    table[3][2] = "không rõ"
    path, drafts = as_xlsx(folder, table), running.make_draft

    def killed(row: ImportedDocument, ready: Any, **who: Any) -> Any:
        made = drafts(row, ready, **who)
        if made.reference_number.startswith("2/"):
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(running, "make_draft", killed)
    with pytest.raises(KeyboardInterrupt):
        run(path)
    monkeypatch.setattr(running, "make_draft", drafts)
    assert OfficialDocument.objects.count() == 2
    found = run(path)
    assert found["đã có"] == ["dòng 2", "dòng 3"]
    assert len(found["lỗi"]) == 1
    OfficialDocument.objects.filter(reference_number="1/QĐ-THCSHP").update(reference_number="1a/QĐ")
    table[3][2] = "3/9/2026"
    path = as_xlsx(folder, [*table[:1], table[3], table[2], table[1]])
    assert run(path) == {"nhập": ["dòng 2"], "đã có": ["dòng 3", "dòng 4"]}
    assert run(path) == {"đã có": ["dòng 2", "dòng 3", "dòng 4"]}
    assert OfficialDocument.objects.count() == 3
    assert Event.objects.filter(verb="create").count() == 3


def test_what_was_entered_by_hand_is_known_and_a_draft_thrown_away_comes_again(
    school: School, folder: Path
) -> None:
    by_hand = drafted(school, reference_number="1/QĐ-THCSHP", file=None)
    path = as_csv(folder, [HEADINGS, [*rows()[0][:6], ""]])
    by_hand.issued_on = date(2026, 9, 1)
    by_hand.save(update_fields=["issued_on"])
    assert run(path) == {"đã có": ["dòng 2"]}
    by_hand.delete()
    assert run(path) == {"nhập": ["dòng 2"]}
    OfficialDocument.objects.get().delete()
    assert run(path) == {"nhập": ["dòng 2"]}


def test_a_folder_gives_a_document_for_each_stem(school: School, tmp_path: Path) -> None:
    paper = usual("Quyết định", 1)
    folder = tmp_path / "van-ban"
    (folder / "2026").mkdir(parents=True)
    (folder / "2026" / "12-QD.docx").write_bytes(word(paper))
    (folder / "2026" / "12-qd.pdf").write_bytes(pdf())
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7 hong")
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / encode_tcvn3("Quyết định khen thưởng học sinh.txt")).write_text("Chữ", "utf-8")
    found = run(folder, fill=True)
    assert len(found["lỗi"]) == 1
    assert "hong.pdf" in found["lỗi"][0]
    filled, renamed = OfficialDocument.objects.order_by("title")
    if renamed.reference_number:
        filled, renamed = renamed, filled
    assert [part.name for part in filled.attachments.all()] == ["12-qd.pdf", "12-QD.docx"]
    assert filled.reference_number == paper.expected.reference_number
    assert filled.issued_on == paper.expected.issued_on
    told = next(line for line in found["nhập"] if "12-q" in line.lower())
    assert "Kiểm tra lại (điền từ tệp): Số, ký hiệu" in told
    assert renamed.attachments.get().name == "Quyết định khen thưởng học sinh.txt"
    assert any("viết bằng mã cũ, đã chuyển thành" in line for line in found["nhập"])
    assert set(run(folder)) == {"đã có", "lỗi"}


def test_a_dry_run_writes_nothing(school: School, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = [HEADINGS, *rows()]
    table[2][6] = "thieu.pdf"
    found = run(as_csv(folder, table), dry_run=True)
    assert set(found) == {"sẽ nhập", "lỗi"}
    assert "“Về việc số 1”" in capsys.readouterr().out
    assert not Item.objects.exists()
    assert not StoredFile.objects.exists()
    assert not ImportedDocument.objects.exists()


@pytest.mark.parametrize(("encode", "name"), [(encode_tcvn3, "TCVN3 (ABC)"), (encode_vni, "VNI")])
def test_a_legacy_table_is_found_converted_and_flagged(
    school: School, folder: Path, encode: Callable[[str], str], name: str
) -> None:
    table = [HEADINGS, *rows()]
    for row in table[1:]:
        row[5] = "Về việc thành lập Hội đồng thi đua khen thưởng của nhà trường"
    legacy = [[encode(str(cell)) for cell in row] for row in table]
    (folder / encode("Quyết định.txt")).write_text("Chữ trong tệp", "utf-8")
    legacy[1][6] = encode("Quyết định.txt")
    found = run(as_xlsx(folder, legacy))
    assert len(found["nhập"]) == 3
    assert all(f"mã cũ ({name}) đã chuyển sang Unicode: hãy xem lại" in line for line in found["nhập"])
    first = OfficialDocument.objects.earliest("pk")
    assert first.summary == "Về việc thành lập Hội đồng thi đua khen thưởng của nhà trường"
    assert first.issuing_authority.name == SCHOOL
    assert first.document_type == "quyet-dinh"
    assert first.attachments.get().name == "Quyết định.txt"


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("khong-ai", "Không có người dùng “khong-ai”."),
        ("thanhtra", "không có quyền soạn"),
        ("quantri", "không có quyền soạn"),
    ],
)
def test_only_who_may_write_imports(school: School, folder: Path, who: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("import_documents", str(folder), by=who, verbosity=0)
    assert not Item.objects.exists()
