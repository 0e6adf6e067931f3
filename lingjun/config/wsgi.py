"""The WSGI door for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

from lingjun.core.memory import give_back

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingjun.config.settings")
application = get_wsgi_application()
give_back()
