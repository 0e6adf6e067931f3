from django.apps import AppConfig


class SeedConfig(AppConfig):
    name = "lingjun.seed"
    label = "seed"

    def ready(self) -> None:
        from lingjun.audit import verbs

        verbs.add({"seed.fill": "填入合成数据"})
