from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers tabs, Excel lists, names of audit entries and checks: one method for each part."""

    name = "lingjun.ledger"
    label = "ledger"

    def ready(self) -> None:
        from lingjun.ledger import criteria, criteria_many  # noqa: F401  checks and twins register themselves

        self._plans_projects_mentorships()
        self._activities_achievements()
        self._people()
        self._summary()

    def _plans_projects_mentorships(self) -> None:
        """Plan, projects, mentorships."""
        from lingjun.ledger import parts

        parts.register()

    def _activities_achievements(self) -> None:
        """Activities, achievements, benefits, adoptions."""
        from lingjun.ledger import activity_parts

        activity_parts.register()

    def _people(self) -> None:
        """What a person's page tells of the ledger, and merging two records of a person."""
        from lingjun.ledger import people

        people.start()

    def _summary(self) -> None:
        """Columns of 汇总表 of studios."""
        from lingjun.ledger import summary

        summary.register()
