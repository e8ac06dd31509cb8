"""Ten Word files as teachers send them, made on the spot."""

import re
from functools import cache

from docx import Document
from docx.shared import Cm

from tests.content.word_building import DATE, W, add_raw, jpeg, line, saved


@cache
def styled_report() -> bytes:
    """Headings by style, nested lists by style, bold and italics, a link."""
    document = Document()
    document.add_paragraph("Hội thi Giáo viên dạy giỏi", style="Title")
    document.add_paragraph("Mười hai thầy cô dự thi cấp trường trong hai ngày.", style="Subtitle")
    document.add_heading("Chuẩn bị", 1)
    paragraph = document.add_paragraph("Nhà trường đã ")
    paragraph.add_run("họp phân công").bold = True
    paragraph.add_run(" từ ")
    paragraph.add_run("tháng 9").italic = True
    paragraph.add_run(".")
    document.add_heading("Phân công", 2)
    for words, style in (
        ("Tổ Văn", "List Bullet"),
        ("Cô Lan", "List Bullet 2"),
        ("Tổ Toán", "List Bullet"),
        ("Khai mạc", "List Number"),
        ("Bế mạc", "List Number"),
    ):
        document.add_paragraph(words, style=style)
    return saved(document)


@cache
def typed_by_hand() -> bytes:
    """No styles at all: bold lines for headings, hyphens, numbers and letters typed for lists."""
    document = Document()
    line(document, "KẾ HOẠCH", bold=True, at="CENTER")
    line(document, "Tổ chức ngày hội đọc sách năm 2026", bold=True, at="CENTER")
    line(document, "I. MỤC ĐÍCH", bold=True)
    line(document, "Khuyến khích học sinh đọc mỗi ngày, mỗi lớp có một tủ sách nhỏ.", at="JUSTIFY")
    line(document, "II. NỘI DUNG", bold=True)
    line(document, "1. Trước ngày hội", bold=True)
    for words in ("- Lớp 6A chuẩn bị sân khấu", "+ Bàn, ghế", "+ Loa", "- Lớp 7B trưng bày sách"):
        line(document, words)
    line(document, "2. Trong ngày hội", bold=True)
    for words in ("a) Khai mạc", "b) Giới thiệu sách", "c) Bế mạc"):
        line(document, words)
    line(document, "Người lập kế hoạch", bold=True, at="RIGHT")
    line(document, "Nguyễn Thị Lan", bold=True, at="RIGHT")
    return saved(document)


@cache
def tables() -> bytes:
    """A table whose first row is bold, with merged cells, under its own caption."""
    document = Document()
    document.add_heading("Lịch thi", 1)
    line(document, "Bảng 1. Lịch thi giữa kỳ")
    table = document.add_table(rows=4, cols=3)
    rows = (("Ngày", "Khối", "Môn"), ("12/11", "6", "Toán"), ("", "7", "Văn"), ("Nghỉ cả trường", "", ""))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.paragraphs[0].add_run(word)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))
    return saved(document)


@cache
def pictures() -> bytes:
    """Pictures with a caption by style, a caption in centred italics, and none; one described in Word."""
    document = Document()
    document.add_heading("Lễ khai giảng", 1)
    document.add_heading("Sáng 5/9", 2)
    document.add_paragraph("Sáng 5/9, toàn trường dự lễ khai giảng năm học mới trong nắng thu.")
    document.add_picture(jpeg("teal"), width=Cm(4))
    document.add_paragraph("Ảnh 1. Học sinh lớp 6 vào trường", style="Caption")
    document.add_picture(jpeg("red"), width=Cm(4))
    line(document, "Cô Hiệu trưởng đánh trống", italic=True, at="CENTER")
    document.add_picture(jpeg("blue"), width=Cm(4))
    described = document.element.body.xpath(".//wp:docPr")
    described[0].set("descr", "Hàng học sinh áo trắng đi qua cổng trường")
    described[1].set("descr", "A group of people\n\nDescription automatically generated")
    described[2].set("descr", "IMG_2031.jpg")
    document.add_paragraph("Ngày hội khép lại lúc 9 giờ.")
    return saved(document)


@cache
def footnotes() -> bytes:
    """Two footnotes, written into the package as Word does."""
    document = Document()
    document.add_heading("Sự tích cây đa", 1)
    for number, words in ((2, "Cây đa trồng năm 1946"), (3, "Cụ từ kể lại")):
        add_raw(
            document,
            f'<w:p><w:r><w:t>{words}</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r></w:p>',
        )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{words}</w:t></w:r></w:p>'
        "</w:footnote>"
        for number, words in ((2, "Theo sổ vàng nhà trường."), (3, "Ghi ngày 12/3/2024."))
    )

    def edit(members: dict[str, bytes]) -> None:
        members["word/footnotes.xml"] = (
            f'<?xml version="1.0"?><w:footnotes {W}>{notes}</w:footnotes>'.encode()
        )
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        relation = f'<Relationship Id="rId90" Type="{kind}" Target="footnotes.xml"/></Relationships>'
        name = "word/_rels/document.xml.rels"
        members[name] = members[name].replace(b"</Relationships>", relation.encode())
        override = (
            '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.footnotes+xml"/></Types>'
        )
        name = "[Content_Types].xml"
        members[name] = members[name].replace(b"</Types>", override.encode())

    return saved(document, edit)


@cache
def tracked_changes() -> bytes:
    """Insertions and deletions of two people, a moved sentence, and a remark in the margin."""
    document = Document()
    document.add_heading("Thông báo nghỉ lễ", 1)
    add_raw(
        document,
        '<w:p><w:r><w:t xml:space="preserve">Học sinh nghỉ </w:t></w:r>'
        f'<w:del w:id="1" w:author="Cô Hoa" {DATE}><w:r><w:delText>một ngày</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="Cô Hoa" {DATE}><w:r><w:t>hai ngày</w:t></w:r></w:ins>'
        f'<w:ins w:id="3" w:author="Thầy Nam" {DATE}><w:r><w:t>, 1 và 2/9</w:t></w:r></w:ins>'
        '<w:r><w:t>.</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>',
    )
    return saved(document)


@cache
def legacy_fonts() -> bytes:
    """Runs in .VnTime, .VnTimeH and VNI-Times beside Unicode ones, and a style that stands for .VnTime."""
    document = Document()
    document.styles["Body Text"].font.name = ".VnTime"
    paragraph = document.add_paragraph()
    for words, font in (("tr­êng tiÓu häc ", ".VnTimeH"), ("Hoa Phượng", "Times New Roman")):
        run = paragraph.add_run(words)
        run.bold, run.font.name = True, font
    paragraph = document.add_paragraph()
    for words, font in (
        ("Phßng Gi¸o dôc ", ".VnTime"),
        ("và Đào tạo, ", "Times New Roman"),
        ("Tröôøng Tieåu hoïc ", "VNI-Times"),
        ("© 2026 Café", "Times New Roman"),
    ):
        paragraph.add_run(words).font.name = font
    document.add_paragraph("Céng hßa x· héi", style="Body Text")
    return saved(document)


@cache
def text_boxes() -> bytes:
    """A text box as Word 2010 and later writes it, with the older form beside it; one without."""
    document = Document()
    document.add_heading("Gương học tốt", 1)
    box = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    new = "<w:drawing><wps:wsp><wps:txbx>" + box + "</wps:txbx></wps:wsp></w:drawing>"
    old = "<w:pict><v:shape><v:textbox>" + box + "</v:textbox></v:shape></w:pict>"
    line(document, "Em Minh học giỏi đều các môn.")
    add_raw(
        document,
        f'<w:p><w:r><w:t>Thời gian biểu:</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{new.format('Học bài lúc 19 giờ')}</mc:Choice><mc:Fallback>{old.format('Học bài lúc 19 giờ')}"
        f"</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    line(document, "Em giúp bạn cùng tiến.")
    add_raw(document, f"<w:p><w:r>{new.format('Chữ mất')}</w:r></w:p>")
    return saved(document)


@cache
def letterhead() -> bytes:
    """A logo in the header, a formula in the text, and a picture in a format no browser draws."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].add_run().add_picture(jpeg("gold"), width=Cm(2))
    document.add_heading("Đề cương Toán 8", 1)
    document.add_paragraph("Hằng đẳng thức cần nhớ:")
    add_raw(document, "<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>")
    document.add_picture(jpeg("teal"), width=Cm(2))

    def edit(members: dict[str, bytes]) -> None:
        used = re.search(rb'Target="media/(image\d+\.jpg)"', members["word/_rels/document.xml.rels"])
        assert used is not None
        old = f"word/media/{used[1].decode()}"
        members["word/media/hinh.emf"] = members.pop(old)
        rels = members["word/_rels/document.xml.rels"]
        members["word/_rels/document.xml.rels"] = rels.replace(used[1], b"hinh.emf")
        types = members["[Content_Types].xml"]
        members["[Content_Types].xml"] = types.replace(
            b"<Default ", b'<Default Extension="emf" ContentType="image/x-emf"/><Default ', 1
        )

    return saved(document, edit)


@cache
def official_letter() -> bytes:
    """The national heading as a table without lines, then number, title and clauses."""
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).paragraphs[0].add_run("TRƯỜNG THCS HOA PHƯỢNG").bold = True
    table.cell(0, 1).paragraphs[0].add_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").bold = True
    line(document, "THÔNG BÁO", bold=True, at="CENTER")
    line(document, "Về việc thu gom pin cũ", bold=True, at="CENTER")
    document.add_paragraph("Nhà trường đặt thùng thu gom pin cũ ở cổng số 2 từ ngày 12/10/2026.")
    for words in ("1. Thời gian: giờ ra chơi;", "2. Địa điểm: cổng số 2."):
        document.add_paragraph(words)
    return saved(document)


TEACHERS_FILES = (
    styled_report,
    typed_by_hand,
    tables,
    pictures,
    footnotes,
    tracked_changes,
    legacy_fonts,
    text_boxes,
    letterhead,
    official_letter,
)
