from django.apps import AppConfig


class StudiosConfig(AppConfig):
    """Names the verbs of its audit entries and tells the sign-in page how many studios there are."""

    name = "lingjun.studios"
    label = "studios"

    def ready(self) -> None:
        from lingjun.accounts import door
        from lingjun.audit import verbs
        from lingjun.organizations import moves
        from lingjun.studios import parts, tabs, team_start
        from lingjun.studios.models import Studio
        from lingjun.studios.queries import door_figures

        moves.follow(Studio, "unit_path")
        door.add_figures(door_figures)
        verbs.add({"studio.open": "命名建档", "studio.export": "导出工作室汇总表"})
        parts.register()
        tabs.add(tabs.Tab("criteria", "七个有", "studios:criteria", 5, "criteria"))
        verbs.add({"studio.export_criteria": "导出“七个有”一览"})
        team_start.start()
