"""Articles and pages in the desk."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.calendar_admin import SchoolEventAdmin, WorkWeekAdmin
from content.forms import ArticleForm, PageForm
from content.import_pages import ImportPages
from content.models import (
    Article,
    EditorialPlan,
    Page,
    ReaderSubmission,
    RotaTurn,
    SchoolEvent,
    Topic,
    UnitReview,
    WorkWeek,
)
from content.paste_pages import PastePages
from content.plan_admin import EditorialPlanAdmin
from content.reader_admin import ReaderSubmissionAdmin
from content.review_admin import UnitReviewAdmin
from content.rota_admin import RotaTurnAdmin
from content.sending_pages import SendingOnPages
from content.views import draw_article, draw_page
from documents.attachment_pages import AttachmentPages
from editorial.edition_typing import TypingPages
from editorial.translating import translate
from editorial.workflow import Refused

admin.site.register(ReaderSubmission, ReaderSubmissionAdmin)
admin.site.register(EditorialPlan, EditorialPlanAdmin)
admin.site.register(RotaTurn, RotaTurnAdmin)
admin.site.register(UnitReview, UnitReviewAdmin)


class RichEditionAdmin(ImportPages, PastePages, TypingPages, AttachmentPages):
    """What articles and pages have beside what every edition has."""

    def get_urls(self) -> list[URLPattern]:
        translate_view = require_POST(self.translate_view)
        return [self.address("<int:pk>/ban-dich/", translate_view, "translate"), *super().get_urls()]

    def translate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin the English translation of a public text: a draft of its own (QN-II.5b)."""
        edition = self.find(request, pk)
        try:
            draft = translate(edition, by=request.user)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã mở bản dịch tiếng Anh; hãy dịch tiêu đề, tóm tắt và nội dung."))
        return HttpResponseRedirect(draft.get_desk_url())


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
class ArticleAdmin(SendingOnPages, RichEditionAdmin):
    edition_form = ArticleForm
    text_template = "content/_desk_article.html"
    draw_public_page = staticmethod(draw_article)


@admin.register(Page)
class PageAdmin(RichEditionAdmin):
    edition_form = PageForm
    text_template = "content/_desk_page.html"
    draw_public_page = staticmethod(draw_page)


admin.site.register(SchoolEvent, SchoolEventAdmin)
admin.site.register(WorkWeek, WorkWeekAdmin)
