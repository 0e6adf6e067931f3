from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "lingjun.dossier"
    label = "dossier"

    def ready(self) -> None:
        from lingjun.audit import verbs

        verbs.add({"yearbook.make": "生成台账年册"})
