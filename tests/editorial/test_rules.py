"""Each rule of the workflow by name, with the refusal beside the happy path."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from guardian.shortcuts import assign_perm

from content.models import Article
from editorial import drafting
from editorial.drafting import edit_refusals, revise, save_content
from editorial.models import ApprovalDelegation, Event, Review, Section, Snapshot, Takedown
from editorial.refusing import refusals
from editorial.states import State
from editorial.workflow import Refused, allowed, perform
from people.models import User
from people.roles import grant_role
from tests.school import School

TO_DEPUTY = ("giaovien:submit", "totruong:forward", "thuky:forward")


def verbs(edition: Article, person: User) -> set[str]:
    return {move.verb for move in allowed(edition, by=User.objects.get(pk=person.pk))}


def test_nobody_approves_what_they_submitted(school: School) -> None:
    grant_role(school.phoban, "contributor")
    edition = school.draft(by="phoban", section=school.section)
    school.do(edition, "phoban:submit", "hieutruong:forward", "thuky:forward")
    with pytest.raises(Refused, match="không được tự duyệt"):
        school.do(edition, "phoban:publish")
    assert school.do(edition, "truongban:publish").state == State.PUBLISHED


def test_a_unit_heads_own_item_goes_straight_to_the_secretariat(school: School) -> None:
    edition = school.do(school.draft(by="totruong"), "totruong:submit")
    assert edition.step == "secretariat"
    assert Event.objects.get(verb="submit").data["unit_head"] == school.totruong.pk


def test_a_unit_without_a_head_does_not_hold_up_its_teachers(school: School) -> None:
    edition = school.do(school.draft(by="nguoila"), "nguoila:submit")
    with pytest.raises(Refused):
        school.do(edition, "totruong:forward")
    assert school.do(edition, "phoban:forward").step == "secretariat"


def test_forward_without_a_section_is_refused_at_the_secretariat(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit", "totruong:forward")
    with pytest.raises(Refused, match="chuyên mục"):
        school.do(edition, "thuky:forward")
    save_content(edition, by=school.thuky, version=edition.version, changes={"section": school.section})
    edition.refresh_from_db()
    assert school.do(edition, "thuky:forward").step == "deputy"


def test_the_authors_text_is_kept_beside_the_edited_one(school: School) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", "totruong:forward")
    save_content(edition, by=school.thuky, version=edition.version, changes={"title": "Tên đã biên tập"})
    edition.refresh_from_db()
    school.do(edition, "thuky:forward")
    titles = list(Snapshot.objects.order_by("event").values_list("content__title", flat=True))
    assert titles == ["Lễ khai giảng", "Tên đã biên tập"]


def test_return_and_refuse_demand_a_reason_and_refuse_a_code(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit")
    for verb in ("return", "refuse"):
        with pytest.raises(Refused, match="lý do"):
            perform(edition, verb, by=school.totruong, note="  ")
    with pytest.raises(Refused, match="theo quy chế"):
        perform(edition, "refuse", by=school.totruong, note="sai", reason="bịa ra")
    with pytest.raises(Refused, match="căn cứ pháp luật"):
        perform(edition, "refuse", by=school.totruong, note="sai", reason="other_prohibited")
    perform(edition, "refuse", by=school.totruong, note="sai sự thật", reason="untrue")
    assert Event.objects.get(verb="refuse").data["citation"]


def test_a_refused_item_can_be_written_anew_and_sent_again(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit", "totruong:refuse", reason="poor_quality")
    school.do(edition, "giaovien:reopen", "giaovien:submit")
    assert (edition.state, edition.step) == (State.IN_REVIEW, "unit_head")


def test_a_sensitive_item_waits_for_the_heads_opinion_on_this_very_text(school: School) -> None:
    edition = school.do(school.draft(section=school.section), *TO_DEPUTY, "phoban:ask_opinion")
    with pytest.raises(Refused, match="ý kiến của Trưởng ban"):
        school.do(edition, "phoban:publish")
    school.do(edition, "truongban:give_opinion", verdict="agree")
    assert "publish" in verbs(edition, school.phoban)
    Article.objects.filter(pk=edition.pk).update(title="Đã đổi sau khi có ý kiến")
    edition.refresh_from_db()
    assert "publish" not in verbs(edition, school.phoban)


def test_an_opinion_against_blocks_the_deputy(school: School) -> None:
    edition = school.do(school.draft(section=school.section, sensitive=True), *TO_DEPUTY)
    with pytest.raises(Refused, match="vì sao"):
        perform(edition, "give_opinion", by=school.truongban, verdict="disagree")
    school.do(edition, "truongban:give_opinion", verdict="disagree")
    with pytest.raises(Refused, match="không đồng ý"):
        school.do(edition, "phoban:publish")


def test_a_sensitive_section_makes_its_items_sensitive(school: School) -> None:
    section = Section.objects.filter(sensitive=True, kind="articles").first()
    edition = school.do(school.draft(section=section), *TO_DEPUTY)
    assert refusals(edition, "publish", by=school.phoban)


def test_reviewers_are_heard_before_the_head_signs_or_overridden_with_a_reason(school: School) -> None:
    call_command("apply_regulation", "tinh_son", verbosity=0)
    edition = school.do(school.draft(section=school.section), *TO_DEPUTY)
    with pytest.raises(Refused, match="người gửi bài"):
        school.do(edition, "truongban:assign", reviewers=[school.giaovien])
    with pytest.raises(Refused, match="không tham gia"):
        school.do(edition, "truongban:assign", reviewers=[school.quantri])
    school.do(edition, "truongban:assign", reviewers=[school.phoban, school.bientap])
    with pytest.raises(Refused, match="Chưa có ý kiến"):
        perform(edition, "sign", by=school.truongban)
    school.do(edition, "phoban:review", verdict="agree")
    with pytest.raises(Refused):
        school.do(edition, "phoban:review", verdict="agree")
    with pytest.raises(Refused, match="Thầy Biên tập"):
        perform(edition, "sign", by=school.truongban)
    school.do(edition, "bientap:review", verdict="remark")
    perform(edition, "sign", by=school.truongban)
    assert edition.state == State.APPROVED
    assert Review.objects.count() == 2


def test_the_technical_group_posts_but_cannot_change_a_signed_text(school: School) -> None:
    call_command("apply_regulation", "tinh_son", verbosity=0)
    edition = school.do(school.draft(section=school.section), *TO_DEPUTY, "truongban:sign")
    assert edit_refusals(edition, by=school.kythuat)
    with pytest.raises(Refused):
        save_content(edition, by=school.kythuat, version=edition.version, changes={"title": "Khác"})
    Article.objects.filter(pk=edition.pk).update(title="Sửa lén trong cơ sở dữ liệu")
    with pytest.raises(Refused, match="khác bản được ký"):
        school.do(Article.objects.get(pk=edition.pk), "kythuat:post")
    Article.objects.filter(pk=edition.pk).update(title="Lễ khai giảng")
    assert school.do(Article.objects.get(pk=edition.pk), "kythuat:post").state == State.PUBLISHED


def test_a_delegate_approves_only_in_the_section_and_the_period(school: School) -> None:
    today = timezone.localdate()
    other = Section.objects.filter(kind="articles", sensitive=False).exclude(pk=school.section.pk)
    mine, foreign = school.section, other.exclude(parent=school.section).latest("pk")
    delegation = ApprovalDelegation.objects.create(
        user=school.bientap, section=mine, valid_from=today, valid_to=today, given_by=school.truongban
    )
    inside = school.do(school.draft(section=mine), *TO_DEPUTY)
    outside = school.do(school.draft(section=foreign), *TO_DEPUTY)
    assert "publish" in verbs(inside, school.bientap)
    assert "publish" not in verbs(outside, school.bientap)
    ApprovalDelegation.objects.filter(pk=delegation.pk).update(
        valid_from=today - timedelta(days=2), valid_to=today - timedelta(days=1)
    )
    assert "publish" not in verbs(inside, school.bientap)


def test_an_urgent_publication_stays_flagged_until_another_person_confirms(school: School) -> None:
    edition = school.draft(by="phoban", section=school.section)
    with pytest.raises(Refused, match="lý do"):
        perform(edition, "publish_urgently", by=school.phoban)
    perform(edition, "publish_urgently", by=school.phoban, note="Bão số 9, nghỉ học ngày mai")
    assert edition.state == State.PUBLISHED
    assert edition.owes_urgent_confirmation
    with pytest.raises(Refused, match="Người khác"):
        school.do(edition, "phoban:confirm_urgent")
    assert not school.do(edition, "truongban:confirm_urgent").owes_urgent_confirmation


def test_urgency_is_no_way_round_the_head(school: School) -> None:
    edition = school.draft(by="phoban", section=school.section, sensitive=True)
    with pytest.raises(Refused, match="nhạy cảm"):
        school.do(edition, "phoban:publish_urgently")


def test_a_correction_leaves_the_public_text_until_it_is_approved(school: School) -> None:
    first = school.published()
    second = revise(first, by=school.thuky)
    save_content(second, by=school.thuky, version=0, changes={"title": "Bản đính chính"})
    assert Article.objects.public().get().title == "Lễ khai giảng"
    second.refresh_from_db()
    school.do(second, "thuky:submit", "totruong:forward")
    grant_role(school.bientap, "secretariat")
    school.do(second, "bientap:forward", "phoban:publish")
    public = Article.objects.public().get()
    first.refresh_from_db()
    assert (public.title, public.number, first.state) == ("Bản đính chính", 2, State.SUPERSEDED)
    assert public.first_public_at == first.published_at


def test_one_correction_at_a_time(school: School) -> None:
    edition = school.published()
    revise(edition, by=school.thuky)
    with pytest.raises(Refused, match="bản sửa đổi khác"):
        revise(edition, by=school.giaovien)


def test_a_move_drawn_from_an_older_version_is_refused(school: School) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", "totruong:forward")
    seen = edition.version
    save_content(edition, by=school.thuky, version=seen, changes={"title": "Đổi sau khi đọc"})
    with pytest.raises(Refused, match="người khác thay đổi"):
        perform(edition, "forward", by=school.thuky, version=seen)


def test_a_takedown_needs_a_ground_and_restoring_ends_it(school: School) -> None:
    edition = school.published()
    with pytest.raises(Refused, match="căn cứ"):
        school.do(edition, "hieutruong:take_down", ground="vì thích")
    school.do(edition, "hieutruong:take_down", ground="subject_request", explanation="Theo đề nghị.")
    assert not Article.objects.public().exists()
    with pytest.raises(Refused, match="gỡ bỏ"):
        revise(edition, by=school.thuky)
    school.do(edition, "hieutruong:restore")
    assert Article.objects.public().exists()
    assert Takedown.objects.get().restored_by == school.hieutruong


def test_incomplete_text_cannot_be_sent(school: School) -> None:
    edition = school.draft(body="<p> </p>")
    with pytest.raises(Refused, match="nội dung"):
        school.do(edition, "giaovien:submit")


def test_who_may_not_write_cannot_start(school: School) -> None:
    for name in ("quantri", "thanhtra"):
        with pytest.raises(Refused, match="không có quyền"):
            school.draft(by=name)


def test_a_draft_never_sent_can_be_thrown_away_and_leaves_its_history(school: School) -> None:
    edition = school.draft()
    with pytest.raises(Refused):
        drafting.discard(edition, by=school.thuky)
    drafting.discard(edition, by=school.giaovien)
    assert not Article.objects.exists()
    assert Event.objects.filter(verb="discard", snapshot__content__title="Lễ khai giảng").exists()
    sent = school.do(school.draft(), "giaovien:submit", "giaovien:withdraw")
    with pytest.raises(Refused, match="chưa từng gửi"):
        drafting.discard(sent, by=school.giaovien)


def test_a_section_editor_edits_only_their_sections(school: School) -> None:
    call_command("apply_regulation", "quan_8", verbosity=0)
    section = Section.objects.get(pk=school.section.pk)
    other = (
        Section.objects.filter(kind="articles").exclude(pk=section.pk).exclude(parent=section).latest("pk")
    )
    mine = school.do(school.draft(section=section), "giaovien:submit")
    foreign = school.do(school.draft(section=other), "giaovien:submit")
    editor = User.objects.get(pk=school.bientap.pk)
    assert not edit_refusals(mine, by=editor)
    assert edit_refusals(foreign, by=editor)
    assert not Article.objects.visible_to(editor).filter(pk=foreign.pk).exists()
    assign_perm("editorial.edit_section", editor, other)
    assert not edit_refusals(foreign, by=User.objects.get(pk=editor.pk))


def test_what_is_under_way_keeps_the_road_it_was_sent_on(school: School) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit")
    call_command("apply_regulation", "him_lam", verbosity=0)
    assert school.do(edition, "totruong:forward").step == "secretariat"
    fresh = school.do(school.draft(section=school.section), "giaovien:submit")
    assert {move.verb for move in allowed(fresh, by=school.phoban)} >= {"sign"}


def test_a_teacher_of_another_unit_cannot_open_a_correction(school: School) -> None:
    edition = school.published()
    with pytest.raises(Refused, match="đơn vị khác"):
        revise(edition, by=school.nguoila)


def test_the_desk_clears_a_forgotten_correction_but_not_a_first_draft(school: School) -> None:
    forgotten = revise(school.published(), by=school.giaovien)
    drafting.discard(forgotten, by=school.phoban)
    with pytest.raises(Refused, match="người soạn"):
        drafting.discard(school.draft(), by=school.phoban)
