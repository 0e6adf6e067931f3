"""What changes the ledger."""

from lingjun.ledger.actions.projects import carry_over_projects

__all__ = ["carry_over_projects"]
