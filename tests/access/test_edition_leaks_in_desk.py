"""An edition that is not public, at the desk: nobody sees it but those whom the table names (HL-10.4).

The list of Wagtail's leaks of 2026 (peers.md) is walked here: preview, comparison, history, copy, pictures,
files, lists and searches, each by everybody who may not see the text.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import remove_perm

from content.models import Article
from editorial import drafting
from editorial.models import ApprovalDelegation, Section
from tests.access.world import Hidden, hidden_text, traces
from tests.portal.samples import TO_PUBLIC
from tests.school import BODY, CAST, School, found_school

INSIDE = "giaovien totruong thuky phoban truongban hieutruong thanhtra"
FILED = f"{INSIDE} bientap"  # in the section of this editor
SIGNED = f"{FILED} kythuat"  # the technical group sees what has been signed, and what has been public
STAFF = f"{SIGNED} vanthu nguoila"  # everybody but the IT administrator, who has no door to texts at all


def filed(school: School, *road: str, **fields: Any) -> Hidden:
    text = hidden_text(school, section=school.section, **fields)
    school.do(text.edition, *road)
    return text


def scheduled(school: School) -> Hidden:
    return filed(school, *TO_PUBLIC, publish_at=timezone.now() + timedelta(days=1))


def expired(school: School) -> Hidden:
    text = filed(school, *TO_PUBLIC)
    past = {"published_at": timezone.now() - timedelta(hours=2), "expires_at": timezone.now()}
    Article.objects.filter(pk=text.edition.pk).update(**past)
    return text


def taken_down(school: School) -> Hidden:
    text = filed(school, *TO_PUBLIC)
    school.do(text.edition, "hieutruong:take_down", ground="unsuitable_content")
    return text


def correction(school: School, by: str = "giaovien") -> Hidden:
    text = filed(school, *TO_PUBLIC)
    new = drafting.revise(text.edition, by=school.people[by])
    changes = {"title": "Bản sửa chưa duyệt", "body": text.edition.body}
    drafting.save_content(new, by=school.people[by], version=0, changes=changes)
    new.refresh_from_db()
    return Hidden(new, text.file, text.picture, new.attachments.get())


def superseded(school: School) -> Hidden:
    text = filed(school, *TO_PUBLIC)
    new = drafting.revise(text.edition, by=school.giaovien)
    new.attachments.all().delete()
    drafting.save_content(new, by=school.giaovien, version=0, changes={"title": "Bản hai", "body": BODY})
    new.refresh_from_db()
    school.do(new, *TO_PUBLIC)
    text.edition.refresh_from_db()
    return text


def signed(school: School) -> Hidden:
    call_command("apply_regulation", "him_lam", verbosity=0)
    return filed(school, "giaovien:submit", "phoban:sign")


# state -> (how it comes about, who may open it; everybody else gets 404 everywhere)
STATES: dict[str, tuple[Callable[[School], Hidden], str]] = {
    "a draft": (hidden_text, INSIDE),
    "a draft in an editor's section": (filed, FILED),
    "at the unit head": (lambda school: filed(school, "giaovien:submit"), FILED),
    "returned": (lambda school: filed(school, "giaovien:submit", "totruong:return"), FILED),
    "refused": (
        lambda school: Hidden(
            school.do((text := filed(school, "giaovien:submit")).edition, "totruong:refuse", reason="untrue"),
            text.file,
            text.picture,
            text.part,
        ),
        FILED,
    ),
    "signed": (signed, SIGNED),
    "scheduled": (scheduled, SIGNED),
    "hidden": (lambda school: filed(school, *TO_PUBLIC, "phoban:hide"), SIGNED),
    "expired": (expired, SIGNED),
    "taken down": (taken_down, SIGNED),
    "superseded": (superseded, SIGNED),
}


def addresses(text: Hidden) -> dict[str, str]:
    pk, number = text.edition.pk, text.edition.number
    args = {
        "change": [],
        "preview": [],
        "editing": [],
        "compare": [number],
        "move": ["submit"],
        "remark": [],
        "revise": [],
        "discard": [],
        "attach": [],
        "detach": [text.part.pk],
    }
    return {
        page: reverse(f"admin:content_article_{page}", args=[pk, *more]) for page, more in args.items()
    } | {"file": text.file_url, "picture": text.picture.get_absolute_url()}


READ = ("change", "preview", "editing", "compare", "file", "picture")
SENT = ("change", "move", "remark", "revise", "discard", "attach", "detach")


def given(text: Hidden) -> dict[str, Any]:
    version = text.edition.version
    file = SimpleUploadedFile("la.txt", b"chu")
    return {
        "version": version,
        "submit-version": version,
        "text": "Tôi thấy rồi",
        "title": "Tên khác",
        "body": BODY,
        "files": file,
    }


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.replace(" ", "-"))
def test_who_may_not_see_an_edition_gets_404_everywhere_and_changes_nothing(db: None, state: str) -> None:
    school = found_school("standard")
    make, may_see = STATES[state]
    text = make(school)
    url, before, wrong = addresses(text), traces(), []
    for who in CAST:
        client = school.client(who)
        if who in may_see.split():
            statuses = {page: client.get(url[page]).status_code for page in ("preview", "file", "picture")}
            wrong += [(who, page, status) for page, status in statuses.items() if status != 200]
            continue
        read = {page: client.get(url[page]) for page in READ}
        sent = {page: client.post(url[page], given(text)) for page in SENT}
        for page, answer in [*read.items(), *sent.items()]:
            if answer.status_code != 404 or "Chuyện chưa ai biết" in answer.content.decode():
                wrong.append((who, page, answer.status_code))
        if who != "quantri":
            lists = client.get(reverse("admin:content_article_changelist"), {"q": "chưa ai biết"})
            shown = lists.content.decode() + client.get(reverse("admin:index")).content.decode()
            wrong += [(who, "lists", "shown")] if "Chuyện chưa ai biết</" in shown else []
    assert traces() == before
    assert wrong == []


def may_open(school: School, edition: Article) -> set[str]:
    url = reverse("admin:content_article_preview", args=[edition.pk])
    return {who for who in CAST if school.client(who).get(url).status_code == 200}


def test_a_correction_is_as_private_as_a_first_draft(school: School) -> None:
    text = correction(school)
    assert may_open(school, text.edition) == set(FILED.split())
    first = Article.objects.get(item=text.edition.item_id, number=1)
    assert may_open(school, first) == set(STAFF.split())
    for who in ("nguoila", "vanthu", "kythuat"):
        client = school.client(who)
        shown = client.get(first.get_desk_url()).content.decode()
        assert "Chuyện chưa ai biết" in shown
        assert "Bản sửa chưa duyệt" not in shown
        compare = reverse("admin:content_article_compare", args=[first.pk, 2])
        assert client.get(compare).status_code == 404


def test_what_was_said_behind_a_public_text_stays_with_those_who_worked_on_it(school: School) -> None:
    text = hidden_text(school, section=school.section)
    edition = school.do(text.edition, "giaovien:submit", "totruong:forward")
    changes = {"title": "Chuyện đã biên tập"}
    drafting.save_content(edition, by=school.thuky, version=edition.version, changes=changes)
    edition.refresh_from_db()
    page, remark, editing = (
        reverse(f"admin:content_article_{name}", args=[edition.pk])
        for name in ("change", "remark", "editing")
    )
    school.client("thuky").post(remark, {"text": "Bỏ tên học sinh đi."})
    school.do(edition, "thuky:forward", "phoban:ask_opinion", "truongban:give_opinion", verdict="agree")
    school.do(edition, "phoban:publish")
    behind = ("Bỏ tên học sinh đi.", "Lý do ghi ở đây", "Chuyện chưa ai biết", "Thầy Tổ trưởng")
    for who in ("nguoila", "vanthu"):
        client = school.client(who)
        shown = client.get(page)
        assert shown.status_code == 200
        assert not [words for words in behind if words in shown.content.decode()]
        assert client.get(editing).status_code == 404
        assert client.post(remark, {"text": "Tôi xem được."}).status_code == 409
    inside = school.client("giaovien").get(page).content.decode()
    assert "Bỏ tên học sinh đi." in inside
    assert "Lý do ghi ở đây" in inside
    shown = school.client("giaovien").get(editing).content.decode()
    assert "chưa ai biết</del>" in shown


def test_the_technical_group_reads_nothing_about_a_correction_under_way(school: School) -> None:
    text = correction(school)
    first = Article.objects.get(item=text.edition.item_id, number=1)
    school.do(text.edition, "giaovien:submit", "totruong:return")
    shown = school.client("kythuat").get(first.get_desk_url()).content.decode()
    assert "Lý do ghi ở đây" in shown  # of the edition that went public
    assert "Trả lại" not in shown
    assert "Trả lại" in school.client("giaovien").get(first.get_desk_url()).content.decode()


def test_an_assigned_reviewer_sees_the_edition_while_the_assignment_is_open(db: None) -> None:
    school = found_school("tinh_son")
    text = filed(school, "giaovien:submit", "totruong:forward", "thuky:forward")
    school.do(text.edition, "truongban:assign", reviewers=[school.vanthu])
    assert may_open(school, text.edition) == {*FILED.split(), "vanthu"}
    school.do(text.edition, "giaovien:withdraw")
    assert may_open(school, text.edition) == set(FILED.split())
    again = ("giaovien:submit", "totruong:forward", "thuky:forward")
    school.do(text.edition, *again)
    school.do(text.edition, "truongban:assign", reviewers=[school.vanthu])
    school.do(text.edition, "truongban:sign", "kythuat:post")
    new = drafting.revise(text.edition, by=school.giaovien)
    assert may_open(school, new) == set(FILED.split())


def test_a_delegation_opens_the_section_and_what_is_below_it_for_its_days_only(school: School) -> None:
    today, day = timezone.localdate(), timedelta(days=1)
    child = Section.objects.filter(kind="articles", parent__isnull=False, parent__kind="articles").first()
    edition = hidden_text(school, section=child).edition
    for section, first, last, opens in (
        (child, today, today, True),
        (child.parent, today, today, True),
        (child, today - 2 * day, today - day, False),
        (child, today + day, today + 2 * day, False),
    ):
        given_by = {"user": school.vanthu, "given_by": school.truongban}
        row = ApprovalDelegation.objects.create(section=section, valid_from=first, valid_to=last, **given_by)
        assert ("vanthu" in may_open(school, edition)) is opens
        row.delete()


def test_rights_that_end_end_at_once(school: School) -> None:
    edition = filed(school).edition
    assert "bientap" in may_open(school, edition)
    remove_perm("editorial.edit_section", school.bientap, school.section)
    assert "bientap" not in may_open(school, edition)
    school.people["thuky"].groups.clear()
    assert "thuky" not in may_open(school, edition)
    client = school.client("phoban")
    type(school.phoban).objects.filter(pk=school.phoban.pk).update(is_active=False)
    assert client.get(edition.get_desk_url()).status_code == 302


def test_the_person_who_gave_the_information_sees_what_became_of_it(school: School) -> None:
    edition = hidden_text(school, information_provider=school.nguoila).edition
    # It is of the provider's unit, so the head of another one has no part in it.
    assert may_open(school, edition) == {*INSIDE.split(), "nguoila"} - {"totruong"}


@pytest.mark.parametrize(
    "query",
    [
        "item__created_by__password__startswith=a",
        "created_by__email__contains=@",
        "remarks__text__contains=a",
        "state__exact=draft&section__id__exact=1",
        "o=99999999999999999999",
        "p=-1",
        "all=",
        "_popup=1&_to_field=item",
    ],
)
def test_a_list_can_not_be_asked_what_it_does_not_show(school: School, query: str) -> None:
    hidden_text(school)
    response = school.client("nguoila").get(f"{reverse('admin:content_article_changelist')}?{query}")
    assert response.status_code in {200, 302, 400}
    assert "Chuyện chưa ai biết" not in response.content.decode()


def test_no_address_of_the_desk_leads_to_the_public_address_of_any_object(school: School) -> None:
    edition = school.draft(title="Tên bài còn kín")
    kind = ContentType.objects.get_for_model(Article).pk
    answer = school.client("nguoila").get(f"/quan-tri/r/{kind}/{edition.pk}/")
    assert answer.status_code == 404
    assert "ten-bai-con-kin" not in answer.get("Location", "")
