"""The road of an item as the desk draws it: done, here, still to come, or not asked for."""

from content.models import Article
from editorial.road import road_of
from editorial.routes import find_step, steps_after
from regulations.loading import load_preset
from tests.school import School


def test_a_route_knows_its_steps_and_what_follows() -> None:
    route = load_preset("hai_ninh").route_for("content.article")
    deputy = find_step(route, "deputy")
    assert deputy is not None
    assert deputy.label == "Phó Trưởng ban duyệt và đăng"
    assert steps_after(route, "secretariat") == (deputy,)
    assert steps_after(route, "deputy") == ()
    assert steps_after(route, "") == route.steps
    assert steps_after(route, "nobody") == ()
    assert find_step(route, "nobody") is None


def drawn(edition: Article) -> list[str]:
    return [stretch.status for stretch in road_of(Article.objects.get(pk=edition.pk))]


def test_the_road_grows_step_by_step(school: School) -> None:
    edition = school.draft(section=school.section)
    seen = [drawn(edition)]
    for move in ("giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish"):
        seen.append(drawn(school.do(edition, move)))
    assert seen == [
        ["next", "next", "next"],
        ["now", "next", "next"],
        ["done", "now", "next"],
        ["done", "done", "now"],
        ["done", "done", "done"],
    ]


def test_a_step_that_nobody_was_asked_at_is_said_to_be_passed_over(school: School) -> None:
    own = school.do(school.draft(by="totruong", section=school.section), "totruong:submit")
    assert drawn(own) == ["skipped", "now", "next"]
    page = school.client("totruong").get(own.get_desk_url()).content.decode()
    assert "không phải qua bước này" in page


def test_urgency_passes_over_the_steps_before(school: School) -> None:
    urgent = school.do(school.draft(section=school.section), "giaovien:submit", "phoban:publish_urgently")
    assert drawn(urgent) == ["skipped", "skipped", "skipped"]


def test_a_text_back_with_its_author_has_the_whole_road_before_it(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit", "totruong:forward", "thuky:return")
    assert drawn(edition) == ["next", "next", "next"]


def test_a_text_back_at_a_desk_stands_there_again(school: School) -> None:
    edition = school.draft(section=school.section)
    school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:return")
    assert drawn(edition) == ["done", "now", "next"]
