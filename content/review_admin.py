"""Reviews of the units in the desk: how each stands, the screen of its head, and what is asked for."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.models import ChangeRequest, UnitReview
from content.reviewing.applying import apply_request, decline, mark_done, open_revision
from content.reviewing.forms import ApplyForm, ChangesForm, DecisionForm, ReviewForm
from content.reviewing.periods import Standing, turns_of
from content.reviewing.reviews import handles, heads, latest, oversees, record, units_for
from content.reviewing.shown import request_rows
from content.reviewing.subject import digest_of, pages_of, staff_of, subject_of
from editorial.own_pages import OwnPages
from editorial.workflow import Refused
from people.models import StaffMember, Unit

WORST_FIRST = (Standing.OVERDUE, Standing.DUE, Standing.REVIEWED, Standing.NOT_ASKED)
REVIEWS_SHOWN = 20


class UnitReviewAdmin(OwnPages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("", self.list_view, "changelist"),
            self.address("don-vi/<int:unit>/", self.unit_view, "unit"),
            self.address("don-vi/<int:unit>/khong-doi/", require_POST(self.unchanged_view), "unchanged"),
            self.address("don-vi/<int:unit>/de-nghi/", self.changes_view, "changes"),
            self.address("<int:pk>/", self.review_view, "change"),
            self.address("de-nghi/<int:pk>/ap-dung/", require_POST(self.apply_view), "apply"),
            self.address("de-nghi/<int:pk>/ban-sua-doi/", require_POST(self.revise_view), "revise"),
            self.address("de-nghi/<int:pk>/da-lam/", require_POST(self.done_view), "done"),
            self.address("de-nghi/<int:pk>/khong-lam/", require_POST(self.decline_view), "decline"),
        ]

    def list_view(self, request: HttpRequest) -> HttpResponse:
        turns = turns_of(units_for(request.user))
        turns.sort(key=lambda turn: WORST_FIRST.index(turn.standing))
        waiting = ChangeRequest.objects.filter(standing=ChangeRequest.State.OPEN)
        waiting = waiting.filter(review__unit__in=[turn.unit.pk for turn in turns])
        context = {
            "title": _("Rà soát của đơn vị"),
            "turns": turns,
            "late": sum(turn.standing is Standing.OVERDUE for turn in turns),
            "waiting": waiting.select_related("review__unit", "review__by"),
            "oversees": oversees(request.user),
        }
        return self.draw(request, "content/unit_reviews.html", context)

    def _unit(self, request: HttpRequest, pk: int) -> Unit:
        """A unit whose reviews this person may open, or 404."""
        unit = units_for(request.user).filter(pk=pk).first()
        if unit is None:
            raise Http404
        return unit

    def unit_view(self, request: HttpRequest, unit: int) -> HttpResponse:
        return self._unit_page(request, self._unit(request, unit))

    def unchanged_view(self, request: HttpRequest, unit: int) -> HttpResponse:
        own = self._headed(request, unit)
        form = ReviewForm(request.POST)
        if not form.is_valid():
            return self._unit_page(request, own, form=form, status=422)
        answers = form.cleaned_data
        try:
            record(own, by=request.user, **answers)
        except Refused as refused:
            return self._unit_page(request, own, reasons=refused.reasons, note=answers["note"], status=409)
        messages.success(request, _("Đã ghi nhận: không thay đổi."))
        return HttpResponseRedirect(reverse("admin:content_unitreview_unit", args=[own.pk]))

    def changes_view(self, request: HttpRequest, unit: int) -> HttpResponse:
        own = self._headed(request, unit)
        form = ChangesForm(own, request.POST if request.method == "POST" else None)
        if request.method != "POST":
            return self._changes_page(request, own, form)
        if not form.is_valid():
            return self._changes_page(request, own, form, status=422)
        answers = form.base.cleaned_data
        try:
            review = record(own, by=request.user, wishes=form.wishes(), **answers)
        except Refused as refused:
            return self._changes_page(request, own, form, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã gửi đề nghị thay đổi."))
        return HttpResponseRedirect(reverse("admin:content_unitreview_change", args=[review.pk]))

    def _headed(self, request: HttpRequest, pk: int) -> Unit:
        unit = self._unit(request, pk)
        if not heads(unit, request.user):
            raise PermissionDenied
        return unit

    def _unit_page(
        self,
        request: HttpRequest,
        unit: Unit,
        *,
        form: ReviewForm | None = None,
        reasons: list[str] | None = None,
        note: str = "",
        status: int = 200,
    ) -> HttpResponse:
        reviews = UnitReview.objects.filter(unit=unit).select_related("by").prefetch_related("requests")
        context = {
            "title": _("Rà soát: %(unit)s") % {"unit": unit.name},
            "unit": unit,
            "turn": turns_of([unit])[0],
            "staff": staff_of(unit),
            "pages": pages_of(unit),
            "reviews": reviews[:REVIEWS_SHOWN],
            "form": form or ReviewForm(initial={**_drawn_from(unit), "note": note}),
            "may_review": heads(unit, request.user),
            "reasons": reasons or [],
        }
        return self.draw(request, "content/unit_review.html", context, status)

    def _changes_page(
        self,
        request: HttpRequest,
        unit: Unit,
        form: ChangesForm,
        *,
        reasons: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "title": _("Đề nghị thay đổi: %(unit)s") % {"unit": unit.name},
            "unit": unit,
            "form": form,
            # The present state: after a refusal the page answers to what it shows now.
            **_drawn_from(unit),
            "reasons": reasons or [],
        }
        return self.draw(request, "content/unit_changes.html", context, status)

    def _review(self, request: HttpRequest, pk: int) -> UnitReview:
        review = UnitReview.objects.select_related("unit", "by").filter(pk=pk).first()
        if review is None or not self._may_read(request, review):
            raise Http404
        return review

    def _may_read(self, request: HttpRequest, review: UnitReview) -> bool:
        return review.by_id == request.user.pk or units_for(request.user).filter(pk=review.unit_id).exists()

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._review_page(request, self._review(request, pk))

    def _review_page(
        self,
        request: HttpRequest,
        review: UnitReview,
        *,
        reasons: list[str] | None = None,
        typed: str = "",
        status: int = 200,
    ) -> HttpResponse:
        requests = review.requests.select_related("staff", "item", "decided_by", "review__unit")
        context = {
            "title": _("Rà soát ngày %(day)s: %(unit)s") % {"day": _day(review), "unit": review.unit.name},
            "review": review,
            "rows": request_rows(requests, request.user),
            "handles": handles(request.user),
            "reasons": reasons or [],
            "typed": typed,
        }
        return self.draw(request, "content/unit_requests.html", context, status)

    def _request(self, request: HttpRequest, pk: int) -> ChangeRequest:
        """A request that this person may decide; 404 for who may not even read it."""
        related = ("review__unit", "review__by", "staff")
        wanted = ChangeRequest.objects.select_related(*related).filter(pk=pk).first()
        if wanted is None or not self._may_read(request, wanted.review):
            raise Http404
        if not handles(request.user):
            raise PermissionDenied
        return wanted

    def apply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        wanted, form = self._request(request, pk), ApplyForm(request.POST)
        seen = form.cleaned_data["seen"] if form.is_valid() else ""
        try:
            written = apply_request(wanted, by=request.user, seen=seen)
        except Refused as refused:
            return self._refused(request, wanted, refused)
        _log(request, written, wanted)
        messages.success(request, _("Đã áp dụng."))
        return self._back(wanted)

    def revise_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        wanted = self._request(request, pk)
        try:
            draft = open_revision(wanted, by=request.user)
        except Refused as refused:
            return self._refused(request, wanted, refused)
        messages.info(request, _("Sửa xong và gửi duyệt, rồi quay lại đề nghị và đánh dấu đã làm."))
        return HttpResponseRedirect(draft.get_desk_url())

    def done_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._decided(request, pk, mark_done, "note", _("Đã đánh dấu đã làm."))

    def decline_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._decided(request, pk, decline, "reason", _("Đã ghi là không làm; đơn vị được báo lý do."))

    def _decided(self, request: HttpRequest, pk: int, act: Any, name: str, done: str) -> HttpResponse:
        wanted, form = self._request(request, pk), DecisionForm(request.POST)
        if not form.is_valid():
            reasons = [str(error) for errors in form.errors.values() for error in errors]
            return self._review_page(request, wanted.review, reasons=reasons, status=422)
        try:
            act(wanted, by=request.user, **{name: form.cleaned_data["reason"]})
        except Refused as refused:
            return self._refused(request, wanted, refused, form.cleaned_data["reason"])
        messages.success(request, done)
        return self._back(wanted)

    def _refused(
        self, request: HttpRequest, wanted: ChangeRequest, refused: Refused, typed: str = ""
    ) -> HttpResponse:
        review = self._review(request, wanted.review_id)
        return self._review_page(request, review, reasons=refused.reasons, typed=typed, status=409)

    def _back(self, wanted: ChangeRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:content_unitreview_change", args=[wanted.review_id]))


def _drawn_from(unit: Unit) -> dict[str, Any]:
    """What the page says it was drawn from, so that the answer is to nothing else."""
    last = latest(unit)
    return {"seen": digest_of(subject_of(unit)), "after": last.pk if last else 0}


def _day(review: UnitReview) -> str:
    """The day of the review in Asia/Ho_Chi_Minh."""
    return f"{timezone.localdate(review.at):%d/%m/%Y}"


def _log(request: HttpRequest, written: StaffMember | Unit, wanted: ChangeRequest) -> None:
    """The row's own history says who wrote it, and at whose wish."""
    message = _("Theo đề nghị của %(unit)s, rà soát ngày %(day)s") % {
        "unit": wanted.review.unit.name,
        "day": _day(wanted.review),
    }
    flag = ADDITION if wanted.kind == ChangeRequest.Kind.STAFF_ADD else CHANGE
    LogEntry.objects.log_actions(request.user.pk, [written], flag, message, single_object=True)
