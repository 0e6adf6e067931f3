"""What a person may read of the ledger, and the shared questions its pages ask."""

from lingjun.ledger.queries.visible import visible_to, whole_tree

__all__ = ["visible_to", "whole_tree"]
