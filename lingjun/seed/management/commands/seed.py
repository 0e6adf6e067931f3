"""`manage.py seed`: fills an empty database with believable invented data of a known size. Refused on any other."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lingjun.organizations.models import Organization
from lingjun.seed.fill import PASSWORD, Filling
from lingjun.seed.sizes import SIZES


class Command(BaseCommand):
    help = "Fills an empty database with invented data: city (500 studios), province (5,000) or nation (200,000)."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--size` and `--seed`: the same number gives the same people and figures on the same day."""
        listed = "; ".join(f"{size.key}: {size.words}" for size in SIZES.values())
        parser.add_argument("--size", choices=list(SIZES), required=True, help=listed)
        parser.add_argument("--seed", type=int, default=1, help="another number gives other data of the same size")

    def handle(self, *args: Any, **options: Any) -> None:
        """Indexes are away while rows are written: a filling that was cut off leaves a home to throw away."""
        if settings.PRODUCTION:
            raise CommandError("seed: this is a production home; invented data are never put into one")
        if Organization.objects.exists() or any(
            model._default_manager.exists()
            for model in apps.get_models()
            if model._meta.app_label in {"cases", "studios"}
        ):
            raise CommandError(
                "seed: this database holds data already; give an empty home: "
                "LINGJUN_HOME=/some/new/folder python manage.py migrate, then seed (or another DATABASE_URL)"
            )
        accounts = Filling(SIZES[options["size"]], options["seed"], self._say).run()
        self.stdout.write(f"合成数据的账号（密码都是 {PASSWORD}）：")
        for account in accounts:
            self.stdout.write(f"  {account.username:<14}{account.words}")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
