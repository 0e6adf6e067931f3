from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "lingjun.workbench"
    label = "workbench"
