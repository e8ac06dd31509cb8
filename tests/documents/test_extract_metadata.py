"""The command prints what files propose; without a mark for the database, any query would fail the test."""

import json
from dataclasses import fields
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.documents.corpus.papers import Expected
from tests.documents.corpus.usual_papers import usual
from tests.documents.corpus.writers import write

FIELDS = [field.name for field in fields(Expected)]


def run(*files: Path, **options: bool) -> str:
    out = StringIO()
    call_command("extract_metadata", *map(str, files), stdout=out, **options)
    return out.getvalue()


@pytest.mark.requires("fonts")
def test_every_file_gets_its_fields_and_null_for_what_it_does_not_say(tmp_path: Path) -> None:
    paper = usual("Quyết định", 1)
    files = [write(paper, extension, tmp_path) for extension in ("docx", "pdf")]
    letter = tmp_path / "thư.txt"
    letter.write_text("Kính gửi quý phụ huynh,\nmời họp ngày 05 tháng 9 năm 2026.\n", "utf-8")
    found = json.loads(run(*files, letter, json=True))
    assert list(found) == [str(path) for path in (*files, letter)]
    for path in files:
        assert list(found[str(path)]) == FIELDS
        assert found[str(path)]["reference_number"] == paper.expected.reference_number
        assert found[str(path)]["issued_on"] == paper.expected.issued_on.isoformat()
    assert found[str(letter)] == dict.fromkeys(FIELDS)
    assert sorted(tmp_path.iterdir()) == sorted([*files, letter])


def test_a_broken_file_is_a_sentence_and_no_failure(tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(b"PK nothing")
    picture = tmp_path / "ảnh.png"
    picture.write_bytes(b"\x89PNG")
    found = json.loads(run(broken, picture, json=True))
    assert "hỏng" in found[str(broken)]["error"]
    assert "không có chữ" in found[str(picture)]["error"]


def test_a_missing_file_fails_after_the_others_are_told(tmp_path: Path) -> None:
    there = tmp_path / "a.txt"
    there.write_text("QUYẾT ĐỊNH\nVề việc khen thưởng\n", "utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match="không mở được"):
        call_command("extract_metadata", str(tmp_path / "b.txt"), str(there), "--json", stdout=out)
    assert json.loads(out.getvalue())[str(there)]["document_type"] == "Quyết định"


def test_without_json_it_prints_lines(tmp_path: Path) -> None:
    there = tmp_path / "a.txt"
    there.write_text("QUYẾT ĐỊNH\nVề việc khen thưởng\n", "utf-8")
    assert "  summary: Khen thưởng\n  signer: -" in run(there)
