from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lingjun.demo"
    label = "demo"
