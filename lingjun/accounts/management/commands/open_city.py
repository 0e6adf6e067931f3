"""`python manage.py open_city`: the first federation and the first administrator of an empty home."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from lingjun.accounts.actions import create_account
from lingjun.accounts.enums import Role
from lingjun.core.errors import Refused
from lingjun.organizations.actions import create
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization


class Command(BaseCommand):
    """Everything after it is done on screen, top-down: the administrator opens accounts of city officers, and so on.

    Prints the initial password once; it must be changed at the first sign-in. There is no other way to a first account.
    """

    help = "新站点第一步：建立总工会和第一个系统管理员账号，显示初始密码"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="总工会全称，如 厦门市总工会")
        parser.add_argument("--short", default="", help="简称，如 市总工会")
        parser.add_argument("--code", default="", help="代码，如 350200")
        parser.add_argument("--administrator", required=True, metavar="NAME", help="系统管理员姓名")
        parser.add_argument("--username", default="", help="登录名；不写就用姓名拼音")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                if Organization.objects.exists():
                    raise CommandError("这个站点已经有组织了，账号请在页面上由上级开通。")
                federation = create(
                    actor=None, parent=None, kind=OrganizationKind.FEDERATION, name=options["name"],
                    short_name=options["short"], code=options["code"],
                )  # fmt: skip
                issued = create_account(
                    actor=None, name=options["administrator"], role=Role.ADMINISTRATOR, organization=federation,
                    username=options["username"],
                )  # fmt: skip
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from None
        self.stdout.write(f"{federation.name}已建立。系统管理员 {issued.user.name}：")
        self.stdout.write(f"  登录名 {issued.user.username}   初始密码 {issued.password}")
        self.stdout.write("密码只显示这一次，第一次登录要换。")
