from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lingjun.cases"
    label = "cases"

    def ready(self) -> None:
        from lingjun.cases.models import Case
        from lingjun.organizations import moves

        moves.follow(Case, "unit_path")
