"""Who works here: accounts, the tree of units, the staff directory and the roles."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vietnamese import clean, name_key, slug

# A temporary password and the one-time link that replaces it live equally long (HL-10.1).
TEMPORARY_PASSWORD_VALIDITY = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def normal_username(text: str) -> str:
    """The form in which user names and e-mail addresses are stored, compared and counted."""
    return clean(text.replace("\x00", "")).strip().lower()


class UserManager(BaseUserManager["User"]):
    """Creates accounts with a normal user name and e-mail address."""

    def create_user(
        self, username: str, email: str = "", password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(username=normal_username(username), email=normal_username(email or ""), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, email: str = "", password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(
            username, email, password, **{**fields, "is_staff": True, "is_superuser": True}
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=normal_username(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """An account of one person (HL-10.2: accounts are never shared); it is switched off, never deleted."""

    username = models.CharField(
        _("tên đăng nhập"),
        max_length=64,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9][a-z0-9._-]*\Z",
                _("Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số và các dấu . _ -"),
            )
        ],
        error_messages={"unique": _("Tên đăng nhập này đã có người dùng.")},
    )
    full_name = models.CharField(_("họ và tên"), max_length=150)
    email = models.EmailField(_("thư điện tử"), blank=True)
    unit = models.ForeignKey(
        "Unit",
        verbose_name=_("đơn vị"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="members",
    )
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    password_expires_at = models.DateTimeField(_("mật khẩu tạm hết hạn lúc"), null=True, blank=True)

    is_active = models.BooleanField(
        _("đang hoạt động"),
        default=True,
        help_text=_("Bỏ dấu chọn để khóa tài khoản; tài khoản không bị xóa."),
    )
    is_staff = models.BooleanField(_("được vào bàn làm việc"), default=False)
    date_joined = models.DateTimeField(_("ngày lập"), default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="user_username_is_lower_case",
                condition=models.Q(username=Lower("username")),
                violation_error_message=_("Tên đăng nhập phải viết thường."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique",
                condition=~models.Q(email=""),
                violation_error_message=_("Địa chỉ thư điện tử này đã gắn với một tài khoản khác."),
            ),
            models.CheckConstraint(
                name="user_only_temporary_password_expires",
                condition=models.Q(must_change_password=True) | models.Q(password_expires_at__isnull=True),
                violation_error_message=_("Chỉ mật khẩu tạm mới có hạn dùng."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name = clean(self.full_name).strip()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.username = normal_username(self.username)
        self.email = normal_username(self.email)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username

    @cached_property
    def role_codes(self) -> frozenset[str]:
        """Codes of the roles this person holds now: one query, kept on the instance (so, per request)."""
        if not self.is_active:
            return frozenset()
        return frozenset(Role.objects.filter(group__user=self).values_list("code", flat=True))

    def has_role(self, *codes: str) -> bool:
        """Whether the person holds at least one of the roles. Superusers hold none by themselves."""
        return not self.role_codes.isdisjoint(codes)

    def set_temporary_password(self, raw_password: str | None, now: datetime | None = None) -> None:
        """Set a password that must be changed at the next sign-in and dies after 7 days (HL-10.1).

        None makes an unusable password: only a one-time link opens the account. Every open session ends,
        because a session is bound to the password. The caller saves.
        """
        self.set_password(raw_password)
        self.must_change_password = True
        self.password_expires_at = (now or timezone.now()) + TEMPORARY_PASSWORD_VALIDITY

    def set_own_password(self, raw_password: str) -> None:
        """Set the password the person chose; the account is no longer provisional. The caller saves."""
        self.set_password(raw_password)
        self.must_change_password = False
        self.password_expires_at = None

    def temporary_password_expired(self, now: datetime | None = None) -> bool:
        """Whether the temporary password is past its hour (a moment with time zone; default: now)."""
        expires = self.password_expires_at
        return self.must_change_password and expires is not None and expires <= (now or timezone.now())


class UnitKind(models.TextChoices):
    """Kinds of units (requirements §9)."""

    LEADERSHIP = "leadership", _("Ban giám hiệu")
    SUBJECT_TEAM = "subject_team", _("Tổ chuyên môn")
    OFFICE = "office", _("Tổ văn phòng")
    PARTY = "party", _("Chi bộ Đảng")
    TRADE_UNION = "trade_union", _("Công đoàn")
    YOUTH_UNION = "youth_union", _("Đoàn Thanh niên")
    PIONEERS = "pioneers", _("Đội Thiếu niên Tiền phong")
    HEALTH_LIBRARY = "health_library", _("Y tế – Thư viện – Thiết bị")
    PARENTS = "parents", _("Ban đại diện cha mẹ học sinh")


class ReviewInterval(models.IntegerChoices):
    """Where a unit looks through its own pages more or less often than the regulation says (HN-7.1c)."""

    NEVER = 0, _("không rà soát")
    MONTH = 1, _("1 tháng")
    TWO_MONTHS = 2, _("2 tháng")
    QUARTER = 3, _("3 tháng")
    FOUR_MONTHS = 4, _("4 tháng")
    HALF_YEAR = 6, _("6 tháng")
    YEAR = 12, _("12 tháng")


class Unit(models.Model):
    """A unit of the school; units form a tree, and the head is the first gate of the route (HN-12.6c)."""

    name = models.CharField(_("tên đơn vị"), max_length=150)
    short_name = models.CharField(_("tên gọn"), max_length=60, blank=True)
    slug = models.SlugField(
        _("định danh trên địa chỉ"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("Để trống thì được lập từ tên đơn vị."),
    )
    kind = models.CharField(_("loại đơn vị"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("thuộc"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    head = models.ForeignKey(
        User,
        verbose_name=_("người đứng đầu"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="headed_units",
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    functions = models.TextField(_("chức năng"), blank=True)
    duties = models.TextField(_("nhiệm vụ, quyền hạn"), blank=True)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    review_every_months = models.PositiveSmallIntegerField(
        _("rà soát mỗi"), null=True, blank=True, choices=ReviewInterval
    )
    created_at = models.DateTimeField(_("lập lúc"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                name="unit_is_not_its_own_parent",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                violation_error_message=_("Đơn vị không thể thuộc chính nó."),
            ),
            models.CheckConstraint(
                name="unit_kind_is_known",
                condition=models.Q(kind__in=UnitKind.values),
                violation_error_message=_("Loại đơn vị không có trong danh mục."),
            ),
            models.CheckConstraint(
                name="unit_review_interval_is_known",
                condition=models.Q(review_every_months__isnull=True)
                | models.Q(review_every_months__in=ReviewInterval.values),
                violation_error_message=_("Kỳ rà soát không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean(self.name).strip()
        with transaction.atomic():
            self._refuse_cycle(lock=True)
            self.slug = self.slug or self._free_slug()
            super().save(*args, **kwargs)

    def clean(self) -> None:
        self._refuse_cycle(lock=False)
        self.slug = self.slug or self._free_slug()

    def _free_slug(self) -> str:
        wish = slug(self.name, max_length=70) or "don-vi"
        taken = set(Unit.objects.exclude(pk=self.pk).values_list("slug", flat=True))
        numbered = (f"{wish}-{number}" for number in range(2, len(taken) + 3))
        return wish if wish not in taken else next(name for name in numbered if name not in taken)

    def _refuse_cycle(self, *, lock: bool) -> None:
        if self.pk is None or self.parent_id is None:
            return
        units = Unit.objects.order_by("pk")
        if lock:
            # Two moves at once, each harmless, could close a circle together: they queue here.
            units = units.select_for_update()
        parents = dict(units.values_list("pk", "parent_id"))
        ancestor: int | None = self.parent_id
        while ancestor is not None:
            if ancestor == self.pk:
                raise ValidationError(
                    {"parent": _("Đơn vị không thể thuộc chính nó hoặc đơn vị cấp dưới của nó.")}
                )
            ancestor = parents.pop(ancestor, None)


class PositionCode(models.TextChoices):
    """Positions that the portal itself must recognise; the wording shown is `StaffMember.position`."""

    PRINCIPAL = "principal", _("Hiệu trưởng")
    VICE_PRINCIPAL = "vice_principal", _("Phó hiệu trưởng")
    UNIT_HEAD = "unit_head", _("Người đứng đầu đơn vị")
    UNIT_DEPUTY = "unit_deputy", _("Cấp phó của đơn vị")
    TEACHER = "teacher", _("Giáo viên")
    EMPLOYEE = "employee", _("Nhân viên")


class StaffQuerySet(models.QuerySet["StaffMember"]):
    """Readings of the directory."""

    def public(self) -> "StaffQuerySet":
        return self.filter(is_public=True)

    def by_name(self) -> list["StaffMember"]:
        """The Vietnamese order: given name, then family name; the database cannot sort like this."""
        return sorted(self, key=lambda member: name_key(member.full_name))


class StaffMember(models.Model):
    """One line of the school's directory (danh bạ); a person may appear there without an account."""

    full_name = models.CharField(_("họ và tên"), max_length=150)
    position = models.CharField(_("chức vụ"), max_length=150)
    position_code = models.CharField(
        _("nhóm chức vụ"), max_length=20, choices=PositionCode, default=PositionCode.TEACHER
    )
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="staff")
    phone = models.CharField(
        _("điện thoại"),
        max_length=30,
        blank=True,
        validators=[
            RegexValidator(
                r"\A[0-9+][0-9 .()/-]*\Z", _("Số điện thoại chỉ gồm chữ số và các dấu + . ( ) / -")
            )
        ],
    )
    email = models.EmailField(_("thư điện tử"), blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_public = models.BooleanField(_("hiện trên danh bạ công khai"), default=True)
    user = models.OneToOneField(
        User,
        verbose_name=_("tài khoản"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="staff_member",
    )

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("cán bộ, giáo viên, nhân viên")
        verbose_name_plural = _("danh bạ")
        ordering = ["unit__order", "order", "full_name"]
        constraints = [
            models.CheckConstraint(
                name="staff_position_code_is_known",
                condition=models.Q(position_code__in=PositionCode.values),
                violation_error_message=_("Nhóm chức vụ không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} – {self.position}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name = clean(self.full_name).strip()
        super().save(*args, **kwargs)


class Role(models.Model):
    """Ties a role code of `roles.py` to the group that carries its permissions."""

    code = models.SlugField(_("mã"), max_length=30, unique=True)
    group = models.OneToOneField(Group, verbose_name=_("nhóm"), on_delete=models.PROTECT, related_name="role")

    class Meta:
        verbose_name = _("vai trò")
        verbose_name_plural = _("vai trò")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.group.name
