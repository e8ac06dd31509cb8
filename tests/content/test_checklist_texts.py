"""Forty texts with known faults and twenty clean ones: what the checklist finds, misses and says falsely."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from content.models import Article, ArticleAttachment, Page, Picture
from documents.images import PreparedPicture
from documents.models import StoredFile
from editorial import drafting
from editorial.checklist import CHECKLISTS, findings
from portal.models import SchoolProfile
from regulations.loading import load_preset
from regulations.schema import CHECKS, FIXED_CHECKS
from tests.school import School

FOLDER = Path(__file__).parent / "checklist_texts"
DOCUMENT = Path(__file__).parents[2] / "docs/en/checklist.md"
PUBLISHED = "<p>{}</p>".format(
    "</p><p>".join(
        f"{part}, lễ khai giảng năm học mới được tổ chức trang trọng tại sân trường trước toàn thể thầy trò."
        for part in ("Sáng nay", "Đúng bảy giờ", "Trong tiếng trống trường", "Dưới lá cờ Tổ quốc")
    )
)
# What the rules are known not to see: a number in words, a newspaper that is not named.
MISSED = {
    ("số di động đọc bằng chữ", "phone_number"),
    ("bản sao không dấu hiệu của báo khác", "source_unnamed"),
}
# An inventory number built exactly like an identity number.
FALSE = {("báo cáo và nguồn kinh phí", "identity_number")}
Codes = set[str]


def texts(*names: str) -> list[dict[str, Any]]:
    return [text for name in names for text in tomllib.loads((FOLDER / f"{name}.toml").read_text())["text"]]


@pytest.fixture
def read(school: School) -> Any:
    """Turns a text of the files into the codes that are found in it."""
    SchoolProfile.objects.create(
        name="Trường thử", address="Hải Ninh", phone="0912 000 111", email="truong@truong.example"
    )
    school.published(title="Lễ khai giảng năm học mới", body=PUBLISHED)

    def codes(text: dict[str, Any]) -> Codes:
        return {found.rule.code for found in findings(written(school, **text))}

    return codes


def written(school: School, **text: Any) -> Article:
    """An edition as the text describes it, cleaned and stored as everything that is written."""
    given = {name: text[name] for name in ("title", "lead", "genre", "is_external") if name in text}
    given |= {name: text[name] for name in ("source_name", "source_url") if name in text}
    given["section"] = None if text.get("no_section") else school.section
    given["body"] = text["body"].replace("{picture}", picture(school, 1000).get_absolute_url())
    if text.get("copy_of_published"):
        given["body"] += PUBLISHED
    if width := text.get("lead_picture"):
        given |= {"lead_picture": picture(school, width), "lead_picture_alt": "Sân trường trong nắng sớm"}
    model = Page if text.get("kind") == "page" else Article
    edition = drafting.start(model, by=school.giaovien, **given)
    for order, name in enumerate(text.get("attachments", ())):
        file = StoredFile.objects.create(
            sha256="a" * 64,
            size=1,
            content_type="application/pdf",
            name="tep.pdf",
            extension="pdf",
            uploaded_by=school.giaovien,
        )
        ArticleAttachment.objects.create(edition=edition, file=file, name=name, order=order)
    return edition


def picture(school: School, width: int) -> Picture:
    return Picture.objects.store(PreparedPicture(b"anh", width, 600, "png", "image/png"), by=school.giaovien)


def test_forty_faulty_and_twenty_clean_texts(read: Any) -> None:
    faulty, clean = texts("personal", "writing"), texts("clean")
    assert (len(faulty), len(clean)) == (40, 20)
    expected, found, missed, false = Counter(), Counter(), set(), set()
    for text in (*faulty, *clean):
        wanted, seen = set(text.get("expected", ())), read(text)
        expected.update(wanted)
        found.update(wanted & seen)
        missed |= {(text["name"], code) for code in wanted - seen}
        false |= {(text["name"], code) for code in seen - wanted}
    table = figures(expected, found, missed, false)
    assert false == FALSE
    assert missed == MISSED
    assert table in DOCUMENT.read_text(encoding="utf-8"), table


def figures(expected: Counter, found: Counter, missed: set, false: set) -> str:
    """The table as the document shows it."""
    lines = ["| rule | faults | found | missed | false |", "|---|---|---|---|---|"]
    for code in sorted({*expected, *(code for _name, code in false)}):
        lost, wrong = (sum(1 for _name, one in pairs if one == code) for pairs in (missed, false))
        lines.append(f"| `{code}` | {expected[code]} | {found[code]} | {lost} | {wrong} |")
    total = (expected.total(), found.total(), len(missed), len(false))
    return "\n".join([*lines, "| **all** | {} | {} | {} | {} |".format(*total)])


def test_the_document_lists_every_rule_as_it_is() -> None:
    rows = [
        f"| `{rule.code}` | {'fixed' if rule.fixed else rule.severity.value} | {rule.sentence} |"
        for rule in CHECKLISTS["content.article"].rules
    ]
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [line for line in text.split("\n") if line.startswith("| `") and line.count("|") == 4] == rows


def test_the_table_and_the_regulations_name_the_same_rules() -> None:
    by_code = {rule.code: rule for kind in CHECKLISTS.values() for rule in kind.rules}
    rules = by_code.values()
    assert {rule.code for rule in rules if rule.fixed} == set(FIXED_CHECKS)
    weighed = {rule.code: rule.severity.value for rule in rules if not rule.fixed}
    assert set(weighed) == set(CHECKS)
    assert weighed == {check.code: check.severity for check in load_preset("standard").checklist}
