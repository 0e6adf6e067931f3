from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "lingjun.dossier"
    label = "dossier"
