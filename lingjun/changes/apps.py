from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "lingjun.changes"
    label = "changes"
