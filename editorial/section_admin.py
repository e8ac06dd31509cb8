"""The tree of sections: its list, its form, and the people who edit each section."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.models import Section
from editorial.publishing import edition_models
from editorial.section_editors import editors_of, eligible, names_by_section, set_editors
from people.admin import branch
from people.choices import NumberedChoices, PlainChoices
from people.models import User
from people.trees import OrderForm, TreeList, tree_order


class SectionForm(forms.ModelForm):
    editors = NumberedChoices(
        User.objects.none(),
        label=gettext_lazy("Biên tập viên chuyên mục"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Chỉ người có vai trò Biên tập viên chuyên mục hiện ở đây; họ biên tập cả các mục con trực tiếp."
        ),
    )

    class Meta:
        model = Section
        fields = (
            "name",
            "name_en",
            "slug",
            "parent",
            "kind",
            "path",
            "description",
            "owner",
            "sensitive",
            "order",
            "in_menu",
            "is_active",
        )
        help_texts = {
            "name": gettext_lazy("Tên hiện trên trình đơn và đầu trang chuyên mục."),
            "slug": gettext_lazy(
                "Phần cuối của địa chỉ trang, chữ không dấu. "
                "Đổi thì các liên kết cũ tới chuyên mục không còn đúng."
            ),
            "parent": gettext_lazy("Chuyên mục cấp trên; để trống nếu là mục lớn."),
            "kind": gettext_lazy(
                "Danh mục tin bài: nhận tin bài. Trang tĩnh: một trang giới thiệu. "
                "Chức năng của cổng: dẫn tới một phần có sẵn như Liên hệ."
            ),
            "description": gettext_lazy("Một hai câu cho bạn đọc biết trong mục có gì."),
            "owner": gettext_lazy("Đơn vị hoặc chức danh chịu trách nhiệm nội dung, ghi như trong quy chế."),
            "order": gettext_lazy("Số nhỏ đứng trước."),
            "in_menu": gettext_lazy("Bỏ dấu chọn thì mục vẫn có trang riêng nhưng không lên trình đơn."),
            "is_active": gettext_lazy(
                "Chuyên mục không bị xóa. Bỏ dấu chọn thì trang chuyên mục đóng lại, mục không lên trình đơn "
                "và không nhận bài mới; các bài đã đăng vẫn đọc được theo địa chỉ của chúng."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["editors"].queryset = eligible()
        if self.instance.pk:
            self.fields["editors"].initial = editors_of(self.instance)


class SectionTree(TreeList):
    """Rows that know who edits them and how much of them the public sees: a fixed number of queries."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        editors, public = names_by_section(), public_counts()
        for section in self.result_list:
            section.editor_names = editors.get(section.pk, [])
            section.public_count = public[section.pk]


def public_counts() -> Counter[int]:
    """Section number -> texts in it that visitors see now, of every kind."""
    counts: Counter[int] = Counter()
    for model in edition_models():
        public = model.objects.public().exclude(section=None).order_by()
        counts.update(dict(public.values_list("section").annotate(number=Count("pk"))))
    return counts


class SectionAdmin(PlainChoices):
    form = SectionForm
    list_display = (
        "place",
        "order",
        "kind",
        "owner",
        "editor_list",
        "articles",
        "marks",
    )
    list_display_links = ("place",)
    list_editable = ("order",)
    list_filter = ("kind", "sensitive", "in_menu", "is_active")
    list_per_page = 200
    sortable_by = ()
    search_fields = ("name", "slug", "owner")
    search_help_text = gettext_lazy(
        "Tìm theo tên hoặc người phụ trách. Số ở cột Thứ tự nhỏ hơn thì đứng trước; sửa xong bấm Lưu."
    )
    show_facets = admin.ShowFacets.NEVER
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("contents",)

    def get_fieldsets(
        self, request: HttpRequest, obj: Section | None = None
    ) -> list[tuple[Any, dict[str, Any]]]:
        editors = "editors" if self.has_change_permission(request, obj) else "editor_list"
        usage = ("order", "in_menu", "is_active")
        return [
            (
                _("Chuyên mục"),
                {"fields": ("name", "name_en", "slug", "parent", "kind", "path", "description")},
            ),
            (_("Ai phụ trách"), {"fields": ("owner", editors, "sensitive")}),
            (_("Sắp xếp và sử dụng"), {"fields": (*usage, "contents") if obj else usage}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "editor_list")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[SectionTree]:
        return SectionTree

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=OrderForm, **kwargs)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return tree_order(Section.objects.all())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Switched off, never deleted: articles may be filed under it."""
        return False

    @admin.display(description=gettext_lazy("tên chuyên mục"))
    def place(self, section: Section) -> SafeString:
        return branch(section, section.name)

    @admin.display(description=gettext_lazy("biên tập viên"))
    def editor_list(self, section: Section) -> str:
        names = getattr(section, "editor_names", None)
        if names is None:
            names = sorted(str(person) for person in editors_of(section))
        return ", ".join(names) or "–"

    @admin.display(description=gettext_lazy("đang đăng"))
    def articles(self, section: Section) -> str:
        holds_texts = section.kind != Section.Kind.ROOM
        return str(section.public_count) if holds_texts else "–"

    @admin.display(description=gettext_lazy("ghi chú"))
    def marks(self, section: Section) -> SafeString:
        marks = [
            ("off", _("đã tắt"), not section.is_active),
            ("late", _("nhạy cảm"), section.sensitive),
            ("new", _("ngoài trình đơn"), not section.in_menu),
        ]
        shown = ((kind, words) for kind, words, holds in marks if holds)
        return format_html_join(" ", '<span class="admin-badge admin-is-{}">{}</span>', shown)

    @admin.display(description=gettext_lazy("trong mục có"))
    def contents(self, section: Section) -> SafeString:
        counts = {"texts": public_counts()[section.pk], "below": section.children.count()}
        return format_html("{}", _("%(texts)d bài đang đăng, %(below)d mục con.") % counts)

    def view_on_site(self, section: Section) -> str:
        return section.get_absolute_url()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "editors" in form.cleaned_data:  # the list's own form only sorts
            set_editors(form.instance, form.cleaned_data["editors"])
