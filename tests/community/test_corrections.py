"""A correction that somebody outside asked for: promised, written, public, told and counted (HN-16b)."""

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import OutsideRequest
from content.models import Article
from editorial.drafting import save_content
from tests.community.asking import EMAIL, PERSONAL, asked, letters_to, look_up, press
from tests.school import School

ASKS = {"kind": "correction", "ground": "", "text": "Lễ bắt đầu lúc 7 giờ, không phải 8 giờ."}
FIGURES = "admin:community_outsiderequest_figures"


def corrected(school: School, draft: Article, by: str, *, correction: bool = True) -> None:
    """The open edition is written as a correction and goes the whole road."""
    changes = {"body": "<p>Lễ bắt đầu lúc 7 giờ.</p>", "change_note": "Sửa giờ.", "correction": correction}
    save_content(draft, by=school.people[by], version=draft.version, changes=changes)
    draft.refresh_from_db()
    school.do(draft, f"{by}:submit")
    draft.refresh_from_db()
    if draft.step == "unit_head":
        school.do(draft, "totruong:forward")
    school.do(draft, "thuky:forward", "truongban:publish")


def test_from_the_request_to_the_note_on_the_page(school: School, client: Client) -> None:
    edition = school.published()
    request = asked(edition, **ASKS)
    answer = press(school, "phoban", request, "correct", opens="on")
    assert request.status == "correcting"
    draft = Article.objects.get(item=edition.item_id, number=2)
    assert answer["Location"] == draft.get_desk_url()
    assert draft.created_by == school.phoban
    letters_to(EMAIL)
    request.refresh_from_db()
    assert request.status == "correcting"

    corrected(school, draft, "phoban")
    told = letters_to(EMAIL)
    request.refresh_from_db()
    assert (request.status, request.correction_number) == ("done", 2)
    assert request.closed_at == Article.objects.get(pk=draft.pk).published_at
    assert edition.get_absolute_url() in told[-1].body
    page = client.get(edition.get_absolute_url()).content.decode()
    assert "Đính chính" in page
    assert "Sửa giờ." in page
    assert not any(word in page for word in PERSONAL)
    assert "Bản đính chính đã đăng" in look_up(request.code).content.decode()
    assert letters_to(EMAIL) == told


def test_an_edition_that_does_not_say_it_corrects_leaves_the_request_open(school: School) -> None:
    edition = school.published()
    request = asked(edition, **ASKS)
    press(school, "phoban", request, "correct", opens="on")
    draft = Article.objects.get(item=edition.item_id, number=2)
    corrected(school, draft, "phoban", correction=False)
    letters_to(EMAIL)
    request.refresh_from_db()
    assert request.status == "correcting"
    press(school, "thuky", request, "open_correction")
    third = Article.objects.get(item=edition.item_id, number=3)
    assert third.created_by == school.thuky
    corrected(school, third, "thuky")
    letters_to(EMAIL)
    request.refresh_from_db()
    assert (request.status, request.correction_number) == ("done", 3)


def test_one_revision_at_a_time_whoever_opened_it(school: School) -> None:
    edition = school.published()
    first, second = asked(edition, **ASKS), asked(edition, **ASKS | {"text": "Tên cô giáo sai."})
    press(school, "phoban", first, "correct", opens="on")
    assert press(school, "truongban", second, "correct", opens="on").status_code == 302
    assert second.status == "correcting"
    assert Article.objects.filter(item=edition.item_id).count() == 2
    assert press(school, "thuky", second, "open_correction").status_code == 409
    corrected(school, Article.objects.get(item=edition.item_id, number=2), "phoban")
    letters_to(EMAIL)
    assert set(OutsideRequest.objects.values_list("status", "correction_number")) == {("done", 2)}


def test_what_is_taken_down_is_not_corrected_and_a_promise_can_still_be_refused(school: School) -> None:
    edition = school.published()
    request, other = asked(edition, **ASKS), asked(edition, **ASKS)
    press(school, "phoban", request, "correct")
    school.do(edition, "hieutruong:take_down", ground="outdated_time")
    assert press(school, "phoban", other, "correct").status_code == 409
    answer = press(school, "phoban", request, "reject", message="Bài đã được gỡ bỏ.")
    assert (answer.status_code, request.status) == (302, "rejected")


def test_corrections_and_takedowns_are_counted_by_unit_month_and_supplier(school: School) -> None:
    edition, other = school.published(), school.published(title="Bài khác")
    request = asked(edition, **ASKS)
    press(school, "phoban", request, "correct", opens="on")
    corrected(school, Article.objects.get(item=edition.item_id, number=2), "phoban")
    letters_to(EMAIL)
    school.do(other, "hieutruong:take_down", ground="outdated_time")
    page = school.client("truongban").get(reverse(FIGURES))
    figures = page.context["figures"]
    [line] = figures.units
    assert (line.unit, line.corrections, line.takedowns, line.asked_corrections) == ("Tổ Ngữ văn", 1, 1, 1)
    assert [(one.month, one.corrections) for one in figures.months] == [(timezone.localdate().month, 1)]
    assert figures.providers == [("Cô Lan", "Tổ Ngữ văn", 1)]
    assert [(one.asked, one.granted, one.late) for one in figures.answers] == [(1, 1, 0)]
    assert request.get_desk_url() in page.content.decode()
    before = school.client("truongban").get(reverse(FIGURES), {"nam": timezone.localdate().year - 1})
    assert before.context["figures"].units == []
    for odd in ("", "abc", "99999", "0001", "²²²²"):
        assert school.client("thanhtra").get(reverse(FIGURES), {"nam": odd}).status_code == 200
    assert school.client("giaovien").get(reverse(FIGURES)).status_code == 403


def test_the_author_hears_of_the_request_and_of_the_decision(school: School) -> None:
    edition = school.published()
    request = asked(edition, **ASKS)
    press(school, "phoban", request, "reject", message="Bài ghi đúng giờ.")
    page = school.client("giaovien").get(edition.get_desk_url()).content.decode()
    assert "Đề nghị đính chính: Không chấp nhận" in page
    assert "Bài ghi đúng giờ." not in page
    mail.outbox.clear()
