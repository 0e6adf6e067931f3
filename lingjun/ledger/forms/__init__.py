"""What is typed into the ledger."""
