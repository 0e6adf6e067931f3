"""Lingjun (领军): the whole life of model-worker innovation studios, from creation form to archive."""
