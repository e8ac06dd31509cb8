"""The words of workbooks, slides and OpenDocument files, and what a hostile one cannot do."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from documents import office_text
from documents.office import UnreadablePart
from documents.office_text import read_package
from tests.documents.samples import zipped

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLENTY = 1_000_000


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


def workbook(*sheets: list[list[object]]) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def slides(*texts: str, order: tuple[int, ...] = (), prefix: str = "a") -> bytes:
    """A presentation whose list shows the slides in an order of its own."""
    order = order or tuple(range(len(texts)))
    listed = "".join(f'<p:sldId id="{256 + n}" r:id="rId{n}"/>' for n in order)
    relations = "".join(
        f'<Relationship Id="rId{n}" Target="slides/slide{n}.xml"/>' for n in range(len(texts))
    )
    parts = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{RELATED}">{listed}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    for number, text in enumerate(texts):
        runs = "</a:t></a:r><a:br/><a:r><a:t>".join(text.split("\n"))
        slide = f"<p:sld><a:p><a:r><a:t>{runs}</a:t></a:r></a:p><a:p/></p:sld>"
        parts[f"ppt/slides/slide{number}.xml"] = slide.replace("a:", f"{prefix}:")
    return zipped({name: part.encode() for name, part in parts.items()})


def open_document(body: str) -> bytes:
    content = f'<office:body xmlns:office="o" xmlns:text="t" xmlns:table="b">{body}</office:body>'
    return zipped({"content.xml": content.encode()})


def test_a_workbook_gives_a_text_per_sheet_with_dates_as_people_read_them(tmp_path):
    content = workbook(
        [
            ["Họ tên", "Ngày sinh", "Học bổng"],
            ["Nguyễn Thị Lan", date(2015, 9, 2), 1_500_000],
            [None, None, None],
            ["Họp", datetime(2025, 9, 12, 7, 30, tzinfo=UTC).replace(tzinfo=None), time(8, 0), 0.5, True],
        ],
        [["Trang hai"]],
    )
    assert read_package(written(tmp_path, content), "xlsx", PLENTY) == [
        "Họ tên\tNgày sinh\tHọc bổng\nNguyễn Thị Lan\t02/09/2015\t1500000\nHọp\t12/09/2025 07:30\t08:00\t0.5",
        "Trang hai",
    ]


def test_slides_are_read_in_the_order_in_which_they_are_shown(tmp_path):
    content = slides("Chào mừng\nnăm học mới", "Kết thúc", "Nội dung", order=(0, 2, 1))
    assert read_package(written(tmp_path, content), "pptx", PLENTY) == [
        "Chào mừng\nnăm học mới",
        "Nội dung",
        "Kết thúc",
    ]


def test_an_open_document_gives_paragraphs_and_rows_without_comments_and_deleted_text(tmp_path):
    content = open_document(
        "<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes>"
        "<text:h>Kế hoạch</text:h>"
        "<text:p>Thứ<text:s/>hai<office:annotation><text:p>nhận xét</text:p></office:annotation>:"
        "<text:span> chào cờ</text:span></text:p>"
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="9999999">'
        "<text:p>Lớp</text:p></table:table-cell><table:table-cell><text:p>5A</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    for extension in ("odt", "ods", "odp"):
        assert read_package(written(tmp_path, content), extension, PLENTY) == [
            "Kế hoạch\nThứ hai: chào cờ\nLớp\t5A"
        ]


def test_prefixes_of_office_files_are_whatever_the_program_chose(tmp_path):
    content = slides("Chào mừng\nnăm học mới", prefix="draw")
    assert read_package(written(tmp_path, content), "pptx", PLENTY) == ["Chào mừng\nnăm học mới"]


def test_text_stops_at_the_limit_also_where_every_cell_repeats_it(tmp_path):
    long = "Khuyến học " * 20
    content = workbook([[long] for _ in range(200)])
    texts = read_package(written(tmp_path, content), "xlsx", 2_000)
    assert 1_000 < len("".join(texts)) <= 2_000


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE a [<!ENTITY x "xxx">]><a>&x;</a>',
        "<a>" * (office_text.MAX_XML_DEPTH + 1) + "</a>" * (office_text.MAX_XML_DEPTH + 1),
        "<text:p>không đóng",
    ],
    ids=["entities", "depth", "broken"],
)
def test_hostile_and_broken_xml_is_refused(tmp_path, body):
    content = zipped({"content.xml": body.encode()})
    with pytest.raises(UnreadablePart):
        read_package(written(tmp_path, content), "odt", PLENTY)


def test_all_parts_together_are_limited(tmp_path, monkeypatch):
    content = slides("Chào mừng", "Kết thúc")
    monkeypatch.setattr(office_text, "MAX_XML_BYTES", 100)
    with pytest.raises(UnreadablePart):
        read_package(written(tmp_path, content), "pptx", PLENTY)
