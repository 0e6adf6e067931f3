"""`python manage.py work`: run queued jobs and periodic tasks."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lingjun.core.jobs import Worker


class Command(BaseCommand):
    """Runs until SIGTERM; `--once` ends when nothing is due (for cron and tests)."""

    help = "处理后台任务和定时任务"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="做完排队的任务就退出")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker()
        worker.listen()
        done = worker.run(once=options["once"])
        if options["verbosity"] > 1:
            self.stdout.write(f"{done}")
