from documents.layout import Layout, Line


def test_the_text_joins_the_pieces_of_a_row_and_parts_the_pages() -> None:
    layout = Layout(
        (
            Line("UBND XÃ HÀ NINH", x0=80, x1=200, top=60, size=11),
            Line("CỘNG HÒA", x0=300, x1=400, top=61, size=11),
            Line("Số: 1/QĐ-A", x0=80, x1=150, top=80, size=11),
            Line("Trang hai", page=2, x0=80, x1=150, top=60, size=11),
        ),
        pages=2,
    )
    assert layout.text == "UBND XÃ HÀ NINH CỘNG HÒA\nSố: 1/QĐ-A\n\nTrang hai"


def test_the_cells_of_a_table_row_are_one_line_of_the_text() -> None:
    cells = (Line("STT", column=1), Line("Họ và tên", column=2), Line("1", column=1), Line("Lê An", column=2))
    assert Layout(cells).text == "STT Họ và tên\n1 Lê An"


def test_lines_without_a_place_stay_lines() -> None:
    assert Layout((Line("một"), Line(""), Line("hai"))).text == "một\n\nhai"
    assert Layout().text == ""
