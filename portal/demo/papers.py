"""The invented documents as Word files, laid out as the law has it (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_CENTRE, _JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True)
class Paper:
    """What stands on the paper; `title` is the type in capitals, empty for a letter (công văn)."""

    heading: tuple[str, ...]
    motto: tuple[str, ...]
    number: str
    place: str
    day: date
    title: str
    summary: str
    addressee: str
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    signer_title: str
    signer: str


def word(paper: Paper) -> bytes:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
    _head(document, paper)
    if paper.title:
        _line(document.add_paragraph(), paper.title, bold=True)
        _line(document.add_paragraph(), paper.summary, bold=True)
    if paper.addressee:
        _line(document.add_paragraph(), paper.addressee)
    for words in paper.body:
        paragraph = document.add_paragraph(words)
        paragraph.alignment, paragraph.paragraph_format.first_line_indent = _JUSTIFIED, Cm(1.27)
    _foot(document, paper)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _head(document: WordDocument, paper: Paper) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    for place, words in enumerate(paper.heading, start=1):
        _line(_next(left), words, bold=place == len(paper.heading), size=12)
    _line(_next(left), f"Số: {paper.number}", size=13)
    if not paper.title:
        _line(_next(left), paper.summary, size=12)
    for words in paper.motto:
        _line(_next(right), words, bold=True, size=12)
    day = f"{paper.place}, ngày {paper.day:%d} tháng {paper.day:%m} năm {paper.day.year}"
    _line(_next(right), day, italic=True, size=13)


def _foot(document: WordDocument, paper: Paper) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    _line(_next(left), "Nơi nhận:", bold=True, italic=True, size=12, centred=False)
    for words in paper.recipients:
        _line(_next(left), f"- {words};", size=11, centred=False)
    for words in paper.signer_title.splitlines():
        _line(_next(right), words, bold=True)
    if paper.signer:
        for _space in range(3):
            _next(right)
        _line(_next(right), paper.signer, bold=True)


def _next(cell: _Cell) -> Paragraph:
    """The empty paragraph that every cell begins with, then new ones."""
    first = cell.paragraphs[0]
    return first if len(cell.paragraphs) == 1 and not first.text else cell.add_paragraph()


def _line(
    paragraph: Paragraph,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 14,
    centred: bool = True,
) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.paragraph_format.space_after = Pt(0 if size < 14 else 6)
    if centred:
        paragraph.alignment = _CENTRE
