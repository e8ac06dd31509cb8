"""Who is told what after an event (HN-7.1b): the next actors, and the author."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from editorial.actors import open_assignments, people_at, people_by_id, people_with_role, unit_heads
from editorial.models import Edition, Event, PreviewLink, Remark
from editorial.refusing import valid_opinion
from editorial.routes import approving_steps, route_for, step_of
from editorial.states import MOVES, OTHER_VERBS, State
from editorial.visibility import visible_filter
from people.models import User

TELLS_AUTHOR = frozenset(
    {
        "return",
        "refuse",
        "sign",
        "publish",
        "post",
        "publish_urgently",
        "unschedule",
        "appear",
        "expire",
        "hide",
        "unhide",
        "take_down",
        "restore",
        "forward",
        "give_opinion",
        "review",
        "remark",
    }
)
# What people outside ask, and what is decided, concerns whoever supplied the text and their unit (HN-16b).
TELLS_UNIT = frozenset({"outside_request", "outside_answer", "take_down"})
# What is said and done behind a text: told only to people who take part in it still.
BEHIND = frozenset({"remark", "take_over", "preview_answer"})
TELLS_NEXT = frozenset(
    {
        "submit",
        "forward",
        "return",
        "sign",
        "unschedule",
        "assign",
        "review",
        "ask_opinion",
        "give_opinion",
        "publish_urgently",
    }
)
# Names itself whom it calls to act: a document that came by mail has no author yet who knows of it.
CALLS = frozenset({"receive_mail"})
ANNOUNCED = TELLS_AUTHOR | TELLS_NEXT | TELLS_UNIT | BEHIND | CALLS


@dataclass(frozen=True)
class Audience:
    to_act: frozenset[User]
    to_know: frozenset[User]


def audience(event: Event, edition: Edition) -> Audience:
    """Who has something to do now, and who only should know; never the person who did it.

    Told late, after the edition has moved on, the event calls nobody to act: the later one does.
    """
    unmoved = (edition.state, edition.step) == (event.state_after, event.step_after)
    to_act = _waited_for(event, edition) if event.verb in TELLS_NEXT and unmoved else set()
    to_know = _authors_told(event, edition)
    if event.verb in TELLS_UNIT:
        to_know |= unit_heads(edition)
    if event.verb in BEHIND:
        to_know = {one for one in to_know | _concerned(event, edition) if takes_part(one, edition)}
    if event.verb in CALLS and unmoved:
        to_act = people_by_id(event.data.get("calls", []))
    if unmoved and event.verb == "return" and not edition.step:
        to_act |= people_by_id(edition.author_ids)
    doer = {event.by}
    return Audience(frozenset(to_act - doer), frozenset(to_know - to_act - doer))


def _authors_told(event: Event, edition: Edition) -> set[User]:
    if event.verb in TELLS_AUTHOR | TELLS_UNIT:
        return people_by_id(edition.author_ids)
    if event.verb == "submit" and edition.information_provider_id is not None:
        # Nothing goes out in somebody's name without their knowing.
        return people_by_id([edition.information_provider_id])
    return set()


def _waited_for(event: Event, edition: Edition) -> set[User]:
    if event.verb == "publish_urgently":
        return _confirmers(edition)
    if event.verb == "assign":
        owed = open_assignments(edition).filter(review=None, reviewer__in=event.data.get("reviewers", []))
        return {one.reviewer for one in owed.select_related("reviewer")}
    return people_waited_for(edition)


def people_waited_for(edition: Edition) -> set[User]:
    """Who can move the edition on now; empty when nobody has to."""
    step = step_of(edition)
    if step is None or edition.state not in {State.IN_REVIEW, State.RETURNED, State.APPROVED}:
        return set()
    people = people_at(edition, step)
    if step.opinion_of and edition.needs_opinion and valid_opinion(edition) is None:
        people |= people_with_role(step.opinion_of)
    return people


def _confirmers(edition: Edition) -> set[User]:
    found: set[User] = set()
    for step in approving_steps(route_for(edition)):
        found |= people_at(edition, step)
    return {one for one in found if one.pk not in {edition.urgent_by_id, edition.submitted_by_id}}


def _concerned(event: Event, edition: Edition) -> set[User]:
    """Beside the author: those in the conversation, whoever wrote until now, or who sent the link."""
    if event.verb == "remark":
        return _in_conversation(edition)
    if event.verb == "take_over":
        return people_by_id([event.data["from"]])
    made = PreviewLink.objects.filter(pk=event.data["link"])
    return people_by_id(made.values_list("made_by_id", flat=True))


def takes_part(person: User, edition: Edition) -> bool:
    """Whether they may still read the edition at the desk (HL-10.4), not only its public page."""
    return type(edition)._base_manager.filter(visible_filter(person), pk=edition.pk).exists()


def _in_conversation(edition: Edition) -> set[User]:
    speakers = Remark.objects.filter(item=edition.item_id, edition_number=edition.number)
    people = people_by_id(speakers.values_list("by_id", flat=True))
    step = step_of(edition)
    return people | (people_at(edition, step) if step else set())


def sentence(event: Event, edition: Edition) -> str:
    """One line for the desk and the mail: who did what to which text."""
    label = MOVES[event.verb].label if event.verb in MOVES else OTHER_VERBS[event.verb]
    return _("%(who)s – %(move)s: “%(title)s”") % {
        "who": event.data.get("visitor") or event.by,
        "move": label,
        "title": edition.title,
    }
