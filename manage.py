#!/usr/bin/env python
"""Django's command line for Lingjun."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command; a mistake in the environment is told in one line, not as a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingjun.config.settings")
    if sys.argv[1:2] == ["read_form"]:
        # Reading a Word file needs no settings: without Django's start it answers in 0.2 s, a refusal included.
        from lingjun.creation.papers.reading.program import main as read_form  # noqa: PLC0415

        if (code := read_form(sys.argv[2:])) is not None:
            sys.exit(code)
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
