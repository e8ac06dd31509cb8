"""Articles and pages in the desk: the pages of an edition, and its attachments."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.attaching import AttachForm, attach, detach
from content.forms import ArticleForm, PageForm
from content.import_pages import ImportPages
from content.models import Article, Page, RichEdition, Topic
from content.paste_pages import PastePages
from content.views import draw_article, draw_page
from editorial.edition_admin import EditionAdmin
from editorial.edition_typing import TypingPages
from editorial.translating import translate
from editorial.workflow import Refused


class RichEditionAdmin(ImportPages, PastePages, TypingPages, EditionAdmin):
    """Adds the attachments, which are stored at once and count as a change of the text."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/tep/", wrap(require_POST(self.attach_view)), name=self.url_name("attach")),
            path(
                "<int:pk>/tep/<int:part>/bo/",
                wrap(require_POST(self.detach_view)),
                name=self.url_name("detach"),
            ),
            path(
                "<int:pk>/ban-dich/", wrap(require_POST(self.translate_view)), name=self.url_name("translate")
            ),
            *super().get_urls(),
        ]

    def parts_context(self, edition: RichEdition) -> dict[str, Any]:
        return {
            "attachments": edition.attachments.select_related("file"),
            "attach_form": AttachForm(initial={"version": edition.version}, auto_id="tep_%s"),
        }

    def translate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin the English translation of a public text: a draft of its own (QN-II.5b)."""
        edition = self.find(request, pk)
        try:
            draft = translate(edition, by=request.user)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã mở bản dịch tiếng Anh; hãy dịch tiêu đề, tóm tắt và nội dung."))
        return HttpResponseRedirect(draft.get_desk_url())

    def attach_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        form = AttachForm(request.POST, request.FILES)
        if not form.is_valid():
            reasons = [str(error) for errors in form.errors.values() for error in errors]
            return self.edition_page(request, edition, reasons=reasons, status=422)
        try:
            warnings = attach(edition, by=request.user, **form.cleaned_data)
        except Refused as refused:
            return self.edition_page(request, self.find(request, pk), reasons=refused.reasons, status=409)
        for warning in warnings:
            messages.warning(request, warning)
        messages.success(request, _("Đã đính kèm tệp."))
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


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """What the secretariat and the IT administrator keep; a topic is switched off, never deleted."""

    list_display = ("name", "slug", "name_en", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "name_en", "slug")
    show_facets = admin.ShowFacets.NEVER
    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The address stays: links lead there, and what was signed names the topic by it."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, topic: Topic) -> str | None:
        return topic.get_absolute_url() if topic.is_active else None


@admin.register(Article)
class ArticleAdmin(RichEditionAdmin):
    edition_form = ArticleForm
    text_template = "content/_desk_article.html"
    draw_public_page = staticmethod(draw_article)


@admin.register(Page)
class PageAdmin(RichEditionAdmin):
    edition_form = PageForm
    text_template = "content/_desk_page.html"
    draw_public_page = staticmethod(draw_page)
