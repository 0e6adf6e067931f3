from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lingjun.core"
    label = "core"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from lingjun.core import lookups, search_index, wording  # noqa: F401  lookups register themselves

        wording.install()
        post_migrate.connect(search_index.install, sender=self)
