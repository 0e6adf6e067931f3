from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lingjun.demo"
    label = "demo"

    def ready(self) -> None:
        from lingjun.audit import verbs

        verbs.add({"demo.load": "载入示例城市"})
