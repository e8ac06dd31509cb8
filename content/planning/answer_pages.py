"""What turns of the rota and lines of the plan have in common: the article is begun, linked, or let go."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.models import PlanLine, RotaTurn
from content.planning.answers import answer_of, begin_article, link_article, offered, unlink_article
from content.planning.forms import LinkForm, Versioned
from content.planning.planners import may_answer, may_plan
from editorial.own_pages import OwnPages, attempt
from editorial.workflow import Refused


class AnswerPages(OwnPages):
    """Subclasses name the rows and draw the page of one."""

    def answer_urls(self, route: str) -> list[URLPattern]:
        views: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
            ("viet", self.write_view, "write"),
            ("gan", self.link_view, "link"),
            ("bo-gan", self.unlink_view, "unlink"),
        )
        return [self.address(f"{route}{part}/", require_POST(view), name) for part, view, name in views]

    def find_row(self, pk: int) -> Any:
        """The row, or 404."""
        raise Http404

    def row_page(
        self,
        request: HttpRequest,
        row: Any,
        *,
        reasons: list[str] | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """The page of one row, with the reasons of a refusal above it."""
        raise Http404

    def new_article(self, row: Any) -> dict[str, Any]:
        """Title, unit and section that the article of this row begins with."""
        return {"title": str(row), "unit": row.unit, "section": None}

    def answer_context(self, request: HttpRequest, row: RotaTurn | PlanLine) -> dict[str, Any]:
        answer = answer_of(row, request.user)
        may = may_answer(row, request.user)
        open_to = may and not answer.stands
        return {
            "row": row,
            "answer": answer,
            "may_write_it": open_to,
            "link_form": LinkForm(row=row, articles=offered(row, request.user)) if open_to else None,
            "may_unlink": may and row.item_id is not None and answer.stands,
        }

    def _row_for(self, request: HttpRequest, pk: int) -> Any:
        row = self.find_row(pk)
        if not may_answer(row, request.user):
            raise PermissionDenied
        return row

    def write_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open the draft; the title is a beginning, not the end."""
        row = self._row_for(request, pk)
        try:
            draft = begin_article(row, by=request.user, **self.new_article(row))
        except Refused as refused:
            return self.row_page(request, row, reasons=refused.reasons, status=409)
        return HttpResponseRedirect(draft.get_desk_url())

    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._row_for(request, pk)
        form = LinkForm(request.POST, row=row, articles=offered(row, request.user))
        if not form.is_valid():
            return self.row_page(request, row, reasons=[_("Hãy chọn một bài trong danh sách.")], status=422)
        return self._answered(
            request,
            row,
            lambda: link_article(row, form.chosen, version=form.cleaned_data["version"]),
            _("Đã gắn bài."),
        )

    def unlink_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._row_for(request, pk)
        form = Versioned(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else -1
        return self._answered(request, row, lambda: unlink_article(row, version=version), _("Đã bỏ gắn bài."))

    def _answered(self, request: HttpRequest, row: Any, act: Callable[[], None], done: str) -> HttpResponse:
        outcome = attempt(request, act, done, request.path.rsplit("/", 2)[0] + "/")
        if isinstance(outcome, list):
            return self.row_page(request, self.find_row(row.pk), reasons=outcome, status=409)
        return outcome

    def planners_only(self, request: HttpRequest) -> None:
        if not may_plan(request.user):
            raise PermissionDenied
