"""The publishing procedure of each of the five schools, from the draft to the public page, by clicking."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from content.models import Article
from tests.browser.person import SECTION, Person
from tests.school import School, found_school

TITLE = "Lễ khai giảng năm học mới"
BODY = "Sáng nay thầy và trò dự lễ khai giảng."


@dataclass(frozen=True)
class Step:
    """Who does what; `files` under a section before, and saves; `form` is what the move itself asks for."""

    who: str
    move: str
    files: bool = False
    form: dict[str, Any] = field(default_factory=dict)


FORWARD = "Chuyển bước tiếp theo"
PROCEDURES: dict[str, tuple[Step, ...]] = {
    "hai_ninh": (
        Step("giaovien", "Gửi duyệt"),
        Step("totruong", FORWARD),
        Step("thuky", FORWARD, files=True),
        Step("phoban", "Duyệt và đăng"),
    ),
    "quan_8": (
        Step("giaovien", "Gửi duyệt", files=True),
        Step("bientap", FORWARD),
        Step("truongban", "Ký duyệt"),
        Step("bientap", "Đăng lên cổng"),
    ),
    "tinh_son": (
        Step("giaovien", "Gửi duyệt"),
        Step("totruong", FORWARD),
        Step("thuky", FORWARD, files=True),
        Step("truongban", "Phân công người duyệt", form={"Thầy Biên tập": True}),
        Step("bientap", "Ghi ý kiến thẩm định", form={"Đồng ý": True, "Ghi chú": "Bài viết tốt."}),
        Step("truongban", "Ký duyệt"),
        Step("kythuat", "Đăng lên cổng"),
    ),
    "quang_ngai": (
        Step("giaovien", "Gửi duyệt"),
        Step("thuky", FORWARD, files=True),
        Step("phoban", FORWARD),
        Step("truongban", "Duyệt và đăng"),
    ),
    "him_lam": (
        Step("giaovien", "Gửi duyệt"),
        Step("phoban", "Ký duyệt", files=True),
        Step("kythuat", "Đăng lên cổng"),
    ),
}


@pytest.mark.parametrize("preset", PROCEDURES)
def test_an_article_goes_the_road_of_the_school(
    preset: str,
    at_desk: Callable[..., Person],
    browse: Callable[..., Person],
) -> None:
    school = found_school(preset)
    steps = PROCEDURES[preset]
    people = {name: at_desk(school, name) for name in {step.who for step in steps}}
    reader = browse()
    people["giaovien"].writes(TITLE, BODY)
    address = Article.objects.get().get_absolute_url()
    for place, step in enumerate(steps):
        reader.goes_to(address, status=404)
        if place:
            people[step.who].finds_waiting(TITLE)
        _walk(people[step.who], step, school)
    _see_it_published(reader, address, school)


def _walk(person: Person, step: Step, school: School) -> None:
    person.opens(TITLE)
    if step.files:
        person.fills({SECTION: str(school.section)}).presses("Lưu").sees("Đã lưu.")
    person.does(step.move, step.form)


def _see_it_published(reader: Person, address: str, school: School) -> None:
    reader.goes_to("/").clicks(TITLE)
    reader.sees(BODY)
    assert reader.page.url.endswith(address)
    reader.goes_to(school.section.get_absolute_url()).sees(TITLE)
    assert TITLE in reader.reads("/rss/tin-tuc.xml")
    assert address in reader.reads("/rss/tin-tuc.xml")
    assert address in reader.reads("/sitemap.xml")
