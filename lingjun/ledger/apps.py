from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers tabs, Excel lists, names of audit entries and checks: one method for each part."""

    name = "lingjun.ledger"
    label = "ledger"

    def ready(self) -> None:
        from lingjun.ledger import criteria  # noqa: F401  its checks register themselves

        self._plans_projects_mentorships()
        self._activities_achievements()

    def _plans_projects_mentorships(self) -> None:
        """Plan, projects, mentorships."""

    def _activities_achievements(self) -> None:
        """Activities, achievements, benefits, adoptions."""
