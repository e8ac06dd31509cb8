"""The forms around imported files: what is given, and what is said about it before it becomes a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.import_taking import Source
from content.imports import Wishes
from content.models import Article, ImportedFile
from content.picture_forms import DescriptionFields
from documents.attaching import SeveralFilesField
from editorial.entering import ProviderField, may_enter_for_others, providers
from editorial.models import Edition, Section
from editorial.text_field import TextField
from people.models import User

ACCEPTED = ".docx,.txt,.jpg,.jpeg,.png,.webp,.gif,.zip,.pdf,.doc,.xls,.xlsx,.ppt,.pptx"
FOR_OTHERS = ("information_provider", "author_name", "origin", "channel")


class ImportForm(forms.Form):
    files = SeveralFilesField(
        label=_("Thả tệp Word và ảnh vào đây"),
        allow_empty_file=True,
        most=40,
        error_messages={"required": _("Hãy chọn tệp Word, tệp chữ hoặc ảnh.")},
        help_text=_(
            "Một tệp Word cùng ảnh và tệp kèm của bài; nhiều tệp Word (mỗi tệp thành một bản nháp); "
            "hoặc một gói ZIP, mỗi thư mục một bài. Chưa có gì được lưu thành bài cho đến khi bạn đồng ý."
        ),
    )
    files.widget.attrs["accept"] = ACCEPTED
    captions = forms.BooleanField(label=_("Lấy tên tệp ảnh làm chú thích dưới ảnh"), required=False)
    information_provider = ProviderField()
    author_name = TextField(
        label=_("Tác giả không có tài khoản"),
        max_length=150,
        required=False,
        help_text=_("Ghi họ tên; tên này hiện dưới bài. Với người của trường, hãy chọn ở ô trên."),
    )
    origin = forms.ChoiceField(label=_("Nguồn tin"), choices=Edition.Origin.choices, required=False)
    channel = forms.ChoiceField(
        label=_("Gửi qua"), choices=Edition.Channel.choices, required=False, initial=Edition.Channel.WEB
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_enter_for_others(user):
            offered: Any = self.fields["information_provider"]
            offered.queryset = providers()
        else:
            for name in FOR_OTHERS:
                del self.fields[name]

    @property
    def for_others(self) -> list[forms.BoundField]:
        """What only those are asked who enter for somebody else."""
        return [self[name] for name in FOR_OTHERS if name in self.fields]

    def source(self) -> Source:
        """Whose the files are; only of a valid form."""
        given = self.cleaned_data
        return Source(
            provider=given.get("information_provider"),
            author_name=given.get("author_name", ""),
            origin=given.get("origin") or Edition.Origin.UNIT,
            channel=given.get("channel") or Edition.Channel.WEB,
            captions=given["captions"],
        )


class DraftForm(DescriptionFields, forms.Form):
    """The last look at what was read: title, lead, section, descriptions, consent to the conversion."""

    title = TextField(label=_("Tiêu đề"), max_length=255)
    lead = TextField(label=_("Tóm tắt"), max_length=600, several_lines=True, required=False)
    genre = forms.ChoiceField(
        label=_("Thể loại"), choices=Article.Genre.choices, initial=Article.Genre.FEATURE
    )
    section = forms.ModelChoiceField(Section.objects.none(), label=_("Chuyên mục"), required=False)
    convert = forms.BooleanField(
        label=_("Tôi đồng ý chuyển chữ viết bằng phông cũ sang Unicode"), required=False
    )

    def __init__(self, *args: Any, row: ImportedFile, sections: Any, is_article: bool, **kwargs: Any) -> None:
        reading = row.result["reading"]
        super().__init__(*args, **kwargs)
        self.ask_for_descriptions(reading["body"])
        self.initial |= {"title": reading["title"], "lead": reading["lead"]}
        self.fields["section"].queryset = sections
        unasked = [] if is_article else ["lead", "genre"]
        for name in unasked if row.result["converted"] else [*unasked, "convert"]:
            del self.fields[name]
        self._reading = reading
        self._converted = row.result["converted"]

    def wishes(self) -> Wishes:
        given = self.cleaned_data
        convert = bool(given.get("convert"))
        return Wishes(
            title=self._line("title", convert) or "",
            lead=self._line("lead", convert),
            section=given.get("section"),
            genre=given.get("genre", ""),
            converted=convert,
            descriptions=self.said_about("alt"),
            captions=self.said_about("caption"),
        )

    def _line(self, name: str, convert: bool) -> str | None:
        """What was typed; a line left as it was read is converted with the text."""
        said: str | None = self.cleaned_data.get(name)
        if convert and said == TextField(max_length=600, several_lines=name == "lead").to_python(
            self._reading[name]
        ):
            return str(self._converted[name])
        return said
