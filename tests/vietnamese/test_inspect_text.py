import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from vietnamese import encode_tcvn3, encode_vni


@pytest.fixture
def inspect(monkeypatch):
    def run(source: bytes, *args: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(source), encoding="utf-8"))
        out = io.StringIO()
        call_command("inspect_text", *args, stdout=out)
        return out.getvalue()

    return run


def test_strings_come_back_in_order_with_what_they_were_written_in(inspect):
    text = "Phòng Giáo dục và Đào tạo"
    misread = "Tiá»ƒu há»\x8dc Ä‘á»“ng bÃ o"
    strings = [
        encode_tcvn3(text),
        encode_vni(text),
        misread.replace("bÃ ", "bÃ\xa0"),
        text,
        "Où est l’élève ?",
        "",
    ]
    assert json.loads(inspect(json.dumps(strings).encode(), "--json")) == [
        {"text": text, "encoding": "tcvn3"},
        {"text": text, "encoding": "vni"},
        {"text": "Tiểu học đồng bào", "encoding": "mojibake"},
        {"text": text, "encoding": None},
        {"text": "Où est l’élève ?", "encoding": None},
        {"text": "", "encoding": None},
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "JSON hợp lệ"),
        (b"{", "JSON hợp lệ"),
        (b"[" * 100_000, "JSON hợp lệ"),
        (b'{"a": 1}', "danh sách JSON"),
        (b"[1, null]", "danh sách JSON"),
        (b'"text"', "danh sách JSON"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_wrong_input_is_refused_with_a_reason(inspect, source, message):
    with pytest.raises(CommandError, match=message):
        inspect(source, "--json")


def test_hostile_strings_are_answered(inspect):
    strings = ["\x00\ud800\u202e", "ö" * 100_000, "\u00ad" * 1000]
    results = json.loads(inspect(json.dumps(strings).encode(), "--json"))
    assert [result["text"] for result in results] == strings


def test_without_json_each_line_is_answered(inspect):
    assert inspect(encode_vni("Phòng Giáo dục").encode()) == "vni\tPhòng Giáo dục\n"
