"""What stands around the desk's screens: places, help, empty lists, the tree of sections, the language."""

import re

from django.contrib import admin
from django.template.loader import get_template
from django.urls import reverse

from editorial.help_topics import NO_SCREEN, TOPICS, topic_of
from editorial.models import Section
from editorial.shelves import SHELVES
from tests.access.addresses import ROWS, urls_of
from tests.access.world import build_world
from tests.school import School

SCREENS = sorted(name for name in ROWS if name.startswith("admin:") and name not in NO_SCREEN)
# Words that Django or a package would show where nobody translated them.
ENGLISH = re.compile(
    r"\b(Add|All|Any|By|Cancel|Change|Close|Delete|Error|Filter|Go|History|Home|None|Please|Remove|Save|Search"
    r"|Select|Show|Skip|Sort|Submit|Today|View|Welcome|Yes|the|and|this|with|your|must|selected|results?)\b"
)
ATTRIBUTES = re.compile(r'\b(?:title|alt|aria-label|placeholder|value)="([^"]*)"')


def test_every_screen_of_the_desk_has_help_and_every_help_a_text() -> None:
    assert [name for name in SCREENS if topic_of(name) is None] == []
    used = {topic_of(name) for name in SCREENS}
    assert [topic.code for topic in TOPICS if topic not in used] == []
    for topic in TOPICS:
        assert len(get_template(topic.template).render()) > 200, topic.code


def test_every_list_of_the_desk_stands_on_a_shelf_with_a_sentence() -> None:
    entries = [entry for shelf in SHELVES for entry in shelf.entries]
    targets = [entry.target for entry in entries]
    assert {model._meta.label_lower for model in admin.site._registry} <= set(targets)
    assert len(targets) == len(set(targets))
    assert all(str(entry.purpose).endswith(".") for entry in entries)


def test_places_show_only_what_the_person_may_open(school: School) -> None:
    for who in ("quantri", "truongban"):
        desk = school.client(who)
        page = desk.get(reverse("admin:places")).content.decode()
        links = set(re.findall(r'<a href="(/quan-tri/[^"]+/)">', page.split('class="admin-places"')[1]))
        assert links
        assert {url for url in links if desk.get(url).status_code >= 400} == set()
    teacher = school.client("giaovien").get(reverse("admin:places")).content.decode()
    assert reverse("admin:people_user_changelist") not in teacher


def visible(page: str) -> str:
    page = re.sub(r"<(script|style|template|code).*?</\1>|<!--.*?-->", " ", page, flags=re.DOTALL)
    page = re.sub(r'<input[^>]*type="hidden"[^>]*>', " ", page)
    return " ".join([*ATTRIBUTES.findall(page), re.sub(r"<[^>]+>", " ", page)])


def test_no_screen_of_the_desk_speaks_english(school: School) -> None:
    world, found, seen = build_world(school, "article"), {}, set()
    desks = [school.client(who) for who in ("truongban", "quantri")]
    for name in SCREENS:
        url = reverse(name, args=urls_of(world, ROWS[name]))
        answer = next((one for desk in desks if (one := desk.get(url)).status_code == 200), None)
        if answer is not None and "html" in answer["Content-Type"]:
            seen.add(name)
            if words := set(ENGLISH.findall(visible(answer.content.decode()))):
                found[name] = words
    assert found == {}
    assert len(seen) > 40


def test_the_scripts_of_the_desk_speak_vietnamese(school: School) -> None:
    catalogue = school.client("quantri").get(reverse("admin:jsi18n")).content.decode()
    for words in ("Ch\\u1ee7 nh\\u1eadt", "H\\u00f4m nay", "T2"):
        assert words in catalogue or words.encode().decode("unicode_escape") in catalogue


def test_an_empty_list_says_what_to_do(school: School) -> None:
    board = school.client("truongban").get(reverse("admin:editorial_boardmember_changelist")).content.decode()
    assert "Chưa có thành viên Ban Biên tập nào; bấm nút dưới đây để thêm." in board
    reader = school.client("thanhtra").get(reverse("admin:editorial_boardmember_changelist")).content.decode()
    assert "bấm nút" not in reader
    url = reverse("admin:people_unit_changelist")
    assert "xem tất cả" in school.client("quantri").get(url, {"q": "không có đâu"}).content.decode()


def test_the_tree_of_sections_is_shown_and_sorted_in_its_list(school: School) -> None:
    desk, url = school.client("quantri"), reverse("admin:editorial_section_changelist")
    school.published()
    rows = list(desk.get(url).context["cl"].result_list)
    depth = {row.pk: row.depth for row in rows}
    assert len(rows) == Section.objects.count()
    assert all(depth[row.pk] == depth[row.parent_id] + 1 for row in rows if row.parent_id)
    shown = next(row for row in rows if row.pk == school.section.pk)
    assert (shown.public_count, shown.editor_names) == (1, ["Thầy Biên tập"])
    form = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "Lưu"}
    for place, row in enumerate(rows):
        form |= {f"form-{place}-id": row.pk, f"form-{place}-order": len(rows) - place}
    assert desk.post(url, form).status_code == 302
    assert Section.objects.get(pk=rows[0].pk).order == len(rows)
    assert school.section.pk in {
        row.pk for row in Section.objects.filter(order=len(rows) - rows.index(shown))
    }
    form["form-0-order"] = "-1"
    assert "Lỗi" in desk.post(url, form).content.decode()
