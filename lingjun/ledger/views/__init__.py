"""Pages of the ledger, one file for each thing."""
