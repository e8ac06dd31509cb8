"""The mailbox at the desk: every letter and what became of it, and the decisions that wait (HL-8)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from editorial.actors import WRITERS
from editorial.mailroom import deciding
from editorial.mailroom.fetching import mailbox_state
from editorial.mailroom.words import plain_words
from editorial.models import ReceivedMail
from editorial.workflow import Refused
from people.models import User

PER_PAGE = 50
MOST_LETTERS = 50_000
Status = ReceivedMail.Status
# Parameter -> (label, statuses); the first is shown when none is named.
LISTS = {
    "cho-xem": (_lazy("Chờ xem"), (Status.QUARANTINED, Status.FAILED)),
    "da-nhan": (_lazy("Đã nhận"), (Status.READ, Status.RECEIVED)),
    "khong-nhan": (_lazy("Không nhận"), (Status.REFUSED,)),
    "tu-dong": (_lazy("Thư tự động"), (Status.IGNORED,)),
    "da-bo": (_lazy("Đã bỏ"), (Status.DROPPED,)),
}


class DecisionForm(forms.Form):
    """Whose article it is, or why it is dropped; which of them is asked depends on the button."""

    whose = forms.ModelChoiceField(
        User.objects.none(), label=_lazy("Là bài của"), required=False, empty_label=_lazy("– chọn người –")
    )
    reason = forms.CharField(label=_lazy("Lý do bỏ"), required=False, max_length=deciding.LONGEST_REASON)

    def __init__(self, *args: Any, row: ReceivedMail, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        writers = User.objects.filter(is_active=True, unit__isnull=False, groups__role__code__in=WRITERS)
        whose: Any = self.fields["whose"]
        whose.queryset = writers.distinct().order_by("full_name")
        if not self.is_bound and row.user is not None:
            self.initial["whose"] = row.user.pk


class Mailroom(AdminSite):
    """Mixed into the desk's site."""

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("hop-thu/", self.admin_view(self.mail), name="mail"),
            path("hop-thu/<int:pk>/", self.admin_view(self.mail_letter), name="mail_letter"),
            path(
                "hop-thu/<int:pk>/xu-ly/",
                self.admin_view(require_POST(self.mail_decide)),
                name="mail_decide",
            ),
            *super().get_urls(),
        ]

    def mail(self, request: HttpRequest) -> HttpResponse:
        """The letters of one list, the newest first, and how the last reading of the mailbox went."""
        self._check(request)
        chosen = request.GET.get("muc", "")
        chosen = chosen if chosen in LISTS else next(iter(LISTS))
        letters = ReceivedMail.objects.filter(status__in=LISTS[chosen][1])
        letters = letters.select_related("user", "item", "decided_by")
        context = {
            **self.each_context(request),
            "title": _("Hộp thư đến"),
            "lists": [(name, label, name == chosen) for name, (label, _statuses) in LISTS.items()],
            "chosen": chosen,
            "letters": Paginator(letters, PER_PAGE).get_page(request.GET.get("trang")),
            "state": mailbox_state(),
        }
        return render(request, "editorial/mail.html", context)

    def mail_letter(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._check(request)
        row = self._row(pk)
        return self._letter_page(request, row, DecisionForm(row=row))

    def mail_decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._check(request)
        row = self._row(pk)
        form = DecisionForm(request.POST, row=row)
        if not form.is_valid():
            return self._letter_page(request, row, form, status=422)
        try:
            told = self._decide(request, row, form)
        except Refused as refused:
            row.refresh_from_db()
            return self._letter_page(request, row, form, reasons=refused.reasons, status=409)
        messages.success(request, told)
        edition = row.edition
        address = edition.get_desk_url() if edition is not None else reverse("admin:mail")
        return HttpResponseRedirect(address)

    def _decide(self, request: HttpRequest, row: ReceivedMail, form: DecisionForm) -> str:
        user: Any = request.user
        wish = request.POST.get("do", "")
        if wish == "article":
            deciding.take_as_article(row, whose=form.cleaned_data["whose"], by=user)
            return " ".join(row.notes) or _("Đã nhận thành bài.")
        if wish == "document":
            deciding.take_as_document(row, by=user)
            return _("Đã nhận thành văn bản đến.")
        if wish == "drop":
            deciding.drop(row, by=user, reason=form.cleaned_data["reason"])
            return _("Đã bỏ thư %(code)s; xem ở mục “Đã bỏ” nếu cần lấy lại.") % {"code": row.code}
        if wish == "back":
            deciding.take_back(row, by=user)
            return _("Đã lấy lại thư %(code)s.") % {"code": row.code}
        if wish == "again":
            deciding.read_again(row, by=user)
            return _("Thư %(code)s sẽ được đọc lại trong vài phút.") % {"code": row.code}
        raise Refused([_("Hãy chọn việc cần làm với thư này.")])

    def _check(self, request: HttpRequest) -> None:
        user: Any = request.user
        if not deciding.may_see(user):
            raise PermissionDenied

    def _row(self, pk: int) -> ReceivedMail:
        rows = ReceivedMail.objects.select_related("user", "item", "decided_by")
        row: ReceivedMail = get_object_or_404(rows, pk=pk)
        return row

    def _letter_page(
        self,
        request: HttpRequest,
        row: ReceivedMail,
        form: DecisionForm,
        *,
        reasons: list[str] | tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        user: Any = request.user
        letter = deciding.content_of(row) if row.purged_at is None else None
        words = plain_words(letter) if letter is not None else ""
        mine = deciding.may_decide(user) and row.purged_at is None
        context = {
            **self.each_context(request),
            "title": row.subject or _("Thư không có chủ đề"),
            "row": row,
            "form": form,
            "reasons": reasons,
            "words": words[:MOST_LETTERS],
            "is_cut": len(words) > MOST_LETTERS,
            "files": [(file.name, len(file.data)) for file in letter.files] if letter is not None else [],
            "others": letter.senders[1:] if letter is not None else [],
            "may_take": mine and row.status in deciding.OPEN,
            "may_take_back": mine and row.status == Status.DROPPED,
        }
        return render(request, "editorial/mail_letter.html", context, status=status)
