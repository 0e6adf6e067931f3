"""Lists of the ledger as Excel knows them."""
