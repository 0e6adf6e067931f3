from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lingjun.cases"
    label = "cases"

    def ready(self) -> None:
        from django.urls import register_converter

        from lingjun.audit import verbs
        from lingjun.cases.enums import Verb
        from lingjun.cases.models import Case
        from lingjun.cases.paths import CaseNumber
        from lingjun.organizations import moves

        moves.follow(Case, "unit_path")
        plain = {Verb.NAME: "公布决定", Verb.REJECT: "不予同意"}  # the trail is of all kinds of case
        verbs.add({f"case.{verb.value}": f"办件：{plain.get(verb, verb.label)}" for verb in Verb})
        register_converter(CaseNumber, "case")
