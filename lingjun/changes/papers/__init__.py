"""What is printed of changes: the decision to revoke, and the receipt for what came back."""

from lingjun.changes.papers.receipt import receipt
from lingjun.changes.papers.revocation import revocation, revocation_of_batch

__all__ = ["receipt", "revocation", "revocation_of_batch"]
