"""The reference tables of the desk: who keeps them, through HTTP."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from editorial.models import ApprovalDelegation, BoardMember, Section
from editorial.section_editors import editors_of, set_editors
from editorial.visibility import edited_section_ids
from people.models import User
from tests.school import School

DELEGATIONS = "admin:editorial_approvaldelegation_add"
MEMBERS = "admin:editorial_boardmember_add"


def delegation(school: School, **changes: object) -> dict[str, object]:
    today = timezone.localdate()
    given = {"user": school.bientap.pk, "section": school.section.pk, "valid_from": today, "valid_to": today}
    return given | changes


def test_only_the_head_of_the_board_delegates(school: School) -> None:
    for name in ("phoban", "hieutruong", "quantri", "thanhtra", "giaovien"):
        assert school.client(name).post(reverse(DELEGATIONS), delegation(school)).status_code == 403
    assert not ApprovalDelegation.objects.exists()
    assert school.client("truongban").post(reverse(DELEGATIONS), delegation(school)).status_code == 302
    assert ApprovalDelegation.objects.get().given_by == school.truongban


def test_a_delegation_that_ends_before_it_begins_or_to_an_outsider_is_refused(school: School) -> None:
    client = school.client("truongban")
    yesterday = timezone.localdate() - timedelta(days=1)
    for wrong in ({"valid_to": yesterday}, {"user": school.quantri.pk}):
        answer = client.post(reverse(DELEGATIONS), delegation(school, **wrong))
        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors
    assert not ApprovalDelegation.objects.exists()


def test_a_second_head_of_the_board_is_refused_in_words(school: School) -> None:
    client = school.client("truongban")
    member = {"board_role": "chair", "valid_from": timezone.localdate(), "decision_reference": "113.1/QĐ"}
    assert client.post(reverse(MEMBERS), member | {"user": school.truongban.pk}).status_code == 302
    answer = client.post(reverse(MEMBERS), member | {"user": school.phoban.pk})
    assert "chỉ có một Trưởng ban" in answer.content.decode()
    assert BoardMember.objects.count() == 1


def test_membership_of_the_board_lets_hide_until_its_last_day(school: School) -> None:
    edition = school.published()
    member = BoardMember.objects.create(user=school.thuky, board_role="member")
    school.do(edition, "thuky:hide", "thuky:unhide")
    yesterday = timezone.localdate() - timedelta(days=1)
    BoardMember.objects.filter(pk=member.pk).update(valid_from=yesterday, valid_to=yesterday)
    page = school.client("thuky").get(edition.get_desk_url())
    assert "hide" not in [form.move.verb for form in page.context["move_forms"]]


def test_the_it_admin_gives_a_section_to_its_editors_and_takes_it_back(school: School) -> None:
    section = Section.objects.filter(kind="articles").exclude(pk=school.section.pk).latest("pk")
    url = reverse("admin:editorial_section_change", args=[section.pk])
    fields = {
        "name": section.name,
        "slug": section.slug,
        "parent": section.parent_id or "",
        "kind": section.kind,
        "order": section.order,
        "is_active": "on",
    }
    client = school.client("quantri")
    assert client.post(url, fields | {"editors": [school.bientap.pk]}).status_code == 302
    assert editors_of(section) == {school.bientap}
    assert section.pk in edited_section_ids(User.objects.get(pk=school.bientap.pk))
    assert client.post(url, fields | {"editors": [school.giaovien.pk]}).status_code == 200
    assert client.post(url, fields).status_code == 302
    assert not editors_of(section)
    assert school.client("giaovien").post(url, fields).status_code == 403


def test_a_section_cannot_be_put_under_itself(school: School) -> None:
    section = Section.objects.filter(children__isnull=False).first()
    child = section.children.first()
    answer = school.client("quantri").post(
        reverse("admin:editorial_section_change", args=[section.pk]),
        {
            "name": section.name,
            "slug": section.slug,
            "kind": section.kind,
            "order": section.order,
            "parent": child.pk,
        },
    )
    assert "không thể nằm trong chính nó" in answer.content.decode()


def test_an_editor_of_the_parent_edits_the_child(school: School) -> None:
    parent = Section.objects.filter(kind="articles", children__kind="articles").first()
    child = parent.children.filter(kind="articles").first()
    set_editors(parent, [school.thuky])
    assert child.pk in edited_section_ids(User.objects.get(pk=school.thuky.pk))
    set_editors(parent, [])
    assert not edited_section_ids(User.objects.get(pk=school.thuky.pk))


def test_the_sections_of_an_editor_are_read_in_one_query_per_request(
    school: School, django_assert_num_queries: Callable
) -> None:
    for section in Section.objects.filter(kind="articles"):
        set_editors(section, [school.bientap])
    drafts = [school.draft(section=section) for section in Section.objects.filter(kind="articles")]
    edited_section_ids(User.objects.get(pk=school.bientap.pk))  # content types are read once per process
    editor = User.objects.get(pk=school.bientap.pk)
    with django_assert_num_queries(1):
        edited_section_ids(editor)
    with django_assert_num_queries(0):
        assert all(draft.section_id in edited_section_ids(editor) for draft in drafts)
