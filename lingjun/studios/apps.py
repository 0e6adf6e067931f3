from django.apps import AppConfig


class StudiosConfig(AppConfig):
    name = "lingjun.studios"
    label = "studios"

    def ready(self) -> None:
        from lingjun.accounts import door
        from lingjun.organizations import moves
        from lingjun.organizations.models import Organization
        from lingjun.studios.models import Member, Studio, StudioStatus

        def figures(federation: Organization) -> list[door.Figure]:
            studios = Studio.objects.filter(federation=federation, status=StudioStatus.ACTIVE)
            members = Member.objects.filter(studio__in=studios, left_on__isnull=True)
            return [("已命名工作室", studios.count(), "个"), ("工作室成员", members.count(), "人")]

        door.add_figures(figures)
        moves.follow(Studio, "unit_path")
