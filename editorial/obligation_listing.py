"""The list of what is owed, as the board looks at it: filtered by state, unit, person, rule and days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Case, Count, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.deadline_states import OPEN_STATES, DeadlineState
from editorial.forms import DayField
from editorial.lights import SHAPES, Light, end_in_words
from editorial.models import Obligation
from editorial.obligation_acts import visible_obligations
from editorial.rulebook import midnight
from people.models import Unit, User

MOST_ROWS = 10_000
# What is late first, then what is near, then what is settled; each by its end.
_ORDER = Case(
    *[When(state_now=state, then=Value(place)) for place, state in enumerate(DeadlineState)],
    default=Value(len(DeadlineState)),
)
LIGHT_OF = {
    DeadlineState.OVERDUE: Light.OVER,
    DeadlineState.DUE_SOON: Light.SOON,
    DeadlineState.PENDING: Light.FAR,
}
OPEN_CHOICE = "con-phai-lam"


class FilterForm(forms.Form):
    """Every field may stay empty; the addresses say them in Vietnamese."""

    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"),
        required=False,
        choices=[
            ("", gettext_lazy("Tất cả")),
            (OPEN_CHOICE, gettext_lazy("Còn phải làm")),
            *DeadlineState.choices,
        ],
    )
    don_vi = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Đơn vị"), required=False, empty_label=gettext_lazy("Tất cả")
    )
    nguoi = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Người phụ trách"),
        required=False,
        empty_label=gettext_lazy("Tất cả"),
    )
    quy_tac = forms.ChoiceField(label=gettext_lazy("Quy tắc"), required=False)
    tu_ngay = DayField(label=gettext_lazy("Hạn từ ngày"))
    den_ngay = DayField(label=gettext_lazy("đến hết ngày"))

    def __init__(self, *args: Any, rows: QuerySet[Obligation], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="loc_%s", **kwargs)
        fields: Any = self.fields
        numbers = rows.order_by().values("pk")
        fields["don_vi"].queryset = Unit.objects.filter(obligations__in=numbers).distinct()
        people = User.objects.filter(obligations__in=numbers).distinct()
        fields["nguoi"].queryset = people.order_by("full_name")
        duties = rows.exclude(rule="").order_by("duty").values_list("rule", "duty").distinct()
        fields["quy_tac"].choices = [("", _("Tất cả")), *dict(duties).items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("tu_ngay"), cleaned.get("den_ngay")
        if begins and ends and ends < begins:
            self.add_error("den_ngay", _("Ngày cuối không được trước ngày đầu."))
        return cleaned


@dataclass(frozen=True)
class Listing:
    """What one person asked to see."""

    form: FilterForm
    rows: QuerySet[Obligation]
    given: dict[str, str] = field(default_factory=dict)

    @property
    def query_string(self) -> str:
        return urlencode(self.given)

    def counts(self) -> list[tuple[DeadlineState, Light, str, int]]:
        """How many stand in each state, with its colour and mark; one query."""
        found = dict(self.rows.order_by().values_list("state_now").annotate(n=Count("pk")))
        return [(state, light_of(state), mark_of(state), found.get(state, 0)) for state in DeadlineState]


def listing(user: User, asked: dict[str, str]) -> Listing:
    """What this person may see, narrowed by what they asked for: what is open, where they asked nothing.

    A wrong filter narrows nothing and says what is wrong.
    """
    seen = visible_obligations(user)
    named = {name: value for name, value in asked.items() if name in FilterForm.base_fields}
    form = FilterForm(named or {"trang_thai": OPEN_CHOICE}, rows=seen)
    form.is_valid()
    rows = _narrow(seen.with_state(), form.cleaned_data)
    given = {name: value for name, value in form.data.items() if name in form.fields and value}
    return Listing(form, rows.annotate(place=_ORDER).order_by("place", "due_at", "pk"), given)


def _narrow(rows: Any, wanted: dict[str, Any]) -> Any:
    if state := wanted.get("trang_thai"):
        rows = rows.filter(state_now__in=OPEN_STATES if state == OPEN_CHOICE else [state])
    if unit := wanted.get("don_vi"):
        rows = rows.filter(unit=unit)
    if person := wanted.get("nguoi"):
        rows = rows.filter(responsible__user=person)
    if rule := wanted.get("quy_tac"):
        rows = rows.filter(rule=rule)
    if day := wanted.get("tu_ngay"):
        # An end at midnight belongs to the day before.
        rows = rows.filter(due_at__gt=midnight(day))
    if day := wanted.get("den_ngay"):
        rows = rows.filter(due_at__lte=midnight(day + timedelta(days=1)))
    return rows


def mark_of(state: DeadlineState) -> str:
    """A sign beside the words, for who does not see the colour."""
    if state in LIGHT_OF:
        return SHAPES[LIGHT_OF[state]]
    return "✓" if state in {DeadlineState.MET_ON_TIME, DeadlineState.MET_LATE} else "–"


def light_of(state: DeadlineState) -> Light:
    """The colour of a state; what was done late is yellow, what is settled otherwise green."""
    return Light.SOON if state == DeadlineState.MET_LATE else LIGHT_OF.get(state, Light.FAR)


def columns() -> list[str]:
    """The heads of the table in a file."""
    return [
        _("Trạng thái"),
        _("Nghĩa vụ"),
        _("Việc phải làm"),
        _("Đơn vị"),
        _("Người phụ trách"),
        _("Phát sinh lúc"),
        _("Hạn"),
        _("Xong lúc"),
        _("Miễn: lý do, người miễn"),
    ]


def lines(rows: QuerySet[Obligation]) -> Iterator[list[str]]:
    """The rows as a file shows them, at most ten thousand."""
    full = rows.select_related("unit", "waived_by").prefetch_related("people")
    for row in full[:MOST_ROWS].iterator(chunk_size=500):
        state = DeadlineState(row.state_now)
        waived = f"{row.waived_reason} ({row.waived_by})" if row.waived_at else ""
        yield [
            str(state.label),
            row.duty,
            row.title,
            str(row.unit or ""),
            "; ".join(str(person) for person in row.people.all()),
            _moment(row.happened_at),
            end_in_words(row.due_at),
            _moment(row.met_at),
            waived,
        ]


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}" if moment else ""
