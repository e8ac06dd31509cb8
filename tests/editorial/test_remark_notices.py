"""A turn of the conversation reaches those who take part in it: once, in one thread, and nobody else."""

from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from content.models import Article
from editorial.models import Notification
from people.models import User
from people.roles import revoke_role
from tests.school import School

WORDS = "Ảnh bìa nên chụp ngang."


def remark(school: School, edition: Article, who: str, text: str = WORDS) -> None:
    url = reverse("admin:content_article_remark", args=[edition.pk])
    assert school.client(who).post(url, {"text": text}).status_code == 302


def told(verb: str = "remark") -> list[str]:
    """Who was told of the last remark."""
    call_command("deliver_events", verbosity=0)
    rows = Notification.objects.filter(event__verb=verb).order_by("-event", "user__username")
    return [row.user.username for row in rows if row.event_id == rows[0].event_id]


def test_author_holder_and_earlier_speakers_are_told_but_not_the_writer(school: School) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", "totruong:forward")
    remark(school, edition, "phoban", "Bài hay.")
    told()
    mail.outbox.clear()
    remark(school, edition, "giaovien")
    assert told() == ["phoban", "thuky"]
    assert sorted(letter.to[0] for letter in mail.outbox) == ["phoban@truong.example", "thuky@truong.example"]
    for letter in mail.outbox:
        assert WORDS in letter.body
        assert letter.extra_headers["References"].startswith(f"<noi-dung-{edition.item_id}@")
        assert letter.extra_headers["In-Reply-To"] == letter.extra_headers["References"]
    call_command("deliver_events", verbosity=0)
    assert len(mail.outbox) == 2


def test_who_may_no_longer_see_the_text_hears_nothing_of_it(school: School) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", "totruong:forward")
    remark(school, edition, "phoban", "Bài hay.")
    deputy = User.objects.get(pk=school.phoban.pk)
    for role in ("deputy", "school_leaders"):
        revoke_role(deputy, role)
    remark(school, edition, "giaovien")
    assert told() == ["thuky"]
