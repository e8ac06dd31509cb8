"""The forms of the rota and of the plan."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from content.models import EditorialPlan, PlanLine, RotaTurn
from content.models.planning import LONGEST_NOTE, LONGEST_THEME
from content.planning.rota import FEWEST_DAYS, Order
from editorial.actors import WRITERS
from editorial.forms import DayField
from editorial.models import Section
from editorial.text_field import TextField
from people.choices import OneChoice
from people.models import Unit, User

MOST_THEMES = 100


def active_units() -> Any:
    return Unit.objects.filter(is_active=True).order_by("order", "name")


class Versioned(forms.Form):
    """Carries the version that the page was drawn with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class OrderForm(forms.Form):
    """What the rota is drawn up from: a number beside each unit is its place in the turns."""

    period = forms.ChoiceField(label=_("Mỗi lượt là một"), choices=RotaTurn.Period)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"))
    fewest_days = forms.IntegerField(
        label=_("Bỏ qua tuần có ít hơn bao nhiêu ngày làm việc"),
        min_value=0,
        max_value=7,
        initial=FEWEST_DAYS,
        help_text=_("Tuần nghỉ Tết, nghỉ lễ dài không giao cho đơn vị nào; 0: không bỏ tuần nào."),
    )
    themes = TextField(
        label=_("Chủ đề, mỗi dòng một chủ đề"),
        max_length=LONGEST_THEME * MOST_THEMES,
        several_lines=True,
        help_text=_("Các chủ đề lần lượt quay vòng theo các lượt."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            self.fields[name].required = True
        self.units = {f"unit-{unit.pk}": unit for unit in active_units()}
        for name, unit in self.units.items():
            self.fields[name] = forms.IntegerField(
                label=unit.name, required=False, min_value=1, max_value=999
            )

    @property
    def unit_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.units]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.units]

    def clean_themes(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["themes"].splitlines()]
        themes = [line for line in lines if line]
        if any(len(theme) > LONGEST_THEME for theme in themes):
            raise ValidationError(
                _now("Mỗi chủ đề dài nhất %(limit)d ký tự."), params={"limit": LONGEST_THEME}
            )
        if len(themes) > MOST_THEMES:
            raise ValidationError(_now("Nhiều nhất %(limit)d chủ đề."), params={"limit": MOST_THEMES})
        return themes

    def order(self) -> Order:
        data = self.cleaned_data
        numbered = [(data[name], unit) for name, unit in self.units.items() if data.get(name)]
        return Order(
            data["period"],
            data["starts_on"],
            data["ends_on"],
            [unit for _number, unit in sorted(numbered, key=lambda pair: pair[0])],
            data["themes"],
            data["fewest_days"],
        )


class TurnForm(Versioned):
    unit = OneChoice(Unit.objects.none(), label=_("Đơn vị"))
    theme = TextField(label=_("Chủ đề"), max_length=LONGEST_THEME)
    note = TextField(label=_("Ghi chú"), max_length=LONGEST_NOTE, several_lines=True, required=False)

    def __init__(self, *args: Any, turn: RotaTurn, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "unit": turn.unit_id,
            "theme": turn.theme,
            "note": turn.note,
            "version": turn.version,
        }
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units() | Unit.objects.filter(pk=turn.unit_id)

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("unit", "theme", "note")}


class SwapForm(Versioned):
    other = OneChoice(RotaTurn.objects.none(), label=_("Đổi với lượt"))

    def __init__(self, *args: Any, turn: RotaTurn, year: tuple[date, date], **kwargs: Any) -> None:
        kwargs["initial"] = {"version": turn.version}
        super().__init__(*args, **kwargs)
        others = RotaTurn.objects.filter(starts_on__gte=year[0], starts_on__lte=year[1])
        others = others.exclude(unit=turn.unit_id).exclude(starts_on=turn.starts_on)
        self.fields["other"].queryset = others.filter(item=None).select_related("unit")
        self.fields["other"].label_from_instance = lambda one: (
            f"{one.starts_on:%d/%m/%Y} – {one.unit.name}: {one.theme}"
        )


class LinkForm(Versioned):
    """Which article answers a turn or a line; what may be chosen is decided by who asks."""

    article = forms.TypedChoiceField(label=_("Bài đã có"), coerce=int)

    def __init__(self, *args: Any, row: RotaTurn | PlanLine, articles: list[Any], **kwargs: Any) -> None:
        kwargs["initial"] = {"version": row.version}
        super().__init__(*args, **kwargs)
        self.articles = {one.pk: one for one in articles}
        self.fields["article"].choices = [
            ("", "—"),
            *((one.pk, f"{one.title} ({one.current_state.label})") for one in articles),
        ]

    @property
    def chosen(self) -> Any:
        return self.articles[self.cleaned_data["article"]]


class OrientationForm(Versioned):
    orientation = TextField(
        label=_("Định hướng nội dung của tháng"), max_length=4000, several_lines=True, required=False
    )


class LineForm(forms.Form):
    """A line of the plan; `version` is asked for only where the line is there already."""

    topic = TextField(label=_("Nội dung cần viết"), max_length=LONGEST_THEME)
    section = OneChoice(Section.objects.none(), label=_("Chuyên mục"), required=False)
    unit = OneChoice(Unit.objects.none(), label=_("Đơn vị"), required=False)
    person = OneChoice(User.objects.none(), label=_("Người viết"), required=False)
    target_date = DayField(label=_("Cần đăng trước hết ngày"))
    note = TextField(label=_("Ghi chú"), max_length=LONGEST_NOTE, several_lines=True, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, month: date, line: PlanLine | None = None, **kwargs: Any) -> None:
        if line is not None:
            names = ("topic", "note", "target_date", "version")
            chosen = {name: getattr(line, f"{name}_id") for name in ("section", "unit", "person")}
            kwargs["initial"] = {name: getattr(line, name) for name in names} | chosen
        super().__init__(*args, **kwargs)
        self.month = month
        self.fields["version"].required = line is not None
        own = {name: getattr(line, f"{name}_id", None) for name in ("section", "unit", "person")}
        sections = Section.objects.filter(is_active=True, kind=Section.Kind.ARTICLES)
        people = User.objects.filter(is_active=True, groups__role__code__in=WRITERS).distinct()
        self._offer("section", sections, Section, own)
        self._offer("unit", active_units(), Unit, own)
        self._offer("person", people, User, own)

    def _offer(self, name: str, usable: Any, model: Any, own: dict[str, int | None]) -> None:
        """What is in use now, and what the line names already even if it no longer is."""
        keys = usable.order_by().values("pk")
        found = model.objects.filter(pk__in=keys) | model.objects.filter(pk=own[name])
        order = ("full_name",) if model is User else ("order", "name")
        self.fields[name].queryset = found.order_by(*order)

    def clean_target_date(self) -> date | None:
        day = self.cleaned_data["target_date"]
        if day is not None and (day.year, day.month) != (self.month.year, self.month.month):
            raise ValidationError(_now("Ngày phải trong tháng của kế hoạch."))
        return day

    def columns(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def orientation_form(plan: EditorialPlan | None, data: Any = None) -> OrientationForm:
    initial = {
        "orientation": plan.orientation if plan else "",
        "version": plan.version if plan else 0,
    }
    return OrientationForm(data, initial=initial)
