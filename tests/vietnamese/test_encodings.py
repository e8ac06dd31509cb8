import pytest

from vietnamese import (
    decode_run,
    decode_tcvn3,
    decode_vni,
    encode_tcvn3,
    encode_vni,
    font_encoding,
    font_is_capitals,
)


@pytest.mark.parametrize(
    ("text", "tcvn3", "vni"),
    [
        ("Trường Tiểu học Đồng Hỷ", "Tr\u00adêng TiÓu häc §ång Hû", "Tröôøng Tieåu hoïc Ñoàng Hyû"),
        ("Cộng hòa xã hội", "Céng hßa x· héi", "Coäng hoøa xaõ hoäi"),
        ("Phòng Giáo dục và Đào tạo", "Phßng Gi¸o dôc vµ §µo t¹o", "Phoøng Giaùo duïc vaø Ñaøo taïo"),
    ],
)
def test_known_text_in_both_encodings(text, tcvn3, vni):
    assert (encode_tcvn3(text), encode_vni(text)) == (tcvn3, vni)
    assert (decode_tcvn3(tcvn3), decode_vni(vni)) == (text, text)


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".VnArial NarrowH", "tcvn3", True),
        ("'.VnTimeH', serif", "tcvn3", True),
        ("VnTime", "tcvn3", False),
        ("VNI-Times", "vni", False),
        ("VNI Helve", "vni", False),
        ("vni-times", "vni", False),
        ("Times New Roman", None, False),
        ("Vnetwork Sans H", None, False),
        ("", None, False),
    ],
)
def test_a_font_name_is_proof_of_its_encoding(font, encoding, capitals):
    assert font_encoding(font) == encoding
    assert font_is_capitals(font) is capitals


def test_a_run_is_decoded_by_its_font_and_left_alone_without_one():
    assert decode_run("Tr\u00adêng", ".VnTimeH") == "TRƯỜNG"
    assert decode_run("Tröôøng", "VNI-Times") == "Trường"
    assert decode_run("Trường", "Times New Roman") == "Trường"


def test_letters_outside_the_tables_stay():
    assert decode_tcvn3("2026 – € 日本") == "2026 – € 日本"
    assert decode_vni("ù Ω 日本") == "ù Ω 日本"
