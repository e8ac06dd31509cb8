"""The message catalogues: complete, faithful to their sources, and compiled."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from editorial.states import MOVES
from tests.school import School
from tests.test_architecture import ROOT

CATALOGUES = ("en", "vi")
PLACEHOLDER = re.compile(r"%\(\w+\)[-\d.]*[a-z]|%[-\d.]*[a-z]|\{\w*\}")
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹ]")
# Names of the examples that fields give.
EXAMPLES = re.compile(r"Hủy:|Nguyễn Văn A|Nguyễn Thị Hoa|\d+/QĐ-THCS|Phòng GD&ĐT|S?B?GDĐT|tỷ")
# Words that are the same in both languages.
SAME_IN_ENGLISH = {"fanpage", "Fanpage", "USB", "%(source)s: %(message)s"}

Key = tuple[str, str, str]


def _po(language: str, root: Path = ROOT) -> polib.POFile:
    return polib.pofile(str(root / f"locale/{language}/LC_MESSAGES/django.po"))


def _words(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def _edges(text: str) -> tuple[bool, bool]:
    """Gettext refuses a translation that begins or ends with a line break where its source does not."""
    return text.startswith("\n"), text.endswith("\n")


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_message_is_translated(language: str) -> None:
    po = _po(language)
    assert len(po) > 50
    assert [entry.msgid for entry in po if not all(_words(entry))] == []
    assert [entry.msgid for entry in po if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_keeps_placeholders_and_line_breaks(language: str) -> None:
    wrong = []
    for entry in _po(language):
        # A plural source without its number (“entry”, “entries”) is as valid as one with it.
        expected = {str(_placeholders(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid)}
        for words in _words(entry):
            if str(_placeholders(words)) not in expected or _edges(words) != _edges(entry.msgid):
                wrong.append((entry.msgid, words))
    assert wrong == []


@pytest.mark.parametrize(
    "place", ["en/LC_MESSAGES/django", "vi/LC_MESSAGES/django", "vi/LC_MESSAGES/djangojs"]
)
def test_the_compiled_catalogue_says_what_its_source_says(place: str) -> None:
    source = polib.pofile(str(ROOT / f"locale/{place}.po"))
    compiled = polib.mofile(str(ROOT / f"locale/{place}.mo"))
    assert {_key(entry): _words(entry) for entry in compiled} == {
        _key(entry): _words(entry) for entry in source
    }
    assert compiled.metadata["Plural-Forms"] == source.metadata["Plural-Forms"]


def test_english_has_no_vietnamese_left_in_it() -> None:
    words = [EXAMPLES.sub("", text) for entry in _po("en") for text in _words(entry)]
    assert [text for text in words if VIETNAMESE.search(text)] == []


def test_english_is_not_the_vietnamese_again() -> None:
    copied = {entry.msgid for entry in _po("en") if entry.msgid in _words(entry)}
    assert {
        text for text in copied if re.search(r"[^\W\d_]{2}", PLACEHOLDER.sub("", text))
    } <= SAME_IN_ENGLISH


@pytest.mark.requires("gettext")
def test_the_english_catalogue_has_exactly_the_messages_of_the_source(tmp_path: Path) -> None:
    """Extracted from a copy, because makemessages writes into the tree it reads."""
    copy = tmp_path / "portal"
    ignored = shutil.ignore_patterns(".*", "var", "tests", "benchmarks", "static", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=ignored)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-obsolete", "--no-wrap"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    source, committed = ({_key(entry) for entry in _po("en", root)} for root in (copy, ROOT))
    assert len(source) > 500
    assert source - committed == set(), "run make messages and translate these"
    assert committed - source == set(), "run make messages: nothing says these any more"


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Tên đăng nhập hoặc mật khẩu không đúng.", "The username or password is incorrect."),
        (
            "Người gửi bài không được tự duyệt bài của mình.",
            "The person who submitted the content may not approve it.",
        ),
        ("Việc của tôi", "My work"),
        ("Nội dung này đã được gỡ bỏ", "This content has been taken down"),
        ("Tổ chuyên môn", "Subject team"),
    ],
)
def test_a_sentence_is_itself_in_vietnamese_and_translated_in_english(vietnamese: str, english: str) -> None:
    with translation.override("vi"):
        assert gettext(vietnamese) == vietnamese
    with translation.override("en"):
        assert gettext(vietnamese) == english


def test_english_counts_and_contexts() -> None:
    text = "Tôi đã xem %(count)d cảnh báo."
    with translation.override("en"):
        assert ngettext(text, text, 1) == "I have seen %(count)d warning."
        assert ngettext(text, text, 2) == "I have seen %(count)d warnings."
        assert pgettext("value of a rule", "không") == "no"
    with translation.override("vi"):
        assert ngettext(text, text, 2) == text
        assert pgettext("value of a rule", "không") == "không"


def test_a_lazy_label_follows_the_language() -> None:
    with translation.override("vi"):
        assert str(MOVES["submit"].label) == "Gửi duyệt"
    with translation.override("en"):
        assert str(MOVES["submit"].label) == "Submit for approval"


def test_django_speaks_the_portals_vietnamese() -> None:
    assert settings.LANGUAGE_CODE == "vi"
    with translation.override("vi"):
        assert gettext("Show counts") == "Hiện số lượng"
        assert gettext("History") == "Lịch sử"
        assert gettext("Home") == "Trang chủ"  # still Django's own
        assert ngettext("Please correct the error below.", "Please correct the errors below.", 1).startswith(
            "Hãy"
        )
        # Two catalogues with plural rules of their own live side by side.
        assert ngettext("%(counter)s result", "%(counter)s results", 2) == "%(counter)s kết quả"


# What a person sees at each address of the desk, and the English that stood there.
SEEN = [
    ("giaovien", "/quan-tri/", "Bỏ qua đến nội dung chính", "Skip to main content"),
    ("quantri", "/quan-tri/editorial/", "Sửa hoặc xem danh sách", "Change or view list link"),
    ("quantri", "/quan-tri/editorial/section/", "Theo loại", "By "),
    ("quantri", "/quan-tri/people/user/{person}/change/", "Lịch sử", "History"),
    ("truongban", "/quan-tri/people/", "Đường dẫn trang", "Breadcrumbs"),
]


@pytest.mark.parametrize(("who", "address", "vietnamese", "english"), SEEN)
def test_the_desk_speaks_vietnamese(
    school: School, who: str, address: str, vietnamese: str, english: str
) -> None:
    page = school.client(who).get(address.format(person=school.giaovien.pk)).content.decode()
    visible = re.sub(r"<(script|style).*?</\1>|<!--.*?-->", "", page, flags=re.DOTALL)
    assert vietnamese in visible
    assert english not in visible


def test_a_refused_form_of_the_desk_explains_itself_in_vietnamese(school: School) -> None:
    answer = school.client("quantri").post("/quan-tri/editorial/section/add/", {"order": "một"})
    page = answer.content.decode()
    assert "Hãy sửa các lỗi bên dưới." in page
    assert "Hãy nhập một số nguyên." in page
    assert "Trường này là bắt buộc." in page


def test_a_null_character_is_refused_in_vietnamese(school: School) -> None:
    answer = school.client("quantri").post("/quan-tri/editorial/section/add/", {"name": "a\x00b"})
    assert "Nội dung có ký tự rỗng (NUL)" in answer.content.decode()
