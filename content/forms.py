"""The forms of the desk in which articles and pages are written; `editorial.drafting` stores them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_ckeditor_5.widgets import CKEditor5Widget

from content.crediting import ContributorsField
from content.importing import MAX_BODY
from content.models import Article, Page, Picture, Topic
from content.picture_forms import PicturesForm
from content.sanitising import sanitise
from content.style import text_classes
from documents.images import PreparedPicture, prepare_picture
from editorial.entering import EnteringForm, ProviderField
from editorial.field_groups import FoldedForm
from editorial.forms import DayField, MomentField
from editorial.models import Section
from editorial.routes import current_preset, preset_for
from editorial.text_field import TextField
from editorial.typed_forms import TypedForm
from people.choices import NumberedChoices
from people.models import User
from vietnamese import slug


class EditionForm(PicturesForm, EnteringForm, FoldedForm, TypedForm):
    """What articles and pages have in common."""

    title = TextField(label=_("Tiêu đề"), max_length=255)
    change_note = TextField(
        label=_("Nội dung sửa đổi"),
        max_length=255,
        required=False,
        help_text=_("Bạn đọc thấy dòng này khi bài đã đăng được sửa."),
    )
    publish_at = MomentField(label=_("Hẹn giờ đăng"), help_text=_("Để trống: đăng ngay khi được duyệt."))
    expires_at = MomentField(label=_("Hết hạn hiển thị"), help_text=_("Để trống: không hết hạn."))
    information_provider = ProviderField()

    section_kind = Section.Kind.ARTICLES
    groups = (
        (_("Hẹn giờ, nội dung nhạy cảm"), ("publish_at", "expires_at", "sensitive")),
        (_("Sửa đổi bài đã đăng"), ("change_note", "correction")),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_typing(user)
        self.begin_entering(user)
        self.begin_pictures()
        sections = self.fields["section"]
        if isinstance(sections, forms.ModelChoiceField):
            sections.queryset = self._sections()

    @property
    def text_classes(self) -> str:
        """How the regulation wants the text to look, for the surface it is written on (TS-III.3.7a)."""
        return text_classes(preset_for(self.instance).style if self.instance.pk else current_preset().style)

    def _sections(self) -> Any:
        """Sections in use, and the one that the text is filed under even if it no longer is."""
        usable = Section.objects.filter(is_active=True, kind=self.section_kind)
        own = Section.objects.filter(pk=self.instance.section_id)
        return (usable | own).order_by("order", "name")

    def clean_body(self) -> str:
        body = self.cleaned_data.get("body") or ""
        if len(body) > MAX_BODY:
            raise ValidationError(
                _now("Nội dung dài quá mức: tối đa %(limit)d ký tự kể cả định dạng, đang có %(count)d."),
                code="max_length",
                params={"limit": MAX_BODY, "count": len(body)},
            )
        return sanitise(body)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        publish_at, expires_at = cleaned.get("publish_at"), cleaned.get("expires_at")
        if publish_at and expires_at and expires_at <= publish_at:
            self.add_error("expires_at", _now("Thời hạn hiển thị phải sau giờ đăng."))
        self.place_pictures(cleaned)
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The fields of the edition, for `editorial.drafting`; only of a valid form."""
        named = self.entered(self._meta.fields or ())
        return self.converted({**named, **self.chosen_lead(named)})


class ArticleForm(EditionForm):
    """An article; a lead picture given here is stored when `changes()` is asked for."""

    lead = TextField(
        label=_("Tóm tắt"),
        max_length=600,
        several_lines=True,
        required=False,
        help_text=_("Hai, ba câu; hiện trong danh sách bài và trên bản tin."),
    )
    lead_picture_upload = forms.FileField(
        label=_("Ảnh đại diện"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.gif"}),
        help_text=_("JPG, PNG, WebP hoặc GIF. Để trống: giữ ảnh đang có."),
    )
    lead_picture_remove = forms.BooleanField(label=_("Bỏ ảnh đại diện"), required=False)
    lead_picture_alt = TextField(
        label=_("Mô tả ảnh đại diện"),
        max_length=255,
        required=False,
        help_text=_("Đọc cho người không nhìn thấy ảnh."),
    )
    author_credit = TextField(
        label=_("Tác giả"), max_length=150, required=False, help_text=_("Tên hiện dưới bài.")
    )
    source_name = TextField(label=_("Nguồn"), max_length=200, required=False)
    source_url = forms.URLField(
        label=_("Địa chỉ bài gốc"), max_length=500, required=False, assume_scheme="https"
    )
    licence = TextField(
        label=_("Quyền sử dụng"),
        max_length=200,
        required=False,
        help_text=_("Giấy phép hoặc sự đồng ý đã có."),
    )

    contributors = ContributorsField(
        label=_("Người tham gia"), help_text=_("Ảnh, biên tập, cung cấp thông tin…; hiện dưới bài.")
    )
    topics = NumberedChoices(
        Topic.objects.none(),
        label=_("Chủ đề"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bạn đọc bấm vào chủ đề để xem các bài cùng chủ đề."),
    )
    valid_from = DayField(label=_("Có hiệu lực từ ngày"))
    valid_to = DayField(
        label=_("Có hiệu lực đến hết ngày"),
        help_text=_("Dùng cho thông báo. Sau ngày này bài vẫn đọc được và ghi rõ là đã hết hiệu lực."),
    )
    pinned_until = DayField(
        label=_("Ghim lên đầu đến hết ngày"),
        help_text=_("Nhiều nhất 60 ngày kể từ khi đăng; hết ngày thì tự thôi ghim."),
    )

    class Meta:
        model = Article
        fields = (
            "title",
            "genre",
            "section",
            "topics",
            "lead",
            "body",
            "lead_picture_alt",
            "author_credit",
            "contributors",
            "origin",
            "information_provider",
            "channel",
            "is_external",
            "source_name",
            "source_url",
            "licence",
            "valid_from",
            "valid_to",
            "pinned_until",
            "sensitive",
            "publish_at",
            "expires_at",
            "change_note",
            "correction",
        )
        widgets = {"body": CKEditor5Widget(config_name="default")}

    groups = (
        (
            _("Ảnh đại diện"),
            ("lead_picture_upload", "lead_picture_choice", "lead_picture_alt", "lead_picture_remove"),
        ),
        (
            _("Tác giả, nguồn tin"),
            (
                *("author_credit", "contributors", "information_provider", "channel"),
                *("origin", "is_external"),
                *("source_name", "source_url", "licence"),
            ),
        ),
        (_("Chủ đề, hiệu lực, ghim"), ("topics", "valid_from", "valid_to", "pinned_until")),
        *EditionForm.groups,
    )
    field_order = (
        "title",
        "genre",
        "section",
        "topics",
        "lead",
        "body",
        "more_pictures",
        "lead_picture_upload",
        "lead_picture_choice",
        "lead_picture_alt",
        "lead_picture_remove",
        "author_credit",
        "contributors",
        "information_provider",
        "channel",
        "origin",
        "is_external",
        "source_name",
        "source_url",
        "licence",
        "valid_from",
        "valid_to",
        "pinned_until",
        "sensitive",
        "publish_at",
        "expires_at",
        "change_note",
        "correction",
        "version",
        "writer",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.lead_picture_id is None:
            del self.fields["lead_picture_remove"]
        own = Article.topics.through.objects.filter(article=self.instance.pk).values("topic")
        self.fields["topics"].queryset = Topic.objects.filter(Q(is_active=True) | Q(pk__in=own))

    def clean_lead_picture_upload(self) -> PreparedPicture | None:
        given = self.cleaned_data["lead_picture_upload"]
        return prepare_picture(given) if isinstance(given, UploadedFile) else None

    def clean_source_url(self) -> str:
        address = self.cleaned_data["source_url"]
        if address and not address.lower().startswith(("http://", "https://")):
            raise ValidationError(_now("Địa chỉ bài gốc phải bắt đầu bằng http:// hoặc https://."))
        return str(address)

    def clean(self) -> dict[str, Any]:
        """An article from elsewhere names its source before it is even a draft (HN-4.2a)."""
        cleaned = super().clean()
        external = cleaned.get("is_external") or cleaned.get("origin") == Article.Origin.EXTERNAL
        if external and not cleaned.get("source_name") and "source_name" not in self.errors:
            self.add_error("source_name", _now("Bài lấy từ nguồn khác phải ghi tên nguồn."))
        self._check_days(cleaned)
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        begins, ends, pinned = (cleaned.get(name) for name in ("valid_from", "valid_to", "pinned_until"))
        if begins and ends and ends < begins:
            self.add_error("valid_to", _now("Ngày hết hiệu lực phải sau ngày có hiệu lực."))
        last = Article(publish_at=cleaned.get("publish_at")).last_pin_day
        if pinned and pinned > last:
            reason = _now("Chỉ ghim được nhiều nhất 60 ngày kể từ khi đăng, tức đến %(last)s.")
            self.add_error("pinned_until", reason % {"last": f"{last:%d/%m/%Y}"})

    def changes(self) -> dict[str, Any]:
        changes = super().changes()
        prepared = self.cleaned_data.get("lead_picture_upload")
        if prepared is not None:
            alt = changes["lead_picture_alt"]
            changes["lead_picture"] = Picture.objects.store(prepared, by=self.user, alt=alt)
        elif self.cleaned_data.get("lead_picture_remove"):
            changes["lead_picture"] = None
        return changes


class PageForm(EditionForm):
    """A standing page; an address left empty is made of the title."""

    slug = forms.CharField(
        label=_("Đường dẫn"), required=False, help_text=_("Để trống thì được lập từ tiêu đề.")
    )

    section_kind = Section.Kind.PAGE

    class Meta:
        model = Page
        fields = (
            "title",
            "slug",
            "section",
            "body",
            "information_provider",
            "origin",
            "channel",
            "sensitive",
            "publish_at",
            "expires_at",
            "change_note",
            "correction",
        )
        widgets = {"body": CKEditor5Widget(config_name="default")}

    entering_fields = ("information_provider", "origin", "channel")
    groups = ((_("Nhập thay người khác"), entering_fields), *EditionForm.groups)
    field_order = ("title", "slug", "section", "body", "more_pictures", *Meta.fields[4:], "version", "writer")

    def clean_slug(self) -> str:
        wish = slug(self.cleaned_data["slug"]) or slug(self.cleaned_data.get("title", "")) or "trang"
        if Page(slug=wish, item_id=self.instance.item_id).address_is_taken:
            raise ValidationError(_now("Đường dẫn “%(slug)s” đã có trang khác dùng.") % {"slug": wish})
        return wish
