"""Places of what OCR read: straight, in two columns, in reading order."""

import pytest

from documents.hocr import lines_of

SKEW = 0.03  # about two degrees, falling to the right


def page(*rows: str) -> bytes:
    head = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://nowhere.test/a.dtd">'
    body = "".join(rows)
    title = "bbox 0 0 1600 2300; scan_res 200 200"
    return f'{head}<html><div class="ocr_page" title="{title}">{body}</div></html>'.encode()


def row(top: float, *words: tuple[int, str], skew: float = SKEW) -> str:
    """Words of 20 pixels a letter, 40 pixels high, each with the place where it begins."""
    spans = "".join(
        f'<span class="ocrx_word" title="bbox {left} {round(top + skew * left)} {left + 20 * len(text)} '
        f'{round(top + skew * left) + 40}; x_wconf 96"><strong>{text}</strong></span>'
        for left, text in words
    )
    first, last = words[0][0], words[-1][0] + 20 * len(words[-1][1])
    bottom = top + 40 + skew * last
    title = f"bbox {first} {top} {last} {bottom}; baseline {skew} {skew * (first - last)}; x_size 40"
    return f'<span class="ocr_line" title="{title}">{spans}</span>'


def test_a_header_in_two_columns_is_cut_in_two_and_rows_are_level_on_a_crooked_page():
    lines = lines_of(
        page(
            row(100, (100, "TRƯỜNG"), (240, "TIỂU"), (340, "HỌC"), (800, "CỘNG"), (900, "HÒA"), (980, "XÃ")),
            row(160, (150, "Số:"), (230, "48/KH")),
            row(160, (900, "Hải"), (980, "Ninh,"), (1100, "ngày"), (1200, "12")),
            row(300, (100, "Căn"), (180, "cứ"), (240, "Kế"), (300, "hoạch")),
        ),
        page=3,
    )
    assert [line.text for line in lines] == [
        "TRƯỜNG TIỂU HỌC",
        "CỘNG HÒA XÃ",
        "Số: 48/KH",
        "Hải Ninh, ngày 12",
        "Căn cứ Kế hoạch",
    ]
    assert {line.page for line in lines} == {3}
    assert lines[0].top == pytest.approx(lines[1].top, abs=1.0)
    assert lines[2].top == pytest.approx(lines[3].top, abs=1.0)
    assert lines[2].top - lines[0].top == pytest.approx(60 * 72 / 200, abs=1.0)
    assert (lines[0].x0, lines[0].size) == (36.0, 14.4)


def test_an_empty_page_has_no_lines_and_nonsense_is_an_error():
    assert lines_of(page(), 1) == []
    with pytest.raises(ValueError, match="no element found"):
        lines_of(b"<html><div>", 1)
