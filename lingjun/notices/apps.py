from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lingjun.notices"
    label = "notices"
