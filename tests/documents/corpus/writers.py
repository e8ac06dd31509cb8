"""Papers written as files: Word with python-docx, PDF with fpdf2, plain text in several encodings."""

import random
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from fpdf import FPDF

from tests.documents.corpus.papers import Paper, Printed
from tests.documents.corpus.typeset import PAGE, Placed, font_file, typeset
from vietnamese import encode_tcvn3, encode_vni


def write(paper: Paper, extension: str, folder: Path) -> Path:
    """Write the paper as docx, pdf or txt; returns the file."""
    path = folder / f"{paper.name}.{extension}"
    path.write_bytes({"docx": word, "pdf": pdf, "txt": text}[extension](paper))
    return path


# -- Word ----------------------------------------------------------------------------------------


def word(paper: Paper) -> bytes:
    document = Document()
    {
        "table": _head_table,
        "rows": _head_rows,
        "tabs": _head_tabs,
        "boxes": _head_boxes,
        "page header": _page_header,
        "stacked": _head_stacked,
    }[paper.form](document, paper)
    for printed in paper.middle:
        _fill(document.add_paragraph(), printed)
    for words in paper.body:
        document.add_paragraph(words)
    cells = document.add_table(1, 2).rows[0].cells
    _fill_cell(cells[0], [Printed(words) for words in paper.end_left])
    _fill_cell(cells[1], [Printed(words, bold=True) for words in paper.end_right])
    for words in paper.annex:
        document.add_paragraph(words)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(paragraph: Paragraph, printed: Printed) -> None:
    run = paragraph.add_run(printed.text)
    run.bold, run.italic = printed.bold, printed.italic


def _fill_cell(cell: _Cell, lines: list[Printed]) -> None:
    for place, printed in enumerate(lines):
        _fill(cell.paragraphs[0] if place == 0 else cell.add_paragraph(), printed)


def _head_table(document: WordDocument, paper: Paper) -> None:
    cells = document.add_table(1, 2).rows[0].cells
    _fill_cell(cells[0], list(paper.left))
    _fill_cell(cells[1], list(paper.right))


def _head_rows(document: WordDocument, paper: Paper) -> None:
    """Two rows: the names above, number and day below."""
    table = document.add_table(2, 2)
    for column, lines in enumerate((paper.left, paper.right)):
        cut = 2 if len(lines) > 2 else 1
        _fill_cell(table.rows[0].cells[column], list(lines[:cut]))
        _fill_cell(table.rows[1].cells[column], list(lines[cut:]))


def _head_tabs(document: WordDocument, paper: Paper) -> None:
    for place in range(max(len(paper.left), len(paper.right))):
        paragraph = document.add_paragraph()
        for column, lines in enumerate((paper.left, paper.right)):
            if column:
                paragraph.add_run("\t\t")
            if place < len(lines):
                run = paragraph.add_run(lines[place].text)
                run.bold = lines[place].bold


def _head_stacked(document: WordDocument, paper: Paper) -> None:
    for printed in (*paper.right[:2], *paper.left, *paper.right[2:]):
        _fill(document.add_paragraph(), printed)


def _head_boxes(document: WordDocument, paper: Paper) -> None:
    """Every line of the head in a text box of its own, anchored in one paragraph."""
    paragraph = document.add_paragraph()
    for printed in (*paper.left, *paper.right):
        paragraph._p.append(_text_box(printed))


def _text_box(printed: Printed):
    bold = "<w:b/>" if printed.bold else ""
    words = printed.text.replace("&", "&amp;")
    box = (
        f'<w:txbxContent><w:p><w:r><w:rPr>{bold}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
        "</w:txbxContent>"
    )
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        "</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _page_header(document: WordDocument, paper: Paper) -> None:
    header = document.sections[0].header
    for printed in (*paper.left, *paper.right):
        _fill(header.add_paragraph(), printed)


# -- PDF -----------------------------------------------------------------------------------------


def pdf(paper: Paper) -> bytes:
    out = FPDF(unit="pt", format=PAGE)
    for style in ("", "B", "I"):
        out.add_font("letters", style=style, fname=font_file(style))
    placed = typeset(paper)
    for number in range(1, 1 + max(item.page for item in placed)):
        out.add_page()
        on_page = [item for item in placed if item.page == number]
        if paper.form == "shuffled":
            random.Random(paper.name).shuffle(on_page)
        for item in on_page:
            _put(out, item)
    return bytes(out.output())


def _put(out: FPDF, item: Placed) -> None:
    out.set_font("letters", style=item.style, size=item.size)
    out.text(item.x, item.baseline, item.text)


# -- text ----------------------------------------------------------------------------------------


def text(paper: Paper) -> bytes:
    lines = [*_head_of_text(paper), ""]
    for printed in paper.middle:
        lines += [printed.text, ""] if paper.form == "airy" else [printed.text]
    lines.append("")
    for words in paper.body:
        lines += [words, ""] if paper.form == "airy" else [words]
    lines.append("")
    lines += [*paper.end_left, "", *paper.end_right, "", *paper.annex]
    words = "\n".join(lines) + "\n"
    if "utf-16" in paper.extra:
        return words.encode("utf-16")
    if "tcvn3" in paper.extra:
        return encode_tcvn3(words.replace("–", "-")).encode("latin-1")
    if "vni" in paper.extra:
        return encode_vni(words.replace("–", "-")).encode("latin-1")
    return words.replace("\n", "\r\n").encode()


def _head_of_text(paper: Paper) -> list[str]:
    left, right = ([printed.text for printed in column] for column in (paper.left, paper.right))
    if paper.form in {"stacked", "airy"}:
        return [*left, "", *right]
    width = 6 + max(map(len, left))
    size = max(len(left), len(right))
    pairs = zip(left + [""] * (size - len(left)), right + [""] * (size - len(right)), strict=True)
    if paper.form == "one space":
        return [f"{one} {other}".strip() for one, other in pairs]
    return [f"{one:<{width}}{other}".rstrip() for one, other in pairs]
