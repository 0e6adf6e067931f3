"""People with an account, their appointments, and what reaches them (inbox and mail outbox)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from lingjun.accounts.enums import Role
from lingjun.organizations.models import Organization


class UserManager(BaseUserManager["User"]):
    """Makes users with a hashed password; there is no superuser: rights come from appointments."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Sign in by account name or, where it is unique, by mobile phone."""
        by_name = self.filter(username=username).first()
        if by_name is not None:
            return by_name
        return self.get(phone=username, phone__gt="")


class User(AbstractBaseUser):
    """An account. `is_demo` accounts exist only in a demo home and are refused by a production start."""

    username = models.CharField("账号", max_length=50, unique=True)
    name = models.CharField("姓名", max_length=50)
    phone = models.CharField("手机", max_length=20, blank=True, db_index=True)
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    is_demo = models.BooleanField("示例账号", default=False)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    created_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("开通时间", auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = "账号"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def posts(self) -> list[Appointment]:
        """Open appointments with their organizations: one query, then kept for the life of this object (a request).

        `has_other_roots` tells whether there is a tree beside that of the organization (`queries.whole_tree`).
        """
        if not self.is_active:
            return []
        open_ones = self.appointments.filter(ended_on__isnull=True, started_on__lte=timezone.localdate())
        others = Organization.objects.order_by().filter(~models.Q(pk=models.OuterRef("organization_id")), parent=None)
        with_roots = open_ones.annotate(has_other_roots=models.Exists(others.values("pk")))
        return sorted(with_roots.select_related("organization"), key=lambda post: post.pk)

    @property
    def role_label(self) -> str:
        """ "市总工会经办人", or several joined by "、"; "" without an open appointment."""
        return "、".join(dict.fromkeys(post.get_role_display() for post in self.posts))

    @property
    def organization_label(self) -> str:
        """Name of the organization served; several joined by "、"."""
        return "、".join(dict.fromkeys(post.organization.name for post in self.posts))

    @property
    def line(self) -> str:
        """What the header shows under the name."""
        return " ".join(filter(None, (self.organization_label, self.role_label)))

    @property
    def is_auditor(self) -> bool:
        """Asked by the audit pages, which stand below this app and must not import its rules."""
        return any(post.role == Role.AUDITOR for post in self.posts)

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[User] | None = None,
    ) -> None:
        """Reads again, the posts too."""
        self.forget_posts()
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)

    def forget_posts(self) -> None:
        """After appointments changed: the next question asks the database again."""
        self.__dict__.pop("posts", None)


class Appointment(models.Model):
    """任职: a user's role in an organization, from a day to a day (open end = still in post)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="appointments")
    role = models.CharField("身份", max_length=20, choices=Role.choices)
    title = models.CharField("职务", max_length=50, blank=True)
    started_on = models.DateField("起")
    ended_on = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "任职"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=models.Q(ended_on__isnull=True),
                name="one_open_appointment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organization", "role"], name="appointment_org_role")]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.organization}"


class SignIn(models.Model):
    """One browser where the person is signed in. The session itself (and its end) stays in Django's session table."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    device = models.CharField("设备", max_length=200, blank=True)
    created_at = models.DateTimeField("登录时间", auto_now_add=True)

    class Meta:
        verbose_name = "登录"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.user} {self.device}"


class Notification(models.Model):
    """One line in a person's inbox. `url` is a path of this site."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    text = models.CharField("内容", max_length=300)
    url = models.CharField("去处", max_length=200, blank=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("已读", null=True, blank=True)

    class Meta:
        verbose_name = "消息"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["user", "read_at"], name="notification_unread")]

    def __str__(self) -> str:
        return self.text


class OutboxMail(models.Model):
    """A mail to be sent; kept until sent or given up, retried with growing pauses."""

    to = models.EmailField("收件人")
    subject = models.CharField("主题", max_length=200)
    body = models.TextField("正文")
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField("下次发送", db_index=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    last_error = models.CharField("最近错误", max_length=300, blank=True)
    sent_at = models.DateTimeField("已发", null=True, blank=True)

    class Meta:
        verbose_name = "待发邮件"

    def __str__(self) -> str:
        return self.subject
