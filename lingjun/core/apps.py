from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lingjun.core"
    label = "core"

    def ready(self) -> None:
        from lingjun.core import lookups  # noqa: F401  registers itself
