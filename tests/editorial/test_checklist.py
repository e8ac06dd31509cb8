"""The checklist in the desk: what blocks, what must be seen, what is ticked, and what is kept of it."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from content.models import Article
from editorial.checklist import CHECKLISTS, blocking, findings
from editorial.events import record
from editorial.models import Event
from editorial.states import State
from editorial.workflow import Refused, perform
from tests.hostile.desk import address, form, move, read
from tests.school import BODY, School

NUMBER = "045071002381"
PHONE = "0912 345 678"
WITH_NUMBER = f"<p>Ông Tám, số căn cước {NUMBER}, làm bảo vệ từ ngày 01/9/2026.</p>"
WITH_PHONE = f"<p>Liên hệ cô Thu, số {PHONE}, trước ngày 15/9/2026 để đăng ký.</p>"
LEGACY = "<p>Tr­êng TiÓu häc H¶i Ninh tæ chøc lÔ khai gi¶ng n¨m häc míi.</p>"
TO_DEPUTY = ("giaovien:submit", "totruong:forward", "thuky:forward")
BOTH = ["copyright", "secrecy"]


def page(client: Client, edition: Article) -> str:
    return read(client.get(edition.get_desk_url())).words


def kept(edition: Article, verb: str) -> dict[str, Any]:
    return Event.objects.get(item=edition.item, verb=verb).data["checklist"]


def test_a_blocked_text_is_stored_not_sent_and_told_what_to_do(school: School) -> None:
    edition, client = school.draft(section=school.section), school.client("giaovien")
    sent = form(edition, body=WITH_NUMBER, section=school.section.pk, submit="")
    answer = client.post(address("change", edition.pk), sent)
    shown = read(answer)
    assert answer.status_code == 409
    assert NUMBER in shown.fields["body"]
    assert "Có số định danh cá nhân (căn cước, chứng minh nhân dân): nội dung, đoạn 1." in shown.words
    assert "Hãy xóa số này" in shown.words
    edition.refresh_from_db()
    assert (edition.state, edition.body) == (State.DRAFT, WITH_NUMBER)
    with pytest.raises(Refused, match="định danh"):
        perform(edition, "submit", by=school.giaovien)


def test_a_warning_is_seen_before_the_text_goes_on(school: School) -> None:
    edition, client = school.draft(section=school.section), school.client("giaovien")
    answer = client.post(
        address("change", edition.pk), form(edition, body=WITH_PHONE, section=school.section.pk, submit="")
    )
    assert answer.status_code == 409
    assert "Hãy đánh dấu: Tôi đã xem 1 cảnh báo." in read(answer).words
    edition.refresh_from_db()
    assert edition.body == WITH_PHONE
    assert move(client, edition, "submit", ticks=[]).status_code == 422
    assert move(client, edition, "submit", ticks=["khac"]).status_code == 422
    assert move(client, edition, "submit", ticks=["warnings"]).status_code == 302
    assert kept(edition, "submit")["ticked"] == [{"code": "warnings", "label": "Tôi đã xem 1 cảnh báo."}]


def test_a_text_without_warnings_asks_for_no_tick(school: School) -> None:
    edition, client = school.draft(section=school.section), school.client("giaovien")
    assert "Tôi đã xem" not in page(client, edition)
    sent = client.post(address("change", edition.pk), form(edition, section=school.section.pk, submit=""))
    assert sent.status_code == 302
    edition.refresh_from_db()
    assert edition.state == State.IN_REVIEW


def test_the_approver_ticks_the_statements_and_the_history_shows_them(school: School) -> None:
    edition = school.do(school.draft(section=school.section, body=WITH_PHONE), *TO_DEPUTY)
    client = school.client("phoban")
    for ticked in ([], ["warnings", "copyright"], BOTH):
        answer = move(client, edition, "publish", ticks=ticked, note="Giữ lời tôi ghi")
        assert answer.status_code == 422
        assert "Hãy đánh dấu từng ô" in read(answer).words
        assert read(answer).fields["publish-note"] == "Giữ lời tôi ghi"
    assert move(client, edition, "publish", ticks=["warnings", *BOTH]).status_code == 302
    assert [tick["code"] for tick in kept(edition, "publish")["ticked"]] == ["warnings", *BOTH]
    shown = page(client, edition)
    assert "✓ Không có bí mật nhà nước, không có thông tin cá nhân chưa được phép." in shown
    assert "Có số điện thoại di động: nội dung, đoạn 1." in shown


def test_nothing_of_the_text_is_kept_with_the_move(school: School) -> None:
    edition = school.do(school.draft(section=school.section, body=WITH_PHONE), *TO_DEPUTY)
    found = kept(edition, "submit")["findings"]
    assert {
        "code": "phone_number",
        "severity": "warn",
        "sentence": "Có số điện thoại di động: nội dung, đoạn 1.",
    } in found
    everything = str(list(Event.objects.values_list("data", flat=True)))
    assert "345" not in everything
    assert "Thu" not in everything


def test_a_move_without_a_page_is_asked_for_no_tick_but_a_wrong_one_is_refused(school: School) -> None:
    edition = school.do(school.draft(section=school.section, body=WITH_PHONE), *TO_DEPUTY)
    with pytest.raises(Refused, match="bản quyền"):
        perform(edition, "publish", by=school.phoban, ticks=["warnings"])
    perform(edition, "publish", by=school.phoban)
    assert kept(edition, "publish")["ticked"] == []


def test_wrong_letters_go_to_the_desk_with_a_warning_but_never_to_the_public(school: School) -> None:
    edition = school.do(school.draft(section=school.section, body=LEGACY), *TO_DEPUTY)
    shown = page(school.client("phoban"), edition)
    assert "Còn lỗi này thì không duyệt, không ký, không đăng được." in shown
    assert "Chưa thể “Duyệt và đăng”: Có chữ giống bảng mã cũ" in shown
    for verb in ("publish", "publish_urgently"):
        with pytest.raises(Refused, match="TCVN3"):
            perform(edition, verb, by=school.phoban, note="Gấp")
    call_command("apply_regulation", "tinh_son", verbosity=0)
    with pytest.raises(Refused, match="TCVN3"):
        school.do(school.draft(section=school.section, body=LEGACY), "giaovien:submit")


def test_the_same_text_weighs_by_the_regulation_it_was_sent_under(school: School) -> None:
    weights = {}
    for name in ("standard", "tinh_son"):
        call_command("apply_regulation", name, verbosity=0)
        edition = school.draft(body=LEGACY)
        weights[name] = next(one.severity for one in findings(edition) if one.rule.code == "encoding")
    assert weights == {"standard": "warn", "tinh_son": "block"}


def test_the_rules_run_once_for_a_page(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, client, read_texts = school.draft(section=school.section), school.client("giaovien"), []
    asked = CHECKLISTS["content.article"]

    def prepare(text: Article) -> Any:
        read_texts.append(text.pk)
        return asked.prepare(text)

    monkeypatch.setitem(CHECKLISTS, "content.article", replace(asked, prepare=prepare))
    assert client.get(edition.get_desk_url()).status_code == 200
    assert read_texts == [edition.pk]
    assert blocking(edition, "submit") == []
    edition.title = " "
    assert blocking(edition, "submit") == ["Chưa có tiêu đề."]


def test_history_from_before_there_was_a_checklist_is_drawn(school: School) -> None:
    edition = school.draft()
    record(edition, "submit", by=school.giaovien, data={"unit_head": None})
    assert school.client("giaovien").get(edition.get_desk_url()).status_code == 200
    assert BODY in edition.body


def test_strangers_see_no_finding(school: School) -> None:
    edition = school.draft(body=WITH_PHONE)
    assert school.client("nguoila").get(edition.get_desk_url()).status_code == 404
    public = school.published(body=WITH_PHONE)
    assert "Kiểm tra trước khi gửi" not in page(school.client("nguoila"), public)
