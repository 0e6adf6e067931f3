from django.apps import AppConfig


class CreationConfig(AppConfig):
    """Registers creation as a kind of case and its jobs."""

    name = "lingjun.creation"
    label = "creation"

    def ready(self) -> None:
        from lingjun.audit import verbs
        from lingjun.cases import kinds
        from lingjun.creation.kind import CREATION

        kinds.register(CREATION)
        verbs.add(
            {
                "creation.read": "读入 Word 申报表",
                "creation.save": "填写申报表",
                "creation.remark": "核对读入的一处",
                "creation.archive": "申报表归档",
            }
        )
