"""The web side as a process of its own, on the portal's real settings: started by `house.Desk`.

It reads one request per line and answers one line:
{"who", "verb", "title"} -> {"status", "seconds"}; {"command"} -> {"output"}.
"""

import io
import json
import sys
import time
from datetime import timedelta

from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from content.models import Article
from editorial.checklist import ticks
from editorial.models import Notification
from editorial.outbox import deliver_owed
from people.models import User
from tests.school import School, build_school

TO_SECRETARIAT = ("giaovien:submit", "totruong:forward")
TO_DEPUTY = (*TO_SECRETARIAT, "thuky:forward")


def prepare() -> None:
    """A migrated database with one article per place where the tests begin, nothing owed and nobody told."""
    call_command("migrate", verbosity=0)
    call_command("apply_regulation", "standard", verbosity=0)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        school = build_school()
    _draft(school, "Nháp")
    _draft(school, "Chờ biên tập", *TO_SECRETARIAT)
    _draft(school, "Chờ duyệt", *TO_DEPUTY)
    _draft(school, "Cũng chờ duyệt", *TO_DEPUTY)
    hour = timezone.now() + timedelta(hours=1)
    for title in ("Hẹn giờ", "Hẹn giờ sau"):
        scheduled = school.draft(title=title, section=school.section, publish_at=hour)
        school.do(scheduled, *TO_DEPUTY, "phoban:publish")
    deliver_owed()
    Notification.objects.all().delete()


def _draft(school: School, title: str, *steps: str) -> None:
    school.do(school.draft(title=title, section=school.section), *steps)


def answer_requests() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        answer = _run(**request) if "command" in request else _move(**request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _run(command: str) -> dict[str, str]:
    output = io.StringIO()
    call_command(command, stdout=output)
    return {"output": output.getvalue()}


def _move(who: str, verb: str, title: str) -> dict[str, float]:
    article = Article.objects.get(title=title)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=who))
    address = reverse("admin:content_article_move", args=[article.pk, verb])
    begun = time.monotonic()
    ticked = [tick.code for tick in ticks(article, verb)]
    response = client.post(address, {f"{verb}-version": article.version, f"{verb}-ticks": ticked})
    return {"status": response.status_code, "seconds": time.monotonic() - begun}
