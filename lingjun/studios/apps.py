from django.apps import AppConfig


class StudiosConfig(AppConfig):
    """Names the verbs of its audit entries."""

    name = "lingjun.studios"
    label = "studios"

    def ready(self) -> None:
        from lingjun.audit import verbs

        verbs.add({"studio.open": "命名建档", "studio.export": "导出工作室汇总表"})
