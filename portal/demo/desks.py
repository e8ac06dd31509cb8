"""Work for every desk: items left in each state that a text can be in (issue 2, item 9)."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from content.models import Article
from editorial.drafting import revise, save_content
from editorial.remarks import add_remark
from editorial.routes import APPROVING_VERBS, approving_steps, current_preset, find_step
from editorial.workflow import perform
from portal.demo.newsroom import Newsroom
from portal.demo.reading import Text, read_texts
from regulations.schema import Preset, Route, Step

ARTICLE = "content.article"


def fill_desks(room: Newsroom) -> None:
    """Leave one or more items in every state, each brought there by those whose task it is."""
    texts = {text.name: text for text in read_texts("desk")}
    preset = current_preset()
    _leave_at_each_step(room, texts, preset.route_for(ARTICLE))
    for name, leave in _STATES.items():
        leave(room, texts[name], preset)


def _leave_at_each_step(room: Newsroom, texts: dict[str, Text], route: Route) -> None:
    for place, step in enumerate(route.steps, start=1):
        text = texts[f"cho-buoc-{min(place, 4)}"]
        edition = room.start_article(text)
        room.carry(edition, text, until=step.key)
        if "assign" in step.verbs:
            room.review(edition, room.reviewers(edition), silent=1)
        if place == min(3, len(route.steps)):
            asked = add_remark(edition, by=room.users["phoban"], text=room.talk["ask_about_numbers"])
            author = room.users[text.author]
            add_remark(edition, by=author, text=room.talk["give_numbers"], reply_to=asked)


def _draft(room: Newsroom, text: Text, preset: Preset) -> None:
    room.start_article(text)


def _waiting_for_opinion(room: Newsroom, text: Text, preset: Preset) -> None:
    """The chair's opinion has been asked for; where no regulation asks for one, the approver has it."""
    edition = room.start_article(text)
    step = _opinion_step(preset.route_for(ARTICLE))
    room.carry(edition, text, until=step.key)
    if "ask_opinion" in step.verbs:
        asker = room.who(edition, "ask_opinion")
        perform(edition, "ask_opinion", by=asker, note=room.talk["ask_opinion"])


def _opinion_given(room: Newsroom, text: Text, preset: Preset) -> None:
    edition = room.start_article(text)
    step = _opinion_step(preset.route_for(ARTICLE))
    room.carry(edition, text, until=step.key)
    if step.opinion_of:
        chair = room.who(edition, "give_opinion")
        perform(edition, "give_opinion", by=chair, note=room.talk["opinion"], verdict="agree")


def _opinion_step(route: Route) -> Step:
    asking = [step for step in route.steps if step.opinion_of]
    return (asking or list(approving_steps(route)))[0]


def _returned_to_author(room: Newsroom, text: Text, preset: Preset) -> None:
    edition = room.start_article(text)
    room.carry(edition, text, until=preset.route_for(ARTICLE).steps[0].key)
    head = room.who(edition, "return")
    perform(edition, "return", by=head, note=room.talk["return_to_author"])
    asked = add_remark(edition, by=room.users[text.author], text=room.talk["question"])
    add_remark(edition, by=head, text=room.talk["answer"], reply_to=asked)


def _returned_to_desk(room: Newsroom, text: Text, preset: Preset) -> None:
    """To the editing step before it, where the regulation has such a way back; else to the author."""
    route = preset.route_for(ARTICLE)
    ways_back = [step for step in route.steps if _goes_back_to_editing(route, step)]
    edition = room.start_article(text)
    room.carry(edition, text, until=(ways_back or route.steps)[0].key)
    perform(edition, "return", by=room.who(edition, "return"), note=room.talk["return_to_desk"])


def _goes_back_to_editing(route: Route, step: Step) -> bool:
    target = find_step(route, step.return_to)
    return target is not None and not APPROVING_VERBS & set(target.verbs)


def _refused(room: Newsroom, text: Text, preset: Preset) -> None:
    edition = room.start_article(text)
    step = next(one for one in preset.route_for(ARTICLE).steps if "refuse" in one.verbs)
    room.carry(edition, text, until=step.key)
    reasons = [one for one in preset.refusal_reasons if not one.needs_basis]
    reason = next((one for one in reasons if one.code == "untrue"), reasons[0])
    perform(edition, "refuse", by=room.who(edition, "refuse"), note=room.talk["refuse"], reason=reason.code)


def _scheduled(room: Newsroom, text: Text, preset: Preset) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    hour = timezone.make_aware(datetime.combine(tomorrow, time(7)))
    room.carry(room.start_article(text, publish_at=hour), text)


def _urgent(room: Newsroom, text: Text, preset: Preset) -> None:
    edition = room.start_article(text, section=room.section_of(text))
    room.carry(edition, text, until=preset.route_for(ARTICLE).steps[0].key)
    by = room.who(edition, "publish_urgently")
    perform(edition, "publish_urgently", by=by, note=room.talk["urgent"])


def _being_corrected(room: Newsroom, text: Text, preset: Preset) -> None:
    edition = room.publish(text)
    author = room.users[text.author]
    successor = revise(edition, by=author)
    changes = {
        "body": edition.body.replace("14 giờ", "13 giờ 45").replace("Thứ Tư", "Thứ Tư và thứ Năm"),
        "change_note": room.talk["change_note"],
    }
    save_content(successor, by=author, version=successor.version, changes=changes)
    successor.refresh_from_db()
    perform(successor, "submit", by=author)


def _hidden(room: Newsroom, text: Text, preset: Preset) -> None:
    edition = room.publish(text)
    perform(edition, "hide", by=room.users["phoban"], note=room.talk["hide"])


def _taken_down(room: Newsroom, text: Text, preset: Preset) -> None:
    _take_down(room, room.publish(text), preset, room.talk["take_down"], room.talk["explanation"])


def _restored(room: Newsroom, text: Text, preset: Preset) -> None:
    edition = room.publish(text)
    _take_down(room, edition, preset, room.talk["mistaken_take_down"])
    perform(edition, "restore", by=room.users["hieutruong"], note=room.talk["restore"])


def _take_down(room: Newsroom, edition: Article, preset: Preset, note: str, explanation: str = "") -> None:
    ground = preset.takedown_grounds[0].code
    principal = room.users["hieutruong"]
    perform(edition, "take_down", by=principal, note=note, ground=ground, explanation=explanation)


_STATES: dict[str, Callable[[Newsroom, Text, Preset], None]] = {
    "nhap-tham-quan": _draft,
    "nhap-cuoc-thi-ve": _draft,
    "nhay-cam": _waiting_for_opinion,
    "da-co-y-kien": _opinion_given,
    "tra-lai-tac-gia": _returned_to_author,
    "tra-lai-thu-ky": _returned_to_desk,
    "tu-choi": _refused,
    "hen-gio": _scheduled,
    "dang-khan": _urgent,
    "sua-doi": _being_corrected,
    "tam-an": _hidden,
    "go-bo": _taken_down,
    "khoi-phuc": _restored,
}
