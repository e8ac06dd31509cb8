"""Targets in the desk: the year against what is asked, the units that gave nothing, and what is neglected."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.freshness import neglect
from editorial.lights import SHAPES
from editorial.models import DeskNote
from editorial.periods import Year, calendar_year, school_year_of, year_of_code
from editorial.table_files import csv_file
from editorial.targets import YearFigures, silent_units, year_figures
from editorial.unit_reminders import head_of, may_remind, remind_units, reminder_key
from editorial.visibility import SEE_ALL
from people.models import Unit, User


def targets_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    figures = year_figures(_year(request))
    today = timezone.localdate()
    context = {
        **site.each_context(request),
        "title": _("Chỉ tiêu tin bài"),
        "figures": figures,
        "shapes": SHAPES,
        "years": _neighbours(figures.year, today),
        "units": _unit_rows(figures),
        "authors": _author_rows(figures, request.user),
        "silent": _silent(today) if may_remind(request.user) else [],
        "month": today.replace(day=1),
        "may_remind": may_remind(request.user),
        "sees_everybody": request.user.has_role(*SEE_ALL),
    }
    return TemplateResponse(request, "editorial/targets.html", context)


def targets_file(request: HttpRequest, site: AdminSite) -> HttpResponse:
    figures = year_figures(_year(request))
    first, *lines = ([str(cell) for cell in line] for line in _lines(figures, request.user))
    response = csv_file(f"chi-tieu-tin-bai-{figures.year.code}.csv", first, lines)
    response["Cache-Control"] = "private, no-store"
    return response


def remind_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The button: what the clock does on its day, now; who was reminded this month already is left alone."""
    if not may_remind(request.user):
        raise PermissionDenied
    told = remind_units()
    if told:
        words = ngettext("Đã nhắc %(n)d đơn vị.", "Đã nhắc %(n)d đơn vị.", told) % {"n": told}
        messages.success(request, words)
    else:
        messages.info(request, _("Không có đơn vị nào cần nhắc thêm trong tháng này."))
    return redirect("admin:targets")


def freshness_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": _("Chuyên mục, trang lâu chưa cập nhật"),
        "neglect": neglect(),
    }
    return TemplateResponse(request, "editorial/freshness.html", context)


def _year(request: HttpRequest) -> Year:
    """The year that the address asks for, this calendar year where it asks for none."""
    code = request.GET.get("nam", "")
    if not code:
        return calendar_year(timezone.localdate().year)
    try:
        return year_of_code(code)
    except ValueError as error:
        raise Http404(_("Không có năm này.")) from error


def _neighbours(year: Year, today: date) -> list[tuple[str, str, bool]]:
    """(code, words, whether shown now) of the years that the page leads to."""
    known = [calendar_year(today.year - 1), calendar_year(today.year)]
    school = school_year_of(today)
    known += [year_of_code(f"{school.starts_on.year - 1}-{school.starts_on.year}"), school]
    codes = {one.code for one in known}
    return [(one.code, one.label, one.code == year.code) for one in known] + (
        [] if year.code in codes else [(year.code, year.label, True)]
    )


def _unit_rows(figures: YearFigures) -> list[tuple[Unit, list[int | None], int]]:
    """Each unit at work or with something in the year: its months (None: still to come) and their sum."""
    units = Unit.objects.order_by("order", "name")
    shown = [one for one in units if one.is_active or figures.by_unit[one.pk]]
    return [
        (
            unit,
            [
                figures.by_unit_month[unit.pk, month.first] if month.reached else None
                for month in figures.months
            ],
            figures.by_unit[unit.pk],
        )
        for unit in shown
    ]


def _author_rows(figures: YearFigures, user: User) -> list[tuple[User, int]]:
    """Who gave how much: everybody for who sees everything, the unit for its head, else oneself."""
    people = User.objects.filter(pk__in=figures.by_author).select_related("unit")
    if not user.has_role(*SEE_ALL):
        own_unit = user.unit_id if user.has_role("unit_head") else None
        headed = set(user.headed_units.values_list("pk", flat=True))
        people = [
            one for one in people if one.pk == user.pk or (one.unit_id and one.unit_id in {own_unit, *headed})
        ]
    rows = [(one, figures.by_author[one.pk]) for one in people]
    return sorted(rows, key=lambda row: (-row[1], row[0].full_name))


def _silent(today: date) -> list[tuple[Unit, User | None, Any]]:
    """Units with nothing this month, who heads each, and when that person was reminded."""
    month = today.replace(day=1)
    units = silent_units(month)
    keys = {reminder_key(unit, month): unit.pk for unit in units}
    told = dict(DeskNote.objects.filter(key__in=keys).values_list("key", "created_at"))
    return [(unit, head_of(unit), told.get(reminder_key(unit, month))) for unit in units]


def _lines(figures: YearFigures, user: User) -> Iterator[list[object]]:
    targets = figures.targets
    yield [_("Kỳ"), figures.year.label]
    yield [_("Đã đăng"), figures.total]
    yield [_("Chỉ tiêu năm"), targets.articles_per_year or _("không đặt")]
    yield [_("Tối thiểu mỗi tháng"), targets.articles_per_month or _("không đặt")]
    yield [_("Mong đợi mỗi tháng"), targets.expected_per_month or _("không đặt")]
    yield []
    yield [_("Đơn vị"), *(f"{one.first:%m/%Y}" for one in figures.months), _("Cộng")]
    for unit, months, total in _unit_rows(figures):
        yield [unit.name, *("" if number is None else number for number in months), total]
    yield [_("Cả trường"), *(one.number if one.reached else "" for one in figures.months), figures.total]
    yield []
    yield [_("Người cung cấp tin bài"), _("Đơn vị"), _("Số tin bài")]
    for person, number in _author_rows(figures, user):
        yield [person.full_name, person.unit.name if person.unit else "", number]
