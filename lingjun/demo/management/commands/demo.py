"""`manage.py demo`: loads the demo city once, and prints who can sign in. Refused outside a demo home."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from lingjun.accounts.models import Notification, OutboxMail, User
from lingjun.audit.actions import record
from lingjun.audit.models import Entry
from lingjun.demo import appraisals, cases, changes, organizations, register, rounds, years
from lingjun.organizations.models import Organization
from lingjun.studios.criteria.sheet import refresh_many
from lingjun.studios.models import Studio

LOADED = "demo.load"
"""Written last: a home without it was cut off while loading and is loaded anew."""

SHOWN = (
    ("shizong", "市总工会经办人"),
    ("shizong2", "市总工会经办人（第二位）"),
    ("siming", "区工会经办人（思明区）"),
    ("gangkou", "产业工会经办人（港口产业）"),
    ("weisheng", "产业工会经办人（卫生产业）"),
    ("lugang", "单位经办人（鹭港码头，可读入 Word 再报一个）"),
    ("lugang_zhuxi", "单位工会主席（鹭港码头）"),
    ("lugang_lianluo", "联络员（鹭港码头，记周海潮工作室的台账）"),
    ("peidian", "单位经办人（筼筜配电，草稿填了一半）"),
    ("gulang_zhuxi", "单位工会主席（鼓浪医院）"),
    ("guanli", "系统管理员"),
    ("shenji", "审计员"),
)


class Command(BaseCommand):
    help = "Loads the notice and the demo city into an empty demo home; prints the demo accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Idempotent: a home that was loaded to the end keeps what it has. Each verb commits by itself, so that
        messages carry their own time."""
        if settings.MODE == "production":
            raise CommandError("demo: this is a production home; demo accounts are never made here")
        if Organization.objects.exists() and not Entry.objects.filter(verb=LOADED).exists():
            self.stdout.write("上次演示数据没有装完，重新装。")
            call_command("flush", interactive=False, verbosity=0)
        if not Organization.objects.exists():
            city = organizations.build()
            for _ in cases.Builder(city, rounds.build(city)).build():
                pass
            for part in (years, register, appraisals, changes):
                part.build(city)
            refresh_many(Studio.objects.values_list("pk", flat=True))
            with transaction.atomic():
                OutboxMail.objects.all().delete()
                Notification.objects.filter(created_at__lt=timezone.now() - datetime.timedelta(days=5)).update(
                    read_at=timezone.now()
                )
                record(actor=None, verb=LOADED, subject=city.federation)
        present = set(User.objects.filter(is_demo=True).values_list("username", flat=True))
        self.stdout.write(f"示例账号（密码都是 {organizations.PASSWORD}）：")
        for username, words in SHOWN:
            if username in present:
                self.stdout.write(f"  {username:<16}{words}")
