from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lingjun.cases"
    label = "cases"
