"""Writing at the desk: new texts, saved changes, corrections of public texts, drafts thrown away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import drafting, locks
from editorial.edition_moving import MovingPages
from editorial.models import Edition, Notification
from editorial.workflow import Refused, stale_refusal


class WritingPages(MovingPages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("them/", self.start_view, "add"),
            self.address("<int:pk>/", self.edition_view, "change"),
            self.address("<int:pk>/sua-doi/", require_POST(self.revise_view), "revise"),
            self.address("<int:pk>/xoa-nhap/", require_POST(self.discard_view), "discard"),
            *super().get_urls(),
        ]

    def start_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.edition_form(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            try:
                edition = drafting.start(self.model, by=request.user, **form.changes())
            except Refused as refused:
                form.add_error(None, refused.reasons)
            else:
                messages.success(request, _("Đã lưu bản nháp."))
                self.text_saved(request, 0)
                return HttpResponseRedirect(edition.get_desk_url())
        return self.start_page(request, form=form, status=422 if form.errors else 200)

    def text_saved(self, request: HttpRequest, pk: int) -> None:
        """What else is done once the typed text is stored; `pk` is 0 for a text that was new."""

    def start_page(
        self, request: HttpRequest, *, form: Any = None, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = {
            "form": form or self.edition_form(user=request.user),
            "title": _("Soạn %(name)s mới") % {"name": self.model._meta.verbose_name},
            **self.start_context(request),
            **more,
        }
        return self.draw_page(request, "editorial/start.html", context, status)

    def start_context(self, request: HttpRequest) -> dict[str, Any]:
        """What else a text can begin with; subclasses say."""
        return {}

    def edition_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        if request.method != "POST":
            news = Notification.objects.filter(user=request.user, read_at=None, event__item=edition.item_id)
            news.update(read_at=timezone.now())
            return self.edition_page(request, edition)
        # Asked before the form stores a picture that came with the text.
        if reasons := self._writing_refusals(request, edition):
            return self._unsaved_page(request, pk, reasons)
        form = self.edition_form(request.POST, request.FILES, instance=edition, user=request.user)
        if "version" in form.errors:
            return self._unsaved_page(request, pk, [stale_refusal()])
        if not form.is_valid():
            return self.edition_page(request, self.find(request, pk), form=form, status=422)
        return self._save(request, edition, form)

    def _writing_refusals(self, request: HttpRequest, edition: Edition) -> list[str]:
        """Why what was typed cannot be saved now; who writes instead of somebody else says so with it."""
        if reasons := drafting.edit_refusals(edition, by=request.user):
            return reasons
        if "take_over" in request.POST:
            locks.take_over(edition, by=request.user)
        return locks.lock_refusals(edition, request.user)

    def _save(self, request: HttpRequest, edition: Edition, form: Any) -> HttpResponse:
        version = form.cleaned_data["version"]
        try:
            drafting.save_content(edition, by=request.user, version=version, changes=form.changes())
        except Refused as refused:
            return self._unsaved_page(request, edition.pk, refused.reasons)
        messages.success(request, _("Đã lưu."))
        self.text_saved(request, edition.pk)
        if "submit" in request.POST:
            saved = self.find(request, edition.pk)
            # Warnings in what was typed just now were not seen yet: the page comes back with them.
            return self.make_move(request, saved, "submit", version=saved.version, ticks=[])
        return HttpResponseRedirect(edition.get_desk_url())

    def _unsaved_page(self, request: HttpRequest, pk: int, reasons: list[str]) -> HttpResponse:
        """Nothing typed is lost: the form comes back with it, beside the reason and the present version."""
        present = self.find(request, pk)
        typed = request.POST.copy()
        typed["version"] = str(present.version)
        # A form writes what was typed into its instance, so it gets another one than the page.
        form = self.edition_form(typed, instance=self.find(request, pk), user=request.user)
        form.is_valid()
        if not drafting.edit_refusals(present, by=request.user):
            again = _("Phần bạn vừa gõ vẫn còn ở dưới; bấm Lưu lần nữa để ghi đè bản mới.")
            if locks.other_writer(present, request.user):
                again = _(
                    "Phần bạn vừa gõ vẫn còn ở dưới; bấm “Tiếp quản và lưu” nếu bản của bạn là bản đúng."
                )
            reasons = [*reasons, again]
        return self.edition_page(request, present, form=form, reasons=reasons, status=409)

    def revise_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        try:
            successor = drafting.revise(edition, by=request.user)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        messages.success(
            request, _("Đã mở bản sửa đổi; bản đang đăng giữ nguyên đến khi bản mới được duyệt.")
        )
        return HttpResponseRedirect(successor.get_desk_url())

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        try:
            drafting.discard(edition, by=request.user)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã xóa bản nháp."))
        return redirect("admin:index")
