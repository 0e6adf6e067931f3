from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lingjun.audit"
    label = "audit"
