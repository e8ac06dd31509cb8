"""The form of an account: the person, and the roles with a sentence on each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from people.choices import NumberedChoices
from people.models import Role, User, normal_username
from people.roles import ROLES, is_last_it_admin
from vietnamese import slug

DESCRIPTIONS = {spec.code: spec.description for spec in ROLES}


def free_username(full_name: str) -> str:
    """A user name made of the person's name that nobody has yet: Nguyễn Thị Hoa -> nguyenthihoa."""
    wish = slug(full_name, max_length=60).replace("-", "")[:58] or "nguoidung"
    taken = set(User.objects.filter(username__startswith=wish).values_list("username", flat=True))
    numbered = (f"{wish}{number}" for number in range(2, len(taken) + 3))
    return wish if wish not in taken else next(name for name in numbered if name not in taken)


class RoleChoices(NumberedChoices):
    """Roles, each with what it may do."""

    def label_from_instance(self, role: Role) -> SafeString:
        description = DESCRIPTIONS.get(role.code, "")
        return format_html(
            '<span class="admin-choice"><strong>{}</strong> <small>{}</small></span>',
            role.group.name,
            description,
        )


class UserForm(forms.ModelForm):
    """An account and its roles; `actor` is who fills the form in."""

    actor: User
    roles = RoleChoices(
        Role.objects.select_related("group"),
        label=_("Vai trò"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Một người có thể giữ nhiều vai trò. Quản trị CNTT không có quyền phê duyệt nội dung. "
            "Mọi thay đổi vai trò đều được ghi lại."
        ),
    )

    class Meta:
        model = User
        fields = ("full_name", "username", "email", "unit")
        help_texts = {
            "full_name": _("Viết đúng như trong danh sách của trường, có dấu: Nguyễn Thị Hoa."),
            "username": _("Để trống thì được lập từ họ tên: Nguyễn Thị Hoa → nguyenthihoa."),
            "email": _("Nơi nhận thông báo của cổng; không bắt buộc. Cổng không gửi mật khẩu qua thư."),
            "unit": _("Tổ hoặc bộ phận; bài của người này thuộc đơn vị ấy và do người đứng đầu duyệt."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "username" in self.fields:
            self.fields["username"].required = self.instance.pk is not None
            if self.instance.pk:
                self.fields["username"].help_text = _("Đổi tên đăng nhập thì phải báo cho chủ tài khoản.")
        if self.instance.pk and "roles" in self.fields:
            self.initial["roles"] = list(Role.objects.filter(group__user=self.instance))
        if self.instance.pk == self.actor.pk and not self.actor.is_superuser and "roles" in self.fields:
            self.fields["roles"].disabled = True
            self.fields["roles"].help_text = _("Không ai tự thay đổi vai trò của mình.")

    def clean_username(self) -> str:
        typed = normal_username(self.cleaned_data["username"])
        return typed or free_username(self.cleaned_data.get("full_name", ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        codes = {role.code for role in cleaned.get("roles", ())}
        if self.instance.pk and "it_admin" not in codes and is_last_it_admin(self.instance):
            raise ValidationError(
                _("Đây là tài khoản quản trị CNTT cuối cùng còn hoạt động: không thể bỏ vai trò này.")
            )
        return cleaned
