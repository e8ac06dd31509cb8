"""The attachments of an edition in the desk: added, replaced, taken off, each a change of the text."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.access import with_signatures
from documents.attaching import AttachForm, ReplaceForm, attach, detach, replace
from editorial.edition_admin import EditionAdmin
from editorial.models import Edition
from editorial.workflow import Refused


class AttachmentPages(EditionAdmin):
    """For kinds of edition that have `attachments`."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/tep/", require_POST(self.attach_view), "attach"),
            self.address("<int:pk>/tep/<int:part>/thay/", require_POST(self.replace_view), "replace"),
            self.address("<int:pk>/tep/<int:part>/bo/", require_POST(self.detach_view), "detach"),
            *super().get_urls(),
        ]

    def parts_context(self, edition: Any) -> dict[str, Any]:
        version = {"version": edition.version}
        rows = list(with_signatures(edition.attachments).annotate(downloaded=Sum("file__downloads__count")))
        for part in rows:
            part.replace_form = ReplaceForm(initial=version, auto_id=f"thay_{part.pk}_%s")
        return {
            **super().parts_context(edition),
            "attachments": rows,
            "attach_form": AttachForm(initial=version, auto_id="tep_%s"),
        }

    def attach_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        form = AttachForm(request.POST, request.FILES)
        return self._stored(
            request,
            edition,
            form,
            lambda given: attach(edition, by=request.user, **given),
            _("Đã đính kèm tệp."),
        )

    def replace_view(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        edition = self.find(request, pk)
        attachment = get_object_or_404(edition.attachments, pk=part)
        form = ReplaceForm(request.POST, request.FILES)
        return self._stored(
            request,
            edition,
            form,
            lambda given: replace(attachment, by=request.user, **given),
            _("Đã thay tệp; tiêu đề và thứ tự giữ nguyên."),
        )

    def _stored(
        self,
        request: HttpRequest,
        edition: Edition,
        form: forms.Form,
        keep: Callable[[dict[str, Any]], list[str]],
        done: str,
    ) -> HttpResponse:
        if not form.is_valid():
            reasons = [str(error) for errors in form.errors.values() for error in errors]
            return self.edition_page(request, edition, reasons=reasons, status=422)
        try:
            warnings = keep(form.cleaned_data)
        except Refused as refused:
            fresh = self.find(request, edition.pk)
            return self.edition_page(request, fresh, reasons=refused.reasons, status=409)
        for warning in warnings:
            messages.warning(request, warning)
        messages.success(request, done)
        return HttpResponseRedirect(edition.get_desk_url() + "#tep")

    def detach_view(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        edition = self.find(request, pk)
        attachment = get_object_or_404(edition.attachments, pk=part)
        version = request.POST.get("version", "")
        try:
            detach(attachment, by=request.user, version=_number(version))
        except Refused as refused:
            return self.edition_page(request, self.find(request, pk), reasons=refused.reasons, status=409)
        messages.success(request, _("Đã bỏ tệp đính kèm."))
        return HttpResponseRedirect(edition.get_desk_url() + "#tep")


def _number(text: str) -> int:
    """The version of a form, or -1, which no edition has."""
    return int(text) if text.isdecimal() and len(text) <= 10 else -1
