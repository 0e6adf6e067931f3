from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lingjun.cases"
    label = "cases"

    def ready(self) -> None:
        from lingjun.audit import verbs
        from lingjun.cases.enums import Verb
        from lingjun.cases.models import Case
        from lingjun.organizations import moves

        moves.follow(Case, "unit_path")
        verbs.add({f"case.{verb.value}": f"办件：{verb.label}" for verb in Verb})
