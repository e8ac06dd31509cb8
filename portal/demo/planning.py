"""What the units are to write and to look through: rota, plan of the month, reviews (issue 6, item 8)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from content.models import Article, EditorialPlan, PlanLine, RotaTurn
from content.planning.plans import add_line, approve_plan, set_orientation
from content.planning.rota import Order, propose, write_turns
from content.reviewing.reviews import Wish, heads, record
from content.reviewing.subject import digest_of, staff_of, staff_values, subject_of
from people.models import Unit, User
from portal.demo.reading import FOLDER, read_toml
from regulations.calendar import working_days

BEFORE, AHEAD = timedelta(weeks=6), timedelta(weeks=10)
# Long enough ago that the present part of the year is asked of every unit from its first day.
SET_UP = timedelta(days=400)


def plan_ahead(users: dict[str, User]) -> None:
    """A rota with turns met, missed and to come, a plan changed after its approval, two units' reviews."""
    told = read_toml(FOLDER / "planning.toml")
    _draw_up_rota(users, told)
    _plan_month(users, told)
    _review_units(users, told["review"])


def _draw_up_rota(users: dict[str, User], told: dict[str, Any]) -> None:
    today = timezone.localdate()
    units = Unit.objects.in_bulk(told["rota_units"], field_name="slug")
    ordered = [units[slug] for slug in told["rota_units"]]
    order = Order("week", today - BEFORE, today + AHEAD, ordered, told["themes"])
    write_turns(propose(order, working_days()), order.period, by=users["thuky"])
    for turn in RotaTurn.objects.filter(starts_on__lte=today).select_related("unit"):
        _answer(turn, _came_out(turn.unit, turn.starts_on, turn.ends_on))


def _came_out(unit: Unit, first: date, last: date) -> Article | None:
    """An article of the unit that came out within these days and answers no other turn."""
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last))
    public = Article.objects.public().filter(item__unit=unit, item__rotaturn=None)
    within = public.filter(first_public_at__gte=start, first_public_at__lt=end + timedelta(days=1))
    return within.filter(item__translation_of=None).exclude(genre=Article.Genre.NOTICE).first()


def _answer(row: RotaTurn | PlanLine, article: Article | None) -> None:
    if article is not None:
        type(row).objects.filter(pk=row.pk).update(item=article.item)


def _plan_month(users: dict[str, User], told: dict[str, Any]) -> None:
    month, secretary = timezone.localdate().replace(day=1), users["thuky"]
    set_orientation(month, told["orientation"], version=0, by=secretary)
    for line in told["lines"]:
        add_line(month, by=secretary, **_columns(line, month, users))
    plan = EditorialPlan.objects.get(month=month)
    approve_plan(plan, version=plan.version, by=users["truongban"])
    add_line(month, by=secretary, **_columns(told["added"], month, users))
    for line in told["lines"]:
        if words := line.get("answered_by"):
            row = plan.lines.get(topic=line["topic"])
            _answer(row, Article.objects.filter(title__startswith=words, item__planline=None).first())


def _columns(line: dict[str, Any], month: date, users: dict[str, User]) -> dict[str, Any]:
    return {
        "topic": line["topic"],
        "target_date": month.replace(day=line["day"]),
        "unit": Unit.objects.filter(slug=line.get("unit", "")).first(),
        "person": users.get(line.get("person", "")),
        "note": line.get("note", ""),
    }


def _review_units(users: dict[str, User], told: dict[str, str]) -> None:
    """The team of the example asks for changes; the leaders find theirs as it should be."""
    Unit.objects.update(created_at=timezone.now() - SET_UP)
    unit = Unit.objects.select_related("head").get(slug=told["unit"])
    if unit.head is not None:
        _ask(unit, unit.head, told)
    for other in Unit.objects.filter(head=users["hieutruong"]).select_related("head"):
        if heads(other, users["hieutruong"]):
            record(other, by=users["hieutruong"], seen=digest_of(subject_of(other)), after=0)


def _ask(unit: Unit, head: User, told: dict[str, str]) -> None:
    member = staff_of(unit)[0]
    before = staff_values(member)
    wishes = [
        Wish(
            "staff_change",
            staff=member,
            before={name: before[name] for name in ("full_name", "phone")},
            after={"phone": told["phone"]},
        ),
        Wish(
            "staff_add",
            after={
                "full_name": told["new_name"],
                "position": told["new_position"],
                "phone": "",
                "email": "",
            },
        ),
        Wish("other", words=told["other"]),
    ]
    seen = digest_of(subject_of(unit))
    record(unit, by=head, seen=seen, after=0, note=told["note"], wishes=wishes)
