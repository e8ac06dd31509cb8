"""The writing rota in the desk: the year by unit, the list of a month, one turn, and drawing it up."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from content.models import RotaTurn
from content.planning.answer_pages import AnswerPages
from content.planning.forms import OrderForm, SwapForm, TurnForm, Versioned
from content.planning.planners import may_plan
from content.planning.rota import Proposed, propose, write_turns
from content.planning.turns import Standing, change_turn, delete_turn, standings, swap_turns
from editorial.own_pages import attempt, retyped
from editorial.periods import Year, school_year_of, year_of_code
from editorial.workflow import Refused
from people.models import Unit
from regulations.calendar import working_days


class RotaTurnAdmin(AnswerPages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("", self.rota_view, "changelist"),
            self.address("lap/", self.draw_up_view, "draw_up"),
            self.address("<int:pk>/", self.turn_view, "change"),
            self.address("<int:pk>/doi/", require_POST(self.swap_view), "swap"),
            self.address("<int:pk>/xoa/", require_POST(self.delete_turn_view), "remove"),
            *self.answer_urls("<int:pk>/"),
        ]

    def rota_view(self, request: HttpRequest) -> HttpResponse:
        year = _year(request)
        turns = RotaTurn.objects.filter(starts_on__gte=year.starts_on, starts_on__lte=year.ends_on)
        shown = standings(turns.select_related("unit"), request.user)
        context = {
            "title": _("Lịch luân phiên viết bài"),
            "year": year,
            "before": _moved(year, -1),
            "after": _moved(year, 1),
            "months": year.months,
            "rows": _by_unit(shown, year),
            "standings": shown,
            "may_plan": may_plan(request.user),
        }
        return self.draw(request, "content/rota.html", context)

    def draw_up_view(self, request: HttpRequest) -> HttpResponse:
        """The order, then what would be written, then written: nothing is before it was seen."""
        self.planners_only(request)
        form = OrderForm(request.POST if request.method == "POST" else None, initial=_usual_order())
        proposed: list[Proposed] = []
        status = 200
        if request.method == "POST" and form.is_valid():
            order = form.order()
            try:
                proposed = propose(order, working_days())
            except Refused as refused:
                form.add_error(None, refused.reasons)
            if proposed and "write" in request.POST:
                return self._written(request, proposed, order.period)
        if form.errors:
            status = 422
        context = {"title": _("Lập lịch luân phiên"), "form": form, "proposed": proposed}
        return self.draw(request, "content/rota_order.html", context, status)

    def _written(self, request: HttpRequest, proposed: list[Proposed], period: str) -> HttpResponse:
        new = write_turns(proposed, period, by=request.user)
        words = ngettext("Đã ghi %(n)d lượt mới.", "Đã ghi %(n)d lượt mới.", new) % {"n": new}
        messages.success(request, words)
        year = school_year_of(proposed[0].starts_on)
        return HttpResponseRedirect(f"{reverse('admin:content_rotaturn_changelist')}?nam={year.code}")

    def find_row(self, pk: int) -> RotaTurn:
        turn = RotaTurn.objects.select_related("unit__head").filter(pk=pk).first()
        if turn is None:
            raise Http404
        return turn

    def new_article(self, row: RotaTurn) -> dict[str, Any]:
        return {"title": row.theme, "unit": row.unit, "section": None}

    def turn_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        turn = self.find_row(pk)
        if request.method != "POST":
            return self.row_page(request, turn)
        self.planners_only(request)
        form = TurnForm(request.POST, turn=turn)
        if not form.is_valid():
            return self.row_page(request, turn, form=form, status=422)
        version = form.cleaned_data["version"]
        outcome = attempt(
            request,
            lambda: change_turn(turn, version=version, **form.changes()),
            _("Đã lưu."),
            reverse("admin:content_rotaturn_change", args=[pk]),
        )
        if isinstance(outcome, list):
            fresh = self.find_row(pk)
            typed = TurnForm(retyped(request, fresh.version), turn=fresh)
            return self.row_page(request, fresh, reasons=outcome, form=typed, status=409)
        return outcome

    def swap_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.planners_only(request)
        turn = self.find_row(pk)
        form = SwapForm(request.POST, turn=turn, year=_days(turn))
        if not form.is_valid():
            return self.row_page(request, turn, swap_form=form, status=422)
        answers = form.cleaned_data
        return self._acted(
            request,
            turn,
            lambda: swap_turns(turn, answers["other"], version=answers["version"]),
            _("Đã đổi lượt."),
        )

    def delete_turn_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.planners_only(request)
        turn = self.find_row(pk)
        form = Versioned(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else -1
        onward = reverse("admin:content_rotaturn_changelist")
        return self._acted(
            request, turn, lambda: delete_turn(turn, version=version), _("Đã xóa lượt."), onward
        )

    def _acted(
        self, request: HttpRequest, turn: RotaTurn, act: Callable[[], None], done: str, onward: str = ""
    ) -> HttpResponse:
        here = reverse("admin:content_rotaturn_change", args=[turn.pk])
        outcome = attempt(request, act, done, onward or here)
        if isinstance(outcome, list):
            return self.row_page(request, self.find_row(turn.pk), reasons=outcome, status=409)
        return outcome

    def row_page(
        self,
        request: HttpRequest,
        row: RotaTurn,
        *,
        reasons: list[str] | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        plans = may_plan(request.user)
        context = {
            "title": f"{row.unit.name}: {row.theme}",
            "standing": standings([row], request.user)[0],
            "year": school_year_of(row.starts_on),
            "reasons": reasons or [],
            "may_plan": plans,
            "form": TurnForm(turn=row) if plans else None,
            "swap_form": SwapForm(turn=row, year=_days(row)) if plans else None,
            **self.answer_context(request, row),
            **more,
        }
        return self.draw(request, "content/rota_turn.html", context, status)


def _year(request: HttpRequest) -> Year:
    """The school year that the address asks for, the present one where it asks for none."""
    code = request.GET.get("nam", "")
    if not code:
        return school_year_of(timezone.localdate())
    try:
        year = year_of_code(code)
    except ValueError as error:
        raise Http404(_("Không có năm học này.")) from error
    if not year.is_school_year:
        raise Http404(_("Không có năm học này."))
    return year


def _moved(year: Year, years: int) -> Year | None:
    first = year.starts_on.year + years
    try:
        return year_of_code(f"{first}-{first + 1}")
    except ValueError:
        return None


def _days(turn: RotaTurn) -> tuple[date, date]:
    year = school_year_of(turn.starts_on)
    return year.starts_on, year.ends_on


def _by_unit(shown: list[Standing], year: Year) -> list[tuple[Unit, list[list[Standing]]]]:
    """For each unit in the rota: its turns in each month of the year."""
    units = {one.turn.unit_id: one.turn.unit for one in shown}
    cells: dict[tuple[int, date], list[Standing]] = {}
    for one in shown:
        cells.setdefault((one.turn.unit_id, one.turn.starts_on.replace(day=1)), []).append(one)
    ordered = sorted(units.values(), key=lambda unit: (unit.order, unit.name))
    return [(unit, [cells.get((unit.pk, month), []) for month in year.months]) for unit in ordered]


def _usual_order() -> dict[str, Any]:
    """From next Monday to the end of May of the school year that it lies in."""
    today = timezone.localdate()
    year = school_year_of(today)
    return {"period": RotaTurn.Period.WEEK, "starts_on": today, "ends_on": date(year.ends_on.year, 5, 31)}
