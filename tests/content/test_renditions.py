"""Pictures at smaller widths: drawn by the worker, served to whom the picture is served."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image

from content.models import Picture
from content.renditions import MOST_ATTEMPTS, render_due
from content.tasks import render_pictures
from editorial import nudging
from tests.portal.samples import make_picture
from tests.school import School


def files_of(picture: Picture) -> dict[str, float]:
    folder = Path(picture.file.path).parent
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if picture.token in path.name}


def shown_in(picture: Picture) -> str:
    return f'<p>Sân trường</p><p><img src="{picture.get_absolute_url()}" alt="Cột &amp; cờ"></p>'


def test_the_worker_draws_what_fits_once_and_a_second_round_changes_nothing(school: School) -> None:
    wide, small = make_picture(school, "red", (1000, 500)), make_picture(school, "blue", (100, 50))
    render_pictures()
    wide.refresh_from_db()
    small.refresh_from_db()
    assert (wide.rendered_widths, small.rendered_widths) == ([320, 640, 960], [])
    assert wide.rendered_at
    assert small.rendered_at
    drawn = files_of(wide)
    assert len(drawn) == 1 + 3 * 2
    with Image.open(Path(wide.file.path).with_name(f"{wide.token}-640.webp")) as rendition:
        assert (rendition.format, rendition.size) == ("WEBP", (640, 320))
    call_command("render_pictures", verbosity=0)
    assert files_of(wide) == drawn
    assert not [name for name in drawn if name.startswith(".")]


def test_an_upload_rings_for_the_renderer_once_it_is_stored(
    school: School, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(nudging.current_app, "send_task", lambda task, **options: rung.append(task))
    with django_capture_on_commit_callbacks(execute=True):
        make_picture(school, "red")
        make_picture(school, "blue")
        assert rung == []
    assert rung == ["content.tasks.render_pictures"]


def test_a_broken_picture_keeps_its_error_and_is_not_tried_forever(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = make_picture(school, "red", (400, 300)), make_picture(school, "blue", (400, 300))
    Path(broken.file.path).write_bytes(b"\xff\xd8\xff half a picture")
    assert render_due() == {"done": 1, "failed": 1}
    assert render_due() == {"done": 0, "failed": 0}
    for _round in range(MOST_ATTEMPTS + 2):
        Picture.objects.update(render_due_at=timezone.now() - timedelta(minutes=1))
        render_due()
    broken.refresh_from_db()
    assert broken.rendered_at is None
    assert (broken.render_attempts, broken.rendered_widths) == (MOST_ATTEMPTS, [])
    assert "Error" in broken.render_error
    # It is still shown as it was stored.
    school.published(section=school.section, body=shown_in(broken))
    assert Client().get(broken.get_absolute_url()).status_code == 200
    whole.refresh_from_db()
    assert whole.rendered_widths == [320]


def test_a_picture_another_worker_holds_is_left_to_it(school: School) -> None:
    picture = make_picture(school, "red", (400, 300))
    assert picture.claim_rendering(until=timezone.now() + timedelta(minutes=5))
    assert not picture.claim_rendering(until=timezone.now() + timedelta(minutes=5))
    assert render_due() == {"done": 0, "failed": 0}


def test_a_rendition_is_sent_to_whom_its_picture_is_sent(school: School) -> None:
    picture = make_picture(school, "red", (700, 500))
    render_due()
    stem = picture.get_absolute_url().removesuffix(".jpg")
    renditions = [f"{stem}-{width}.{kind}" for width in (320, 640) for kind in ("webp", "jpg")]
    edition = school.draft(section=school.section, body=shown_in(picture))
    for address in renditions:
        assert Client().get(address).status_code == 404
        assert school.client("nguoila").get(address).status_code == 404
        mine = school.client("giaovien").get(address)
        assert (mine.status_code, mine["Cache-Control"]) == (200, "private, no-store")
    school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    for address in renditions:
        answer = Client().get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == ("image/webp" if address.endswith("webp") else "image/jpeg")
        assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    with Image.open(BytesIO(b"".join(Client().get(renditions[0]).streaming_content))) as drawn:
        assert drawn.size[0] == 320
    school.do(edition, "hieutruong:take_down", ground="unsuitable_content")
    assert {Client().get(address).status_code for address in renditions} == {404}


@pytest.mark.parametrize(
    "ending",
    [
        "-960.webp",
        "-320.png",
        "-0.webp",
        "-00320.webp",
        "-999999999999999999.webp",
        "-320.gif",
        "-320",
        ".webp",
    ],
)
def test_what_was_never_drawn_is_not_found(school: School, ending: str) -> None:
    picture = make_picture(school, "red", (700, 500))
    render_due()
    stem = picture.get_absolute_url().removesuffix(".jpg")
    assert school.client("giaovien").get(f"{stem}{ending}").status_code == 404
    assert school.client("giaovien").get(f"/anh/{'x' * 22}-320.webp").status_code == 404


def test_a_page_offers_the_sizes_and_says_how_large_each_picture_is(school: School) -> None:
    lead, inside = make_picture(school, "red", (1600, 800)), make_picture(school, "blue", (700, 350))
    article = school.published(lead_picture=lead, lead_picture_alt="Sân trường", body=shown_in(inside))
    before = Client().get(article.get_absolute_url()).content.decode()
    assert "srcset" not in before
    assert f'<img src="{inside.get_absolute_url()}" alt="Cột &amp; cờ" width="700" height="350"' in before
    render_due()
    shown = Client().get(article.get_absolute_url()).content.decode()
    assert f"/anh/{lead.token}-1600.webp 1600w" in shown
    assert 'fetchpriority="high"' in shown
    assert shown.count('fetchpriority="high"') == 1
    assert f"/anh/{inside.token}-640.jpg 640w, {inside.get_absolute_url()} 700w" in shown
    assert shown.count('loading="lazy"') == 1
    assert shown.count("<picture>") == 2
