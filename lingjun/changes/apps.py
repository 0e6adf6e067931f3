from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """Registers changes as a kind of case, the tab of a studio's history, and the names of its verbs."""

    name = "lingjun.changes"
    label = "changes"

    def ready(self) -> None:
        from lingjun.audit import verbs
        from lingjun.cases import kinds
        from lingjun.changes.kind import CHANGE
        from lingjun.studios import tabs

        kinds.register(CHANGE)
        tabs.add(tabs.Tab("history", "沿革变更", "changes:history", 110))
        verbs.add(
            {
                "change.save": "修改变更申报",
                "revocation.propose": "提出成批撤销",
                "revocation.decide": "决定成批撤销",
                "revocation.drop": "成批撤销作罢",
                "recall.receive": "收回牌匾、证书",
                "studio.leader": "更换领衔人",
                "studio.rename": "工作室更名",
                "studio.unit": "工作室换单位",
                "studio.revoke": "撤销工作室",
            }
        )
