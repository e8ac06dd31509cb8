"""Rich text that wants to run, typed into the desk's form by a teacher and taken to the reader."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from content.models import Article
from editorial import drafting
from editorial.models import Event
from tests.hostile.desk import address, form, move, read, start
from tests.portal.samples import TO_PUBLIC
from tests.school import School

ATTACKS = {
    "script": "<script>alert(1)</script><scr<script>ipt>alert(2)</scr</script>ipt>",
    "handlers": '<p onclick="alert(1)">a</p><img src=x onerror=alert(1)><body onload=alert(1)>',
    "addresses": '<a href="javascript:alert(1)">a</a><a href="java&#10;script&colon;alert(1)">b</a>'
    '<a href="data:text/html,<script>alert(1)</script>">c</a>',
    "style": '<p style="background:url(javascript:alert(1));position:fixed;inset:0">a</p>'
    "<style>*{display:none}@import 'https://xau.example/x.css'</style>",
    "svg": '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text y=9>a</text></a>'
    "<animate attributeName=href values=javascript:alert(1) /></svg>",
    "mutation": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    "onerror=alert(1)&gt;'>",
    "noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "frames": "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=javascript:alert(1)></object>"
    "<embed src=javascript:alert(1)><base href=https://xau.example/>",
    "forms": "<form action=https://xau.example><input name=password><button formaction=javascript:alert(1)>",
    "breaking out": "</div></article></textarea></title><script>alert(1)</script><!--",
}
BODY = "".join(f"<p>Đoạn {name} còn nguyên.</p>{attack}" for name, attack in ATTACKS.items())
LINES = {
    "title": "Khai giảng <script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "lead": "Tóm tắt </p><script>alert(2)</script>",
    "author_credit": '"><svg onload=alert(3)>',
    "source_name": "<b onmouseover=alert(4)>Báo</b>",
    "source_url": 'https://bao.example/?a="><script>alert(5)</script>',
    "change_note": "<script>alert(6)</script>",
}


def test_nothing_that_a_teacher_typed_runs_on_any_page(school: School, client: Client) -> None:
    teacher = school.client("giaovien")
    given = form(**LINES | {"source_url": "https://bao.example/"}, body=BODY, section=school.section.pk)
    assert teacher.post(address("add"), given).status_code == 302
    edition = Article.objects.get()
    assert not re.search(r"<script|onerror|javascript:|<style|<svg|<iframe", edition.body)
    assert move(teacher, edition, "submit").status_code == 302
    edition.refresh_from_db()
    school.do(edition, "totruong:forward")
    changes = {
        "title": edition.title + " <script>alert(9)</script>",
        "body": edition.body + "<script>x</script>",
    }
    drafting.save_content(edition, by=school.thuky, version=edition.version, changes=changes)
    school.client("thuky").post(address("remark", edition.pk), {"text": "<script>alert(7)</script>"})
    edition.refresh_from_db()
    school.do(edition, "thuky:forward", "phoban:publish")
    desk = school.client("thuky")
    pages = {
        "public": client.get(edition.get_absolute_url()),
        "home": client.get("/"),
        "section": client.get(school.section.get_absolute_url()),
        "all": client.get("/tin-tuc/"),
        "desk": desk.get(edition.get_desk_url()),
        "preview": desk.get(address("preview", edition.pk)),
        "editing": desk.get(address("editing", edition.pk)),
        "worklist": desk.get(reverse("admin:index")),
        "list": desk.get(address("changelist")),
        "events": desk.get(reverse("admin:editorial_event_changelist")),
    }
    for name, page in pages.items():
        assert page.status_code == 200, name
        # The message of the title stays readable as text.
        assert read(page).runs == [], name
    public = read(pages["public"])
    assert all(f"Đoạn {name} còn nguyên." in public.words for name in ATTACKS)
    assert "<script>alert(1)</script>" in public.words  # as letters, for a title may be about HTML
    feed = client.get("/rss/tin-tuc.xml").content.decode()
    assert "<script" not in feed
    assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", feed)


@pytest.mark.parametrize("name", ATTACKS, ids=lambda name: name.replace(" ", "-"))
def test_each_attack_alone_leaves_its_paragraph_and_nothing_else(school: School, name: str) -> None:
    assert start(school, body=f"<p>Đoạn trước.</p>{ATTACKS[name]}").status_code == 302
    edition = Article.objects.get()
    assert edition.body.startswith("<p>Đoạn trước.</p>")
    page = school.client("giaovien").get(edition.get_desk_url())
    assert read(page).runs == []
    # In the form the text stands as letters, and is what was stored.
    assert read(page).fields["body"] == edition.body


def test_an_address_that_is_no_web_address_is_refused_and_what_was_typed_stays(school: School) -> None:
    for url in (
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "ftp://bao.example/",
        "//[",
    ):
        response = start(school, source_url=url, lead="Đã gõ rất lâu")
        assert response.status_code == 422
        assert read(response).fields["lead"] == "Đã gõ rất lâu"
        assert read(response).runs == []
    assert not Article.objects.exists()


def test_a_note_and_a_verdict_are_shown_as_letters(school: School) -> None:
    words = '<img src=x onerror=alert(1)> & "sai"'
    edition = school.do(school.draft(section=school.section), *TO_PUBLIC[:3], "phoban:ask_opinion")
    answer = move(school.client("truongban"), edition, "give_opinion", verdict="disagree", note=words)
    assert answer.status_code == 302
    page = read(school.client("giaovien").get(edition.get_desk_url()))
    assert page.runs == []
    assert page.words.count(words) == 2  # under the text and in the history
    assert Event.objects.filter(note=words).exists()


def test_a_takedown_explains_itself_in_letters(school: School, client: Client) -> None:
    edition = school.published()
    words = "</p><script>alert(1)</script>Theo đề nghị của gia đình"
    given = {"ground": "subject_request", "note": words, "explanation": words}
    assert move(school.client("hieutruong"), edition, "take_down", **given).status_code == 302
    page = client.get(edition.get_absolute_url())
    assert page.status_code == 410
    assert read(page).runs == []
    assert words in read(page).words
