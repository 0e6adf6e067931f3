#!/usr/bin/env python
"""Django's command line for Lingjun."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command; a mistake in the environment is told in one line, not as a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingjun.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
