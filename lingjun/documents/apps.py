from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lingjun.documents"
    label = "documents"
