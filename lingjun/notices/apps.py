from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lingjun.notices"
    label = "notices"

    def ready(self) -> None:
        from lingjun.accounts import door
        from lingjun.audit import verbs
        from lingjun.notices.queries import numbers_in_force

        door.add_basis(numbers_in_force)

        verbs.add(
            {
                "notice.load": "载入通知",
                "notice.edit": "修改通知",
                "round.open": "开批次",
                "round.edit": "修改批次",
                "round.extend": "延期",
                "round.close": "截止批次",
            }
        )
