"""Typing is never lost: working copies, and forms that meet an ended session, without any script."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content.models import Article
from editorial import autosave, locks
from editorial.models import Event, WorkingCopy
from tests.school import BODY, PASSWORD, School

pytestmark = pytest.mark.django_db
START = "/quan-tri/content/article/them/"
KEEP = "/quan-tri/content/article/dang-go/"


def typed(school: School, name: str = "giaovien", **fields: Any) -> dict[str, Any]:
    text = {"title": "Đang gõ dở", "body": "<p>Câu cuối chưa</p>", "genre": "brief", "origin": "unit"}
    return text | {"writer": school.people[name].pk} | fields


def test_what_is_typed_is_kept_aside_offered_and_dropped_on_save(school: School) -> None:
    teacher = school.client("giaovien")
    for title in ("Đang", "Đang gõ dở"):
        answer = teacher.post(KEEP, typed(school, title=title))
        assert answer.json() == {"saved": f"{timezone.localtime():%H:%M}"}
    copy = WorkingCopy.objects.get()
    assert "csrfmiddlewaretoken" not in copy.fields
    page = teacher.get(START).content.decode()
    assert "chưa lưu." in page
    assert page.index('<button name="save"') < page.index('name="drop"'), "Enter presses the first button"
    assert "Đang gõ dở" not in page
    restored = teacher.get(f"{START}?khoi-phuc=1").content.decode()
    assert 'value="Đang gõ dở"' in restored
    assert "Câu cuối chưa" in restored
    assert (Article.objects.count(), Event.objects.count()) == (0, 0)
    assert teacher.post(START, typed(school)).status_code == 302
    assert not WorkingCopy.objects.exists()


def test_the_copy_of_an_edition_never_touches_it(school: School) -> None:
    edition = school.draft()
    address = f"{edition.get_desk_url()}dang-go/"
    teacher = school.client("giaovien")
    assert teacher.post(address, typed(school, version=0)).status_code == 200
    edition.refresh_from_db()
    assert (edition.title, edition.body, edition.version) == ("Lễ khai giảng", BODY, 0)
    for name in ("totruong", "thuky"):
        assert "Đang gõ dở" not in school.client(name).get(edition.get_desk_url()).content.decode()
        assert school.client(name).post(address, typed(school, name)).status_code == 409
    assert school.client("nguoila").post(address, typed(school, "nguoila")).status_code == 404
    assert school.client("thanhtra").post(KEEP, typed(school, "thanhtra")).status_code == 403
    # Somebody saved from another machine meanwhile: said before the copy is put over it.
    teacher.post(edition.get_desk_url(), typed(school, title="Bản ở trường", version=0) | {"writer": ""})
    WorkingCopy.objects.create(
        user=school.giaovien, kind="content.article", edition=edition.pk, fields={"title": ["Bản ở nhà"]}
    )
    assert "so lại trước khi lưu đè" in teacher.get(edition.get_desk_url()).content.decode()
    restored = teacher.get(f"{edition.get_desk_url()}?khoi-phuc=1").content.decode()
    assert 'value="Bản ở nhà"' in restored
    assert teacher.post(address, {"drop": "1"}).status_code == 302
    assert not WorkingCopy.objects.exists()


def test_nothing_is_restored_into_a_text_that_somebody_else_is_writing(school: School) -> None:
    edition = school.draft()
    Article.objects.filter(pk=edition.pk).update(information_provider=school.nguoila)
    assert locks.hold(edition, by=school.nguoila) is not None
    teacher = school.client("giaovien")
    assert teacher.post(f"{edition.get_desk_url()}dang-go/", typed(school, version=0)).status_code == 200
    page = teacher.get(f"{edition.get_desk_url()}?khoi-phuc=1").content.decode()
    assert "Thầy tổ khác đang sửa bài này" in page
    assert 'name="body"' not in page
    assert WorkingCopy.objects.exists(), "it is offered again once the lock is free"


def test_copies_are_bounded_in_size_number_and_age(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "MOST_BYTES", 2000)
    answer = school.client("giaovien").post(KEEP, typed(school, body="x" * 3000))
    assert (answer.status_code, answer.json()["reasons"]) == (409, ["Bài dài quá mức tự lưu; hãy bấm Lưu."])
    monkeypatch.setattr(autosave, "MOST_COPIES", 3)
    for number in range(1, 6):
        autosave.keep(Article, by=school.giaovien, edition=number, version=0, fields={"title": ["x"]})
    assert sorted(WorkingCopy.objects.values_list("edition", flat=True)) == [3, 4, 5]
    WorkingCopy.objects.filter(edition=3).update(updated_at=timezone.now() - timedelta(days=31))
    for _round in range(2):
        call_command("purge_working_copies", verbosity=0)
    assert sorted(WorkingCopy.objects.values_list("edition", flat=True)) == [4, 5]


def test_a_page_that_somebody_else_opened_is_not_saved_for_who_came_after(school: School) -> None:
    other = school.client("totruong")
    assert other.post(KEEP, typed(school)).json()["stranger"] is True
    response = other.post(START, typed(school))
    assert response.status_code == 422
    assert "do người khác mở" in response.content.decode()
    assert (WorkingCopy.objects.count(), Article.objects.count()) == (0, 0)


def test_a_form_that_meets_an_ended_session_carries_its_text_along(school: School) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/tai-khoan/dang-nhap/")
    token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    form = typed(school, lead='Hai dòng\nvà "nháy" <b>') | token
    asked = browser.post(START, form)
    page = asked.content.decode()
    assert asked.status_code == 403
    assert "no-store" in asked["Cache-Control"]
    assert 'name="lead" value="Hai dòng\nvà &quot;nháy&quot; &lt;b&gt;"' in page
    assert "Đang gõ dở" in page
    wrong = browser.post(START, form | {"login": "giaovien", "password": "sai-mat-khau"})
    assert wrong.status_code == 403
    assert "không đúng" in wrong.content.decode()
    assert "sai-mat-khau" not in wrong.content.decode()
    assert 'value="Đang gõ dở"' in wrong.content.decode()
    done = browser.post(START, form | {"login": "giaovien", "password": PASSWORD})
    assert done.status_code == 302
    edition = Article.objects.get()
    assert (edition.title, edition.created_by) == ("Đang gõ dở", school.giaovien)
    assert browser.get(done.url).status_code == 200


def test_somebody_else_who_signs_in_there_takes_nothing_over(school: School) -> None:
    edition = school.draft()
    browser = Client()
    form = typed(school, version=0) | {"login": "totruong", "password": PASSWORD}
    response = browser.post(edition.get_desk_url(), form, follow=True)
    assert response.redirect_chain == [("/quan-tri/", 302)]
    page = response.content.decode()
    assert "do người khác mở" in page
    assert "Đang gõ dở" not in page
    edition.refresh_from_db()
    assert edition.version == 0


def test_guessing_passwords_there_is_counted_as_everywhere(school: School) -> None:
    browser = Client()
    form = typed(school) | {"login": "giaovien", "password": "sai-mat-khau"}
    answers = [browser.post(START, form) for _time in range(6)]
    assert "sai quá nhiều lần" in answers[-1].content.decode()
    assert 'value="Đang gõ dở"' in answers[-1].content.decode()
    form["password"] = PASSWORD
    assert browser.post(START, form).status_code == 403
    assert Article.objects.count() == 0
