from django.apps import AppConfig


class StudiosConfig(AppConfig):
    name = "lingjun.studios"
    label = "studios"
