"""The editorial plan of a month in the desk (HN-5.3b)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, re_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from content.models import PlanLine
from content.planning.answer_pages import AnswerPages
from content.planning.forms import LineForm, Versioned, orientation_form
from content.planning.planners import may_approve_plan, may_plan
from content.planning.plans import (
    PlannedLine,
    add_line,
    approve_plan,
    change_line,
    copy_plan,
    lines_of,
    plan_of,
    remove_line,
    set_orientation,
)
from editorial.own_pages import attempt, retyped
from editorial.scheduled import Month

MONTH = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/"


class EditorialPlanAdmin(AnswerPages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("", self.this_month_view, "changelist"),
            self._of_month("", self.month_view, "month"),
            self._of_month("dinh-huong/", require_POST(self.orientation_view), "orientation"),
            self._of_month("them/", require_POST(self.add_view), "add_line"),
            self._of_month("chep/", require_POST(self.copy_view), "copy"),
            self._of_month("duyet/", require_POST(self.approve_view), "approve"),
            self.address("dong/<int:pk>/", self.line_view, "line"),
            self.address("dong/<int:pk>/bo/", require_POST(self.remove_view), "remove_line"),
            *self.answer_urls("dong/<int:pk>/"),
        ]

    def _of_month(self, route: str, view: Callable[..., HttpResponse], page: str) -> URLPattern:
        return re_path(rf"^{MONTH}{route}$", self.admin_site.admin_view(view), name=self.url_name(page))

    def this_month_view(self, request: HttpRequest) -> HttpResponse:
        return self._month_page(request, Month.current())

    def month_view(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        return self._month_page(request, _month(year, month))

    def orientation_view(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        self.planners_only(request)
        shown = _month(year, month)
        form = orientation_form(plan_of(shown.first), request.POST)
        if not form.is_valid():
            return self._month_page(request, shown, orientation=form, status=422)
        text, version = form.cleaned_data["orientation"], form.cleaned_data["version"]
        outcome = attempt(
            request,
            lambda: set_orientation(shown.first, text, version=version, by=request.user),
            _("Đã lưu định hướng."),
            month_address(shown.first),
        )
        if isinstance(outcome, list):
            plan = plan_of(shown.first)
            typed = orientation_form(plan, retyped(request, plan.version if plan else 0))
            return self._month_page(request, shown, reasons=outcome, orientation=typed, status=409)
        return outcome

    def add_view(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        self.planners_only(request)
        shown = _month(year, month)
        form = LineForm(request.POST, month=shown.first)
        if not form.is_valid():
            return self._month_page(request, shown, new_line=form, status=422)
        return self._acted(
            request,
            shown,
            lambda: add_line(shown.first, by=request.user, **form.columns()),
            _("Đã thêm dòng."),
            new_line=form,
        )

    def copy_view(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        self.planners_only(request)
        shown = _month(year, month)
        before = shown.moved(-1)
        if before is None:
            raise Http404
        copied: list[int] = []
        return self._acted(
            request,
            shown,
            lambda: copied.append(copy_plan(before.first, shown.first, by=request.user)),
            lambda: ngettext("Đã chép %(n)d dòng.", "Đã chép %(n)d dòng.", copied[0]) % {"n": copied[0]},
        )

    def approve_view(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        self.planners_only(request)
        shown = _month(year, month)
        plan, form = plan_of(shown.first), Versioned(request.POST)
        if plan is None:
            return self._month_page(request, shown, reasons=[_("Kế hoạch chưa có dòng nào.")], status=409)
        version = form.cleaned_data["version"] if form.is_valid() else -1
        return self._acted(
            request,
            shown,
            lambda: approve_plan(plan, version=version, by=request.user),
            _("Đã duyệt kế hoạch."),
        )

    def _acted(
        self,
        request: HttpRequest,
        shown: Month,
        act: Callable[[], object],
        done: str | Callable[[], str],
        **forms: Any,
    ) -> HttpResponse:
        outcome = attempt(request, act, done, month_address(shown.first))
        if isinstance(outcome, list):
            return self._month_page(request, shown, reasons=outcome, status=409, **forms)
        return outcome

    def _month_page(
        self,
        request: HttpRequest,
        shown: Month,
        *,
        reasons: list[str] | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        plan, plans = plan_of(shown.first), may_plan(request.user)
        rows = lines_of(plan, request.user)
        context = {
            "title": _("Kế hoạch biên tập tháng %(month)s") % {"month": f"{shown.first:%m/%Y}"},
            "month": shown,
            "before": shown.moved(-1),
            "after": shown.moved(1),
            "plan": plan,
            "rows": rows,
            "counts": _counts(rows),
            "changed": [one for one in rows if one.line.mark],
            "reasons": reasons or [],
            "may_plan": plans,
            "may_approve": may_approve_plan(request.user),
            "orientation": orientation_form(plan) if plans else None,
            "new_line": LineForm(month=shown.first) if plans else None,
            **more,
        }
        return self.draw(request, "content/plan.html", context, status)

    def find_row(self, pk: int) -> PlanLine:
        related = ("plan", "section", "unit__head", "person")
        line = PlanLine.objects.select_related(*related).filter(pk=pk).first()
        if line is None:
            raise Http404
        return line

    def new_article(self, row: PlanLine) -> dict[str, Any]:
        return {"title": row.topic, "unit": row.unit, "section": row.section}

    def line_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        line = self.find_row(pk)
        if request.method != "POST":
            return self.row_page(request, line)
        self.planners_only(request)
        form = LineForm(request.POST, month=line.plan.month, line=line)
        if not form.is_valid():
            return self.row_page(request, line, form=form, status=422)
        version = form.cleaned_data["version"]
        outcome = attempt(
            request,
            lambda: change_line(line, version=version, by=request.user, **form.columns()),
            _("Đã lưu."),
            month_address(line.plan.month),
        )
        if isinstance(outcome, list):
            fresh = self.find_row(pk)
            typed = LineForm(retyped(request, fresh.version), month=fresh.plan.month, line=fresh)
            return self.row_page(request, fresh, reasons=outcome, form=typed, status=409)
        return outcome

    def remove_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.planners_only(request)
        line, form = self.find_row(pk), Versioned(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else -1
        return self._line_acted(
            request,
            line,
            lambda: remove_line(line, version=version, by=request.user),
            _("Đã bỏ dòng."),
        )

    def _line_acted(
        self, request: HttpRequest, line: PlanLine, act: Callable[[], None], done: str
    ) -> HttpResponse:
        outcome = attempt(request, act, done, month_address(line.plan.month))
        if isinstance(outcome, list):
            return self.row_page(request, self.find_row(line.pk), reasons=outcome, status=409)
        return outcome

    def row_page(
        self,
        request: HttpRequest,
        row: PlanLine,
        *,
        reasons: list[str] | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        plans = may_plan(request.user)
        answers = self.answer_context(request, row)
        context = {
            "title": row.topic,
            "planned": PlannedLine(row, answers["answer"]),
            "month_address": month_address(row.plan.month),
            "reasons": reasons or [],
            "may_plan": plans,
            "form": LineForm(month=row.plan.month, line=row) if plans else None,
            **answers,
            **more,
        }
        return self.draw(request, "content/plan_line.html", context, status)


def _month(year: str, month: str) -> Month:
    try:
        return Month(int(year), int(month))
    except ValueError as error:
        raise Http404(_("Lịch không có tháng này.")) from error


def month_address(first: date) -> str:
    return reverse("admin:content_editorialplan_month", args=[f"{first:%Y}", f"{first:%m}"])


def _counts(rows: list[PlannedLine]) -> dict[str, int]:
    """How many lines there are, how many are out, and how many are late."""
    kept = [one for one in rows if not one.line.is_removed]
    return {
        "all": len(kept),
        "out": sum(one.is_out for one in kept),
        "late": sum(one.is_late and not one.is_out for one in kept),
    }
