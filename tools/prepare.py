"""Bring the home up to date in one process: check the settings, migrate, collect static files, load the demo city.

Started by tools/run.py with the interpreter of ``.venv``. Its standard output is the demo's list of accounts, nothing
else; a refusal is one message on standard error and exit code 1.
"""

import io
import os
import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command


def main() -> int:
    """Entry of ``python -m tools.prepare [static] [demo]``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingjun.config.settings")
    quiet = io.StringIO()
    try:
        django.setup()
        # Warnings of --deploy belong to whoever sets up a production site; errors stop every start.
        call_command("check", deploy=True, fail_level="ERROR", stdout=quiet, stderr=quiet)
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        refuse_open_demo()
        if "static" in sys.argv[1:]:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        if "demo" in sys.argv[1:]:
            call_command("demo", stdout=sys.stdout)
    except (ImproperlyConfigured, CommandError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def refuse_open_demo() -> None:
    """A production site must not hold accounts whose password everybody knows; raises ``CommandError``."""
    from lingjun.accounts.models import User  # noqa: PLC0415 - models exist once Django is set up

    if settings.PRODUCTION and User.objects.filter(is_demo=True).exists():
        raise CommandError(
            "LINGJUN_HOME holds the demo city, whose password everybody knows; a production site needs its own home"
        )


if __name__ == "__main__":
    sys.exit(main())
