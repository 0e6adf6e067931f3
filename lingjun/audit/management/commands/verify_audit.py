"""`python manage.py verify_audit`: is the trail whole?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from lingjun.audit import chain


class Command(BaseCommand):
    """Exit 0 and the number of whole entries, or exit 1 and the first broken or missing one."""

    help = "Checks the hash chain of the audit trail and names the first broken or missing entry."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = chain.verify()
        if verdict.broken_at is None:
            self.stdout.write(f"操作记录完整：共 {verdict.whole} 条，末条摘要 {verdict.last_hash}")
            return
        self.stderr.write(
            f"操作记录第 {verdict.broken_at} 条{verdict.reason}（此前 {verdict.whole} 条完整）", ending="\n"
        )
        sys.exit(1)
