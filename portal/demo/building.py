"""The demonstration from an empty database to a school at work: all of it, or nothing."""

from contextlib import ExitStack

from django.db import transaction

from documents.grouping import apply_groups
from editorial.models import Item
from editorial.outbox import deliver_owed
from editorial.publishing import publish_due
from editorial.sections import apply_sections
from people.models import StaffMember, Unit, User
from people.roles import sync_roles
from portal.demo.agenda import fill_calendar
from portal.demo.archive import Archive
from portal.demo.desks import fill_desks
from portal.demo.duties import give_duties
from portal.demo.front import furnish
from portal.demo.mailbox import fill_mailbox
from portal.demo.newsroom import Newsroom
from portal.demo.outside import open_doors
from portal.demo.planning import plan_ahead
from portal.demo.purchases import post_purchases
from portal.demo.reading import read_texts
from portal.demo.results import give_results
from portal.demo.school import (
    delegate_approval,
    found_school,
    hand_out_sections,
    name_sections_in_english,
)
from portal.demo.visitors import ask_from_outside
from portal.models import SchoolProfile
from regulations.apply import apply
from regulations.loading import parse, read_source
from regulations.schema import Preset
from regulations.seeding import seed_calendar


class NotEmpty(Exception):
    """The portal holds people or content already; a demonstration must never mix with a school's own."""


def is_empty() -> bool:
    return not any(model.objects.exists() for model in (Item, User, Unit, StaffMember, SchoolProfile))


def build(regulation: str, password: str) -> dict[str, int]:
    """Build the school under that regulation (a preset's name or a .toml file); returns counts by kind.

    Every demonstration account gets the password. Raises `NotEmpty`, and RegulationError for a regulation
    that is missing or wrong; then, as after any failure, neither rows nor files stay.
    """
    source = read_source(regulation)
    preset = parse(source, regulation)
    with ExitStack() as undo:
        with transaction.atomic():
            if not is_empty():
                raise NotEmpty
            counts = _build(preset, source, password, undo)
        undo.pop_all()
    publish_due()
    while deliver_owed():
        pass
    with transaction.atomic():
        give_duties({user.username: user for user in User.objects.all()})
    return counts


def _build(preset: Preset, source: str, password: str, undo: ExitStack) -> dict[str, int]:
    sync_roles()
    apply(preset, source)
    seed_calendar()
    apply_sections(preset)
    apply_groups(preset)
    users = found_school(password)
    hand_out_sections(users, preset)
    name_sections_in_english()
    furnish(undo)
    room = Newsroom(users, undo)
    for text in read_texts("pages"):
        if text.slug or room.has_page_for(text):
            room.carry(room.start_page(text), text)
    articles = sorted(read_texts("articles"), key=lambda text: text.moment)
    published = {text.name: room.publish(text) for text in articles}
    for text in read_texts("translations"):
        if text.name in published:
            room.translate(published[text.name], text)
    Archive(room).fill()
    post_purchases(room)
    fill_calendar(room, published)
    fill_desks(room)
    fill_mailbox(room)
    ask_from_outside(users)
    open_doors(room)
    plan_ahead(users)
    give_results(users, undo)
    # Last, so that the texts above are approved by those whose task it is.
    delegate_approval(users)
    return {"accounts": len(users), "items": Item.objects.count(), "pictures": len(room.pictures)}
