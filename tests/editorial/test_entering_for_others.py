"""A text on paper or by mail, entered by the secretariat, stays its author's, who is told (TS-III.3.9a)."""

import pytest
from django.core import mail

from content.models import Article, Page
from documents.models import OfficialDocument
from editorial.models import Event
from editorial.outbox import deliver_owed
from editorial.workflow import Refused, perform
from tests.school import BODY, School

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/content/article/them/"
TEXT = {"title": "Thư viện mở cửa", "body": BODY, "genre": "brief", "origin": "unit"}


def entered(school: School, by: str = "thuky", **more: object) -> Article:
    said = TEXT | {"information_provider": school.giaovien.pk, "channel": "paper"} | more
    assert school.client(by).post(ADD, said).status_code == 302
    return Article.objects.latest("pk")


def test_what_is_entered_for_a_teacher_is_theirs_and_their_units(school: School) -> None:
    article = entered(school)
    assert (article.created_by, article.information_provider) == (school.thuky, school.giaovien)
    assert (article.channel, article.item.unit) == ("paper", school.unit)
    assert school.client("giaovien").get(article.get_desk_url()).status_code == 200
    assert school.client("nguoila").get(article.get_desk_url()).status_code == 404
    school.do(article, "thuky:submit")
    while deliver_owed():
        pass
    told = {address for letter in mail.outbox for address in letter.to}
    assert told == {school.giaovien.email, school.totruong.email}


def test_a_teacher_is_not_asked_and_cannot_say_it(school: School) -> None:
    form = school.client("giaovien").get(ADD).content.decode()
    assert 'name="information_provider"' not in form
    assert 'name="channel"' not in form
    article = entered(school, by="giaovien", information_provider=school.totruong.pk)
    assert article.information_provider is None
    assert article.channel == "web"
    desk = school.client("thuky").get(ADD).content.decode()
    assert 'name="information_provider"' in desk
    assert "Cô Lan (" in desk
    assert "Thầy Quản trị" not in desk.split('name="information_provider"')[1].split("</select>")[0]


@pytest.mark.parametrize("wrong", ["0", "999999999999999999999", "'; --"])
def test_a_provider_must_be_somebody_who_may_write(school: School, wrong: str) -> None:
    for provider in (wrong, str(school.quantri.pk)):
        said = TEXT | {"information_provider": provider, "channel": "usb"}
        answer = school.client("thuky").post(ADD, said)
        assert answer.status_code == 422
        assert "Thư viện mở cửa" in answer.content.decode()
    assert not Article.objects.exists()


def test_nobody_approves_what_was_entered_for_them(school: School) -> None:
    article = entered(school, information_provider=school.phoban.pk, section=school.section.pk)
    school.do(article, "thuky:submit", "hieutruong:forward", "thuky:forward")
    with pytest.raises(Refused, match="nhập thay bạn"):
        perform(article, "publish", by=school.phoban)


def test_another_provider_is_in_the_history_and_a_silent_form_changes_nothing(school: School) -> None:
    article = entered(school)
    url = article.get_desk_url()
    said = TEXT | {"version": article.version, "information_provider": school.nguoila.pk, "channel": ""}
    assert school.client("thuky").post(url, said).status_code == 302
    article.refresh_from_db()
    assert (article.information_provider, article.channel) == (school.nguoila, "paper")
    assert article.item.unit == school.other_unit
    event = Event.objects.filter(item=article.item_id, verb="edit").get()
    assert event.data["label"] == "Người cung cấp thông tin: Thầy tổ khác"
    # The provider edits it as their own, and stays its provider.
    mine = TEXT | {"title": "Thư viện mở cả chiều", "version": article.version}
    assert school.client("nguoila").post(url, mine).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.information_provider) == ("Thư viện mở cả chiều", school.nguoila)


def test_pages_and_documents_are_entered_for_others_too(school: School) -> None:
    shared = {"information_provider": school.totruong.pk, "channel": "email", "origin": "organisation"}
    page = {"title": "Công đoàn", "body": BODY} | shared
    assert school.client("thuky").post("/quan-tri/content/page/them/", page).status_code == 302
    record = {"summary": "Kế hoạch", "direction": "outgoing", "secrecy": "none", "audience": "public"}
    add = "/quan-tri/documents/officialdocument/them/"
    assert school.client("vanthu").post(add, record | shared).status_code == 302
    for edition in (Page.objects.get(), OfficialDocument.objects.get()):
        assert edition.information_provider == school.totruong
        assert (edition.channel, edition.origin) == ("email", "organisation")
