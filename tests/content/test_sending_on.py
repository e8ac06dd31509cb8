"""A public article goes to the offices above as a Word file: approved first, once to each (HL-9.6b)."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from docx import Document

from content.models import Article
from documents.models import Dispatch, IssuingAuthority
from editorial.letters import MOST_ATTEMPTS
from editorial.models import Event
from tests.portal.samples import make_picture
from tests.school import School

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/content/article/gui-cap-tren/"


@pytest.fixture
def bureau(school: School) -> IssuingAuthority:
    return IssuingAuthority.objects.create(
        name="Phòng GD&ĐT", folded_name="phong gd", slug="phong", level="bureau", email="pgd@xa.example"
    )


def rich_article(school: School) -> Article:
    shown = make_picture(school, "teal", (400, 300))
    body = (
        "<h2>Phần lễ</h2><p>Chào cờ, <strong>hát Quốc ca</strong>, xem <a href='/tin-tuc/'>tin</a>.</p>"
        "<ol><li>Một</li><li>Hai</li></ol>"
        f'<figure class="image"><img src="{shown.get_absolute_url()}" alt="Sân trường">'
        "<figcaption>Lễ chào cờ</figcaption></figure>"
        '<table><tbody><tr><th>Lớp</th><th colspan="2">Điểm</th></tr>'
        "<tr><td>6A</td><td>9</td><td>8</td></tr></tbody></table>"
    )
    article = school.published(body=body, lead="Năm học mới bắt đầu.", author_credit="Cô Lan")
    article.refresh_from_db()
    return article


def send(school: School, article: Article, *to: IssuingAuthority, by: str = "thuky") -> int:
    said = {"to": [body.pk for body in to]}
    return school.client(by).post(f"{article.get_desk_url()}gui-cap-tren/", said).status_code


def test_the_letter_carries_the_whole_article_as_a_word_file(
    school: School, bureau: IssuingAuthority, tmp_path: Path
) -> None:
    article = rich_article(school)
    mail.outbox.clear()
    for _pressed in range(2):
        assert send(school, article, bureau) == 302
        call_command("send_documents", verbosity=0)
    (letter,) = [one for one in mail.outbox if one.to == ["pgd@xa.example"]]
    assert letter.subject == f"Tin bài: {article.title}"
    assert article.get_absolute_url() in letter.body
    name, content, _type = letter.attachments[0]
    assert name == "le-khai-giang.docx"
    written = Document(BytesIO(content))
    words = [paragraph.text for paragraph in written.paragraphs]
    assert words[0] == "Lễ khai giảng"
    for line in ("Năm học mới bắt đầu.", "Phần lễ", "Lễ chào cờ", "Cô Lan"):
        assert line in words
    assert any(article.get_absolute_url() in line for line in words)
    assert written.styles["Normal"].font.name == "Times New Roman"
    assert written.styles["Normal"].font.size.pt == 14
    assert len(written.inline_shapes) == 1
    assert [cell.text for cell in written.tables[0].rows[1].cells] == ["6A", "9", "8"]
    dispatch = Dispatch.objects.get()
    assert (dispatch.status, dispatch.asked_by) == ("sent", school.thuky)
    assert Event.objects.filter(item=article.item_id, verb="send_on").count() == 1
    page = school.client("thanhtra").get(article.get_desk_url()).content.decode()
    assert "pgd@xa.example" in page
    assert "Gửi cấp trên</button>" not in page


def test_what_is_not_approved_or_no_longer_public_is_not_sent(
    school: School, bureau: IssuingAuthority
) -> None:
    draft = school.draft(section=school.section)
    school.do(draft, "giaovien:submit")
    assert send(school, draft, bureau) == 409
    public = school.published(title="Bài sẽ ẩn")
    assert send(school, public, bureau, by="giaovien") == 409
    assert send(school, public, bureau, by="nguoila") == 409  # anybody may see it, few may send it
    assert send(school, public) == 422
    assert send(school, public, bureau) == 302
    school.do(public, "truongban:hide")
    call_command("send_documents", verbosity=0)
    assert Dispatch.objects.get().status == "failed"
    assert not any("pgd@xa.example" in one.to for one in mail.outbox)
    again = f"{public.get_desk_url()}gui-cap-tren/{Dispatch.objects.get().pk}/"
    assert school.client("thuky").post(again).status_code == 409


def test_a_silent_server_delays_and_never_doubles(
    school: School, bureau: IssuingAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = school.published()
    assert send(school, article, bureau) == 302

    def refuse(_self: EmailBackend, _messages: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        for _round in range(MOST_ATTEMPTS):
            Dispatch.objects.update(due_at=timezone.now())
            call_command("send_documents", verbosity=0)
    dispatch = Dispatch.objects.get()
    assert (dispatch.status, dispatch.attempts) == ("failed", MOST_ATTEMPTS)
    again = f"{article.get_desk_url()}gui-cap-tren/{dispatch.pk}/"
    assert school.client("vanthu").post(again).status_code == 302
    call_command("send_documents", verbosity=0)
    assert Dispatch.objects.get().status == "sent"
    assert school.client("vanthu").post(again).status_code == 409
    assert sum("pgd@xa.example" in one.to for one in mail.outbox) == 1


def test_a_title_begins_no_header_and_a_dissolved_office_is_not_offered(
    school: School, bureau: IssuingAuthority
) -> None:
    article = school.published()
    Article.objects.filter(pk=article.pk).update(title="Tin\r\nBcc: ai@do.example\r\n\r\nThư khác")
    IssuingAuthority.objects.create(
        name="Phòng cũ", folded_name="cu", slug="cu", email="cu@x.example", existed_to="2025-06-30"
    )
    assert "cu@x.example" not in school.client("thuky").get(article.get_desk_url()).content.decode()
    assert send(school, article, IssuingAuthority.objects.get(slug="cu")) == 422
    assert send(school, article, bureau) == 302
    call_command("send_documents", verbosity=0)
    letter = next(one for one in mail.outbox if one.to == ["pgd@xa.example"])
    assert "\n" not in letter.subject
    assert letter.recipients() == ["pgd@xa.example"]


def test_the_list_tells_what_of_a_period_was_sent_and_what_was_not(
    school: School, bureau: IssuingAuthority
) -> None:
    sent, unsent, old = (school.published(title=title) for title in ("Đã gửi rồi", "Còn thiếu", "Bài cũ"))
    long_ago = timezone.now() - timedelta(days=80)
    Article.objects.filter(pk=old.pk).update(first_public_at=long_ago, published_at=long_ago)
    desk = school.client("thuky")
    assert send(school, sent, bureau) == 302
    call_command("send_documents", verbosity=0)
    page = desk.get(LIST).content.decode()
    assert ("Đã gửi rồi" in page, "Còn thiếu" in page, "Bài cũ" in page) == (True, True, False)
    missing = desk.get(f"{LIST}?gui=chua&tu={long_ago:%Y-%m-%d}").content.decode()
    assert ("Đã gửi rồi" in missing, "Còn thiếu" in missing, "Bài cũ" in missing) == (False, True, True)
    assert desk.post(LIST, {"to": [bureau.pk], "bai": []}).status_code == 422
    chosen = [unsent.pk, old.pk, sent.pk, "x", "9" * 40]
    assert desk.post(LIST, {"to": [bureau.pk], "bai": chosen}).status_code == 302
    assert Dispatch.objects.count() == 3
    assert school.client("bientap").post(LIST, {"to": [bureau.pk], "bai": [old.pk]}).status_code == 403
    assert school.client("giaovien").get(LIST).status_code == 403
    assert school.client("thuky").get(f"{LIST}?tu=hôm-qua&den=9999-99-99&trang=x").status_code == 200
